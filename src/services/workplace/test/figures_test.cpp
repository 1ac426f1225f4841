// Figures after any history are those that counting everything anew gives.
#include "../../casework/test/office_for_tests.h"

#include <consequences/figures.h>

#include <cstdlib>
#include <insight/board.h>
#include <insight/catalogue.h>
#include <insight/open_data.h>
#include <insight/rebuild.h>
#include <rapidcheck.h>

using namespace banxing;
using namespace banxing::casework;

namespace {

std::vector<db::TestingDatabase> databases_with_figures() {
    return db::testing_databases({audit::migrations(), access::migrations(), registry::migrations(),
                                  records::migrations(), consequences::migrations(),
                                  entitlement::migrations(), insight::migrations()});
}

/// One thing that happens to one of the children; three numbers choose what.
struct Edit {
    unsigned child = 0, what = 0, day = 0, detail = 0;
};

class County {
public:
    explicit County(db::Database& database) : test_(database), database_(database) {
        for (int i = 0; i < 8; ++i) {
            auto birth = iso(add_days(d("2019-02-03"), 330 * i));
            children_.push_back(
                open_child(test_.office, ("周" + std::to_string(i)).c_str(), birth.c_str()));
        }
    }

    void live(const Edit& edit) {
        SubjectId child = children_[edit.child % children_.size()];
        if (edit.what % 8 == 7) return amend_one(child, edit);
        if (edit.detail % 16 == 0) (void)look();
        (void)database_.write(db::Priority::interactive, [&](db::Session& session) {
            return submit_in(test_.office, session, writer(edit), child, {what(edit)},
                             Door::opening);
        });
    }

    insight::Rebuilt differences() {
        return must(insight::rebuild(database_, *test_.office.program, test_.office.clock.today(),
                                     true, 1));
    }

    insight::Cube cube; // asked now and then, so that it takes in changes bit by bit

    Office& office() { return test_.office; }
    const std::vector<SubjectId>& children() const { return children_; }

private:
    Result<std::vector<insight::Point>> look() {
        insight::Slice slice{{"autism_screening.confirmed_people"},
                             access::inside(*access::region_of("33")),
                             0,
                             2026 * 12,
                             2026 * 12};
        return database_.read([&](db::Session& session) { return cube.points(session, slice); });
    }

    static const char* form(const Edit& edit) {
        static constexpr const char* forms[] = {"autism_screening.child_health_check",
                                                "autism_screening.child_health_check",
                                                "autism_screening.re_screening",
                                                "autism_screening.diagnosis",
                                                "base.residence",
                                                "base.moving_out",
                                                "base.death"};
        // death is rare, or nobody would be left
        return edit.what % 8 == 6 && edit.detail % 40 != 0 ? forms[0] : forms[edit.what % 8];
    }

    static access::Principal writer(const Edit& edit) {
        std::string id = form(edit);
        if (id == "autism_screening.re_screening") return post("county_mch", 201, "330681");
        if (id == "autism_screening.diagnosis") return post("hospital", 202, "330681");
        return doctor();
    }

    static Submission what(const Edit& edit) {
        static constexpr const char* ages[] = {"3月", "12月", "24月", "36月", "4岁", "6岁"};
        static constexpr const char* towns[] = {"330681109", "330681104", "330681001"};
        std::string id = form(edit);
        Json content;
        if (id == "autism_screening.child_health_check")
            content = {{"visit_age", ages[edit.detail % 6]},
                       {"signs", Json::array()},
                       {"regression", edit.detail % 3 == 0}};
        else if (id == "autism_screening.re_screening")
            content = {{"round", "首次"},
                       {"history_abnormal", edit.detail % 2 == 0},
                       {"development_total", 90}};
        else if (id == "autism_screening.diagnosis")
            content = {{"conclusion", edit.detail % 3 == 0 ? "排除" : "确诊"},
                       {"icd10", "F84.0"},
                       {"hospital", "演示医院"}};
        else if (id == "base.residence")
            content = {{"village", towns[edit.detail % 3]}};
        else
            content = {{"source", id == "base.death" ? "公安" : "村社"}};
        return {id, add_days(d("2024-02-01"), int(edit.day % 1020)), content, "", "随机", 0};
    }

    /// Corrects the day of a record, takes it back, or brings it back.
    void amend_one(SubjectId child, const Edit& edit) {
        auto rows = must(
            database_.read([&](db::Session& session) { return records::load(session, child); }));
        auto standing = records::in_force(rows);
        auto* row = standing[edit.detail % standing.size()];
        if (row->form == "base.registration") return;
        bool gone = row->op == derive::RecordOp::withdrawal;
        Amendment change{
            row->lineage, row->version, gone ? Act::restore : Act::withdraw, {}, {}, "随机", ""};
        auto who = post(row->form == "autism_screening.diagnosis"      ? "hospital"
                        : row->form == "autism_screening.re_screening" ? "county_mch"
                                                                       : "township_doctor",
                        row->organisation, "330681");
        (void)amend(test_.office, who, child, change);
    }

    TestOffice test_;
    db::Database& database_;
    std::vector<SubjectId> children_;
};

Edit any_edit() {
    auto any = rc::gen::inRange<unsigned>(0, 1'000'000);
    return {*any, *any, *any, *any};
}

} // namespace

TEST(Figures, AfterAnyHistoryAreThoseCountedAnew) {
    int edits = std::getenv("BANXING_LONG") ? 1000 : 12; // for each of rapidcheck's hundred turns
    for (auto& database : databases_with_figures()) {
        SCOPED_TRACE(database.name());
        County county(*database);
        std::int64_t most = 0;
        EXPECT_TRUE(rc::check([&] {
            for (int i = 0; i < edits; ++i) county.live(any_edit());
            auto found = county.differences();
            RC_ASSERT(found.different_files == 0);
            RC_ASSERT(found.different_cells == 0);
            most = std::max(most, found.contributions);
        }));
        EXPECT_GT(most, 20) << "hardly anything was counted";
        // the cube, which took in each change as it came, against one that reads everything at once
        insight::Cube fresh;
        insight::Slice slice{{"autism_screening.initial_screening_rate"},
                             access::inside(*access::region_of("330681")),
                             9,
                             2026 * 12,
                             2026 * 12 + 10};
        auto once = must(
            database->read([&](db::Session& session) { return fresh.points(session, slice); }));
        EXPECT_EQ(must(database->read(
                      [&](db::Session& session) { return county.cube.points(session, slice); })),
                  once);
    }
}

TEST(Figures, ARebuildFindsAndMendsWhatIsWrong) {
    for (auto& database : databases_with_figures()) {
        SCOPED_TRACE(database.name());
        County county(*database);
        must(database->write(db::Priority::interactive, [&](db::Session& session) {
            return consequences::put_counted(session, county.children().front(), {});
        }));
        auto found = county.differences();
        EXPECT_EQ(found.different_files, 1);
        EXPECT_EQ(found.different_cells, 0);
        auto& office = county.office();
        must(insight::rebuild(*database, *office.program, office.clock.today(), false, 2));
        EXPECT_EQ(county.differences().different_files, 0);
    }
}

TEST(Figures, OnlyThoseWhoMaySeeTheFileAreListedAndTheReasonsNameTheRecord) {
    for (auto& database : databases_with_figures()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto child = open_child(test.office, "周小演", "2024-01-08");
        open_child(test.office, "李大演", "2023-05-08");
        must(submit(test.office, doctor(), child, check("30月", "2026-07-20", Json::array())));
        consequences::PeopleFilter filter;
        filter.indicator = "autism_screening.initial_screening_rate";
        filter.day = d("2026-10-31");
        filter.town_from = 330681000000, filter.town_to = 330682000000;
        auto listed = [&](const access::Principal& who, consequences::Part part) {
            filter.part = part;
            return must(database->read([&](db::Session& session) {
                       return consequences::people_counted(session, who, filter, d("2026-11-21"));
                   }))
                .size();
        };
        EXPECT_EQ(listed(doctor(), consequences::Part::all), 2u);
        EXPECT_EQ(listed(doctor(), consequences::Part::above), 1u);
        EXPECT_EQ(listed(doctor(), consequences::Part::missing), 1u);
        EXPECT_EQ(listed(other_doctor(), consequences::Part::all), 0u); // of another town
        filter.day = d("2026-07-19");
        EXPECT_EQ(listed(doctor(), consequences::Part::above), 0u)
            << "the day before the screening";
    }
}

TEST(Figures, WhatIsPublishedNamesNobody) {
    for (auto& database : databases_with_figures()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        open_child(test.office, "周小演", "2024-01-08"); // one child: below the limit
        insight::Cube cube;
        auto rows = must(database->read([&](db::Session& session) {
            return insight::publish(session, cube, *test.office.program,
                                    {"330681", 2026 * 12 + 9, 24});
        }));
        ASSERT_FALSE(rows.empty());
        for (auto& row : rows)
            EXPECT_TRUE(row.below == 0 || row.withheld) << row.listed.id << " " << row.region;
    }
}

TEST(Figures, EnteredOnesKeepEveryVersionAndTheLastOneStands) {
    for (auto& database : databases_with_figures()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto officer = post("unit_officer", 103, "330681");
        insight::Entered what;
        what.indicator = "disability_prevention.night_noise";
        what.region = 330681000000, what.month = 2025 * 12 + 11;
        what.below = 100, what.above = 84, what.source = "环境年报";
        auto enter = [&] {
            return database->write(db::Priority::interactive, [&](db::Session& session) {
                return insight::enter(session, officer, what, Instant{1});
            });
        };
        must(enter());
        what.above = 87;
        EXPECT_EQ(must(enter()).version, 2);
        what.above = 101;
        EXPECT_FALSE(enter());
        insight::Cube cube;
        auto figure = must(database->read([&](db::Session& session) {
            return insight::figure(session, cube, *test.office.program, what.indicator,
                                   {"330681", 2026 * 12 + 9, 24});
        }));
        ASSERT_TRUE(figure.has());
        EXPECT_EQ(figure.now().above, 87);
        EXPECT_EQ(insight::figure_text(*figure.listed.indicator, 87, 100), "87.00");
    }
}
