#include "payment.h"

#include <casework/steps.h>
#include <entitlement/batches.h>
#include <entitlement/objections.h>

namespace banxing::casework {

const char* name_of(Step step) {
    static constexpr const char* names[] = {"review",  "approve", "batch",    "retry",
                                            "confirm", "pay",     "objection"};
    return names[int(step)];
}

/// The value in force today with its source; the widest region's, for a desk has no file's place.
static std::optional<Deadlines::Rule> rule_of(const Office& office, Step step) {
    auto id = std::string(name_of(step)) + "_days";
    auto today = office.clock.today();
    auto text = office.program->value({"person", {}}, today, "benefits." + id);
    bool number = text && !text->empty() && text->find_first_not_of("0123456789") == text->npos;
    auto* system = office.program->find_system("benefits");
    if (!number || !system) return std::nullopt;
    Deadlines::Rule out{std::stoi(*text), {}, false};
    for (auto& parameter : system->parameters)
        for (auto& value : parameter.values)
            if (parameter.id == id && value.value == *text && value.valid.contains(today)) {
                out.basis = value.basis;
                out.example = value.example;
            }
    return out;
}

Deadlines::Deadlines(const Office& office)
    : calendar_(office.program->source().calendar), today_(office.clock.today()) {
    for (int step = 0; step < 7; ++step) rules_[step] = rule_of(office, Step(step));
}

std::optional<Date> Deadlines::due(Step step, Date from) const {
    auto& found = rule(step);
    if (!found) return std::nullopt;
    return calendar_.after(from, found->days);
}

std::optional<Date> Deadlines::late_before(Step step) const {
    if (!rule(step)) return std::nullopt;
    Date day = today_; // what begins today is never late
    while (*due(step, add_days(day, -1)) >= today_) day = add_days(day, -1);
    return day;
}

static Result<StepLoad> on_desk(db::Session& session, const access::Principal& who,
                                entitlement::Desk desk, StepLoad load, const Deadlines& deadlines,
                                Date today) {
    auto before = deadlines.late_before(load.step).value_or(from_days(0));
    auto found = TRY(entitlement::waiting(session, who, desk, before, today));
    load.waiting = found.total;
    load.late = found.late;
    return load;
}

static Result<StepLoad> of_batches(db::Session& session, const access::Principal& who,
                                   StepLoad load, const Deadlines& deadlines) {
    constexpr int newest = 1'000;
    auto area = access::inside(who.organisation.region);
    auto before = deadlines.late_before(load.step);
    for (auto& batch : TRY(entitlement::batches(session, area.from, area.to, newest))) {
        bool confirmed = batch.confirmed_at.has_value();
        if (batch.state == entitlement::BatchState::paid || confirmed != (load.step == Step::pay))
            continue;
        ++load.waiting;
        auto since = civil_day(confirmed ? *batch.confirmed_at : batch.made_at);
        load.late += before && since < *before;
    }
    return load;
}

static Result<StepLoad> of_objections(db::Session& session, const access::Principal& who,
                                      StepLoad load, const Deadlines& deadlines, Date today) {
    auto before = deadlines.late_before(load.step).value_or(from_days(0));
    auto found = TRY(entitlement::open_objections(session, who, before, today));
    load.waiting = found.total;
    load.late = found.late;
    return load;
}

static Result<StepLoad> load_of(Office& office, db::Session& session, const access::Principal& who,
                                Step step, const Deadlines& deadlines) {
    auto today = office.clock.today();
    StepLoad load;
    load.step = step;
    load.rule = deadlines.rule(step);
    switch (step) {
    case Step::review:
        return on_desk(session, who, entitlement::Desk::open, load, deadlines, today);
    case Step::approve:
        return on_desk(session, who, entitlement::Desk::proposed, load, deadlines, today);
    case Step::batch:
        return on_desk(session, who, entitlement::Desk::approved, load, deadlines, today);
    case Step::retry:
        return on_desk(session, who, entitlement::Desk::returned, load, deadlines, today);
    case Step::confirm:
    case Step::pay:
        return of_batches(session, who, load, deadlines);
    case Step::objection:
        break;
    }
    return of_objections(session, who, load, deadlines, today);
}

Result<std::vector<StepLoad>> steps(Office& office, const access::Principal& who) {
    TRY(require_act(who, access::Act::review | access::Act::approve | access::Act::batch |
                             access::Act::pay));
    static constexpr access::Act needs[] = {
        access::Act::review, access::Act::approve, access::Act::batch,  access::Act::batch,
        access::Act::pay,    access::Act::pay,     access::Act::approve};
    auto mine = for_money(office, who);
    Deadlines deadlines(office);
    return office.database.read([&](db::Session& session) -> Result<std::vector<StepLoad>> {
        std::vector<StepLoad> out;
        for (int step = 0; step < 7; ++step)
            if (access::may(who, needs[step]))
                out.push_back(TRY(load_of(office, session, mine, Step(step), deadlines)));
        return out;
    });
}

} // namespace banxing::casework
