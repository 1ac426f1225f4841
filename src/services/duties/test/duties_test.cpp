#include <algorithm>
#include <db_testing/databases.h>
#include <duties/state.h>
#include <gtest/gtest.h>
#include <set>

using namespace banxing;
using namespace banxing::duties;

static Date d(const char* text) {
    return parse_iso_date(text).value();
}

static const Register& shipped() {
    static auto all = Register::read(std::filesystem::path(BANXING_SOURCE_DIR) / "data/duties");
    if (!all) ADD_FAILURE() << all.error().message.en;
    return *all;
}

TEST(Register, HoldsTheSeventeenTasksJoinedToTheTenItemsAndAllProjects) {
    auto& all = shipped();
    EXPECT_EQ(all.duties.size(), 17u);
    std::set<std::string> items;
    for (auto& duty : all.duties)
        if (!duty.item_clause.empty()) items.insert(duty.item_clause);
    EXPECT_EQ(items.size(), 10u);
    EXPECT_EQ(std::ranges::count(all.projects, true, &Project::provincial), 9);
    EXPECT_EQ(std::ranges::count(all.projects, false, &Project::provincial), 18);
    EXPECT_EQ(all.find_unit("市教育局"), all.find_unit("教体局"));
    EXPECT_EQ(all.find_unit("人社保局"), all.find_unit("市人力社保局"));
    EXPECT_EQ(all.find_duty("d02")->due, d("2024-06-30"));
}

static access::Principal post(const char* role, access::Act acts) {
    access::Principal who;
    who.role = role, who.acts = acts;
    who.account = AccountId{1}, who.organisation.id = OrganisationId{7};
    who.organisation.region = 330681000000;
    return who;
}

TEST(Journal, AnOrderIsAnsweredAndTheDutyClosed) {
    auto leader = post("leader", access::Act::supervise);
    auto officer = post("unit_officer", access::Act::progress);
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        EXPECT_TRUE(db::faults_of(*database, statements()).empty());
        auto today = d("2026-11-22");
        auto write = [&](const access::Principal& who, Note note) {
            return database->write(db::Priority::interactive, [&](db::Session& session) {
                return write_note(session, shipped(), who, std::move(note), Instant{5}, today);
            });
        };
        Note order;
        order.about = "duty/d12", order.kind = "order", order.day = d("2026-11-01");
        order.unit = "labour", order.text = "说明岗位配额进度";
        EXPECT_FALSE(write(leader, order)) << "without a deadline";
        order.due = d("2026-11-10");
        EXPECT_EQ(write(officer, order).error().fault, Fault::forbidden);
        auto given = write(leader, order);
        ASSERT_TRUE(given);
        auto state = [&] {
            auto about =
                database->read([](db::Session& session) { return notes(session, "duty/d12"); });
            return standing(d("2024-12-31"), Figures::on_track, *about, today);
        };
        EXPECT_EQ(state().overdue_orders, 1);
        EXPECT_EQ(state().state, State::late);
        Note answer = order;
        answer.kind = "answer", answer.answers = given->id, answer.day = today;
        ASSERT_TRUE(write(officer, answer));
        EXPECT_EQ(state().open_orders, 0);
        Note close = order;
        close.kind = "close", close.day = today, close.due.reset();
        ASSERT_TRUE(write(leader, close));
        EXPECT_EQ(state().state, State::closed);
        Note gone = answer;
        gone.kind = "withdrawal";
        gone.answers = given->id + 2; // the closing
        ASSERT_TRUE(write(leader, gone));
        EXPECT_EQ(state().state, State::late);
    }
}

TEST(State, FollowsTheFigureAndTheDay) {
    auto today = d("2026-11-22"), past = d("2026-06-30"), ahead = d("2027-06-30");
    EXPECT_EQ(standing(ahead, Figures::reached, {}, today).state, State::ahead);
    EXPECT_EQ(standing(past, Figures::reached, {}, today).state, State::on_time);
    EXPECT_EQ(standing(ahead, Figures::at_risk, {}, today).state, State::at_risk);
    EXPECT_EQ(standing(past, Figures::none, {}, today).state, State::late);
    EXPECT_EQ(standing({}, Figures::none, {}, today).state, State::lasting);
}
