#include "office_for_tests.h"

using namespace banxing;
using namespace banxing::casework;
using derive::TaskState;

TEST(Casework, ARecordClosesItsTaskAnAbnormalOneOpensTheNextAndACorrectionTakesItBack) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        auto before = must(read_file(test.office, doctor(), child));
        ASSERT_NE(task(before, "visit", TaskState::open), nullptr);
        auto written =
            must(submit(test.office, doctor(), child, check("18月", "2026-07-20", {"18月-3"})));
        auto after = must(read_file(test.office, doctor(), child));
        EXPECT_NE(task(after, "visit", TaskState::done), nullptr);
        ASSERT_NE(task(after, "re_screen", TaskState::open), nullptr);
        Amendment correct{written.lineage,
                          1,
                          Act::correct,
                          {},
                          check("18月", "2026-07-20", Json::array()).content,
                          "抄错行",
                          "w-2"};
        must(amend(test.office, doctor(), child, correct));
        EXPECT_EQ(task(must(read_file(test.office, doctor(), child)), "re_screen", TaskState::open),
                  nullptr);
        must(amend(test.office, doctor(), child,
                   {written.lineage, 2, Act::withdraw, {}, {}, "不是这个孩子", "w-3"}));
        auto withdrawn = must(read_file(test.office, doctor(), child));
        EXPECT_NE(task(withdrawn, "visit", TaskState::open), nullptr);
        must(amend(test.office, doctor(), child,
                   {written.lineage, 3, Act::restore, {}, {}, "撤错了", "w-4"}));
        EXPECT_EQ(differing(test.office), 0);
    }
}

TEST(Casework, ARetryTheSameContentAndAStaleCorrectionChangeNothing) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        auto what = check("18月", "2026-07-20", Json::array());
        what.write_id = "11111111-1111-4111-8111-111111111111";
        auto first = must(submit(test.office, doctor(), child, what));
        EXPECT_EQ(must(submit(test.office, doctor(), child, what)).no, first.no);
        what.write_id.clear();
        EXPECT_EQ(must(submit(test.office, doctor(), child, what)).effect, Effect::unchanged);
        auto stale = amend(test.office, doctor(), child,
                           {first.lineage, 7, Act::withdraw, {}, {}, "旧的", "w"});
        ASSERT_FALSE(stale);
        EXPECT_EQ(stale.error().fault, Fault::conflict);
    }
}

TEST(Casework, SameKeyCorrectsOnesOwnAndConflictsWithAnothers) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        must(submit(test.office, doctor(), child, check("18月", "2026-07-20", Json::array())));
        auto again =
            must(submit(test.office, doctor(), child, check("18月", "2026-07-20", {"18月-1"})));
        EXPECT_EQ(again.effect, Effect::corrected);
        EXPECT_EQ(again.version, 2);
        auto county = post("county_mch", 201, "330681");
        auto other = submit(test.office, county, child, check("18月", "2026-07-22", Json::array()));
        ASSERT_FALSE(other);
        EXPECT_EQ(other.error().fault, Fault::conflict);
    }
}

TEST(Access, AFileOfAnotherTownCannotBeToldFromNone) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        auto hidden = read_file(test.office, other_doctor(), child);
        auto none = read_file(test.office, other_doctor(), SubjectId{12345});
        ASSERT_FALSE(hidden);
        EXPECT_EQ(hidden.error().message, none.error().message);
        EXPECT_FALSE(
            submit(test.office, other_doctor(), child, check("18月", "2026-07-20", Json::array())));
        auto list = must(test.office.database.read([&](db::Session& session) {
            return consequences::tasks(session, lists_of(test.office, other_doctor()), {},
                                       test.office.clock.today());
        }));
        EXPECT_TRUE(list.items.empty());
        auto own = must(test.office.database.read([&](db::Session& session) {
            return consequences::tasks(session, lists_of(test.office, doctor()), {},
                                       test.office.clock.today());
        }));
        EXPECT_FALSE(own.items.empty());
    }
}

TEST(Casework, ProtectedFieldsLieSealedInTheDatabase) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office, "周𠮷安");
        auto rows = must(
            test.office.database.read([&](db::Session& s) { return records::load(s, child); }));
        for (auto& row : rows) {
            EXPECT_EQ(row.content.find("𠮷"), std::string::npos);
            EXPECT_EQ(row.content.find("10012345678"), std::string::npos);
        }
        auto shown = must(read_file(test.office, doctor(), child));
        EXPECT_NE(shown.rows.front().content.find("周𠮷安"), std::string::npos);
        EXPECT_EQ(test.office.registry.search("𠮷", 10).size(), 1u);
    }
}

TEST(Casework, BadContentIsRefusedWholeWithEveryFault) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        struct {
            Submission what;
            Fault fault;
        } cases[] = {
            {check("19月", "2026-07-20", Json::array()), Fault::invalid},
            {check("18月", "2026-07-20", {"24月-1"}), Fault::invalid},
            {check("18月", "2030-07-20", Json::array()), Fault::invalid},
            {{"autism_screening.nothing", d("2026-07-20"), Json::object(), "", "", 0},
             Fault::invalid},
            {{"child_rehabilitation.institution_month", d("2026-07-20"), Json::object(), "", "", 0},
             Fault::forbidden},
        };
        auto before = must(read_file(test.office, doctor(), child)).rows.size();
        for (auto& one : cases) {
            auto refused = submit(test.office, doctor(), child, one.what);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().fault, one.fault) << one.what.form;
        }
        EXPECT_EQ(must(read_file(test.office, doctor(), child)).rows.size(), before);
    }
}

TEST(Identity, ADoubtfulMatchIsDecidedByAPersonAndThenWritten) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        auto visit = check("18月", "2026-07-20", Json::array());
        auto doubtful = must(register_person(
            test.office, doctor(), registration("周小演", "2025-01-08", "10099998888"), {visit}));
        ASSERT_TRUE(doubtful.doubt);
        auto chosen =
            decide_doubt(test.office, doctor(), *doubtful.doubt, Decision::same, child, "问过家长");
        must(std::move(chosen));
        EXPECT_NE(task(must(read_file(test.office, doctor(), child)), "visit", TaskState::done),
                  nullptr);
        EXPECT_FALSE(
            decide_doubt(test.office, doctor(), *doubtful.doubt, Decision::different, {}, "再来"));
        EXPECT_EQ(differing(test.office), 0);
    }
}

TEST(Rederive, FindsWhatSomebodyChangedBehindItsBackAndMendsIt) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        must(test.office.database.write(db::Priority::interactive, [&](db::Session& session) {
            derive::Consequences none;
            return consequences::replace(session, roles(), child, none);
        }));
        EXPECT_EQ(differing(test.office), 1);
        must(rederive(test.office, test.office.clock.today(), false, {}));
        EXPECT_EQ(differing(test.office), 0);
    }
}

/// Draws the same numbers on every machine.
struct Draw {
    std::uint64_t state = 20261121;
    std::size_t operator()(std::size_t n) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return std::size_t(state >> 33) % n;
    }
};

/// Withdraws or restores a record drawn by lot; who somebody is and where, stays.
static void amend_one(Office& office, SubjectId child, Draw& draw) {
    auto rows = must(read_file(office, doctor(), child)).rows;
    auto standing = records::in_force(rows);
    auto& row = *standing[draw(standing.size())];
    if (row.form.starts_with("base.")) return;
    bool withdrawn = row.op == derive::RecordOp::withdrawal;
    must(amend(
        office, doctor(), child,
        {row.lineage, row.version, withdrawn ? Act::restore : Act::withdraw, {}, {}, "试", ""}));
}

static void write_one(Office& office, SubjectId child, Draw& draw) {
    std::string age = draw(2) ? "18月" : "12月";
    Json signs = draw(3) ? Json::array() : Json{age + "-1"};
    const char* day = draw(2) ? "2026-02-01" : "2026-08-01";
    must(submit(office, doctor(), child, check(age.c_str(), day, signs)));
}

TEST(Law, AfterAnySequenceOfActsDerivingAnewFindsNothing) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office);
        Draw draw;
        for (int i = 0; i < 60; ++i)
            draw(3) ? write_one(test.office, child, draw) : amend_one(test.office, child, draw);
        EXPECT_EQ(differing(test.office), 0);
    }
}

TEST(Statements, CanAllBePreparedOnBothDatabases) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        for (auto statements : {records::statements(), consequences::statements(),
                                entitlement::statements(), ledger::statements()})
            for (auto& fault : db::faults_of(*database, statements)) ADD_FAILURE() << fault;
    }
}
