#pragma once
// The report of a month or a year: what is said, from what, and the figures it rests on.
#include <access/principal.h>
#include <casework/casework.h>

#include <duties/register.h>
#include <insight/board.h>

namespace banxing::reports {

struct Asked {
    std::string region;     // code
    std::int64_t month = 0; // year * 12 + month − 1; of a year its last one
    bool year = false;      // against the December before, else against the month before
};

/// Computed, never typed.
struct Sentence {
    Words text, from;
};
struct Part {
    std::string id; // overall life duties tasks money
    Words title;
    std::vector<Sentence> said;
};

/// An indicator with a figure and a target, the most local one.
struct Line {
    insight::Figure figure;
    const derive::Target* target = nullptr;
    insight::Standing standing = insight::Standing::open;
    std::string value, before; // figure_text; before: empty where there was none
    Words goal;                // "≥ 99%"
    std::string low, high;     // the 95 % interval of a share, per cent; else empty
    std::string reported;      // as frozen, where it is another now
};

struct Load {
    std::string code, name;
    std::int64_t open = 0, overdue = 0; // to-dos
};

struct Report {
    Asked asked;
    Words title, period;
    std::vector<Part> parts;
    std::vector<Line> lines;        // missed first, then at risk
    std::vector<std::string> steps; // indicators from birth to work, in this order
    std::vector<Load> loads;        // by region of the next level
    std::optional<Instant> frozen;  // when its figures were
};

/// `registers`: none: nothing is said of duties.
Result<Report> report(casework::Office& office, insight::Cube& cube,
                      const duties::Register* registers, const access::Principal& who,
                      const Asked& asked);

/// Keeps the figures as they stand; conflict when the month has not ended.
Result<std::int64_t> freeze(casework::Office& office, insight::Cube& cube,
                            const access::Principal& who, const Asked& asked);

} // namespace banxing::reports
