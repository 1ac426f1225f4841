#include "evaluation.h"

#include <derive/in_force.h>

#include <algorithm>

namespace banxing::derive {

void Evaluation::set_place(int symbol) {
    if (symbol == place_symbol_ && placed_on_ == today_) return;
    place_symbol_ = symbol;
    placed_on_ = today_;
    Watch watch(*this);
    feel::Value place = symbol >= 0 ? value(symbol) : feel::Value();
    place_change_ = watch.days();
    std::string_view code = place.is(feel::Kind::string) ? place.string() : std::string_view();
    if (code == place_) return;
    place_ = code;
    auto known = std::find(places_.begin(), places_.end(), place_);
    place_number_ = int(known - places_.begin()); // what rests on another place's parameters waits
    if (known == places_.end()) places_.push_back(place_);
}

const CompiledValue* Evaluation::parameter(int symbol, Date day) {
    const CompiledValue* best = nullptr;
    change_ = std::min(change_, place_change_);
    for (auto& value : program_.parameters[std::size_t(symbol)]) {
        const ParameterValue& source = *value.source;
        if (!place_.empty() && !std::string_view(place_).starts_with(source.region)) continue;
        changes_on(source.valid.from);
        if (source.valid.to) changes_on(*source.valid.to);
        if (!source.valid.contains(day)) continue;
        if (!best || takes_precedence(source, *best->source, place_.empty())) best = &value;
    }
    return best;
}

std::optional<Date> Evaluation::date_of(int symbol) {
    if (symbol < 0) return std::nullopt;
    const auto& found = value(symbol);
    if (!found.is(feel::Kind::date)) return std::nullopt;
    auto day = found.to_date();
    return day ? std::optional<Date>(*day) : std::nullopt;
}

std::optional<std::int64_t> Evaluation::number_of(int symbol) {
    if (symbol < 0) return std::nullopt;
    const auto& found = value(symbol);
    if (!found.is(feel::Kind::number)) return std::nullopt;
    auto number = found.to_int64();
    return number ? std::optional<std::int64_t>(*number) : std::nullopt;
}

std::optional<std::int64_t> Evaluation::number_at(int symbol, Date day) {
    if (symbol < 0) return std::nullopt;
    if (day == day_) return number_of(symbol);
    if (program_.symbols[std::size_t(symbol)].fact) return at(day).number_of(symbol);
    auto* found = parameter(symbol, day);
    if (!found) return number_of(symbol); // opened before the rule was law: today's
    if (!found->value.is(feel::Kind::number)) return std::nullopt;
    auto number = found->value.to_int64();
    return number ? std::optional<std::int64_t>(*number) : std::nullopt;
}

Evaluation& Evaluation::at(Date day) {
    if (day == day_) return *this;
    int number = int(to_days(day));
    auto earlier = [](const Other& other, int wanted) { return other.day < wanted; };
    auto found = std::lower_bound(others_.begin(), others_.end(), number, earlier);
    if (found == others_.end() || found->day != number)
        found = others_.insert(
            found, {number, std::make_unique<Evaluation>(program_, view_, day, period_)});
    found->evaluation->set_place(place_symbol_);
    return *found->evaluation;
}

static bool below_any(std::string_view place, const std::vector<std::string>& regions) {
    for (auto& region : regions)
        if (place.starts_with(region)) return true;
    return false;
}

bool Evaluation::passes(const CompiledGate& gate) {
    if (gate.place >= 0) {
        const auto& place = value(gate.place);
        if (!place.is(feel::Kind::string) || !below_any(place.string(), *gate.regions))
            return false;
    }
    if (gate.birth < 0) return true;
    auto birth = date_of(gate.birth);
    if (!birth) return false;
    if (auto from = number_of(gate.age_from)) {
        Date opens = reaches_age(*birth, int(*from));
        changes_on(opens);
        if (day_ < opens) return false;
    }
    if (auto to = number_of(gate.age_to)) {
        Date closes = reaches_age(*birth, int(*to));
        changes_on(closes);
        if (day_ >= closes) return false;
    }
    return true;
}

} // namespace banxing::derive
