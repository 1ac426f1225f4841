#pragma once
// One file being written inside one transaction: lock, append, derive, difference, audit.
#include <audit/audit.h>
#include <casework/casework.h>
#include <casework/own_file.h>
#include <records/moves.h>

namespace banxing::casework {

/// Protected fields of a content sealed or opened under the subject's key.
Result<std::string> sealed_text(Office& office, db::Session& session, SubjectId subject,
                                const derive::Form& form, const Json& content);
Result<Json> opened(Office& office, db::Session& session, SubjectId subject,
                    const derive::Form& form, const std::string& content);

/// Who a file is of, from its registration and guardian records in force; of another kind than
/// people: what it is called.
Result<registry::Identity> identity_of(Office& office, db::Session& session,
                                       const records::Head& head,
                                       const std::vector<records::Row>& rows);

/// A record that left a file, plain.
struct Given {
    records::Row row;
    Json content;
};

class FileWriter {
public:
    /// Locks the file and reads it.
    static Result<FileWriter> open(Office& office, db::Session& session,
                                   const access::Principal& who, SubjectId subject);

    /// Checked content goes in as a new record, a correction, or not at all (unchanged).
    Result<Written> put(const derive::Form& form, const Submission& what, const Json& content);
    Result<Written> amend(const Amendment& what, std::int64_t import = 0);
    /// Withdraws what the list brought and nobody has changed since.
    Result<void> withdraw_import(const Undoing& undoing);

    // ---- between files (writer_transfer.cpp) ----
    /// Withdraws a record that goes elsewhere.
    Result<Given> give_up(std::int64_t lineage, const std::string& reason);
    /// Copies it in as the other organisation's record; withdrawn at once where its key stands.
    Result<records::Moved> receive(const Given& given, const std::string& reason);
    /// Nothing when it was withdrawn here.
    Result<std::optional<Given>> give_back(const records::Moved& moved, const std::string& reason);
    /// Restores what left, as it was changed meanwhile.
    Result<void> take_back(std::int64_t lineage, const std::optional<Given>& changed,
                           const std::string& reason);
    std::vector<std::int64_t> standing_lineages() const;
    int version_of(std::int64_t lineage) const { return in_force(lineage)->version; }

    /// Derives, writes the difference and the audit event; once, at the end.
    Result<Receipt> finish(const std::string& action);

    const std::vector<records::Row>& rows() const { return rows_; }
    const std::string& kind() const { return head_.kind; }
    /// Of the file before it was locked, which raised it.
    std::int64_t version_found() const { return head_.version - 1; }

private:
    FileWriter(Office& office, db::Session& session, const access::Principal& who)
        : office_(office), session_(session), who_(who) {}
    const records::Row* in_force(std::int64_t lineage) const;
    const records::Row* without(const Undoing& undoing, std::int64_t lineage) const;
    std::vector<records::Row> to_withdraw(const Undoing& undoing) const;
    const records::Row* same_write(const std::string& write_id) const;
    Result<bool> same_matter(const derive::Form& form, const records::Row& row,
                             const Submission& what, const Json& content);
    Result<const records::Row*> same_key(const derive::Form& form, const Submission& what,
                                         const Json& content);
    Result<Json> plain(const records::Row& row);
    records::Row next_version(const records::Row& before, derive::RecordOp op,
                              const std::string& reason) const;
    Result<bool> standing_key(const derive::Form& form, const Given& given, const Submission& what);
    Result<Written> append(records::Row row, Effect effect);
    Written as_before(const records::Row& row);
    records::Row begin(const Submission& what) const;

    Office& office_;
    db::Session& session_;
    const access::Principal& who_;
    records::Head head_;
    std::vector<records::Row> rows_;
    std::vector<Written> written_;
    bool identity_touched_ = false;
};

/// Derives a file and writes what follows; the head is brought up to date. For writing and for
/// rederive alike.
Result<std::int64_t> settle(Office& office, db::Session& session, records::Head& head,
                            const std::vector<records::Row>& rows, Date day);

/// An audit event of the post: what it does is told in `detail`.
audit::Event event_by(const Office& office, const access::Principal& who, const std::string& action,
                      Json detail);

const derive::Form* writable_form(const Office& office, const access::Principal& who,
                                  const std::string& form);
Result<const derive::Form*> require_form(const Office& office, const access::Principal& who,
                                         const std::string& form);

/// Nothing happens in the future.
Result<void> check_day(const derive::Form& form, Date day, Date today);

inline constexpr const char* registration_form = "base.registration";
inline constexpr const char* guardian_form = "base.guardian";

} // namespace banxing::casework
