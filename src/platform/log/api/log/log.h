#pragma once
// Structured log lines on stderr: JSON, or text on a terminal. Personal data cannot slip in by
// habit: keys are a fixed list checked when compiled, values are numbers, truth values and short
// codes. Texts typed by people have no way in.
//
//   log::info("import.finished", {{"rows", rows}, {"bad", bad}, {"kind", "health-check"}});
#include <core/result.h>

#include <array>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace banxing::log {

/// What may be said beside the event. Extend it only with names whose values are never about a
/// person.
inline constexpr auto allowed_keys = std::to_array<std::string_view>(
    {"account", "attempt",      "bad",     "bytes",      "chain",   "commits",      "count",
     "day",     "event",        "fault",   "folder",     "form",    "good",         "indicator",
     "job",     "kind",         "listen",  "memory_mib", "method",  "milliseconds", "module",
     "number",  "organisation", "part",    "people",     "percent", "policy",       "priority",
     "queue",   "reason",       "region",  "repeated",   "role",    "route",        "rows",
     "seconds", "seed",         "seq",     "signal",     "stage",   "status",       "step",
     "system",  "task",         "threads", "version"});

/// A literal of the list; any other does not compile.
class Key {
public:
    consteval Key(const char* name) : name_(name) { // NOLINT: implicit on purpose
        bool known = false;
        for (auto allowed : allowed_keys) known = known || allowed == name_;
        if (!known) throw "not among log::allowed_keys";
    }
    constexpr std::string_view name() const { return name_; }

private:
    std::string_view name_;
};

class Value {
public:
    template <std::integral T>
    Value(T number) : value_(static_cast<std::int64_t>(number)) {} // NOLINT: implicit on purpose
    Value(bool truth) : value_(truth) {}                           // NOLINT
    /// A code: at most 80 letters, digits and . : / _ - +, no eight digits in a row. Anything else
    /// is written as "?".
    Value(std::string_view code);                                     // NOLINT
    Value(const std::string& code) : Value(std::string_view(code)) {} // NOLINT
    Value(const char* code) : Value(std::string_view(code)) {}        // NOLINT
    std::string json() const;

private:
    std::variant<std::int64_t, bool, std::string> value_;
};

struct Field {
    Key key;
    Value value;
};

enum class Level { debug, info, warning, error };
enum class Format { automatic, json, text };

/// Once, by main(). Automatic: text on a terminal, else JSON. Without it: JSON from info on.
void start(Format format, Level level);

void debug(std::string_view event, std::initializer_list<Field> fields = {});
void info(std::string_view event, std::initializer_list<Field> fields = {});
void warning(std::string_view event, std::initializer_list<Field> fields = {});
void error(std::string_view event, std::initializer_list<Field> fields = {});

/// A failure with its fault and detail (which by contract holds no personal data; only printable
/// ASCII is kept).
void failure(std::string_view event, const Error& error);

/// Lines of this thread carry the request's id until the scope ends.
class RequestScope {
public:
    explicit RequestScope(std::string_view id);
    ~RequestScope();
    RequestScope(const RequestScope&) = delete;
    RequestScope& operator=(const RequestScope&) = delete;

private:
    std::string outer_;
};

/// Of this thread; empty outside a request.
const std::string& current_request();

} // namespace banxing::log
