#include "budget_reading.h"

namespace banxing::http {

Result<ledger::Line> read_line(const Request& request) {
    auto fields = TRY(Fields::of(request));
    ledger::Line out;
    out.year = int(fields.integer_or("year", 2000, 2100, 0));
    auto source =
        fields.one_of("source", {"county", "city", "province", "central", "lottery", "gift"});
    out.source = ledger::source_named(source).value_or(ledger::Source::county);
    out.benefit = fields.text_or_empty("benefit", 100);
    out.title = fields.text("title", 2, 60);
    out.earmark = fields.text_or_empty("earmark", 200);
    out.rank = int(fields.integer_or("rank", 0, 100, 0));
    if (out.year == 0) fields.note("year", {"必填", "must be given"});
    TRY(fields.done());
    return out;
}

Result<casework::Booking> read_booking(const Request& request) {
    auto fields = TRY(Fields::of(request));
    casework::Booking out;
    if (!fields.has("amount")) fields.note("amount", {"必填", "must be given"});
    out.amount = {fields.integer_or("amount", 0, 1'000'000'000'000, 0)};
    out.reason = fields.text_or_empty("reason", 200);
    out.reference = fields.text_or_empty("reference", 100);
    TRY(fields.done());
    return out;
}

Result<std::int64_t> read_before(const Request& request) {
    Query query(request);
    auto before = query.integer("before", 1, INT64_MAX, INT64_MAX);
    TRY(query.done());
    return before;
}

std::optional<ledger::Recovery> recovery_named(std::string_view name) {
    if (name == "demand") return ledger::Recovery::demanded;
    if (name == "received") return ledger::Recovery::recovered;
    if (name == "waive") return ledger::Recovery::waived;
    return std::nullopt;
}

} // namespace banxing::http
