// A record leaves a file, comes into one, or comes back.
#include "writer.h"

#include <entitlement/moves.h>

namespace banxing::casework {

constexpr const char* decision_form = "subsidy_decision"; // of any system: field `claim`

records::Row FileWriter::next_version(const records::Row& before, derive::RecordOp op,
                                      const std::string& reason) const {
    records::Row row = before;
    row.no = head_.last_no + 1;
    row.version = before.version + 1;
    row.op = op;
    row.entered_at = office_.clock.now();
    row.account = who_.account.value;
    row.write_id.clear();
    row.reason = reason;
    return row;
}

Result<Given> FileWriter::give_up(std::int64_t lineage, const std::string& reason) {
    auto* before = in_force(lineage);
    if (!before || before->op == derive::RecordOp::withdrawal)
        return fail(Error::not_found(
            {"没有这条记录，或者它已被撤回", "There is no such record, or it is withdrawn"}));
    Given out{*before, TRY(plain(*before))};
    TRY(append(next_version(*before, derive::RecordOp::withdrawal, reason), Effect::corrected));
    return out;
}

std::vector<std::int64_t> FileWriter::standing_lineages() const {
    std::vector<std::int64_t> out;
    for (auto& row : rows_)
        if (row.lineage == row.no && in_force(row.lineage)->op != derive::RecordOp::withdrawal)
            out.push_back(row.lineage);
    return out;
}

Result<records::Moved> FileWriter::receive(const Given& given, const std::string& reason) {
    auto* form = office_.program->find_form(given.row.form);
    if (!form) return fail(Error::internal("a record of a form that is not published"));
    Submission what{given.row.form, given.row.day, given.content, {}, reason, given.row.import};
    bool aside = TRY(standing_key(*form, given, what));
    records::Row row = begin(what);
    row.organisation = given.row.organisation;
    row.content = TRY(sealed_text(office_, session_, head_.subject, *form, given.content));
    if (row.form.ends_with(decision_form) && given.content.contains("claim"))
        TRY(entitlement::move_claim(session_, given.content["claim"].get<std::int64_t>(),
                                    head_.subject));
    auto written = TRY(append(row, Effect::added));
    if (aside)
        TRY(append(next_version(row, derive::RecordOp::withdrawal, reason), Effect::corrected));
    return records::Moved{written.lineage, given.row.lineage, aside};
}

/// Whether a record about the same matter stands here; one that another organisation wrote counts
/// where the form's key does not name the organisation.
Result<bool> FileWriter::standing_key(const derive::Form& form, const Given& given,
                                      const Submission& what) {
    for (auto& row : rows_) {
        auto* standing = in_force(row.lineage);
        if (standing != &row || row.op == derive::RecordOp::withdrawal) continue;
        if (form.key_has_organisation && row.organisation != given.row.organisation) continue;
        derive::Form bare = form;
        bare.key_has_organisation = false;
        bool keyed = !form.key.empty() || form.key_has_day || form.key_has_organisation;
        bool event = form.kind == derive::FormKind::event;
        if (!keyed && event) return false;
        if (TRY(same_matter(bare, row, what, given.content))) return true;
    }
    return false;
}

Result<std::optional<Given>> FileWriter::give_back(const records::Moved& moved,
                                                   const std::string& reason) {
    auto* now = in_force(moved.lineage);
    if (!now) return fail(Error::internal("a moved record is gone"));
    bool withdrawn = now->op == derive::RecordOp::withdrawal;
    if (withdrawn) return std::optional<Given>{};
    return std::optional<Given>(TRY(give_up(moved.lineage, reason)));
}

Result<void> FileWriter::take_back(std::int64_t lineage, const std::optional<Given>& changed,
                                   const std::string& reason) {
    auto* before = in_force(lineage);
    if (!before || before->op != derive::RecordOp::withdrawal)
        return fail(Error::conflict(
            {"要取回的记录已被改动，请先核对", "A record to be taken back was changed meanwhile"}));
    records::Row row = next_version(*before, derive::RecordOp::restoration, reason);
    if (row.form.ends_with(decision_form)) {
        Json content = TRY(plain(*before));
        if (content.contains("claim"))
            TRY(entitlement::move_claim(session_, content["claim"].get<std::int64_t>(),
                                        head_.subject));
    }
    if (changed) {
        auto* form = office_.program->find_form(row.form);
        if (!form) return fail(Error::internal("a record of a form that is not published"));
        row.day = changed->row.day;
        row.content = TRY(sealed_text(office_, session_, head_.subject, *form, changed->content));
    }
    TRY(append(std::move(row), Effect::corrected));
    return {};
}

} // namespace banxing::casework
