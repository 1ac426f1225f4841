#include "subsidy_model.h"

#include <dmn/batch.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace banxing::dmn {
namespace {

using feel::Cells;
using feel::Value;

struct Row : feel::Inputs {
    const std::vector<Cells>& columns;
    std::size_t row;
    Row(const std::vector<Cells>& c, std::size_t r) : columns(c), row(r) {}
    Value get(int slot) override { return columns[static_cast<std::size_t>(slot)].at(row); }
};

std::int64_t pick(std::int64_t from, std::int64_t to) { // now and then nobody knows
    return *rc::gen::weightedOneOf<std::int64_t>(
        {{19, rc::gen::inRange(from, to)}, {1, rc::gen::just(Cells::absent)}});
}

std::vector<Cells> some_persons(std::size_t count) {
    std::vector<Cells> columns(6);
    columns[0].kind = columns[1].kind = Cells::Kind::text;
    columns[0].texts = {"local", "none", "elsewhere"};
    columns[1].texts = {"ASD", "CP", "ID", "HI", "VI", "MD", "NONE", "?"};
    columns[2].kind = Cells::Kind::day;
    columns[3].kind = columns[4].kind = Cells::Kind::boolean;
    columns[5].kind = Cells::Kind::number;
    columns[5].scale = *rc::gen::inRange(0, 3);
    for (std::size_t i = 0; i < count; ++i) {
        columns[0].cells.push_back(pick(0, 3)), columns[1].cells.push_back(pick(0, 8));
        auto day = feel::day_from_epoch(*rc::gen::inRange(-15000, 25000));
        columns[2].cells.push_back(pick(0, 9) == Cells::absent ? Cells::absent : Cells::pack(*day));
        columns[3].cells.push_back(pick(0, 2)), columns[4].cells.push_back(pick(0, 2));
        columns[5].cells.push_back(pick(-100, 5'000'000));
    }
    return columns;
}

RC_GTEST_PROP(Batch, SaysOfEachRowWhatTheModelSays, ()) {
    static const auto model = Model::load(subsidy_model(false));
    RC_ASSERT(model.has_value());
    auto columns = some_persons(40);
    for (int decision = 0; decision < 3; ++decision) {
        auto result = evaluate_batch(*model, decision, columns, 40,
                                     static_cast<unsigned>(*rc::gen::inRange(1, 4)));
        RC_ASSERT(result.has_value());
        RC_ASSERT(result->by_blocks);
        for (std::size_t row = 0; row < 40; ++row) {
            Row inputs(columns, row);
            RC_ASSERT(result->column.at(row) == model->evaluate(decision, inputs).value);
        }
    }
}

struct Formula {
    const char* text;
    bool by_blocks;
};
class Formulas : public testing::TestWithParam<Formula> {};
TEST_P(Formulas, AreTheSameByBlocksAndByRows) {
    std::string needs = requires_("Input", "a") + requires_("Input", "b");
    auto model =
        Model::load(definitions(input_data("a", "a", "number") + input_data("b", "b", "number") +
                                literal_decision("d", "d", needs, GetParam().text)));
    ASSERT_TRUE(model) << model.error().message.en;
    std::vector<Cells> columns(2);
    columns[0].kind = columns[1].kind = Cells::Kind::number;
    columns[0].scale = 2;
    for (std::int64_t n = -150; n <= 150; ++n)
        columns[0].cells.push_back(n * 5), columns[1].cells.push_back((n * 7919) % 13);
    auto result = evaluate_batch(*model, 0, columns, 301);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->by_blocks, GetParam().by_blocks);
    for (std::size_t row = 0; row < 301; ++row) {
        Row inputs(columns, row);
        ASSERT_EQ(feel::display(result->column.at(row)),
                  feel::display(model->evaluate(0, inputs).value))
            << GetParam().text << " at " << row;
    }
}
INSTANTIATE_TEST_SUITE_P(
    All, Formulas,
    testing::Values(Formula{"a + 2 * b - 0.125", true}, Formula{"if a < b then a else b + 1", true},
                    Formula{"if a >= 0 and b != 3 or a = b then 1 else 2.5", true},
                    Formula{"decimal(a, 1)", true}, Formula{"round up(a, 0)", true},
                    Formula{"round down(a * b, 1)", true}, Formula{"round half up(a, 1)", true},
                    Formula{"round half down(a, 1)", true}, Formula{"floor(a)", true},
                    Formula{"ceiling(a)", true}, Formula{"max(a, b, 0)", true},
                    Formula{"a / 3", false}, Formula{"a * 1000000000000000000", false}));

TEST(Batch, FallsBackToRowsWhereSixtyFourBitsDoNotDo) {
    std::string needs = requires_("Input", "a");
    auto model = Model::load(definitions(input_data("a", "a", "number") +
                                         literal_decision("d", "d", needs, "a * a * a")));
    ASSERT_TRUE(model);
    std::vector<Cells> columns(1);
    columns[0].kind = Cells::Kind::number;
    columns[0].cells = {3, 4'000'000'000'000'000'000, Cells::absent};
    auto result = evaluate_batch(*model, 0, columns, 3);
    ASSERT_TRUE(result);
    EXPECT_FALSE(result->by_blocks);
    EXPECT_EQ(feel::display(result->column.at(0)), "27");
    EXPECT_EQ(feel::display(result->column.at(1)), "64" + std::string(54, '0'));
    EXPECT_TRUE(result->column.at(2).is_null());
}

TEST(Batch, NamesTheColumnThatIsMissing) {
    auto model = Model::load(subsidy_model(false));
    std::vector<Cells> columns(6);
    auto result = evaluate_batch(*model, model->decision("age"), columns, 2);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message.zh, "缺少输入列“出生日期”");
}

TEST(Batch, KeepsToTheValuesAllowed) {
    TableText table{"FIRST", {{"number", "a"}}, {{"> 1", "1"}, {"-", "2"}}};
    std::string text = table_text(table), input = "</inputExpression>";
    text.insert(text.find(input) + input.size(), text_element("inputValues", "[0..9]"));
    auto model =
        Model::load(definitions(input_data("a", "a", "number") + "<decision id=\"d\" name=\"d\">" +
                                requires_("Input", "a") + text + "</decision>"));
    ASSERT_TRUE(model);
    std::vector<Cells> columns(1);
    columns[0].kind = Cells::Kind::number;
    columns[0].cells = {2, 10, 0};
    auto result = evaluate_batch(*model, 0, columns, 3);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->faults.size(), 1u);
    EXPECT_EQ(result->faults[0].row, 1u);
    EXPECT_EQ(feel::display(result->column.at(2)), "2");
}

TEST(Batch, MarksTheRowsOfAFault) {
    TableText table{"UNIQUE", {{"number", "a"}}, {{"> 1", "1"}, {"> 5", "2"}}};
    auto model =
        Model::load(definitions(input_data("a", "a", "number") + "<decision id=\"d\" name=\"d\">" +
                                requires_("Input", "a") + table_text(table) + "</decision>"));
    ASSERT_TRUE(model);
    std::vector<Cells> columns(1);
    columns[0].kind = Cells::Kind::number;
    columns[0].cells = {2, 7, 0};
    auto result = evaluate_batch(*model, 0, columns, 3);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->faults.size(), 1u);
    EXPECT_EQ(result->faults[0].row, 1u);
    EXPECT_EQ(feel::display(result->column.at(0)), "1");
    EXPECT_TRUE(result->column.at(1).is_null());
    EXPECT_TRUE(result->column.at(2).is_null());
}

TEST(Csv, BindsColumnsByIdAndAppendsTheResult) {
    auto model = Model::load(subsidy_model(false));
    std::string text = "\xEF\xBB\xBFname,birth,residence,diagnosis,low,care,本年已领\r\n"
                       "\"a, \"\"b\"\"\",2023-01-05,local,\"CP\",true,false,12.50\r\n"
                       "c,,local,CP,true,false,0\n";
    auto csv = read_csv(text, *model);
    ASSERT_TRUE(csv) << csv.error().message.en;
    EXPECT_EQ(csv->rows, 2u);
    auto result = evaluate_batch(*model, model->decision("amount"), csv->inputs, csv->rows);
    ASSERT_TRUE(result);
    EXPECT_EQ(with_result(*csv, "补贴", result->column),
              "name,birth,residence,diagnosis,low,care,本年已领,补贴\n"
              "\"a, \"\"b\"\"\",2023-01-05,local,\"CP\",true,false,12.50,3000\n"
              "c,,local,CP,true,false,0,300\n");
    EXPECT_EQ(feel::display(sum(result->column)), "3300");
}

TEST(Csv, NamesRowAndColumnOfWhatIsWrong) {
    auto model = Model::load(subsidy_model(false));
    auto csv = read_csv("birth,used\n2023-01-05,1\n2023-02-30,1\n", *model);
    ASSERT_FALSE(csv);
    EXPECT_EQ(csv.error().fields[0].field, "3:1");
    csv = read_csv("birth,used\n2023-01-05\n", *model);
    ASSERT_FALSE(csv);
    EXPECT_EQ(csv.error().fields[0].field, "2:2");
}

} // namespace
} // namespace banxing::dmn
