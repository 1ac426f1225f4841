#include "payment.h"

#include <casework/steps.h>
#include <derive/in_force.h>
#include <entitlement/batches.h>
#include <entitlement/objections.h>

#include <set>

namespace banxing::casework {

const char* name_of(Step step) {
    static constexpr const char* names[] = {"review",  "approve", "batch",    "retry",
                                            "confirm", "pay",     "objection"};
    return names[int(step)];
}

Deadlines::Deadlines(const Office& office)
    : program_(office.program.shared()), today_(office.clock.today()) {
    auto* system = program_->find_system("benefits");
    if (!system) return;
    for (int step = 0; step < 7; ++step)
        for (auto& parameter : system->parameters)
            if (parameter.id == std::string(name_of(Step(step))) + "_days")
                parameters_[step] = &parameter;
}

std::optional<Deadlines::Rule> Deadlines::rule(Step step, std::string_view place) const {
    auto* parameter = parameters_[int(step)];
    auto* found = parameter ? derive::in_force(*parameter, place, today_) : nullptr;
    bool number = found && !found->value.empty() &&
                  found->value.find_first_not_of("0123456789") == std::string::npos;
    if (!number) return std::nullopt;
    return Rule{std::stoi(found->value), found->basis, found->example};
}

std::optional<Date> Deadlines::due(Step step, Date from, std::string_view place) const {
    auto found = rule(step, place);
    if (!found) return std::nullopt;
    return program_->source().calendar.after(from, found->days);
}

std::optional<Date> Deadlines::late_before(Step step, std::string_view place) const {
    if (!rule(step, place)) return std::nullopt;
    Date day = today_; // what begins today is never late
    while (*due(step, add_days(day, -1), place) >= today_) day = add_days(day, -1);
    return day;
}

std::vector<std::string> Deadlines::regions(Step step) const {
    std::set<std::pair<std::size_t, std::string>> found;
    if (auto* parameter = parameters_[int(step)])
        for (auto& value : parameter->values)
            if (value.valid.contains(today_)) found.emplace(value.region.size(), value.region);
    std::vector<std::string> out;
    for (auto& [digits, region] : found) out.push_back(region);
    return out;
}

Result<std::string> place_of(Office& office, db::Session& session, SubjectId subject) {
    auto* system = office.program->find_system("benefits");
    auto head = TRY(records::find(session, subject));
    if (!system || !head) return std::string();
    auto rows = TRY(records::load(session, subject));
    auto records = records::as_records(rows);
    auto place = office.program->value({head->kind, records}, office.clock.today(), system->place);
    bool known = place && place->size() > 2 && place->front() == '"' && *place != "\"?\"";
    return known ? place->substr(1, place->size() - 2) : std::string();
}

/// The same person with the files of one region only; reaches nothing where they have no part in
/// common.
static access::Principal narrowed(const access::Principal& who, const std::string& region) {
    access::Principal out = who;
    auto area = access::inside(access::region_of(region).value_or(0));
    out.reach.from = std::max(who.reach.from, area.from);
    out.reach.to = std::max(out.reach.from, std::min(who.reach.to, area.to));
    out.reach.own = 0;
    return out;
}

/// `count` says how many wait for a principal and how many of them began before a day. Counted by
/// the value of the desk's own place; for each narrower region with a value of its own, those that
/// are late by the wider one are taken out and counted by its own.
template <typename F>
static Result<StepLoad> counted(const access::Principal& who, StepLoad load,
                                const Deadlines& deadlines, F count) {
    auto before = [&](std::string_view place) {
        return deadlines.late_before(load.step, place).value_or(from_days(0));
    };
    auto home = access::region_code(who.organisation.region);
    entitlement::Waiting all = TRY(count(who, before(home)));
    load.waiting = all.total;
    load.late = all.late;
    for (auto& region : deadlines.regions(load.step)) {
        if (region.size() <= home.size() || !region.starts_with(home)) continue;
        auto part = narrowed(who, region);
        auto wider = std::string_view(region).substr(0, region.size() - 1);
        load.late += TRY(count(part, before(region))).late - TRY(count(part, before(wider))).late;
    }
    return load;
}

static Result<StepLoad> of_batches(db::Session& session, const access::Principal& who,
                                   StepLoad load, const Deadlines& deadlines, Date today) {
    constexpr int newest = 1'000;
    auto area = access::inside(who.organisation.region);
    for (auto& batch : TRY(entitlement::batches(session, area.from, area.to, newest))) {
        bool confirmed = batch.confirmed_at.has_value();
        if (batch.state == entitlement::BatchState::paid || confirmed != (load.step == Step::pay))
            continue;
        ++load.waiting;
        auto since = civil_day(confirmed ? *batch.confirmed_at : batch.made_at);
        auto due = deadlines.due(load.step, since, access::region_code(batch.place));
        load.late += due && *due < today;
    }
    return load;
}

/// None: the step is not one of a list of files.
static std::optional<entitlement::Desk> desk_of(Step step) {
    using entitlement::Desk;
    if (step == Step::review) return Desk::open;
    if (step == Step::approve) return Desk::proposed;
    if (step == Step::batch) return Desk::approved;
    if (step == Step::retry) return Desk::returned;
    return std::nullopt;
}

static Result<StepLoad> load_of(Office& office, db::Session& session, const access::Principal& who,
                                Step step, const Deadlines& deadlines) {
    auto today = office.clock.today();
    StepLoad load;
    load.step = step;
    load.rule = deadlines.rule(step, access::region_code(who.organisation.region));
    if (step == Step::confirm || step == Step::pay)
        return of_batches(session, who, load, deadlines, today);
    auto desk = desk_of(step);
    return counted(who, load, deadlines, [&](const access::Principal& part, Date before) {
        return desk ? entitlement::waiting(session, part, *desk, before, today)
                    : entitlement::open_objections(session, part, before, today);
    });
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
