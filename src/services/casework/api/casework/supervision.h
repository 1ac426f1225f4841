#pragma once
// Claims of institutions held against attendance, price list and capacity: what does not fit
// together is listed with the records that say so. A list to look into; it accuses nobody.
#include <casework/casework.h>

namespace banxing::casework {

enum class Doubtful {
    unattended,  // more sessions billed than the family signed in for
    two_places,  // sessions at two institutions on one day
    long_day,    // more minutes in a day than the parameter allows
    over_price,  // a month costs more than its sessions at the dearest filed price
    over_places, // more children billed in a year than the institution has places; its own file
    long_shift,  // one trainer gave more minutes in a day than the parameter allows
};
const char* name_of(Doubtful kind);

struct Suspicion {
    Doubtful kind = Doubtful::unattended;
    SubjectId subject;
    std::int64_t organisation = 0;
    Words organisation_name;
    std::string month;                 // 2026-10
    std::optional<Date> day;           // of two_places and long_day
    std::int64_t claimed = 0;          // sessions, minutes, fen or children
    std::int64_t found = 0;            // what was signed in for, is allowed, filed or there
    std::string trainer;               // of long_shift
    std::vector<std::int64_t> records; // lineages in the file
};

/// Acts review or approve; of files open to the principal, one month. Audited as a list that was
/// shown.
Result<std::vector<Suspicion>> suspicions(Office& office, const access::Principal& who,
                                          const std::string& month);

} // namespace banxing::casework
