#include "../../../platform/files/test/archive.h"
#include "sentences.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <reports/book.h>
#include <unistd.h>

using namespace banxing;
using namespace banxing::reports;
using banxing::files::entry;

TEST(Say, NumbersMonthsAndGoalsInBothLanguages) {
    EXPECT_EQ(grouped(1234567), "1,234,567");
    EXPECT_EQ(grouped(-123456), "-123,456");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(month_words(2026 * 12 + 11).zh, "2026年12月");
    EXPECT_EQ(month_words(2026 * 12).en, "January 2026");
    derive::Indicator indicator;
    derive::Target target;
    target.value = "99";
    EXPECT_EQ(goal_words(indicator, target).zh, "≥ 99%");
    target.comparator = derive::Comparator::falls_by;
    target.base_year = 2020;
    EXPECT_EQ(goal_words(indicator, target).en, "99% below 2020");
    EXPECT_EQ(list_of({{"甲", "A"}, {"乙", "B"}}).zh, "甲、乙");
    EXPECT_EQ(Say("{n}项{n}", "{n} of {who}").with("n", 1000).with("who", {"谁", "who"}).words(),
              (Words{"1,000项1,000", "1,000 of who"}));
}

namespace {

struct Case {
    derive::System system;
    derive::Indicator indicator;
    derive::Target target;
    Line line;
    Case(const char* id, const char* name, insight::Standing standing, const char* value,
         const char* before) {
        indicator.label = {name, id};
        target.value = "90";
        target.by = *parse_iso_date("2026-12-31");
        line.figure = {{&system, &indicator, id}, {{1, 100, 50}}, {}};
        line.target = &target;
        line.standing = standing;
        line.goal = goal_words(indicator, target);
        line.value = value;
        line.before = before;
    }
};

std::vector<std::string> said(const Part& part) {
    std::vector<std::string> out;
    for (const auto& one : part.said) out.push_back(one.text.zh);
    return out;
}
using Lines = std::vector<std::string>;

} // namespace

TEST(Sentences, CountTheTargetsAndNameThoseAtRisk) {
    using enum insight::Standing;
    Case good("a.b", "初筛率", reached, "95.00", "80.00"),
        bad("c.d", "诊断率", at_risk, "50.00", "");
    EXPECT_EQ(
        said(overall({good.line, bad.line}, {"诸暨市", "Zhuji"}, month_words(2026 * 12 + 1))),
        (Lines{"截至2026年2月，诸暨市有目标的指标2项，其中达到或预计能达到1项，可能达不到1项，"
               "到期未达标0项。",
               "可能达不到的是：诊断率。"}));
}

TEST(Sentences, SayWhatAFigureIsHowItMovedAndWhatItShouldBe) {
    using enum insight::Standing;
    Case late("autism_screening.diagnosis_rate", "诊断率", at_risk, "50.00", "90.00"),
        first("autism_screening.initial_screening_rate", "初筛率", reached, "95.00", "95.00"),
        none("autism_screening.re_screening_rate", "复筛率", no_data, "", "");
    std::vector<std::string> steps;
    auto part = on_life({late.line, none.line, first.line}, false, steps);
    EXPECT_EQ(said(part),
              (Lines{"初筛率为95.00%，与上月持平，目标≥ 90%（2026年12月31日前），已达标。",
                     "诊断率为50.00%，比上月（90.00%）下降，目标≥ 90%（2026年12月31日前），"
                     "有风险。"}));
    EXPECT_EQ(steps.size(), 2u) << "only those that count somebody, in the order of a life";
    part = on_life({late.line}, true, steps);
    EXPECT_NE(part.said[0].text.en.find("down from 90.00% at the end of last year"),
              std::string::npos)
        << part.said[0].text.en;
}

TEST(Sentences, NameAtMostThreePlacesAndNoneWhereNothingIsOverdue) {
    std::vector<Load> loads;
    for (int overdue : {1, 4, 0, 3, 2})
        loads.push_back({"", "镇" + std::to_string(overdue), 10, overdue});
    EXPECT_EQ(said(on_tasks(loads)), (Lines{"截至今日，全域未办结待办50项，其中超期10项。",
                                            "超期较多的是：镇44项、镇33项、镇22项。"}));
    EXPECT_EQ(on_tasks({{"", "甲", 2, 0}}).said.size(), 1u);
}

TEST(Book, HoldsSentencesFiguresCoursesAndDrawings) {
    derive::System system;
    derive::Indicator indicator;
    indicator.label = {"初筛率", "Initial screening"};
    derive::Target target;
    target.value = "100";
    target.by = *parse_iso_date("2026-12-31");
    target.basis = {"诸政办发〔2023〕38号", "附件1"};
    Report report;
    report.asked = {"330681", 2026 * 12 + 9, false};
    report.title = {"诸暨市月报", "Zhuji"};
    report.period = month_words(report.asked.month);
    report.parts = {{"overall",
                     {"总体情况", "Overall"},
                     {{{"一句话。", "A sentence."}, {"指标", "indicators"}}}}};
    Line line;
    line.figure = {{&system, &indicator, "s.rate"},
                   {{report.asked.month - 1, 400, 300}, {report.asked.month, 400, 393}},
                   {}};
    line.target = &target;
    line.value = "98.25";
    line.low = "96.41", line.high = "99.16";
    report.lines = {line};
    report.loads = {{"330681104", "店口镇", 12, 3}};
    auto path = std::filesystem::temp_directory_path() /
                ("reports_" + std::to_string(::getpid()) + ".xlsx");
    for (auto language : {Language::zh, Language::en}) {
        auto done = write_book(report, language, path);
        ASSERT_TRUE(done) << done.error().message.en;
        auto said = entry(path, "xl/worksheets/sheet1.xml");
        EXPECT_NE(said.find(language == Language::zh ? "一句话。" : "A sentence."), said.npos);
        auto figures = entry(path, "xl/worksheets/sheet2.xml");
        EXPECT_NE(figures.find("<v>98.25</v>"), figures.npos);
        EXPECT_NE(figures.find("<v>393</v>"), figures.npos);
        auto course = entry(path, "xl/worksheets/sheet3.xml");
        EXPECT_NE(course.find("<v>75</v>"), course.npos) << "the month before";
        EXPECT_NE(entry(path, "xl/charts/chart1.xml").find("lineChart"), std::string::npos);
        EXPECT_NE(entry(path, "xl/charts/chart2.xml").find("barChart"), std::string::npos);
    }
    std::filesystem::remove(path);
}
