#include "coming.h"
#include "tally.h"

#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sstream>

namespace banxing::simulation {
namespace {

const std::filesystem::path home = BANXING_SOURCE_DIR;

const policy::Files& shipped() {
    static auto files =
        policy::read_files(home / "systems", home / "data/calendar/china.tsv").value();
    return files;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

TEST(Change, TheExampleIsAWholeSetThatCompiles) {
    auto change = apply(shipped(), text_of(home / "data/changes/nine-for-all.yaml"), {});
    ASSERT_TRUE(change);
    EXPECT_NE(policy::version_of(change->files), policy::version_of(shipped()));
    auto source = policy::read_source(change->files);
    ASSERT_TRUE(source) << source.error().fields.front().message.zh;
    auto program = derive::Program::compile(std::move(*source));
    ASSERT_TRUE(program) << program.error().fields.front().message.zh;
}

TEST(Change, WhatIsNotThereIsRefusedByName) {
    for (auto* wrong :
         {"zh: x\ntables: [{file: nothing.dmn, cells: {a: '1'}}]",
          "zh: x\ntables: [{file: child_rehabilitation/decisions/training_subsidy.dmn, drop: "
          "[no_row]}]",
          "zh: x\ntables: [{file: child_rehabilitation/decisions/training_subsidy.dmn, cells: "
          "{no_cell: '1'}}]",
          "zh: x\nfiles: {base/facts.yaml: ../../etc/passwd}", "zh: x\nother: 1", "en: no name",
          "[1, 2]", "a: [b"}) {
        auto refused = apply(shipped(), wrong, home);
        ASSERT_FALSE(refused) << wrong;
        EXPECT_EQ(refused.error().fault, Fault::invalid);
    }
}

records::Row bill(std::int64_t no, const char* day, const char* month) {
    records::Row row;
    row.no = row.lineage = no;
    row.form = "care.bill";
    row.day = parse_iso_date(day).value();
    row.content = std::string(R"({"month":")") + month + R"(","paid":100})";
    return row;
}

TEST(Coming, BillsOfTheYearBeforeComeAgain) {
    std::vector<records::Row> rows{bill(1, "2025-11-02", "2025-10"),
                                   bill(2, "2026-03-02", "2026-02")};
    MonthForms forms{{"care.bill", "month"}};
    Carried carried(rows, forms, {"2025-11", "2026-11"});
    ASSERT_EQ(carried.records().size(), 3u) << "October 2025 lies before the twelve months";
    auto& again = carried.records().back();
    EXPECT_EQ(again.no, 3);
    EXPECT_EQ(iso(again.day), "2027-03-02");
    EXPECT_NE(again.content.find("2027-02"), std::string_view::npos);
    EXPECT_EQ(Carried(rows, forms, {}).records().size(), 2u);
    EXPECT_EQ(month_after("2026-11", 2), "2027-01");
    EXPECT_EQ(month_after("2026-01", -1), "2025-12");
}

Money sum_of(const std::map<std::string, Side>& sums, bool after) {
    Money out;
    for (auto& [key, side] : sums) out += after ? side.after : side.before;
    return out;
}

TEST(Tally, EveryTableAddsUpToTheTotalHoweverTheWorkIsShared) {
    EXPECT_TRUE(
        rc::check("sums by month, town, age and benefit are the total; threads do not matter", [] {
            Tally one, first, second;
            auto people = *rc::gen::inRange(0, 30);
            for (int i = 0; i < people; ++i) {
                OfPerson months;
                for (int k = *rc::gen::inRange(0, 4); k > 0; --k)
                    months[{*rc::gen::element<std::string>("a", "b"),
                            *rc::gen::element<std::string>("2026-01", "2026-02", "2026-03")}] = {
                        {*rc::gen::inRange(0, 300'000)}, {*rc::gen::inRange(0, 300'000)}};
                SubjectId subject{i + 1};
                auto town = *rc::gen::element<std::string>("t1", "t2");
                one.person(subject, town, "4", months);
                (i % 3 == 0 ? first : second).person(subject, town, "4", months);
            }
            first.add(second);
            RC_ASSERT(first.before == one.before && first.after == one.after);
            RC_ASSERT(first.gain == one.gain && first.lose == one.lose &&
                      first.people == one.people);
            for (auto* sums : {&first.by_month, &first.by_town, &first.by_age, &first.by_benefit}) {
                RC_ASSERT(sum_of(*sums, false) == one.before);
                RC_ASSERT(sum_of(*sums, true) == one.after);
            }
            RC_ASSERT(first.gains.size() == one.gains.size());
            for (std::size_t i = 0; i < one.gains.size(); ++i)
                RC_ASSERT(first.gains[i].subject == one.gains[i].subject);
            RC_ASSERT(one.gains.size() <= 10u && one.losses.size() <= 10u);
        }));
}

} // namespace
} // namespace banxing::simulation
