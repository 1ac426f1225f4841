#include "pools_reading.h"

#include "lists_reading.h"
#include "show/pools.h"

#include <desks/tasks.h>
#include <wire/context.h>

namespace banxing::http {
namespace {

/// Whether the post may know the numbers.
bool sees(const consequences::ListSight& sight, const derive::Pool& pool) {
    return sight.reads(pool.of.substr(0, pool.of.find('.')));
}

Result<const derive::Pool*> asked_pool(const Context& context) {
    const auto* pool = consequences::find_pool(*context.office().program, context.part("pool"));
    if (pool && sees(context.list_sight(), *pool)) return pool;
    return fail(Error::not_found({"没有这份名额", "There is no such pool"}));
}

Json row_of(const Context& context, const consequences::Waiting& one) {
    Json out{{"subject", to_text(one.subject)},
             {"nth", one.nth},
             {"points", one.entry.amount},
             {"why", shown_reasons(*context.office().program, one.entry)}};
    if (one.entry.since) out["since"] = iso(*one.entry.since);
    if (one.changed) out["changed"] = shown(*one.changed);
    if (one.entry.holder != 0) out["only_at"] = shown(context.names.organisation(one.entry.holder));
    put_person(out, context, one.subject);
    if (one.entry.place != 0)
        out["place"] = shown(place_words(context.services.regions, one.entry.place));
    return out;
}

Json row_of(const Context& context, const consequences::Taker& one) {
    Json out{{"subject", to_text(one.subject)}, {"why", Json::array()}};
    if (one.since) out["since"] = iso(*one.since);
    put_person(out, context, one.subject);
    if (one.place != 0) out["place"] = shown(place_words(context.services.regions, one.place));
    return out;
}

std::string next_of(const consequences::Waiting& last) {
    return std::to_string(last.list) + "~" + std::to_string(last.nth);
}
std::string next_of(const consequences::Taker& last) {
    auto day = last.since ? to_days(*last.since) : std::int64_t(9'999'999);
    return std::to_string(day) + "~" + std::to_string(last.subject.value);
}

template <typename Rows>
Json page_of(const Context& context, Rows rows, int limit) {
    Json out{{"items", Json::array()}};
    bool more = cut(rows, limit);
    for (const auto& one : rows) out["items"].push_back(row_of(context, one));
    if (more) out["next"] = next_of(rows.back());
    return out;
}

} // namespace

Result<PoolWish> read_pool(const Request& request) {
    Query query(request);
    PoolWish wish;
    wish.filter.kind = query.text("kind", 60);
    wish.filter.holder = query.integer("holder", 0, INT64_MAX, 0);
    wish.waiting = query.one_of("side", {"waits", "takes"}, "waits") == "waits";
    wish.filter.limit = int(query.integer("limit", 1, 200, 50));
    auto after = query.page("after", 2);
    TRY(query.done());
    if (after.empty()) return wish;
    auto first = whole_number(after[0]), second = whole_number(after[1]);
    if (!first || !second) return fail(no_such_page());
    wish.filter.after_list = *first;
    wish.filter.after_nth = *second;
    return wish;
}

Result<Json> pools_page(const Context& context) {
    auto sight = context.list_sight();
    return context.read([&](db::Session& s) -> Result<Json> {
        Json out{{"items", Json::array()}, {"own", context.who().organisation.id.value}};
        for (const auto& system : context.office().program->source().systems)
            for (const auto& pool : system.pools) {
                if (pool.label.zh.empty() || !sees(sight, pool)) continue;
                auto region = context.who().organisation.region;
                auto sums = TRY(consequences::pool_sums(s, pool, region));
                out["items"].push_back(shown(context, pool, sums));
            }
        return out;
    });
}

Result<Json> pool_page(const Context& context, const PoolWish& wish) {
    const auto* pool = TRY(asked_pool(context));
    auto filter = wish.filter;
    ++filter.limit;
    auto page = TRY(context.read([&](db::Session& s) -> Result<Json> {
        const auto& who = context.who();
        if (!wish.waiting)
            return page_of(context, TRY(consequences::takers(s, who, *pool, filter, context.today)),
                           wish.filter.limit);
        return page_of(context, TRY(consequences::waiting(s, who, *pool, filter, context.today)),
                       wish.filter.limit);
    }));
    TRY(note_shown(context, "pool", page["items"]));
    return page;
}

} // namespace banxing::http
