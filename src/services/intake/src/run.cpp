#include "inside.h"

#include <access/directory.h>
#include <files/headings.h>
#include <log/log.h>

namespace banxing::intake {

constexpr std::size_t chunk_rows = 100; // a commit each; others get their turn between them

access::Principal author_of(const Import& import, const access::Organisation& organisation) {
    access::Principal who;
    who.account = import.account;
    who.role = import.role;
    who.organisation = organisation;
    who.organisation.id = import.organisation;
    return who;
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

Result<void> Intake::Impl::write_chunk(Import& import, const RowReader& reader,
                                       const access::Principal& who, std::vector<files::Row>& rows,
                                       files::Epoch epoch) {
    std::vector<casework::Receipt> receipts;
    Import after = import;
    TRY(office.database.write(db::Priority::background, [&](db::Session& session) -> Result<void> {
        receipts.clear();
        after = import; // the transaction may be tried again
        for (auto& row : rows) {
            auto written = session.attempt([&](db::Session& s) -> Result<RowOutcome> {
                Submissions submissions = TRY(reader.read(row, epoch));
                return write_row(office, s, who, submissions, {import.id, row.number});
            });
            if (!written && !fault_of_row(written.error())) return fail(written.error());
            if (!written) {
                ++after.bad;
                TRY(put_bad_row(session, import.id, {row.number, whole_reason(written.error())}));
                continue;
            }
            count(after, *written);
            if (written->receipt) receipts.push_back(std::move(*written->receipt));
        }
        after.next_row = rows.back().number + 1;
        return note_progress(session, after);
    }));
    import = after;
    for (auto& receipt : receipts) casework::announce(office, receipt);
    return {};
}

/// Passes the headings, skips what was done before a crash, and hands on the rest in chunks.
Result<void> Intake::Impl::write_rows(Import& import, const Progress& progress) {
    auto* kind = find_kind(import.kind);
    if (!kind)
        return fail(Error::invalid({"名单种类已停用", "This kind of list is no longer taken"}));
    auto organisation = TRY(office.database.read([&](db::Session& session) {
        return access::find_organisation(session, import.organisation);
    }));
    if (!organisation) return fail(Error::invalid({"找不到导入单位", "The organisation is gone"}));
    auto who = author_of(import, *organisation);
    Mapping mapping = mapping_of(import);
    RowReader reader(*kind, mapping, office, who, import.id);
    auto bytes = TRY(sheets.open(import.id));
    std::vector<files::Row> first, chunk;
    std::optional<std::uint32_t> heading_row;
    files::Epoch epoch = files::Epoch::y1900;
    auto take = [&](files::Row& row) -> Result<void> {
        if (row.number <= *heading_row || row.number < import.next_row || reader.empty(row))
            return {};
        chunk.push_back(std::move(row));
        if (chunk.size() < chunk_rows) return {};
        TRY(write_chunk(import, reader, who, chunk, epoch));
        chunk.clear();
        if (progress) progress(import);
        if (stopping)
            return fail(
                Error::unavailable({"已暂停，重启后继续", "Paused; goes on after the restart"}));
        return {};
    };
    auto settle = [&](const files::SheetInfo& info) -> Result<void> {
        heading_row = TRY(files::find_headings(first, info.merges)).last_row;
        for (auto& row : first) TRY(take(row));
        return {};
    };
    auto info = TRY(files::read_sheet(
        files::Source::memory(bytes), {},
        [&](const files::SheetInfo& sheet, files::Row& row) -> Result<files::Next> {
            epoch = sheet.epoch;
            if (heading_row) {
                TRY(take(row));
                return files::Next::more;
            }
            first.push_back(std::move(row));
            if (first.size() == 20) TRY(settle(sheet));
            return files::Next::more;
        }));
    if (!heading_row) TRY(settle(info));
    if (!chunk.empty()) TRY(write_chunk(import, reader, who, chunk, epoch));
    if (progress) progress(import);
    return {};
}

Result<void> Intake::Impl::undo_all(Import& import, const Progress& progress) {
    SubjectId after{0};
    auto organisation = TRY(office.database.read([&](db::Session& session) {
        return access::find_organisation(session, import.organisation);
    }));
    if (!organisation) return fail(Error::invalid({"找不到导入单位", "The organisation is gone"}));
    auto who = author_of(import, *organisation);
    for (;;) {
        auto subjects = TRY(office.database.read([&](db::Session& session) {
            return records::touched_by_import(session, import.id, after, 50);
        }));
        if (subjects.empty()) return {};
        TRY(office.database.write(db::Priority::background, [&](db::Session& session) {
            return casework::undo_import_in(office, session, who, import.id, subjects,
                                            import.reason);
        }));
        after = subjects.back();
        import.next_row += std::int64_t(subjects.size());
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
