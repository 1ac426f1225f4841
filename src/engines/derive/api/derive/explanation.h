#pragma once
// Why something came out as it did, in words.
#include <core/money.h>
#include <derive/form.h>

namespace banxing::derive {

enum class Outcome { granted, refused, needs };

struct FactShown {
    std::string id;
    Words label;
    Words value;             // as people read it
    std::int64_t record = 0; // 0: a parameter or computed
    Citation basis;          // of a parameter
    bool unknown = false;
};

struct RowShown {
    std::string rule_id;
    int row = 0;
    std::string table;
    Words text; // the row in words, or for a near miss the cell that failed
    std::string clause;
};

struct Explanation {
    Outcome outcome = Outcome::refused;
    Money amount;
    std::vector<FactShown> facts;
    std::vector<RowShown> matched, nearly;
    std::vector<FactShown> needs;
    std::vector<Citation> basis;
    Words sentence; // one line: what and why
};

} // namespace banxing::derive
