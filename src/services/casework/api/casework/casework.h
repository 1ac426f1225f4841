#pragma once
// The only door for writing a record: check → append → derive → difference → audit, in one
// transaction that the caller may share. What a desk reads of a file is filtered here too.
#include <access/principal.h>
#include <clock/clock.h>
#include <consequences/pools.h>
#include <consequences/sight.h>
#include <entitlement/claims.h>
#include <policy/forms.h>
#include <policy/store.h>
#include <records/records.h>
#include <registry/registry.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace banxing::casework {

/// What every act needs; built once by server/ and the command line.
struct Office {
    db::Database& database;
    const access::Roles& roles;
    policy::Ruling program; // the published set
    const policy::Regions& regions;
    registry::Registry& registry;
    const crypto::Vault& vault;
    Clock clock;
    crypto::Random* random = nullptr; // the demo's seeded one; else the system's
};

/// Binds a protected text to its place, so that two fields cannot be exchanged.
std::string sealed_place(const derive::Form& form, const derive::Field& field);

struct Submission {
    std::string form; // full id
    Date day;
    Json content;         // plain; checked, normalised and sealed here
    std::string write_id; // UUID of the client, or empty for a list
    std::string reason;
    std::int64_t import = 0;
};

enum class Effect { added, corrected, unchanged };

struct Written {
    SubjectId subject;
    std::int64_t no = 0, lineage = 0;
    int version = 1;
    Effect effect = Effect::added;
};

/// Writes a record into a file that the principal may see. A record with the same natural key by
/// the same organisation is a correction; by another one a conflict that a person decides. A retry
/// with the same write_id answers the same.
Result<Written> submit(Office& office, const access::Principal& who, SubjectId subject,
                       const Submission& what);

/// What came of writing several records into one file; hand it to announce() once the transaction
/// is durable.
struct Receipt {
    SubjectId subject;
    std::vector<Written> written;
    std::optional<registry::Identity> identity; // when it changed
};

/// Tells the directory of names; until then no search finds the person.
void announce(Office& office, const Receipt& receipt);

/// Whether the principal must see the file already, or a list or registration is what opens it.
enum class Door { visible_only, opening };

/// The same in the caller's transaction, for lists: several records of one file, derived once.
Result<Receipt> submit_in(Office& office, db::Session& session, const access::Principal& who,
                          SubjectId subject, const std::vector<Submission>& what, Door door);

enum class Act { correct, withdraw, restore };

struct Amendment {
    std::int64_t lineage = 0;
    int version = 0; // the version that was seen: another one in force is a conflict
    Act act = Act::correct;
    std::optional<Date> day;
    Json content; // of a correction
    std::string reason, write_id;
};
Result<Written> amend(Office& office, const access::Principal& who, SubjectId subject,
                      const Amendment& what);

struct Registered {
    std::optional<Receipt> receipt;
    std::optional<std::int64_t> doubt; // put on the desk instead
    bool existed = false;
};

/// Finds the person or opens a file, then writes the registration record and what else is given
/// (residence …). The principal sees the file afterwards only if its place or a form opens it. With
/// more than the registration, somebody whose file the principal may not see goes to the desk.
Result<Registered> register_person(Office& office, const access::Principal& who,
                                   const Submission& registration,
                                   const std::vector<Submission>& more);

/// Where a row of a list comes from, for the desk of doubtful matches.
struct Origin {
    std::int64_t import = 0, row = 0;
};

/// Finds or opens the file inside the caller's transaction and writes; a doubtful match goes to the
/// desk with all of it, to be written once it is decided. An existing registration by another
/// organisation stays as it is.
Result<Registered> find_or_open(Office& office, db::Session& session, const access::Principal& who,
                                const Submission& registration, const std::vector<Submission>& more,
                                Origin origin);

enum class Decision { same, different, reject };
Result<void> decide_doubt(Office& office, const access::Principal& who, std::int64_t doubt,
                          Decision decision, std::optional<SubjectId> subject,
                          const std::string& reason);

/// A list that is taken back, and those taken back `before`: what they brought is not restored.
struct Undoing {
    std::int64_t import = 0;
    std::vector<std::int64_t> before;
    std::string reason;
};

/// Withdraws, as one act, every record that the list brought into these files and that is still its
/// own; what it had corrected stands again. Who somebody is and where stays while the file holds
/// anything else. Announce the receipts once they are durable.
Result<std::vector<Receipt>> undo_import_in(Office& office, db::Session& session,
                                            const access::Principal& who, const Undoing& undoing,
                                            const std::vector<SubjectId>& subjects);

/// Takes the list's rows that wait on the desk of doubtful matches off it; returns how many.
Result<std::int64_t> close_doubts_in(Office& office, db::Session& session,
                                     const access::Principal& who, std::int64_t import);

struct Rederived {
    std::int64_t files = 0, changed = 0, faults = 0;
    std::vector<SubjectId> different; // at most 20, for the administrator
};
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Derives every file as of `day` (or, with check, as of the day it was derived on) and writes or
/// only counts what differs.
Result<Rederived> rederive(Office& office, Date day, bool check, const Progress& progress);

/// The files whose next change has come or that stand under an older policy; in chunks, so that
/// others get their turn. Ends early and well when it is told to stop: the rest is due still.
Result<Rederived> rederive_due(Office& office, Date day, const Progress& progress,
                               const std::stop_token& stop = {});

/// What comes if nothing else is recorded: tasks that open later, and the days on which somebody
/// enters, changes or leaves a stage.
struct Ahead {
    struct Change {
        Date day;
        std::string system, before, after; // stages; empty: in none
    };
    std::vector<derive::Task> planned;
    std::vector<Change> changes;
};

struct Shown {
    records::Head head;
    std::vector<records::Row> rows; // plain: protected fields opened
    consequences::OfSubject consequences;
    entitlement::MonthStates paying;
    Ahead ahead;
    std::vector<consequences::Rank> ranks; // of consequences.pools, one each; only where one waits
};

/// The file as far as the principal's sight goes (consequences/sight.h); audited with the purpose.
Result<Shown> read_file(Office& office, const access::Principal& who, SubjectId subject);

/// What the principal's role may read of a file that the caller has found to be open to it, or that
/// a doubtful match names; plain.
Result<std::vector<records::Row>> readable(Office& office, db::Session& session,
                                           const access::Principal& who, SubjectId subject);
/// What the principal may learn from a file that the caller has found to be open to it.
Result<consequences::Sight> sight_of(Office& office, db::Session& session,
                                     const access::Principal& who, SubjectId subject);

/// The newest record in force of a form, plain; nothing when there is none or the role may not read
/// it. The caller has found the file to be open.
Result<std::optional<Json>> newest(Office& office, db::Session& session,
                                   const access::Principal& who, SubjectId subject,
                                   const std::string& form);

/// The audit event of a list that was shown; nothing for an empty one.
Result<void> note_shown(Office& office, const access::Principal& who, const std::string& list,
                        std::vector<SubjectId> shown);

} // namespace banxing::casework
