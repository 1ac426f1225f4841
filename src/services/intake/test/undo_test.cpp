// A whole list taken back.
#include "lists.h"

namespace banxing::intake {
namespace {

const Check child{.number = number("20250108", "011")};

Check with_signs(const char* signs) {
    Check out = child;
    out.signs = signs;
    return out;
}

std::string sheet(const Check& row) {
    return checks({row});
}

std::int64_t open_doubts(Setting& setting) {
    return must(setting.database.read(
        [](db::Session& s) { return registry::count_doubts(s, 0, INT64_MAX); }));
}

/// Of all files, records in force that are not withdrawn.
std::int64_t standing(Setting& setting) {
    std::int64_t count = 0;
    must(records::scan(
        setting.database, SubjectId{0}, SubjectId{INT64_MAX},
        [&](const records::Head&, const std::vector<records::Row>& all) -> Result<void> {
            for (auto* row : records::in_force(all))
                count += row->op != derive::RecordOp::withdrawal;
            return {};
        }));
    return count;
}

TEST(Undo, TakesTheWholeListBack) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        std::vector<Check> rows;
        for (int i = 0; i < 120; ++i)
            rows.push_back(
                {.name = "周演", .number = number("20250108", std::to_string(201 + 2 * i))});
        auto done = setting.bring(doctor(), "child_health_check", checks(rows));
        EXPECT_EQ(done.good, 120);
        auto undone = setting.undo(doctor(), done.id);
        EXPECT_EQ(undone.state, "undone");
        EXPECT_EQ(standing(setting), 0);
        EXPECT_TRUE(setting.people("周演").empty()) << "no search finds them";
        auto tasks = must(database->read([&](db::Session& s) {
            return consequences::tasks(s, lists_of(setting.test.office, doctor()), {},
                                       setting.test.office.clock.today());
        }));
        EXPECT_TRUE(tasks.items.empty());
        EXPECT_EQ(setting.differing(), 0);
        auto twice = setting.intake->undo(doctor(), done.id, "再来一次");
        ASSERT_FALSE(twice);
        EXPECT_EQ(twice.error().fault, Fault::conflict);
        auto again = setting.bring(doctor(), "child_health_check", checks(rows));
        EXPECT_EQ(again.good, 120) << "and may be handed in again";
        EXPECT_EQ(setting.people("周演").size(), 100U) << "as many as a search shows";
    }
}

TEST(Undo, ACorrectionGivesWayToWhatItCorrected) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto first = setting.bring(doctor(), "child_health_check", sheet(with_signs("无")));
        auto second = setting.bring(doctor(), "child_health_check", sheet(with_signs("不会独走")));
        EXPECT_EQ(second.corrected, 1);
        setting.undo(doctor(), second.id);
        auto subject = setting.people("周小演").at(0);
        auto check = [&] {
            return setting.in_force(doctor(), subject)["autism_screening.child_health_check"];
        };
        EXPECT_EQ(check()["signs"], Json::array());
        setting.undo(doctor(), first.id);
        EXPECT_EQ(standing(setting), 0) << "also what the second undoing had put back";
        EXPECT_TRUE(setting.people("周小演").empty());
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(Undo, InTheOrderTheyCameRestoresNothingThatWasTakenBack) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto first = setting.bring(doctor(), "child_health_check", sheet(with_signs("无")));
        auto second = setting.bring(doctor(), "child_health_check", sheet(with_signs("不会独走")));
        setting.undo(doctor(), first.id);
        auto subject = setting.people("周小演").at(0);
        auto file = setting.in_force(doctor(), subject);
        EXPECT_EQ(file["autism_screening.child_health_check"]["signs"], Json{"18月-4"})
            << "what another list has corrected is that list's";
        EXPECT_EQ(file["base.registration"]["name"], "周小演")
            << "who it is, is needed as long as anything is known";
        setting.undo(doctor(), second.id);
        EXPECT_EQ(standing(setting), 0);
        EXPECT_TRUE(setting.people("周小演").empty());
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(Undo, WhatSomebodyChangedByHandStays) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto done = setting.bring(doctor(), "child_health_check", sheet(child));
        auto subject = setting.people("周小演").at(0);
        auto rows = setting.rows(doctor(), subject);
        for (auto& row : rows) {
            if (row.form != "autism_screening.child_health_check") continue;
            auto content = Json::parse(row.content);
            content["regression"] = true;
            must(casework::amend(setting.test.office, doctor(), subject,
                                 {row.lineage,
                                  1,
                                  casework::Act::correct,
                                  {},
                                  content,
                                  "看错了",
                                  "11111111-1111-4111-8111-111111111111"}));
        }
        setting.undo(doctor(), done.id);
        auto file = setting.in_force(doctor(), subject);
        EXPECT_EQ(file["autism_screening.child_health_check"]["regression"], true);
        EXPECT_EQ(file["base.residence"]["village"], village())
            << "or nobody could see it any more";
        EXPECT_EQ(setting.people("周小演").size(), 1U);
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(Undo, TheListOfAnotherOrganisationKeepsWhoItSpeaksOf) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto first = setting.bring(doctor(), "child_health_check", sheet(child));
        auto second = setting.bring(hospital(), "diagnosis",
                                    "姓名,身份证号,诊断日期,诊断结论,诊断编码,诊断机构\r\n周小演," +
                                        child.number + ",2026-08-01,确诊,F84.0,演示医院\r\n");
        ASSERT_EQ(second.good, 1) << setting.reasons(hospital(), second.id)[2];
        setting.undo(doctor(), first.id);
        auto people = setting.people("周小演");
        ASSERT_EQ(people.size(), 1U);
        auto file = setting.in_force(hospital(), people.front());
        EXPECT_TRUE(file.contains("autism_screening.diagnosis"));
        EXPECT_TRUE(file.contains("base.registration"));
        EXPECT_FALSE(setting.in_force(mch(), people.front())
                         .contains("autism_screening.child_health_check"));
        setting.undo(hospital(), second.id);
        EXPECT_EQ(standing(setting), 0);
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(Undo, TakesItsDoubtsOffTheDeskAndAnotherTimeTheyAreAskedAgain) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        setting.bring(doctor(), "child_health_check", checks({{.name = "何清演"}}));
        auto list = checks({{.name = "何清演", .phone = "13900000009"}});
        auto done = setting.bring(doctor(), "child_health_check", list);
        ASSERT_EQ(done.doubtful, 1);
        ASSERT_EQ(open_doubts(setting), 1);
        setting.undo(doctor(), done.id);
        EXPECT_EQ(open_doubts(setting), 0);
        auto late = casework::decide_doubt(setting.test.office, doctor(), 1,
                                           casework::Decision::different, {}, "");
        ASSERT_FALSE(late);
        EXPECT_EQ(late.error().fault, Fault::conflict);
        EXPECT_EQ(setting.people("何清演").size(), 1U);
        EXPECT_EQ(setting.bring(doctor(), "child_health_check", list).doubtful, 1);
        EXPECT_EQ(open_doubts(setting), 1);
    }
}

TEST(Undo, ADecidedDoubtGoesWithItsList) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        setting.bring(doctor(), "child_health_check", checks({{.name = "何清演"}}));
        auto done = setting.bring(doctor(), "child_health_check",
                                  checks({{.name = "何清演", .phone = "13900000009"}}));
        must(casework::decide_doubt(setting.test.office, doctor(), 1, casework::Decision::different,
                                    {}, "两家人"));
        ASSERT_EQ(setting.people("何清演").size(), 2U);
        setting.undo(doctor(), done.id);
        EXPECT_EQ(setting.people("何清演").size(), 1U);
        EXPECT_EQ(setting.differing(), 0);
    }
}

} // namespace
} // namespace banxing::intake
