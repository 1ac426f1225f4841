#include <core/text.h>

#include <algorithm>
#include <charconv>
#include <wire/read.h>

namespace banxing::http {
namespace {

const Words missing{"缺少", "is missing"};
const Words unknown{"不认识这一项", "is not known"};
const Words no_text{"应为文字", "must be text"};
const Words no_integer{"应为整数", "must be an integer"};
const Words no_day{"应为存在的日期，如 2026-03-05", "must be a day that exists, like 2026-03-05"};
const Words no_subject{"不是有效的档案号", "is no valid file number"};
const Words no_object{"应为对象", "must be an object"};
const Words no_array{"应为数组", "must be an array"};

Words too_long(std::size_t n) {
    return {"最多" + std::to_string(n) + "个", "has at most " + std::to_string(n)};
}
Words too_short(std::size_t n) {
    return {"至少" + std::to_string(n) + "个", "has at least " + std::to_string(n)};
}
Words not_among(std::initializer_list<const char*> values) {
    std::string list;
    for (const auto* value : values) (list += list.empty() ? "" : ", ") += value;
    return {"只能是：" + list, "must be one of: " + list};
}
bool among(std::string_view value, std::initializer_list<const char*> values) {
    return std::ranges::any_of(values, [&](const char* v) { return value == v; });
}

Result<void> refuse(std::vector<FieldIssue> issues) {
    if (issues.empty()) return {};
    auto n = std::to_string(issues.size());
    return fail(Error::invalid({"请求中有" + n + "处不对，没有改动任何数据。",
                                "The request has " + n + " faults; nothing was changed."},
                               std::move(issues)));
}

} // namespace

const std::string* Query::find(const std::string& name) {
    auto found =
        std::ranges::find(request_.query, name, &std::pair<std::string, std::string>::first);
    return found == request_.query.end() ? nullptr : &found->second;
}

std::string Query::text(const std::string& name, std::size_t longest) {
    const auto* value = find(name);
    if (!value) return {};
    if (to_utf32(*value).size() > longest) issues_.push_back({name, too_long(longest)});
    return *value;
}

std::string Query::needed(const std::string& name, std::size_t longest) {
    auto value = text(name, longest);
    if (value.empty()) issues_.push_back({name, missing});
    return value;
}

std::int64_t Query::integer(const std::string& name, std::int64_t least, std::int64_t most,
                            std::int64_t otherwise) {
    const auto* value = find(name);
    if (!value) return otherwise;
    std::int64_t number = 0;
    auto [end, fault] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (fault == std::errc() && end == value->data() + value->size() && number >= least &&
        number <= most)
        return number;
    auto range = std::to_string(least) + "–" + std::to_string(most);
    issues_.push_back({name, {"应为" + range + "之间的整数", "must be an integer in " + range}});
    return otherwise;
}

std::string Query::one_of(const std::string& name, std::initializer_list<const char*> values,
                          const char* otherwise) {
    const auto* value = find(name);
    if (!value) return otherwise;
    if (!among(*value, values)) issues_.push_back({name, not_among(values)});
    return *value;
}

bool Query::flag(const std::string& name) {
    return one_of(name, {"true", "false"}, "false") == "true";
}

std::vector<std::string> Query::page(const std::string& name, std::size_t parts) {
    auto text = this->text(name);
    std::vector<std::string> out;
    for (std::size_t at = 0; !text.empty() && out.size() < parts;) {
        bool last = out.size() + 1 == parts;
        auto end = last ? text.npos : text.find('~', at);
        out.push_back(text.substr(at, end == text.npos ? end : end - at));
        if (end == text.npos) break;
        at = end + 1;
    }
    if (text.empty() || out.size() == parts) return out;
    issues_.push_back({name, {"无效", "not valid"}});
    return {};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    constexpr std::size_t most_digits = 18;
    std::int64_t number = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool digits = !text.empty() && text.front() != '-' && text.size() <= most_digits;
    if (!digits || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Error no_such_page() {
    return Error::invalid(
        {"翻页位置无效，请从第一页重新开始", "The page position is not valid; start again"},
        {{"after", {"无效", "not valid"}}});
}

Result<void> Query::done() {
    return refuse(std::move(issues_));
}

Result<Fields> Fields::of(const Request& request) {
    auto json = TRY(parse_json(request.body));
    if (!json.is_object())
        return fail(
            Error::invalid({"请求内容应为 JSON 对象。", "The body must be a JSON object."}));
    return Fields(std::move(json), "");
}

void Fields::note(const std::string& name, Words words) {
    issues_.push_back({path_ + name, std::move(words)});
}

const Json* Fields::take(const std::string& name, bool needed) {
    asked_.insert(name);
    auto found = json_.find(name);
    if (found != json_.end()) return &*found;
    if (needed) note(name, missing);
    return nullptr;
}

std::string Fields::text(const std::string& name, std::size_t shortest, std::size_t longest) {
    const auto* value = take(name, shortest > 0);
    if (!value) return {};
    if (!value->is_string()) return note(name, no_text), std::string();
    auto out = value->get<std::string>();
    auto length = to_utf32(out).size();
    if (length > longest) note(name, too_long(longest));
    if (length < shortest) note(name, too_short(shortest));
    return out;
}

std::string Fields::text_or_empty(const std::string& name, std::size_t longest) {
    return text(name, 0, longest);
}

std::string Fields::one_of(const std::string& name, std::initializer_list<const char*> values) {
    auto value = text(name, 1, 100);
    if (!value.empty() && !among(value, values)) note(name, not_among(values));
    return value;
}

std::int64_t Fields::integer(const std::string& name) {
    const auto* value = take(name, true);
    if (!value) return 0;
    auto fits = value->is_number_integer() &&
                !(value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX);
    if (!fits) return note(name, no_integer), 0;
    return value->get<std::int64_t>();
}

std::int64_t Fields::integer_or(const std::string& name, std::int64_t least, std::int64_t most,
                                std::int64_t otherwise) {
    if (!take(name, false)) return otherwise;
    auto value = integer(name);
    auto range = std::to_string(least) + "–" + std::to_string(most);
    if (value < least || value > most) note(name, {"应在" + range + "之间", "must be in " + range});
    return value;
}

std::string Fields::uuid(const std::string& name) {
    auto value = text(name, 36, 36);
    auto fits = [&](std::size_t i) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        return dash ? value[i] == '-' : std::isxdigit(static_cast<unsigned char>(value[i])) != 0;
    };
    bool right = value.size() == 36;
    for (std::size_t i = 0; right && i < value.size(); ++i) right = fits(i);
    if (!right && !value.empty()) note(name, {"不是 UUID", "is no UUID"});
    return value;
}

std::optional<Date> Fields::day_if_given(const std::string& name) {
    const auto* value = take(name, false);
    if (!value) return std::nullopt;
    auto day = value->is_string() ? parse_iso_date(value->get<std::string>()) : std::nullopt;
    if (!day) note(name, no_day);
    return day;
}

Date Fields::day(const std::string& name) {
    if (!take(name, true)) return {};
    return day_if_given(name).value_or(Date());
}

std::optional<SubjectId> Fields::subject_if_given(const std::string& name) {
    const auto* value = take(name, false);
    if (!value) return std::nullopt;
    auto subject = value->is_string() ? parse_subject_id(value->get<std::string>()) : std::nullopt;
    if (!subject) note(name, no_subject);
    return subject;
}

SubjectId Fields::subject(const std::string& name) {
    if (!take(name, true)) return SubjectId();
    return subject_if_given(name).value_or(SubjectId());
}

std::optional<Json> Fields::object_if_given(const std::string& name) {
    const auto* value = take(name, false);
    if (!value) return std::nullopt;
    if (!value->is_object()) return note(name, no_object), std::nullopt;
    return *value;
}

Json Fields::object(const std::string& name) {
    if (!take(name, true)) return Json::object();
    return object_if_given(name).value_or(Json::object());
}

const Json* Fields::array(const std::string& name, std::size_t fewest, std::size_t most) {
    const auto* value = take(name, true);
    if (!value) return nullptr;
    if (!value->is_array()) return note(name, no_array), nullptr;
    if (value->size() > most) return note(name, too_long(most)), nullptr;
    if (value->size() < fewest) return note(name, too_short(fewest)), nullptr;
    return value;
}

std::vector<std::int64_t> Fields::integers(const std::string& name, std::size_t fewest,
                                           std::size_t most) {
    std::vector<std::int64_t> out;
    const auto* values = array(name, fewest, most);
    if (!values) return out;
    for (const auto& value : *values) {
        if (!value.is_number_integer()) return note(name, no_integer), std::vector<std::int64_t>();
        out.push_back(value.get<std::int64_t>());
    }
    return out;
}

std::vector<std::int64_t> Fields::integers_if_given(const std::string& name, std::size_t most) {
    return take(name, false) ? integers(name, 0, most) : std::vector<std::int64_t>();
}

void Fields::each(const std::string& name, std::size_t fewest, std::size_t most,
                  const std::function<void(Fields&)>& item) {
    const auto* values = array(name, fewest, most);
    if (!values) return;
    for (std::size_t i = 0; i < values->size(); ++i) {
        auto path = name + "[" + std::to_string(i) + "]";
        if (!(*values)[i].is_object()) {
            note(path, no_object);
            continue;
        }
        Fields fields((*values)[i], path_ + path + ".");
        item(fields);
        fields.note_unknown();
        issues_.insert(issues_.end(), fields.issues_.begin(), fields.issues_.end());
    }
}

void Fields::note_unknown() {
    for (const auto& [name, value] : json_.items())
        if (!asked_.contains(name)) note(name.substr(0, 60), unknown);
}

Result<void> Fields::done() {
    note_unknown();
    return refuse(std::move(issues_));
}

Result<Page> read_page(const Request& request) {
    Query query(request);
    Page page{query.integer("after", 0, INT64_MAX, 0), int(query.integer("limit", 1, 200, 50))};
    TRY(query.done());
    return page;
}

} // namespace banxing::http
