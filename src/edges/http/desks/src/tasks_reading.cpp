#include "tasks_reading.h"

#include <entitlement/claims.h>

#include <wire/context.h>

namespace banxing::http {
namespace {

constexpr int longest_call_list = 2000; // tasks: more than that nobody prints
constexpr std::size_t most_sms = 2000;
constexpr int sms_shown_days = 30;

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

static consequences::TaskFilter to_call(const Place& place) {
    auto filter = mine();
    filter.from = place.from;
    filter.to = place.to;
    filter.sort = consequences::SortBy::place;
    filter.limit = longest_call_list;
    return filter;
}

static Result<Family> family_of(const Context& context, db::Session& session, SubjectId subject,
                                bool gateway) {
    auto identity = TRY(context.office().registry.identity_of(session, subject));
    Family out{subject, identity.value_or(registry::Identity())};
    out.address = TRY(address_of(context, session, subject));
    auto since = add_days(context.today, -sms_shown_days);
    out.sms = TRY(messages::newest_of(session, subject, since));
    if (gateway) out.no_sms = TRY(messages::not_wanted(session, subject));
    return out;
}

Result<CallList> families_to_call(const Context& context, const Place& place) {
    auto list = TRY(context.read([&](db::Session& s) -> Result<CallList> {
        CallList out;
        out.gateway = TRY(messages::gateway_open(s, context.office().clock.now()));
        std::map<SubjectId, std::size_t> known;
        for (auto& [subject, task] :
             TRY(consequences::tasks(s, context.list_sight(), to_call(place), context.today))
                 .items) {
            auto [at, fresh] = known.emplace(subject, out.families.size());
            if (fresh) {
                out.families.push_back(TRY(family_of(context, s, subject, out.gateway)));
                out.families.back().village = task.place;
            }
            out.families[at->second].tasks.push_back(std::move(task));
        }
        return out;
    }));
    std::vector<SubjectId> shown;
    shown.reserve(list.families.size());
    for (const auto& family : list.families) shown.push_back(family.subject);
    TRY(casework::note_shown(context.office(), context.who(), "call_list", std::move(shown)));
    return list;
}

Result<std::vector<SubjectId>> read_sms_wish(const Request& request) {
    auto fields = TRY(Fields::of(request));
    std::vector<SubjectId> out;
    fields.each("families", 1, most_sms,
                [&](Fields& item) { out.push_back(item.subject("subject")); });
    TRY(fields.done());
    return out;
}

Result<messages::Asked> send_sms(const Context& context, const std::vector<SubjectId>& wish) {
    auto listed = TRY(context.read([&](db::Session& s) -> Result<std::set<SubjectId>> {
        std::set<SubjectId> out;
        for (auto& one :
             TRY(consequences::tasks(s, context.list_sight(), to_call({}), context.today)).items)
            out.insert(one.subject);
        return out;
    }));
    for (auto subject : wish)
        if (listed.count(subject) == 0)
            return fail(
                Error::not_found({"联系名单中没有这家人", "The call list has no such family"}));
    return messages::remind(context.office(), context.who(), wish);
}

} // namespace banxing::http
