#pragma once
// What goes to the bank, and what it answers. Both are tables that a bank's counter can open; the
// claim's number is the 流水号 that comes back.
#include <entitlement/batches.h>

namespace banxing::entitlement {

struct BankLine {
    std::int64_t claim = 0;
    std::string name, identity_number, purpose;
    Money amount;
};
/// .csv: 流水号, 户名, 身份证号, 金额, 用途; a total and the amount in capitals below.
Result<void> write_bank_file(const std::filesystem::path& path, const std::string& number,
                             const std::vector<BankLine>& lines);

struct ReturnLine {
    std::int64_t claim = 0;
    Money amount;
    bool paid = false;
    std::string reason; // why not
};
/// .xlsx or .csv with the columns 流水号, 金额, 结果 (成功 or 失败) and 原因, in any order. Invalid
/// with every fault and its row.
Result<std::vector<ReturnLine>> read_return_file(const std::filesystem::path& path);

/// Each claim of the batch once and with its amount, and nothing else: else invalid with every
/// difference.
Result<void> reconcile(const std::vector<Claim>& claims, const std::vector<ReturnLine>& lines);

struct ReturnFile {
    std::int64_t batch = 0;
    std::string digest;
    AccountId account;
    Instant at;
    std::int64_t paid = 0, returned = 0;
};
/// False when this file was taken in before.
Result<bool> note_return_file(db::Session& session, const ReturnFile& file);

} // namespace banxing::entitlement
