#pragma once
// The folder between us and an operator's SMS gateway: outbox/*.csv are fetched there,
// receipts/*.csv come back. Both UTF-8, first line the columns.
#include <casework/casework.h>

#include <filesystem>

namespace banxing::messages {

/// One line of a receipt.
struct Receipt {
    std::int64_t id = 0;
    std::string status; // as the gateway says: DELIVRD, UNDELIV, EXPIRED …
};
/// `id,status` and whatever stands behind; lines that are none are counted.
struct Receipts {
    std::vector<Receipt> lines;
    int unread = 0;
};
Receipts read_receipts(std::string_view text);

struct Exchanged {
    int written = 0, delivered = 0, failed = 0, unknown = 0;
};
/// Writes what is queued to outbox/sms-<first id>.csv (`id,phone,text`) and takes in receipts,
/// which go to receipts/done. `text` is what is sent, with {organisation}. A file is written anew
/// with the same lines when the one before was cut off. Unavailable when the folder cannot be
/// written.
Result<Exchanged> exchange(casework::Office& office, const std::filesystem::path& folder,
                           const std::string& text);

} // namespace banxing::messages
