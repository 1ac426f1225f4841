#include "payment.h"

#include <access/grants.h>
#include <casework/benefits.h>
#include <casework/files.h>

#include <algorithm>

namespace banxing::casework {

const char* name_of(Finding finding) {
    static constexpr const char* names[] = {"found", "nearly", "refused"};
    return names[int(finding)];
}

namespace {

/// One file and what is worked out from it; with one more record it is the same file as if.
struct AsIf {
    const derive::Program& program;
    std::string_view kind;
    std::vector<derive::Record> records;
    Date day;

    derive::File file() const { return {kind, records}; }
};

class Finder {
public:
    Finder(Office& office, const AsIf& now) : office_(office), now_(now) {}

    std::vector<BenefitFound> all(const derive::Consequences& derived) {
        std::vector<BenefitFound> out;
        for (auto& system : now_.program.source().systems)
            for (auto& rule : system.entitlements)
                if (auto one = look(system, rule, derived)) out.push_back(std::move(*one));
        std::stable_sort(out.begin(), out.end(),
                         [](auto& a, auto& b) { return a.finding < b.finding; });
        return out;
    }

private:
    std::optional<BenefitFound> look(const derive::System& system, const derive::Entitlement& rule,
                                     const derive::Consequences& derived) {
        BenefitFound out;
        out.id = system.id + "." + rule.id;
        out.title = rule.label;
        out.estimate = rule.estimate;
        out.basis = rule.basis;
        const derive::Entitled* newest = nullptr;
        for (auto& month : derived.entitled) {
            if (month.benefit != out.id) continue;
            out.entitled.fen += month.amount.fen;
            if (month.amount.fen > 0 && out.from.empty()) out.from = month.period;
            if (!newest || month.period > newest->period) newest = &month;
        }
        if (!newest) return rule.estimate ? std::nullopt : as_if_billed(rule, std::move(out));
        out.last = newest->period;
        judge(now_, *newest, {}, out);
        if (!out.from.empty()) out.finding = Finding::found;
        return out;
    }

    /// Amounts and counts above zero, so that none is refused for having cost nothing; all else is
    /// left open.
    static std::string filled_in(const derive::Form& form, const derive::Entitlement& rule,
                                 const std::string& month) {
        constexpr int some_fen = 10'000;
        Json out = Json::object();
        for (auto& field : form.fields) {
            if (field.type == derive::FieldType::money) out[field.id] = some_fen;
            if (field.type == derive::FieldType::integer) out[field.id] = 1;
        }
        if (rule.months_field != "$day") out[rule.months_field] = month;
        return out.dump();
    }

    /// No month yet: as if the month's form had been filled in today.
    std::optional<BenefitFound> as_if_billed(const derive::Entitlement& rule, BenefitFound out) {
        auto* form = now_.program.find_form(rule.months_form);
        if (!form || !belongs(now_.program, *form, now_.kind)) return std::nullopt;
        auto month = iso(now_.day).substr(0, 7);
        auto content = filled_in(*form, rule, month);
        AsIf billed = now_;
        derive::Record record;
        record.no = record.lineage = INT64_MAX;
        record.form = rule.months_form;
        record.day = now_.day;
        record.content = content;
        billed.records.push_back(record);
        for (auto& one : billed.program.entitled(billed.file(), now_.day)) {
            if (one.benefit != out.id || one.period != month) continue;
            judge(billed, one, rule.months_form, out);
            if (one.outcome == derive::Outcome::refused) return std::nullopt;
            out.finding = Finding::nearly;
            out.missing.insert(out.missing.begin(), paper(*form, {}));
            return out;
        }
        return std::nullopt; // it is not for this person
    }

    /// What is missing or failed for the month; facts that come with `with` are not asked for
    /// twice.
    void judge(const AsIf& as, const derive::Entitled& month, const std::string& with,
               BenefitFound& out) {
        auto why = as.program.explain(as.file(), now_.day, out.id, month.period);
        if (!why) return;
        out.sentence = why->sentence;
        out.nearly = why->nearly;
        for (auto& need : why->needs) {
            auto one = missing(need);
            if (with.empty() || one.form != with) out.missing.push_back(std::move(one));
        }
        bool close = month.outcome == derive::Outcome::needs || !out.nearly.empty();
        out.finding = month.amount.fen > 0 ? Finding::found
                      : close              ? Finding::nearly
                                           : Finding::refused;
    }

    Missing missing(const derive::FactShown& need) const {
        auto dot = need.id.find('.');
        if (auto* system = now_.program.find_system(need.id.substr(0, dot)))
            for (auto& fact : system->facts)
                if (system->id + "." + fact.id == need.id || fact.id == need.id)
                    if (auto* form = now_.program.find_form(fact.form))
                        return paper(*form, need.label);
        return {need.label, {}, {}, {}};
    }

    Missing paper(const derive::Form& form, const Words& fact) const {
        Missing out{fact, form.full_id(), form.label, {}};
        for (auto& role : form.write_roles)
            if (auto* known = office_.roles.find(role)) out.who.push_back(known->words);
        return out;
    }

    Office& office_;
    const AsIf& now_;
};

Result<std::vector<BenefitFound>> found(Office& office, db::Session& session, SubjectId subject,
                                        const consequences::Sight& sight) {
    auto head = TRY(records::find(session, subject));
    if (!head) return fail(access::no_such_file());
    auto rows = TRY(records::load(session, subject));
    auto& program = *office.program;
    AsIf now{program, head->kind, records::as_records(rows),
             head->derived_on.value_or(office.clock.today())};
    auto out = Finder(office, now).all(program.derive(now.file(), now.day));
    std::erase_if(out, [&](auto& one) { return !sight.benefit(one.id); });
    for (auto& payable : TRY(entitlement::payables_of(session, subject)))
        for (auto& one : out)
            if (one.id == payable.benefit && payable.net.fen > 0) one.open.fen += payable.net.fen;
    for (auto& wish : TRY(entitlement::wishes_of(session, subject)))
        for (auto& one : out)
            if (one.id == wish.benefit) one.wish = wish;
    return out;
}

Result<void> keep_wish(Office& office, db::Session& session, const access::Principal& who,
                       SubjectId subject, const entitlement::Wish& wish) {
    if (!benefit_of(office, wish.benefit))
        return fail(Error::not_found({"没有这项补贴", "There is no such benefit"}));
    TRY(entitlement::note_wish(session, subject, wish));
    return note_act(office, session, who, wish.wanted ? "benefit.wanted" : "benefit.declined",
                    subject, {{"benefit", wish.benefit}});
}

} // namespace

Result<std::vector<BenefitFound>> benefits(Office& office, const access::Principal& who,
                                           SubjectId subject) {
    auto out =
        TRY(office.database.read([&](db::Session& session) -> Result<std::vector<BenefitFound>> {
            if (!TRY(access::visible(session, who, subject, office.clock.today())))
                return fail(access::no_such_file());
            return found(office, session, subject, TRY(sight_of(office, session, who, subject)));
        }));
    TRY(note_shown(office, who, "benefits", {subject}));
    return out;
}

Result<std::vector<BenefitFound>> own_benefits(Office& office, db::Session& session,
                                               SubjectId subject, bool locked) {
    return found(office, session, subject,
                 consequences::Sight::of_family(*office.program, office.roles, locked));
}

Result<void> note_wish(Office& office, const access::Principal& who, SubjectId subject,
                       const std::string& benefit, bool wanted) {
    TRY(require_act(who, access::Act::review));
    return office.database.write(db::Priority::interactive,
                                 [&](db::Session& session) -> Result<void> {
                                     if (!TRY(access::visible(session, for_money(office, who),
                                                              subject, office.clock.today())))
                                         return fail(access::no_such_file());
                                     return keep_wish(office, session, who, subject,
                                                      {benefit, wanted, who.account,
                                                       who.organisation.id, office.clock.now()});
                                 });
}

Result<void> own_wish(Office& office, db::Session& session, const access::Principal& who,
                      SubjectId subject, const std::string& benefit, bool wanted) {
    return keep_wish(office, session, who, subject,
                     {benefit, wanted, who.account, OrganisationId{}, office.clock.now()});
}

Result<void> respect(db::Session& session, SubjectId subject, const std::string& benefit) {
    for (auto& wish : TRY(entitlement::wishes_of(session, subject)))
        if (wish.benefit == benefit && !wish.wanted)
            return fail(Error::conflict({"家庭表示不愿领取；家庭改变主意后才能提出",
                                         "The family does not want it; it is proposed once they "
                                         "say otherwise"}));
    return {};
}

} // namespace banxing::casework
