#pragma once
// A file for those whom it is about. Who they are is services/family's to know: the caller has
// found that they may, and audits it.
#include <casework/explained.h>

namespace banxing::casework {

/// Every record, whichever posts may read its form; plain. Those of locked forms (counselling …)
/// only with `locked`: for the one who has the say.
Result<Shown> own_file(Office& office, db::Session& session, SubjectId subject, bool locked);

/// Not found when nothing was decided for that period.
Result<Explained> own_explanation(Office& office, db::Session& session, SubjectId subject,
                                  const std::string& benefit, const std::string& period);

/// Derives one file anew because what it opens has changed without a record (a consent).
Result<void> derive_again(Office& office, db::Session& session, SubjectId subject);

/// The audit event of an act on a file, or with subject 0 on none. `detail`: codes and numbers.
Result<void> note_act(Office& office, db::Session& session, const access::Principal& who,
                      const std::string& action, SubjectId subject, Json detail);

} // namespace banxing::casework
