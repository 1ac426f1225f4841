#pragma once
// What a post may do, as data: data/access/roles.yaml.
#include <core/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::access {

/// Pages and acts; a set of bits. A route names what it asks for.
enum class Act : std::uint32_t {
    none = 0,
    tasks = 1u << 0,
    call_list = 1u << 1,
    search = 1u << 2,
    registration = 1u << 3, // `register` in data and JSON, which C++ keeps for itself
    write = 1u << 4,
    import = 1u << 5,
    doubts = 1u << 6,
    review = 1u << 7,
    approve = 1u << 8,
    batch = 1u << 9,
    pay = 1u << 10,
    faults = 1u << 11,
};
constexpr Act operator|(Act a, Act b) {
    return Act(std::uint32_t(a) | std::uint32_t(b));
}
/// Whether any of `wanted` is held.
constexpr bool holds_any(Act held, Act wanted) {
    return (std::uint32_t(held) & std::uint32_t(wanted)) != 0;
}

std::optional<Act> act_named(std::string_view name);
/// As in JSON: tasks, call_list, search …
std::vector<std::string> names_of(Act acts);

struct Role {
    std::string id;
    Words words;
    Act acts = Act::none;
    std::int64_t purposes = 0; // bits
    bool reaches_area = false; // else only what is opened to the organisation itself
};

struct Purpose {
    std::string id;
    Words words;
    std::int64_t bit = 0;
};

class Roles {
public:
    /// Reads roles.yaml; every fault is invalid and names the entry.
    static Result<Roles> read(const std::string& file);
    static Result<Roles> parse(const std::string& yaml);

    const Role* find(std::string_view id) const;
    const std::vector<Role>& all() const { return roles_; }
    /// 0 for a purpose that does not exist.
    std::int64_t purpose_bit(std::string_view purpose) const;

private:
    std::vector<Role> roles_;
    std::vector<Purpose> purposes_;
};

} // namespace banxing::access
