#include "tasks_reading.h"

#include <entitlement/claims.h>

#include <wire/context.h>

namespace banxing::http {
namespace {

constexpr int longest_call_list = 2000; // tasks: more than that nobody prints

consequences::When when_of(const std::string& state) {
    if (state == "overdue") return consequences::When::overdue;
    if (state == "soon") return consequences::When::soon;
    return state == "later" ? consequences::When::later : consequences::When::all;
}

consequences::TaskFilter mine() {
    consequences::TaskFilter filter;
    filter.chasing = true;
    return filter;
}

} // namespace

Result<Place> read_place(Query& query, const std::string& name) {
    auto code = query.text(name, 12);
    if (code.empty()) return Place{};
    auto region = access::region_of(code);
    if (!region)
        return fail(Error::invalid(
            {"区划代码不对。", "The region code is not right."},
            {{name, {"应为2、4、6、9或12位数字", "must have 2, 4, 6, 9 or 12 digits"}}}));
    auto range = access::inside(*region);
    return Place{*region, range.from, range.to};
}

Result<consequences::TaskFilter> read_filter(const Request& request) {
    Query query(request);
    auto filter = mine();
    auto place = TRY(read_place(query, "place"));
    filter.when = when_of(query.one_of("state", {"all", "overdue", "soon", "later"}, "all"));
    filter.system = query.text("system", 60);
    filter.task = query.text("task", 60);
    filter.from = place.from;
    filter.to = place.to;
    filter.sort = query.one_of("sort", {"due", "place"}, "due") == "place"
                      ? consequences::SortBy::place
                      : consequences::SortBy::due;
    filter.after = query.text("after");
    filter.limit = int(query.integer("limit", 1, 200, 50));
    TRY(query.done());
    return filter;
}

Result<TaskPage> task_page(const Context& context, const consequences::TaskFilter& filter) {
    auto sight = context.list_sight();
    return context.read([&](db::Session& s) -> Result<TaskPage> {
        TaskPage out;
        out.page = TRY(consequences::tasks(s, sight, filter, context.today));
        out.counts = TRY(consequences::count_tasks(s, sight, filter, context.today));
        if (filter.after.empty())
            out.kinds = TRY(consequences::kinds_of_tasks(s, sight, context.today));
        return out;
    });
}

static Result<void> add_tasks(HomeCounts& out, const Context& context, db::Session& session) {
    auto sight = context.list_sight();
    auto filter = mine();
    filter.limit = 1;
    out.counts = TRY(consequences::count_tasks(session, sight, filter, context.today));
    out.kinds = TRY(consequences::kinds_of_tasks(session, sight, context.today));
    auto first = TRY(consequences::tasks(session, sight, filter, context.today));
    if (!first.items.empty()) out.next = first.items.front();
    return {};
}

static Result<void> add_payables(HomeCounts& out, const Context& context, db::Session& session) {
    auto desk = [&](entitlement::Desk which) {
        return entitlement::desk(session, context.who(), {which, "", 1}, context.today);
    };
    auto open = TRY(desk(entitlement::Desk::open));
    out.payable = open.total;
    out.payable_fen = open.sum;
    out.proposed = TRY(desk(entitlement::Desk::proposed)).total;
    out.approved = TRY(desk(entitlement::Desk::approved)).total;
    return {};
}

Result<HomeCounts> home_counts(const Context& context) {
    using access::Act;
    const auto& who = context.who();
    return context.read([&](db::Session& s) -> Result<HomeCounts> {
        HomeCounts out;
        if (access::may(who, Act::doubts))
            out.doubts = TRY(registry::count_doubts(s, who.reach.from, who.reach.to));
        if (access::may(who, Act::tasks)) TRY(add_tasks(out, context, s));
        if (access::may(who, Act::review | Act::approve | Act::batch))
            TRY(add_payables(out, context, s));
        return out;
    });
}

/// Where they live, for who may read it.
static Result<std::string> address_of(const Context& context, db::Session& session,
                                      SubjectId subject) {
    auto home =
        TRY(casework::newest(context.office(), session, context.who(), subject, "base.residence"));
    return home ? home->value("address", std::string()) : std::string();
}

Result<std::vector<Family>> families_to_call(const Context& context, const Place& place) {
    auto filter = mine();
    filter.from = place.from;
    filter.to = place.to;
    filter.sort = consequences::SortBy::place;
    filter.limit = longest_call_list;
    auto families = TRY(context.read([&](db::Session& s) -> Result<std::vector<Family>> {
        std::vector<Family> out;
        std::map<SubjectId, std::size_t> known;
        for (auto& [subject, task] :
             TRY(consequences::tasks(s, context.list_sight(), filter, context.today)).items) {
            auto [at, fresh] = known.emplace(subject, out.size());
            if (fresh) {
                auto identity = TRY(context.office().registry.identity_of(s, subject));
                out.push_back(
                    {subject, identity.value_or(registry::Identity()), task.place, {}, {}});
                out.back().address = TRY(address_of(context, s, subject));
            }
            out[at->second].tasks.push_back(std::move(task));
        }
        return out;
    }));
    std::vector<SubjectId> shown;
    shown.reserve(families.size());
    for (const auto& family : families) shown.push_back(family.subject);
    TRY(casework::note_shown(context.office(), context.who(), "call_list", std::move(shown)));
    return families;
}

} // namespace banxing::http
