#pragma once
// What handlers take out of a request. Each reader notes every fault it meets; done() refuses with
// all of them, and refuses what nobody asked for.
#include <core/date.h>
#include <core/id.h>

#include <functional>
#include <initializer_list>
#include <optional>
#include <set>
#include <wire/message.h>

namespace banxing::http {

/// The query of an address. Unknown names are refused before the handler, by the route.
class Query {
public:
    explicit Query(const Request& request) : request_(request) {}

    /// Empty when absent.
    std::string text(const std::string& name, std::size_t longest = 200);
    std::string needed(const std::string& name, std::size_t longest = 200);
    std::int64_t integer(const std::string& name, std::int64_t least, std::int64_t most,
                         std::int64_t otherwise);
    std::string one_of(const std::string& name, std::initializer_list<const char*> values,
                       const char* otherwise);
    /// "true" or "false"; false when absent.
    bool flag(const std::string& name);
    /// Where a page goes on, in so many parts joined by "~" (the last one may hold more of them);
    /// empty when absent. Another number of parts is a fault.
    std::vector<std::string> page(const std::string& name, std::size_t parts);
    Result<void> done();

private:
    const std::string* find(const std::string& name);

    const Request& request_;
    std::vector<FieldIssue> issues_;
};

/// Digits only, at most 18 of them.
std::optional<std::int64_t> whole_number(std::string_view text);
/// A page position that this server did not give out.
Error no_such_page();

/// Lists that page by number.
struct Page {
    std::int64_t after = 0;
    int limit = 50;
};
Result<Page> read_page(const Request& request);

/// A JSON object: the body, or an object within it.
class Fields {
public:
    /// Invalid when the body is no JSON object.
    static Result<Fields> of(const Request& request);

    bool has(const std::string& name) const { return json_.contains(name); }
    /// Lengths in characters.
    std::string text(const std::string& name, std::size_t shortest, std::size_t longest);
    std::string text_or_empty(const std::string& name, std::size_t longest);
    std::string one_of(const std::string& name, std::initializer_list<const char*> values);
    std::int64_t integer(const std::string& name);
    std::int64_t integer_or(const std::string& name, std::int64_t least, std::int64_t most,
                            std::int64_t otherwise);
    std::string uuid(const std::string& name);
    Date day(const std::string& name);
    std::optional<Date> day_if_given(const std::string& name);
    SubjectId subject(const std::string& name);
    std::optional<SubjectId> subject_if_given(const std::string& name);
    Json object(const std::string& name);
    std::optional<Json> object_if_given(const std::string& name);
    std::vector<std::int64_t> integers(const std::string& name, std::size_t fewest,
                                       std::size_t most);
    std::vector<std::int64_t> integers_if_given(const std::string& name, std::size_t most);
    void each(const std::string& name, std::size_t fewest, std::size_t most,
              const std::function<void(Fields&)>& item);
    /// A fault that only the handler's own rule can see.
    void note(const std::string& name, Words words);
    Result<void> done();

private:
    Fields(Json json, std::string path) : json_(std::move(json)), path_(std::move(path)) {}
    const Json* take(const std::string& name, bool needed);
    const Json* array(const std::string& name, std::size_t fewest, std::size_t most);
    void note_unknown();

    Json json_;
    std::string path_; // "items[3]." within the body
    std::set<std::string> asked_;
    std::vector<FieldIssue> issues_;
};

} // namespace banxing::http
