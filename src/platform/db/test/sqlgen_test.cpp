// The generator's refusals: each names file and line.
#include <array>
#include <cstdio>
#include <db_testing/databases.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

using namespace banxing;
namespace fs = std::filesystem;

namespace {

struct Ran {
    int status;
    std::string output;
};

Ran generate(const fs::path& module) {
    auto command = std::string("python3 ") + BANXING_SOURCE_DIR +
                   "/tools/sqlgen.py --module m --dir " + module.string() + " --out " +
                   (module / "out").string() + " 2>&1";
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string output;
    std::array<char, 4096> buffer{};
    while (auto n = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
        output.append(buffer.data(), n);
    return {::pclose(pipe.release()), output};
}

class Module {
public:
    Module() : path_(fs::path(folder_.path()) / "services" / "m") {
        fs::create_directories(path_ / "sql");
        fs::create_directories(path_ / "migrations");
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name) << text;
    }
    const fs::path& path() const { return path_; }

private:
    db::TemporaryFolder folder_;
    fs::path path_;
};

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Sqlgen, refuses_with_file_and_line) {
    struct Case {
        const char* file;
        const char* text;
        const char* says;
    };
    const std::vector<Case> cases{
        {"sql/a.sql", "-- name: x\nselect a\nfrom t where a like 'x'",
         "a.sql:3: not in our dialect: like"},
        {"sql/a.sql", "-- name: x\ninsert or replace into t (a) values (1)",
         "a.sql:2: not in our dialect: insert or"},
        {"sql/a.sql", "-- name: x\nselect a::text from t", "a.sql:2: not in our dialect: ::"},
        {"sql/a.sql", "-- name: x\nselect `a` from t", "not in our dialect: a backtick"},
        {"sql/a.sql", "-- name: x\nselect rowid from t", "not in our dialect: rowid"},
        {"sql/a.sql", "-- name: x\nselect a from t where a ilike b", "not in our dialect: ilike"},
        {"sql/a.sql", "-- name: x\nselect * from t", "not in our dialect: *"},
        {"sql/a.sql", "-- name: x\nselect a from t where at < current_timestamp", "a clock"},
        {"migrations/0001-a.sql", "create table t (a integer primary key autoincrement)",
         "autoincrement"},
        {"migrations/0002-a.sql", "create table t (a bigint)", "expected 0001"},
        {"sql/a.sql", "-- name: x\n-- in: a int\nselect b from t",
         "a.sql:1: x: `a` of -- in: is not used"},
        {"sql/a.sql", "-- name: x\nselect b from t where a = :a",
         "a.sql:1: x: :a is not among -- in:"},
        {"sql/a.sql", "-- name: x\n-- in: a real\nselect b from t where a = :a",
         "a.sql:2: expected `name int|text`"},
        {"sql/a.sql", "-- name: x\n-- in: new int\nselect b from t where a = :new",
         "a.sql:2: `new` means something"},
        {"sql/a.sql", "-- name: x\nselect 1; select 2", "more than one statement"},
        {"sql/a.sql", "-- name: x\nselect 1\n-- name: x\nselect 2",
         "a.sql:3: name x is already in"},
        {"sql/a.sql", "-- name: x\nselect {{y}} from t", "a.sql:1: x includes {{y}}"},
        {"sql/a.sql", "-- name: x\nselect {{y}}\n-- fragment: y\na, {{y}}",
         "fragment y includes itself"},
        {"sql/a.sql", "select 1", "a.sql:1: SQL before the first -- name:"},
    };
    for (auto& c : cases) {
        Module module;
        module.write(c.file, c.text);
        auto ran = generate(module.path());
        EXPECT_NE(ran.status, 0) << c.text;
        EXPECT_NE(ran.output.find(c.says), std::string::npos) << c.text << "\n" << ran.output;
    }
}

TEST(Sqlgen, leaves_quoted_text_and_comments_alone) {
    Module module;
    module.write("sql/a.sql", "-- name: x\n-- in: a int\n-- out: b text\n-- why we like it ::\n"
                              "select 'like :no ; --' as b from t where a = :a and {{open}}\n"
                              "-- fragment: open\n(c is null) -- really");
    module.write("migrations/0001-a.sql",
                 "create table t (a bigint, primary key (a)){{without rowid}};");
    auto ran = generate(module.path());
    ASSERT_EQ(ran.status, 0) << ran.output;
    auto source = text_of(module.path() / "out" / "m_sql.cpp");
    EXPECT_NE(source.find("select 'like :no ; --' as b from t where a = :a and (c is null))sql"),
              std::string::npos)
        << source;
}

} // namespace
