#pragma once
// The parts of Intake: what is stored (store.cpp), handing in (hand_in.cpp), working through
// (run.cpp), the worker.
#include "kinds.h"
#include "rows.h"
#include "sheets.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace banxing::intake {

// ---- store.cpp ----
Result<std::optional<Import>> find_import(db::Session& session, std::int64_t id);
Result<std::vector<Import>> imports_of(db::Session& session, OrganisationId organisation,
                                       std::int64_t before, int limit);
/// Gives it its number.
Result<void> put_import(db::Session& session, Import& import);
Result<void> note_progress(db::Session& session, const Import& import);
/// Conflict when it is no longer in `before`.
Result<void> change_state(db::Session& session, const Import& import, const std::string& before);
Result<void> put_bad_row(db::Session& session, std::int64_t import, const BadRow& row);
Result<std::vector<BadRow>> bad_rows_of(db::Session& session, std::int64_t import);
Result<std::optional<Mapping>> known_mapping(db::Session& session, OrganisationId organisation,
                                             const std::string& kind,
                                             const std::vector<Heading>& header);
Result<void> remember_mapping(db::Session& session, const Import& import, const Mapping& mapping);
Result<std::vector<std::int64_t>> waiting(db::Session& session);
/// Taken back, or being taken back.
Result<std::vector<std::int64_t>> undone_imports(db::Session& session);
/// Handed in before, and done, undone or failed.
Result<std::vector<std::int64_t>> settled_before(db::Session& session, Instant before);
Mapping mapping_of(const Import& import);

/// Heads the reasons in the sheet of bad rows; handed in again it is no column of the list.
inline constexpr const char* reason_heading = "退回原因";

class Intake::Impl {
public:
    Impl(casework::Office& o, std::filesystem::path folder)
        : office(o), sheets(std::move(folder), o.vault) {}

    casework::Office& office;
    Sheets sheets;
    std::unique_ptr<Kinds> kinds;

    Result<Import> visible(const access::Principal& who, std::int64_t id);
    Result<Import> set_state(Import import, const std::string& before);
    // ---- run.cpp ----
    Result<Import> run(std::int64_t id, const Progress& progress);
    Result<void> write_rows(Import& import, const Progress& progress);
    /// Rows that commit together, and what is needed to read them.
    struct Chunk {
        const RowReader& reader;
        const access::Principal& who;
        std::unordered_map<std::size_t, std::uint32_t> last; // key of a matter → its last row
        std::vector<files::Row> rows;
        files::Epoch epoch = files::Epoch::y1900;
    };
    Result<void> write_chunk(Import& import, const Chunk& chunk);
    Result<std::unordered_map<std::size_t, std::uint32_t>> last_rows(const std::string& bytes,
                                                                     const RowReader& reader) const;
    Result<void> undo_all(Import& import, const Progress& progress);
    Result<access::Principal> author_of(const Import& import);
    Result<void> go_on() const;
    const Kind* find_kind(const std::string& id) const;

    // ---- the worker ----
    void loop();
    bool work_on_next();
    void drop_old_sheets();
    void wake();
    std::thread worker;
    std::mutex mutex;
    std::condition_variable ready;
    std::atomic<bool> stopping = false;
    bool woken = false;
};

} // namespace banxing::intake
