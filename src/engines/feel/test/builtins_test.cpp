#include <feel/expression.h>
#include <feel/function.h>
#include <feel/read.h>

#include <gtest/gtest.h>

namespace banxing::feel {
namespace {

struct Nothing : Inputs {
    Value get(int slot) override { return Value::unknown(slot); }
};

struct Case {
    const char *text, *wanted; // as display() shows it
};

std::string evaluated(const std::string& text) {
    Nothing nothing;
    auto expression = Expression::compile(text, Scope(), Options::lenient());
    if (!expression) return "error: " + expression.error().message.en;
    return display(expression->evaluate(nothing).value);
}

class Functions : public testing::TestWithParam<Case> {};
TEST_P(Functions, FollowTheStandard) {
    EXPECT_EQ(evaluated(GetParam().text), GetParam().wanted) << GetParam().text;
}

const Case text_cases[] = {
    {"substring(\"foobar\", -2, 1)", "a"},
    {"substring(\"\\U01F40Eab\", 2)", "ab"},
    {"substring(\"foobar\", 0)", "null"},
    {"string length(\"月龄\")", "2"},
    {"upper case(\"Größe ǆ я\")", "GRÖSSE Ǆ Я"},
    {"lower case(\"ÀΣЯŸ\")", "àσяÿ"},
    {"substring before(\"foobar\", \"xyz\")", ""},
    {"substring after(\"foobar\", \"ob\")", "ar"},
    {"substring after(\"\", \"a\")", ""},
    {"replace(\"abracadabra\", \"bra\", \"*\")", "a*cada*"},
    {"replace(\"AbC\", \"b\", \"x\", \"i\")", "AxC"},
    {"replace(\"abc\", \"[a-z]\", \"#\", \"k\")", "null"},
    {"contains(\"foobar\", \"of\")", "false"},
    {"starts with(\"foobar\", \"fo\")", "true"},
    {"ends with(\"foobar\", \"r\")", "true"},
    {"matches(\"foo\\nbar\", \"o.b\", \"s\")", "true"},
    {"matches(\"\\u212A\", \"k\", \"i\")", "true"},
    {"matches(\"b\", \"[A-Z-[IO]]\", \"i\")", "true"},
    {"split(\"John Doe\", \"\\\\s\")", "[\"John\", \"Doe\"]"},
    {"string join([\"a\", null, \"c\"])", "ac"},
    {"string join([\"a\", \"b\"], \", \")", "a, b"},
    {"string(1.10)", "1.1"},
    {"string([1, \"a\", @\"2026-01-02\"])", "[1, \"a\", 2026-01-02]"},
    {"string(null)", "null"},
    {"number(\"1 000,5\", \" \", \",\")", "1000.5"},
    {"number(\"1e3\")", "1000"},
    {"number(\"x\")", "null"},
};
INSTANTIATE_TEST_SUITE_P(Text, Functions, testing::ValuesIn(text_cases));

const Case list_cases[] = {
    {"list contains([1, null], null)", "true"},
    {"count([1, [2, 3]])", "2"},
    {"min(\"a\", \"b\")", "a"},
    {"max([@\"2026-01-01\", @\"2026-02-01\"])", "2026-02-01"},
    {"min([])", "null"},
    {"max(1, \"a\")", "null"},
    {"sum([])", "null"},
    {"sum([@\"P1D\", @\"PT12H\"])", "P1DT12H"},
    {"mean([1, 2, 4])", "2.333333333333333333333333333333333"},
    {"all([true, null])", "null"},
    {"all([false, null])", "false"},
    {"any([true, null])", "true"},
    {"any([])", "false"},
    {"all([])", "true"},
    {"sublist([4, 5, 6], 1, 2)", "[4, 5]"},
    {"sublist([4, 5, 6], -2)", "[5, 6]"},
    {"append([1], 2, [3])", "[1, 2, [3]]"},
    {"concatenate([1, 2], 3, [4])", "[1, 2, 3, 4]"},
    {"insert before([1, 3], 2, 2)", "[1, 2, 3]"},
    {"remove([1, 2, 3], 2)", "[1, 3]"},
    {"reverse([1, 2, 3])", "[3, 2, 1]"},
    {"index of([1, 2, 3, 2], 2)", "[2, 4]"},
    {"union([1, 2], [2, 3])", "[1, 2, 3]"},
    {"distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"},
    {"flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"},
    {"product([2, 3, 4])", "24"},
    {"median([6, 1, 2, 3])", "2.5"},
    {"stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"},
    {"mode([6, 1, 9, 6, 1])", "[1, 6]"},
    {"list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"},
    {"list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"},
    {"sort([3, 1, 2])", "[1, 2, 3]"},
    {"sort([\"b\", \"a\"], function(x, y) x < y)", "[\"a\", \"b\"]"},
    {"sort([1, \"a\"])", "null"},
};
INSTANTIATE_TEST_SUITE_P(Lists, Functions, testing::ValuesIn(list_cases));

const Case number_cases[] = {
    {"decimal(1.5, 0)", "2"},
    {"decimal(1/3, 2)", "0.33"},
    {"decimal(12345, -2)", "12300"},
    {"floor(-1.56, 1)", "-1.6"},
    {"ceiling(-1.56, 1)", "-1.5"},
    {"round up(5.5, 0)", "6"},
    {"round up(-1.121, 2)", "-1.13"},
    {"round down(-5.5, 0)", "-5"},
    {"round half up(1.125, 2)", "1.13"},
    {"round half down(5.5, 0)", "5"},
    {"round half down(-5.51, 0)", "-6"},
    {"abs(-10)", "10"},
    {"abs(@\"-P1Y\")", "P1Y"},
    {"modulo(-12, 5)", "3"},
    {"modulo(10.1, -4.5)", "-3.4"},
    {"modulo(1, 0)", "null"},
    {"sqrt(-1)", "null"},
    {"log(10)", "2.302585092994045684017991454684364"},
    {"exp(5)", "148.4131591025766034211155800405523"},
    {"odd(5)", "true"},
    {"even(2.5)", "false"},
};
INSTANTIATE_TEST_SUITE_P(Numbers, Functions, testing::ValuesIn(number_cases));

const Case other_cases[] = {
    {"get value({a: {b: 3}}, [\"a\", \"b\"])", "3"},
    {"get entries({a: 1})", "[{key: \"a\", value: 1}]"},
    {"context([{key: \"a\", value: 1}, {key: \"b\", value: 2}])", "{a: 1, b: 2}"},
    {"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"},
    {"context put({x: 1, y: {z: 0}}, [\"y\", \"z\"], 2)", "{x: 1, y: {z: 2}}"},
    {"context merge([{x: 1}, {x: 2, y: 3}])", "{x: 2, y: 3}"},
    {"is(@\"23:00:50Z\", @\"23:00:50+00:00\")", "true"},
    {"is(@\"23:00:50@Asia/Shanghai\", @\"23:00:50+08:00\")", "false"},
    {"before(1, [2..3])", "true"},
    {"after([5..8], (1..5))", "true"},
    {"meets([1..5], [5..10])", "true"},
    {"met by([5..10], [1..5))", "false"},
    {"overlaps([1..5], [3..8])", "true"},
    {"overlaps([1..5), [5..8])", "false"},
    {"overlaps before([1..5], [3..8])", "true"},
    {"overlaps after([3..8], [1..5])", "true"},
    {"finishes(10, [1..10])", "true"},
    {"finished by([1..10), 10)", "false"},
    {"includes([1..10], (1..10))", "true"},
    {"during(5, (5..10])", "false"},
    {"starts((1..5), (1..10))", "true"},
    {"started by([1..10], 1)", "true"},
    {"coincides([1..5], [1..5))", "false"},
    {"range(\"(18..21]\")", "(18..21]"},
    {"range(\"[2..1]\")", "null"},
    {"day of year(@\"2019-09-17\")", "260"},
    {"month of year(@\"2019-09-17\")", "September"},
    {"week of year(@\"2003-12-29\")", "1"},
    {"date(2024, 2, 29)", "2024-02-29"},
    {"date(2023, 2, 29)", "null"},
    {"time(23, 59, 1.5, @\"PT8H\")", "23:59:01.5+08:00"},
    {"date and time(@\"2024-12-24\", @\"23:59:00\")", "2024-12-24T23:59:00"},
    {"date and time(@\"2024-12-24T23:59:00Z\", \"Asia/Shanghai\")",
     "2024-12-25T07:59:00@Asia/Shanghai"},
    {"date and time(\"2024-03-31T02:30:00@Europe/Paris\").time offset", "PT2H"},
    {"duration(\"P1Y2M\").months", "2"},
    {"@\"P1DT2H\" + @\"2026-01-01T23:00:00\"", "2026-01-03T01:00:00"},
    {"@\"2026-01-31\" + @\"P1M\"", "2026-02-28"},
    {"@\"P14M\" / 2", "P7M"},
    {"@\"P1D\" / @\"PT1H\"", "24"},
    {"@\"P1D\" * 1.5", "P1DT12H"},
};
INSTANTIATE_TEST_SUITE_P(Others, Functions, testing::ValuesIn(other_cases));

const Case language_cases[] = {
    {"for i in [2..1] return i", "null"},
    {"for i in (1..4) return i", "[2, 3]"},
    {"5 in (!= 5)", "false"},
    {"(!= 5) = (!= 5)", "true"},
    {"(= 5) = (= 5)", "true"},
    {"(= 5) = [5..5]", "false"}, // as (< 5) is not (null..5)
    {"(= 5) = (!= 5)", "false"},
    {"[5 in (= 5), 6 in (= 5), 5 in [(= 5)]]", "[true, false, true]"},
    {"string((= 5)) + string([5..5])", "(=5)[5..5]"},
    {"[(= 5).start, (= 5).end, (= 5).start included, (= 5).end included]", "[5, 5, true, true]"},
    {"[coincides((= 5), [5..5]), includes([1..9], (= 5))]", "[true, true]"},
    {"3 in [(!= 3), [3..4]]", "true"},
    {"(< 5) instance of range<number>", "true"},
    {"[1, \"a\"][item instance of number]", "[1]"},
    {"{a: 1}[a = 1]", "[{a: 1}]"},
    {"1[1]", "1"},
    {"null[1]", "null"},
    {"[1, 2][5]", "null"},
    {"if null then 1 else 2", "2"},
    {"some x in [1, 2], y in [3, 4] satisfies x + y = 6", "true"},
    {"every x in [] satisfies x > 1", "true"},
    {"{a: function(n: number) if n < 2 then 1 else n, b: a(\"x\")}.b", "null"},
    {"(function(a, b) a - b)(b: 1, a: 3)", "2"},
    {"1 + \"a\"", "null"},
    {"\"a\" < 1", "null"},
    {"null = 1", "false"},
    {"[1, 2] = [1, 2.0]", "true"},
    {"@\"2026-01-01T00:00:00Z\" = @\"2026-01-01T08:00:00@Asia/Shanghai\"", "true"},
    {"2 between null and 3", "null"},
    {"not(1)", "null"},
    {"[][1]", "null"},
    {"[][item > 1]", "[]"},
};
INSTANTIATE_TEST_SUITE_P(Language, Functions, testing::ValuesIn(language_cases));

TEST(Rounding, IsNotedWithWhatWentInAndCameOut) {
    Scope scope;
    scope.add("x", TypeKind::number);
    auto expression = Expression::compile("decimal(x / 3, 2) + floor(x)", scope);
    ASSERT_TRUE(expression);
    struct : Inputs {
        Value get(int) override { return Value::of(2); }
    } two;
    std::vector<Rounded> rounded;
    Budget budget;
    budget.rounded = &rounded;
    EXPECT_EQ(display(expression->run(two, budget)), "2.67");
    ASSERT_EQ(rounded.size(), 2u);
    EXPECT_EQ(rounded[0].function, "decimal");
    EXPECT_EQ(display(rounded[0].before).substr(0, 8), "0.666666");
    EXPECT_EQ(display(rounded[0].after), "0.67");
}

TEST(Budgets, EndWhatWouldGrowWithoutEnd) {
    std::string doubled =
        "{a0: \"0123456789012345678901234567890123456789012345678901234567890123\"";
    std::string nested = "{a0: [1, 2]";
    for (int i = 1; i < 60; ++i) {
        std::string before = "a" + std::to_string(i - 1), name = ", a" + std::to_string(i) + ": ";
        doubled += name + before + " + " + before;
        nested += name + "[" + before + ", " + before + "]";
    }
    Nothing nothing;
    for (const std::string& text :
         {doubled + "}", nested + "}", std::string("for i in 1..100000 return partial[-1]"),
          std::string("{f: function(n) f(n) , g: f(1)}")}) {
        Options options = Options::lenient();
        options.max_steps = 100'000;
        auto expression = Expression::compile(text, Scope(), options);
        ASSERT_TRUE(expression) << expression.error().message.en;
        auto outcome = expression->evaluate(nothing);
        EXPECT_TRUE(outcome.kind == Outcome::Kind::fault || outcome.value.weight() < 1u << 23);
    }
    EXPECT_TRUE(Expression::compile("[1.." + std::string(120, '=') + "5]",
                                    Scope(), // found by fuzzing
                                    Options::lenient()));
    for (const char* piece : {"=", "(=", "(<", "-", "[", "{a:", "1 in ("}) {
        std::string deep;
        for (int i = 0; i < 10'000; ++i) deep += piece;
        EXPECT_FALSE(Expression::compile(deep, Scope(), Options::lenient())) << piece;
    }
    std::string open;
    for (int i = 0; i < 150; ++i) open += "1 in (";
    EXPECT_FALSE(Expression::compile(open, Scope())); // and soon
    std::string deep = "1 instance of ";
    for (int i = 0; i < 5000; ++i) deep += "list<";
    EXPECT_FALSE(Expression::compile(deep, Scope()));
}

TEST(Json, KeepsAllDigits) {
    auto value = read_json(R"({"a": 0.1234567890123456789012345678901234, "b": [1e2, null, "x"]})");
    ASSERT_TRUE(value);
    EXPECT_EQ(display(*value->find("a")), "0.1234567890123456789012345678901234");
    EXPECT_EQ(display(*value->find("b")), "[100, null, \"x\"]");
    EXPECT_FALSE(read_json("{\"a\": }"));
    EXPECT_FALSE(read_json(std::string(100, '[')));
    auto day = read_as(Value::of("2026-03-05"), TypeKind::date);
    EXPECT_TRUE(day.is(Kind::date));
    EXPECT_TRUE(read_as(Value::of("2026-02-30"), TypeKind::date).is_null());
}

} // namespace
} // namespace banxing::feel
