#include <cstdlib>
#include <db_testing/databases.h>
#include <filesystem>
#include <iostream>
#include <libpq-fe.h>
#include <unistd.h>

namespace banxing::db {
namespace {

[[noreturn]] void give_up(const std::string& why) {
    std::cerr << "cannot set up a database for the test: " << why << '\n';
    std::abort();
}

template <typename T>
T must(Result<T> result) {
    if (!result) give_up(result.error().message.en + " " + result.error().detail);
    return try_value(std::move(result));
}

void on_postgres(const char* url, const std::string& sql) {
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url), PQfinish);
    PQsetNoticeProcessor(
        connection.get(), [](void*, const char*) {}, nullptr);
    std::unique_ptr<PGresult, decltype(&PQclear)> done(PQexec(connection.get(), sql.c_str()),
                                                       PQclear);
    if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) give_up(PQerrorMessage(connection.get()));
}

const char* postgres_url() {
    return std::getenv("BANXING_TEST_POSTGRES");
}

TestingDatabase on_new_schema(const std::string& url) {
    static int count = 0;
    auto schema = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    on_postgres(url.c_str(), "create schema " + schema);
    auto join = url.find('?') == std::string::npos ? "?" : "&";
    return {"PostgreSQL", {url + join + "options=-csearch_path%3D" + schema, 4}, schema};
}

TestingDatabase on_new_file() {
    std::string folder = (std::filesystem::temp_directory_path() / "banxing-test-XXXXXX").string();
    if (!::mkdtemp(folder.data())) give_up("no temporary folder");
    return {"SQLite", {folder + "/test.db", 4}, ""};
}

} // namespace

TestingDatabase::TestingDatabase(std::string name, Options options, std::string schema)
    : name_(std::move(name)), options_(std::move(options)), schema_(std::move(schema)) {
    reopen();
}

TestingDatabase::~TestingDatabase() {
    if (!database_) return; // moved from
    database_.reset();
    if (!schema_.empty())
        on_postgres(postgres_url(), "drop schema " + schema_ + " cascade");
    else
        std::filesystem::remove_all(std::filesystem::path(options_.location).parent_path());
}

void TestingDatabase::reopen() {
    database_.reset();
    database_ = must(Database::open(options_));
}

std::vector<TestingDatabase>
testing_databases(std::initializer_list<std::span<const Migration>> modules) {
    std::vector<Migration> steps;
    for (auto& module : modules) steps.insert(steps.end(), module.begin(), module.end());
    std::vector<TestingDatabase> out;
    out.push_back(on_new_file());
    if (auto* url = postgres_url()) out.push_back(on_new_schema(url));
    for (auto& database : out) must(database->migrate(steps));
    return out;
}

std::vector<std::string> faults_of(Database& database,
                                   std::span<const Statement* const> statements) {
    std::vector<std::string> faults;
    for (auto* statement : statements) {
        auto done = database.read([&](Session& session) { return session.prepare(*statement); });
        if (!done) faults.push_back(std::string(statement->name) + ": " + done.error().detail);
    }
    return faults;
}

TemporaryFolder::TemporaryFolder()
    : path_((std::filesystem::temp_directory_path() / "banxing-test-XXXXXX").string()) {
    if (!::mkdtemp(path_.data())) give_up("no temporary folder");
}

TemporaryFolder::~TemporaryFolder() {
    std::filesystem::remove_all(path_);
}

} // namespace banxing::db
