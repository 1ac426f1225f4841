#pragma once
// The files of a policy set and the values they stand for. Format: docs/policy-format.md.
#include <core/result.h>
#include <derive/policy.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace banxing::policy {

/// Path within the set ("base/forms/death.yaml", "calendar.tsv") → text. Cases are not part of a
/// set.
using Files = std::map<std::string, std::string>;

/// What `systems` holds, and the working-day calendar (TSV, data/calendar) as "calendar.tsv".
Result<Files> read_files(const std::filesystem::path& systems,
                         const std::filesystem::path& calendar);

/// All systems in an order in which each uses only earlier ones, with the calendar and the version.
/// Refuses with every fault found; a fault's field is "file:line".
Result<derive::PolicySource> read_source(const Files& files);

/// SM3 (64 hex digits) of what the files say: comments, layout and the order of keys do not count.
/// A file that cannot be parsed counts as it stands.
std::string version_of(const Files& files);

/// The State Council's calendar from its TSV text.
Result<WorkingDays> read_calendar(const std::string& text, const std::string& file);

} // namespace banxing::policy
