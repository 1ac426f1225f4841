#include "query.h"

#include "name.h"

#include <algorithm>

namespace banxing::registry {
namespace {

constexpr std::size_t longest = 60; // two of 64 bits are for the ends

bool is_letter(char32_t c) {
    return c >= 'a' && c <= 'z';
}

std::uint64_t bit(std::size_t n) {
    return std::uint64_t{1} << n;
}

} // namespace

Query::Query(const Readings& readings, std::string_view typed) : readings_(readings) {
    add_all(normal_name(typed));
    if (places_.size() > longest) places_.clear();
    if (places_.empty()) return;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        std::vector<Unit> units{places_[i].unit};
        if (places_[i].typed != 0) units = readings_.written(places_[i].typed).single;
        for (Unit unit : units) literal_.emplace_back(unit, bit(i));
    }
    for (std::size_t s = 0; s < readings_.syllable_count(); ++s)
        steps_.push_back(steps_of(readings_.syllable(static_cast<std::uint16_t>(s))));
    find_begins();
}

void Query::add_all(std::u32string_view typed) {
    bool new_syllable = false;
    for (char32_t c : typed) {
        bool apart = joins(c) || c == '\'' || c == U'’';
        if (!apart) add(c == U'ü' || c == U'Ü' ? U'v' : lower(c), new_syllable);
        new_syllable = apart;
    }
}

void Query::add(char32_t c, bool new_syllable) {
    auto written = readings_.written(c);
    if (written.single.empty()) {
        places_.push_back({0, written.pair[0], new_syllable});
        places_.push_back({0, written.pair[1], false});
    } else {
        places_.push_back({c, 0, new_syllable});
    }
}

bool Query::spelled(std::size_t place, std::string_view letters) const {
    if (place + letters.size() > places_.size()) return false;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        auto& at = places_[place + i];
        if (at.typed != static_cast<unsigned char>(letters[i]) || (i > 0 && at.new_syllable))
            return false;
    }
    return true;
}

Query::Steps Query::steps_of(const std::string& syllable) const {
    Steps out;
    out.size = static_cast<unsigned>(syllable.size());
    bool doubled = syllable.size() > 1 && syllable[1] == 'h';
    for (std::size_t i = 0; i < places_.size(); ++i) {
        auto rest = places_.size() - i;
        if (spelled(i, syllable.substr(0, 1))) out.initial |= bit(i);
        if (doubled && spelled(i, syllable.substr(0, 2))) out.double_initial |= bit(i);
        if (spelled(i, syllable)) out.whole |= bit(i);
        if (rest < syllable.size() && spelled(i, syllable.substr(0, rest))) out.tail |= bit(i);
    }
    return out;
}

void Query::find_begins() {
    begins_.resize(std::size_t{1} << 16);
    for (auto& [unit, places] : literal_)
        if ((places & 1) != 0) begins_[unit] = 1;
    if (!is_letter(places_[0].typed)) return;
    for (std::size_t unit = 1; unit < readings_.read_units(); ++unit)
        for (auto s : readings_.syllables(static_cast<Unit>(unit))) {
            auto& steps = steps_[s];
            if (((steps.initial | steps.whole | steps.tail) & 1) != 0) begins_[unit] = 1;
        }
}

Query::State Query::step(State state, Unit unit) const {
    State out{0, 0};
    for (auto& [literal, place] : literal_)
        if (literal == unit) {
            out.any |= (state.any & place) << 1;
            out.literal |= (state.literal & place) << 1;
        }
    for (auto s : readings_.syllables(unit)) {
        auto& steps = steps_[s];
        out.any |= (state.any & steps.initial) << 1 | (state.any & steps.double_initial) << 2 |
                   (state.any & steps.whole) << steps.size;
        if ((state.any & steps.tail) != 0) out.any |= bit(places_.size() + 1);
    }
    return out;
}

std::optional<Fit> Query::fit(const Unit* name, const Unit* at) const {
    auto end = bit(places_.size()), end_by_beginning = end << 1;
    bool from_start = at == name || at[-1] == Readings::alias;
    for (State state; *at != Readings::end_of_name && *at != Readings::alias; ++at) {
        state = step(state, *at);
        if (state.any == 0) return std::nullopt;
        if ((state.any & (end | end_by_beginning)) == 0) continue;
        bool to_end =
            (state.any & end) != 0 && (at[1] == Readings::end_of_name || at[1] == Readings::alias);
        auto kind = from_start ? (to_end ? Fit::exact : Fit::begins) : Fit::contains;
        bool literal = (state.literal & end) != 0;
        return literal ? kind
                       : static_cast<Fit>(static_cast<int>(kind) +
                                          static_cast<int>(Fit::exact_by_sound));
    }
    return std::nullopt;
}

} // namespace banxing::registry
