// Which column is which: asked once, remembered by what heads the columns.
#include "lists.h"

namespace banxing::intake {
namespace {

const std::string odd = "孩子,生于,证件,哪天查的,多大,发现,性别,倒退\r\n";
std::string odd_row(const std::string& sequence) {
    return "周小演,2025-01-08," + number("20250108", sequence) + ",2026-07-20,18月,无,男,否\r\n";
}

Mapping by_heading(const Import& import, const std::map<std::string, std::string>& fields) {
    Mapping out;
    for (auto& one : import.header)
        if (auto found = fields.find(one.heading); found != fields.end())
            out[one.column] = found->second;
    return out;
}

const std::map<std::string, std::string> fields{
    {"孩子", "base.registration/name"},
    {"生于", "base.registration/birth_date"},
    {"证件", "base.registration/identity_number"},
    {"性别", "base.registration/sex"},
    {"哪天查的", "autism_screening.child_health_check/$day"},
    {"多大", "autism_screening.child_health_check/visit_age"},
    {"发现", "autism_screening.child_health_check/signs"},
    {"倒退", "autism_screening.child_health_check/regression"},
};

TEST(Kinds, FollowWhatIsPublishedBeneathThem) {
    auto all = databases();
    Setting setting(*all.front());
    auto files = must(policy::read_files(casework::home() / "systems",
                                         casework::home() / "data/calendar/china.tsv"));
    auto& form = files["child_rehabilitation/forms/already_paid.yaml"];
    auto publish = [&](const std::string& from, const std::string& to) {
        form.replace(form.find(from), from.size(), to);
        setting.test.office.program.replace(
            must(derive::Program::compile(must(policy::read_source(files)))));
    };
    auto label = [&] {
        auto* kind = setting.intake->find_kind("already_paid");
        return kind ? kind->columns.back().label.zh : "not taken";
    };
    auto* before = setting.intake->find_kind("already_paid");
    EXPECT_EQ(label(), "发放单位");
    EXPECT_FALSE(before->columns.back().required);
    publish("zh: 发放单位, en: Paid by, type: text",
            "zh: 付款单位, en: Payer, type: text, required: true");
    EXPECT_EQ(label(), "付款单位");
    EXPECT_TRUE(setting.intake->find_kind("already_paid")->columns.back().required);
    EXPECT_EQ(before->columns.back().label.zh, "发放单位") << "what was given out stays valid";
    publish("id: source", "id: payer");
    EXPECT_EQ(label(), "not taken") << "its column leads nowhere";
    EXPECT_TRUE(setting.intake->find_kind("diagnosis")) << "the others are";
}

TEST(Mapping, IsAskedOnceAndRememberedInAnyOrder) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto first = must(setting.hand_in(doctor(), "child_health_check", odd + odd_row("011")));
        ASSERT_EQ(first.state, "mapping") << "the headings are nobody's words";
        EXPECT_EQ(first.header.front().samples, std::vector<std::string>{"周小演"});
        auto done = must(setting.intake->confirm(doctor(), first.id, by_heading(first, fields)));
        EXPECT_EQ(done.state, "running");
        EXPECT_EQ(must(setting.intake->work(first.id, {})).good, 1);
        // the same headings: nobody is asked
        EXPECT_EQ(must(setting.hand_in(doctor(), "child_health_check", odd + odd_row("013"))).state,
                  "running");
        // in another order, with an empty column in front and the reasons of the bad rows behind
        std::string turned = ",证件,倒退,性别,发现,多大,哪天查的,生于,孩子,退回原因\r\n,";
        auto third = must(setting.hand_in(doctor(), "child_health_check",
                                          turned + number("20250108", "015") +
                                              ",否,男,无,18月,2026-07-20,2025-01-08,周大演,\r\n"));
        ASSERT_EQ(third.state, "running");
        auto worked = must(setting.intake->work(third.id, {}));
        EXPECT_EQ(worked.good, 1) << setting.reasons(doctor(), third.id)[2];
        ASSERT_EQ(setting.people("周大演").size(), 1U);
        // other people are asked for themselves
        auto colleague = casework::post("township_doctor", 2012, "330681109");
        EXPECT_EQ(
            must(setting.hand_in(colleague, "child_health_check", odd + odd_row("017"))).state,
            "mapping");
        auto extra = "备注," + odd;
        EXPECT_EQ(
            must(setting.hand_in(doctor(), "child_health_check", extra + "," + odd_row("019")))
                .state,
            "mapping")
            << "a heading that nobody has seen";
    }
}

TEST(Mapping, WhatIsIncompleteOrTwiceIsRefusedAndNothingIsRemembered) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto import = must(setting.hand_in(doctor(), "child_health_check", odd + odd_row("011")));
        auto whole = by_heading(import, fields);
        auto refused = [&](Mapping mapping) {
            auto answer = setting.intake->confirm(doctor(), import.id, mapping);
            return !answer && answer.error().fault == Fault::invalid &&
                   !answer.error().fields.empty();
        };
        auto without = whole;
        without.erase(0);
        EXPECT_TRUE(refused(without)) << "no name";
        auto twice = whole;
        twice[3] = twice[1];
        EXPECT_TRUE(refused(twice));
        auto invented = whole;
        invented[2] = "base.registration/colour";
        EXPECT_TRUE(refused(invented));
        auto beyond = whole;
        beyond[77] = "base.registration/guardian_name";
        EXPECT_TRUE(refused(beyond));
        EXPECT_EQ(must(setting.hand_in(doctor(), "child_health_check", odd + odd_row("011"))).state,
                  "mapping");
        must(setting.intake->confirm(doctor(), import.id, whole));
        auto late = setting.intake->confirm(doctor(), import.id, whole);
        ASSERT_FALSE(late);
        EXPECT_EQ(late.error().fault, Fault::conflict);
    }
}

TEST(Mapping, SamplesStayWithAFinishedList) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto done = setting.bring(doctor(), "child_health_check", checks({{}}));
        auto found = must(setting.intake->find(doctor(), done.id));
        ASSERT_EQ(found.state, "done");
        ASSERT_EQ(found.header.size(), 10U);
        EXPECT_EQ(found.header[0].samples, std::vector<std::string>{"周小演"});
        EXPECT_EQ(found.header[0].field, "base.registration/name");
        std::filesystem::remove_all(setting.folder.path() + "/sheets"); // as after 30 days
        EXPECT_TRUE(must(setting.intake->find(doctor(), done.id)).header[0].samples.empty());
        auto gone = setting.intake->rejects(doctor(), done.id, setting.folder.path() + "/r.xlsx");
        ASSERT_FALSE(gone);
        EXPECT_EQ(gone.error().fault, Fault::not_found);
    }
}

TEST(Lists, BelongToTheOrganisationThatHandedThemIn) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto done = setting.bring(doctor(), "child_health_check", checks({{}}));
        auto colleague = casework::post("township_doctor", 2012, "330681109");
        for (auto fault : {setting.intake->find(colleague, done.id).error().fault,
                           setting.intake->undo(colleague, done.id, "不是我的").error().fault,
                           setting.intake->bad_rows(colleague, done.id).error().fault})
            EXPECT_EQ(fault, Fault::not_found);
        EXPECT_TRUE(must(setting.intake->list(colleague, INT64_MAX, 10)).empty());
        EXPECT_EQ(must(setting.intake->list(doctor(), INT64_MAX, 10)).size(), 1U);
        for (auto* kind : {"diagnosis", "institution_month", "already_paid"})
            EXPECT_EQ(setting.hand_in(doctor(), kind, checks({{}})).error().fault,
                      Fault::forbidden);
        EXPECT_EQ(setting.hand_in(doctor(), "nothing", checks({{}})).error().fault,
                  Fault::not_found);
    }
}

} // namespace
} // namespace banxing::intake
