#pragma once
// Who did or saw what, about whom, for which purpose: append-only, in the transaction it tells of.
#include <core/date.h>
#include <core/id.h>
#include <core/json.h>
#include <core/result.h>
#include <db/db.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace banxing::audit {

struct Event {
    Instant at;
    std::optional<AccountId> account;           // none: the server itself
    std::optional<OrganisationId> organisation; // for which it acted
    std::string action; // a code: "record.submitted", "file.read", "list.shown"
    std::optional<SubjectId> subject;
    std::string purpose = {};          // a code of access
    Json detail = Json::object();      // codes, numbers and ids; text of people is refused
    std::vector<SubjectId> shown = {}; // whom a list showed: a row each
};

/// Call it last in the transaction: on PostgreSQL it locks this process's chain until the commit.
/// internal when action, purpose or detail hold anything but ASCII.
Result<void> append(db::Session& session, const Event& event);

/// The first event that is not what it was when written, or is missing.
struct Broken {
    std::int64_t chain, seq;
    std::string what; // removed, altered, cut
};

/// Nothing when all chains are whole. Streams the whole audit.
Result<std::optional<Broken>> verify(db::Database& database);

struct Entry {
    std::int64_t chain, seq;
    Instant at;
    std::optional<AccountId> account;
    std::optional<OrganisationId> organisation;
    std::string action, purpose;
    Json detail;
};

/// Newest first, before `before`; single events and lists that showed the subject.
Result<std::vector<Entry>> of_subject(db::Session& session, SubjectId subject, Instant before,
                                      int count);

std::span<const db::Migration> migrations();

} // namespace banxing::audit
