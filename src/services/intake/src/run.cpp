#include "inside.h"

#include <access/directory.h>
#include <files/headings.h>
#include <log/log.h>

#include <unordered_map>

namespace banxing::intake {

constexpr std::size_t chunk_rows = 100; // a commit each; others get their turn between them

/// On whose behalf rows are written: account, organisation and role of the one who handed the list
/// in.
Result<access::Principal> Intake::Impl::author_of(const Import& import) {
    auto organisation = TRY(office.database.read([&](db::Session& session) {
        return access::find_organisation(session, import.organisation);
    }));
    if (!organisation) return fail(Error::invalid({"找不到导入单位", "The organisation is gone"}));
    access::Principal who;
    who.account = import.account;
    who.role = import.role;
    who.organisation = std::move(*organisation);
    who.organisation.id = import.organisation;
    return who;
}

/// What is unavailable stays in its state and goes on later.
Result<void> Intake::Impl::go_on() const {
    if (!stopping) return {};
    return fail(Error::unavailable({"已暂停，重启后继续", "Paused; goes on after the restart"}));
}

/// What became of one row.
struct RowOutcome {
    std::optional<casework::Receipt> receipt;
    casework::Effect effect = casework::Effect::unchanged;
    bool doubtful = false;
};

static Result<RowOutcome> write_row(casework::Office& office, db::Session& session,
                                    const access::Principal& who, const Submissions& row,
                                    casework::Origin origin) {
    auto done =
        TRY(casework::find_or_open(office, session, who, row.registration, row.more, origin));
    RowOutcome out;
    out.doubtful = done.doubt.has_value();
    if (!done.receipt) return out;
    for (auto& written : done.receipt->written) {
        if (written.effect == casework::Effect::unchanged) continue;
        bool fresh =
            written.effect == casework::Effect::added && out.effect != casework::Effect::corrected;
        out.effect = fresh ? casework::Effect::added : casework::Effect::corrected;
    }
    out.receipt = std::move(done.receipt);
    return out;
}

static void count(Import& import, const RowOutcome& outcome) {
    if (outcome.doubtful)
        ++import.doubtful;
    else if (outcome.effect == casework::Effect::added)
        ++import.good;
    else if (outcome.effect == casework::Effect::corrected)
        ++import.corrected;
    else
        ++import.unchanged;
}

static Words whole_reason(const Error& error) {
    Words out = error.message;
    for (auto& field : error.fields) {
        out.zh += "；" + field.field + "：" + field.message.zh;
        out.en += "; " + field.field + ": " + field.message.en;
    }
    return out;
}

/// Faults of the row itself go back to the sender; anything else stops the import, which can go on
/// later.
static bool fault_of_row(const Error& error) {
    return error.fault == Fault::invalid || error.fault == Fault::conflict ||
           error.fault == Fault::forbidden || error.fault == Fault::not_found ||
           error.fault == Fault::too_large;
}

/// Nothing when a later row of the list speaks of the same matter: that one counts.
static Result<RowOutcome> take_row(casework::Office& office, db::Session& session,
                                   const Intake::Impl::Chunk& chunk, const files::Row& row,
                                   std::int64_t import) {
    Submissions submissions = TRY(chunk.reader.read(row, chunk.epoch));
    auto last = chunk.last.find(std::hash<std::string>{}(chunk.reader.key_of(submissions)));
    if (last != chunk.last.end() && last->second != row.number) return RowOutcome{};
    return write_row(office, session, chunk.who, submissions, {import, row.number});
}

Result<void> Intake::Impl::write_chunk(Import& import, const Chunk& chunk) {
    std::vector<casework::Receipt> receipts;
    Import after = import;
    TRY(office.database.write(db::Priority::background, [&](db::Session& session) -> Result<void> {
        receipts.clear();
        after = import; // the transaction may be tried again
        for (auto& row : chunk.rows) {
            auto written = session.attempt(
                [&](db::Session& s) { return take_row(office, s, chunk, row, import.id); });
            if (!written && !fault_of_row(written.error())) return fail(written.error());
            if (!written) {
                ++after.bad;
                TRY(put_bad_row(session, import.id, {row.number, whole_reason(written.error())}));
                continue;
            }
            count(after, *written);
            if (written->receipt) receipts.push_back(std::move(*written->receipt));
        }
        after.next_row = chunk.rows.back().number + 1;
        return note_progress(session, after);
    }));
    import = after;
    for (auto& receipt : receipts) casework::announce(office, receipt);
    return {};
}

/// Goes through a sheet's rows below the headings, in order.
class DataRows {
public:
    using Sink = std::function<Result<void>(files::Row& row, files::Epoch epoch)>;
    DataRows(const std::string& bytes, Sink sink) : bytes_(bytes), sink_(std::move(sink)) {}
    Result<void> each() {
        auto info = TRY(files::read_sheet(
            files::Source::memory(bytes_), {},
            [&](const files::SheetInfo& sheet, files::Row& row) { return take(sheet, row); }));
        if (!below_) TRY(settle(info));
        return {};
    }

private:
    Result<files::Next> take(const files::SheetInfo& sheet, files::Row& row) {
        epoch_ = sheet.epoch;
        if (below_) {
            if (row.number > *below_) TRY(sink_(row, epoch_));
            return files::Next::more;
        }
        first_.push_back(std::move(row));
        if (first_.size() == 20) TRY(settle(sheet));
        return files::Next::more;
    }
    Result<void> settle(const files::SheetInfo& sheet) {
        below_ = TRY(files::find_headings(first_, sheet.merges)).last_row;
        for (auto& row : first_)
            if (row.number > *below_) TRY(sink_(row, epoch_));
        return {};
    }
    const std::string& bytes_;
    Sink sink_;
    std::vector<files::Row> first_;
    std::optional<std::uint32_t> below_;
    files::Epoch epoch_ = files::Epoch::y1900;
};

/// For each matter the last row that speaks of it; eight bytes and a row number each.
Result<std::unordered_map<std::size_t, std::uint32_t>>
Intake::Impl::last_rows(const std::string& bytes, const RowReader& reader) const {
    std::unordered_map<std::size_t, std::uint32_t> out;
    auto note = [&](files::Row& row, files::Epoch epoch) -> Result<void> {
        if (auto read = reader.read(row, epoch); read && !reader.empty(row))
            out[std::hash<std::string>{}(reader.key_of(*read))] = row.number;
        return go_on();
    };
    TRY(DataRows(bytes, note).each());
    return out;
}

/// Skips what was done before a crash and hands on the rest in chunks.
Result<void> Intake::Impl::write_rows(Import& import, const Progress& progress) {
    auto* kind = find_kind(import.kind);
    if (!kind)
        return fail(Error::invalid({"名单种类已停用", "This kind of list is no longer taken"}));
    auto who = TRY(author_of(import));
    Mapping mapping = mapping_of(import);
    RowReader reader(*kind, mapping, office, who, import.id);
    auto bytes = TRY(sheets.open(import.id));
    Chunk chunk{reader, who, TRY(last_rows(bytes, reader)), {}, {}};
    auto take = [&](files::Row& row, files::Epoch epoch) -> Result<void> {
        if (row.number < import.next_row || reader.empty(row)) return {};
        chunk.epoch = epoch;
        chunk.rows.push_back(std::move(row));
        if (chunk.rows.size() < chunk_rows) return {};
        TRY(go_on());
        TRY(write_chunk(import, chunk));
        chunk.rows.clear();
        if (progress) progress(import);
        return {};
    };
    TRY(DataRows(bytes, take).each());
    if (!chunk.rows.empty()) TRY(write_chunk(import, chunk));
    if (progress) progress(import);
    return {};
}

/// Again from the first file after a crash: what is withdrawn already stays so.
Result<void> Intake::Impl::undo_all(Import& import, const Progress& progress) {
    auto who = TRY(author_of(import));
    casework::Undoing undoing{import.id, {}, import.reason};
    undoing.before = TRY(office.database.write(
        db::Priority::background, [&](db::Session& session) -> Result<std::vector<std::int64_t>> {
            TRY(casework::close_doubts_in(office, session, who, import.id));
            return undone_imports(session);
        }));
    for (SubjectId after{0};;) {
        TRY(go_on());
        auto subjects = TRY(office.database.read([&](db::Session& session) {
            return records::touched_by_import(session, import.id, after, 50);
        }));
        if (subjects.empty()) return {};
        auto receipts = TRY(office.database.write(db::Priority::background, [&](db::Session& s) {
            return casework::undo_import_in(office, s, who, undoing, subjects);
        }));
        for (auto& receipt : receipts) casework::announce(office, receipt);
        after = subjects.back();
        if (progress) progress(import);
    }
}

Result<Import> Intake::Impl::run(std::int64_t id, const Progress& progress) {
    auto found =
        TRY(office.database.read([&](db::Session& session) { return find_import(session, id); }));
    if (!found) return fail(Error::not_found({"没有这份名单", "There is no such list"}));
    Import import = *found;
    std::string before = import.state;
    auto done = before == "undoing" ? undo_all(import, progress) : write_rows(import, progress);
    if (!done && done.error().fault == Fault::unavailable)
        return fail(done.error()); // goes on later
    import.state = !done ? "failed" : before == "undoing" ? "undone" : "done";
    if (!done) {
        import.message = whole_reason(done.error());
        log::failure("import.failed", done.error());
    }
    log::info("import.finished", {{"number", id}, {"good", import.good}, {"bad", import.bad}});
    return set_state(std::move(import), before);
}

} // namespace banxing::intake
