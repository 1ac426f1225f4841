#include "say.h"

#include <clock/clock.h>
#include <consequences/figures.h>
#include <files/write.h>

#include <algorithm>
#include <reports/book.h>

namespace banxing::reports {
namespace {

using files::ColumnType;
using files::Value;

/// One language of a report.
class Book {
public:
    Book(const Report& report, Language language) : report_(report), language_(language) {}

    Result<> write(const std::filesystem::path& path) {
        auto writer = TRY(files::SheetWriter::create(path, sentences_plan()));
        TRY(sentences(writer));
        TRY(writer.sheet(indicators_plan()));
        TRY(indicators(writer));
        auto drawn = drawn_lines();
        if (!drawn.empty()) {
            TRY(writer.sheet(courses_plan(drawn)));
            TRY(courses(writer, drawn));
        }
        TRY(writer.sheet(towns_plan()));
        TRY(towns(writer));
        return writer.finish();
    }

private:
    std::string w(const Words& words) const {
        return language_ == Language::zh ? words.zh : words.en;
    }
    std::string w(const char* zh, const char* en) const {
        return language_ == Language::zh ? zh : en;
    }

    files::SheetPlan plan(const char* zh, const char* en) const {
        files::SheetPlan out;
        out.name = w(zh, en);
        out.title = w(report_.title) + " " + w(report_.period);
        if (report_.frozen)
            out.above.push_back(w("定稿于 ", "Figures frozen at ") + iso(*report_.frozen));
        return out;
    }

    files::SheetPlan sentences_plan() const {
        auto out = plan("报告", "Report");
        out.columns = {{w("部分", "Part"), ColumnType::text, 18},
                       {w("内容", "What"), ColumnType::text, 100},
                       {w("计算依据", "Computed from"), ColumnType::text, 20}};
        return out;
    }
    Result<> sentences(files::SheetWriter& writer) const {
        for (const auto& part : report_.parts)
            for (const auto& one : part.said)
                TRY(writer.row(std::vector<Value>{w(part.title), w(one.text), w(one.from)}));
        return writer.note(w("每一句都由系统按数据算出，未经人工修改。",
                             "Every sentence was computed; nobody has changed it."));
    }

    files::SheetPlan indicators_plan() const {
        auto out = plan("指标", "Indicators");
        out.columns = {{w("指标", "Indicator"), ColumnType::text, 36},
                       {w("现值", "Figure"), ColumnType::decimal},
                       {w("单位", "Unit"), ColumnType::text, 10},
                       {w("95%区间下限", "95% from"), ColumnType::decimal},
                       {w("95%区间上限", "to"), ColumnType::decimal},
                       {w("上期", "Before"), ColumnType::decimal},
                       {w("定稿时", "As frozen"), ColumnType::decimal},
                       {w("分子", "Numerator"), ColumnType::integer},
                       {w("分母", "Denominator"), ColumnType::integer},
                       {w("目标", "Target"), ColumnType::text, 16},
                       {w("期限", "By"), ColumnType::date},
                       {w("状态", "Standing"), ColumnType::text, 14},
                       {w("依据", "Basis"), ColumnType::text, 40}};
        return out;
    }

    /// "98.25" → 9825, "512" → 51200; nothing for none.
    static Value figure(const std::string& text) {
        if (text.empty()) return {};
        auto point = text.find('.');
        auto digits = text;
        std::erase(digits, '.');
        auto number = std::stoll(digits);
        return files::Hundredths{point == text.npos ? number * 100 : number};
    }

    Result<> indicators(files::SheetWriter& writer) const {
        for (const auto& one : report_.lines) {
            const auto& indicator = *one.figure.listed.indicator;
            bool count = indicator.unit == derive::Unit::count;
            auto now = one.figure.now();
            TRY(writer.row(std::vector<Value>{
                w(indicator.label), figure(one.value),
                count ? w("人或个", "number") : w(with_unit(indicator, " ")), figure(one.low),
                figure(one.high), figure(one.before), figure(one.reported),
                count ? Value() : Value(now.above), now.below, w(one.goal), one.target->by,
                w(standing_words(one.standing)),
                one.target->basis.document + " " + one.target->basis.clause}));
        }
        return {};
    }

    /// Shares with a course: those drawn into one chart.
    std::vector<const Line*> drawn_lines() const {
        constexpr std::size_t most = 8; // more lines than that nobody tells apart
        std::vector<const Line*> out;
        for (const auto& one : report_.lines)
            if (one.figure.listed.indicator->unit == derive::Unit::percent &&
                one.figure.course.size() > 1 && out.size() < most)
                out.push_back(&one);
        return out;
    }

    files::SheetPlan courses_plan(const std::vector<const Line*>& drawn) const {
        auto out = plan("走势", "Courses");
        out.columns = {{w("月份", "Month"), ColumnType::text, 12}};
        for (const auto* one : drawn)
            out.columns.push_back(
                {w(one->figure.listed.indicator->label), ColumnType::decimal, 14});
        return out;
    }

    Result<> courses(files::SheetWriter& writer, const std::vector<const Line*>& drawn) const {
        constexpr std::int64_t shown = 12;
        for (auto month = report_.asked.month - shown + 1; month <= report_.asked.month; ++month) {
            std::vector<Value> row{w(month_words(month))};
            for (const auto* one : drawn) {
                Value value;
                for (const auto& at : one->figure.course)
                    if (at.month == month)
                        value = figure(insight::figure_text(*one->figure.listed.indicator, at.above,
                                                            at.below));
                row.push_back(std::move(value));
            }
            TRY(writer.row(row));
        }
        files::ChartPlan chart;
        chart.title = w("近一年走势（%）", "The last twelve months (%)");
        chart.rows = std::size_t(shown);
        for (std::size_t i = 1; i <= drawn.size(); ++i) chart.columns.push_back(i);
        chart.below = std::size_t(shown) + 5;
        return writer.chart(chart);
    }

    files::SheetPlan towns_plan() const {
        auto out = plan("各地", "Places");
        out.columns = {{w("地区", "Place"), ColumnType::text, 24},
                       {w("未办结待办", "Open to-dos"), ColumnType::integer, 14},
                       {w("其中超期", "Overdue"), ColumnType::integer, 14}};
        return out;
    }
    Result<> towns(files::SheetWriter& writer) const {
        for (const auto& one : report_.loads)
            TRY(writer.row(std::vector<Value>{one.name, one.open, one.overdue}));
        if (report_.loads.empty()) return {};
        files::ChartPlan chart;
        chart.kind = files::ChartPlan::Kind::columns;
        chart.title = w("各地待办", "To-dos by place");
        chart.rows = report_.loads.size();
        chart.columns = {1, 2};
        chart.beside = 4;
        chart.below = 2;
        return writer.chart(chart);
    }

    const Report& report_;
    Language language_;
};

} // namespace

Result<> write_book(const Report& report, Language language, const std::filesystem::path& path) {
    return Book(report, language).write(path);
}

} // namespace banxing::reports
