#include <clock/clock.h>

#include <desks/file.h>
#include <money/payments.h>

namespace banxing::http {
namespace {

const char* name_of(entitlement::Desk desk) {
    static constexpr const char* names[] = {"open",    "proposed", "approved",
                                            "refused", "recovery", "returned"};
    return names[int(desk)];
}

const char* name_of(entitlement::BatchState state) {
    static constexpr const char* names[] = {"made", "exported", "paid"};
    return names[int(state)];
}

using entitlement::name_of; // of a claim's state

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
    if (one.due) {
        out["due"] = iso(*one.due);
        out["late"] = *one.due < context.today;
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

Json shown(const Context& context, const casework::Beside& beside) {
    Json out{{"benefit", beside.benefit},
             {"title", shown(beside.title)},
             {"cap_period", beside.cap_period},
             {"net", beside.net.fen}};
    out["months"] = Json::array();
    for (const auto& month : beside.months) {
        Json one{{"period", month.period},
                 {"decided", month.decided.fen},
                 {"entitled", month.entitled.fen},
                 {"difference", month.entitled.fen - month.decided.fen}};
        one["why"] = shown(context, month.why);
        out["months"].push_back(std::move(one));
    }
    return out;
}

Json shown(const std::vector<casework::StepLoad>& steps) {
    Json out{{"items", Json::array()}};
    for (const auto& one : steps) {
        Json step{
            {"step", casework::name_of(one.step)}, {"waiting", one.waiting}, {"late", one.late}};
        if (one.rule) {
            step["days"] = one.rule->days;
            step["example"] = one.rule->example;
            step["basis"] = {{"document", one.rule->basis.document},
                             {"clause", one.rule->basis.clause}};
        }
        out["items"].push_back(std::move(step));
    }
    return out;
}

Json shown(const Context& context, const std::vector<casework::ObjectionShown>& list) {
    Json out{{"items", Json::array()}};
    for (const auto& shown_one : list) {
        const auto& one = shown_one.objection;
        auto person = context.office().registry.listed(one.subject);
        Json json{{"id", one.id},
                  {"claim", one.claim},
                  {"subject", to_text(one.subject)},
                  {"name", person ? person->name : ""}};
        json["title"] = shown(shown_one.title);
        json["amount"] = shown_one.amount.fen;
        json["said"] = one.said;
        json["entered_at"] = iso(one.entered_at);
        json["entered_by"] = shown_one.entered_by;
        json["mine"] = shown_one.mine;
        if (shown_one.due) json["due"] = iso(*shown_one.due);
        json["late"] = shown_one.due && *shown_one.due < context.today;
        if (one.upheld) {
            json["upheld"] = *one.upheld;
            json["answer"] = one.answer;
            json["answered_by"] = shown_one.answered_by;
        }
        out["items"].push_back(std::move(json));
    }
    return out;
}

static Json shown_missing(const casework::Missing& one) {
    Json out{{"fact", shown(one.fact)}, {"who", Json::array()}};
    if (!one.form.empty()) {
        out["form"] = one.form;
        out["form_words"] = shown(one.form_words);
    }
    for (const auto& role : one.who) out["who"].push_back(shown(role));
    return out;
}

Json shown(const std::vector<casework::BenefitFound>& list) {
    Json out{{"items", Json::array()}};
    for (const auto& one : list) {
        Json json{{"benefit", one.id},
                  {"title", shown(one.title)},
                  {"finding", casework::name_of(one.finding)},
                  {"estimate", one.estimate}};
        if (!one.from.empty()) json["from"] = one.from;
        if (!one.last.empty()) json["last"] = one.last;
        json["entitled"] = one.entitled.fen;
        json["open"] = one.open.fen;
        json["sentence"] = shown(one.sentence);
        json["missing"] = Json::array();
        for (const auto& missing : one.missing) json["missing"].push_back(shown_missing(missing));
        json["nearly"] = shown_rows(one.nearly);
        json["basis"] = shown(one.basis);
        json["wish"] = !one.wish ? "unasked" : one.wish->wanted ? "wanted" : "declined";
        if (one.wish) {
            json["wish_at"] = iso(one.wish->at);
            json["wish_by_desk"] = one.wish->organisation.value != 0;
        }
        out["items"].push_back(std::move(json));
    }
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
    if (one.due) out["due"] = iso(*one.due);
    out["count"] = batch.count;
    out["amount"] = batch.amount.fen;
    if (!one.in_words.empty()) out["in_words"] = one.in_words;
    if (one.lines.empty()) return out;
    out["lines"] = Json::array();
    for (const auto& line : one.lines) out["lines"].push_back(shown_line(line));
    return out;
}

} // namespace banxing::http
