#include "made_book.h"
#include "styles.h"
#include "texts.h"

#include <gtest/gtest.h>
#include <malloc.h>

using namespace banxing;
using namespace banxing::files;

using Lines = std::vector<std::string>;

static Lines cells_of(const std::string& cells, const std::string& texts = "") {
    return read_all(MadeBook("<row r=\"1\">" + cells + "</row>").texts(texts).bytes()).lines();
}

TEST(Workbook, CellsOfEveryKind) {
    struct {
        const char *xml, *texts, *line;
    } cases[] = {
        {"<c t=\"s\"><v>0</v></c>", "<si><t>姓名</t></si>", "1: 姓名"},
        {"<c t=\"s\"><v>0</v></c>",
         "<si><r><t>张</t></r><r><t xml:space=\"preserve\"> 三</t></r></si>", "1: 张 三"},
        {"<c t=\"s\"><v>0</v></c>",
         "<si><t>課</t><rPh sb=\"0\" eb=\"1\"><t>カ</t></rPh><t>程</t></si>", "1: 課程"},
        {"<c t=\"inlineStr\"><is><t>甲</t><rPh><t>x</t></rPh><r><t>乙</t></r></is></c>", "",
         "1: 甲乙"},
        {"<c t=\"str\"><f>A2&amp;A3</f><v>甲乙</v></c>", "", "1: 甲乙"},
        {"<c><v>3420.5</v></c>", "", "1: 3420.5"},
        {"<c t=\"n\"><v>3.30106201901011E+17</v></c>", "", "1: 3.30106201901011E+17"},
        {"<c><v>0.30000000000000004</v></c>", "", "1: 0.30000000000000004"},
        {"<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c>", "", "1: 1 | #N/A"},
        {"<c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x0041_</t></is></c>", "", "1: a\rb_x0041_"},
        {"<c t=\"inlineStr\"><is><t>_xD842__xDFB7_㛃_x0000_</t></is></c>", "", "1: 𠮷㛃"},
        {"<c r=\"B1\"><v>2</v></c><c r=\"D1\"><v>4</v></c><c r=\"E1\" s=\"7\"/>", "",
         "1:  | 2 |  | 4"},
        {"<c t=\"inlineStr\"><is><t>&lt;b&gt;'; drop</t></is></c>", "", "1: <b>'; drop"},
    };
    for (auto& c : cases) EXPECT_EQ(cells_of(c.xml, c.texts), Lines{c.line}) << c.xml;
}

TEST(Workbook, AnEscapeThatIsHalfAPairIsNoCharacter) {
    EXPECT_EQ(seen_text("_xD842_x"), "\xEF\xBF\xBDx");
    EXPECT_EQ(seen_text("_xZZZZ_ _x12_"), "_xZZZZ_ _x12_");
}

TEST(Workbook, DaysComeFromTheNumberFormatAndTheEpoch) {
    struct {
        const char *format, *value, *day;
        bool y1904;
    } cases[] = {
        {"14", "45000", "2023-03-15", false},
        {"31", "45000.75", "2023-03-15", false},
        {"58", "45000", "2023-03-15", false},
        {"180", "45000", "2023-03-15", false},
        {"180", "59", "1900-02-28", false},
        {"180", "60", "", false}, // 1900-02-29, which never was
        {"180", "61", "1900-03-01", false},
        {"180", "1", "1900-01-01", false},
        {"180", "0", "", false},
        {"180", "-3", "", false},
        {"180", "2958465", "9999-12-31", false},
        {"180", "2958466", "", false},
        {"180", "43538", "2023-03-15", true},
        {"180", "0", "1904-01-01", true},
        {"20", "45000", "", false}, // h:mm
        {"4", "45000", "", false},
    };
    for (auto& c : cases) {
        MadeBook book("<row><c s=\"1\"><v>" + std::string(c.value) + "</v></c></row>");
        book.styles("<numFmt numFmtId=\"180\" "
                    "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>",
                    {0, std::stoi(c.format)});
        if (c.y1904) {
            auto& workbook = book.parts["xl/workbook.xml"];
            workbook.insert(workbook.find("<sheets>"), "<workbookPr date1904=\"1\"/>");
        }
        auto outcome = read_all(book.bytes());
        auto day = outcome.cell(0, 0).date;
        EXPECT_EQ(day ? iso(*day) : "", c.day) << c.format << " " << c.value;
        EXPECT_EQ(outcome.cell(0, 0).text, c.value);
        EXPECT_EQ(outcome.info->epoch, c.y1904 ? Epoch::y1904 : Epoch::y1900);
    }
}

TEST(Workbook, WhichFormatsShowADay) {
    for (const char* code :
         {"yyyy-mm-dd", "yyyy\"年\"m\"月\"", "[$-804]yyyy/m/d", "m/d/yy h:mm", "dd", "mmm"})
        EXPECT_TRUE(shows_a_day(code)) << code;
    for (const char* code : {"General", "#,##0.00", "h:mm:ss", "[h]:mm", "0.00\"days\"", "[Red]0",
                             "mm:ss", "@", "0;\"y\""})
        EXPECT_FALSE(shows_a_day(code)) << code;
}

TEST(Workbook, AFormulaIsTold) {
    auto outcome = read_all(
        MadeBook("<row><c><f>1+1</f><v>2</v></c><c><f>B2</f></c><c><v>3</v></c></row>").bytes());
    EXPECT_TRUE(outcome.cell(0, 0).formula);
    EXPECT_EQ(outcome.cell(0, 0).text, "2");
    EXPECT_TRUE(outcome.cell(0, 1).formula && outcome.cell(0, 1).empty());
    EXPECT_FALSE(outcome.cell(0, 2).formula);
}

TEST(Workbook, MergesAreKnownBeforeTheFirstRow) {
    std::string rows =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"C2\"><v>2</v></c></row>";
    std::string after = "<mergeCells count=\"2\"><mergeCell ref=\"C2:C3\"/><mergeCell "
                        "ref=\"A1:B1\"/></mergeCells><x/>";
    std::vector<Merge> at_first_row;
    auto bytes = MadeBook(rows, after).bytes();
    auto info =
        read_sheet(Source::memory(bytes), {}, [&](const SheetInfo& seen, Row& row) -> Result<Next> {
            at_first_row = seen.merges;
            EXPECT_EQ(row.cells.size(), 2u); // widened to what the merged range covers
            EXPECT_TRUE(row.cells[0].merged && row.cells[1].merged);
            return Next::stop;
        });
    ASSERT_TRUE(info);
    EXPECT_EQ(at_first_row, (std::vector<Merge>{{1, 1, 0, 1}, {2, 3, 2, 2}}));
    EXPECT_EQ(info->expected_rows, 2u);
    EXPECT_EQ(info->rows, 1u);
}

TEST(Workbook, PrefixesAndStrictNamesMakeNoDifference) {
    MadeBook book("");
    book.set("xl/worksheets/sheet1.xml",
             "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row r=\"2\"><x:c r=\"A2\" "
             "t=\"d\"><x:v>2023-03-05T00:00:00</x:v>"
             "</x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell "
             "ref=\"A2:B2\"/></x:mergeCells></x:worksheet>");
    auto outcome = read_all(book.bytes());
    EXPECT_EQ(outcome.cell(0, 0).date, parse_iso_date("2023-03-05"));
    EXPECT_EQ(outcome.info->merges.size(), 1u);
}

TEST(Workbook, RowNumbersAreThoseOfTheSheetAndEmptyRowsAreNotHandedOver) {
    auto outcome =
        read_all(MadeBook("<row><c><v>1</v></c></row><row r=\"5\"><c/><c s=\"1\"/></row>"
                          "<row r=\"9\"><c><v>9</v></c></row><row><c><v>10</v></c></row>")
                     .bytes());
    EXPECT_EQ(outcome.lines(), (Lines{"1: 1", "9: 9", "10: 10"}));
    EXPECT_EQ(outcome.info->rows, 3u);
}

TEST(Workbook, AHiddenSheetIsNotTheFirstAndANamedOneIsFound) {
    MadeBook book("<row><c><v>1</v></c></row>");
    book.set("xl/workbook.xml", "<workbook><sheets><sheet name=\"藏\" state=\"hidden\" id=\"r9\"/>"
                                "<sheet name=\"名单\" id=\"r1\"/></sheets></workbook>");
    auto& relations = book.parts["xl/_rels/workbook.xml.rels"];
    relations.insert(
        relations.find("</Rel"),
        "<Relationship Id=\"r9\" Type=\"x/worksheet\" Target=\"worksheets/sheet9.xml\"/>");
    book.set("xl/worksheets/sheet9.xml",
             "<worksheet><sheetData><row><c><v>9</v></c></row></sheetData></worksheet>");
    auto first = read_all(book.bytes());
    EXPECT_EQ(first.lines(), Lines{"1: 1"});
    EXPECT_EQ(first.info->sheets, Lines{"名单"});
    EXPECT_EQ(read_all(book.bytes(), {}, "藏").lines(), Lines{"1: 9"});
    EXPECT_EQ(read_all(book.bytes(), {}, "无").info.error().fault, Fault::not_found);
}

TEST(Workbook, AnErrorOfTheReaderOfRowsEndsTheReading) {
    auto bytes = MadeBook("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>").bytes();
    int calls = 0;
    auto info = read_sheet(Source::memory(bytes), {}, [&](const SheetInfo&, Row&) -> Result<Next> {
        ++calls;
        return fail(Error::conflict({"停", "stop"}));
    });
    EXPECT_EQ(info.error().fault, Fault::conflict);
    EXPECT_EQ(calls, 1);
}

TEST(Workbook, MemoryDoesNotGrowWithTheRows) {
    std::string rows;
    for (int i = 0; i < 20'000; ++i) {
        rows += "<row>";
        for (int c = 0; c < 12; ++c)
            rows += "<c t=\"inlineStr\"><is><t>第" + std::to_string(i * 12 + c) +
                    "格，有一些字</t></is></c>";
        rows += "</row>";
    }
    std::string bytes = MadeBook(rows).bytes();
    std::size_t before = mallinfo2().uordblks, most = 0, count = 0;
    auto info =
        read_sheet(Source::memory(bytes), {}, [&](const SheetInfo&, Row& row) -> Result<Next> {
            count += row.cells.size();
            if (row.number % 64 == 0) most = std::max(most, std::size_t(mallinfo2().uordblks));
            return Next::more;
        });
    ASSERT_TRUE(info);
    EXPECT_EQ(count, 240'000u);
    EXPECT_GT(rows.size(), 12u << 20);
    EXPECT_LT(most, before + (2u << 20));
}
