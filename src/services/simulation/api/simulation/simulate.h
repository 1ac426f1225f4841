#pragma once
// What a change of policy would do: every file that a benefit looks at, under the published set and
// under the changed one, side by side. Nothing is written.
#include <casework/casework.h>

#include <simulation/change.h>

namespace banxing::simulation {

/// past: the last twelve whole months as they were. coming: the twelve after them, in which
/// everybody is billed as in the twelve before and a year older; nobody new comes.
enum class Window { past, coming };

struct Options {
    Window window = Window::coming;
    std::string benefit;                         // "system.id"; empty: all
    const access::Principal* for_whom = nullptr; // only files open to it; null: all
    int threads = 0;                             // 0: one a core
};

struct Side {
    Money before, after;
    std::int64_t gain = 0, lose = 0; // people
};

struct Row {
    std::string key; // month, town's code, age in years, benefit
    Words label;
    Side side;
};

/// The month that changes most, with both explanations.
struct Person {
    SubjectId subject;
    std::string benefit, period; // of that month
    Money before, after;         // of the whole window
    Money month_before, month_after;
    Words why_before, why_after;
};

struct Report {
    Words title;
    std::string from, to;               // months of the window, half-open
    std::int64_t files = 0, people = 0; // looked at; with an amount under either
    std::int64_t gain = 0, lose = 0, newly = 0, no_longer = 0, faults = 0;
    Money before, after;
    std::vector<Row> by_month, by_town, by_age, by_benefit, by_source;
    std::vector<Person> surprising; // ten at most: against the trend first, then the largest
};

/// Invalid when the changed set does not compile, with every fault.
Result<Report> simulate(casework::Office& office, const Changed& change, const Options& options);

/// The published set's files, for apply().
Result<policy::Files> published(casework::Office& office);

} // namespace banxing::simulation
