#pragma once
// A retroactive change, month by month: what was decided and why, beside what is due now and why.
#include <casework/explained.h>

namespace banxing::casework {

struct MonthBeside {
    std::string period;
    Money decided;  // by us or paid before; what a person has asked back is not counted
    Money entitled; // now
    Explained why;
};

struct Beside {
    Words title;
    std::string benefit, cap_period;
    Money net;
    std::vector<MonthBeside>
        months; // oldest first; those that were decided or entitle to something
};

/// Acts review, approve or batch; audited as an explanation that was read. Not found when nothing
/// of it is in the file or the post may not learn it.
Result<Beside> then_and_now(Office& office, const access::Principal& who, SubjectId subject,
                            const std::string& benefit, const std::string& cap_period);

} // namespace banxing::casework
