#pragma once
// What a handler works with besides the request.
#include <access/access.h>
#include <casework/casework.h>
#include <core/id.h>

#include <optional>
#include <wire/message.h>
#include <wire/names.h>
#include <wire/services.h>

namespace banxing::http {

struct Context {
    const Services& services;
    const Names& names;
    Instant now;
    Date today;
    std::vector<std::pair<std::string, std::string>> parts; // of the address
    std::optional<access::Visit> visit = {};
    bool secure = false; // TLS

    casework::Office& office() const { return services.office; }
    template <typename F>
    auto read(F&& f) const {
        return services.database.read(std::forward<F>(f));
    }

    /// Only on routes that need a login.
    const access::Principal& who() const { return visit->principal; }
    /// What lists may show it.
    consequences::ListSight list_sight() const {
        return consequences::list_sight(*office().program, office().roles, who());
    }
    const std::string& part(std::string_view name) const;
    /// {subject}: not_found for anything that is no file number.
    Result<SubjectId> subject() const;
    /// {name} as a positive number: not_found otherwise.
    Result<std::int64_t> number(std::string_view name) const;
};

/// Until when a one-time code given now opens the door.
Instant code_until(const Context& context);

/// The session's cookie: HttpOnly, SameSite=Strict, and Secure under TLS; an empty token removes
/// it.
constexpr const char* session_cookie = "banxing_session";
std::string cookie_of(const std::string& token, bool secure);

} // namespace banxing::http
