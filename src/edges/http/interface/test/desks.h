#pragma once
// Desks that ask a server over bare sockets; every answer is held against openapi.yaml.
#include "contract.h"
#include "stand.h"

#include <set>

namespace banxing::http {

/// What has been asked with success, over all tests of the program.
inline std::set<std::string>& answered() {
    static std::set<std::string> all;
    return all;
}

/// A server and whoever logs in to it; every answer is held against openapi.yaml.
class DeskTest : public testing::Test {
protected:
    DeskTest() {
        Options options;
        options.port = 0;
        server_ = must(Server::start(options, stand_.services, routes()));
        server_->ready();
    }

    struct Desk {
        std::string headers; // cookie and token
    };

    Desk log_in(const std::string& role) {
        auto answer =
            raw("POST", "/api/session", Json{{"name", role}, {"password", password}}.dump(), "");
        EXPECT_EQ(answer.status, 200) << role << answer.body;
        hold("post", "/api/session", answer);
        return desk_of(answer);
    }

    static Desk desk_of(Answer& answer) {
        auto cookie = answer.headers["set-cookie"];
        return {"Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\nX-CSRF-Token: " +
                Json::parse(answer.body)["csrf"].get<std::string>() + "\r\n"};
    }

    Answer raw(const std::string& method, const std::string& target, const std::string& body,
               const std::string& headers, const char* type = "application/json") {
        Wire wire(server_->port(), 60'000); // a bomb takes its time on a busy machine
        auto text = method + " " + target + " HTTP/1.1\r\nHost: x\r\n" + headers;
        if (method == "POST" || method == "PUT")
            text += std::string("Content-Type: ") + type +
                    "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        wire.send(text + "\r\n" + body);
        return wire.receive();
    }

    void hold(const std::string& method, const std::string& pattern, Answer& answer) {
        auto faults = contract_.faults(method, pattern, answer.status,
                                       answer.headers["content-type"], answer.body);
        for (const auto& fault : faults)
            ADD_FAILURE() << method << " " << pattern << " " << answer.status << ": " << fault;
        EXPECT_EQ(answer.body.find("有0处"), std::string::npos) << "faults are counted";
        if (answer.status < 300) answered().insert(method + " " + pattern);
    }

    /// `pattern` with its {parts} filled in one after another.
    Answer ask(const Desk& desk, std::string method, const std::string& pattern,
               const std::vector<std::string>& parts = {}, const Json& body = nullptr,
               const std::string& query = "") {
        std::string target;
        std::size_t part = 0;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            if (pattern[i] == '{') {
                target += parts.at(part++);
                i = pattern.find('}', i);
            } else {
                target += pattern[i];
            }
        }
        auto answer =
            raw(method, target + query, body.is_null() ? std::string() : body.dump(), desk.headers);
        for (auto& c : method) c = char(std::tolower(c));
        hold(method, pattern, answer);
        return answer;
    }

    std::string uuid() { return crypto::system_random().uuid(); }

    /// A child with a residence in the village.
    std::string child(const Desk& desk, int months = 18, const std::string& name = "林小满",
                      const std::string& phone = "13800000000") {
        auto born = iso(add_months(today_, -months));
        auto made = ask(desk, "POST", "/api/registrations", {},
                        {{"form", "base.registration"},
                         {"day", iso(today_)},
                         {"write_id", uuid()},
                         {"content",
                          {{"name", name},
                           {"sex", "1"},
                           {"birth_date", born},
                           {"guardian_name", "林建国"},
                           {"guardian_phone", phone}}},
                         {"more",
                          {{{"form", "base.residence"},
                            {"day", born},
                            {"content", {{"village", stand_.village}, {"address", "一号"}}}}}}});
        EXPECT_EQ(made.status, 201) << made.body;
        EXPECT_EQ(Json::parse(made.body)["visible"], true) << made.body;
        return Json::parse(made.body)["subject"];
    }

    /// Written by a desk, today unless said otherwise; the answer.
    Answer write(const Desk& desk, const std::string& subject, const std::string& form,
                 const Json& content, std::optional<Date> day = {}) {
        return ask(desk, "POST", "/api/people/{subject}/records", {subject},
                   {{"form", form},
                    {"day", iso(day.value_or(today_))},
                    {"write_id", uuid()},
                    {"content", content}});
    }

    access::Principal post(const char* login) {
        return must(stand_.database.read([&](db::Session& s) {
            return access::principal_of_login(s, stand_.access.roles(), login);
        }));
    }

    /// Written past the desk, through the door of opening lists.
    void put(const char* login, const std::string& subject, const char* form, Date day,
             const Json& content) {
        must(stand_.database.write(db::Priority::interactive, [&](db::Session& s) {
            return casework::submit_in(stand_.office, s, post(login), *parse_subject_id(subject),
                                       {{form, day, content, "", "", 0}}, casework::Door::opening);
        }));
    }

    Json got(const Desk& desk, const std::string& pattern,
             const std::vector<std::string>& parts = {}, const std::string& query = "") {
        auto answer = ask(desk, "GET", pattern, parts, nullptr, query);
        EXPECT_EQ(answer.status, 200) << pattern << answer.body;
        return Json::parse(answer.body);
    }

    /// Diagnosed long ago, boarding asked for and the need assessed: one who waits for a bed.
    void needs_a_bed(const std::string& subject, int need, int days_since_asked,
                     int days_since_assessed) {
        put("hospital", subject, "autism_screening.diagnosis", add_months(today_, -120),
            {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}});
        put("civil_affairs", subject, "care.care_request", add_days(today_, -days_since_asked),
            {{"wanted_kind", "寄宿制"},
             {"asked_by", "监护人"},
             {"person_agrees", "愿意"},
             {"reasons", {"照护人年老"}},
             {"urgent", false}});
        Json found{{"family", Json::array()},
                   {"feelings", "母亲在旁边就安心"},
                   {"advised_kind", "寄宿制"},
                   {"assessor", "演示评估员"}};
        for (const auto* domain : {"daily_living", "safety", "health", "communication", "night"})
            found[domain] = need;
        put("civil_affairs", subject, "care.need_assessment",
            add_days(today_, -days_since_assessed), found);
    }

    Stand stand_;
    Date today_ = stand_.clock.today();
    Contract contract_{std::string(source) + "/openapi.yaml"};
    std::unique_ptr<Server> server_;
};

} // namespace banxing::http
