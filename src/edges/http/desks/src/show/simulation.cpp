#include "simulation.h"

#include <clock/clock.h>

namespace banxing::http {
namespace {

using http::shown;

Json shown(const std::vector<simulation::Row>& rows) {
    Json out = Json::array();
    for (const auto& row : rows)
        out.push_back({{"key", row.key},
                       {"label", shown(row.label)},
                       {"before", row.side.before.fen},
                       {"after", row.side.after.fen},
                       {"gain", row.side.gain},
                       {"lose", row.side.lose}});
    return out;
}

Json shown(const Context& context, const simulation::Person& one) {
    auto person = context.office().registry.listed(one.subject);
    return {{"subject", to_text(one.subject)},
            {"name", person ? person->name : ""},
            {"benefit", one.benefit},
            {"period", one.period},
            {"before", one.before.fen},
            {"after", one.after.fen},
            {"month_before", one.month_before.fen},
            {"month_after", one.month_after.fen},
            {"why_before", shown(one.why_before)},
            {"why_after", shown(one.why_after)}};
}

} // namespace

Json shown(const Context& context, const simulation::Report& report) {
    Json out{{"title", shown(report.title)}, {"from", report.from}, {"to", report.to}};
    out["files"] = report.files;
    out["people"] = report.people;
    out["gain"] = report.gain;
    out["lose"] = report.lose;
    out["newly"] = report.newly;
    out["no_longer"] = report.no_longer;
    out["before"] = report.before.fen;
    out["after"] = report.after.fen;
    out["by_month"] = shown(report.by_month);
    out["by_town"] = shown(report.by_town);
    out["by_age"] = shown(report.by_age);
    out["by_benefit"] = shown(report.by_benefit);
    out["by_source"] = shown(report.by_source);
    out["surprising"] = Json::array();
    for (const auto& one : report.surprising) out["surprising"].push_back(shown(context, one));
    return out;
}

static Json shown_draft(const Context& context, const casework::PolicyDrafts& all,
                        const policy::Draft& draft) {
    auto me = context.who().account;
    auto name = [&](AccountId account) {
        auto found = all.names.find(account.value);
        return found == all.names.end() ? std::string() : found->second;
    };
    Json out{{"version", draft.version},
             {"title", shown(draft.title)},
             {"change", draft.change},
             {"state", policy::name_of(draft.state)}};
    out["proposed_by"] = name(draft.proposed_by);
    out["proposed_at"] = iso(draft.proposed_at);
    out["mine"] = draft.proposed_by == me;
    out["stale"] = draft.state == policy::DraftState::open && draft.base != all.ruling;
    out["ready"] = draft.may_be_published();
    out["consents"] = Json::array();
    for (const auto& one : draft.consents)
        out["consents"].push_back({{"by", name(one.account)},
                                   {"given", one.given},
                                   {"reason", one.reason},
                                   {"at", iso(one.at)},
                                   {"mine", one.account == me}});
    return out;
}

Json shown(const Context& context, const casework::PolicyDrafts& all) {
    Json out{{"items", Json::array()}, {"ruling", all.ruling}, {"needed", policy::consents_needed}};
    out["may_consent"] = access::may(context.who(), casework::consents_to_policy);
    for (const auto& one : all.items) out["items"].push_back(shown_draft(context, all, one));
    return out;
}

} // namespace banxing::http
