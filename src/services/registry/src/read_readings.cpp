// Makes the table of units from data/pinyin. Formats: the README there.
#include "readings.h"

#include <core/text.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <optional>

namespace banxing::registry {
namespace {

constexpr std::size_t room_for_read_units =
    0xC93F; // see readings.cpp: the rest of 16 bits is for other characters

Error damaged(const std::string& file) {
    return Error::unavailable(
        {"拼音数据文件损坏或缺失：" + file, "The file of readings is damaged or missing: " + file});
}

/// "le4" → "le"; nothing when it is no reading.
std::optional<std::string> toneless(std::string_view reading) {
    if (reading.size() < 2 || reading.back() < '1' || reading.back() > '5') return std::nullopt;
    reading.remove_suffix(1);
    if (!std::all_of(reading.begin(), reading.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        return std::nullopt;
    return std::string(reading);
}

/// ü is typed as v, on passports yu, and by many u.
std::vector<std::string> ways_to_type(const std::string& syllable) {
    std::vector<std::string> out{syllable};
    if (auto at = syllable.find('v'); at != std::string::npos)
        for (const char* other : {"yu", "u"})
            out.push_back(std::string(syllable).replace(at, 1, other));
    return out;
}

using Line = std::vector<std::string_view>;

Result<void> each_line(const std::string& path, const std::function<bool(const Line&)>& take) {
    std::ifstream file(path);
    if (!file) return fail(damaged(path));
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        auto cells = split(line, '\t');
        if (cells.size() != 2 || !take(cells)) return fail(damaged(path));
    }
    return {};
}

} // namespace

class Readings::Reader {
public:
    Result<Readings> read(const std::string& folder) {
        auto character = [this](const Line& cells) { return take_character(cells[0], cells[1]); };
        TRY(each_line(folder + "/readings.tsv", character));
        TRY(each_line(folder + "/rare.tsv", character));
        TRY(each_line(folder + "/surnames.tsv",
                      [this](const Line& cells) { return take_surname(cells[0], cells[1]); }));
        number_units();
        if (out_.glyphs_.size() > room_for_read_units) return fail(damaged(folder));
        name_surnames();
        return std::move(out_);
    }

private:
    struct Character {
        char32_t c = 0;
        std::vector<std::string> readings, as_surname;
    };
    struct Surname {
        std::u32string characters;
        std::vector<std::string> readings;
    };

    Character* find(char32_t c) {
        return c < places_.size() && places_[c] != 0 ? &characters_[places_[c] - 1] : nullptr;
    }

    static std::string key_of(char32_t c, const std::string& reading) {
        return reading + to_utf8(std::u32string_view(&c, 1));
    }

    bool take_character(std::string_view code, std::string_view readings) {
        std::uint32_t c = 0;
        auto end = std::from_chars(code.data(), code.data() + code.size(), c, 16).ptr;
        if (end != code.data() + code.size() || c > 0x10FFFF || find(c) != nullptr) return false;
        if (c >= places_.size()) places_.resize(c + 1);
        Character character{c, {}, {}};
        for (auto reading : split(readings, ',')) {
            if (!toneless(reading)) return false;
            character.readings.emplace_back(reading);
        }
        characters_.push_back(std::move(character));
        places_[c] = static_cast<std::uint32_t>(characters_.size());
        return true;
    }

    bool take_surname(std::string_view name, std::string_view readings) {
        Surname surname{to_utf32(name), {}};
        for (auto reading : split(readings, ' ')) surname.readings.emplace_back(reading);
        if (surname.readings.size() != surname.characters.size()) return false;
        for (std::size_t i = 0; i < surname.readings.size(); ++i) {
            auto* character = find(surname.characters[i]);
            if (character == nullptr || !toneless(surname.readings[i])) return false;
            auto& known = character->as_surname;
            if (std::find(known.begin(), known.end(), surname.readings[i]) == known.end())
                known.push_back(surname.readings[i]);
        }
        surnames_.push_back(std::move(surname));
        return true;
    }

    void number_units() {
        std::vector<std::pair<std::string, const Character*>> entries; // sort key
        entries.reserve(characters_.size());
        for (auto& character : characters_) {
            entries.emplace_back(key_of(character.c, character.readings.front()), &character);
            for (auto& reading : character.as_surname)
                if (reading != character.readings.front())
                    entries.emplace_back(key_of(character.c, reading), &character);
        }
        std::sort(entries.begin(), entries.end());
        out_.glyphs_.emplace_back();
        out_.keys_.emplace_back();
        out_.first_.resize(places_.size());
        for (auto& [key, character] : entries) {
            auto unit = static_cast<Unit>(out_.glyphs_.size());
            if (!character->as_surname.empty()) units_[key] = unit;
            if (key == key_of(character->c, character->readings.front()))
                out_.first_[character->c] = unit;
            else
                out_.others_[character->c].push_back(unit);
            out_.keys_.push_back(key);
            add_glyph(*character);
        }
    }

    void add_glyph(const Character& character) {
        std::vector<std::uint16_t> ways;
        for (const auto* readings : {&character.readings, &character.as_surname})
            for (auto& reading : *readings)
                for (auto& way : ways_to_type(*toneless(reading))) ways.push_back(number_of(way));
        std::sort(ways.begin(), ways.end());
        ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
        out_.glyphs_.push_back({character.c, static_cast<std::uint32_t>(out_.spoken_.size()),
                                static_cast<std::uint16_t>(ways.size())});
        out_.spoken_.insert(out_.spoken_.end(), ways.begin(), ways.end());
    }

    std::uint16_t number_of(const std::string& syllable) {
        auto next = static_cast<std::uint16_t>(out_.syllables_.size());
        auto [at, fresh] = numbers_.emplace(syllable, next);
        if (fresh) out_.syllables_.push_back(syllable);
        return at->second;
    }

    void name_surnames() {
        for (auto& surname : surnames_) {
            std::vector<Unit> units;
            for (std::size_t i = 0; i < surname.characters.size(); ++i)
                units.push_back(units_[key_of(surname.characters[i], surname.readings[i])]);
            out_.surnames_[surname.characters] = std::move(units);
        }
    }

    Readings out_;
    std::vector<Character> characters_;
    std::vector<std::uint32_t> places_; // by code point: 1 + where in characters_, 0 for none
    std::vector<Surname> surnames_;
    std::unordered_map<std::string, Unit> units_; // by sort key, of characters in surnames
    std::unordered_map<std::string, std::uint16_t> numbers_;
};

Result<Readings> Readings::read(const std::string& folder) {
    return Reader().read(folder);
}

} // namespace banxing::registry
