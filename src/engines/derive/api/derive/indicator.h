#pragma once
// Indicators as plain values: who counts below and above the line, where and when, against which
// target. Format: docs/policy-format.md, indicators.yaml.
#include <derive/pathway.h>

namespace banxing::derive {

enum class Unit { percent, per_100000, per_million, count };
/// What `records` below and above the line means: ever so far, or within the calendar month or year
/// of the day.
enum class Within { ever, month, year };
enum class Level { national, provincial, local };
enum class Comparator { at_least, more_than, at_most, less_than, falls_by };

struct Target {
    Level level = Level::local;
    std::string region; // whose target; empty: the whole country
    Date by;            // last day by which it is to be reached
    Comparator comparator = Comparator::at_least;
    std::string value; // decimal; empty: not known here, to be filled by the level
    int base_year = 0; // falls_by: per cent below the figure of this year
    Citation basis;
    std::string trust; // official, secondary
    Words note;
};

/// One side of the line: both parts must hold.
struct Counting {
    std::string when;    // FEEL over facts, as of the day
    RecordMatch records; // at least one such record; no form: not asked
};

struct Indicator {
    std::string id;
    Words label;
    Words formula; // in words
    Unit unit = Unit::percent;
    bool rises = true; // more is better
    std::string group; // of the 28: knowledge, birth, disease, injury, rehabilitation
    int number = 0;    // its place among the 28; 0: none of them
    Within within = Within::ever;
    std::vector<std::string> entered_by; // roles that enter it from elsewhere; empty: from files
    bool unnamed = false;                // known to exist, its name is not: to be filled
    std::string place;                   // fact with the region in which the file counts
    Date since;                          // first day that is counted
    Gate gate;
    std::string with; // form: only files that hold one, from its first day
    Counting below, above;
    std::string amount; // fact: counts so many; empty: one
    std::vector<Target> targets;
    std::string trust; // of name and formula: official, secondary
    Words note;
    std::vector<Citation> basis;
};

/// What a file contributes to an indicator from a day on, if nothing else is recorded; `to` is past
/// the last day, none: open. Runs of one indicator do not overlap.
struct Counted {
    std::string indicator; // system.id
    Date from;
    std::optional<Date> to;
    std::int64_t town = 0; // 12 digits, of the township at the narrowest
    std::int64_t below = 0, above = 0;
    bool operator==(const Counted&) const = default;
};

} // namespace banxing::derive
