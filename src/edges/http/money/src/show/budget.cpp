#include "budget.h"

#include <clock/clock.h>

namespace banxing::http {
namespace {

using http::shown;

const char* name_of(ledger::ApplicationState state) {
    static constexpr const char* names[] = {"sent", "granted", "refused"};
    return names[int(state)];
}

Json shown(const ledger::Standing& one) {
    Json out{{"id", one.line.id},
             {"year", one.line.year},
             {"source", ledger::name_of(one.line.source)},
             {"benefit", one.line.benefit},
             {"title", one.line.title},
             {"earmark", one.line.earmark},
             {"rank", one.line.rank}};
    out["appropriated"] = one.appropriated.fen;
    out["available"] = one.available.fen;
    out["committed"] = one.committed.fen;
    out["paid"] = one.paid.fen;
    out["receivable"] = one.receivable.fen;
    out["written_off"] = one.written_off.fen;
    return out;
}

Json shown(const casework::BenefitBudget& one) {
    Json out{{"benefit", one.benefit}, {"title", shown(one.title)}};
    out["appropriated"] = one.appropriated.fen;
    out["committed"] = one.committed.fen;
    out["paid"] = one.paid.fen;
    out["people"] = one.people;
    out["open"] = one.open.fen;
    out["month"] = one.month.fen;
    out["forecast"] = one.forecast.fen;
    if (!one.dry.empty()) out["dry"] = one.dry;
    return out;
}

Json shown(const ledger::Application& one) {
    Json out{{"id", one.id},
             {"line", one.line},
             {"asked", one.asked.fen},
             {"granted", one.granted.fen},
             {"state", name_of(one.state)},
             {"reason", one.reason},
             {"sent_on", iso(one.sent_on)}};
    if (one.answered_on) out["answered_on"] = iso(*one.answered_on);
    return out;
}

} // namespace

Json shown(const casework::BudgetShown& budget) {
    Json out{{"year", budget.year},
             {"general", budget.general.fen},
             {"lines", Json::array()},
             {"benefits", Json::array()},
             {"applications", Json::array()}};
    for (const auto& one : budget.lines) {
        out["lines"].push_back(shown(one));
        auto title = budget.titles.find(one.line.benefit);
        if (title != budget.titles.end())
            out["lines"].back()["benefit_title"] = shown(title->second);
    }
    for (const auto& one : budget.benefits) out["benefits"].push_back(shown(one));
    for (const auto& one : budget.applications) out["applications"].push_back(shown(one));
    return out;
}

Json shown(const std::vector<ledger::Entry>& entries) {
    Json out{{"items", Json::array()}};
    for (const auto& one : entries) {
        Json item{{"seq", one.seq},
                  {"at", iso(one.at)},
                  {"kind", ledger::name_of(one.kind)},
                  {"amount", one.amount.fen}};
        if (one.claim != 0) {
            item["claim"] = one.claim;
            item["subject"] = to_text(one.subject);
            item["decision"] = one.decision;
            item["clause"] = one.clause;
        }
        if (one.batch != 0) item["batch"] = one.batch;
        item["reference"] = one.reference;
        item["reason"] = one.reason;
        out["items"].push_back(std::move(item));
    }
    return out;
}

} // namespace banxing::http
