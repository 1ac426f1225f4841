// The model's language as the standard has it: hit policies, types, imports, services, boxed
// expressions.
#include "subsidy_model.h"

#include <dmn/model.h>

#include <gtest/gtest.h>

namespace banxing::dmn {
namespace {

using feel::Value;

struct Nothing : feel::Inputs {
    Value get(int) override { return {}; }
};

std::string shown(const feel::Outcome& outcome) {
    return outcome.kind == feel::Outcome::Kind::fault ? "fault: " + outcome.fault.en
                                                      : feel::display(outcome.value);
}

std::string evaluated(const std::string& inside, const std::string& decision,
                      const std::map<std::string, std::string>& imports = {}) {
    Options options = Options::lenient();
    options.imports = imports;
    auto model = Model::load(definitions(inside), options);
    if (!model) return "refused: " + model.error().message.en;
    Nothing nothing;
    return shown(model->evaluate(model->decision(decision), nothing));
}

std::string text(const std::string& feel) {
    return text_element("literalExpression", feel);
}

/// A decision of that declared type, where any is declared.
std::string decision(const std::string& name, const std::string& logic,
                     const std::string& type = {}, const std::string& needs = {}) {
    return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"" +
           (type.empty() ? "" : " typeRef=\"" + type + "\"") + "/>" + needs + logic + "</decision>";
}

std::string needs_knowledge(const std::string& id) {
    return "<knowledgeRequirement><requiredKnowledge href=\"#" + id + "\"/></knowledgeRequirement>";
}

// --- hit policies: rows a (6 > 1), b (6 > 2), c (6 > 9: never), with values of two outputs

std::string table(const std::string& attributes, const std::string& otherwise = {},
                  const std::string& least = "1") {
    std::string xml = "<decisionTable " + attributes +
                      "><input><inputExpression><text>6</text></inputExpression></input>"
                      "<output><outputValues><text>\"high\", \"middle\", \"low\"</text>"
                      "</outputValues>" +
                      (otherwise.empty() ? "" : text_element("defaultOutputEntry", otherwise)) +
                      "</output>";
    const char* rows[][2] = {{"> 1", "\"low\""}, {"> 2", "\"high\""}, {"> 9", "\"middle\""}};
    for (auto& [cell, result] : rows)
        xml += "<rule>" + text_element("inputEntry", std::string(least == "1" ? cell : "> 9")) +
               text_element("outputEntry", result) + "</rule>";
    return xml + "</decisionTable>";
}

std::string numbers(const std::string& aggregation) {
    std::string xml =
        "<decisionTable hitPolicy=\"COLLECT\" aggregation=\"" + aggregation +
        "\"><input><inputExpression><text>6</text></inputExpression></input><output/>";
    for (const char* result : {"30", "10", "20"})
        xml += "<rule>" + text_element("inputEntry", "-") + text_element("outputEntry", result) +
               "</rule>";
    return xml + "</decisionTable>";
}

struct Policy {
    std::string table, wanted;
};
class HitPolicies : public testing::TestWithParam<Policy> {};
TEST_P(HitPolicies, DecideAsTheStandardSays) {
    EXPECT_EQ(evaluated(decision("d", GetParam().table), "d"), GetParam().wanted);
}
INSTANTIATE_TEST_SUITE_P(
    All, HitPolicies,
    testing::Values(
        Policy{table("hitPolicy=\"FIRST\""), "low"},
        Policy{table("hitPolicy=\"PRIORITY\""), "high"},
        Policy{table("hitPolicy=\"RULE ORDER\""), "[\"low\", \"high\"]"},
        Policy{table("hitPolicy=\"OUTPUT ORDER\""), "[\"high\", \"low\"]"},
        Policy{table("hitPolicy=\"COLLECT\""), "[\"low\", \"high\"]"},
        Policy{table("hitPolicy=\"UNIQUE\""), "fault: several rows of a UNIQUE table match"},
        Policy{table("hitPolicy=\"ANY\""), "fault: matching rows of an ANY table differ"},
        Policy{table("hitPolicy=\"UNIQUE\"", "\"low\"", "9"), "low"},
        Policy{table("hitPolicy=\"FIRST\"", "", "9"), "null"},
        Policy{table("hitPolicy=\"PRIORITY\"", "\"middle\"", "9"), "middle"},
        Policy{table("hitPolicy=\"COLLECT\"", "\"low\"", "9"), "low"}, Policy{numbers("SUM"), "60"},
        Policy{numbers("MIN"), "10"}, Policy{numbers("MAX"), "30"}, Policy{numbers("COUNT"), "3"}));

TEST(Tables, GiveSeveralOutputsAsAContext) {
    std::string xml =
        "<decisionTable hitPolicy=\"PRIORITY\"><input><inputExpression><text>6</text>"
        "</inputExpression></input><output name=\"a\"><outputValues><text>1, 2</text>"
        "</outputValues></output><output name=\"b\"><outputValues><text>\"y\", \"x\"</text>"
        "</outputValues></output>";
    const char* rows[][2] = {{"2", "\"y\""}, {"1", "\"x\""}, {"1", "\"y\""}};
    for (auto& [a, b] : rows)
        xml += "<rule>" + text_element("inputEntry", "? > 1 and ? < 10") +
               text_element("outputEntry", a) + text_element("outputEntry", b) + "</rule>";
    EXPECT_EQ(evaluated(decision("d", xml + "</decisionTable>"), "d"), "{a: 1, b: \"y\"}");
}

// --- types

const char* const types =
    "<itemDefinition name=\"tAge\"><typeRef>number</typeRef><allowedValues><text>[0..120]</text>"
    "</allowedValues></itemDefinition>"
    "<itemDefinition name=\"tAges\" isCollection=\"true\"><typeRef>tAge</typeRef></itemDefinition>"
    "<itemDefinition name=\"tPerson\"><itemComponent name=\"name\"><typeRef>string</typeRef>"
    "</itemComponent><itemComponent name=\"age\"><typeRef>tAge</typeRef></itemComponent>"
    "</itemDefinition>"
    "<itemDefinition name=\"tPersons\" isCollection=\"true\"><typeRef>tPerson</typeRef>"
    "</itemDefinition>"
    "<itemDefinition name=\"tFew\" isCollection=\"true\"><typeRef>number</typeRef>"
    "<typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>"
    "<itemDefinition name=\"tKind\"><typeRef>string</typeRef><allowedValues><text>\"a\", \"b\""
    "</text></allowedValues></itemDefinition>"
    "<itemDefinition name=\"tKinds\" isCollection=\"true\"><typeRef>string</typeRef>"
    "<allowedValues><text>\"a\", \"b\"</text></allowedValues></itemDefinition>"
    "<itemDefinition name=\"tOlder\"><typeRef>tAge</typeRef><allowedValues><text>&gt; 60</text>"
    "</allowedValues></itemDefinition>"
    "<itemDefinition name=\"tFunction\"><functionItem outputTypeRef=\"number\"><parameters "
    "name=\"x\" typeRef=\"number\"/></functionItem></itemDefinition>";

struct Typed {
    const char *type, *text, *wanted;
};
class Types : public testing::TestWithParam<Typed> {};
TEST_P(Types, ConformOrGiveNull) {
    const Typed& t = GetParam();
    EXPECT_EQ(evaluated(types + decision("d", text(t.text), t.type), "d"), t.wanted)
        << t.type << " " << t.text;
}
const Typed typed[] = {
    {"tAge", "120", "120"},
    {"tAge", "121", "null"},
    {"tAge", "\"1\"", "null"},
    {"tAge", "[7]", "7"},
    {"tAge", "[7, 8]", "null"},
    {"tAges", "[7, 8]", "[7, 8]"},
    {"tAges", "[7, 121]", "null"},
    {"tAges", "7", "[7]"},
    {"tAges", "121", "null"},
    {"tPerson", "{name: \"x\", age: 7}", "{name: \"x\", age: 7}"},
    {"tPerson", "{name: \"x\", age: 7, more: 1}", "{name: \"x\", age: 7, more: 1}"},
    {"tPerson", "{name: \"x\", age: -1}", "null"},
    {"tPerson", "{name: \"x\"}", "null"},
    {"tPersons", "[{name: \"x\", age: 7}]", "[{name: \"x\", age: 7}]"},
    {"tPersons", "[{name: \"x\", age: 7}, {name: \"y\", age: 700}]", "null"},
    {"tFew", "[1, 2]", "[1, 2]"},
    {"tFew", "[1, 2, 3]", "null"},
    {"tKind", "\"b\"", "b"},
    {"tKind", "\"c\"", "null"},
    {"tKinds", "[\"a\", \"b\", \"a\"]", "[\"a\", \"b\", \"a\"]"},
    {"tKinds", "[\"a\", \"c\"]", "null"},
    {"tOlder", "61", "61"},
    {"tOlder", "60", "null"},
    {"tOlder", "121", "null"},
    {"tFunction", "function(x: number) x", "function(x)"},
    {"tFunction", "1", "null"},
    {"date and time", "@\"2026-01-02\"", "2026-01-02T00:00:00Z"},
    {"number", "[5]", "5"},
    {"string", "5", "null"},
    {"Any", "{a: 1}", "{a: 1}"},
    {"boolean", "61 instance of tOlder", "true"},
    {"boolean", "[1, 2] instance of tAges", "true"},
};
INSTANTIATE_TEST_SUITE_P(All, Types, testing::ValuesIn(typed));

TEST(Types, HoldForParametersEntriesAndResults) {
    std::string knowledge =
        "<businessKnowledgeModel id=\"f\" name=\"f\"><variable name=\"f\" typeRef=\"number\"/>"
        "<encapsulatedLogic><formalParameter name=\"age\" typeRef=\"tAge\"/>" +
        text("if age = 100 then \"old\" else age") +
        "</encapsulatedLogic></businessKnowledgeModel>";
    for (auto [call, wanted] : {std::pair{"f(7)", "7"},
                                {"f([7])", "7"},
                                {"f(121)", "null"},
                                {"f(100)", "null"},
                                {"f(age: 7)", "7"},
                                {"f(old: 7)", "null"},
                                {"f()", "null"},
                                {"f(1, 2)", "null"}})
        EXPECT_EQ(
            evaluated(types + knowledge + decision("d", text(call), "", needs_knowledge("f")), "d"),
            wanted)
            << call;
    std::string context = "<context><contextEntry><variable name=\"a\" typeRef=\"tAge\"/>" +
                          text("121") + "</contextEntry><contextEntry><variable name=\"b\"/>" +
                          text("a = null") + "</contextEntry></context>";
    EXPECT_EQ(evaluated(types + decision("d", context), "d"), "{a: null, b: true}");
}

// --- imports

std::string other_model(const std::string& uri) {
    return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"o\" "
           "name=\"o\" "
           "namespace=\"" +
           uri +
           "\"><itemDefinition name=\"tSmall\"><typeRef>number</typeRef><allowedValues><text>"
           "[0..9]</text></allowedValues></itemDefinition>" +
           decision("base", text("4"), "tSmall") +
           "<businessKnowledgeModel id=\"twice\" name=\"twice\"><encapsulatedLogic>"
           "<formalParameter name=\"n\" typeRef=\"tSmall\"/>" +
           text("n * 2") + "</encapsulatedLogic></businessKnowledgeModel></definitions>";
}

std::string imported(const std::string& name, const std::string& prefix, const std::string& value) {
    std::string needs = "<informationRequirement><requiredDecision href=\"urn:o#base\"/>"
                        "</informationRequirement><knowledgeRequirement><requiredKnowledge "
                        "href=\"urn:o#twice\"/></knowledgeRequirement>";
    return evaluated("<import name=\"" + name +
                         "\" namespace=\"urn:o\" "
                         "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>" +
                         decision("d", text(prefix + "twice(" + prefix + "base) + " + value),
                                  prefix + "tSmall", needs),
                     "d", {{"urn:o", other_model("urn:o")}});
}

TEST(Imports, AreSeenByTheirName) {
    EXPECT_EQ(imported("o", "o.", "1"), "9");
    EXPECT_EQ(imported("o", "o.", "2"), "null") << "10 is not small";
}

TEST(Imports, WithoutANameAreSeenAsTheirOwn) {
    EXPECT_EQ(imported("", "", "1"), "9");
    EXPECT_EQ(imported("", "", "2"), "null");
}

// --- services

std::string service(const std::string& call) {
    std::string inside = input_data("i", "i", "number") + decision("given", text("\"not asked\"")) +
                         decision("inner", text("i + 1"), "", requires_("Input", "i")) +
                         decision("out", text("string(inner) + given"), "",
                                  requires_("Decision", "inner") + requires_("Decision", "given")) +
                         decision("more", text("inner * 10"), "", requires_("Decision", "inner"));
    auto link = [](const std::string& role, const std::string& id) {
        return "<" + role + " href=\"#" + id + "\"/>";
    };
    inside += "<decisionService id=\"one\" name=\"one\">" + link("outputDecision", "out") +
              link("encapsulatedDecision", "inner") + link("inputDecision", "given") +
              link("inputData", "i") +
              "</decisionService><decisionService id=\"two\" name=\"two\">" +
              link("outputDecision", "out") + link("outputDecision", "more") +
              link("encapsulatedDecision", "inner") + link("inputDecision", "given") +
              link("inputData", "i") + "</decisionService>";
    return evaluated(
        inside + decision("d", text(call), "", needs_knowledge("one") + needs_knowledge("two")),
        "d");
}

TEST(Services, TakeInputsThenDecisionsAndHideTheRest) {
    EXPECT_EQ(service("one(1, \"a\")"), "2a");
    EXPECT_EQ(service("one(given: \"a\", i: 1)"), "2a");
    EXPECT_EQ(service("one(1)"), "null");
    EXPECT_EQ(service("one(wrong: 1, given: \"a\")"), "null");
    EXPECT_EQ(service("one(\"x\", \"a\")"), "null");
    EXPECT_EQ(service("two(1, \"a\")"), "{out: \"2a\", more: 20}");
    EXPECT_EQ(service("two(1, \"a\").more"), "20");
}

// --- boxed expressions

std::string in(const std::string& element, const std::string& feel) {
    return "<" + element + ">" + text(feel) + "</" + element + ">";
}

struct BoxedCase {
    std::string xml, wanted;
};
class BoxedExpressions : public testing::TestWithParam<BoxedCase> {};
TEST_P(BoxedExpressions, AreEvaluated) {
    EXPECT_EQ(evaluated(decision("d", GetParam().xml), "d"), GetParam().wanted) << GetParam().xml;
}
INSTANTIATE_TEST_SUITE_P(
    All, BoxedExpressions,
    testing::Values(
        BoxedCase{"<conditional>" + in("if", "1 > 2") + in("then", "\"a\"") + in("else", "\"b\"") +
                      "</conditional>",
                  "b"},
        BoxedCase{"<conditional>" + in("if", "null") + in("then", "\"a\"") + in("else", "\"b\"") +
                      "</conditional>",
                  "b"},
        BoxedCase{"<filter>" + in("in", "[1, 2, 3]") + in("match", "item > 1") + "</filter>",
                  "[2, 3]"},
        BoxedCase{"<filter>" + in("in", "[{a: 1}, {a: 2}]") + in("match", "a = 2") + "</filter>",
                  "[{a: 2}]"},
        BoxedCase{"<for iteratorVariable=\"x\">" + in("in", "[1, 2, 3]") +
                      in("return", "x + count(partial)") + "</for>",
                  "[1, 3, 5]"},
        BoxedCase{"<some iteratorVariable=\"x\">" + in("in", "[1, 2]") + in("satisfies", "x = 2") +
                      "</some>",
                  "true"},
        BoxedCase{"<every iteratorVariable=\"x\">" + in("in", "[1, 2]") + in("satisfies", "x = 2") +
                      "</every>",
                  "false"},
        BoxedCase{"<list>" + text("1") + "<list>" + text("2") + "</list></list>", "[1, [2]]"},
        BoxedCase{"<relation><column name=\"a\"/><column name=\"b c\"/><row>" + text("1") +
                      text("2") + "</row><row>" + text("3") + text("4") + "</row></relation>",
                  "[{a: 1, b c: 2}, {a: 3, b c: 4}]"},
        BoxedCase{"<context><contextEntry><variable name=\"a b\"/>" + text("1") +
                      "</contextEntry><contextEntry>" + text("a b + 1") +
                      "</contextEntry></context>",
                  "2"},
        BoxedCase{"<invocation>" + text("function(x, y) x - y") +
                      "<binding><parameter "
                      "name=\"y\"/>" +
                      text("1") + "</binding><binding><parameter name=\"x\"/>" + text("3") +
                      "</binding></invocation>",
                  "2"},
        BoxedCase{"<context><contextEntry><variable name=\"f\"/><functionDefinition>"
                  "<formalParameter name=\"n\" typeRef=\"number\"/>" +
                      text("n * 2") + "</functionDefinition></contextEntry><contextEntry>" +
                      text("f(21)") + "</contextEntry></context>",
                  "42"}));

} // namespace
} // namespace banxing::dmn
