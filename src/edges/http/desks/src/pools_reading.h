#pragma once
// What many files share: free places, who is next and why, a coach's people.
#include <consequences/pools.h>

#include <wire/read.h>

namespace banxing::http {

struct Context;

struct PoolWish {
    consequences::PoolFilter filter;
    bool waiting = true; // else those who take a place
};
Result<PoolWish> read_pool(const Request& request);
/// Numbers of every pool of a system of which the post reads a form.
Result<Json> pools_page(const Context& context);
/// Who waits or takes a place, of the files that are open to the post; audited.
Result<Json> pool_page(const Context& context, const PoolWish& wish);

} // namespace banxing::http
