#pragma once
// Holds a response against openapi.yaml: types, required and unknown members, enumerations,
// formats.
#include <core/date.h>
#include <core/json.h>

#include <string>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace banxing::http {

class Contract {
public:
    explicit Contract(const std::string& file) : root_(YAML::LoadFile(file)) {}

    /// What is wrong with the answer to `method path` (with {parts} as in the contract); empty:
    /// nothing.
    std::vector<std::string> faults(const std::string& method, const std::string& path, int status,
                                    const std::string& type, const std::string& body) const {
        faults_.clear();
        const auto operation = root_["paths"][path][method];
        if (!operation) return {"the contract has no " + method + " " + path};
        auto responses = operation["responses"];
        auto response = responses[std::to_string(status)] ? responses[std::to_string(status)]
                                                          : responses["default"];
        if (!response) return {"status " + std::to_string(status) + " is not in the contract"};
        response.reset(resolved(response));
        if (!response["content"]) return {};
        auto content = response["content"][type.substr(0, type.find(';'))];
        if (!content) return {"type " + type + " is not in the contract"};
        if (type.find("json") == std::string::npos) return {};
        check(content["schema"], Json::parse(body, nullptr, false), "$");
        return faults_;
    }

    std::size_t operations() const {
        std::size_t count = 0;
        for (const auto& path : root_["paths"])
            for (const auto& entry : path.second)
                count += entry.first.as<std::string>() != "parameters" ? 1 : 0;
        return count;
    }

private:
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

    static bool is_type(const std::string& type, const Json& value) {
        if (type == "object") return value.is_object();
        if (type == "array") return value.is_array();
        if (type == "string") return value.is_string();
        if (type == "integer") return value.is_number_integer();
        return type == "boolean" && value.is_boolean();
    }

    void check(const YAML::Node& reference, const Json& value, const std::string& at) const {
        auto schema = resolved(reference);
        if (value.is_null() && schema["nullable"]) return;
        if (schema["type"] && !is_type(schema["type"].as<std::string>(), value)) {
            faults_.push_back(at + ": no " + schema["type"].as<std::string>() + ": " +
                              value.dump().substr(0, 60));
            return;
        }
        if (schema["enum"] && !among(schema["enum"], value))
            faults_.push_back(at + ": not in the list: " + value.dump());
        if (schema["format"] && schema["format"].as<std::string>() == "date" &&
            !parse_iso_date(value.get<std::string>()))
            faults_.push_back(at + ": no day: " + value.dump());
        if (value.is_object() && schema["properties"]) check_members(schema, value, at);
        if (value.is_array())
            for (std::size_t i = 0; i < value.size(); ++i)
                check(schema["items"], value[i], at + "[" + std::to_string(i) + "]");
    }

    void check_members(const YAML::Node& schema, const Json& value, const std::string& at) const {
        for (const auto& name : schema["required"])
            if (!value.contains(name.as<std::string>()))
                faults_.push_back(at + ": " + name.as<std::string>() + " is missing");
        for (const auto& [name, member] : value.items()) {
            if (!schema["properties"][name])
                faults_.push_back(at + ": " + name + " is not in the contract");
            else
                check(schema["properties"][name], member, at + "." + name);
        }
    }

    static bool among(const YAML::Node& list, const Json& value) {
        for (const auto& one : list)
            if (value.is_string() && one.as<std::string>() == value.get<std::string>()) return true;
        return false;
    }

    YAML::Node root_;
    mutable std::vector<std::string> faults_;
};

} // namespace banxing::http
