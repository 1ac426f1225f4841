// Benefits that take other benefits' amounts, cap periods, and months that are the record's own.
#include "small_policy.h"

#include <gtest/gtest.h>

namespace banxing::derive {
namespace {

/// A model of one formula over number inputs {id, label}.
std::string formula(const std::vector<std::pair<std::string, std::string>>& inputs,
                    const std::string& text) {
    std::string out =
        R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="f" namespace="f">)";
    for (auto& [id, label] : inputs)
        out += "<inputData id=\"" + id + "\" name=\"" + label + "\"><variable name=\"" + label +
               "\" typeRef=\"number\"/></inputData>";
    out += "<decision id=\"d\" name=\"数\"><variable name=\"数\" typeRef=\"number\"/>";
    for (auto& [id, label] : inputs)
        out += "<informationRequirement><requiredInput href=\"#" + id +
               "\"/></informationRequirement>";
    return out + "<literalExpression><text>" + text + "</text></literalExpression></decision>" +
           "</definitions>";
}

Entitlement benefit(const char* id, const char* zh, const char* model) {
    Entitlement out = small::care().entitlements.front();
    out.id = id, out.label = {zh, id}, out.model = model, out.decision = "数", out.so_far = "";
    out.already_paid_form = out.already_paid_field = out.already_paid_month = "";
    return out;
}

std::shared_ptr<const Program> compiled(PolicySource source) {
    auto program = Program::compile(std::move(source));
    if (program) return *program;
    for (auto& field : program.error().fields)
        ADD_FAILURE() << field.field << ": " << field.message.zh;
    return nullptr;
}

const std::pair<std::string, std::string> own_paid{"care.paid", "本月自付"};

PolicySource with(std::vector<Entitlement> more, std::map<std::string, std::string> models) {
    auto source = small::policy();
    auto& care = source.systems[1];
    // the ones that are fed stand first: the order must follow from who feeds whom
    care.entitlements.insert(care.entitlements.begin(), more.begin(), more.end());
    care.models.insert(models.begin(), models.end());
    return source;
}

std::int64_t amount_of(const std::vector<Entitled>& months, const std::string& benefit,
                       const std::string& period) {
    for (auto& month : months)
        if (month.benefit == benefit && month.period == period) return month.amount.fen;
    return -1;
}

TEST(Benefits, OneTakesWhatAnotherLeaves) {
    auto rest = formula({own_paid, {"care.subsidy", "补贴"}}, "max(0, 本月自付 - 补贴)");
    auto last = formula({own_paid, {"care.subsidy", "补贴"}, {"care.rest", "余额补贴"}},
                        "本月自付 - 补贴 - 余额补贴");
    auto program = compiled(
        with({benefit("last", "末项", "last.dmn"), benefit("rest", "余额补贴", "rest.dmn")},
             {{"rest.dmn", rest}, {"last.dmn", last}}));
    ASSERT_TRUE(program);
    auto child = small::born("2022-05-20");
    child.add("care.bill", "2026-03-31", R"({"month":"2026-03","paid":420000})");
    auto months = program->entitled(child.file(), small::d("2026-04-30"));
    EXPECT_EQ(amount_of(months, "care.subsidy", "2026-03"), 300000);
    EXPECT_EQ(amount_of(months, "care.rest", "2026-03"), 120000);
    EXPECT_EQ(amount_of(months, "care.last", "2026-03"), 0);
    EXPECT_EQ(months, program->derive(child.file(), small::d("2026-04-30")).entitled);
    auto why = program->explain(child.file(), small::d("2026-04-30"), "care.rest", "2026-03");
    ASSERT_TRUE(why);
    EXPECT_EQ(why->amount.fen, 120000);
    bool shown = false;
    for (auto& fact : why->facts) shown |= fact.id == "care.subsidy";
    EXPECT_TRUE(shown) << "the amount it takes stands among the facts";
}

TEST(Benefits, WhatIsNotSettledIsNotZero) {
    auto rest = formula({own_paid, {"care.subsidy", "补贴"}}, "max(0, 本月自付 - 补贴)");
    auto program = compiled(with({benefit("rest", "余额补贴", "rest.dmn")}, {{"rest.dmn", rest}}));
    ASSERT_TRUE(program);
    auto child = small::born("2018-05-20"); // 7 to 9: needs the assessment
    child.add("care.bill", "2026-03-31", R"({"month":"2026-03","paid":420000})");
    for (auto& month : program->entitled(child.file(), small::d("2026-04-30")))
        EXPECT_EQ(month.outcome, Outcome::needs) << month.benefit;
}

TEST(Benefits, ACircleIsRefused) {
    auto one = formula({{"care.two", "乙"}}, "乙");
    auto two = formula({{"care.one", "甲"}}, "甲");
    auto refused =
        Program::compile(with({benefit("one", "甲", "one.dmn"), benefit("two", "乙", "two.dmn")},
                              {{"one.dmn", one}, {"two.dmn", two}}));
    ASSERT_FALSE(refused);
    bool said = false;
    for (auto& field : refused.error().fields)
        said |= field.message.en.find("circle") != std::string::npos;
    EXPECT_TRUE(said);
}

/// What 1000 fen a month come to under a cap of 2500 in the benefit's cap period.
std::vector<std::int64_t> capped(const char* period, const std::vector<const char*>& months) {
    auto once = benefit("once", "限额补贴", "once.dmn");
    once.so_far = "care.brought";
    once.cap_period = period;
    auto text = formula({{"care.brought", "已得"}}, "max(0, min(1000, 2500 - 已得))");
    auto source = with({once}, {{"once.dmn", text}});
    source.systems[1].parameters.push_back(small::parameter("interval", "间隔月数", "3"));
    auto program = compiled(source);
    std::vector<std::int64_t> out;
    if (!program) return out;
    auto child = small::born("2022-05-20");
    for (auto* month : months)
        child.add("care.bill", "2027-03-31",
                  std::string(R"({"month":")") + month + R"(","paid":1})");
    auto got = program->entitled(child.file(), small::d("2027-04-30"));
    for (auto* month : months) out.push_back(amount_of(got, "care.once", month));
    return out;
}

TEST(Benefits, CapPeriodsAreAYearALifeOrSoManyMonths) {
    using Fen = std::vector<std::int64_t>;
    const std::vector<const char*> months{"2026-10", "2026-11", "2026-12", "2027-01", "2027-02"};
    EXPECT_EQ(capped("year", months), (Fen{1000, 1000, 500, 1000, 1000}));
    EXPECT_EQ(capped("life", months), (Fen{1000, 1000, 500, 0, 0}));
    // the two months before and the month itself: 2500 in any three months
    EXPECT_EQ(capped("care.interval", months), (Fen{1000, 1000, 500, 1000, 1000}));
}

TEST(Benefits, AMonthMayBeTheRecordsOwn) {
    auto event = benefit("event", "一次补贴", "event.dmn");
    event.months_form = "care.recheck";
    event.months_field = "$day";
    auto source =
        with({event},
             {{"event.dmn", formula({{"care.rechecks", "当月复查次数"}}, "当月复查次数 * 100")}});
    Fact count = small::fact("rechecks", "当月复查次数", ValueType::number, FactKind::count);
    count.form = "care.recheck", count.of_period = true, count.period_field = "$day";
    source.systems[1].facts.push_back(count);
    auto program = compiled(source);
    ASSERT_TRUE(program);
    auto child = small::born("2022-05-20");
    child.add("care.recheck", "2026-03-31", "{}").add("care.recheck", "2026-04-01", "{}");
    child.add("care.recheck", "2026-04-30", "{}");
    auto months = program->entitled(child.file(), small::d("2026-04-30"));
    EXPECT_EQ(amount_of(months, "care.event", "2026-03"), 100);
    EXPECT_EQ(amount_of(months, "care.event", "2026-04"), 200);
    auto all = program->derive(child.file(), small::d("2026-04-30"));
    EXPECT_EQ(all.billed, std::vector<std::string>{"care.recheck"});
}

} // namespace
} // namespace banxing::derive
