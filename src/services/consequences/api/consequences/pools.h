#pragma once
// What many files share, counted over what each of them says of itself (decision 0050): free
// places, a coach's people, and who is next. Numbers are of everybody; people only of open files.
#include <consequences/consequences.h>

namespace banxing::consequences {

/// The pool where it is named; nullptr: there is none.
const derive::Pool* find_pool(const derive::Program& program, std::string_view full_id);

/// Places from ≤ place < to, of at least one whole list.
struct ListArea {
    std::int64_t from = 0, to = 0;
};
ListArea list_area(const derive::Pool& pool, std::int64_t region);

struct Holding {
    std::int64_t holder = 0;
    std::string kind;
    std::int64_t offered = 0, taken = 0;
    std::int64_t most = 0; // that the holder may have of the kind; 0: no such limit
};
/// Places of a town against those who live in it.
struct InTown {
    std::int64_t town = 0; // 12 digits
    std::string kind;
    std::int64_t offered = 0;
    std::int64_t taken = 0; // by people of the town, wherever the place is
};
struct InLine {
    std::string kind;
    std::int64_t people = 0;
    std::optional<Date> longest; // since when the one who waits longest does
};
struct PoolSums {
    std::vector<Holding> holdings; // by holder, kind
    std::vector<InLine> waiting;   // by kind
    std::vector<InTown> towns;     // by town, kind
};
Result<PoolSums> pool_sums(db::Session& session, const derive::Pool& pool, std::int64_t region);

/// A place in line that was another one night.
struct RankChange {
    std::int64_t from = 0, to = 0;
    Date on; // the night that found it
};

/// Why somebody stands where he stands: so many are ahead.
struct Rank {
    std::int64_t people = 0; // who wait for the same, with this one
    std::int64_t more_points = 0, earlier = 0;
    std::int64_t by_lot = 0;           // same points, same day: the file's random number decides
    std::optional<RankChange> changed; // the last one since he waits
    std::int64_t nth() const { return more_points + earlier + by_lot + 1; }
};
Result<Rank> rank_of(db::Session& session, const derive::Pool& pool, SubjectId subject,
                     const derive::PoolEntry& entry);

/// Notes every place in the lists of a pool; those that were another the last time have changed.
/// Returns how many did.
Result<std::int64_t> note_ranks(db::Session& session, const derive::Pool& pool, Date night);

struct PoolFilter {
    std::string kind;
    std::int64_t holder = 0; // waiting: who would take a place there; 0: everybody
    std::int64_t after_list = 0, after_nth = 0; // or the day and the file, of those who take one
    int limit = 50;
};
struct Waiting {
    SubjectId subject;
    std::int64_t list = 0, nth = 0;
    derive::PoolEntry entry;
    std::optional<RankChange> changed;
};
/// In order; those whose file is not open to the post are counted, not listed.
Result<std::vector<Waiting>> waiting(db::Session& session, const access::Principal& who,
                                     const derive::Pool& pool, const PoolFilter& filter,
                                     Date today);
struct Taker {
    SubjectId subject;
    std::optional<Date> since;
    std::int64_t place = 0;
};
/// Who takes a place of the kind at the holder, longest first.
Result<std::vector<Taker>> takers(db::Session& session, const access::Principal& who,
                                  const derive::Pool& pool, const PoolFilter& filter, Date today);

} // namespace banxing::consequences
