#pragma once
// Money that is due: entitled (derived, may change) against decided (records, never derived again),
// net per person, benefit and cap period; claims under way; batches; the ledger. Architecture §9,
// "Three things about money".
#include <core/date.h>
#include <core/id.h>
#include <db/db.h>
#include <derive/derive.h>

namespace banxing::entitlement {

/// Keeps Σ entitled and Σ paid before of a file beside what was decided, per benefit and cap period
/// (the calendar year of the month); called by casework in the transaction that derived it. Writes
/// only what differs, and since which day there is something to pay or to look at.
Result<void> note_entitled(db::Session& session, SubjectId subject, const derive::Consequences& now,
                           Date day);

/// Whether what is kept equals these; for banxing rederive --check.
Result<bool> same_entitled(db::Session& session, SubjectId subject,
                           const derive::Consequences& now);

/// Files that have, or once had, a record of a form that makes a benefit decide a month; in order.
Result<std::vector<SubjectId>> candidates(db::Session& session, const std::string& form,
                                          SubjectId after, int limit);

std::span<const db::Migration> migrations();
/// For the test that prepares every statement on both databases.
std::span<const db::Statement* const> statements();

} // namespace banxing::entitlement
