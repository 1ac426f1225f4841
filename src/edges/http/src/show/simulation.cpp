#include "simulation.h"

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

} // namespace banxing::http
