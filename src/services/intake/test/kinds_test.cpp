// The four lists and what they lead to: the day of going live, opening balances.
#include "lists.h"

#include <entitlement/claims.h>

namespace banxing::intake {
namespace {

using derive::TaskState;

std::vector<derive::Task> tasks(Setting& setting, const access::Principal& who, SubjectId subject) {
    return must(casework::read_file(setting.test.office, who, subject)).consequences.tasks;
}

TEST(GoingLive, WhatFellDueBeforeIsHistory) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database); // in operation since 2026-01-01, today is 2026-11-21
        Check old{.birth = "2022-05-20", .day = "2024-05-28", .age = "24月"};
        auto done = setting.bring(doctor(), "child_health_check", checks({old}));
        ASSERT_EQ(done.good, 1);
        auto subject = setting.people("周小演").at(0);
        std::vector<std::string> open;
        for (auto& task : tasks(setting, doctor(), subject))
            if (task.task == "visit" && task.state == TaskState::open)
                open.push_back(task.occurrence);
        EXPECT_EQ(open, std::vector<std::string>{"4岁"})
            << "one visit now, not eleven that are overdue";
        for (auto& task : tasks(setting, doctor(), subject))
            if (task.state == TaskState::missed) {
                ASSERT_TRUE(task.due);
                EXPECT_GE(*task.due, d("2026-01-01")) << task.occurrence;
            }
    }
}

TEST(GoingLive, AnAbnormalScreenOfLongAgoAwaitsNothing) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        Check old{.birth = "2022-05-20", .day = "2024-05-28", .age = "24月", .signs = "1"};
        Check fresh{.name = "何小演", .phone = "13800000002", .day = "2026-11-18", .signs = "1"};
        auto done = setting.bring(doctor(), "child_health_check", checks({old, fresh}));
        ASSERT_EQ(done.good, 2);
        auto open_re_screens = [&](const char* name) {
            auto all = tasks(setting, doctor(), setting.people(name).at(0));
            return std::count_if(all.begin(), all.end(), [](auto& task) {
                return task.task == "re_screen" && task.state == TaskState::open;
            });
        };
        EXPECT_EQ(open_re_screens("周小演"), 0);
        EXPECT_EQ(open_re_screens("何小演"), 1);
    }
}

const std::string paid_headings =
    "姓名,性别,出生日期,身份证号,登记日期,补贴月份,已发金额,发放单位\r\n";

TEST(AlreadyPaid, BringsOpeningBalancesIntoTheYearsCap) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto id = number("20220520", "011");
        std::string paid = paid_headings,
                    months = "姓名,身份证号,费用月份,到训次数,训练总费用,自付费用\r\n";
        for (auto* month : {"2026-01", "2026-02", "2026年3月"})
            paid += "周小演,男,2022-05-20," + id + ",2026-04-01," + month + ",3000.00,外县残联\r\n";
        months +=
            "周小演," + id + ",2026-03,10,5000,5000\r\n周小演," + id + ",2026-10,10,5000,5000\r\n";
        auto opening = setting.bring(federation(), "already_paid", paid);
        ASSERT_EQ(opening.good, 3) << setting.reasons(federation(), opening.id)[2];
        auto subject = setting.people("周小演").at(0);
        must(database->write(db::Priority::interactive, [&](db::Session& s) {
            casework::Submission home{"base.household_registration",
                                      d("2022-06-01"),
                                      {{"region", "330681104"}},
                                      "",
                                      "",
                                      0};
            return casework::submit_in(setting.test.office, s, federation(), subject, {home},
                                       casework::Door::opening);
        }));
        must(database->write(db::Priority::interactive, [&](db::Session& s) {
            casework::Submission found{
                "autism_screening.diagnosis",
                d("2025-03-03"),
                {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}},
                "",
                "",
                0};
            return casework::submit_in(setting.test.office, s, hospital(), subject, {found},
                                       casework::Door::opening);
        }));
        ASSERT_EQ(setting.bring(institution(), "institution_month", months).good, 2);
        auto payable = must(database->read([&](db::Session& s) {
            return entitlement::find_payable(s, subject, "child_rehabilitation.training_subsidy",
                                             "2026");
        }));
        ASSERT_TRUE(payable);
        EXPECT_EQ(payable->net.fen, 300'000) << "October only: March has been paid elsewhere";
        auto before = setting.everything();
        EXPECT_EQ(setting.bring(federation(), "already_paid", paid).unchanged, 3);
        EXPECT_EQ(setting.everything(), before);
        setting.undo(federation(), opening.id);
        payable = must(database->read([&](db::Session& s) {
            return entitlement::find_payable(s, subject, "child_rehabilitation.training_subsidy",
                                             "2026");
        }));
        EXPECT_EQ(payable->net.fen, 600'000) << "March is open again";
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(AlreadyPaid, RefusesMonthsAndAmountsThatAreNone) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        std::string paid = paid_headings;
        for (auto* cells :
             {"2026-13,100", "2026-01,-100", "2026-01,一百", "2026-01,100.005", ",100"})
            paid += "周小演,男,2022-05-20,,2026-04-01," + std::string(cells) + ",外县\r\n";
        auto done = setting.bring(federation(), "already_paid", paid);
        EXPECT_EQ(done.bad, 5);
        EXPECT_TRUE(setting.people("周小演").empty());
    }
}

TEST(Roles, OpeningBalancesAreTheReviewersAndNobodyElses) {
    for (auto& database : databases()) {
        Setting setting(*database);
        for (auto& role : casework::roles().all()) {
            auto who = casework::post(role.id.c_str(), 501, "330681");
            bool offered = false;
            for (auto* kind : setting.intake->kinds(who)) offered |= kind->id == "already_paid";
            bool may = offered && access::holds_any(who.acts, access::Act::import);
            EXPECT_EQ(may, role.id == "federation_reviewer") << role.id;
        }
        std::set<std::string> kinds;
        for (auto* kind : setting.intake->kinds(federation())) kinds.insert(kind->id);
        EXPECT_EQ(kinds, std::set<std::string>{"already_paid"}) << "and no other list is";
        break;
    }
}

TEST(Roles, AListForAPostThatMayNotWriteItsFormIsRefused) {
    auto all = databases();
    Setting setting(*all.front());
    auto lists = std::filesystem::path(setting.folder.path()) / "lists";
    std::filesystem::create_directory(lists);
    auto open = [&](const std::string& roles) {
        std::ofstream(lists / "mine.yaml")
            << "{zh: 表, en: List, form: child_rehabilitation.already_paid, roles: " << roles
            << ", columns: [{to: base.registration/name, headings: [姓名]}]}";
        return Intake::open(setting.test.office, lists, setting.folder.path() + "/s").has_value();
    };
    EXPECT_TRUE(open("[federation_reviewer]"));
    EXPECT_FALSE(open("[federation_reviewer, finance]"));
    EXPECT_FALSE(open("[]"));
}

} // namespace
} // namespace banxing::intake
