#pragma once
// Figures: which region and month is asked for, and what the answer is made of.
#include <insight/open_data.h>
#include <wire/context.h>
#include <wire/read.h>

namespace banxing::http {

/// ?region=330681&month=2026-10 (and &back=): the post's own region and the running month when
/// absent. Forbidden outside the post's area.
Result<insight::Asked> read_asked(const Context& context, const Request& request);

/// The post's own region when empty. Forbidden outside the post's area, not_found for no region.
Result<std::string> read_region(const Context& context, std::string region);
/// "2026-10"; the running month when empty. Invalid for a month ahead.
Result<std::int64_t> read_month(const Context& context, const std::string& text);
Json region_shown(const Context& context, const std::string& region);

Result<Json> figures_of(const Context& context, const insight::Asked& asked);
/// Shares at the region's own ages, place by place; sums only.
Result<Json> figure_by_age(const Context& context, const insight::Asked& asked);
Result<Json> one_figure(const Context& context, const insight::Asked& asked);
/// ?part=above|missing|all, day, after, limit; audited.
Result<Json> people_of_figure(const Context& context, const Request& request);
Result<Json> why_counted(const Context& context, const Request& request);
/// ?region=: open and overdue to-dos by the regions below it.
Result<Json> workload_of(const Context& context, const Request& request);
Result<Json> enter_figure(const Context& context, const Request& request);
/// CSV of what is published, and what its columns and rows mean.
Result<std::string> published_csv(const Context& context, const insight::Asked& asked);
Result<Json> published_metadata(const Context& context, const insight::Asked& asked);

} // namespace banxing::http
