#include "entitlements.h"
#include "indicators.h"
#include "pools.h"
#include "referrals.h"
#include "transitions.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace banxing::derive {

/// One file, one day: every system in turn.
class Run {
public:
    Run(const Program::Impl& program, FileView& view, std::string_view kind, Date day)
        : program_(program), view_(view), evaluation_(program, view_, day), day_(day), kind_(kind),
          indicators_(program, evaluation_, out_.counted), decisions_(program, view_, evaluation_) {
    }
    Consequences all();
    /// Tasks, referrals and stages alone, and the next day on which they may change.
    Consequences pathways();

private:
    void system(const CompiledSystem& system);
    void pathway(const CompiledSystem& system);
    void sort_pathways();
    bool not_concerned(const CompiledSystem& system, const Standing& standing);
    void stage(const CompiledSystem& system);
    void entitlements(const CompiledSystem& system, std::int64_t place);
    void benefit(EntitlementRun& run);
    void need_task(int symbol, Date since, std::int64_t place);
    void grants(const CompiledSystem& system, bool inside);
    void open_to(std::int64_t holder, const GrantRule& rule, std::optional<Date> until);
    std::optional<Date> open_until(const CompiledGrant& rule, Entry& entry);
    void open_by(Entry& entry, const CompiledGrant& rule);
    void open_to_place(const CompiledGrant& rule);
    void open_to_authors(const CompiledGrant& rule);
    void verify_tasks();
    void note();

    const Program::Impl& program_;
    FileView& view_;
    Evaluation evaluation_;
    Date day_;
    std::string_view kind_;
    Standing standing_; // in the system at hand
    bool first_ = true;
    Consequences out_;
    IndicatorRun indicators_;
    Decisions decisions_;
    std::set<int> needed_;
    std::set<std::pair<int, std::int64_t>> verified_;
};

void Run::note() {
    out_.next_change = evaluation_.next_change();
    for (auto& fault : evaluation_.faults) out_.faults.push_back(std::move(fault));
    verify_tasks();
}

void Run::verify_tasks() {
    for (auto& [form, lineage] : evaluation_.contradictions) {
        if (!verified_.emplace(form, lineage).second) continue;
        const Form& source = *program_.forms[std::size_t(form)].form;
        Task task;
        task.system = source.system;
        task.task = derive::verify_task;
        task.occurrence = source.id + "-" + std::to_string(lineage);
        task.opens = day_;
        task.role = source.write_roles.empty() ? "" : source.write_roles.front();
        task.form = source.full_id();
        task.place = out_.residence;
        task.title = {"核实：两家单位对“" + source.label.zh + "”说法不一",
                      "Verify: two organisations contradict each other on '" + source.label.en +
                          "'"};
        out_.tasks.push_back(std::move(task));
    }
}

void Run::stage(const CompiledSystem& system) {
    for (std::size_t i = 0; i < system.stages.size(); ++i) {
        if (!evaluation_.holds(system.stages[i])) continue;
        out_.stages.push_back({system.system->id, "1", system.system->stages[i].id});
        return;
    }
}

void Run::open_to(std::int64_t holder, const GrantRule& rule, std::optional<Date> until) {
    if (holder == 0) return;
    for (auto& purpose : rule.purposes)
        out_.grants.push_back({holder, purpose, from_days(0), until});
}

/// A state that ends opens the file until then; nothing: for good.
std::optional<Date> Run::open_until(const CompiledGrant& rule, Entry& entry) {
    int slot = program_.forms[std::size_t(rule.form)].until;
    auto end = slot >= 0 ? evaluation_.field(entry, slot) : feel::Value();
    if (!end.is(feel::Kind::date)) return std::nullopt;
    return end.to_date().value();
}

void Run::open_by(Entry& entry, const CompiledGrant& rule) {
    auto until = open_until(rule, entry);
    if (until && *until <= day_) return;
    if (until) evaluation_.changes_on(*until);
    open_to(entry.record->organisation, *rule.rule, until);
}

/// Of several reasons to open it for one purpose the one that lasts longest.
static void keep_longest(std::vector<Grant>& grants) {
    auto matter = [](const Grant& g) { return std::tie(g.holder, g.purpose); };
    std::sort(grants.begin(), grants.end(), [&](auto& a, auto& b) {
        if (matter(a) != matter(b)) return matter(a) < matter(b);
        return b.until && (!a.until || *a.until > *b.until);
    });
    auto same = [&](auto& a, auto& b) { return matter(a) == matter(b); };
    grants.erase(std::unique(grants.begin(), grants.end(), same), grants.end());
}

/// A fact with a region opens to all whose area contains it, one with an organisation's number to
/// that one.
void Run::open_to_place(const CompiledGrant& rule) {
    auto place = evaluation_.value(rule.place);
    if (place.is(feel::Kind::string)) open_to(place_number(place.string()), *rule.rule, {});
    if (place.is(feel::Kind::number)) open_to(place.to_int64().value_or(0), *rule.rule, {});
}

void Run::open_to_authors(const CompiledGrant& rule) {
    auto entries = view_.of_form(rule.form);
    if (entries.empty() || consent_taken_back(program_, evaluation_, rule.rule->purposes)) return;
    for (Entry* entry : entries) open_by(*entry, rule);
}

void Run::grants(const CompiledSystem& system, bool inside) {
    for (auto& rule : system.grants) {
        if (rule.place < 0)
            open_to_authors(rule);
        else if (inside)
            open_to_place(rule);
    }
}

void Run::need_task(int symbol, Date since, std::int64_t place) {
    if (!needed_.insert(symbol).second) return;
    const Symbol& known = program_.symbols[std::size_t(symbol)];
    int number = program_.facts[std::size_t(symbol)].form;
    if (number < 0) return; // an open parameter: nobody can fill it in for this person
    const Form& form = *program_.forms[std::size_t(number)].form;
    Task task;
    task.system = program_.source.systems[std::size_t(known.system)].id;
    task.task = derive::need_task;
    task.occurrence = known.id();
    task.opens = since;
    task.role = form.write_roles.empty() ? "" : form.write_roles.front();
    task.form = form.full_id();
    task.place = place;
    task.title = {"补充：" + known.label().zh + "（" + form.label.zh + "）",
                  "Needed: " + known.label().en + " (" + form.label.en + ")"};
    out_.tasks.push_back(std::move(task));
}

void Run::benefit(EntitlementRun& run) {
    if (run.rule().rule->estimate && !run.months.empty())
        out_.estimates.push_back(run.rule().full_id);
    auto append = [](auto& from, auto& to) {
        std::move(from.begin(), from.end(), std::back_inserter(to));
    };
    append(run.months, out_.entitled);
    append(run.paid_before, out_.paid_before);
    append(run.faults, out_.faults);
    for (auto& [symbol, since] : run.needed) need_task(symbol, since, run.place);
}

void Run::entitlements(const CompiledSystem& system, std::int64_t place) {
    for (auto& rule : system.entitlements) {
        bool paid = rule.paid_form >= 0 && !view_.of_form(rule.paid_form).empty();
        bool billed = !view_.of_form(rule.months_form).empty();
        if (billed) out_.billed.push_back(rule.rule->months_form);
        if (!billed && !paid) continue;
        decisions_.add(system, rule);
        decisions_.runs.back().place = place;
    }
}

/// Where nothing of the system can be left to do: it is not for this person, no
/// record of it is in the file, and its ages were over before it went into
/// operation.
bool Run::not_concerned(const CompiledSystem& system, const Standing& standing) {
    if (standing.inside || view_.holds_any(system.own_forms)) return false;
    if (!system.ages_from_birth) return true;
    auto birth = evaluation_.date_of(system.gate.birth);
    if (!birth) return true;
    auto end = evaluation_.number_of(system.gate.age_to);
    return system.ages_end_with_gate && standing.since && end &&
           reaches_age(*birth, int(*end)) <= *standing.since;
}

void Run::pathway(const CompiledSystem& system) {
    evaluation_.set_place(system.place);
    standing_ = {};
    standing_.inside = evaluation_.passes(system.gate);
    if (standing_.inside) stage(system);
    standing_.since = in_operation_since(system, evaluation_);
    standing_.runs = standing_.since || system.system->operation.empty();
    if (!standing_.runs) return;
    for (int end : system.ends)
        standing_.ended = standing_.ended || evaluation_.value(end).is_true();
    if (not_concerned(system, standing_)) return;
    TaskRun(program_, system, evaluation_, out_.tasks).run(standing_);
    ReferralRun(program_, system, evaluation_, out_).run(standing_);
}

void Run::system(const CompiledSystem& system) {
    if (system.system->subject_kind != kind_) return;
    pathway(system);
    grants(system, standing_.inside);
    if (standing_.runs && !standing_.ended)
        TransitionRun(program_, system, evaluation_, out_).run();
    if (standing_.runs && standing_.inside && !standing_.ended)
        PoolRun(program_, system, evaluation_, out_).run();
    indicators_.add(system);
    std::int64_t place = place_of(evaluation_, system.place);
    if (first_) out_.residence = place; // the first system of its kind says where the file lives
    first_ = false;
    entitlements(system, place);
}

static auto key(const Task& task) {
    return std::tie(task.system, task.task, task.occurrence);
}

Consequences Run::pathways() {
    for (auto& one : program_.systems)
        if (one.system->subject_kind == kind_) pathway(one);
    note();
    sort_pathways();
    return std::move(out_);
}

void Run::sort_pathways() {
    std::sort(out_.tasks.begin(), out_.tasks.end(),
              [](auto& a, auto& b) { return key(a) < key(b); });
    std::sort(out_.stages.begin(), out_.stages.end(), [](auto& a, auto& b) {
        return std::tie(a.system, a.episode) < std::tie(b.system, b.episode);
    });
    std::sort(out_.referrals.begin(), out_.referrals.end(), [](auto& a, auto& b) {
        return std::tie(a.system, a.referral, a.occurrence) <
               std::tie(b.system, b.referral, b.occurrence);
    });
}

Consequences Run::all() {
    for (auto& one : program_.systems) system(one);
    decisions_.run();
    for (auto& run : decisions_.runs) benefit(run);
    indicators_.run();
    note();
    for (auto& fault : view_.faults) out_.faults.push_back(std::move(fault));
    sort_pathways();
    std::sort(out_.transitions.begin(), out_.transitions.end(), [](auto& a, auto& b) {
        return std::tie(a.system, a.transition) < std::tie(b.system, b.transition);
    });
    std::sort(out_.entitled.begin(), out_.entitled.end(), [](auto& a, auto& b) {
        return std::tie(a.benefit, a.period) < std::tie(b.benefit, b.period);
    });
    sort_counted(out_.counted);
    sort_pools(out_.pools);
    std::sort(out_.billed.begin(), out_.billed.end());
    out_.billed.erase(std::unique(out_.billed.begin(), out_.billed.end()), out_.billed.end());
    keep_longest(out_.grants);
    return std::move(out_);
}

Consequences Program::derive(const File& file, Date day) const {
    FileView view(*impl_, file);
    return Run(*impl_, view, file.subject_kind, day).all();
}

std::vector<Outlook> Program::outlook(const File& file, Date day, Date until, int most) const {
    FileView view(*impl_, file); // read once, what follows is asked of many days
    std::vector<Outlook> out;
    std::optional<Date> next = day;
    while (next && *next <= until && int(out.size()) <= most) {
        auto then = Run(*impl_, view, file.subject_kind, *next).pathways();
        if (!then.faults.empty()) break;
        out.push_back({*next, std::move(then.tasks), std::move(then.stages)});
        next = then.next_change;
    }
    return out;
}

std::vector<Counted> Program::count(const File& file, Date day) const {
    FileView view(*impl_, file);
    std::vector<Counted> out;
    Evaluation today(*impl_, view, day);
    IndicatorRun run(*impl_, today, out);
    for (auto& system : impl_->systems) {
        if (system.indicators.empty() || system.system->subject_kind != file.subject_kind) continue;
        if (!IndicatorRun::may_concern(system, view)) continue;
        today.set_place(system.place);
        run.add(system);
    }
    run.run();
    sort_counted(out);
    return out;
}

} // namespace banxing::derive
