#include "payments_reading.h"

namespace banxing::http {

constexpr std::size_t most_ticked = 500;

Result<entitlement::DeskFilter> read_desk(const Request& request) {
    Query query(request);
    auto state = query.one_of(
        "state", {"open", "proposed", "approved", "refused", "recovery", "returned"}, "open");
    entitlement::DeskFilter filter;
    filter.after = query.text("after");
    filter.limit = int(query.integer("limit", 1, 200, 50));
    TRY(query.done());
    filter.desk = entitlement::desk_named(state).value_or(entitlement::Desk::open);
    return filter;
}

Result<std::vector<casework::Proposal>> read_proposals(const Request& request) {
    auto fields = TRY(Fields::of(request));
    std::vector<casework::Proposal> out;
    fields.each("items", 1, most_ticked, [&](Fields& item) {
        casework::Proposal one;
        one.subject = item.subject("subject");
        one.benefit = item.text("benefit", 1, 100);
        one.cap_period = item.text("cap_period", 1, 20);
        one.amount = {item.integer("amount")};
        out.push_back(std::move(one));
    });
    TRY(fields.done());
    return out;
}

Result<casework::Returned> read_returned(const Request& request, std::int64_t batch) {
    auto fields = TRY(Fields::of(request));
    casework::Returned out;
    out.batch = batch;
    out.claims = fields.integers("claims", 1, most_ticked);
    out.on = fields.day("returned_on");
    out.reason = fields.text("reason", 2, 200);
    TRY(fields.done());
    return out;
}

Result<Ticked> read_ticked(const Request& request) {
    auto fields = TRY(Fields::of(request));
    Ticked out{fields.integers("claims", 1, most_ticked), fields.text_or_empty("reason", 200)};
    TRY(fields.done());
    return out;
}

} // namespace banxing::http
