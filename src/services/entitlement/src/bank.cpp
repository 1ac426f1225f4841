#include "rows.h"

#include <entitlement/bank.h>
#include <files/clean.h>
#include <files/headings.h>
#include <files/write.h>

#include <fmt/format.h>
#include <fstream>

namespace banxing::entitlement {

Result<void> write_bank_file(const std::filesystem::path& path, const std::string& number,
                             const std::vector<BankLine>& lines) {
    std::ofstream out(path, std::ios::binary);
    files::CsvWriter writer(out);
    using Cells = std::vector<std::string>;
    auto yuan_of = [](Money money) {
        return fmt::format("{}.{:02}", money.fen / 100, money.fen % 100);
    };
    writer.row(Cells{"流水号", "户名", "身份证号", "金额", "用途", "结果", "原因"});
    Money sum;
    for (auto& line : lines) {
        sum += line.amount;
        writer.row(Cells{std::to_string(line.claim), line.name, line.identity_number,
                         yuan_of(line.amount), line.purpose, "", ""});
    }
    writer.row(Cells{"合计", fmt::format("{}笔", lines.size()), number, yuan_of(sum),
                     in_capitals(sum), "", ""});
    out.flush();
    if (!out) return fail(Error::internal("the bank's file cannot be written"));
    return {};
}

/// Rows of a return file, read one after the other.
class ReturnReader {
public:
    Result<files::Next> row(const files::Row& row) {
        if (claim_ < 0) return heading(row);
        auto text = files::as_text(cell(row, claim_));
        if (!text || text->empty() || *text == "合计") return files::Next::more;
        ReturnLine line;
        auto number = files::as_integer(cell(row, claim_));
        auto amount = files::as_money(cell(row, amount_));
        auto result = files::as_text(cell(row, result_));
        if (!number) note(row, number.error().message);
        if (!amount) note(row, amount.error().message);
        bool known = result && (*result == "成功" || *result == "失败");
        if (!known) note(row, {"结果应为“成功”或“失败”", "the result is 成功 or 失败"});
        if (!number || !amount || !known) return files::Next::more;
        line.claim = *number;
        line.amount = *amount;
        line.paid = *result == "成功";
        if (reason_ >= 0) line.reason = files::as_text(cell(row, reason_)).value_or("");
        lines.push_back(std::move(line));
        return files::Next::more;
    }
    bool headed() const { return claim_ >= 0; }
    std::vector<ReturnLine> lines;
    std::vector<FieldIssue> issues;

private:
    Result<files::Next> heading(const files::Row& row) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            auto text = files::as_text(row.cells[i]).value_or("");
            if (text == "流水号") claim_ = int(i);
            if (text == "金额") amount_ = int(i);
            if (text == "结果") result_ = int(i);
            if (text == "原因") reason_ = int(i);
        }
        if (amount_ < 0 || result_ < 0) claim_ = -1;
        return files::Next::more;
    }
    static const files::Cell& cell(const files::Row& row, int column) {
        static const files::Cell nothing;
        auto at = std::size_t(column);
        return at < row.cells.size() ? row.cells[at] : nothing;
    }
    void note(const files::Row& row, Words words) {
        issues.push_back({fmt::format("row {}", row.number), std::move(words)});
    }
    int claim_ = -1, amount_ = -1, result_ = -1, reason_ = -1;
};

static Error unreadable(std::vector<FieldIssue> issues) {
    return Error::invalid({"回单与批次不符，没有登记任何一笔",
                           "The bank's file does not fit the batch; nothing was entered"},
                          std::move(issues));
}

Result<std::vector<ReturnLine>> read_return_file(const std::filesystem::path& path) {
    ReturnReader reader;
    TRY(files::read_sheet(
        files::Source::file(path), {},
        [&](const files::SheetInfo&, files::Row& row) { return reader.row(row); }));
    if (!reader.headed())
        reader.issues.push_back(
            {"row 1",
             {"没有找到“流水号、金额、结果”三列", "there are no columns 流水号, 金额, 结果"}});
    if (!reader.issues.empty()) return fail(unreadable(std::move(reader.issues)));
    return std::move(reader.lines);
}

Result<void> reconcile(const std::vector<Claim>& claims, const std::vector<ReturnLine>& lines) {
    std::map<std::int64_t, Money> expected;
    for (auto& claim : claims) expected[claim.id] = claim.amount;
    std::vector<FieldIssue> issues;
    auto note = [&](std::int64_t claim, const char* zh, const char* en) {
        issues.push_back({std::to_string(claim), {zh, en}});
    };
    for (auto& line : lines) {
        auto found = expected.find(line.claim);
        if (found == expected.end()) {
            note(line.claim, "不在本批次内，或出现了两次", "not in this batch, or there twice");
            continue;
        }
        if (found->second != line.amount) note(line.claim, "金额不符", "another amount");
        if (!line.paid && line.reason.empty())
            note(line.claim, "失败须写明原因", "a failure needs its reason");
        expected.erase(found);
    }
    for (auto& [claim, amount] : expected) note(claim, "回单中没有这一笔", "missing in the file");
    if (!issues.empty()) return fail(unreadable(std::move(issues)));
    return {};
}

Result<bool> note_return_file(db::Session& session, const ReturnFile& file) {
    return TRY(session.run(sql::PutReturnFile{.batch = file.batch,
                                              .digest = file.digest,
                                              .at = file.at.ms,
                                              .account = file.account.value,
                                              .paid = file.paid,
                                              .returned = file.returned})) > 0;
}

} // namespace banxing::entitlement
