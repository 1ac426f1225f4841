#pragma once
// Everybody who counts on a day, for sums that the cells do not hold.
#include <consequences/figures.h>

namespace banxing::consequences {

/// Whoever's file it is: for sums only, never to be shown. One row a person and indicator.
Result<std::vector<PersonCounted>> counted_on(db::Session& session, const std::string& indicator,
                                              access::RegionRange area, Date day);

} // namespace banxing::consequences
