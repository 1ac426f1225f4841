#include <core/json.h>

#include <set>

namespace banxing {

/// Watches nesting and doubled keys while nlohmann's parser runs; false discards and marks the
/// fault.
struct Watch {
    std::vector<std::set<std::string>> keys;
    bool too_deep = false, doubled = false;

    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        if (depth > 64) too_deep = true;
        if (event == Event::object_start) keys.emplace_back();
        if (event == Event::object_end) keys.pop_back();
        if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second)
            doubled = true;
        return !too_deep;
    }
};

Result<Json> parse_json(std::string_view text) {
    Watch watch;
    Json value = Json::parse(text, std::ref(watch), false);
    if (watch.too_deep)
        return fail(Error::invalid(
            {"JSON 嵌套过深（最多64层）", "JSON is nested too deep (64 levels at most)"}));
    if (value.is_discarded())
        return fail(Error::invalid({"内容不是有效的 JSON", "The content is not valid JSON"}));
    if (watch.doubled)
        return fail(Error::invalid({"JSON 中有重复的键", "A key occurs twice in the JSON"}));
    return value;
}

} // namespace banxing
