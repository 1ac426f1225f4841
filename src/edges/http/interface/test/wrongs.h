#pragma once
// Everything that can be wrong with a request, drawn from openapi.yaml: an operation that is added
// there is tried without a further word.
#include <core/id.h>
#include <core/json.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace banxing::http {

struct Wrong {
    std::string why;
    std::string target; // the path with its parts, and the query
    std::string body;
    std::string field; // that the answer names; empty: none
};

struct Operation {
    std::string method, pattern; // "POST", as in the contract
    std::vector<Wrong> wrongs;
    bool upload = false;
};

class Wrongs {
public:
    explicit Wrongs(const std::string& file) : root_(YAML::LoadFile(file)) {}

    std::vector<Operation> operations() const {
        std::vector<Operation> out;
        for (const auto& path : root_["paths"])
            for (const auto& entry : path.second) {
                auto method = entry.first.as<std::string>();
                if (method == "parameters") continue;
                Operation one{upper(method), path.first.as<std::string>(), {}, false};
                parameters(path.second["parameters"], one);
                parameters(entry.second["parameters"], one);
                query(one, "colour=red", "a parameter that nobody knows");
                body(entry.second["requestBody"], one);
                out.push_back(std::move(one));
            }
        return out;
    }

    /// The pattern with parts that are well formed, all but one of its own choice.
    static std::string filled(const std::string& pattern, const std::string& name = "",
                              const std::string& value = "") {
        static const std::map<std::string, std::string> right{{"subject", to_text(SubjectId(42))},
                                                              {"other", to_text(SubjectId(43))},
                                                              {"act", "withdraw"},
                                                              {"step", "demand"},
                                                              {"code", "330681"}};
        std::string out;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            if (pattern[i] != '{') {
                out += pattern[i];
                continue;
            }
            auto end = pattern.find('}', i);
            auto part = pattern.substr(i + 1, end - i - 1);
            auto known = right.find(part);
            bool booking = part == "act" && pattern.starts_with("/api/budget");
            auto own = known == right.end() ? "1" : booking ? "appropriate" : known->second;
            out += part == name ? value : own;
            i = end;
        }
        return out;
    }

private:
    static std::string upper(std::string text) {
        for (auto& c : text) c = char(std::toupper(c));
        return text;
    }

    YAML::Node resolved(const YAML::Node& node) const {
        if (!node.IsMap() || !node["$ref"]) return node;
        auto reference = node["$ref"].as<std::string>().substr(2);
        YAML::Node at(root_);
        for (std::size_t from = 0; from <= reference.size();) {
            auto end = std::min(reference.find('/', from), reference.size());
            const YAML::Node here(at);
            at.reset(here[reference.substr(from, end - from)]);
            from = end + 1;
        }
        return resolved(at);
    }

    static void query(Operation& one, const std::string& query, const std::string& why) {
        one.wrongs.push_back({why, filled(one.pattern) + "?" + query, "{}", ""});
    }

    static std::vector<std::string> no_value_of(const YAML::Node& schema) {
        if (schema["enum"]) return {"nonsense"};
        if (schema["pattern"]) return {"x", "..", std::string(300, '0')};
        if (schema["type"].as<std::string>() != "integer") return {};
        return {"x", "-1", "1.5", "1e3", "99999999999999999999"};
    }

    static void part(const std::string& name, const YAML::Node& schema, Operation& one) {
        auto values = no_value_of(schema);
        values.insert(values.end(), {"%00", "%zz", "%ff"});
        for (auto& value : values)
            one.wrongs.push_back(
                {name + " is " + value.substr(0, 20), filled(one.pattern, name, value), "{}", ""});
    }

    void parameters(const YAML::Node& list, Operation& one) const {
        for (const auto& reference : list) {
            auto parameter = resolved(reference);
            auto name = parameter["name"].as<std::string>();
            auto schema = resolved(parameter["schema"]);
            if (parameter["in"].as<std::string>() == "path") {
                part(name, schema, one);
                continue;
            }
            auto values = no_value_of(schema);
            if (schema["maxLength"])
                values.push_back(std::string(schema["maxLength"].as<std::size_t>() + 1, 'a'));
            for (auto& value : values) query(one, name + "=" + value, name);
        }
    }

    void body(const YAML::Node& request, Operation& one) const {
        if (!request) return;
        one.upload = !request["content"]["application/json"];
        if (one.upload) return;
        auto schema = resolved(request["content"]["application/json"]["schema"]);
        auto add = [&](const std::string& why, const std::string& text, const std::string& field) {
            one.wrongs.push_back({why, filled(one.pattern), text, field});
        };
        for (auto* text : {"", "{", "[]", "null", "7", "\"x\"", "{\"a\":1}{", "{\"\xff\":1}"})
            add(std::string("a body of ") + text, text, "");
        add("a deep body", std::string(100'000, '['), "");
        Json right = example(schema);
        for (const auto& [why, json, field] : spoilt(schema, right, "", 0))
            add(why, json.dump(), field);
    }

    struct Spoilt {
        std::string why;
        Json json;
        std::string field;
    };

    /// What is right of a schema.
    Json example(const YAML::Node& reference) const {
        auto schema = resolved(reference);
        auto type = schema["type"].as<std::string>();
        if (schema["enum"]) return schema["enum"][0].as<std::string>();
        if (type == "integer") return 1;
        if (type == "boolean") return true;
        if (type == "array") return Json::array({example(schema["items"])});
        if (type == "object") {
            Json out = Json::object();
            for (const auto& member : schema["properties"])
                out[member.first.as<std::string>()] = example(member.second);
            return out;
        }
        auto format = schema["format"] ? schema["format"].as<std::string>() : "";
        if (format == "date") return "2026-03-05";
        if (format == "uuid") return "11111111-1111-4111-8111-111111111111";
        return "some text";
    }

    /// The right one with one thing wrong, for each thing.
    std::vector<Spoilt> spoilt(const YAML::Node& schema, const Json& right, const std::string& path,
                               int depth) const {
        std::vector<Spoilt> out;
        if (!schema["properties"]) return out;
        Json more = right;
        more["colour"] = "red";
        out.push_back({path + " with an unknown member", more, path + "colour"});
        for (const auto& name : schema["required"]) {
            Json less = right;
            less.erase(name.as<std::string>());
            out.push_back(
                {path + " without " + name.as<std::string>(), less, path + name.as<std::string>()});
        }
        for (const auto& member : schema["properties"]) {
            auto name = member.first.as<std::string>();
            auto inner = resolved(member.second);
            for (auto& [why, value, field] : values(inner, right[name], path + name, depth)) {
                Json wrong = right;
                wrong[name] = value;
                out.push_back({why, wrong, field});
            }
        }
        return out;
    }

    static std::size_t limit_of(const YAML::Node& schema, const char* name) {
        return schema[name] ? schema[name].as<std::size_t>() : 0;
    }

    static std::vector<Json> texts_that_are_none(const YAML::Node& schema) {
        std::vector<Json> out;
        if (schema["enum"]) out.emplace_back("nonsense");
        auto format = schema["format"] ? schema["format"].as<std::string>() : "";
        if (format == "date")
            out = {"2026-02-30", "2023-02-29", "2026-13-01", "2026/3/5", "", "today"};
        if (format == "uuid") out = {"1", std::string(36, 'z')};
        if (auto most = limit_of(schema, "maxLength")) out.emplace_back(std::string(most + 1, 'a'));
        if (limit_of(schema, "minLength")) out.emplace_back("");
        return out;
    }

    static std::vector<Json> arrays_that_are_none(const YAML::Node& schema, const Json& right) {
        std::vector<Json> out;
        if (limit_of(schema, "minItems")) out.push_back(Json::array());
        if (auto most = limit_of(schema, "maxItems"))
            out.push_back(std::vector<Json>(most + 1, right[0]));
        return out;
    }

    std::vector<Spoilt> values(const YAML::Node& schema, const Json& right, const std::string& path,
                               int depth) const {
        auto type = schema["type"].as<std::string>();
        std::vector<Json> wrong{nullptr};
        for (const auto& [other, value] : std::map<std::string, Json>{{"object", Json::object()},
                                                                      {"string", "x"},
                                                                      {"integer", 7},
                                                                      {"array", Json::array({1})}})
            if (other != type) wrong.push_back(value);
        if (type == "integer") wrong.insert(wrong.end(), {1.5, "1", 1e300});
        auto more = type == "string"  ? texts_that_are_none(schema)
                    : type == "array" ? arrays_that_are_none(schema, right)
                                      : std::vector<Json>();
        wrong.insert(wrong.end(), more.begin(), more.end());
        std::vector<Spoilt> out;
        for (auto& value : wrong)
            out.push_back({path + " is " + value.dump().substr(0, 40), value, path});
        if (type != "array" || depth > 2) return out;
        for (auto& [why, value, field] :
             item_values(resolved(schema["items"]), right[0], path, depth))
            out.push_back({why, Json::array({value}), field});
        return out;
    }

    std::vector<Spoilt> item_values(const YAML::Node& item, const Json& right,
                                    const std::string& path, int depth) const {
        if (item["properties"]) return spoilt(item, right, path + "[0].", depth + 1);
        return {{path + " of texts", "x", path}, {path + " of nothing", nullptr, path}};
    }

    YAML::Node root_;
};

} // namespace banxing::http
