#include "subsidy_model.h"

#include <dmn/check.h>
#include <dmn/model.h>

#include <gtest/gtest.h>
#include <map>

namespace banxing::dmn {
namespace {

using feel::Value;

struct Facts : feel::Inputs {
    std::map<int, Value> values;
    std::vector<int> asked;
    Value get(int slot) override {
        asked.push_back(slot);
        auto found = values.find(slot);
        return found == values.end() ? Value::unknown(slot) : found->second;
    }
};

struct Row {
    std::vector<std::string> cells;
    std::string output, clause = {};
};

/// A model with inputs 月龄 (number), 户籍 (string), 自理 (boolean) and one table over them.
std::string model_with(const std::string& policy, const std::vector<Row>& rows,
                       const std::string& more = {}) {
    std::string xml =
        R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="urn:m" id="m">
<inputData id="base.age" name="月龄"><variable name="月龄" typeRef="number"/></inputData>
<inputData id="base.residence" name="户籍"><variable name="户籍" typeRef="string"/></inputData>
<inputData id="care" name="自理"><variable name="自理" typeRef="boolean"/></inputData>
<decision id="amount" name="标准"><variable name="标准" typeRef="number"/>
<informationRequirement><requiredInput href="#base.age"/></informationRequirement>
<informationRequirement><requiredInput href="#base.residence"/></informationRequirement>
<informationRequirement><requiredInput href="#care"/></informationRequirement>
<decisionTable hitPolicy=")" +
        policy +
        R"("><input label="月龄"><inputExpression typeRef="number"><text>月龄</text></inputExpression></input>
<input label="户籍"><inputExpression typeRef="string"><text>户籍</text></inputExpression></input>
<input label="自理"><inputExpression typeRef="boolean"><text>自理</text></inputExpression></input>
<output name="标准" typeRef="number"/><annotation name="依据"/>)";
    int n = 0;
    for (const Row& row : rows) {
        xml += "\n<rule id=\"r" + std::to_string(++n) + "\">";
        for (const std::string& cell : row.cells)
            xml += "<inputEntry id=\"c\"><text><![CDATA[" + cell + "]]></text></inputEntry>";
        xml += "<outputEntry><text><![CDATA[" + row.output +
               "]]></text></outputEntry><annotationEntry><text>" + row.clause +
               "</text></annotationEntry></rule>";
    }
    return xml + "</decisionTable></decision>" + more + "</definitions>";
}

const std::vector<Row> subsidy = {{{"< 84", "\"诸暨\"", "-"}, "3000", "第二条"},
                                  {{"[84..108)", "\"诸暨\"", "false"}, "3000", "第三条"},
                                  {{">= 108", "-", "-"}, "0", "第四条"}};

std::string outcome_text(const feel::Outcome& outcome) {
    if (outcome.kind == feel::Outcome::Kind::fault) return "fault";
    std::string text = outcome.known() ? feel::display(outcome.value) : "?";
    for (int slot : outcome.needs) text += std::to_string(slot);
    return text;
}

struct Case {
    const char *policy, *age, *residence, *care, *wanted; // "": unknown, "null": known to be absent
};
class Tables : public testing::TestWithParam<Case> {};
TEST_P(Tables, DecideOrSayWhatTheyNeed) {
    const Case& c = GetParam();
    auto model = Model::load(model_with(c.policy, subsidy), Options::policy());
    ASSERT_TRUE(model) << model.error().message.zh;
    Facts facts;
    if (*c.age) facts.values[0] = Value::of(*feel::Decimal::parse(c.age));
    if (*c.residence)
        facts.values[1] =
            std::string_view(c.residence) == "null" ? Value() : Value::of(c.residence);
    if (*c.care)
        facts.values[2] = std::string_view(c.care) == "null"
                              ? Value()
                              : Value::of(std::string_view(c.care) == "true");
    EXPECT_EQ(outcome_text(model->evaluate(0, facts)), c.wanted);
}
const Case cases[] = {
    {"UNIQUE", "83", "诸暨", "", "3000"},
    {"UNIQUE", "84", "诸暨", "false", "3000"},
    {"UNIQUE", "84", "诸暨", "true", "null"},
    {"UNIQUE", "84", "诸暨", "", "?2"},
    {"UNIQUE", "84", "", "true", "null"}, // the third cell is false: residence does not matter
    {"UNIQUE", "84", "", "", "?12"},
    {"UNIQUE", "200", "", "", "0"},
    {"UNIQUE", "", "诸暨", "false", "?0"},
    {"UNIQUE", "50", "null", "", "null"},
    {"FIRST", "50", "", "", "?1"},
    {"FIRST", "108", "杭州", "", "0"},
    {"UNIQUE", "84", "诸暨", "null", "null"},
};
INSTANTIATE_TEST_SUITE_P(Subsidy, Tables, testing::ValuesIn(cases));

TEST(Tables, AreKnownWhenRowsThatMayMatchAgree) {
    auto model = Model::load(model_with("ANY", {{{"< 84", "-", "true"}, "5"},
                                                {{"< 84", "-", "false"}, "5"},
                                                {{"< 84", "-", "-"}, "5"}}),
                             Options::policy());
    ASSERT_TRUE(model) << model.error().message.en;
    Facts facts;
    facts.values[0] = Value::of(10);
    EXPECT_EQ(outcome_text(model->evaluate(0, facts)), "5");
}

TEST(Tables, CollectAList) {
    std::string xml = model_with("COLLECT", subsidy);
    EXPECT_FALSE(Model::load(xml, Options::policy())) << "a list is no number";
    const std::string declared = "<variable name=\"标准\" typeRef=\"number\"/>\n<inf";
    xml.replace(xml.find(declared), declared.size(), "<inf");
    auto model = Model::load(xml, Options::policy());
    ASSERT_TRUE(model) << model.error().message.en;
    Facts facts;
    facts.values = {{0, Value::of(83)}, {1, Value::of("诸暨")}};
    EXPECT_EQ(outcome_text(model->evaluate(0, facts)), "[3000]");
    facts.values[0] = Value::of(84);
    EXPECT_EQ(outcome_text(model->evaluate(0, facts)), "?2");
}

TEST(Tables, AskForFactsOnlyWhenACellNeedsThem) {
    auto model = Model::load(model_with("UNIQUE", subsidy), Options::policy());
    Facts facts;
    facts.values[0] = Value::of(200);
    (void)model->evaluate(0, facts);
    EXPECT_EQ(facts.asked, std::vector<int>{0});
}

TEST(Trace, TellsRowsClausesAndNearMisses) {
    auto model = Model::load(model_with("UNIQUE", subsidy), Options::policy());
    Facts facts;
    facts.values = {{0, Value::of(84)}, {1, Value::of("诸暨")}, {2, Value::of(false)}};
    Trace trace;
    (void)model->evaluate(0, facts, &trace);
    ASSERT_EQ(trace.decisions.size(), 1u);
    const DecisionTrace& decision = trace.decisions[0];
    ASSERT_EQ(decision.matched.size(), 1u);
    EXPECT_EQ(decision.matched[0].row, 2);
    EXPECT_EQ(decision.matched[0].annotations[0], "第三条");
    ASSERT_EQ(decision.near.size(), 2u);
    EXPECT_EQ(decision.near[0].row, 1);
    EXPECT_EQ(decision.near[0].cell.words().zh, "月龄 84 不满足 < 84");
    EXPECT_EQ(decision.near[0].cell.words().en, "月龄 84 does not satisfy < 84");
    EXPECT_EQ(trace.inputs.size(), 3u);
}

TEST(Trace, DoesNotCountWhatOnlyTheExplanationLookedAt) {
    auto model = Model::load(model_with("UNIQUE", subsidy), Options::policy());
    Facts facts;
    facts.values = {{0, Value::of(200)}, {1, Value::of("诸暨")}, {2, Value::of(false)}};
    Trace trace;
    (void)model->evaluate(0, facts, &trace);
    ASSERT_EQ(trace.inputs.size(), 1u);
    EXPECT_EQ(trace.inputs[0].input, 0);
}

TEST(Chains, PassUnknownThrough) {
    std::string more =
        R"(<decision id="pay" name="月补贴"><variable name="月补贴" typeRef="number"/>
<informationRequirement><requiredDecision href="#amount"/></informationRequirement>
<informationRequirement><requiredInput href="#care"/></informationRequirement>
<literalExpression><text>min（标准，2000）</text></literalExpression></decision>)";
    auto model = Model::load(model_with("UNIQUE", subsidy, more), Options::policy());
    ASSERT_TRUE(model) << model.error().message.zh;
    int pay = model->decision("pay");
    EXPECT_EQ(model->decisions()[static_cast<std::size_t>(pay)].inputs,
              (std::vector<int>{0, 1, 2}));
    EXPECT_EQ(model->notes().size(), 3u);
    Facts facts;
    facts.values = {{0, Value::of(84)}, {1, Value::of("诸暨")}};
    EXPECT_EQ(outcome_text(model->evaluate(pay, facts)), "?2");
    facts.values[2] = Value::of(false);
    EXPECT_EQ(outcome_text(model->evaluate(pay, facts)), "2000");
}

struct Refused {
    Row row;
    const char* contains;
};
class Refusals : public testing::TestWithParam<Refused> {};
TEST_P(Refusals, NameRowAndColumn) {
    auto model = Model::load(model_with("UNIQUE", {subsidy[0], GetParam().row}), Options::policy());
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().message.zh.find(GetParam().contains), std::string::npos)
        << model.error().message.zh;
    EXPECT_NE(model.error().message.zh.find("“标准”第 2 行"), std::string::npos)
        << model.error().message.zh;
}
const Refused refusals[] = {
    {{{"< \"84\"", "-", "-"}, "1"}, "第 1 列 [c]"},
    {{{"-", "诸暨", "-"}, "1"}, "未定义的名称“诸暨”"},
    {{{"-", "84", "-"}, "1"}, "第 2 列"},
    {{{"-", "-", "-"}, "\"三千\""}, "声明的是“number”"},
    {{{"-", "-", "-"}, "月龄 + today()"}, "today()"},
    {{{"-", "-"}, "1"}, "单元格数与列数不符"},
    {{{"-", "-", "-"}, "1 + (if 自理 then null else 2)"}, "可能为空值"},
};
INSTANTIATE_TEST_SUITE_P(Policy, Refusals, testing::ValuesIn(refusals));

TEST(Loading, RefusesWhatIsNotAModel) {
    EXPECT_FALSE(Model::load("<a/>"));
    EXPECT_FALSE(Model::load("<definitions xmlns=\"urn:other\"/>"));
    EXPECT_FALSE(Model::load("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"));
    std::string deep = "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\">";
    for (int i = 0; i < 500; ++i) deep += "<a>";
    for (int i = 0; i < 500; ++i) deep += "</a>";
    EXPECT_FALSE(Model::load(deep + "</definitions>"));
}

TEST(Loading, RefusesACircle) {
    std::string more =
        R"(<decision id="a" name="a"><informationRequirement><requiredDecision href="#b"/></informationRequirement>
<literalExpression><text>b</text></literalExpression></decision><decision id="b" name="b">
<informationRequirement><requiredDecision href="#a"/></informationRequirement><literalExpression><text>a</text></literalExpression></decision>)";
    auto model = Model::load(model_with("UNIQUE", subsidy, more));
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().message.zh.find("成环"), std::string::npos);
}

TEST(Loading, RefusesAChainThatNoStackHolds) {
    EXPECT_TRUE(Model::load(chain_model(1200)));
    auto refused = Model::load(chain_model(1300));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 1u);
    auto tolerated = Model::load(chain_model(1300), Options::lenient());
    ASSERT_TRUE(tolerated);
    Facts facts;
    facts.values = {{0, Value::of(0)}};
    EXPECT_EQ(outcome_text(tolerated->evaluate(tolerated->decision("d1200"), facts)), "1200");
    EXPECT_EQ(outcome_text(tolerated->evaluate(tolerated->decision("d1300"), facts)), "null");
}

std::vector<std::string> findings(const std::string& policy, const std::vector<Row>& rows) {
    auto model = Model::load(model_with(policy, rows), Options::policy());
    EXPECT_TRUE(model) << model.error().message.zh;
    std::vector<std::string> words;
    for (const Finding& finding : check(*model)) words.push_back(finding.words.zh);
    return words;
}

TEST(Check, FindsOverlapsWithACounterExample) {
    auto words = findings("UNIQUE", {{{"<= 84", "-", "-"}, "1"},
                                     {{">= 84", "\"诸暨\"", "-"}, "2"},
                                     {{"> 84", "not(\"诸暨\")", "-"}, "3"}});
    ASSERT_FALSE(words.empty());
    EXPECT_EQ(words[0], "“标准”第 1 行与第 2 行重叠，例如 月龄 = 84, 户籍 = \"诸暨\"");
    EXPECT_EQ(words.size(), 1u);
}

TEST(Check, FindsRowsThatNothingReaches) {
    auto words = findings(
        "FIRST",
        {{{"< 108", "-", "-"}, "1"}, {{"< 84", "\"诸暨\"", "-"}, "2"}, {{"-", "-", "-"}, "3"}});
    ASSERT_EQ(words.size(), 1u);
    EXPECT_EQ(words[0], "“标准”第 2 行永远到不了：第 1 行已包含它");
}

TEST(Check, FindsRowsThatRowsTogetherCover) {
    auto words = findings("FIRST", {{{"< 84", "-", "-"}, "1"},
                                    {{"[84..108)", "-", "-"}, "2"},
                                    {{"< 100", "\"诸暨\"", "-"}, "3"},
                                    {{"-", "-", "-"}, "4"}});
    ASSERT_EQ(words.size(), 1u);
    EXPECT_EQ(words[0], "“标准”第 3 行永远到不了：上面各行合起来已包含它");
}

TEST(Check, AsksForTheRoundingOfFractions) {
    auto words = findings("FIRST", {{{"< 84", "-", "-"}, "月龄 / 12"},
                                    {{"< 85", "-", "-"}, "floor(月龄 / 12)"},
                                    {{"< 86", "-", "-"}, "月龄 * 0.5 + 1"},
                                    {{"< 87", "-", "-"}, "sum([1, sqrt(月龄)])"},
                                    {{"< 88", "-", "-"}, "decimal(mean(1, 2), 1)"},
                                    {{"-", "-", "-"}, "sum(for i in 1..3 return i / 2)"}});
    ASSERT_EQ(words.size(), 4u);
    EXPECT_EQ(words[0], "“标准”第 1 行的结论可能有小数，没有写明如何取整");
    EXPECT_EQ(words[1].find("“标准”第 3 行的结论"), 0u);
}

TEST(Check, FindsGaps) {
    auto words = findings(
        "UNIQUE",
        {{{"< 84", "-", "-"}, "1"}, {{"> 84", "-", "true"}, "2"}, {{"> 84", "-", "false"}, "3"}});
    ASSERT_EQ(words.size(), 1u);
    EXPECT_EQ(words[0], "“标准”没有行适用于 月龄 = 84");
    words = findings("UNIQUE", {{{"[0..84)", "\"诸暨\"", "-"}, "1"},
                                {{"[0..84)", "not(\"诸暨\")", "true"}, "2"},
                                {{">= 84", "-", "-"}, "3"}});
    ASSERT_EQ(words.size(), 2u); // each gap with its own example
    EXPECT_EQ(words[0], "“标准”没有行适用于 月龄 = -1");
    EXPECT_EQ(words[1], "“标准”没有行适用于 月龄 = 0, 户籍 = \"诸暨…\", 自理 = false");
}

TEST(Check, RefusesAGapThatOthersCalculateWith) {
    auto found = [](const std::string& text) {
        std::string pay = literal_decision("pay", "月补贴", requires_("Decision", "amount"), text);
        auto model = Model::load(model_with("UNIQUE", {{{">= 84", "-", "-"}, "1"}}, pay));
        EXPECT_TRUE(model);
        auto findings = check(*model);
        EXPECT_EQ(findings.size(), 1u);
        return findings.at(0);
    };
    Finding calculated = found("标准 * 2 + 标准");
    EXPECT_TRUE(calculated.error);
    EXPECT_EQ(calculated.words.zh, "“标准”没有行适用于 月龄 = 83，而“月补贴”要用它计算");
    EXPECT_FALSE(found("if 标准 = null then 0 else 标准 * 2").error);
    EXPECT_FALSE(found("if 标准 > 3 then 1 else 0").error);
}

/// The subsidy, where 月龄 and 户籍 keep to what is given.
std::string limited(const std::string& ages, const std::string& homes) {
    std::string xml = model_with("UNIQUE", subsidy);
    for (const auto& [name, values] : {std::pair("月龄", ages), std::pair("户籍", homes)}) {
        std::string input = std::string("<text>") + name + "</text></inputExpression>";
        xml.insert(xml.find(input) + input.size(), text_element("inputValues", values));
    }
    return xml;
}

TEST(Tables, KeepToTheValuesAllowed) {
    for (const char* ages : {"[0..216]", "? >= 0 and ? <= 72 * count([1, 2, 3])"}) {
        auto model = Model::load(limited(ages, "\"诸暨\", \"杭州\""), Options::policy());
        auto tolerant = Model::load(limited(ages, "\"诸暨\", \"杭州\""), Options::lenient());
        ASSERT_TRUE(model) << model.error().message.en;
        struct Person {
            int age;
            const char *home, *wanted, *otherwise;
        };
        for (const Person& p : {Person{83, "诸暨", "3000", "3000"},
                                {83, "北京", "fault", "null"},
                                {216, "北京", "0", "0"}, // nobody asks for 户籍
                                {217, "诸暨", "fault", "0"},
                                {-1, "诸暨", "fault", "3000"}}) {
            Facts facts;
            facts.values = {{0, Value::of(p.age)}, {1, Value::of(p.home)}, {2, Value::of(true)}};
            Trace trace;
            EXPECT_EQ(outcome_text(model->evaluate(0, facts)), p.wanted) << p.age << p.home;
            EXPECT_EQ(outcome_text(model->evaluate(0, facts, &trace)), p.wanted) << p.age << p.home;
            EXPECT_EQ(outcome_text(tolerant->evaluate(0, facts)), p.otherwise) << p.age << p.home;
        }
        Facts nothing;
        EXPECT_EQ(outcome_text(model->evaluate(0, nothing)), "?012");
        nothing.values = {{0, Value()}};
        EXPECT_EQ(outcome_text(model->evaluate(0, nothing)), "null");
    }
}

TEST(Loading, RefusesConclusionsOutsideTheirValues) {
    auto with = [](const std::string& values) {
        std::string xml = model_with("UNIQUE", subsidy), output = "<output name=\"标准\"";
        auto end = xml.find("/>", xml.find(output));
        xml.replace(end, 2, ">" + text_element("outputValues", values) + "</output>");
        return Model::load(xml, Options::policy());
    };
    EXPECT_TRUE(with("0, 3000"));
    auto refused = with("[1..3000]");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.zh.find("第 3 行结论第 1 列"), std::string::npos);
    EXPECT_NE(refused.error().message.zh.find("不在允许的值之内"), std::string::npos);
}

TEST(Check, FindsRowsThatSayNothingNew) {
    auto model = Model::load(model_with(
        "ANY",
        {{{"< 84", "-", "-"}, "1"}, {{"< 60", "\"诸暨\"", "-"}, "1"}, {{">= 84", "-", "-"}, "2"}}));
    ASSERT_TRUE(model);
    auto found = check(*model);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_FALSE(found[0].error);
    EXPECT_EQ(found[0].cell_id, "r2");
    EXPECT_EQ(found[0].words.zh, "“标准”第 2 行多余：第 1 行已包含它，结论相同");
}

TEST(Loading, RefusesArithmeticOnADecisionThatMayBeNull) {
    auto with = [](const std::string& text) {
        std::string more = "<decision id=\"pay\" name=\"月补贴\"><variable name=\"月补贴\" "
                           "typeRef=\"number\"/><informationRequirement><requiredDecision "
                           "href=\"#amount\"/></informationRequirement><literalExpression><text>" +
                           text + "</text></literalExpression></decision>";
        return Model::load(
            model_with("FIRST", {{{"< 84", "-", "-"}, "3000"}, {{"-", "-", "-"}, "null"}}, more),
            Options::policy());
    };
    auto refused = with("标准 + 1");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.zh.find("可能为空值"), std::string::npos);
    EXPECT_TRUE(with("if 标准 = null then 0 else 标准 + 1"));
    EXPECT_TRUE(with("if 标准 != null then 标准 + 1 else 0"));
}

} // namespace
} // namespace banxing::dmn
