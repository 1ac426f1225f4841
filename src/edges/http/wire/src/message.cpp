#include <core/text.h>

#include <algorithm>
#include <optional>
#include <wire/message.h>

namespace banxing::http {
namespace {

Error bad_target() {
    return Error::invalid({"地址不合规范。", "The address is malformed."});
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<char> escaped(std::string_view digits) {
    if (digits.size() < 2) return std::nullopt;
    int high = hex_value(digits[0]), low = hex_value(digits[1]);
    if (high < 0 || low < 0) return std::nullopt;
    return char(high * 16 + low);
}

// "en;q=0.8" → {"en", 800}
std::pair<std::string_view, int> language_range(std::string_view part) {
    auto end = part.find(';');
    auto tag = part.substr(0, end);
    int weight = 1000;
    if (end != std::string_view::npos) {
        auto q = part.find("q=", end);
        if (q != std::string_view::npos) {
            weight = 0;
            int unit = 1000;
            for (char c : part.substr(q + 2)) {
                if (c == '.') continue;
                if (c < '0' || c > '9' || unit == 0) break;
                weight += (c - '0') * unit;
                unit /= 10;
            }
        }
    }
    return {tag, weight};
}

bool is_language(std::string_view tag, std::string_view language) {
    if (tag.size() < 2 || (tag[0] | 0x20) != language[0] || (tag[1] | 0x20) != language[1])
        return false;
    return tag.size() == 2 || tag[2] == '-';
}

} // namespace

std::string_view name_of(Method method) {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::del:
        return "DELETE";
    case Method::other:
        break;
    }
    return "OTHER";
}

Language language_of(std::string_view accept_language) {
    int zh = 0, en = 0;
    for (auto part : split(accept_language, ',')) {
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        auto [tag, weight] = language_range(part);
        if (is_language(tag, "zh")) zh = std::max(zh, weight);
        if (is_language(tag, "en")) en = std::max(en, weight);
    }
    return en > zh ? Language::en : Language::zh;
}

std::string_view Request::header(const std::string& name) const {
    auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string Request::cookie(std::string_view name) const {
    for (auto part : split(header("cookie"), ';')) {
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=')
            return std::string(part.substr(name.size() + 1));
    }
    return {};
}

Result<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' && plus_is_space ? ' ' : text[i];
            continue;
        }
        auto byte = escaped(text.substr(i + 1, 2));
        if (!byte) return fail(bad_target());
        out += *byte;
        i += 2;
    }
    if (!is_valid_utf8(out) || out.find('\0') != std::string::npos) return fail(bad_target());
    return out;
}

Result<void> read_target(std::string_view target, Request& request) {
    if (!target.starts_with('/') || target.find('#') != std::string_view::npos)
        return fail(bad_target());
    auto mark = target.find('?');
    request.path = TRY(percent_decoded(target.substr(0, mark), false));
    if (mark == std::string_view::npos) return {};
    for (auto part : split(target.substr(mark + 1), '&')) {
        if (part.empty()) continue;
        auto equals = part.find('=');
        auto name = TRY(percent_decoded(part.substr(0, equals), true));
        auto value = equals == std::string_view::npos
                         ? std::string()
                         : TRY(percent_decoded(part.substr(equals + 1), true));
        request.query.emplace_back(std::move(name), std::move(value));
    }
    return {};
}

Response json_response(const Json& json, int status) {
    return {status,
            "application/json",
            json.dump(-1, ' ', false, Json::error_handler_t::replace),
            nullptr,
            {}};
}

Response no_content() {
    return {204, {}, {}, nullptr, {}};
}

Response file_response(std::string bytes, const std::string& content_type,
                       const std::string& name) {
    std::string encoded;
    for (unsigned char c : name) {
        static constexpr char digits[] = "0123456789ABCDEF";
        if (std::isalnum(c) || c == '.' || c == '-' || c == '_')
            encoded += char(c);
        else
            (((encoded += '%') += digits[c >> 4]) += digits[c & 15]);
    }
    Response out{200, content_type, std::move(bytes), nullptr, {}};
    return out.with("Content-Disposition", "attachment; filename*=UTF-8''" + encoded);
}

} // namespace banxing::http
