#include <entitlement/batches.h>
#include <files/write.h>

#include <fmt/format.h>
#include <fstream>

namespace banxing::entitlement {

static files::SheetPlan plan_of(const Sheet& sheet) {
    using files::ColumnType;
    files::SheetPlan plan;
    plan.name = sheet.number;
    plan.title = sheet.title + "发放表" + (sheet.demo ? "（演示数据）" : "");
    plan.above = {fmt::format("批次 {}　制表日期 {}　共 {} 笔", sheet.number,
                              chinese(sheet.made_on), sheet.lines.size())};
    if (sheet.demo) plan.above.push_back("演示数据：表中人物均为虚构，不得用于发放");
    plan.columns = {{"序号", ColumnType::integer, 6},      {"姓名", ColumnType::text, 12},
                    {"身份证号", ColumnType::text, 21},    {"监护人", ColumnType::text, 12},
                    {"补贴月份", ColumnType::text, 22},    {"康复机构", ColumnType::text, 24},
                    {"金额（元）", ColumnType::money, 14}, {"依据", ColumnType::text, 32}};
    plan.created = sheet.created;
    return plan;
}

Result<void> write_sheet(const std::filesystem::path& path, const Sheet& sheet) {
    using files::Value;
    auto writer = TRY(files::SheetWriter::create(path, plan_of(sheet)));
    Money sum;
    std::int64_t no = 0;
    for (auto& line : sheet.lines) {
        sum += line.amount;
        std::vector<Value> row{++no,        line.name,        line.identity_number, line.guardian,
                               line.months, line.institution, line.amount,          line.basis};
        TRY(writer.row(row));
    }
    std::vector<Value> total{Value(), std::string("合计"), Value(), Value(), Value(), Value(), sum};
    TRY(writer.total(total));
    TRY(writer.note("金额大写：" + in_capitals(sum)));
    TRY(writer.note("制表：　　　　　　　　复核：　　　　　　　　审批："));
    return writer.finish();
}

/// A number that a spreadsheet adds up: no separators, two decimals.
static std::string plain_yuan(Money amount) {
    return fmt::format("{}.{:02}", amount.fen / 100, amount.fen % 100);
}

Result<void> write_csv(const std::filesystem::path& path, const Sheet& sheet) {
    std::ofstream out(path, std::ios::binary);
    files::CsvWriter writer(out);
    std::vector<std::string> headings;
    for (auto& column : plan_of(sheet).columns) headings.push_back(column.heading);
    writer.row(headings);
    Money sum;
    int no = 0;
    for (auto& line : sheet.lines) {
        sum += line.amount;
        writer.row(std::vector<std::string>{std::to_string(++no), line.name, line.identity_number,
                                            line.guardian, line.months, line.institution,
                                            plain_yuan(line.amount), line.basis});
    }
    writer.row(std::vector<std::string>{"", "合计", "", "", "", "", plain_yuan(sum), ""});
    writer.row(std::vector<std::string>{"金额大写：" + in_capitals(sum)});
    out.flush();
    if (!out) return fail(Error::internal("the list cannot be written"));
    return {};
}

} // namespace banxing::entitlement
