// What every evaluation keeps to: no memory of its own for scalar results, one model for all
// threads, an end.
#include "subsidy_model.h"

#include <dmn/model.h>

#include <atomic>
#include <cstdlib>
#include <gtest/gtest.h>
#include <new>
#include <thread>

namespace {
std::atomic<std::size_t> allocations;
}

// gcc 12 sees the pair only where it is not inlined
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
// the sanitizers' own form of it would not pair with the deletes below
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace banxing::dmn {
namespace {

using feel::Value;

struct Given : feel::Inputs {
    std::vector<Value> values;
    Value get(int slot) override { return values[static_cast<std::size_t>(slot)]; }
};

Given person() {
    Given given;
    given.values = {Value::of("local"), Value::of("CP"),  Value::of(feel::Day{2013, 6, 8}),
                    Value::of(false),   Value::of(false), Value::of(1200)};
    return given;
}

std::size_t allocations_of(const Model& model, const char* decision, Given given) {
    int index = model.decision(decision);
    EXPECT_TRUE(model.evaluate(index, given).known());
    std::size_t before = allocations;
    for (int i = 0; i < 10; ++i) (void)model.evaluate(index, given);
    return allocations - before;
}

TEST(Evaluation, AllocatesNothingForScalarResults) {
    auto subsidy = Model::load(subsidy_model(false));
    ASSERT_TRUE(subsidy);
    EXPECT_EQ(allocations_of(*subsidy, "standard", person()), 0u);
    EXPECT_EQ(allocations_of(*subsidy, "amount", person()), 0u);

    TableText formulas{
        "PRIORITY", {{"number", "a"}}, {{"? > 3 and ? < 90", "a * 2"}, {"modulo(?, 2) = 0", "1"}}};
    std::string table = table_text(formulas);
    for (const char* policy : {"FIRST", "UNIQUE", "ANY"}) {
        std::string text = table;
        text.replace(text.find("PRIORITY"), 8, policy);
        auto model = Model::load(definitions(input_data("a", "a", "number") +
                                             "<decision id=\"d\" name=\"d\">" +
                                             requires_("Input", "a") + text + "</decision>"));
        ASSERT_TRUE(model) << model.error().message.en;
        Given given;
        given.values = {Value::of(7)};
        EXPECT_EQ(allocations_of(*model, "d", given), 0u) << policy;
    }

    auto literal = Model::load(definitions(
        input_data("a", "a", "number") +
        literal_decision("d", "d", requires_("Input", "a"),
                         "if a in [1..9] then round half up(max(a, 1, 2, 3, 4) / 7, 2) else 0")));
    ASSERT_TRUE(literal);
    Given given;
    given.values = {Value::of(7)};
    EXPECT_EQ(allocations_of(*literal, "d", given), 0u);
    std::size_t before = allocations;
    (void)Value::of("the counter counts");
    EXPECT_GT(allocations, before);
}

TEST(Evaluation, SharesOneModelAmongThreads) {
    std::string xml = subsidy_model(false);
    std::string more =
        "<businessKnowledgeModel id=\"k\" name=\"折算\"><encapsulatedLogic><formalParameter "
        "name=\"金额\" typeRef=\"number\"/>" +
        text_element("literalExpression", "sum(for i in 1..3 return 金额 * i)") +
        "</encapsulatedLogic></businessKnowledgeModel>"
        "<decision id=\"all\" name=\"总\"><variable name=\"总\"/>" +
        requires_("Decision", "amount") +
        "<knowledgeRequirement><requiredKnowledge href=\"#k\"/></knowledgeRequirement>" +
        text_element("literalExpression",
                     "string(折算(补贴)) + \"，\" + replace(\"abc\", \"b\", \"x\") + "
                     "string({a: sort([2, 1], function(x, y) x < y)}.a)") +
        "</decision></definitions>";
    xml.replace(xml.find("</definitions>"), 14, more);
    auto model = Model::load(xml);
    ASSERT_TRUE(model) << model.error().message.en;
    int decision = model->decision("all");
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                Given given = person();
                for (int i = 0; i < 300; ++i) {
                    Trace trace;
                    auto outcome =
                        model->evaluate(decision, given, i % 2 == t % 2 ? &trace : nullptr);
                    wrong += !outcome.known() || feel::display(outcome.value) != "9000，axc[1, 2]";
                }
            });
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Limits, RefuseWhatIsTooLargeOrTooDeep) {
    Options options;
    options.max_bytes = 100;
    auto large = Model::load(subsidy_model(false), options);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().message.zh, "模型文件过大");
    auto with = [](const std::string& text) {
        return Model::load(definitions(literal_decision("d", "d", "", text)));
    };
    EXPECT_TRUE(with("1"));
    EXPECT_FALSE(with("1" + std::string(70'000, ' ')));
    std::string chain = "1", brackets;
    for (int i = 0; i < 1500; ++i) chain += "+1", brackets += "(";
    EXPECT_FALSE(with(chain));
    EXPECT_FALSE(with(brackets + "1"));
    auto entity = Model::load("<!DOCTYPE a [<!ENTITY x \"1\">]>" +
                              definitions(literal_decision("d", "d", "", "&x;")));
    ASSERT_FALSE(entity);
    EXPECT_EQ(entity.error().message.en, "a model must not have a DOCTYPE");
}

feel::Outcome outcome_of(const std::string& text, std::int64_t steps) {
    Options options = Options::lenient();
    options.feel.max_steps = steps;
    auto model = Model::load(
        definitions(
            "<businessKnowledgeModel id=\"f\" name=\"f\"><encapsulatedLogic><formalParameter "
            "name=\"n\"/>" +
            text_element("literalExpression", "1 + (1 + (1 + (if n = 0 then 0 else f(n - 1))))") +
            "</encapsulatedLogic><knowledgeRequirement><requiredKnowledge href=\"#f\"/>"
            "</knowledgeRequirement></businessKnowledgeModel><decision id=\"d\" name=\"d\">"
            "<knowledgeRequirement><requiredKnowledge href=\"#f\"/></knowledgeRequirement>" +
            text_element("literalExpression", text) + "</decision>"),
        options);
    EXPECT_TRUE(model);
    Given none;
    return model->evaluate(0, none);
}

TEST(Limits, EndAnyEvaluation) {
    EXPECT_EQ(feel::display(outcome_of("f(100)", 1'000'000).value), "303");
    EXPECT_EQ(outcome_of("f(1000000)", 100'000'000).kind, feel::Outcome::Kind::fault);
    EXPECT_EQ(outcome_of("count(for i in 1..1000000 return i)", 10'000).kind,
              feel::Outcome::Kind::fault);
    // constraints of types are paid from the same budget
    Options options;
    options.feel.max_steps = 10'000;
    auto model = Model::load(
        definitions(
            "<itemDefinition name=\"t\"><typeRef>number</typeRef><allowedValues><text>"
            "count(for i in 1..1000000 return i) > 1</text></allowedValues></itemDefinition>" +
            input_data("a", "a", "t") + literal_decision("d", "d", requires_("Input", "a"), "a")),
        options);
    ASSERT_TRUE(model) << model.error().message.en;
    Given given;
    given.values = {Value::of(7)};
    EXPECT_EQ(model->evaluate(0, given).kind, feel::Outcome::Kind::fault);
}

} // namespace
} // namespace banxing::dmn
