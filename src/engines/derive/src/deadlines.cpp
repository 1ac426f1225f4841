#include "tasks.h"

#include <algorithm>

namespace banxing::derive {

std::int64_t place_number(std::string_view region) {
    if (region.empty() || region.size() > 12) return 0;
    std::int64_t number = 0;
    for (std::size_t i = 0; i < 12; ++i) {
        char digit = i < region.size() ? region[i] : '0';
        if (digit < '0' || digit > '9') return 0;
        number = number * 10 + (digit - '0');
    }
    return number;
}

std::int64_t place_of(Evaluation& evaluation, int symbol) {
    if (symbol < 0) return 0;
    const auto& place = evaluation.value(symbol);
    return place.is(feel::Kind::string) ? place_number(place.string()) : 0;
}

std::optional<Date> end_of(const CompiledDeadline& deadline, Evaluation& evaluation, Date opens,
                           int birth) {
    if (!deadline.given() || deadline.symbol < 0) return std::nullopt;
    const WorkingDays& calendar = evaluation.calendar();
    auto working = [&](Date day) {
        return deadline.rule->keep_rest_day ? day : calendar.on_or_after(day);
    };
    if (deadline.rule->span == Span::date) return evaluation.date_of(deadline.symbol);
    auto n = evaluation.number_at(deadline.symbol, opens);
    if (!n) return std::nullopt;
    switch (deadline.rule->span) {
    case Span::working_days:
        return calendar.after(opens, int(*n));
    case Span::days:
        return working(add_days(opens, int(*n)));
    case Span::months:
        return working(add_months(opens, int(*n)));
    case Span::age:
        if (auto born = evaluation.date_of(birth)) return working(reaches_age(*born, int(*n)));
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<Date> in_operation_since(const CompiledSystem& system, Evaluation& evaluation) {
    feel::Value place = system.place >= 0 ? evaluation.value(system.place) : feel::Value();
    std::string_view code = place.is(feel::Kind::string) ? place.string() : "";
    const Operation* best = nullptr;
    for (auto& one : system.system->operation)
        if (code.starts_with(one.region) && (!best || one.region.size() > best->region.size()))
            best = &one;
    return best ? std::optional<Date>(best->since) : std::nullopt;
}

static bool may_be_waived(const TaskRule* rule, const feel::Value& reason) {
    if (!rule) return true;
    if (!rule->waivable) return false;
    if (rule->waive.empty()) return true;
    return reason.is(feel::Kind::string) &&
           std::find(rule->waive.begin(), rule->waive.end(), reason.string()) != rule->waive.end();
}

std::optional<Closing> waived(const Program::Impl& program, Evaluation& evaluation,
                              const Task& task, const TaskRule* rule) {
    if (program.waiver.form < 0) return std::nullopt;
    auto entries = evaluation.view().of_form(program.waiver.form);
    if (entries.empty()) return std::nullopt;
    std::optional<Closing> out; // the last one
    std::string key = task.system + "." + task.task + "/" + task.occurrence;
    for (Entry* entry : entries) {
        auto named = evaluation.field(*entry, program.waiver.key);
        if (!named.is(feel::Kind::string) || named.string() != key) continue;
        auto reason = program.waiver.what >= 0 ? evaluation.field(*entry, program.waiver.what)
                                               : feel::Value();
        if (may_be_waived(rule, reason)) out = Closing{entry->record->no, entry->record->day};
    }
    return out;
}

bool consent_taken_back(const Program::Impl& program, Evaluation& evaluation,
                        const std::vector<std::string>& purposes) {
    auto& consent = program.consent;
    if (consent.form < 0) return false;
    bool out = false;
    for (Entry* entry : evaluation.view().of_form(consent.form)) { // oldest first
        if (entry->record->day > evaluation.day()) continue;
        auto purpose = evaluation.field(*entry, consent.key);
        auto decision = evaluation.field(*entry, consent.what);
        if (!purpose.is(feel::Kind::string) || !decision.is(feel::Kind::string)) continue;
        if (std::find(purposes.begin(), purposes.end(), purpose.string()) != purposes.end())
            out = decision.string() == consent_withdrawn;
    }
    return out;
}

} // namespace banxing::derive
