#include "render.h"

#include <atomic>
#include <cstring>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace banxing::log {
namespace {

thread_local std::string request; // a request is answered on one thread
std::atomic<bool> as_text{false}; // set once by start()

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_code(std::string_view text) {
    constexpr std::size_t longest = 80;
    int run = 0; // of digits: identity and phone numbers have eleven and more
    for (char c : text) {
        run = is_digit(c) ? run + 1 : 0;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (run == 8 || (!letter && !is_digit(c) && !std::strchr(".:/_-+", c))) return false;
    }
    return text.size() <= longest;
}

std::string printable(std::string_view text) {
    std::string out;
    for (char c : text.substr(0, 300))
        out += c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?';
    return out;
}

spdlog::logger& logger() {
    static auto it = [] {
        auto made = std::make_shared<spdlog::logger>(
            "banxing", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_formatter(std::make_unique<spdlog::pattern_formatter>(
            R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc));
        made->flush_on(spdlog::level::trace);
        return made;
    }();
    return *it;
}

void write(spdlog::level::level_enum level, std::string_view event,
           std::initializer_list<Field> fields, std::string_view detail = {}) {
    if (!logger().should_log(level)) return;
    auto line = as_text ? render_text(event, fields, detail) : render_json(event, fields, detail);
    logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

spdlog::level::level_enum of(Level level) {
    switch (level) {
    case Level::debug:
        return spdlog::level::debug;
    case Level::info:
        return spdlog::level::info;
    case Level::warning:
        return spdlog::level::warn;
    case Level::error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

const char* word_of(Fault fault) {
    switch (fault) {
    case Fault::invalid:
        return "invalid";
    case Fault::not_found:
        return "not_found";
    case Fault::conflict:
        return "conflict";
    case Fault::forbidden:
        return "forbidden";
    case Fault::too_large:
        return "too_large";
    case Fault::unavailable:
        return "unavailable";
    case Fault::internal:
        return "internal";
    }
    return "internal";
}

} // namespace

Value::Value(std::string_view code)
    : value_(is_code(code) ? std::string(code) : std::string("?")) {}

std::string Value::json() const {
    if (auto* truth = std::get_if<bool>(&value_)) return *truth ? "true" : "false";
    if (auto* number = std::get_if<std::int64_t>(&value_)) return std::to_string(*number);
    return '"' + std::get<std::string>(value_) + '"'; // a code needs no escapes
}

std::string render_json(std::string_view event, std::initializer_list<Field> fields,
                        std::string_view detail) {
    auto out = "\"event\":" + Value(event).json();
    if (!request.empty()) out += ",\"request\":" + Value(request).json();
    for (auto& field : fields)
        out.append(",\"").append(field.key.name()).append("\":").append(field.value.json());
    if (!detail.empty()) out += ",\"detail\":\"" + printable(detail) + '"';
    return out;
}

std::string render_text(std::string_view event, std::initializer_list<Field> fields,
                        std::string_view detail) {
    std::string out(event);
    for (auto& field : fields)
        out.append(" ").append(field.key.name()).append("=").append(field.value.json());
    if (!request.empty()) out += " request=" + request;
    if (!detail.empty()) out += " detail=\"" + printable(detail) + '"';
    return out;
}

void start(Format format, Level level) {
    as_text =
        format == Format::text || (format == Format::automatic && ::isatty(STDERR_FILENO) == 1);
    if (as_text) logger().set_pattern("%H:%M:%S %^%-7l%$ %v");
    logger().set_level(of(level));
}

void debug(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::debug, event, fields);
}
void info(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::info, event, fields);
}
void warning(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::warn, event, fields);
}
void error(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::err, event, fields);
}

void failure(std::string_view event, const Error& error) {
    write(spdlog::level::err, event, {{"fault", word_of(error.fault)}}, error.detail);
}

RequestScope::RequestScope(std::string_view id) : outer_(std::move(request)) {
    request = id;
}
RequestScope::~RequestScope() {
    request = std::move(outer_);
}

const std::string& current_request() {
    return request;
}

} // namespace banxing::log
