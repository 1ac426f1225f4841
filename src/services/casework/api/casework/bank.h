#pragma once
// Between the batch and the money: finance confirms, the bank gets its file and answers, a month is
// closed.
#include <casework/payment.h>

namespace banxing::casework {

/// Act pay. The same again changes nothing.
Result<BatchShown> confirm_batch(Office& office, const access::Principal& who, std::int64_t id);

/// Act pay. Conflict before finance has confirmed the batch. Answers with the file's name to offer;
/// audited as an export.
Result<std::string> bank_file(Office& office, const access::Principal& who, std::int64_t id,
                              const std::filesystem::path& to);

/// Act pay. Reconciles the bank's file with the batch and enters all of it, or nothing: what was
/// paid is paid, what failed is returned with the bank's reason. The same file again changes
/// nothing.
Result<BatchShown> take_return_file(Office& office, const access::Principal& who, std::int64_t id,
                                    Date paid_on, const std::filesystem::path& file);

/// Act pay: "2026-11".
Result<void> close_month(Office& office, const access::Principal& who, const std::string& month);
struct ClosedShown {
    std::string month, by; // an account's name
    Instant at;
};
Result<std::vector<ClosedShown>> closed_months(Office& office, const access::Principal& who);

} // namespace banxing::casework
