#include <access/grants.h>

#include <charconv>
#include <wire/context.h>

namespace banxing::http {

const std::string& Context::part(std::string_view name) const {
    static const std::string none;
    for (const auto& [key, value] : parts)
        if (key == name) return value;
    return none;
}

Result<SubjectId> Context::subject() const {
    auto subject = parse_subject_id(part("subject"));
    if (!subject) return fail(access::no_such_file());
    return *subject;
}

Result<std::int64_t> Context::number(std::string_view name) const {
    const auto& text = part(name);
    std::int64_t value = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || value <= 0)
        return fail(Error::not_found({"没有这一项。", "There is no such thing."}));
    return value;
}

static constexpr std::int64_t hour_ms = 3'600'000;

Instant code_until(const Context& context) {
    return {context.now.ms + context.services.access.limits().code_hours * hour_ms};
}

std::string cookie_of(const std::string& token, bool secure) {
    std::string out =
        std::string(session_cookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    if (secure) out += "; Secure";
    if (token.empty()) out += "; Max-Age=0";
    return out;
}

} // namespace banxing::http
