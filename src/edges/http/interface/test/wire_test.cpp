// What the server does with requests that are odd, hostile or broken, spoken over a bare socket.
#include "stand.h"

#include <thread>

namespace banxing::http {
namespace {

void write_file(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

class WireTest : public testing::Test {
protected:
    WireTest() {
        write_file(web_ / "index.html", "<!doctype html>first page");
        write_file(web_ / "assets/app-1a2b.js", "console.log(1)");
        write_file(web_ / "assets/app-1a2b.js.gz", "packed");
        write_file(web_ / "worker.mjs", "1");
        write_file(fs::path(stand_.folder.path()) / "secret.txt", "secret");
        options_.port = 0;
        options_.web = web_.string();
        options_.header_seconds = 1;
        options_.body_seconds = 1;
        start();
    }

    void start() {
        server_.reset();
        auto started = Server::start(options_, stand_.services, routes());
        ASSERT_TRUE(started) << started.error().message.en;
        server_ = std::move(*started);
        server_->ready();
    }

    Answer ask(const std::string& text, bool head_only = false) {
        Wire wire(server_->port());
        EXPECT_TRUE(wire.connected());
        wire.send(text);
        return wire.receive(head_only);
    }
    Answer get(const std::string& target, const std::string& more = "") {
        return ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n");
    }
    Answer post(const std::string& target, const std::string& body, const std::string& more = "",
                const char* type = "application/json", const char* method = "POST") {
        return ask(
            std::string(method) + " " + target + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type +
            "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body);
    }
    // Cookie and token headers of a new session.
    std::pair<std::string, std::string> log_in() {
        auto in = post("/api/session", R"({"name":"township_doctor","password":"correct horse"})");
        EXPECT_EQ(in.status, 200) << in.body;
        auto cookie = in.headers["set-cookie"];
        EXPECT_NE(cookie.find("; HttpOnly; SameSite=Strict"), std::string::npos) << cookie;
        return {"Cookie: other=1; " + cookie.substr(0, cookie.find(';')) + "\r\n",
                "X-CSRF-Token: " + Json::parse(in.body)["csrf"].get<std::string>() + "\r\n"};
    }

    Stand stand_;
    fs::path web_ = fs::path(stand_.folder.path()) / "web";
    Options options_;
    std::unique_ptr<Server> server_;
};

TEST_F(WireTest, OperationPages) {
    EXPECT_EQ(get("/healthz").body, "ok\n");
    EXPECT_EQ(get("/readyz").status, 200);
    get("/api/regions/330681");
    auto page = get("/metrics");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(
        page.body.find(
            R"(banxing_http_requests_total{route="/api/regions/:code",method="GET",status="401"} 1)"),
        std::string::npos)
        << page.body;
    EXPECT_NE(page.body.find("process_resident_memory_bytes "), std::string::npos);
    for (const auto* name :
         {"x-request-id", "content-security-policy", "x-content-type-options", "referrer-policy"})
        EXPECT_TRUE(page.headers.contains(name)) << name;
}

TEST_F(WireTest, RefusesWhatIsNotWellFormed) {
    struct Case {
        const char* why;
        std::string request;
        int status;
    };
    const std::string head = " HTTP/1.1\r\nHost: x\r\n",
                      json = "Content-Type: application/json\r\n";
    const std::string long_header = "X-Long: " + std::string(20'000, 'a') + "\r\n";
    const std::vector<Case> cases{
        {"no HTTP at all", "hello\r\n\r\n", 400},
        {"no host", "GET /healthz HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET /healthz" + head + "Host: y\r\n\r\n", 400},
        {"absolute form", "GET http://x/healthz" + head + "\r\n", 400},
        {"broken escape", "GET /api/regions/%zz" + head + "\r\n", 400},
        {"cut escape", "GET /api/regions/%3" + head + "\r\n", 400},
        {"a zero in the path", "GET /api/regions/%00" + head + "\r\n", 400},
        {"no UTF-8", "GET /api/regions/%ff" + head + "\r\n", 400},
        {"giant header", "GET /healthz" + head + long_header + "\r\n", 431},
        {"header without colon", "GET /healthz" + head + "nonsense\r\n\r\n", 400},
        {"space before colon", "GET /healthz" + head + "A : b\r\n\r\n", 400},
        {"length and chunks",
         "POST /api/session" + head + json +
             "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
         400},
        {"two lengths",
         "POST /api/session" + head + json + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
         400},
        {"negative length", "POST /api/session" + head + json + "Content-Length: -2\r\n\r\n{}",
         400},
        {"a body where none belongs", "GET /api/session" + head + "Content-Length: 2\r\n\r\n{}",
         400},
        {"unknown parameter", "GET /api/session?x=1" + head + "\r\n", 400},
        {"unknown address", "GET /api/nothing" + head + "\r\n", 404},
        {"method of another address",
         "PUT /api/session" + head + json + "Content-Length: 2\r\n\r\n{}", 405},
        {"invented method", "FETCH /api/session" + head + "\r\n", 405},
        {"options", "OPTIONS /api/session" + head + "\r\n", 405},
        {"trace", "TRACE /healthz" + head + "\r\n", 405},
        {"not logged in", "GET /api/regions/330681" + head + "\r\n", 401},
        {"wrong cookie", "GET /api/regions/330681" + head + "Cookie: banxing_session=abc\r\n\r\n",
         401},
        {"an old version", "GET /healthz HTTP/0.9\r\n\r\n", 400},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto answer = ask(c.request);
        EXPECT_EQ(answer.status, c.status);
        EXPECT_EQ(answer.headers["content-type"], "application/problem+json");
        auto problem = Json::parse(answer.body, nullptr, false);
        EXPECT_EQ(problem.value("status", 0), c.status);
        EXPECT_EQ(problem.value("request_id", ""), answer.headers["x-request-id"]);
    }
    EXPECT_EQ(ask("OPTIONS /api/session HTTP/1.1\r\nHost: x\r\n\r\n").headers["allow"],
              "GET, HEAD, POST, DELETE");
    EXPECT_EQ(get("/healthz").status, 200) << "the server is still there";
}

TEST_F(WireTest, RefusesBodiesThatAreNotWhatTheContractSays) {
    struct Case {
        const char* why;
        std::string body, field;
    };
    const std::vector<Case> cases{
        {"empty", "", ""},
        {"cut", R"({"name": "doctor")", ""},
        {"an array", "[]", ""},
        {"deep", std::string(10'000, '['), ""},
        {"doubled key", R"({"name":"a","name":"b","password":"c"})", ""},
        {"no UTF-8", "{\"name\":\"\xff\",\"password\":\"c\"}", ""},
        {"a number for a text", R"({"name":1,"password":"c"})", "name"},
        {"null", R"({"name":null,"password":"c"})", "name"},
        {"missing", R"({"name":"a"})", "password"},
        {"too long", R"({"name":")" + std::string(65, 'a') + R"(","password":"c"})", "name"},
        {"unknown", R"({"name":"a","password":"c","role":"administrator"})", "role"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto answer = post("/api/session", c.body);
        EXPECT_EQ(answer.status, 400);
        auto problem = Json::parse(answer.body, nullptr, false);
        if (!c.field.empty()) {
            EXPECT_EQ(problem["fields"][0]["field"], c.field) << answer.body;
        }
    }
    EXPECT_EQ(
        post("/api/session", "name=a&password=b", "", "application/x-www-form-urlencoded").status,
        415);
    EXPECT_EQ(post("/api/session", "{}", "", "text/plain").status, 415);
}

TEST_F(WireTest, SpeaksTheLanguageAsked) {
    auto title = [&](const char* languages) {
        return Json::parse(
                   get("/api/nothing", std::string("Accept-Language: ") + languages + "\r\n")
                       .body)["title"]
            .get<std::string>();
    };
    EXPECT_EQ(title(""), "没有找到");
    EXPECT_EQ(title("fr"), "没有找到");
    EXPECT_EQ(title("en-GB,en;q=0.9"), "Not found");
    EXPECT_EQ(title("en;q=0.5, zh-CN;q=0.8"), "没有找到");
    EXPECT_EQ(title("zh;q=0.2,en;q=0.3"), "Not found");
    EXPECT_EQ(title(";;q=,,en;q=zzz"), "没有找到");
}

TEST_F(WireTest, ASessionFromLogInToLogOut) {
    EXPECT_EQ(post("/api/session", R"({"name":"township_doctor","password":"wrong"})").status, 403);
    auto [cookie, csrf] = log_in();
    auto who = Json::parse(get("/api/session", cookie).body);
    EXPECT_EQ(who["account"]["role"], "township_doctor");
    EXPECT_EQ(who["account"]["organisation"]["region"], "330681109");
    auto region = Json::parse(get("/api/regions/330681", cookie).body);
    EXPECT_EQ(region["children"].size(), 23U);
    EXPECT_EQ(get("/api/regions/999999", cookie).status, 404);
    auto del = [&](const std::string& more) {
        return ask("DELETE /api/session HTTP/1.1\r\nHost: x\r\n" + more + "\r\n");
    };
    EXPECT_EQ(del(cookie).status, 403) << "no token";
    EXPECT_EQ(del(cookie + "X-CSRF-Token: 00\r\n").status, 403);
    EXPECT_EQ(del(cookie + csrf + "Sec-Fetch-Site: cross-site\r\n").status, 403);
    EXPECT_EQ(del(csrf).status, 401);
    EXPECT_EQ(del(cookie + csrf).status, 204);
    EXPECT_EQ(get("/api/regions/330681", cookie).status, 401);
    EXPECT_TRUE(Json::parse(get("/api/session", cookie).body)["account"].is_null());
}

TEST_F(WireTest, FilesOfTheScreens) {
    auto page = get("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.headers["cache-control"], "no-cache");
    EXPECT_EQ(get("/people/0123456789ABCX").body, page.body)
        << "addresses of the application lead to its first page";
    auto script = get("/assets/app-1a2b.js", "Accept-Encoding: br, gzip;q=1\r\n");
    EXPECT_EQ(script.body, "packed");
    EXPECT_EQ(script.headers["content-encoding"], "gzip");
    EXPECT_EQ(script.headers["content-type"], "text/javascript; charset=utf-8");
    EXPECT_NE(script.headers["cache-control"].find("immutable"), std::string::npos);
    EXPECT_EQ(get("/assets/app-1a2b.js").body, "console.log(1)");
    EXPECT_EQ(get("/worker.mjs").headers["content-type"], "text/javascript; charset=utf-8");
    EXPECT_EQ(get("/", "If-None-Match: " + page.headers["etag"] + "\r\n").status, 304);
    EXPECT_EQ(get("/assets/none.js").status, 404);
    auto head = ask("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", true);
    EXPECT_EQ(head.headers["content-length"], std::to_string(page.body.size()));
    EXPECT_EQ(post("/", "{}").status, 405);
}

TEST_F(WireTest, NoAddressLeadsOutOfTheFolder) {
    fs::create_symlink(fs::path(stand_.folder.path()) / "secret.txt", web_ / "link.txt");
    start();
    for (const auto* target : {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt",
                               "/..%2fsecret.txt", "/..%5csecret.txt", "//../secret.txt",
                               "/./../secret.txt", "/link.txt", "/%2e%2e%2fsecret.txt"}) {
        auto answer = get(target);
        EXPECT_EQ(answer.status, 404) << target;
        EXPECT_EQ(answer.body.find("secret"), std::string::npos) << target;
    }
}

TEST_F(WireTest, ALargeBodyIsRefusedBeforeItIsRead) {
    Wire wire(server_->port());
    wire.send("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: "
              "application/json\r\nContent-Length: 1073741824\r\n\r\n{");
    EXPECT_EQ(wire.receive().status, 413);
    EXPECT_TRUE(wire.closed());
    Wire chunks(server_->port()); // of a length that nobody announced
    chunks.send("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: "
                "application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 80; ++i) chunks.send("8000\r\n" + std::string(0x8000, ' ') + "\r\n");
    EXPECT_EQ(chunks.receive().status, 413);
    Wire polite(server_->port());
    polite.send("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: "
                "application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(polite.receive().status, 100);
    polite.send("{}");
    EXPECT_EQ(polite.receive().status, 400);
}

TEST_F(WireTest, KeepsAConnectionAndAnswersInOrder) {
    Wire wire(server_->port());
    wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /api/session HTTP/1.1\r\nHost: "
              "x\r\n\r\nGET /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(wire.receive().body, "ok\n");
    EXPECT_TRUE(wire.receive().body.starts_with("{"));
    EXPECT_EQ(wire.receive().body, "ready\n");
    wire.send("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: "
              "application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              "3;x=y\r\n{\"n\r\n2\r\n\":\r\n2\r\n1}\r\n0\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n");
    EXPECT_EQ(wire.receive().status, 400);
    EXPECT_EQ(wire.receive().body, "ok\n");
    EXPECT_TRUE(wire.closed()) << "HTTP/1.0 without keep-alive";
}

TEST_F(WireTest, WhoAsksTooMuchIsToldWhenToComeBack) {
    options_.rates = {{3, 1}, {5, 1}, {2, 1}};
    start();
    auto from = [](const char* address) {
        return std::string("X-Forwarded-For: 10.9.9.9, ") + address + "\r\n";
    };
    for (int n = 0; n < 5; ++n) EXPECT_EQ(get("/api/forms", from("10.0.0.1")).status, 401) << n;
    auto refused = get("/api/forms", from("10.0.0.1"));
    EXPECT_EQ(refused.status, 429) << refused.body;
    EXPECT_GT(std::stoi(refused.headers["retry-after"]), 50);
    EXPECT_EQ(get("/api/forms", from("10.0.0.2")).status, 401) << "another address";
    EXPECT_EQ(get("/api/forms").status, 401) << "this machine itself";
    EXPECT_EQ(get("/healthz", from("10.0.0.1")).status, 200);
    const auto* wrong = R"({"name":"nobody","password":"wrong password"})";
    for (int n = 0; n < 2; ++n)
        EXPECT_EQ(post("/api/session", wrong, from("10.0.0.3")).status, 403);
    EXPECT_EQ(post("/api/session", wrong, from("10.0.0.3")).status, 429) << "log-ins";
    auto [cookie, token] = log_in();
    for (int n = 0; n < 3; ++n) EXPECT_EQ(get("/api/forms", cookie).status, 200);
    EXPECT_EQ(get("/api/forms", cookie).status, 429) << "an account, wherever it asks from";
    EXPECT_EQ(get("/api/forms", cookie + from("10.0.0.4")).status, 429);
}

TEST_F(WireTest, LogInsAndEmergenciesAreServedWhileTheRestIsSentAway) {
    options_.most_waiting = 0; // as if too many waited already
    start();
    auto [cookie, token] = log_in();
    auto away = get("/api/forms", cookie);
    EXPECT_EQ(away.status, 503) << away.body;
    EXPECT_EQ(away.headers["retry-after"], "2");
    EXPECT_EQ(get("/api/session", cookie).status, 200);
    const auto* wish =
        R"({"identity_number":"990000202003050017","name":"某人","reason":"昏迷送医"})";
    EXPECT_EQ(post("/api/emergencies", wish, cookie + token).status, 404) << "it was looked for";
    EXPECT_EQ(get("/healthz").status, 200);
    EXPECT_NE(get("/metrics").body.find("banxing_http_shed_total 1\n"), std::string::npos);
}

TEST_F(WireTest, ACrowdedServerKeepsNoConnection) {
    options_.most_connections = 4;
    start();
    Wire first(server_->port()), second(server_->port()), third(server_->port());
    const std::string health = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    first.send(health);
    EXPECT_EQ(first.receive().status, 200);
    second.send(health);
    EXPECT_EQ(second.receive().headers["connection"], "") << "three are not too many";
    third.send(health);
    EXPECT_EQ(third.receive().status, 200); // it is counted only once it was taken in
    Wire fourth(server_->port());
    fourth.send(health);
    EXPECT_EQ(fourth.receive().headers["connection"], "close");
}

TEST_F(WireTest, SlowClientsAreLetGo) {
    Wire silent(server_->port()), head(server_->port()), body(server_->port());
    head.send("GET /healthz HTT");
    body.send("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: "
              "application/json\r\nContent-Length: 10\r\n\r\n{");
    EXPECT_TRUE(silent.closed());
    EXPECT_TRUE(head.closed());
    EXPECT_TRUE(body.closed());
}

TEST_F(WireTest, StoppingEndsIdleConnectionsAtOnceAndASecondServerIsRefused) {
    auto second = options_;
    second.port = server_->port();
    auto refused = Server::start(second, stand_.services, routes());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::unavailable);
    Wire idle(server_->port());
    idle.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(idle.receive().status, 200);
    Stopwatch watch;
    server_->stop();
    EXPECT_TRUE(idle.closed());
    EXPECT_LT(watch.microseconds(), 1'500'000);
    EXPECT_FALSE(Wire(second.port).connected());
}

} // namespace
} // namespace banxing::http
