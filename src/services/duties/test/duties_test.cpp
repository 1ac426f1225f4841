#include <algorithm>
#include <db_testing/databases.h>
#include <duties/threads.h>
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

namespace {

/// A journal written by one leader, asked again.
class Writer {
public:
    explicit Writer(db::Database& database) : database_(database) {}
    Result<Note> write(const std::string& about, const std::string& kind, const char* day,
                       Note more = {}) {
        more.about = about, more.kind = kind, more.day = d(day);
        if (more.text.empty()) more.text = "演示";
        return database_.write(db::Priority::interactive, [&](db::Session& session) {
            return write_note(session, shipped(), post("leader", access::Act::supervise), more,
                              Instant{5}, d("2026-11-22"));
        });
    }
    std::vector<Note> about(const std::string& what) {
        auto found = database_.read([&](db::Session& session) { return notes(session, what); });
        EXPECT_TRUE(found);
        return found ? *found : std::vector<Note>{};
    }

private:
    db::Database& database_;
};

Note with(const char* unit, const char* item, std::optional<std::int64_t> amount,
          std::int64_t answers = 0, const char* due = nullptr) {
    Note out;
    out.unit = unit, out.item = item, out.amount = amount, out.answers = answers;
    if (due) out.due = d(due);
    return out;
}

} // namespace

TEST(Threads, ADocumentGoesThroughItsStepsAndEachNoteHasWhatItNeeds) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Writer journal(*database);
        EXPECT_FALSE(journal.write("duty/d16", "draft", "2026-01-10")) << "of which document?";
        EXPECT_FALSE(journal.write("duty/d16", "draft", "2026-01-10", with("", "别的文件", {})));
        EXPECT_TRUE(
            journal.write("duty/d16", "draft", "2026-01-10", with("", "托养机构建设标准", {})));
        EXPECT_TRUE(journal.write("duty/d16", "consultation", "2026-02-10",
                                  with("", "托养机构建设标准", {})));
        EXPECT_FALSE(journal.write("duty/d16", "inspection", "2026-03-01", with("", "", 90)));
        EXPECT_FALSE(
            journal.write("duty/d16", "inspection", "2026-03-01", with("health", "", 101)));
        EXPECT_FALSE(journal.write("project/p20", "transfer", "2026-03-01"));
        EXPECT_TRUE(journal.write("project/p20", "transfer", "2026-03-01", with("", "330602", {})));
        auto documents = documents_of(*shipped().find_duty("d16"), journal.about("duty/d16"));
        ASSERT_EQ(documents.size(), 4u);
        EXPECT_EQ(documents[0].step, "consultation");
        EXPECT_EQ(documents[0].steps.size(), 2u);
        EXPECT_EQ(documents[1].step, "planned");
    }
}

TEST(Threads, APostIsHandedOnAndUnitsAreScored) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Writer journal(*database);
        ASSERT_TRUE(journal.write("post/head", "holder", "2025-03-01"));
        ASSERT_TRUE(
            journal.write("post/head", "holder", "2023-10-15")); // noted later, held earlier
        auto terms = terms_of(journal.about("post/head"));
        ASSERT_EQ(terms.size(), 2u);
        EXPECT_EQ(terms[0].until, d("2025-03-01"));
        EXPECT_FALSE(terms[1].until);
        ASSERT_TRUE(journal.write("duty/d01", "plan", "2026-01-05"));
        ASSERT_TRUE(journal.write("duty/d02", "inspection", "2026-05-01", with("health", "", 80)));
        ASSERT_TRUE(journal.write("duty/d03", "inspection", "2026-06-01", with("health", "", 91)));
        NotesOf notes;
        for (auto& note : journal.about("")) notes[note.about].push_back(note);
        std::vector<Standing> states(shipped().duties.size());
        states[1].state = State::late; // d02, led by the health bureau
        auto units = units_of(shipped(), states, notes);
        auto health = std::ranges::find(units, "health", &UnitRecord::unit);
        auto federation = std::ranges::find(units, "federation", &UnitRecord::unit);
        EXPECT_EQ(health->inspections, 2);
        EXPECT_EQ(health->points, 86) << "85.5 rounded half up";
        EXPECT_EQ(health->late, 1);
        EXPECT_EQ(federation->plans, 1) << "it leads d01";
        EXPECT_EQ(health->plans, 0);
    }
}

TEST(Threads, AMeetingDecidesAndACallGrants) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Writer journal(*database);
        auto meeting = journal.write("group", "meeting", "2026-09-01");
        ASSERT_TRUE(meeting);
        auto done = journal.write("group", "decision", "2026-09-01",
                                  with("health", "", {}, meeting->id, "2026-10-01"));
        ASSERT_TRUE(done);
        ASSERT_TRUE(journal.write("group", "decision", "2026-09-01",
                                  with("civil", "", {}, meeting->id, "2026-10-01")));
        ASSERT_TRUE(journal.write("group", "follow_up", "2026-09-20", with("", "", {}, done->id)));
        EXPECT_FALSE(
            journal.write("group", "follow_up", "2026-09-20", with("", "", {}, meeting->id)));
        auto meetings = meetings_of(journal.about("group"), d("2026-11-22"));
        ASSERT_EQ(meetings.size(), 1u);
        ASSERT_EQ(meetings[0].decisions.size(), 2u);
        EXPECT_FALSE(meetings[0].decisions[0].overdue);
        EXPECT_TRUE(meetings[0].decisions[1].overdue);
        ASSERT_TRUE(journal.write("group", "fund", "2026-01-01", with("", "", 100'000'00)));
        auto call = journal.write("group", "call", "2026-02-01", with("", "", {}, 0, "2026-12-01"));
        auto grant =
            journal.write("group", "grant", "2026-06-01", with("", "", 30'000'00, call->id));
        ASSERT_TRUE(grant);
        ASSERT_TRUE(journal.write("group", "result", "2026-11-01", with("", "", {}, grant->id)));
        auto research = research_of(journal.about("group"), d("2026-11-22"));
        EXPECT_EQ(research.paid_in - research.granted, 70'000'00);
        EXPECT_EQ(research.granted_in_year.at(2026), 30'000'00);
        ASSERT_EQ(research.calls.size(), 1u);
        EXPECT_TRUE(research.calls[0].open);
        EXPECT_EQ(research.calls[0].grants.at(0).results.size(), 1u);
    }
}
