#pragma once
#include <casework/budget.h>

#include <wire/read.h>

namespace banxing::http {

Result<ledger::Line> read_line(const Request& request);
Result<casework::Booking> read_booking(const Request& request);
/// Entries older than this number; the newest page without it.
Result<std::int64_t> read_before(const Request& request);
std::optional<ledger::Recovery> recovery_named(std::string_view name);

} // namespace banxing::http
