#pragma once
// Names as numbers. A unit is a character with one reading; units are numbered in the order of
// syllable, tone and code point, so that comparing units sorts names by pinyin, and 16 bits a
// character hold the whole county in memory.
#include <core/result.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace banxing::registry {

using Unit = std::uint16_t;

class Readings {
public:
    static constexpr Unit end_of_name = 0;
    /// What follows is the same name without what only joins its parts, for search.
    static constexpr Unit alias = 0xFFFF;

    static Result<Readings> read(const std::string& folder);

    /// Appends the units of a normal name, with its alias where there is one and end_of_name.
    void encode(std::u32string_view name, std::vector<Unit>& out) const;
    /// The name that starts there.
    static std::size_t length(const Unit* name);
    std::u32string decode(const Unit* name) const;

    /// Syllable, tone and character of each; in the same order as units.
    std::string sort_key(std::u32string_view name) const;

    /// Every way to write one character, with any reading: units, or pairs of units.
    struct Written {
        std::vector<Unit> single;
        std::array<Unit, 2> pair{}; // when `single` is empty
    };
    Written written(char32_t c) const;

    /// Toneless syllables that a unit may be read as, ü as v, lü also as lyu and lu.
    std::span<const std::uint16_t> syllables(Unit unit) const {
        if (unit >= glyphs_.size()) return {};
        return std::span(spoken_).subspan(glyphs_[unit].spoken, glyphs_[unit].ways);
    }
    const std::string& syllable(std::uint16_t number) const { return syllables_[number]; }
    std::size_t syllable_count() const { return syllables_.size(); }
    /// Units below this have readings.
    std::size_t read_units() const { return glyphs_.size(); }

    /// Whether the two characters can sound the same, tones aside.
    bool sound_alike(char32_t a, char32_t b) const;

private:
    struct Glyph {
        char32_t c = 0;
        std::uint32_t spoken = 0; // where its syllables start in spoken_
        std::uint16_t ways = 0;
    };
    class Reader;

    void encode_one(char32_t c, std::vector<Unit>& out) const;
    const std::vector<Unit>* surname_of(std::u32string_view name) const;

    std::vector<Glyph> glyphs_; // by unit; 0 is nobody's
    std::vector<std::uint16_t> spoken_;
    std::vector<std::string> syllables_;
    std::vector<std::string> keys_; // sort keys by unit
    std::vector<Unit> first_;       // by code point: the unit with the most usual reading
    std::unordered_map<char32_t, std::vector<Unit>> others_; // units with a surname's reading
    std::unordered_map<std::u32string, std::vector<Unit>> surnames_;
};

} // namespace banxing::registry
