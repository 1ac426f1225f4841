#include "people_reading.h"

#include "tasks_reading.h"

#include <access/grants.h>
#include <casework/own_file.h>
#include <core/identity_number.h>
#include <core/text.h>

#include <algorithm>
#include <charconv>
#include <desks/person.h>
#include <wire/context.h>

namespace banxing::http {
namespace {

// Fewer digits than a whole number find nothing: the number is stored as a keyed hash.
std::optional<std::string> identity_number_in(const std::string& query) {
    auto number = parse_identity_number(without_space(fold_width(query)));
    if (!number) return std::nullopt;
    return number->text;
}

// Whom the asker may see. A post that sees few of many would be asked about everybody of a common
// name: after some refusals it says once whom it sees.
class Seeing {
public:
    Seeing(const Context& context, db::Session& session) : context_(context), session_(session) {}

    bool sees(SubjectId subject) {
        if (!error_ && !everybody_ && refused_ == most_refused) look_at_everybody();
        if (error_) return false;
        if (everybody_) return std::ranges::binary_search(*everybody_, subject);
        auto seen = access::visible(session_, context_.who(), subject, context_.today);
        if (!seen) error_ = seen.error();
        if (seen && !*seen) ++refused_;
        return seen && *seen;
    }
    Result<void> done() const {
        if (error_) return fail(*error_);
        return {};
    }

private:
    static constexpr int most_refused = 500;

    void look_at_everybody() {
        auto all = access::all_visible(session_, context_.who(), context_.today);
        if (all)
            everybody_ = std::move(*all);
        else
            error_ = all.error();
    }

    const Context& context_;
    db::Session& session_;
    int refused_ = 0;
    std::optional<std::vector<SubjectId>> everybody_;
    std::optional<Error> error_;
};

Result<std::vector<SubjectId>> matches(const Context& context, db::Session& session,
                                       const Search& search) {
    Seeing sight(context, session);
    auto sees = [&](SubjectId subject) { return sight.sees(subject); };
    std::vector<SubjectId> out;
    if (auto number = identity_number_in(search.query)) {
        auto subject = TRY(context.office().registry.by_identity_number(session, *number));
        if (subject && sees(*subject)) out.push_back(*subject);
    } else {
        for (const auto& one :
             context.office().registry.search(search.query, search.skip + search.limit + 1, sees))
            out.push_back(one.subject);
    }
    TRY(sight.done());
    return out;
}

} // namespace

Result<Search> read_search(const Request& request) {
    auto fields = TRY(Fields::of(request));
    Search search{squeeze(fields.text("query", 1, 40))};
    auto after = fields.text_or_empty("after", 10);
    search.limit = std::size_t(fields.integer_or("limit", 1, 100, 20));
    TRY(fields.done());
    auto [end, fault] = std::from_chars(after.data(), after.data() + after.size(), search.skip);
    bool whole = after.empty() || (fault == std::errc() && end == after.data() + after.size());
    if (!whole || search.skip > 1000)
        return fail(Error::invalid(
            {"翻页位置无效，请重新查找。", "The page position is not valid: search again."}));
    return search;
}

Result<Json> found_people(const Context& context, const Search& search) {
    std::vector<SubjectId> shown;
    auto page = TRY(context.read([&](db::Session& s) -> Result<Json> {
        auto found = TRY(matches(context, s, search));
        Json out{{"items", Json::array()}, {"still_loading", !context.office().registry.loaded()}};
        auto end = std::min(found.size(), search.skip + search.limit);
        for (auto i = search.skip; i < end; ++i) {
            out["items"].push_back(TRY(person_card(context, s, found[i])));
            shown.push_back(found[i]);
        }
        if (found.size() > end) out["next"] = std::to_string(end);
        return out;
    }));
    if (shown.empty()) { // that somebody looked and found nobody is told, too
        TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
            return casework::note_act(context.office(), s, context.who(), "search.empty",
                                      SubjectId{}, Json::object());
        }));
        return page;
    }
    TRY(casework::note_shown(context.office(), context.who(), "search", std::move(shown)));
    return page;
}

} // namespace banxing::http
