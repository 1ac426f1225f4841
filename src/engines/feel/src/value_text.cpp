#include "nodes_of_value.h"

#include <feel/function.h>

namespace banxing::feel {
namespace {

std::string in_quotes(std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\', out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00", out += hex[c >> 4 & 15], out += hex[c & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

template <typename Items, typename Show>
std::string joined(const Items& items, const char* separator, Show show) {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += separator;
        out += show(item);
    }
    return out;
}

std::string nested(const Value& value) { // text inside a list or context keeps its quotes
    return value.is(Kind::string) ? in_quotes(value.string()) : display(value);
}

std::string range_text(const Range& range) {
    auto end = [](const Value& v) { return v.is_null() ? std::string() : nested(v); };
    if (range.all_but()) return "(!=" + nested(range.low) + ")";
    if (range.just()) return "(=" + nested(range.low) + ")";
    return (range.low_closed ? "[" : "(") + end(range.low) + ".." + end(range.high) +
           (range.high_closed ? "]" : ")");
}

} // namespace

std::string display(const Value& value) {
    switch (value.kind()) {
    case Kind::null:
        return "null";
    case Kind::boolean:
        return value.boolean() ? "true" : "false";
    case Kind::number:
        return value.number().text();
    case Kind::date:
        return text(value.day());
    case Kind::time:
        return text(value.time());
    case Kind::date_time:
        return text(value.date_time());
    case Kind::days_duration:
        return text(value.days_duration());
    case Kind::months_duration:
        return text(value.months_duration());
    case Kind::string:
        return std::string(value.string());
    case Kind::list:
        return "[" + joined(value.list(), ", ", nested) + "]";
    case Kind::context:
        return "{" +
               joined(value.entries(), ", ",
                      [](const Entry& e) { return e.name + ": " + nested(e.value); }) +
               "}";
    case Kind::range:
        return range_text(value.range());
    case Kind::function:
        return "function(" +
               joined(value.callable().parameters(), ", ", [](const std::string& s) { return s; }) +
               ")";
    case Kind::unknown:
        return "?";
    }
    return {};
}

std::string json_text(const Value& value) {
    switch (value.kind()) {
    case Kind::null:
    case Kind::boolean:
    case Kind::number:
        return display(value);
    case Kind::unknown:
    case Kind::function:
        return "null";
    case Kind::list:
        return "[" + joined(value.list(), ",", json_text) + "]";
    case Kind::context:
        return "{" +
               joined(value.entries(), ",",
                      [](const Entry& e) { return in_quotes(e.name) + ":" + json_text(e.value); }) +
               "}";
    default:
        return in_quotes(display(value));
    }
}

} // namespace banxing::feel
