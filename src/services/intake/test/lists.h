#pragma once
// An office with an intake over an empty database, lists made by hand, and what came of them.
#include "../../casework/test/office_for_tests.h"

#include <audit/audit.h>
#include <core/identity_number.h>
#include <files/sheet.h>
#include <intake/intake.h>

#include <fstream>
#include <ledger/ledger.h>

namespace banxing::intake {

using casework::d;
using casework::must;

inline std::vector<db::TestingDatabase> databases() {
    return db::testing_databases({audit::migrations(), access::migrations(), registry::migrations(),
                                  records::migrations(), consequences::migrations(),
                                  ledger::migrations(), entitlement::migrations(),
                                  intake::migrations()});
}

/// A file as a post of its organisation sees it: of each record in force its form and content.
using File = std::map<std::string, Json>;

class Setting {
public:
    explicit Setting(db::Database& on, const char* today = "2026-11-21")
        : database(on), test(on, today) {
        intake = reopened();
        organisation(2011, "township_health", 330681109000);
        organisation(2012, "township_health", 330681109000);
        organisation(201, "county_mch", 330681000000);
        organisation(301, "hospital", 330681000000);
        organisation(401, "rehab_institution", 330681109000);
        organisation(501, "federation", 330681000000);
    }

    /// As after a restart of the program.
    std::unique_ptr<Intake> reopened() {
        return must(
            Intake::open(test.office, casework::home() / "data/lists", folder.path() + "/sheets"));
    }

    std::filesystem::path file(const std::string& name, const std::string& bytes) const {
        auto path = std::filesystem::path(folder.path()) / name;
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

    Result<Import> hand_in(const access::Principal& who, const std::string& kind,
                           const std::string& bytes, const std::string& name = "list.csv") const {
        return intake->hand_in(who, kind, name, file(name, bytes));
    }

    /// Handed in, the mapping that is proposed confirmed, worked to the end.
    Import bring(const access::Principal& who, const std::string& kind, const std::string& bytes,
                 const std::string& name = "list.csv") const {
        auto import = must(hand_in(who, kind, bytes, name));
        if (import.state == "mapping") {
            Mapping mapping;
            for (auto& one : import.header)
                if (!one.field.empty()) mapping[one.column] = one.field;
            must(intake->confirm(who, import.id, mapping));
        }
        return must(intake->work(import.id, {}));
    }

    Import undo(const access::Principal& who, std::int64_t id) const {
        must(intake->undo(who, id, "交错了名单"));
        return must(intake->work(id, {}));
    }

    /// Row number → why.
    std::map<std::int64_t, std::string> reasons(const access::Principal& who,
                                                std::int64_t id) const {
        std::map<std::int64_t, std::string> out;
        for (auto& bad : must(intake->bad_rows(who, id))) out[bad.row] = bad.reason.zh;
        return out;
    }

    std::string rejects(const access::Principal& who, std::int64_t id) const {
        auto to = std::filesystem::path(folder.path()) / "rejects.xlsx";
        must(intake->rejects(who, id, to));
        std::ifstream in(to, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    /// Everybody of this name.
    std::vector<SubjectId> people(const std::string& name) const {
        std::vector<SubjectId> out;
        for (auto& one : test.office.registry.search(name, 100))
            if (one.name == name) out.push_back(one.subject);
        return out;
    }

    std::vector<records::Row> rows(const access::Principal& who, SubjectId subject) {
        return must(casework::read_file(test.office, who, subject)).rows;
    }

    /// Of what is in force and not withdrawn.
    File in_force(const access::Principal& who, SubjectId subject) {
        File out;
        auto all = rows(who, subject);
        for (auto* row : records::in_force(all))
            if (row->op != derive::RecordOp::withdrawal) {
                out[row->form] = Json::parse(row->content);
                out[row->form]["$day"] = iso(row->day);
            }
        return out;
    }

    /// All that is stored of everybody, but for ids and stamps: equal before and after a list that
    /// changes nothing.
    std::multiset<std::string> everything() const {
        std::multiset<std::string> out;
        must(records::scan(
            database, SubjectId{0}, SubjectId{INT64_MAX},
            [&](const records::Head& head, const std::vector<records::Row>& all) -> Result<void> {
                std::string file = iso(head.next_change.value_or(Date{})) + "\n";
                for (auto& row : all)
                    file +=
                        row.form + " " + iso(row.day) + " v" + std::to_string(row.version) + "\n";
                out.insert(file);
                return {};
            }));
        return out;
    }

    std::int64_t differing() {
        return must(casework::rederive(test.office, test.office.clock.today(), true, {})).changed;
    }

    db::Database& database;
    db::TemporaryFolder folder;
    casework::TestOffice test;
    std::unique_ptr<Intake> intake;

private:
    void organisation(std::int64_t id, const char* kind, std::int64_t region) {
        must(database.write(db::Priority::interactive, [&](db::Session& session) {
            return access::add_organisation(session,
                                            {OrganisationId{id}, {}, kind, region, {kind, kind}});
        }));
    }
};

inline access::Principal doctor() {
    return casework::doctor();
}
inline access::Principal mch() {
    return casework::post("county_mch", 201, "330681");
}
inline access::Principal hospital() {
    return casework::post("hospital", 301, "330681");
}
inline access::Principal institution() {
    return casework::post("institution", 401, "330681109");
}
inline access::Principal federation() {
    return casework::post("federation_reviewer", 501, "330681");
}

/// An identity number of an area that no county has.
inline std::string number(const std::string& birth, const std::string& sequence) {
    std::string first = "990000" + birth + sequence;
    return first + identity_check_digit(first);
}

inline std::string village() {
    return casework::village_of_fengqiao();
}

inline const std::string check_headings = "姓名,性别,出生日期,身份证号,监护人电话,常住村（社区）,"
                                          "检查日期,检查月龄,预警征象,语言或社交障碍或倒退\r\n";

/// A row of a township's list.
struct Check {
    std::string name = "周小演", sex = "男", birth = "2025-01-08", number, phone = "13800000001",
                village = intake::village(), day = "2026-07-20", age = "18月", signs = "无",
                regression = "否";
    std::string csv() const {
        std::string out;
        for (auto& cell : {name, sex, birth, number, phone, village, day, age, signs, regression}) {
            std::string quoted;
            for (char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
            out += (out.empty() ? "\"" : ",\"") + quoted + "\"";
        }
        return out + "\r\n";
    }
};

inline std::string checks(const std::vector<Check>& rows) {
    std::string out = check_headings;
    for (auto& row : rows) out += row.csv();
    return out;
}

} // namespace banxing::intake
