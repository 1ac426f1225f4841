#include "directory.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace banxing::registry {
namespace {

constexpr std::uint32_t has_birth = 1U << 31;
constexpr std::int64_t earliest = 1 << 22; // days before 1970

std::uint64_t beginning_of(const Unit* name) {
    std::uint64_t out = 0;
    for (int i = 0; i < 4; ++i) {
        out = out << 16 | *name;
        if (*name != Readings::end_of_name) ++name;
    }
    return out;
}

std::size_t whole_length(const Unit* name) {
    std::size_t size = 0;
    while (name[size] != Readings::end_of_name) ++size;
    return size;
}

} // namespace

int compare_names(const Unit* a, const Unit* b) {
    for (; *a == *b && *a != Readings::end_of_name; ++a, ++b) {
    }
    return static_cast<int>(*a) - static_cast<int>(*b);
}

Facts Facts::of(const std::string& sex, std::optional<Date> birth) {
    std::uint32_t packed =
        sex.size() == 1 && sex[0] >= '0' && sex[0] <= '9' ? sex[0] - '0' + 1U : 0U;
    if (birth) packed |= has_birth | static_cast<std::uint32_t>(to_days(*birth) + earliest) << 4;
    return {packed};
}

std::string Facts::sex() const {
    auto code = packed & 15U;
    return code == 0 ? std::string() : std::string(1, static_cast<char>('0' + code - 1));
}

std::optional<Date> Facts::birth() const {
    if ((packed & has_birth) == 0) return std::nullopt;
    return from_days(static_cast<std::int64_t>((packed & ~has_birth) >> 4) - earliest);
}

void Gathering::add(SubjectId subject, std::u32string_view normal_name, Facts facts) {
    auto at = units_.size();
    readings_.encode(normal_name, units_);
    people_.push_back(
        {beginning_of(&units_[at]), subject.value, static_cast<std::uint32_t>(at), facts});
}

void Gathering::add(std::int64_t subject, const Unit* name, Facts facts) {
    people_.push_back(
        {beginning_of(name), subject, static_cast<std::uint32_t>(units_.size()), facts});
    units_.insert(units_.end(), name, name + whole_length(name) + 1);
}

Volume::Volume(Gathering&& gathering, std::size_t sorted) {
    auto& people = gathering.people_;
    const Unit* units = gathering.units_.data();
    auto before = [units](const Gathering::Person& a, const Gathering::Person& b) {
        if (a.beginning != b.beginning) return a.beginning < b.beginning;
        if (int order = compare_names(units + a.name, units + b.name); order != 0) return order < 0;
        return std::pair(a.facts.age_order(), a.subject) <
               std::pair(b.facts.age_order(), b.subject);
    };
    auto middle = people.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::sort(middle, people.end(), before);
    std::inplace_merge(people.begin(), middle, people.end(), before);

    subjects_.reserve(people.size());
    facts_.reserve(people.size());
    units_.reserve(gathering.units_.size());
    const Unit* last = nullptr;
    for (auto& person : people) {
        const Unit* name = units + person.name;
        if (last == nullptr || compare_names(last, name) != 0) {
            names_.push_back(static_cast<std::uint32_t>(units_.size()));
            people_.push_back(static_cast<std::uint32_t>(subjects_.size()));
            units_.insert(units_.end(), name, name + whole_length(name) + 1);
            last = name;
        }
        subjects_.push_back(person.subject);
        facts_.push_back(person.facts);
    }
    people_.push_back(static_cast<std::uint32_t>(subjects_.size()));
    people = {};
    gathering.units_ = {};
    units_.shrink_to_fit();
    names_.shrink_to_fit();
    people_.shrink_to_fit();
    by_subject_.resize(subjects_.size());
    std::iota(by_subject_.begin(), by_subject_.end(), 0U);
    std::sort(by_subject_.begin(), by_subject_.end(),
              [this](auto a, auto b) { return subjects_[a] < subjects_[b]; });
    gone_.resize(subjects_.size());
}

std::optional<std::uint32_t> Volume::find(SubjectId subject) const {
    auto at = std::lower_bound(
        by_subject_.begin(), by_subject_.end(), subject.value,
        [this](auto person, std::int64_t wanted) { return subjects_[person] < wanted; });
    if (at == by_subject_.end() || subjects_[*at] != subject.value) return std::nullopt;
    return *at;
}

const Unit* Volume::name_of(std::uint32_t person) const {
    auto next = std::upper_bound(people_.begin(), people_.end(), person);
    return units_.data() + names_[static_cast<std::size_t>(next - people_.begin()) - 1];
}

void Volume::copy_to(Gathering& gathering) const {
    for (std::size_t n = 0; n < names_.size(); ++n)
        for (auto person = people_[n]; person < people_[n + 1]; ++person)
            if (!gone_[person])
                gathering.add(subjects_[person], units_.data() + names_[n], facts_[person]);
}

} // namespace banxing::registry
