// Who registers whom, and who sees the file afterwards.
#include "office_for_tests.h"

#include <core/identity_number.h>

#include <set>
#include <thread>

using namespace banxing;
using namespace banxing::casework;

static access::Principal worker_of(const char* village) {
    return post("village_worker", 7001, village);
}

static Submission newborn(const char* phone = "10012345678") {
    auto out = registration("章小演", "2026-05-01", phone);
    out.day = d("2026-05-10");
    out.write_id = "22222222-2222-4222-8222-222222222222";
    return out;
}

TEST(Registration, WithAResidenceTheAuthorSeesTheFileAtOnceAndAnotherAreaDoesNot) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        std::string village = village_of_fengqiao();
        auto* elsewhere = regions().children("330681104").front();
        auto done = must(register_person(
            test.office, worker_of(village.c_str()), newborn(),
            {residence(village.c_str(), "2026-05-01"),
             {"base.household_registration", d("2026-05-08"), {{"region", village}}, "", "", 0}}));
        ASSERT_TRUE(done.receipt);
        auto child = done.receipt->subject;
        auto file = must(read_file(test.office, worker_of(village.c_str()), child));
        EXPECT_EQ(file.rows.size(), 3u);
        EXPECT_NE(task(file, "visit", derive::TaskState::open), nullptr);
        EXPECT_GE(file.ahead.planned.size(), 5u) << "the checks up to three years from now";
        for (auto& task : file.ahead.planned) {
            EXPECT_GT(task.opens, test.office.clock.today());
            EXPECT_NE(task.task, "trace_missed") << "nothing ahead is missed yet";
        }
        EXPECT_TRUE(read_file(test.office, doctor(), child)) << "its town";
        for (auto& other : {worker_of(elsewhere->code.c_str()), other_doctor()}) {
            auto closed = read_file(test.office, other, child);
            ASSERT_FALSE(closed);
            EXPECT_EQ(closed.error().fault, Fault::not_found);
        }
    }
}

TEST(Registration, WhatComesWithItIsCheckedFirstAndNamed) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto refused = register_person(
            test.office, doctor(), newborn(),
            {residence(village_of_fengqiao(), "2026-05-01"), residence("330681999", "2026-05-01")});
        ASSERT_FALSE(refused);
        ASSERT_EQ(refused.error().fields.size(), 1u);
        EXPECT_EQ(refused.error().fields[0].field, "more[1].village");
        auto forbidden = register_person(test.office, post("hospital", 202, "330681"), newborn(),
                                         {residence(village_of_fengqiao(), "2026-05-01")});
        ASSERT_FALSE(forbidden);
        EXPECT_EQ(forbidden.error().fault, Fault::forbidden);
        EXPECT_EQ(
            must(test.office.database.read([](db::Session& s) { return records::count_files(s); })),
            0);
    }
}

TEST(Registration, ALostAnswerIsAskedForAgainWithoutADoubtAboutOneself) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto nameless = newborn(""); // no phone and no number: equal only by its own act
        std::vector<Submission> home{residence(village_of_fengqiao(), "2026-05-01")};
        auto first = must(register_person(test.office, doctor(), nameless, home));
        auto again = must(register_person(test.office, doctor(), nameless, home));
        ASSERT_TRUE(again.receipt);
        EXPECT_EQ(again.receipt->subject, first.receipt->subject);
        EXPECT_EQ(must(read_file(test.office, doctor(), first.receipt->subject)).rows.size(), 2u);
        nameless.write_id = "33333333-3333-4333-8333-333333333333";
        EXPECT_TRUE(must(register_person(test.office, doctor(), nameless, home)).doubt)
            << "another act";
    }
}

TEST(Registration, AFileFromElsewhereIsNotMovedByOnesWordAlone) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office, "章小演", "2026-05-01");
        auto* there = regions().children("330681104").front();
        auto said = must(register_person(test.office, worker_of(there->code.c_str()), newborn(),
                                         {residence(there->code.c_str(), "2026-11-01")}));
        ASSERT_TRUE(said.doubt) << "the number fits, but the file is not open to this post";
        EXPECT_FALSE(read_file(test.office, worker_of(there->code.c_str()), child));
        EXPECT_FALSE(decide_doubt(test.office, other_doctor(), *said.doubt, Decision::same, child,
                                  "我说了算"))
            << "whoever claims it would read the file";
        auto county = post("county_mch", 201, "330681");
        must(decide_doubt(test.office, county, *said.doubt, Decision::same, child,
                          "已问过家长，确已迁来"));
        EXPECT_TRUE(read_file(test.office, worker_of(there->code.c_str()), child));
    }
}

TEST(Registration, WhoHandsUpAnUnseenFileDoesNotDecideItAlone) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office, "章小演", "2026-05-01");
        auto next_county = post("county_mch", 301, "330602");
        auto said = must(register_person(test.office, next_county, newborn(),
                                         {residence("330602001", "2026-11-01")}));
        ASSERT_TRUE(said.doubt);
        EXPECT_FALSE(
            decide_doubt(test.office, next_county, *said.doubt, Decision::same, child, "迁来"));
        auto colleague = next_county;
        colleague.account = AccountId{3019};
        must(decide_doubt(test.office, colleague, *said.doubt, Decision::same, child, "核对过"));
        EXPECT_TRUE(read_file(test.office, colleague, child));
    }
}

/// Everybody at once registers the same person; how many files there are then.
static std::size_t files_of(TestOffice& test, const Submission& person) {
    constexpr int desks = 6;
    std::atomic<int> waiting = desks;
    std::vector<std::optional<SubjectId>> opened(desks);
    std::vector<std::jthread> threads;
    for (int i = 0; i < desks; ++i)
        threads.emplace_back([&, i] {
            auto mine = person;
            mine.write_id = "44444444-4444-4444-8444-44444444444" + std::to_string(i);
            --waiting;
            while (waiting > 0) std::this_thread::yield();
            auto done = register_person(test.office, i % 2 ? doctor() : other_doctor(), mine, {});
            if (done && done->receipt) opened[std::size_t(i)] = done->receipt->subject;
        });
    threads.clear();
    std::set<SubjectId> files;
    for (auto& one : opened) {
        EXPECT_TRUE(one) << "everybody is answered with a file";
        if (one) files.insert(*one);
    }
    return files.size();
}

TEST(Registration, OnePersonAtManyDesksAtOnceGetsOneFile) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        for (int round = 0; round < 8; ++round) {
            auto name = "章演" + std::string(round % 2 ? "甲" : "乙") + std::to_string(round);
            auto by_phone = registration(name.c_str(), "2026-05-01");
            EXPECT_EQ(files_of(test, by_phone), 1u) << "name, sex, birth and phone";
            auto by_number = registration((name + "丙").c_str(), "2026-05-02", "");
            auto first = "99000020260502" + std::to_string(101 + 2 * round);
            by_number.content["identity_number"] = first + identity_check_digit(first);
            EXPECT_EQ(files_of(test, by_number), 1u) << "identity number";
        }
        EXPECT_EQ(
            must(test.office.database.read([](db::Session& s) { return records::count_files(s); })),
            16);
    }
}
