#include "yaml.h"

#include <crypto/hash.h>
#include <policy/load.h>

namespace banxing::policy {

static void append(std::string& out, const std::string& text) {
    out += std::to_string(text.size()) + ":" + text;
}

/// Length-prefixed and with sorted keys, so that no two different documents read the same.
static void append(std::string& out, const YAML::Node& node) {
    if (node.IsMap()) {
        std::map<std::string, YAML::Node> sorted;
        for (const auto& entry : node) sorted.emplace(entry.first.Scalar(), entry.second);
        out += "{";
        for (auto& [key, value] : sorted) {
            append(out, key);
            append(out, value);
        }
        out += "}";
    } else if (node.IsSequence()) {
        out += "[";
        for (const auto& item : node) append(out, item);
        out += "]";
    } else {
        append(out, node.IsScalar() ? node.Scalar() : std::string());
    }
}

/// Without carriage returns and white space at the ends of lines.
static std::string tidy_lines(const std::string& text) {
    std::string out;
    for (char c : text) {
        if (c == '\r') continue;
        if (c == '\n')
            while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
        out += c;
    }
    return out;
}

std::string version_of(const Files& files, const Parsed& parsed) {
    std::string canonical;
    for (auto& [path, text] : files) {
        append(canonical, path);
        Faults faults;
        Source source{path, faults};
        std::optional<YAML::Node> root;
        if (auto known = parsed.find(path); known != parsed.end())
            root = known->second;
        else if (path.ends_with(".yaml"))
            root = parse_yaml(source, text);
        if (root)
            append(canonical, *root);
        else
            append(canonical, tidy_lines(text));
    }
    return crypto::sm3_hex(canonical);
}

std::string version_of(const Files& files) {
    return version_of(files, Parsed());
}

} // namespace banxing::policy
