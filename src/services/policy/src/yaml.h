#pragma once
// Strict reading of YAML: everything is asked for by name, what nobody asked for is a fault with
// file and line.
#include <core/date.h>
#include <core/result.h>
#include <derive/policy.h>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace banxing::policy {

using Faults = std::vector<FieldIssue>;

/// One file that is being read.
struct Source {
    std::string file;
    Faults& faults;
    void fault(int line, Words words) const;
    void fault(const YAML::Node& at, Words words) const;
};

/// The file's document; nothing and a fault when it is not YAML.
std::optional<YAML::Node> parse_yaml(const Source& source, const std::string& text);

/// Files that have been parsed, by their path within the set.
using Parsed = std::map<std::string, YAML::Node>;
/// What version_of(files) gives, without parsing those again.
std::string version_of(const std::map<std::string, std::string>& files, const Parsed& parsed);

enum class Need { optional, required };

/// A mapping. When it goes out of scope, keys that were never asked for become faults.
class Map {
public:
    Map(const Source& source, const YAML::Node& node);
    ~Map();
    Map(const Map&) = delete;
    Map& operator=(const Map&) = delete;

    bool has(const std::string& key) const { return entries_.count(key) > 0; }
    std::optional<YAML::Node> node(const std::string& key, Need need = Need::optional);
    std::string text(const std::string& key, Need need = Need::optional);
    std::string id(const std::string& key = "id"); // required, lower_case_with_underscores
    bool flag(const std::string& key, bool otherwise = false);
    std::optional<std::int64_t> integer(const std::string& key, Need need = Need::optional);
    std::optional<Date> date(const std::string& key, Need need = Need::optional);
    std::vector<std::string> texts(const std::string& key, Need need = Need::optional);
    /// zh and en of this very map.
    Words words();
    /// A map {zh, en} below `key`.
    Words words(const std::string& key, Need need = Need::optional);
    std::vector<derive::Citation> basis(Need need = Need::required);
    /// One of the names given; the index, or 0 with a fault.
    int choice(const std::string& key, const std::vector<std::string>& names,
               Need need = Need::optional);
    void each(const std::string& key, const std::function<void(Map&)>& item,
              Need need = Need::optional);

    const Source& source() const { return source_; }
    const YAML::Node& at() const { return node_; }
    void fault(Words words) const { source_.fault(node_, std::move(words)); }

private:
    const Source& source_;
    YAML::Node node_;
    std::map<std::string, YAML::Node> entries_;
    std::set<std::string> asked_;
};

/// Every item of a list of maps.
void each_map(const Source& source, const YAML::Node& list, const std::function<void(Map&)>& item);

bool is_id(const std::string& text);

} // namespace banxing::policy
