#pragma once
// Who is who: identity by identity number, else by name, sex, birth date and guardian's phone; a
// doubtful match is put to a person. Everything that names a person is sealed at rest under the
// subject's own key.
#include <core/date.h>
#include <core/id.h>
#include <core/json.h>
#include <crypto/vault.h>
#include <db/db.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace banxing::registry {

/// What is known of a person when a row or a form comes in; empty where nothing is said.
struct Identity {
    std::string name;
    std::string sex; // GB/T 2261.1: 1 male, 2 female
    std::optional<Date> birth;
    std::string identity_number;
    std::string guardian_name, guardian_phone;
    bool operator==(const Identity&) const = default;
};

/// Why two could be the same: the fields that agree and those that do not, called as in the
/// registration form (name sex birth_date identity_number guardian_name guardian_phone). What one
/// side does not say is in neither.
struct Candidate {
    SubjectId subject;
    std::vector<std::string> same, different;
};

struct Match {
    std::optional<SubjectId> certain;
    std::vector<Candidate> doubtful; // empty and no certain: a new person
    Words why;
};

/// One person as shown in lists, from memory.
struct Listed {
    SubjectId subject;
    std::string name;
    std::string sex;
    std::optional<Date> birth;
};

class Registry {
public:
    /// Reads the readings of characters; `database` and `vault` outlive it. Fails when the folder
    /// is not what docs/data.md says, or when the data was sealed under another key file.
    static Result<std::unique_ptr<Registry>>
    open(db::Database& database, const crypto::Vault& vault, const std::string& pinyin_folder);
    ~Registry();

    // ---- identity ----
    /// Reads only; inside the caller's transaction. Invalid when the identity number is none.
    Result<Match> match(db::Session& session, const Identity& identity) const;
    /// Before match(), by who opens a file when nobody fits: waits for those who register somebody
    /// with the same number, name and birth, phone and birth, or name and phone, and makes later
    /// ones wait until the caller's transaction ends. So one person gets one file.
    Result<void> take_turn(db::Session& session, const Identity& identity) const;
    /// A new subject with its own key. The caller creates the file.
    Result<SubjectId> create(db::Session& session, crypto::Random& random);
    /// Makes the subject findable under what registration and guardian records say now, taken
    /// together: it replaces what was said before. Without a name the subject is found no more.
    Result<void> index(db::Session& session, SubjectId subject, const Identity& identity);
    /// What index() was told last; nothing for a subject without a name.
    Result<std::optional<Identity>> identity_of(db::Session& session, SubjectId subject) const;
    /// By order of law: destroys the key, so that nothing sealed under it can ever be read again,
    /// and everything that finds the person, doubtful matches included. Not found when there is no
    /// such subject or it was erased before. Tell the directory with committed(subject, {}).
    Result<void> erase(db::Session& session, SubjectId subject);
    /// Tells the directory after the commit; until then no search finds it.
    void committed(SubjectId subject, const Identity& identity);

    // ---- protected fields ----
    /// `field` binds the text to its place in the file; reveal must name the same.
    Result<std::string> seal(db::Session& session, SubjectId subject, const std::string& plain,
                             const std::string& field = {}) const;
    Result<std::string> reveal(db::Session& session, SubjectId subject, const std::string& sealed,
                               const std::string& field = {}) const;

    // ---- the directory: names in memory, for lists, search and sorting ----
    /// Reads every name; called once at start, on a thread of its own when the county is large.
    Result<void> load();
    bool loaded() const;
    std::size_t people() const;
    /// Names that load() could not open: for the administrator.
    std::size_t unreadable() const;
    std::optional<Listed> listed(SubjectId subject) const;
    /// By name, part of a name, initials, pinyin or a mixture; best first (exact, begins with,
    /// contains; then the same by pinyin), each in the order of sort_key. `keep` says whom the
    /// asker may see; it is asked in order of the answer, without a lock, until `limit` are found.
    std::vector<Listed> search(const std::string& query, std::size_t limit,
                               const std::function<bool(SubjectId)>& keep = {}) const;
    Result<std::optional<SubjectId>> by_identity_number(db::Session& session,
                                                        const std::string& number) const;
    /// For sorting by name: pinyin with tones, surname readings respected. Never to be stored: it
    /// is the name again.
    std::string sort_key(const std::string& name) const;

private:
    class Impl;
    explicit Registry(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// ---- the desk of doubtful matches ----

struct Doubt {
    std::int64_t id = 0;
    Instant at;
    std::int64_t organisation = 0; // whose list or form it was
    std::int64_t import = 0, row = 0;
    std::int64_t place = 0; // whose desk
    Words why;
    Identity incoming;
    Json submission; // what to write once it is decided; opened by casework. No import or row in
                     // it, see below
    std::vector<Candidate> candidates;
    bool decided = false;
    std::string decision;          // as given to decide_doubt
    std::optional<SubjectId> into; // whose file it went into
};

/// Sealed as a whole under a key of its own. The same organisation's same identity and submission
/// is one doubt, however often its list comes: then the id of the first one, which may be decided
/// already (see find_doubt).
Result<std::int64_t> add_doubt(db::Session& session, const crypto::Vault& vault,
                               const Doubt& doubt);
Result<std::optional<Doubt>> find_doubt(db::Session& session, const crypto::Vault& vault,
                                        std::int64_t id);
/// Undecided ones of places from ≤ place < to, oldest first, after an id.
Result<std::vector<Doubt>> doubts(db::Session& session, const crypto::Vault& vault,
                                  std::int64_t from, std::int64_t to, std::int64_t after,
                                  int limit);
Result<std::int64_t> count_doubts(db::Session& session, std::int64_t from, std::int64_t to);
/// Conflict when it is decided already, not_found when there is none.
Result<void> decide_doubt(db::Session& session, std::int64_t id, const std::string& decision,
                          std::int64_t account, Instant at, std::optional<SubjectId> into = {});
/// Undecided ones of a list that is taken back; handed in again, its rows are new doubts. How many.
Result<std::int64_t> close_doubts_of(db::Session& session, std::int64_t import,
                                     std::int64_t account, Instant at);

std::span<const db::Migration> migrations();
std::span<const db::Statement* const> statements();

} // namespace banxing::registry
