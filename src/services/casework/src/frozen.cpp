#include "frozen.h"

#include "payment.h"

#include <entitlement/frozen.h>

namespace banxing::casework {

static Json to_json(const Words& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

static Words words_from(const Json& json) {
    return {json.value("zh", ""), json.value("en", "")};
}

static Json to_json(const derive::Citation& basis) {
    return {{"document", basis.document}, {"clause", basis.clause}};
}

static derive::Citation basis_from(const Json& json) {
    derive::Citation out;
    out.document = json.value("document", "");
    out.clause = json.value("clause", "");
    return out;
}

static Json to_json(const derive::FactShown& fact) {
    Json out{{"id", fact.id}, {"record", fact.record}, {"unknown", fact.unknown}};
    out["label"] = to_json(fact.label);
    out["value"] = to_json(fact.value);
    out["basis"] = to_json(fact.basis);
    return out;
}

static derive::FactShown fact_from(const Json& json) {
    derive::FactShown out;
    out.id = json.value("id", "");
    out.label = words_from(json.value("label", Json::object()));
    out.value = words_from(json.value("value", Json::object()));
    out.record = json.value("record", std::int64_t(0));
    out.basis = basis_from(json.value("basis", Json::object()));
    out.unknown = json.value("unknown", false);
    return out;
}

static Json to_json(const derive::RowShown& row) {
    Json out{{"rule", row.rule_id}, {"row", row.row}, {"table", row.table}, {"clause", row.clause}};
    out["text"] = to_json(row.text);
    return out;
}

static derive::RowShown row_from(const Json& json) {
    derive::RowShown out;
    out.rule_id = json.value("rule", "");
    out.row = json.value("row", 0);
    out.table = json.value("table", "");
    out.text = words_from(json.value("text", Json::object()));
    out.clause = json.value("clause", "");
    return out;
}

template <typename T>
static Json list_of(const std::vector<T>& items) {
    Json out = Json::array();
    for (auto& one : items) out.push_back(to_json(one));
    return out;
}

template <typename T>
static std::vector<T> list_from(const Json& json, const char* name, T (*read)(const Json&)) {
    std::vector<T> out;
    for (auto& one : json.value(name, Json::array())) out.push_back(read(one));
    return out;
}

Json to_json(const derive::Explanation& why) {
    Json out{{"outcome", int(why.outcome)}, {"amount", why.amount.fen}};
    out["sentence"] = to_json(why.sentence);
    out["facts"] = list_of(why.facts);
    out["needs"] = list_of(why.needs);
    out["matched"] = list_of(why.matched);
    out["nearly"] = list_of(why.nearly);
    out["basis"] = list_of(why.basis);
    return out;
}

Result<derive::Explanation> explanation_from(const std::string& text) {
    auto json = TRY(parse_json(text));
    derive::Explanation out;
    out.outcome = derive::Outcome(json.value("outcome", 0));
    out.amount = {json.value("amount", std::int64_t(0))};
    out.sentence = words_from(json.value("sentence", Json::object()));
    out.facts = list_from<derive::FactShown>(json, "facts", fact_from);
    out.needs = list_from<derive::FactShown>(json, "needs", fact_from);
    out.matched = list_from<derive::RowShown>(json, "matched", row_from);
    out.nearly = list_from<derive::RowShown>(json, "nearly", row_from);
    out.basis = list_from<derive::Citation>(json, "basis", basis_from);
    return out;
}

Result<std::vector<Frozen>> reasons(const derive::Program& program, db::Session& session,
                                    const records::Head& head, const entitlement::Claim& claim,
                                    Date day) {
    auto rows = TRY(records::load(session, claim.subject));
    auto records = records::as_records(rows);
    std::vector<Frozen> out;
    for (auto& month : claim.months) {
        auto why = program.explain({head.kind, records}, day, claim.benefit, month.period);
        if (why) out.push_back({month.period, month.amount, std::move(*why)});
    }
    return out;
}

Result<void> freeze(db::Session& session, const entitlement::Claim& claim,
                    const std::vector<Frozen>& months, Instant at) {
    for (auto& month : months)
        TRY(entitlement::freeze(session, {claim.subject, claim.id, month.period, month.amount, at,
                                          claim.policy, to_json(month.why).dump()}));
    return {};
}

bool stands(entitlement::ClaimState state) {
    using entitlement::ClaimState;
    return state == ClaimState::approved || state == ClaimState::batched ||
           state == ClaimState::paid || state == ClaimState::returned;
}

/// What the record of the decision says by itself; empty: it is not in the file any more.
static std::string said_by(const entitlement::Claim& claim, const std::vector<records::Row>& rows) {
    auto form = form_beside(claim.benefit, "subsidy_decision");
    for (auto* row : records::in_force(rows)) {
        if (row->form != form || row->op == derive::RecordOp::withdrawal) continue;
        auto content = Json::parse(row->content, nullptr, false);
        if (content.is_object() && content.value("claim", std::int64_t(0)) == claim.id)
            return content.value("explanation", std::string());
    }
    return {};
}

/// The month of a decision whose reasons were not kept; nothing when it decided nothing for it.
static std::optional<Then> not_kept(const entitlement::Claim& claim, const std::string& period,
                                    const std::vector<records::Row>& rows) {
    for (auto& month : claim.months)
        if (month.period == period && stands(claim.state) && claim.decided_at)
            return Then{claim.id,     claim.state, *claim.decided_at,   month.amount,
                        claim.policy, {},          said_by(claim, rows)};
    return std::nullopt;
}

Result<std::vector<Then>> thawed(db::Session& session, SubjectId subject,
                                 const std::string& benefit, const std::string& period,
                                 const std::vector<records::Row>& rows) {
    std::vector<Then> out;
    bool paid_anew = false; // the reasons stand with the claim that the bank returned
    for (auto& claim : TRY(entitlement::claims_of(session, subject))) {
        if (claim.benefit != benefit) continue;
        auto kept = TRY(entitlement::frozen(session, subject, claim.id, period));
        if (kept) {
            out.push_back({claim.id, claim.state, kept->at, kept->amount, kept->policy,
                           TRY(explanation_from(kept->why)), std::string()});
            paid_anew = claim.state == entitlement::ClaimState::retried;
        } else if (auto older = paid_anew ? std::nullopt : not_kept(claim, period, rows)) {
            out.push_back(std::move(*older));
        }
    }
    return out;
}

} // namespace banxing::casework
