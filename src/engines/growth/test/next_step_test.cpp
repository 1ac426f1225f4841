#include <growth/next_step.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace banxing::feel {
namespace {

struct Facts : Inputs {
    std::map<int, Value> values;
    Value get(int slot) override {
        auto found = values.find(slot);
        return found == values.end() ? Value::unknown(slot) : found->second;
    }
};

/// Slots: age and days grow, limit and half do not.
enum Slots { age, days, limit, half };

Scope scope() {
    Scope out;
    for (const char* name : {"age", "days", "limit", "half"}) out.add(name, TypeKind::number);
    return out;
}

struct Question {
    Expression text;
    Facts facts;
    std::optional<std::int64_t> next(std::int64_t now) {
        facts.values[age] = Value::of(now);
        static const std::vector<int> growing{age, days};
        return next_step(text, {growing, age, now}, facts);
    }
};

Question question(const std::string& text) {
    Question out{Expression::compile(text, scope(), Options::policy()).value(), {}};
    out.facts.values[days] = Value::of(std::int64_t(40));
    out.facts.values[limit] = Value::of(std::int64_t(18));
    out.facts.values[half] = Value::of(*Decimal::parse("6.5"));
    return out;
}

using Next = std::optional<std::int64_t>;

TEST(NextStep, is_where_a_comparison_turns) {
    EXPECT_EQ(question("age >= limit").next(3), Next(18));
    EXPECT_EQ(question("age > half").next(3), Next(7));
    EXPECT_EQ(question("limit + half > age").next(3), Next(25));
    EXPECT_EQ(question("age = limit").next(18), Next(19));
    EXPECT_EQ(question("age between 3 and limit").next(4), Next(19));
    EXPECT_EQ(
        question("if age >= 24 then \"late\" else if age >= 18 then \"now\" else \"no\"").next(20),
        Next(24));
    EXPECT_EQ(question("floor(age / 12) + limit").next(13), Next(24));
}

TEST(NextStep, is_nothing_where_growing_changes_nothing) {
    EXPECT_EQ(question("age >= limit").next(18), Next());
    EXPECT_EQ(question("limit > 3").next(1), Next());
    auto unknown = question("age >= limit");
    unknown.facts.values.erase(limit);
    EXPECT_EQ(unknown.next(3), Next()) << "whatever the age, the limit is not known";
}

TEST(NextStep, is_the_next_number_where_the_text_says_more) {
    for (const char* text :
         {"age + 1 > limit", "age", "age > days", "some x in [1, 2] satisfies x > age"})
        EXPECT_EQ(question(text).next(3), Next(4)) << text;
}

rc::Gen<std::string> any_text(int depth) {
    auto bound = rc::gen::element<std::string>("limit", "half", "limit - half", "7", "20.5", "-1",
                                               "null", "days", "age / 2");
    auto leaf =
        rc::gen::map(rc::gen::tuple(rc::gen::element<std::string>("=", "!=", "<", "<=", ">", ">="),
                                    bound, rc::gen::inRange(0, 4)),
                     [](const auto& drawn) {
                         auto& [sign, other, form] = drawn;
                         if (form == 0) return "age " + sign + " " + other;
                         if (form == 1) return other + " " + sign + " age";
                         if (form == 2) return "age between " + other + " and 22";
                         return "floor(age / 6) " + sign + " " + other;
                     });
    if (depth == 0) return leaf;
    auto inner = any_text(depth - 1);
    return rc::gen::map(rc::gen::tuple(inner, inner, rc::gen::inRange(0, 4)),
                        [](const auto& drawn) {
                            auto& [left, right, form] = drawn;
                            if (form == 0) return left;
                            if (form == 1) return "(" + left + ") and (" + right + ")";
                            if (form == 2) return "(" + left + ") or not(" + right + ")";
                            return "if " + left + " then (" + right + ") else (limit > 3)";
                        });
}

TEST(Law, NothingDiffersBeforeTheNextStep) {
    EXPECT_TRUE(rc::check([] {
        auto text = *any_text(2);
        auto asked = question(text);
        auto now = *rc::gen::inRange<std::int64_t>(0, 30);
        auto next = asked.next(now);
        auto outcome = asked.text.evaluate(asked.facts).value;
        for (std::int64_t then = now + 1; then < next.value_or(now + 60); ++then) {
            asked.facts.values[age] = Value::of(then);
            RC_ASSERT(asked.text.evaluate(asked.facts).value == outcome);
        }
    }));
}

} // namespace
} // namespace banxing::feel
