#include "small_policy.h"
#include "wide_policy.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace banxing;
using namespace banxing::derive;
using small::d;

static Indicator indicator(const char* id) {
    Indicator out;
    out.id = id, out.label = {id, id};
    out.place = "base.home", out.since = d("2025-01-01");
    out.gate.birth = "base.born";
    out.basis = {small::clause()};
    return out;
}

/// Children who were seen within the year; who ever left; beds are not counted here.
static PolicySource counted() {
    auto source = small::wide();
    auto& later = source.systems.back();
    auto seen = indicator("seen");
    seen.within = Within::year;
    seen.above.records.form = "later.seen";
    auto joined = indicator("joined");
    joined.with = "later.joined";
    joined.above.when = "生日 < date(\"2022-06-01\")";
    later.indicators = {seen, joined};
    return source;
}

static const Program& program() {
    static auto compiled = Program::compile(counted());
    if (!compiled)
        for (auto& f : compiled.error().fields) ADD_FAILURE() << f.field << ": " << f.message.zh;
    return **compiled;
}

/// "from to town below/above" of an indicator's runs.
static std::vector<std::string> runs(const small::Child& child, const char* day, const char* id) {
    std::vector<std::string> out;
    for (auto& run : program().derive(child.file(), d(day)).counted)
        if (run.indicator == std::string("later.") + id)
            out.push_back(iso(run.from) + " " + (run.to ? iso(*run.to) : "-") + " " +
                          std::to_string(run.town) + " " + std::to_string(run.above) + "/" +
                          std::to_string(run.below));
    return out;
}

using Runs = std::vector<std::string>;

TEST(Indicator, ARecordCountsUntilTheYearEnds) {
    auto child = small::born("2022-03-10");
    auto town = runs(child, "2025-06-01", "seen").front().substr(13, 12);
    EXPECT_EQ(runs(child, "2025-06-01", "seen"), Runs{"2025-01-01 - " + town + " 0/1"});
    child.add("later.seen", "2025-03-05", "{}");
    child.add("later.seen", "2025-09-05", "{}");
    EXPECT_EQ(runs(child, "2025-09-06", "seen"),
              (Runs{"2025-01-01 2025-03-05 " + town + " 0/1",
                    "2025-03-05 2026-01-01 " + town + " 1/1", "2026-01-01 - " + town + " 0/1"}));
}

TEST(Indicator, CountsFromTheFirstRecordOfItsFormAndEndsWithDeath) {
    auto child = small::born("2022-03-10");
    EXPECT_TRUE(runs(child, "2025-06-01", "joined").empty());
    child.add("later.joined", "2025-02-01", "{}");
    auto town = runs(child, "2025-06-01", "joined").front().substr(13, 12);
    EXPECT_EQ(runs(child, "2025-06-01", "joined"), Runs{"2025-02-01 - " + town + " 1/1"});
    child.add("base.death", "2025-05-05", "{}");
    EXPECT_EQ(runs(child, "2025-06-01", "joined"), Runs{"2025-02-01 2025-05-05 " + town + " 1/1"});
}

TEST(Indicator, CountingAloneIsTheSameAsDeriving) {
    EXPECT_TRUE(rc::check([] {
        auto child = small::born("2022-03-10");
        auto days = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 700));
        for (int n : days) {
            auto day = iso(add_days(d("2025-01-01"), n));
            child.add(n % 3 == 0   ? "later.seen"
                      : n % 3 == 1 ? "later.joined"
                                   : "base.death",
                      day.c_str(), "{}");
        }
        auto day = add_days(d("2025-01-01"), *rc::gen::inRange(0, 900));
        auto whole = program().derive(child.file(), day).counted;
        RC_ASSERT(program().count(child.file(), day) == whole);
        for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
            bool same = whole[i].indicator == whole[i + 1].indicator;
            RC_ASSERT(!same || (whole[i].to && *whole[i].to <= whole[i + 1].from));
        }
    }));
}

TEST(Indicator, MayNotRestOnWhatIsAnotherEveryDay) {
    auto source = counted();
    auto& later = source.systems.back();
    Fact daily = small::fact("daily", "每天不同", ValueType::number, FactKind::days_since);
    daily.birth = "base.born";
    later.facts.push_back(daily);
    later.indicators.front().below.when = "每天不同 > 3";
    EXPECT_FALSE(Program::compile(source));
}
