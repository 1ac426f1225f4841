#include "shipped.h"

#include <policy/load.h>
#include <policy/regions.h>

#include <algorithm>
#include <gtest/gtest.h>

namespace banxing::policy {

TEST(Load, shipped_set_is_read) {
    auto source = read_source(shipped());
    ASSERT_TRUE(source) << listed(source.error());
    ASSERT_GE(source->systems.size(), 3u);
    EXPECT_EQ(source->version.size(), 64u);
    EXPECT_FALSE(source->calendar.is_working(*parse_iso_date("2026-10-01")));
    EXPECT_FALSE(source->calendar.provisional(*parse_iso_date("2026-12-31")));
    auto place = [&](const char* id) {
        return std::find_if(source->systems.begin(), source->systems.end(),
                            [&](auto& s) { return s.id == id; });
    };
    EXPECT_LT(place("base"), place("autism_screening"));
    EXPECT_LT(place("autism_screening"), place("child_rehabilitation"));
}

TEST(Load, each_age_has_four_official_signs) {
    auto source = read_source(shipped());
    ASSERT_TRUE(source);
    auto find = [](const auto& list, const char* id) {
        return *std::find_if(list.begin(), list.end(), [&](auto& one) { return one.id == id; });
    };
    auto screening = find(source->systems, "autism_screening");
    auto signs = find(find(screening.forms, "child_health_check").fields, "signs");
    std::map<std::string, int> by_age;
    for (auto& code : signs.codes) ++by_age[code.group];
    EXPECT_EQ(by_age.size(), 11u);
    for (auto& [age, n] : by_age) EXPECT_EQ(n, 4) << age;
}

struct Broken {
    const char* path;
    const char* find;
    const char* replace; // null: the file is taken away
    const char* fault;   // part of "file:line message"
};

static void PrintTo(const Broken& b, std::ostream* out) {
    *out << b.path << " " << b.fault;
}

class Refused : public testing::TestWithParam<Broken> {};

TEST_P(Refused, with_file_and_line) {
    Files files = shipped();
    auto& [path, find, replace, fault] = GetParam();
    if (!replace) {
        files.erase(path);
    } else {
        auto at = files[path].find(find);
        ASSERT_NE(at, std::string::npos);
        files[path].replace(at, std::string(find).size(), replace);
    }
    auto source = read_source(files);
    ASSERT_FALSE(source);
    EXPECT_NE(listed(source.error()).find(fault), std::string::npos) << listed(source.error());
}

INSTANTIATE_TEST_SUITE_P(
    Table, Refused,
    testing::Values(
        Broken{"base/system.yaml", "en: Basics\n", "", "base/system.yaml:1 缺少“en”"},
        Broken{"base/system.yaml",
               "subject:", "subjekt:", "base/system.yaml:4 不认识的键“subjekt”"},
        Broken{"base/system.yaml", "id: base", "id: bass", "id must be the folder's name"},
        Broken{"base/system.yaml", "", nullptr, "base/system.yaml:1 缺少此文件"},
        Broken{"base/forms/death.yaml", "type: code", "type: kode", "'type' must be one of"},
        Broken{"base/forms/death.yaml", "codes: news_source", "codes: nowhere",
               "no code table 'nowhere'"},
        Broken{"base/forms/death.yaml", "key: []", "key: [nowhere]",
               "key names no field 'nowhere'"},
        Broken{"base/forms/death.yaml", "required: true", "required: perhaps",
               "must be true or false"},
        Broken{"base/forms/death.yaml", "basis: [{document: 国卫办妇幼发〔2022〕12号, clause: 一}]",
               "basis: [{document: 国卫办妇幼发〔2022〕12号}]", "'clause' is missing"},
        Broken{"base/forms/death.yaml", "kind: event", "kind: event\nkind: state", "given twice"},
        Broken{"base/forms/death.yaml", "zh: 死亡", "zh: [", "not valid YAML"},
        Broken{"base/facts.yaml", "any_day: true", "any_day: true, count: {form: base.death}",
               "exactly one constructor"},
        Broken{"child_rehabilitation/parameters.yaml", "from: 2023-10-15", "from: 2023-02-30",
               "a date that exists"},
        Broken{"child_rehabilitation/parameters.yaml", "trust: official", "trust: sure",
               "'trust' must be one of"},
        Broken{"child_rehabilitation/parameters.yaml", "region: '330681'", "region: Zhuji",
               "must be a region code"},
        Broken{"autism_screening/pathway.yaml", "    role: township_doctor\n", "",
               "'role' is missing"},
        Broken{"autism_screening/pathway.yaml", "due: {next_grid_age: true}", "due: {weeks: x}",
               "exactly one span"},
        Broken{"autism_screening/system.yaml", "uses: [base]", "uses: [bass]", "no system 'bass'"},
        Broken{"base/system.yaml",
               "exports:", "uses: [autism_screening]\nexports:", "systems use each other"},
        Broken{"calendar.tsv", "2022-01-01\tholiday", "2022-01-01\tfeast", "calendar.tsv:"}));

TEST(Load, all_faults_are_listed_at_once) {
    Files files = shipped();
    files["base/forms/extra.yaml"] = "zh: 多\nkind: nothing\n";
    files["base/notes.txt"] = "x";
    files["base/codes/sex.yaml"] = "zh: 性别\n";
    auto source = read_source(files);
    ASSERT_FALSE(source);
    auto all = listed(source.error());
    EXPECT_GT(source.error().fields.size(), 8u) << all;
    auto n = std::to_string(source.error().fields.size());
    EXPECT_NE(source.error().message.en.find(n), std::string::npos) << source.error().message.en;
    for (auto part : {"base/forms/extra.yaml:1", "base/notes.txt:1", "base/codes/sex.yaml:1"})
        EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
    for (auto& issue : source.error().fields)
        EXPECT_FALSE(issue.message.zh.empty() || issue.message.en.empty());
}

TEST(Load, gaps_in_time_are_refused) {
    Files files = shipped();
    auto& text = files["autism_screening/parameters.yaml"];
    text += "- id: holed\n  zh: 有缺口\n  en: Holed\n  type: number\n  unit: days\n  values:\n"
            "    - {value: '1', region: '33', from: 2022-01-01, to: 2023-01-01, document: 甲, "
            "clause: 一, trust: example}\n"
            "    - {value: '2', region: '33', from: 2023-01-02, document: 甲, clause: 二, trust: "
            "example}\n";
    auto source = read_source(files);
    ASSERT_FALSE(source);
    EXPECT_NE(listed(source.error()).find("no value from 2023-01-01 to 2023-01-02"),
              std::string::npos);
}

TEST(Load, version_ignores_layout_and_sees_meaning) {
    Files files = shipped(), laid_out = files, changed = files, calendar = files;
    laid_out["base/system.yaml"] = "# a remark\n" + laid_out["base/system.yaml"] + "\n\n";
    auto& facts = changed["child_rehabilitation/parameters.yaml"];
    facts.replace(facts.find("'3600000'"), 9, "'3700000'");
    calendar["calendar.tsv"] += "2026-12-31\tholiday\t元旦\n";
    auto version = version_of(files);
    EXPECT_EQ(version, version_of(laid_out));
    EXPECT_NE(version, version_of(changed));
    EXPECT_NE(version, version_of(calendar));
}

TEST(Regions, table_is_read) {
    auto regions = Regions::read(source_dir / "data/regions/zhejiang.tsv");
    ASSERT_TRUE(regions) << regions.error().message.en;
    EXPECT_EQ(regions->children("330681").size(), 23u);
    ASSERT_TRUE(regions->find("330681104"));
    EXPECT_EQ(regions->name("330681104"), "诸暨市 店口镇");
    EXPECT_FALSE(regions->find("990000"));
    EXPECT_EQ(regions->name("990000"), "");
    std::size_t villages = 0;
    for (auto& region : regions->all())
        villages += region.level == Level::village && region.code.starts_with("330681");
    EXPECT_EQ(villages, 515u);
}

TEST(Regions, of_a_folder_are_one_table) {
    auto regions = Regions::read(source_dir / "data/regions");
    ASSERT_TRUE(regions) << regions.error().message.en;
    EXPECT_EQ(regions->children("").size(), 31u) << "provinces";
    EXPECT_EQ(regions->name("330681104"), "诸暨市 店口镇");
    EXPECT_EQ(regions->name("341202"), "安徽省 阜阳市 颍州区");
    EXPECT_TRUE(regions->children("341202").empty());
}

} // namespace banxing::policy
