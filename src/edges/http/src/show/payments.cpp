#include "payments.h"

#include <clock/clock.h>

namespace banxing::http {
namespace {

const char* name_of(entitlement::Desk desk) {
    static constexpr const char* names[] = {"open",    "proposed", "approved",
                                            "refused", "recovery", "returned"};
    return names[int(desk)];
}

const char* name_of(entitlement::ClaimState state) {
    static constexpr const char* names[] = {"proposed", "approved", "refused",  "withdrawn",
                                            "batched",  "paid",     "returned", "retried"};
    return names[int(state)];
}

const char* name_of(entitlement::BatchState state) {
    static constexpr const char* names[] = {"made", "exported", "paid"};
    return names[int(state)];
}

Json shown_payable(const Context& context, const casework::PayableShown& one) {
    const auto& payable = one.row.payable;
    auto person = context.office().registry.listed(payable.subject);
    Json out{{"subject", to_text(payable.subject)},
             {"name", person ? person->name : ""},
             {"benefit", payable.benefit}};
    out["title"] = shown(one.title);
    out["cap_period"] = payable.cap_period;
    out["entitled"] = payable.entitled.fen;
    out["decided"] =
        (payable.decided + payable.paid_before).fen; // what the cap period has had, wherever
    out["net"] = one.row.amount.fen;
    if (one.institution) out["institution"] = shown(*one.institution);
    out["months"] = Json::array();
    for (const auto& month : one.months)
        out["months"].push_back({{"period", month.period}, {"amount", month.amount.fen}});
    out["state"] = name_of(one.desk);
    if (one.row.claim) {
        out["claim"] = one.row.claim->id;
        if (!one.row.claim->reason.empty()) out["reason"] = one.row.claim->reason;
        if (one.row.claim->notice_until) out["notice_until"] = iso(*one.row.claim->notice_until);
    }
    if (!one.proposed_by.empty()) out["proposed_by"] = one.proposed_by;
    out["mine"] = one.mine;
    return out;
}

Json shown_line(const casework::BatchLine& line) {
    Json out{{"no", line.no},
             {"subject", to_text(line.subject)},
             {"name", line.name},
             {"months", line.months},
             {"amount", line.amount.fen}};
    out["identity_number"] = line.identity_number;
    out["guardian"] = line.guardian;
    if (line.institution) out["institution"] = shown(*line.institution);
    out["basis"] = line.basis;
    out["claim"] = line.claim;
    out["state"] = name_of(line.state);
    if (!line.reason.empty()) out["reason"] = line.reason;
    return out;
}

} // namespace

Json shown(const Context& context, const casework::PayablePage& page) {
    Json out{{"items", Json::array()}, {"total", page.total}, {"total_fen", page.sum.fen}};
    for (const auto& one : page.items) out["items"].push_back(shown_payable(context, one));
    if (!page.next.empty()) out["next"] = page.next;
    return out;
}

Json shown(const casework::Outcomes& outcomes) {
    Json out{{"done", outcomes.done}, {"failed", Json::array()}};
    for (const auto& one : outcomes.failed)
        out["failed"].push_back({{"index", one.index}, {"message", shown(one.message)}});
    return out;
}

Json shown(const casework::BatchShown& one) {
    const auto& batch = one.batch;
    Json out{{"id", batch.id},
             {"number", batch.number},
             {"benefit", batch.benefit},
             {"title", shown(one.title)}};
    out["made_at"] = iso(batch.made_at);
    out["made_by"] = one.made_by;
    out["state"] = name_of(batch.state);
    if (batch.paid_on) out["paid_on"] = iso(*batch.paid_on);
    if (batch.confirmed_at) out["confirmed_at"] = iso(*batch.confirmed_at);
    out["count"] = batch.count;
    out["amount"] = batch.amount.fen;
    if (!one.in_words.empty()) out["in_words"] = one.in_words;
    if (one.lines.empty()) return out;
    out["lines"] = Json::array();
    for (const auto& line : one.lines) out["lines"].push_back(shown_line(line));
    return out;
}

} // namespace banxing::http
