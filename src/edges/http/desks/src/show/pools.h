#pragma once
#include <consequences/pools.h>

#include <desks/words.h>

namespace banxing::http {

/// What a kind of place is called: the label of its code in the pool's system, else as it stands.
Words kind_words(const derive::Program& program, const derive::Pool& pool, const std::string& kind);

/// How many places there are, are taken and are waited for.
Json shown(const Context& context, const derive::Pool& pool, const consequences::PoolSums& sums);
Json shown(const consequences::RankChange& change);
/// What decides the place in a list, each with its value.
Json shown_reasons(const derive::Program& program, const derive::PoolEntry& entry);
/// A file's own entry, with its rank where it waits.
Json shown(const Context& context, const derive::PoolEntry& entry, const consequences::Rank& rank);

} // namespace banxing::http
