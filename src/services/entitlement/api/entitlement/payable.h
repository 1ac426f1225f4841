#pragma once
// Money that is due: entitled (derived, may change) against decided (records, never derived again),
// net per person, benefit and cap period; claims under way; batches; the ledger. Architecture §9,
// "Three things about money".
#include <core/id.h>
#include <db/db.h>
#include <derive/derive.h>

#include <span>

namespace banxing::entitlement {

/// Keeps Σ entitled per benefit and cap period (the calendar year of the month) of a file beside
/// what was decided; called by casework in the transaction that derived it.
Result<void> note_entitled(db::Session& session, SubjectId subject,
                           std::span<const derive::Entitled> entitled);

/// Whether what is kept equals these; for banxing rederive --check.
Result<bool> same_entitled(db::Session& session, SubjectId subject,
                           std::span<const derive::Entitled> entitled);

} // namespace banxing::entitlement
