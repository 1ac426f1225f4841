#include "yaml.h"

#include <algorithm>
#include <charconv>

namespace banxing::policy {

void Source::fault(int line, Words words) const {
    faults.push_back({file + ":" + std::to_string(line), std::move(words)});
}

void Source::fault(const YAML::Node& at, Words words) const {
    fault(at.Mark().line + 1, std::move(words));
}

std::optional<YAML::Node> parse_yaml(const Source& source, const std::string& text) {
    try {
        return YAML::Load(text);
    } catch (const YAML::Exception& e) { // yaml-cpp throws; nothing above this line sees it
        source.fault(e.mark.line + 1, {"不是有效的 YAML：" + e.msg, "not valid YAML: " + e.msg});
        return std::nullopt;
    }
}

bool is_id(const std::string& text) {
    bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    return plain && !text.empty() && text[0] >= 'a' && text[0] <= 'z';
}

static Words missing(const std::string& key) {
    return {"缺少“" + key + "”", "'" + key + "' is missing"};
}

static Words wrong(const std::string& key, const char* zh, const char* en) {
    return {"“" + key + "”应为" + zh, "'" + key + "' must be " + en};
}

Map::Map(const Source& source, const YAML::Node& node) : source_(source), node_(node) {
    if (!node_.IsMap()) {
        source_.fault(node_, {"这里应为键值表", "a mapping is expected here"});
        return;
    }
    for (const auto& entry : node_) {
        std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
        if (!entries_.emplace(key, entry.second).second)
            source_.fault(entry.first, {"键“" + key + "”重复", "key '" + key + "' is given twice"});
    }
}

Map::~Map() {
    for (auto& [key, value] : entries_)
        if (!asked_.count(key))
            source_.fault(value, {"不认识的键“" + key + "”", "unknown key '" + key + "'"});
}

std::optional<YAML::Node> Map::node(const std::string& key, Need need) {
    asked_.insert(key);
    auto found = entries_.find(key);
    if (found != entries_.end() && !found->second.IsNull()) return found->second;
    if (need == Need::required) fault(missing(key));
    return std::nullopt;
}

std::string Map::text(const std::string& key, Need need) {
    auto found = node(key, need);
    if (!found) return {};
    if (!found->IsScalar()) {
        source_.fault(*found, wrong(key, "文字", "text"));
        return {};
    }
    if (need == Need::required && found->Scalar().empty()) source_.fault(*found, missing(key));
    return found->Scalar();
}

std::string Map::id(const std::string& key) {
    std::string out = text(key, Need::required);
    if (!out.empty() && !is_id(out))
        fault(wrong(key, "小写字母、数字和下划线", "lower_case_with_underscores"));
    return out;
}

bool Map::flag(const std::string& key, bool otherwise) {
    std::string found = text(key);
    if (found.empty()) return otherwise;
    if (found != "true" && found != "false") fault(wrong(key, " true 或 false", "true or false"));
    return found == "true";
}

std::optional<std::int64_t> Map::integer(const std::string& key, Need need) {
    std::string found = text(key, need);
    if (found.empty()) return std::nullopt;
    std::int64_t out = 0;
    auto end = found.data() + found.size();
    if (auto [rest, error] = std::from_chars(found.data(), end, out);
        error == std::errc{} && rest == end)
        return out;
    fault(wrong(key, "整数", "a whole number"));
    return std::nullopt;
}

std::optional<Date> Map::date(const std::string& key, Need need) {
    std::string found = text(key, need);
    if (found.empty()) return std::nullopt;
    auto out = parse_iso_date(found);
    if (!out) fault(wrong(key, "存在的日期（2026-01-31）", "a date that exists (2026-01-31)"));
    return out;
}

std::vector<std::string> Map::texts(const std::string& key, Need need) {
    std::vector<std::string> out;
    auto found = node(key, need);
    if (!found) return out;
    if (!found->IsSequence()) {
        source_.fault(*found, wrong(key, "列表", "a list"));
        return out;
    }
    for (const auto& item : *found) {
        if (item.IsScalar())
            out.push_back(item.Scalar());
        else
            source_.fault(item, wrong(key, "文字列表", "a list of texts"));
    }
    return out;
}

Words Map::words() {
    Words out{text("zh", Need::required), text("en", Need::required)};
    return out;
}

Words Map::words(const std::string& key, Need need) {
    auto found = node(key, need);
    if (!found) return {};
    Map map(source_, *found);
    return map.words();
}

std::vector<derive::Citation> Map::basis(Need need) {
    std::vector<derive::Citation> out;
    each(
        "basis",
        [&](Map& item) {
            out.push_back(
                {item.text("document", Need::required), item.text("clause", Need::required)});
        },
        need);
    if (need == Need::required && has("basis") && out.empty()) fault(missing("basis"));
    return out;
}

int Map::choice(const std::string& key, const std::vector<std::string>& names, Need need) {
    std::string found = text(key, need);
    if (found.empty()) return 0;
    auto at = std::find(names.begin(), names.end(), found);
    if (at != names.end()) return int(at - names.begin());
    std::string all;
    for (auto& name : names) all += (all.empty() ? "" : " ") + name;
    fault({"“" + key + "”只能是：" + all, "'" + key + "' must be one of: " + all});
    return 0;
}

void Map::each(const std::string& key, const std::function<void(Map&)>& item, Need need) {
    if (auto found = node(key, need)) each_map(source_, *found, item);
}

void each_map(const Source& source, const YAML::Node& list, const std::function<void(Map&)>& item) {
    if (list.IsNull()) return;
    if (!list.IsSequence()) return source.fault(list, {"这里应为列表", "a list is expected here"});
    for (const auto& entry : list) {
        Map map(source, entry);
        item(map);
    }
}

} // namespace banxing::policy
