#pragma once
// The functions behind the table in builtins.cpp. Arguments have the kinds the table says.
#include <feel/function.h>

namespace banxing::feel {

using Arguments = std::span<const Value>;

Value number_abs(Arguments arguments, Budget& budget);
Value range_after(Arguments arguments, Budget& budget);
Value list_all(Arguments arguments, Budget& budget);
Value list_any(Arguments arguments, Budget& budget);
Value list_append(Arguments arguments, Budget& budget);
Value range_before(Arguments arguments, Budget& budget);
Value number_ceiling(Arguments arguments, Budget& budget);
Value range_coincides(Arguments arguments, Budget& budget);
Value list_concatenate(Arguments arguments, Budget& budget);
Value text_contains(Arguments arguments, Budget& budget);
Value context_make(Arguments arguments, Budget& budget);
Value context_merge(Arguments arguments, Budget& budget);
Value context_put(Arguments arguments, Budget& budget);
Value list_count(Arguments arguments, Budget& budget);
Value date_from(Arguments arguments, Budget& budget);
Value date_of(Arguments arguments, Budget& budget);
Value date_time_from(Arguments arguments, Budget& budget);
Value date_time_of(Arguments arguments, Budget& budget);
Value date_time_zoned(Arguments arguments, Budget& budget);
Value day_of_week(Arguments arguments, Budget& budget);
Value day_of_year_number(Arguments arguments, Budget& budget);
Value number_decimal(Arguments arguments, Budget& budget);
Value list_distinct(Arguments arguments, Budget& budget);
Value duration_from(Arguments arguments, Budget& budget);
Value range_during(Arguments arguments, Budget& budget);
Value text_ends(Arguments arguments, Budget& budget);
Value number_even(Arguments arguments, Budget& budget);
Value number_exp(Arguments arguments, Budget& budget);
Value range_finished_by(Arguments arguments, Budget& budget);
Value range_finishes(Arguments arguments, Budget& budget);
Value list_flatten(Arguments arguments, Budget& budget);
Value number_floor(Arguments arguments, Budget& budget);
Value context_entries(Arguments arguments, Budget& budget);
Value context_get(Arguments arguments, Budget& budget);
Value range_includes(Arguments arguments, Budget& budget);
Value list_index_of(Arguments arguments, Budget& budget);
Value list_insert(Arguments arguments, Budget& budget);
Value same(Arguments arguments, Budget& budget);
Value list_contains(Arguments arguments, Budget& budget);
Value list_replace_at(Arguments arguments, Budget& budget);
Value list_replace_where(Arguments arguments, Budget& budget);
Value number_log(Arguments arguments, Budget& budget);
Value text_lower(Arguments arguments, Budget& budget);
Value text_matches(Arguments arguments, Budget& budget);
Value list_max(Arguments arguments, Budget& budget);
Value list_mean(Arguments arguments, Budget& budget);
Value list_median(Arguments arguments, Budget& budget);
Value range_meets(Arguments arguments, Budget& budget);
Value range_met_by(Arguments arguments, Budget& budget);
Value list_min(Arguments arguments, Budget& budget);
Value list_mode(Arguments arguments, Budget& budget);
Value number_modulo(Arguments arguments, Budget& budget);
Value month_of_year(Arguments arguments, Budget& budget);
Value boolean_not(Arguments arguments, Budget& budget);
Value nothing(Arguments arguments, Budget& budget);
Value number_from(Arguments arguments, Budget& budget);
Value number_odd(Arguments arguments, Budget& budget);
Value range_overlaps(Arguments arguments, Budget& budget);
Value range_overlaps_after(Arguments arguments, Budget& budget);
Value range_overlaps_before(Arguments arguments, Budget& budget);
Value list_product(Arguments arguments, Budget& budget);
Value range_from(Arguments arguments, Budget& budget);
Value list_remove(Arguments arguments, Budget& budget);
Value text_replace(Arguments arguments, Budget& budget);
Value list_reverse(Arguments arguments, Budget& budget);
Value number_round_down(Arguments arguments, Budget& budget);
Value number_round_half_down(Arguments arguments, Budget& budget);
Value number_round_half_up(Arguments arguments, Budget& budget);
Value number_round_up(Arguments arguments, Budget& budget);
Value list_sort(Arguments arguments, Budget& budget);
Value text_split(Arguments arguments, Budget& budget);
Value number_sqrt(Arguments arguments, Budget& budget);
Value range_started_by(Arguments arguments, Budget& budget);
Value range_starts(Arguments arguments, Budget& budget);
Value text_starts(Arguments arguments, Budget& budget);
Value list_stddev(Arguments arguments, Budget& budget);
Value text_of(Arguments arguments, Budget& budget);
Value text_join(Arguments arguments, Budget& budget);
Value text_length(Arguments arguments, Budget& budget);
Value list_sublist(Arguments arguments, Budget& budget);
Value text_substring(Arguments arguments, Budget& budget);
Value text_after(Arguments arguments, Budget& budget);
Value text_before(Arguments arguments, Budget& budget);
Value list_sum(Arguments arguments, Budget& budget);
Value time_from(Arguments arguments, Budget& budget);
Value time_of(Arguments arguments, Budget& budget);
Value list_union(Arguments arguments, Budget& budget);
Value text_upper(Arguments arguments, Budget& budget);
Value week_of_year(Arguments arguments, Budget& budget);
Value months_between(Arguments arguments, Budget& budget);

/// An optional whole number; `otherwise` when it is left out, nothing when it is no whole number.
std::optional<std::int64_t> whole(Arguments arguments, std::size_t index, std::int64_t otherwise);

} // namespace banxing::feel
