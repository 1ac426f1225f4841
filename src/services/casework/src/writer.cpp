#include "writer.h"

#include <entitlement/payable.h>

#include <algorithm>
#include <set>

namespace banxing::casework {

Result<FileWriter> FileWriter::open(Office& office, db::Session& session,
                                    const access::Principal& who, SubjectId subject) {
    FileWriter writer(office, session, who);
    writer.head_ = TRY(records::lock(session, subject));
    writer.rows_ = TRY(records::load(session, subject));
    return writer;
}

const records::Row* FileWriter::in_force(std::int64_t lineage) const {
    const records::Row* best = nullptr;
    for (auto& row : rows_)
        if (row.lineage == lineage && (!best || row.version > best->version)) best = &row;
    return best;
}

const records::Row* FileWriter::same_write(const std::string& write_id) const {
    if (write_id.empty()) return nullptr;
    for (auto& row : rows_)
        if (row.write_id == write_id) return &row;
    return nullptr;
}

Result<Json> FileWriter::plain(const records::Row& row) {
    auto* form = office_.program->find_form(row.form);
    if (!form) return fail(Error::internal("a record of a form that is not published"));
    return opened(office_, session_, head_.subject, *form, row.content);
}

/// Whether a record in force is about the same as this one, by the form's natural key.
Result<bool> FileWriter::same_matter(const derive::Form& form, const records::Row& row,
                                     const Submission& what, const Json& content) {
    if (row.form != what.form || in_force(row.lineage) != &row) return false;
    if (form.key_has_day && row.day != what.day) return false;
    if (form.key_has_organisation && row.organisation != who_.organisation.id.value) return false;
    Json before = form.key.empty() ? Json::object() : TRY(plain(row));
    return std::all_of(form.key.begin(), form.key.end(), [&](const std::string& field) {
        return before.value(field, Json()) == content.value(field, Json());
    });
}

/// The record in force with the same natural key. A state without key fields stands once in a file.
Result<const records::Row*> FileWriter::same_key(const derive::Form& form, const Submission& what,
                                                 const Json& content) {
    bool keyed = !form.key.empty() || form.key_has_day || form.key_has_organisation;
    if (!keyed && form.kind == derive::FormKind::event) return nullptr;
    for (auto& row : rows_)
        if (TRY(same_matter(form, row, what, content))) return &row;
    return nullptr;
}

records::Row FileWriter::begin(const Submission& what) const {
    records::Row row;
    row.no = row.lineage = head_.last_no + 1;
    row.form = what.form;
    row.day = what.day;
    row.entered_at = office_.clock.now();
    row.account = who_.account.value;
    row.organisation = who_.organisation.id.value;
    row.import = what.import;
    row.write_id = what.write_id;
    row.reason = what.reason;
    return row;
}

Result<Written> FileWriter::append(records::Row row, Effect effect) {
    TRY(records::append(session_, head_.subject, row));
    head_.last_no = row.no;
    bool names = row.form == registration_form || row.form == guardian_form;
    identity_touched_ = identity_touched_ || names || head_.kind != "person";
    Written written{head_.subject, row.no, row.lineage, row.version, effect};
    rows_.push_back(std::move(row));
    written_.push_back(written);
    return written;
}

/// What stands already is an answer like any other: one a submission.
Written FileWriter::as_before(const records::Row& row) {
    return written_.emplace_back(
        Written{head_.subject, row.no, row.lineage, row.version, Effect::unchanged});
}

static Error other_organisation(const derive::Form& form) {
    return Error::conflict(
        {"另一家单位已填过同一份“" + form.label.zh + "”，内容不同。请与其核对，由填写单位更正。",
         "Another organisation has written the same '" + form.label.en +
             "' with other content. Settle it with them; they correct it."});
}

Result<Written> FileWriter::put(const derive::Form& form, const Submission& what,
                                const Json& content) {
    if (auto* retry = same_write(what.write_id)) return as_before(*retry);
    records::Row row = begin(what);
    Effect effect = Effect::added;
    if (auto* before = TRY(same_key(form, what, content))) {
        bool withdrawn = before->op == derive::RecordOp::withdrawal;
        if (!withdrawn && before->day == what.day && TRY(plain(*before)) == content)
            return as_before(*before);
        if (!withdrawn && before->organisation != who_.organisation.id.value)
            return fail(other_organisation(form));
        row.lineage = before->lineage;
        row.version = before->version + 1;
        row.op = withdrawn ? derive::RecordOp::restoration : derive::RecordOp::correction;
        effect = withdrawn ? Effect::added : Effect::corrected;
    }
    row.content = TRY(sealed_text(office_, session_, head_.subject, form, content));
    return append(std::move(row), effect);
}

static Result<void> check_act(Act act, const records::Row& before) {
    bool withdrawn = before.op == derive::RecordOp::withdrawal;
    if (act == Act::restore && !withdrawn)
        return fail(
            Error::conflict({"这条记录没有被撤回，无需恢复", "The record is not withdrawn"}));
    if (act != Act::restore && withdrawn)
        return fail(Error::conflict(
            {"这条记录已被撤回，请先恢复", "The record is withdrawn; restore it first"}));
    return {};
}

Result<Written> FileWriter::amend(const Amendment& what, std::int64_t import) {
    if (auto* retry = same_write(what.write_id)) return as_before(*retry);
    auto* before = in_force(what.lineage);
    if (!before) return fail(Error::not_found({"没有这条记录", "There is no such record"}));
    auto* form = TRY(require_form(office_, who_, before->form));
    if (before->version != what.version)
        return fail(Error::conflict({"这条记录刚被别人改过，请刷新后再改",
                                     "Somebody has changed this record meanwhile; load it again"}));
    TRY(check_act(what.act, *before));
    records::Row row = *before;
    row.no = head_.last_no + 1;
    row.version = before->version + 1;
    row.op = what.act == Act::correct    ? derive::RecordOp::correction
             : what.act == Act::withdraw ? derive::RecordOp::withdrawal
                                         : derive::RecordOp::restoration;
    row.entered_at = office_.clock.now();
    row.account = who_.account.value;
    row.import = import;
    row.write_id = what.write_id;
    row.reason = what.reason;
    if (what.act == Act::correct) {
        if (what.day) row.day = *what.day;
        Json content =
            TRY(policy::validate(*form, what.content, office_.clock.today(), &office_.regions));
        row.content = TRY(sealed_text(office_, session_, head_.subject, *form, content));
    }
    return append(std::move(row), Effect::corrected);
}

static bool brought(const Undoing& undoing, const records::Row& row) {
    return row.import != 0 &&
           (row.import == undoing.import || std::find(undoing.before.begin(), undoing.before.end(),
                                                      row.import) != undoing.before.end());
}

static bool withdrawn(const records::Row& row) {
    return row.op == derive::RecordOp::withdrawal;
}

/// The version that would be in force without the list; none when the list brought the record.
const records::Row* FileWriter::without(const Undoing& undoing, std::int64_t lineage) const {
    const records::Row* best = nullptr;
    for (auto& row : rows_)
        if (row.lineage == lineage && !brought(undoing, row) &&
            (!best || row.version > best->version))
            best = &row;
    return best && withdrawn(*best) ? nullptr : best;
}

/// Who and where somebody is, is needed as long as the file says anything else and nobody else has
/// said it.
std::vector<records::Row> FileWriter::to_withdraw(const Undoing& undoing) const {
    std::vector<records::Row> own;
    bool more = false;
    std::set<std::string_view> said; // base forms of which a record stays
    for (auto& row : rows_) {
        if (in_force(row.lineage) != &row || withdrawn(row)) continue;
        bool stays = !brought(undoing, row) || without(undoing, row.lineage);
        if (stays && row.form.starts_with("base.")) said.insert(row.form);
        more = more || (stays && !row.form.starts_with("base."));
        if (brought(undoing, row)) own.push_back(row);
    }
    if (more)
        std::erase_if(own, [&](auto& row) {
            return row.form.starts_with("base.") && !said.contains(row.form) &&
                   !without(undoing, row.lineage);
        });
    return own;
}

Result<void> FileWriter::withdraw_import(const Undoing& undoing) {
    for (auto& before : to_withdraw(undoing)) {
        auto* older = without(undoing, before.lineage);
        records::Row row = older ? *older : before;
        row.no = head_.last_no + 1;
        row.version = before.version + 1;
        row.op = older ? derive::RecordOp::correction : derive::RecordOp::withdrawal;
        row.entered_at = office_.clock.now();
        row.account = who_.account.value;
        row.reason = undoing.reason;
        row.write_id.clear();
        if (!older) row.import = 0; // else it is again the record of the list that brought it
        TRY(append(std::move(row), Effect::corrected));
    }
    return {};
}

Result<std::int64_t> settle(Office& office, db::Session& session, records::Head& head,
                            const std::vector<records::Row>& rows, Date day) {
    auto records = records::as_records(rows);
    auto& program = *office.program; // one for both, whatever is published meanwhile
    auto now = program.derive({head.kind, records}, day);
    head.derived_on = day;
    head.next_change = now.next_change;
    head.policy = program.source().version;
    head.fault = now.faults.empty() ? std::string() : now.faults.front().zh;
    std::int64_t changed = TRY(consequences::replace(session, office.roles, head.subject, now));
    TRY(entitlement::note_entitled(session, head.subject, now, day));
    TRY(records::note_derived(session, head));
    return changed;
}

Result<Receipt> FileWriter::finish(const std::string& action) {
    Receipt receipt{head_.subject, std::move(written_), {}};
    bool wrote = std::any_of(receipt.written.begin(), receipt.written.end(),
                             [](auto& w) { return w.effect != Effect::unchanged; });
    if (!wrote) return receipt;
    if (identity_touched_) {
        receipt.identity = TRY(identity_of(office_, session_, head_, rows_));
        TRY(office_.registry.index(session_, head_.subject, *receipt.identity));
    }
    TRY(settle(office_, session_, head_, rows_, office_.clock.today()));
    Json records = Json::array();
    for (auto& one : receipt.written)
        if (one.effect != Effect::unchanged) records.push_back(one.no);
    TRY(note_act(office_, session_, who_, action, head_.subject, {{"records", records}}));
    return receipt;
}

} // namespace banxing::casework
