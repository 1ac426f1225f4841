#pragma once
// Who is who: identity by identity number, else by name, sex, birth date and guardian's phone; a doubtful match is put
// to a person. Everything that names a person is sealed at rest under the subject's own key.
#include <core/id.h>
#include <core/json.h>
#include <crypto/vault.h>
#include <db/db.h>
#include <memory>
#include <optional>
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
};

/// Why two could be the same: names the fields that agree and those that do not.
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
    Registry(db::Database& database, const crypto::Vault& vault, const std::string& pinyin_folder);
    ~Registry();

    // ---- identity ----
    /// Reads only; inside the caller's transaction.
    Result<Match> match(db::Session& session, const Identity& identity) const;
    /// A new subject with its own key. The caller creates the file.
    Result<SubjectId> create(db::Session& session, crypto::Random& random);
    /// Makes the subject findable under what a registration or guardian record says now (corrections replace).
    Result<void> index(db::Session& session, SubjectId subject, const Identity& identity);
    /// Tells the directory after the commit; until then no search finds it.
    void committed(SubjectId subject, const Identity& identity);

    // ---- protected fields ----
    Result<std::string> seal(db::Session& session, SubjectId subject, const std::string& plain) const;
    Result<std::string> reveal(db::Session& session, SubjectId subject, const std::string& sealed) const;

    // ---- the directory: names in memory, for lists, search and sorting ----
    /// Reads every name; called once at start, on a thread of its own when the county is large.
    Result<void> load();
    bool loaded() const;
    std::optional<Listed> listed(SubjectId subject) const;
    /// By name, part of a name, pinyin initials or full pinyin; best first (exact, begins with, contains), then by
    /// pinyin. Not filtered: the caller shows only what its principal may see.
    std::vector<Listed> search(const std::string& query, std::size_t limit) const;
    Result<std::optional<SubjectId>> by_identity_number(db::Session& session, const std::string& number) const;
    /// For sorting by name: pinyin with tones, surname readings respected.
    std::string sort_key(const std::string& name) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// ---- the desk of doubtful matches ----

struct Doubt {
    std::int64_t id = 0;
    Instant at;
    std::int64_t organisation = 0; // whose list or form it was
    std::int64_t import = 0, row = 0;
    std::int64_t place = 0;        // whose desk
    Words why;
    Identity incoming;
    Json submission;               // what to write once it is decided; opened by casework
    std::vector<Candidate> candidates;
    bool decided = false;
};

/// Sealed as a whole under a key of its own.
Result<std::int64_t> add_doubt(db::Session& session, const crypto::Vault& vault, const Doubt& doubt);
Result<std::optional<Doubt>> find_doubt(db::Session& session, const crypto::Vault& vault, std::int64_t id);
/// Undecided ones of places from ≤ place < to, oldest first, after an id.
Result<std::vector<Doubt>> doubts(db::Session& session, const crypto::Vault& vault, std::int64_t from, std::int64_t to,
                                  std::int64_t after, int limit);
Result<std::int64_t> count_doubts(db::Session& session, std::int64_t from, std::int64_t to);
/// Conflict when it is decided already.
Result<void> decide_doubt(db::Session& session, std::int64_t id, const std::string& decision, std::int64_t account,
                          Instant at);

} // namespace banxing::registry
