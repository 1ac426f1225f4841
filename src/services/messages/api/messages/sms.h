#pragma once
// Reminders by SMS. The number is not here: it is read from the file when the message is written
// out (spool.h).
#include <casework/casework.h>

namespace banxing::messages {

/// The newest message to a family.
struct Message {
    std::string state;  // queued, sent, delivered, failed
    std::string reason; // of failed: the gateway's word, no_number or not_wanted
    Date day;           // asked for on
    Instant at;         // in this state since
};

/// What became of the wish to remind so many families.
struct Asked {
    int queued = 0, no_number = 0, not_wanted = 0, already = 0; // already: today
};
/// Queues a message to each; the caller has made sure that `who` may call them. Conflict while
/// no gateway fetches messages.
Result<Asked> remind(casework::Office& office, const access::Principal& who,
                     const std::vector<SubjectId>& families);

/// Nothing where none was asked for since that day.
Result<std::optional<Message>> newest_of(db::Session& session, SubjectId subject, Date since);
/// Whether the family said that it wants no messages.
Result<bool> not_wanted(db::Session& session, SubjectId subject);
/// Whether the gateway's folder was looked at within the last minutes.
Result<bool> gateway_open(db::Session& session, Instant now);

/// By order of law.
Result<void> forget(db::Session& session, SubjectId subject);

std::span<const db::Migration> migrations();
std::span<const db::Statement* const> statements();

} // namespace banxing::messages
