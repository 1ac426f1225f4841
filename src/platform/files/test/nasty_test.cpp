#include "made_book.h"

#include <gtest/gtest.h>

using namespace banxing;
using namespace banxing::files;

static const std::string row = "<row><c><v>1</v></c></row>";

static std::string utf16(const std::string& ascii) {
    std::string wide;
    for (char c : ascii) wide.append({c, '\0'});
    return wide;
}

static std::string compound(const std::string& stream) {
    return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1000, '\0') + utf16(stream) +
           std::string(1000, '\0');
}

TEST(Nasty, EachIsRefusedWithASentenceThatSaysWhatToDo) {
    struct {
        const char* name;
        std::string bytes;
        const char* says;
    } cases[] = {
        {"empty", "", "文件是空的"},
        {"old .xls", compound("Workbook"), "另存为 .xlsx"},
        {"encrypted", compound("EncryptedPackage"), "密码"},
        {"web page named .xls", "<html><table>", "网页"},
        {"xml spreadsheet", "\xEF\xBB\xBF<?xml version=\"1.0\"?>", "网页"},
        {"pdf", "%PDF-1.4", "不是表格"},
        {"binary", std::string("abc\0def", 7), "不是表格"},
        {"macros", MadeBook(row).set("xl/vbaProject.bin", "x").bytes(), "宏"},
        {"xlsb", MadeBook(row).set("xl/workbook.bin", "x").bytes(), "二进制工作簿"},
        {"ods", zipped({{"content.xml", "<a/>"}, {"META-INF/manifest.xml", "<a/>"}}),
         "OpenDocument"},
        {"word document", zipped({{"word/document.xml", "<a/>"}}), "不是表格"},
        {"no sheet part", MadeBook(row).without("xl/worksheets/sheet1.xml").bytes(), "损坏"},
        {"no relations", MadeBook(row).without("xl/_rels/workbook.xml.rels").bytes(),
         "没有可见的工作表"},
        {"no shared texts", MadeBook("<row><c t=\"s\"><v>0</v></c></row>").bytes(), "损坏"},
        {"shared text beyond",
         MadeBook("<row><c t=\"s\"><v>5</v></c></row>").texts("<si><t>a</t></si>").bytes(), "损坏"},
        {"not a number", MadeBook("<row><c><v>1x</v></c></row>").bytes(), "损坏"},
        {"rows backwards", MadeBook("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"/>").bytes(),
         "损坏"},
        {"bad reference", MadeBook("<row><c r=\"ZZZZZZ1\"><v>1</v></c></row>").bytes(), "损坏"},
        {"unclosed",
         MadeBook(row).set("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + row).bytes(),
         "损坏"},
        {"entities",
         MadeBook(row)
             .set("xl/worksheets/sheet1.xml", "<!DOCTYPE a [<!ENTITY e \"x\">]><worksheet/>")
             .bytes(),
         "DTD"},
        {"entities in texts",
         MadeBook(row)
             .set("xl/sharedStrings.xml", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><sst/>")
             .bytes(),
         "DTD"},
        {"backward merge",
         MadeBook(row, "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>").bytes(), "损坏"},
        {"utf-16 worksheet",
         MadeBook(row).set("xl/worksheets/sheet1.xml", "\xFF\xFE" + utf16("<worksheet/>")).bytes(),
         "损坏"},
    };
    for (auto& c : cases) {
        auto outcome = read_all(c.bytes);
        EXPECT_NE(outcome.refusal().find(c.says), std::string::npos)
            << c.name << ": " << outcome.refusal();
        if (!outcome.info) {
            EXPECT_EQ(outcome.info.error().fault, Fault::invalid) << c.name;
        }
    }
}

TEST(Nasty, ALyingHeaderDoesNotHideABomb) {
    std::string bomb(32u << 20, 'A');
    MadeBook book(row);
    book.set("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"str\"><v>" + bomb);
    Limits limits{.inflated_bytes = 1u << 20};
    for (auto bytes : {book.bytes(), with_claimed_size(book.bytes(), 100)}) {
        ASSERT_LT(bytes.size(), 200'000u);
        auto outcome = read_all(bytes, limits);
        ASSERT_FALSE(outcome.info);
        EXPECT_EQ(outcome.info.error().fault, Fault::too_large);
        EXPECT_NE(outcome.refusal().find("解压后超过1兆"), std::string::npos) << outcome.refusal();
    }
}

TEST(Nasty, WhatIsInflatedIsCountedOverAllPartsButEachPartOnce) {
    std::string filler = "<!--" + std::string(400'000, 'x') + "-->";
    MadeBook book(row + filler);
    book.texts(filler);
    EXPECT_TRUE(
        read_all(book.bytes(), {.inflated_bytes = 820'000}).info); // the sheet is passed over twice
    EXPECT_FALSE(read_all(book.bytes(), {.inflated_bytes = 700'000}).info);
}

TEST(Nasty, EveryCapIsKept) {
    std::string many = "<row>";
    for (int i = 0; i < 20; ++i) many += "<c><v>1</v></c>";
    many += "</row>";
    std::string text = "<row><c t=\"inlineStr\"><is><t>一二三四五六七八九十</t></is></c></row>";
    std::string merges =
        "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>";
    std::string deep;
    for (int i = 0; i < 50; ++i) deep += "<a>";
    struct {
        const char* name;
        std::string bytes;
        Limits limits;
        bool good;
    } cases[] = {
        {"rows", MadeBook(row + row).bytes(), {.rows = 1}, false},
        {"rows", MadeBook(row + row).bytes(), {.rows = 2}, true},
        {"columns", MadeBook(many).bytes(), {.columns = 19}, false},
        {"columns", MadeBook(many).bytes(), {.columns = 20}, true},
        {"characters", MadeBook(text).bytes(), {.cell_characters = 9}, false},
        {"characters", MadeBook(text).bytes(), {.cell_characters = 10}, true},
        {"all text", MadeBook(text + text).bytes(), {.total_text_bytes = 59}, false},
        {"all text", MadeBook(text + text).bytes(), {.total_text_bytes = 60}, true},
        {"shared text",
         MadeBook(row).texts("<si><t>abcdef</t></si>").bytes(),
         {.shared_text_bytes = 9},
         false},
        {"shared text",
         MadeBook(row).texts("<si><t>abcdef</t></si>").bytes(),
         {.shared_text_bytes = 10},
         true},
        {"merges", MadeBook(row, merges).bytes(), {.merges = 1}, false},
        {"merges", MadeBook(row, merges).bytes(), {.merges = 2}, true},
        {"entries", MadeBook(row).bytes(), {.entries = 3}, false},
        {"entries", MadeBook(row).bytes(), {.entries = 4}, true},
        {"file", MadeBook(row).bytes(), {.file_bytes = 100}, false},
        {"depth", MadeBook(deep).bytes(), {}, false},
        {"csv rows", "a\nb\n", {.rows = 1}, false},
        {"csv columns", "a,b,c\n", {.columns = 2}, false},
        {"csv columns", "a,b,,,,\n", {.columns = 2}, true},
        {"csv characters", "一二三\n", {.cell_characters = 2}, false},
        {"csv characters", "一二三\n", {.cell_characters = 3}, true},
    };
    for (auto& c : cases) {
        auto outcome = read_all(c.bytes, c.limits);
        EXPECT_EQ(bool(outcome.info), c.good) << c.name << ": " << outcome.refusal();
    }
}

TEST(Nasty, AStrayFormatFarToTheRightIsNoColumn) {
    auto outcome = read_all(MadeBook("<row><c><v>1</v></c><c r=\"XFD1\" s=\"3\"/></row>").bytes());
    EXPECT_EQ(outcome.lines(), std::vector<std::string>{"1: 1"});
}

TEST(Nasty, OverlappingMergesAreNotPiledUp) {
    std::string merges = "<mergeCells>";
    for (int i = 0; i < 600; ++i) merges += "<mergeCell ref=\"A1:B9\"/>";
    EXPECT_FALSE(read_all(MadeBook(row, merges + "</mergeCells>").bytes()).info);
}

TEST(Nasty, ATagWithoutEndIsNotCollected) {
    MadeBook book(row);
    book.set("xl/worksheets/sheet1.xml",
             "<worksheet><sheetData><row a=\"" + std::string(8u << 20, 'x') + "\"/>");
    auto outcome = read_all(book.bytes());
    ASSERT_FALSE(outcome.info);
    EXPECT_NE(outcome.info.error().detail.find("token"), std::string::npos)
        << outcome.info.error().detail;
}

TEST(Nasty, CutAtAnyPlaceItIsRefused) {
    std::string whole = MadeBook(row).texts("<si><t>甲</t></si>").bytes();
    for (std::size_t length = 8; length < whole.size(); length += 7) {
        auto outcome = read_all(whole.substr(0, length));
        ASSERT_FALSE(outcome.info) << length;
        EXPECT_NE(outcome.refusal().find("没有传完整"), std::string::npos) << outcome.refusal();
    }
}

TEST(Nasty, AChangedByteIsNeverTakenForGoodText) {
    std::string whole = MadeBook("<row><c t=\"inlineStr\"><is><t>张三</t></is></c></row>").bytes();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = char(changed[at] ^ 0x5A);
        for (auto& line : read_all(changed).lines()) EXPECT_EQ(line, "1: 张三") << at;
    }
}

TEST(Nasty, NoFile) {
    auto info = read_sheet(Source::file("/nonexistent/list.xlsx"), {},
                           [](const SheetInfo&, Row&) -> Result<Next> { return Next::more; });
    EXPECT_EQ(info.error().fault, Fault::not_found);
}
