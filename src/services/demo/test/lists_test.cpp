#include "dirt.h"
#include "setting.h"

#include <access/access.h>
#include <core/text.h>
#include <files/clean.h>
#include <files/headings.h>
#include <files/sheet.h>
#include <policy/store.h>

#include <db_testing/databases.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace banxing::demo {
namespace {

struct Sheet {
    files::SheetInfo info;
    std::vector<files::Row> rows;
};

Sheet read(const std::filesystem::path& path) {
    Sheet out;
    out.info = must(
        files::read_sheet(files::Source::file(path), {},
                          [&](const files::SheetInfo&, files::Row& row) -> Result<files::Next> {
                              out.rows.push_back(std::move(row));
                              return files::Next::more;
                          }));
    return out;
}

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

TEST(Lists, Are_ones_whose_headings_are_known) {
    auto all = databases();
    db::TemporaryFolder folder;
    Setting setting(*all.front(), folder.path());
    Options options;
    options.people = 8'000;
    options.day = demo_day;
    options.data = home / "data";
    options.lists = std::filesystem::path(folder.path()) / "lists";
    auto summary = must(build(setting.office, options));
    ASSERT_EQ(summary.lists.size(), 4U);
    for (auto& path : summary.lists) {
        SCOPED_TRACE(path.filename());
        auto sheet = read(path);
        std::span<const files::Row> top(sheet.rows);
        auto headings = must(files::find_headings(top.first(std::min<std::size_t>(20, top.size())),
                                                  sheet.info.merges));
        EXPECT_GE(headings.columns.size(), 10U);
        EXPECT_GT(sheet.rows.back().number, headings.last_row + 5);
        auto known = text_of(home / "data/lists" / (path.stem().string() + ".yaml"));
        for (auto& heading : headings.columns) {
            auto name = without_space(heading.substr(heading.rfind('/') + 1));
            bool number_of_row = name == "序号";
            bool whole = known.find(without_space(heading)) != known.npos;
            EXPECT_TRUE(number_of_row || whole || known.find(name) != known.npos) << heading;
        }
    }
    bool merged = !read(summary.lists[2]).info.merges.empty();
    EXPECT_TRUE(merged) << "the institution's headings are merged";
}

TEST(Lists, Dirt_is_read_as_what_it_stands_for) {
    auto tables = must(Tables::read(home / "data/demo"));
    tables.rates.dirt["date_that_does_not_exist"] = 0;
    Draw draw(1, Stream::lists, 0);
    Dirt dirt(tables.rates, draw);
    auto cell = [](const files::Value& value) {
        files::Cell out;
        if (auto* text = std::get_if<std::string>(&value))
            out = {.kind = files::CellKind::text, .text = *text};
        else if (auto* number = std::get_if<std::int64_t>(&value))
            out = {.kind = files::CellKind::number, .text = std::to_string(*number)};
        else if (auto* day = std::get_if<Date>(&value))
            out = {.kind = files::CellKind::number, .date_format = true, .text = "1", .date = *day};
        else
            out = {.kind = files::CellKind::number, .text = "3420.5"};
        return out;
    };
    for (int i = 0; i < 500; ++i) {
        EXPECT_EQ(must(files::as_date(cell(dirt.day(demo_day)), files::Epoch::y1900)), demo_day);
        bool male = i % 2 == 0;
        EXPECT_EQ(must(files::as_sex(cell(files::Value(dirt.sex(male))))) == files::Sex::male,
                  male);
        EXPECT_EQ(must(files::as_yes_no(cell(files::Value(dirt.yes_no(male))))), male);
        EXPECT_EQ(must(files::as_money(cell(dirt.yuan(342'050)))).fen / 100, 3'420);
    }
}

} // namespace
} // namespace banxing::demo
