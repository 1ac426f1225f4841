#include "readings.h"

#include "name.h"

#include <core/text.h>

#include <algorithm>
#include <cassert>

namespace banxing::registry {
namespace {

// Characters without readings: below U+2E80 one unit each (Latin, Arabic, dots); all others two,
// like surrogates.
constexpr std::size_t direct_end = 0x2E80, highs = 0x110000 >> 10, lows = 1 << 10;
constexpr std::size_t low_at = Readings::alias - lows, high_at = low_at - highs,
                      direct_at = high_at - direct_end;

/// After every syllable, which starts with a letter.
std::string unread_key(char32_t c) {
    return "~" + to_utf8(std::u32string_view(&c, 1));
}

} // namespace

void Readings::encode_one(char32_t c, std::vector<Unit>& out) const {
    if (c < first_.size() && first_[c] != 0) {
        out.push_back(first_[c]);
    } else if (c < direct_end) {
        out.push_back(static_cast<Unit>(direct_at + c));
    } else {
        out.push_back(static_cast<Unit>(high_at + (c >> 10)));
        out.push_back(static_cast<Unit>(low_at + (c & (lows - 1))));
    }
}

const std::vector<Unit>* Readings::surname_of(std::u32string_view name) const {
    for (std::size_t size : {3, 2, 1}) { // 侯莫陈
        if (name.size() < size) continue;
        auto found = surnames_.find(std::u32string(name.substr(0, size)));
        if (found != surnames_.end()) return &found->second;
    }
    return nullptr;
}

void Readings::encode(std::u32string_view name, std::vector<Unit>& out) const {
    auto start = out.size();
    if (const auto* surname = surname_of(name))
        out.insert(out.end(), surname->begin(), surname->end());
    for (char32_t c : name.substr(out.size() - start)) encode_one(c, out);
    if (std::any_of(name.begin(), name.end(), joins)) {
        auto end = out.size();
        out.push_back(alias);
        for (auto at = start; at < end; ++at)
            if (Unit u = out[at]; u < direct_at || u >= high_at || !joins(u - direct_at))
                out.push_back(u);
    }
    out.push_back(end_of_name);
}

std::size_t Readings::length(const Unit* name) {
    std::size_t size = 0;
    while (name[size] != end_of_name && name[size] != alias) ++size;
    return size;
}

std::u32string Readings::decode(const Unit* name) const {
    std::u32string out;
    for (; *name != end_of_name && *name != alias; ++name) {
        if (*name < glyphs_.size()) {
            out += glyphs_[*name].c;
        } else if (*name < high_at) {
            out += static_cast<char32_t>(*name - direct_at);
        } else if (*name < low_at) {
            out += static_cast<char32_t>((*name - high_at) << 10 | (name[1] - low_at));
            ++name;
        }
    }
    return out;
}

std::string Readings::sort_key(std::u32string_view name) const {
    std::vector<Unit> units;
    encode(name, units);
    std::string out;
    std::size_t at = 0;
    for (char32_t c : name) {
        bool read = units[at] < glyphs_.size();
        out += read ? keys_[units[at]] : unread_key(c);
        at += units[at] >= high_at && units[at] < low_at ? 2 : 1;
    }
    return out;
}

Readings::Written Readings::written(char32_t c) const {
    Written out;
    std::vector<Unit> units;
    encode_one(c, units);
    if (units.size() == 2) {
        out.pair = {units[0], units[1]};
        return out;
    }
    out.single = units;
    if (auto more = others_.find(c); more != others_.end())
        out.single.insert(out.single.end(), more->second.begin(), more->second.end());
    if (lower(c) == c && c >= 'a' && c <= 'z') encode_one(c - 32, out.single);
    return out;
}

bool Readings::sound_alike(char32_t a, char32_t b) const {
    if (a >= first_.size() || b >= first_.size()) return false;
    auto of_a = syllables(first_[a]), of_b = syllables(first_[b]);
    return std::find_first_of(of_a.begin(), of_a.end(), of_b.begin(), of_b.end()) != of_a.end();
}

} // namespace banxing::registry
