#include "shown.h"
#include "writer.h"

#include <casework/own_file.h>

namespace banxing::casework {

Result<Shown> own_file(Office& office, db::Session& session, SubjectId subject, bool locked) {
    return shown_of(office, session, subject,
                    consequences::Sight::of_family(*office.program, office.roles, locked));
}

Result<Explained> own_explanation(Office& office, db::Session& session, SubjectId subject,
                                  const std::string& benefit, const std::string& period) {
    return explained(office, session, subject, benefit, period);
}

Result<void> derive_again(Office& office, db::Session& session, SubjectId subject) {
    auto head = TRY(records::lock(session, subject));
    TRY(settle(office, session, head, TRY(records::load(session, subject)), office.clock.today()));
    return {};
}

} // namespace banxing::casework
