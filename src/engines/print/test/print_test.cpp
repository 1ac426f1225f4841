#include "../fuzz/feel_property.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>

namespace banxing::feel {
namespace {

struct Case {
    const char *text, *printed;
};

const Case expressions[] = {
    {"n+2*-3", "(n) + 2 * -3"},
    {"(n+2)*3", "((n) + 2) * 3"},
    {"1-(2-3)-4", "1 - (2 - 3) - 4"},
    {"if u then 1 else if not(u) then 2 else 3", "if (u) then 1 else if not((u)) then 2 else 3"},
    {"n in [(=n), (!=n)]", "(n) in ([(= (n)), (!= (n))])"},
    {"n in (<5, [1..3), != 7)", "(n) in ((< 5), [1..3), != 7)"},
    {"for i in 1..n, j in list of n return i+j",
     "for i in 1..(n), j in (list of n) return (i) + (j)"},
    {"some x in list of n satisfies x=n", "some x in (list of n) satisfies (x) = (n)"},
    {"{a b: 1, c: a b}.c", "{\"a b\": 1, \"c\": (a b)}.c"},
    {"list of n[item>1][1]", "(list of n)[(item) > 1][1]"},
    {"function(x: number, y) x", "function(x: number, y) (x)"},
    {"date(\"2026-01-02\").year + @\"P1D\".days", "(date(\"2026-01-02\").year) + (@\"P1D\".days)"},
    {"substring(start position: 2, string: 月 龄)", "substring((月 龄), 2)"},
    {"get value(m: c, key: \"x\") instance of number and u",
     "(get value((c), \"x\") instance of number) and (u)"},
    {"min（n，3）", "min((n), 3)"},
};

TEST(Print, PutsBracketsWhereTheyMatter) {
    for (const Case& c : expressions) {
        auto options = Options();
        options.fold = false;
        auto expression = Expression::compile(c.text, fuzz_scope(), options);
        ASSERT_TRUE(expression) << c.text << ": " << expression.error().message.en;
        EXPECT_EQ(print(*expression), c.printed);
        EXPECT_EQ(broken(c.text), "") << c.text;
    }
}

TEST(Print, ShowsCellsAndWhatWasFolded) {
    const Case cells[] = {{"-", "-"},
                          {"not(<84,[90..100))", "not(< 84, [90..100))"},
                          {"?>3 and ?<count(list of n)", "(? > 3 and ? < count((list of n)))"},
                          {"(=5), (!=5), (<=5)", "(= 5), (!= 5), (<= 5)"},
                          {"-5, 1+1", "(-5), (1 + 1)"},
                          {"date(\"2026-01-02\")", "@\"2026-01-02\""}};
    for (const Case& c : cells) {
        auto tests = Expression::compile_tests(c.text, fuzz_scope(), 0, Options::lenient());
        ASSERT_TRUE(tests) << c.text << ": " << tests.error().message.en;
        EXPECT_EQ(print(*tests), c.printed);
    }
}

/// A random expression of about that size, meaningful now and then.
std::string some_text(int size) {
    auto pick = [](std::vector<std::string> from) { return *rc::gen::elementOf(from); };
    auto sub = [size] { return some_text(size / 2); };
    if (size <= 1)
        return pick({"1",         "-2.50",      "n",
                     "月 龄",     "u",          "list of n",
                     "c",         "c.x",        "null",
                     "true",      "\"a\\n，\"", "@\"2026-01-31\"",
                     "@\"PT3H\"", "[]",         "item",
                     "x",         "partial",    "sum",
                     "{}",        "?",          "@\"10:00:00@Asia/Shanghai\""});
    switch (*rc::gen::inRange(0, 18)) {
    case 0:
    case 1:
        return sub() + pick({"+", " - ", "*", "/", "**", "=", "!=", "<", ">=", " and ", " or "}) +
               sub();
    case 2:
        return "(" + sub() + ")";
    case 3:
        return "-" + sub();
    case 4:
        return "if " + sub() + " then " + sub() + " else " + sub();
    case 5:
        return "for x in " + sub() + pick({"", "..3"}) + " return " + sub();
    case 6:
        return pick({"some", "every"}) + " x in " + sub() + " satisfies " + sub();
    case 7:
        return sub() + "[" + sub() + "]";
    case 8:
        return "{x: " + sub() + ", \"y，z\": " + sub() + "}" + pick({"", ".x"});
    case 9:
        return "[" + sub() + ", " + sub() + "]";
    case 10:
        return pick({"[", "(", "]"}) + sub() + ".." + sub() + pick({"]", ")", "["});
    case 11:
        return sub() + " in (" + pick({"", "<", "!= "}) + sub() + ", " + sub() + ")";
    case 12:
        return sub() + " between " + sub() + " and " + sub();
    case 13:
        return sub() + " instance of " +
               pick({"number", "list<string>", "context<a: Any>", "function<number> -> date",
                     "Null"});
    case 14:
        return "(function(x, y: number) " + sub() + ")(" + sub() + ", " + sub() + ")";
    case 15:
        return pick({"min", "count", "not", "string", "floor", "is"}) + "(" + sub() + ")";
    case 16:
        return "get value(context: c, keys: [" + sub() + "])";
    default:
        return "(function(x) x)(x: " + sub() + ")";
    }
}

RC_GTEST_PROP(Print, IsStable, ()) {
    std::string text = some_text(*rc::gen::inRange(1, 40));
    auto fault = broken(text);
    if (!fault.empty()) RC_FAIL(text + "\n" + fault);
}

// What fuzzing found, and texts it began with.
TEST(Print, HoldsForKeptTexts) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::string(BANXING_SOURCE_DIR) + "/src/engines/print/fuzz/corpus")) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        EXPECT_EQ(broken(text.str()), "") << entry.path();
        ++count;
    }
    EXPECT_GT(count, 10);
}

} // namespace
} // namespace banxing::feel
