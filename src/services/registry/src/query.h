#pragma once
// What was typed, as a machine over units. Its states are the places in what was typed; a character
// takes it on by being that character, by a whole syllable, by an initial (zh, ch and sh too), or
// at the end by the beginning of a syllable. All places are kept at once, as bits, so that "xian"
// is 先, 西安 and the beginning of 想.
#include "readings.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace banxing::registry {

/// Best first; "by sound" when a character was met by its reading.
enum class Fit : std::uint8_t {
    exact,
    begins,
    contains,
    exact_by_sound,
    begins_by_sound,
    contains_by_sound
};
constexpr std::size_t fits = 6;

class Query {
public:
    Query(const Readings& readings, std::string_view typed);

    /// Nothing was typed, or more than a name can be.
    bool empty() const { return places_.empty(); }

    /// Whether a match may begin with the unit: one look-up for most of a county.
    bool may_begin(Unit unit) const { return begins_[unit] != 0; }

    /// How the name fits from `at` on, which is in it.
    std::optional<Fit> fit(const Unit* name, const Unit* at) const;

private:
    struct Place {
        char32_t typed = 0; // 0: given by `unit`
        Unit unit = 0;
        bool new_syllable = false;
    };
    struct Steps { // bits: places from which a syllable leads on
        std::uint64_t initial = 0, double_initial = 0, whole = 0, tail = 0;
        unsigned size = 0;
    };
    struct State {
        std::uint64_t any = 1, literal = 1; // literal: without any reading
    };

    void add_all(std::u32string_view typed);
    void add(char32_t c, bool new_syllable);
    Steps steps_of(const std::string& syllable) const;
    bool spelled(std::size_t place, std::string_view letters) const;
    void find_begins();
    State step(State state, Unit unit) const;

    const Readings& readings_;
    std::vector<Place> places_;
    std::vector<Steps> steps_; // by syllable
    std::vector<std::pair<Unit, std::uint64_t>> literal_;
    std::vector<std::uint8_t> begins_;
};

} // namespace banxing::registry
