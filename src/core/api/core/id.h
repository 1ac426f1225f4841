#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace banxing {

/// A number that names one kind of thing; ids of different kinds do not mix.
template <typename Tag>
struct Id {
    std::int64_t value = 0;
    constexpr Id() = default;
    explicit constexpr Id(std::int64_t v) : value(v) {}
    auto operator<=>(const Id&) const = default;
};

/// The one whose file it is: a person, an institution … A random positive int64.
using SubjectId = Id<struct SubjectTag>;
using OrganisationId = Id<struct OrganisationTag>;
using AccountId = Id<struct AccountTag>;

/// 13 base-32 digits (Crockford, no I L O U) and a check letter (ISO 7064 MOD 37,36): "0A1B2C…X".
std::string to_text(SubjectId id);

/// Nothing when the form or the check letter is wrong. Case does not matter; O is read as 0, I and
/// L as 1.
std::optional<SubjectId> parse_subject_id(std::string_view text);

} // namespace banxing

template <typename Tag>
struct std::hash<banxing::Id<Tag>> {
    std::size_t operator()(const banxing::Id<Tag>& id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
