#pragma once
// Lists that departments hand in: recognise columns, clean cells, write good rows, give bad rows
// back, undo as a whole. A list is worked through in chunks that commit together with its progress,
// so a crash loses nothing and it goes on.
#include <access/principal.h>
#include <casework/casework.h>

#include <filesystem>
#include <memory>

namespace banxing::intake {

/// One thing a list may say; `to` is form/field, or form/$day.
struct Column {
    std::string to;
    Words label;
    bool required = false;
    std::vector<std::string> headings;
    std::map<std::string, std::string> values; // how lists write codes
    std::vector<std::string> none;             // what stands for an empty choice
};

struct Kind {
    std::string id;
    Words label, help;
    std::string form;               // of the row's own record
    std::vector<std::string> roles; // who may hand it in; the first usually does
    std::vector<Column> columns;
};

/// A column of the sheet: its heading and what it is taken for; field empty: left out.
struct Heading {
    int column = 0;
    std::string heading, field;
    std::vector<std::string> samples; // first cells, only for the one who maps
};

struct BadRow {
    std::int64_t row = 0;
    Words reason;
};

struct Import {
    std::int64_t id = 0;
    std::string kind, file_name;
    AccountId account;
    OrganisationId organisation;
    std::string role;
    Instant at;
    std::string state; // mapping running done failed undoing undone
    std::int64_t total = 0, next_row = 0;
    std::int64_t good = 0, unchanged = 0, corrected = 0, doubtful = 0, bad = 0;
    Words message;
    std::vector<Heading> header;
    std::string reason;
    std::int64_t rows() const { return good + unchanged + corrected + doubtful + bad; }
};

using Mapping = std::map<int, std::string>; // sheet column → field
using Progress = std::function<void(const Import&)>;

class Intake {
public:
    /// `lists`: folder of the kinds (data/lists); `sheets`: where sheets lie sealed.
    static Result<std::unique_ptr<Intake>> open(casework::Office& office,
                                                const std::filesystem::path& lists,
                                                const std::filesystem::path& sheets);
    ~Intake();

    /// Kinds that the principal may hand in.
    std::vector<const Kind*> kinds(const access::Principal& who) const;
    const Kind* find_kind(const std::string& id) const;

    /// Keeps the sheet, reads its headings. State mapping, or running when these headings were
    /// confirmed before.
    Result<Import> hand_in(const access::Principal& who, const std::string& kind,
                           const std::string& file_name, const std::filesystem::path& file);
    /// Confirms the mapping, remembers it and lets the import run.
    Result<Import> confirm(const access::Principal& who, std::int64_t id, const Mapping& mapping);
    /// With samples of each column as long as the sheet is kept.
    Result<Import> find(const access::Principal& who, std::int64_t id);
    Result<std::vector<Import>> list(const access::Principal& who, std::int64_t before, int limit);
    Result<std::vector<BadRow>> bad_rows(const access::Principal& who, std::int64_t id);
    /// Writes an .xlsx of the bad rows with their reasons to `to`.
    Result<void> rejects(const access::Principal& who, std::int64_t id,
                         const std::filesystem::path& to);
    /// Withdraws every record of the import, finished or failed; runs like an import.
    Result<Import> undo(const access::Principal& who, std::int64_t id, const std::string& reason);

    /// Works on this import until it is done (command line and the worker below).
    Result<Import> work(std::int64_t id, const Progress& progress);

    /// Lists that a stop or a crash left unfinished, oldest first.
    Result<std::vector<std::int64_t>> unfinished();

    /// A thread that works on what waits, one after another; also on what a crash left. Stops with
    /// stop() or the end, after the chunk that is under way; work() then fails as unavailable.
    void start();
    void ask_to_stop();
    void stop();

    class Impl; // inside the module only

private:
    explicit Intake(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

std::span<const db::Migration> migrations();
/// For the test that prepares every statement on both databases.
std::span<const db::Statement* const> statements();

} // namespace banxing::intake
