#include "rows.h"

#include <consequences/pools.h>
#include <core/json.h>

#include <algorithm>
#include <map>

namespace banxing::consequences {
namespace {

std::int64_t day_number(const std::optional<Date>& day) {
    return day ? to_days(*day) : no_deadline;
}

std::optional<Date> known_day(std::int64_t day) {
    return day == no_deadline ? std::nullopt : std::optional<Date>(from_days(day));
}

std::string why_text(const derive::PoolEntry& entry) {
    Json out = Json::array();
    for (auto& one : entry.why) out.push_back({one.fact, one.value});
    return out.dump();
}

std::vector<derive::PoolEntry::Reason> why_of(const std::string& text) {
    std::vector<derive::PoolEntry::Reason> out;
    for (auto& one : Json::parse(text)) out.push_back({one[0], one[1]}); // our own text
    return out;
}

/// Region codes have 12 digits: 2 of a province, 4 of a city, 6 of a county.
std::int64_t width_of(const derive::Pool& pool) {
    static constexpr std::int64_t widths[] = {1'000'000, 100'000'000, 10'000'000'000};
    return widths[int(pool.level)];
}

/// Days of a night on which nothing was found to have changed are none.
std::optional<RankChange> change_of(std::int64_t from, std::int64_t to, std::int64_t on) {
    return from == 0 ? std::nullopt : std::optional(RankChange{from, to, from_days(on)});
}

Result<Rank> count_rank(db::Session& session, const derive::Pool& pool, SubjectId subject,
                        const derive::PoolEntry& entry) {
    std::int64_t width = width_of(pool), from = entry.place / width * width;
    auto r = TRY(session.one(sql::PoolRank{.amount = entry.amount,
                                           .since_day = day_number(entry.since),
                                           .subject_id = subject.value,
                                           .pool = pool.of,
                                           .kind = entry.kind,
                                           .place_from = from,
                                           .place_to = from + width,
                                           .holder = entry.holder}));
    return Rank{r->people, r->more_points, r->earlier, r->by_lot, {}};
}

} // namespace

const derive::Pool* find_pool(const derive::Program& program, std::string_view full_id) {
    for (auto& system : program.source().systems)
        for (auto& pool : system.pools)
            if (pool.of == full_id && !pool.label.zh.empty()) return &pool;
    return nullptr;
}

ListArea list_area(const derive::Pool& pool, std::int64_t region) {
    auto area = access::inside(region);
    std::int64_t width = width_of(pool), from = region / width * width;
    return {std::min(area.from, from), std::max(area.to, from + width)};
}

Result<void> load_pools(db::Session& session, SubjectId subject, OfSubject& out) {
    for (auto& r : TRY(session.all(sql::PoolsOf{.subject_id = subject.value})))
        out.pools.push_back({r.system, r.pool, derive::PoolSide(r.side), r.kind, r.holder, r.amount,
                             known_day(r.since_day), r.place, why_of(r.why)});
    return {};
}

Result<void> put(db::Session& session, SubjectId subject, const derive::PoolEntry& entry) {
    TRY(session.run(sql::PutPool{.subject_id = subject.value,
                                 .system = entry.system,
                                 .pool = entry.pool,
                                 .side = std::int64_t(entry.side),
                                 .kind = entry.kind,
                                 .holder = entry.holder,
                                 .amount = entry.amount,
                                 .since_day = day_number(entry.since),
                                 .place = entry.place,
                                 .why = why_text(entry)}));
    return {};
}

Result<void> drop(db::Session& session, SubjectId subject, const derive::PoolEntry& entry) {
    TRY(session.run(sql::DropPool{.subject_id = subject.value,
                                  .system = entry.system,
                                  .pool = entry.pool,
                                  .side = std::int64_t(entry.side),
                                  .kind = entry.kind}));
    return {};
}

Result<PoolSums> pool_sums(db::Session& session, const derive::Pool& pool, std::int64_t region) {
    auto area = list_area(pool, region);
    std::map<std::pair<std::int64_t, std::string>, Holding> all;
    auto at = [&](std::int64_t holder, const std::string& kind) -> Holding& {
        auto& out = all[{holder, kind}];
        out.holder = holder;
        out.kind = kind;
        return out;
    };
    for (auto& r : TRY(session.all(
             sql::PoolOffered{.pool = pool.of, .place_from = area.from, .place_to = area.to})))
        at(r.holder, r.kind).offered = r.places;
    for (auto& r : TRY(session.all(
             sql::PoolTaken{.pool = pool.of, .place_from = area.from, .place_to = area.to}))) {
        at(r.holder, r.kind).taken = r.people;
        at(r.holder, r.kind).most = r.most;
    }
    PoolSums out;
    for (auto& [key, one] : all) out.holdings.push_back(std::move(one));
    for (auto& r : TRY(session.all(
             sql::PoolWaiting{.pool = pool.of, .place_from = area.from, .place_to = area.to})))
        out.waiting.push_back({r.kind, r.people, known_day(r.longest)});
    constexpr std::int64_t village = 1000;
    for (auto& r : TRY(session.all(
             sql::PoolTowns{.pool = pool.of, .place_from = area.from, .place_to = area.to})))
        out.towns.push_back({r.town * village, r.kind, r.places, r.people});
    return out;
}

Result<Rank> rank_of(db::Session& session, const derive::Pool& pool, SubjectId subject,
                     const derive::PoolEntry& entry) {
    auto out = TRY(count_rank(session, pool, subject, entry));
    if (auto noted = TRY(session.one(
            sql::NotedRank{.subject_id = subject.value, .pool = pool.of, .kind = entry.kind})))
        out.changed = change_of(noted->before_nth, noted->nth, noted->noted_on);
    return out;
}

Result<std::int64_t> note_ranks(db::Session& session, const derive::Pool& pool, Date night) {
    std::int64_t changed = 0;
    for (auto& r : TRY(session.all(sql::PoolWaiters{.pool = pool.of}))) {
        derive::PoolEntry entry;
        entry.kind = r.kind;
        entry.holder = r.holder;
        entry.amount = r.amount;
        entry.since = known_day(r.since_day);
        entry.place = r.place;
        auto nth = TRY(count_rank(session, pool, SubjectId{r.subject_id}, entry)).nth();
        if (nth == r.noted) continue;
        TRY(session.run(sql::NoteRank{.subject_id = r.subject_id,
                                      .pool = pool.of,
                                      .kind = r.kind,
                                      .nth = nth,
                                      .before_nth = r.noted,
                                      .noted_on = to_days(night)}));
        changed += r.noted == 0 ? 0 : 1;
    }
    TRY(session.run(sql::ForgetRanks{.pool = pool.of}));
    return changed;
}

Result<std::vector<Waiting>> waiting(db::Session& session, const access::Principal& who,
                                     const derive::Pool& pool, const PoolFilter& filter,
                                     Date today) {
    auto area = list_area(pool, who.organisation.region);
    std::vector<Waiting> out;
    for (auto& r : TRY(session.all(sql::PoolQueue{.width = width_of(pool),
                   .after_list = filter.after_list,
                   .after_nth = filter.after_nth,
                   .limit = filter.limit,
                   .pool = pool.of,
                   .kind = filter.kind,
                   .place_from = area.from,
                   .place_to = area.to,
                   .holder = filter.holder,
                   REACH(who, today)})))
        out.push_back({SubjectId{r.subject_id},
                       r.list,
                       r.nth,
                       {{},
                        pool.of,
                        derive::PoolSide::waits,
                        filter.kind,
                        r.holder,
                        r.amount,
                        known_day(r.since_day),
                        r.place,
                        why_of(r.why)},
                       change_of(r.before_nth, r.noted_nth, r.noted_on)});
    return out;
}

Result<std::vector<Taker>> takers(db::Session& session, const access::Principal& who,
                                  const derive::Pool& pool, const PoolFilter& filter, Date today) {
    std::vector<Taker> out;
    for (auto& r : TRY(session.all(sql::PoolTakers{.pool = pool.of,
                   .kind = filter.kind,
                   .holder = filter.holder,
                   .after_since = filter.after_list,
                   .after_subject = filter.after_nth,
                   .limit = filter.limit,
                   REACH(who, today)})))
        out.push_back({SubjectId{r.subject_id}, known_day(r.since_day), r.place});
    return out;
}

} // namespace banxing::consequences
