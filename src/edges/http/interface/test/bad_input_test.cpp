// Every operation of openapi.yaml asked in every wrong way: a clear problem in the language of the
// one who asks, and nothing is changed.
#include "../../../../platform/files/test/made_book.h"
#include "desks.h"
#include "wrongs.h"

#include <files/sheet.h>

#include <deque>
#include <wire/route.h>

namespace banxing::http {
namespace {

/// How much stands in each table; statements stay where they are, connections remember them.
class Tables {
public:
    explicit Tables(db::Database& database) : database_(database) {
        for (auto& name : fetch(database.is_sqlite()
                                    ? "select name from sqlite_master where type = 'table'"
                                    : "select cast(tablename as text) as name from pg_tables where "
                                      "schemaname = current_schema()",
                                text_))
            if (!std::get<std::string>(name).starts_with("audit_")) // a refusal is on record
                names_.push_back(std::get<std::string>(name));
    }

    std::map<std::string, std::int64_t> counts() {
        std::map<std::string, std::int64_t> out;
        for (auto& name : names_) out[name] = number("select count(*) as n from " + name);
        out["versions of files"] =
            number("select cast(coalesce(sum(version), 0) as bigint) as n from records_file");
        out["states of lists"] = number("select count(*) as n from intake_import where state <> "
                                        "'mapping'");
        out["decided doubts"] =
            number("select count(*) as n from registry_doubt where decided_at is not null");
        return out;
    }

private:
    std::vector<db::Value> fetch(const std::string& text, std::span<const db::Column> columns) {
        for (auto& [known, statement] : statements_)
            if (known == text) return run(statement);
        auto& [kept, statement] = statements_.emplace_back(text, db::Statement{});
        auto& name = names_of_statements_.emplace_back("test" + std::to_string(statements_.size()));
        statement = {name.c_str(), kept.c_str(), {}, columns};
        return run(statement);
    }
    std::vector<db::Value> run(const db::Statement& statement) {
        std::vector<db::Value> out;
        for (auto& row :
             must(database_.read([&](db::Session& s) { return s.fetch(statement, {}); })))
            out.push_back(row.front());
        return out;
    }
    std::int64_t number(const std::string& text) {
        return std::get<std::int64_t>(fetch(text, number_).front());
    }

    static constexpr db::Column text_[] = {{"name", db::Type::text, false}};
    static constexpr db::Column number_[] = {{"n", db::Type::integer, false}};
    db::Database& database_;
    std::deque<std::pair<std::string, db::Statement>> statements_;
    std::deque<std::string> names_of_statements_;
    std::vector<std::string> names_;
};

bool has_chinese(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c < 0; });
}

class BadInputTest : public DeskTest {
protected:
    static const Route* route_of(const Operation& operation) {
        for (const auto& route : routes())
            if (name_of(route.method) == operation.method && route.pattern == operation.pattern)
                return &route;
        return nullptr;
    }

    /// Somebody who may ask for this.
    std::string headers_for(const Operation& operation) {
        const auto* route = route_of(operation);
        if (!route || !route->needs.login) return "";
        auto wanted = route->needs.act;
        const auto& roles = stand_.access.roles().all();
        auto role = std::find_if(roles.begin(), roles.end(), [&](auto& one) {
            bool has_desk = std::string_view(desks_of_the_stand).find(one.id) != std::string::npos;
            return has_desk && (wanted == access::Act::none || access::holds_any(one.acts, wanted));
        });
        if (role == roles.end()) return "nobody may";
        if (!desks_.contains(role->id)) desks_[role->id] = log_in(role->id).headers;
        return desks_[role->id];
    }

    std::size_t ask_all(const Operation& operation, const std::string& headers) {
        EXPECT_NE(headers, "nobody may") << operation.pattern;
        bool sends = operation.method == "POST" || operation.method == "PUT";
        std::size_t asked = 0;
        for (const auto& wrong : operation.wrongs) {
            SCOPED_TRACE(operation.method + " " + wrong.target.substr(0, 120) + ": " + wrong.why);
            bool english = ++asked % 2 == 0;
            auto answer = raw(operation.method, wrong.target, sends ? wrong.body : "",
                              headers + (english ? "Accept-Language: en\r\n" : ""),
                              operation.upload ? "application/octet-stream" : "application/json");
            expect_problem(wrong, answer, english);
        }
        return asked;
    }

    void expect_problem(const Wrong& wrong, Answer& answer, bool english) {
        EXPECT_GE(answer.status, 400);
        EXPECT_LT(answer.status, 500);
        EXPECT_NE(answer.status, 401);
        EXPECT_NE(answer.status, 403);
        EXPECT_EQ(answer.headers["content-type"], "application/problem+json");
        auto problem = Json::parse(answer.body, nullptr, false);
        ASSERT_TRUE(problem.is_object()) << answer.body;
        EXPECT_EQ(problem.value("status", 0), answer.status);
        EXPECT_EQ(answer.headers["x-request-id"], problem.value("request_id", ""));
        for (const char* text : {"title", "detail"}) {
            EXPECT_FALSE(problem.value(text, "").empty()) << answer.body;
            EXPECT_EQ(has_chinese(problem.value(text, "")), !english) << answer.body;
        }
        if (wrong.field.empty()) return;
        EXPECT_EQ(answer.status, 400) << answer.body;
        bool named = false;
        for (const auto& one : problem.value("fields", Json::array()))
            named |= one["field"].get<std::string>().starts_with(wrong.field);
        EXPECT_TRUE(named) << "no word about " << wrong.field << ": " << answer.body;
    }

    static constexpr const char* desks_of_the_stand =
        "village_worker township_doctor county_mch hospital institution federation_reviewer "
        "federation_approver finance administrator family";
    std::map<std::string, std::string> desks_;
};

TEST_F(BadInputTest, EveryOperationRefusesEveryWrongRequestAndChangesNothing) {
    child(log_in("township_doctor"));
    Tables tables(stand_.database);
    std::size_t asked = 0;
    for (const auto& operation : Wrongs(std::string(source) + "/openapi.yaml").operations()) {
        if (!operation.pattern.starts_with("/api/")) continue;
        auto headers = headers_for(operation); // a log-in is a change
        auto before = tables.counts();
        asked += ask_all(operation, headers);
        EXPECT_EQ(tables.counts(), before) << operation.method << " " << operation.pattern;
    }
    EXPECT_GT(asked, 500U);
    RecordProperty("asked", int(asked));
}

TEST_F(BadInputTest, SheetsThatAreNoneAreRefusedAtTheDoor) {
    auto doctor = log_in("township_doctor");
    auto upload = [&](const std::string& bytes) {
        return raw("POST", "/api/imports?kind=child_health_check", bytes, doctor.headers,
                   "application/octet-stream");
    };
    std::string bomb(300u << 20, ' ');
    files::MadeBook texts("<row/>");
    texts.texts(bomb);
    auto packed = texts.bytes();
    const std::vector<std::pair<const char*, std::string>> sheets{
        {"nothing", ""},
        {"one heading", "姓名\r\n"},
        {"a picture", "\x89PNG\r\n\x1a\n"},
        {"a page", "<html><table><tr><td>姓名</td></tr></table></html>"},
        {"a bomb of texts", packed},
        {"a bomb whose headers lie", files::with_claimed_size(packed, 100)},
        {"a cut book", packed.substr(0, packed.size() / 2)},
        {"macros", files::MadeBook("<row/>").set("xl/vbaProject.bin", "x").bytes()},
    };
    Tables tables(stand_.database);
    auto before = tables.counts();
    for (const auto& [why, bytes] : sheets) {
        SCOPED_TRACE(why);
        auto answer = upload(bytes);
        hold("post", "/api/imports", answer);
        EXPECT_GE(answer.status, 400);
        EXPECT_LT(answer.status, 500);
        EXPECT_TRUE(has_chinese(Json::parse(answer.body).value("detail", ""))) << answer.body;
        EXPECT_TRUE(fs::is_empty(stand_.services.uploads));
    }
    EXPECT_EQ(tables.counts(), before);
}

std::int64_t resident_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stoll(line.substr(6));
    return 0;
}

TEST_F(BadInputTest, AGigabyteIsRefusedBeforeItIsReadAndInBoundedMemory) {
    auto doctor = log_in("township_doctor");
    const std::string head = "POST /api/imports?kind=child_health_check HTTP/1.1\r\nHost: x\r\n" +
                             doctor.headers + "Content-Type: application/octet-stream\r\n";
    Wire said(server_->port());
    said.send(head + "Content-Length: 1073741824\r\n\r\nPK");
    auto answer = said.receive();
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.headers["content-type"], "application/problem+json");
    EXPECT_NE(answer.body.find("50"), std::string::npos) << "how much is allowed: " << answer.body;
    EXPECT_TRUE(said.closed());
    auto before = resident_kib();
    Wire unsaid(server_->port()); // a length that nobody announced
    unsaid.send(head + "Transfer-Encoding: chunked\r\n\r\n");
    const std::string piece = "100000\r\n" + std::string(1u << 20, 'a') + "\r\n";
    int sent = 0;
    while (sent < 1024 && unsaid.send(piece)) ++sent;
    EXPECT_LT(sent, 200) << "the server let go long before the end";
    EXPECT_LT(resident_kib() - before, 40 << 10) << "what comes lies on disk";
    EXPECT_TRUE(unsaid.closed());
    for (int i = 0; i < 100 && !fs::is_empty(stand_.services.uploads); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_TRUE(fs::is_empty(stand_.services.uploads));
    EXPECT_EQ(ask(doctor, "GET", "/api/imports").status, 200) << "the server is still there";
}

/// When the whole program has run: no operation of the contract without a good answer.
class EveryOperation : public testing::Environment {
    void TearDown() override {
        auto* all = testing::UnitTest::GetInstance();
        if (all->test_to_run_count() != all->total_test_count() || all->Failed()) return;
        for (const auto& one : Wrongs(std::string(source) + "/openapi.yaml").operations()) {
            std::string method = one.method;
            for (auto& c : method) c = char(std::tolower(c));
            EXPECT_TRUE(!one.pattern.starts_with("/api/") ||
                        answered().contains(method + " " + one.pattern))
                << "no test has seen " << one.method << " " << one.pattern << " succeed";
        }
    }
};
[[maybe_unused]] auto* const every_operation =
    testing::AddGlobalTestEnvironment(new EveryOperation);

} // namespace
} // namespace banxing::http
