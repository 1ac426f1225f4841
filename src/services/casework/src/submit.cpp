#include "writer.h"

#include <casework/files.h>

#include <algorithm>

namespace banxing::casework {

const derive::Form* writable_form(const Office& office, const access::Principal& who,
                                  const std::string& form) {
    auto* found = office.program->find_form(form);
    if (!found) return nullptr;
    auto& roles = found->write_roles;
    return std::find(roles.begin(), roles.end(), who.role) == roles.end() ? nullptr : found;
}

Result<const derive::Form*> require_form(const Office& office, const access::Principal& who,
                                         const std::string& form) {
    if (auto* found = writable_form(office, who, form)) return found;
    if (!office.program->find_form(form))
        return fail(
            Error::invalid({"没有名为“" + form + "”的表单", "There is no form '" + form + "'"},
                           {{"form", {"没有这个表单", "no such form"}}}));
    return fail(
        Error::forbidden({"您的岗位不能填写这个表单", "Your post may not write this form"}));
}

Result<void> check_day(const derive::Form& form, Date day, Date today) {
    if (day <= today) return {};
    return fail(Error::invalid(
        {form.day_label.zh + "不能晚于今天", form.day_label.en + " cannot be in the future"},
        {{"day", {"不能晚于今天", "cannot be in the future"}}}));
}

/// A form belongs to the files of its system's kind, or to those that it names.
static Result<void> check_kind(const Office& office, const derive::Form& form,
                               const std::string& kind) {
    if (belongs(*office.program, form, kind)) return {};
    return fail(Error::invalid({"“" + form.label.zh + "”不属于这类档案",
                                "'" + form.label.en + "' does not belong into such a file"}));
}

static FieldIssue issue_of(const derive::Contradiction& one) {
    Words words = one.label;
    if (!one.basis.empty()) {
        std::string clause = one.basis.front().document + " " + one.basis.front().clause;
        words.zh += "（" + clause + "）";
        words.en += " (" + clause + ")";
    }
    return {"contradicts." + one.id, std::move(words)};
}

/// What contradicts the file is written with a stated reason only.
static Result<void> check_against(const Office& office, const FileWriter& writer,
                                  const Submission& what, const Json& content) {
    if (!what.reason.empty()) return {};
    std::string text = content.dump();
    derive::Record record;
    record.form = what.form;
    record.day = what.day;
    record.content = text;
    auto records = records::as_records(writer.rows());
    auto offended = office.program->contradictions({writer.kind(), records}, record);
    if (offended.empty()) return {};
    std::vector<FieldIssue> issues;
    for (auto& one : offended) issues.push_back(issue_of(one));
    Error error = Error::conflict(
        {"与档案矛盾。确实如此的，请写明原因；拿不准的，可先存为草稿",
         "This contradicts the file. If it is so, state why; if in doubt, keep it as a draft"});
    error.fields = std::move(issues);
    return fail(std::move(error));
}

Result<Receipt> submit_in(Office& office, db::Session& session, const access::Principal& who,
                          SubjectId subject, const std::vector<Submission>& what, Door door) {
    Date today = office.clock.today();
    if (door == Door::visible_only && !TRY(access::visible(session, who, subject, today)))
        return fail(access::no_such_file());
    FileWriter writer = TRY(FileWriter::open(office, session, who, subject));
    for (auto& one : what) {
        auto* form = TRY(require_form(office, who, one.form));
        TRY(check_kind(office, *form, writer.kind()));
        TRY(check_day(*form, one.day, today));
        Json content = TRY(policy::validate(*form, one.content, today, &office.regions));
        TRY(check_against(office, writer, one, content));
        TRY(writer.put(*form, one, content));
    }
    return writer.finish("record.written");
}

Result<Written> submit(Office& office, const access::Principal& who, SubjectId subject,
                       const Submission& what) {
    Receipt receipt =
        TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
            return submit_in(office, session, who, subject, {what}, Door::visible_only);
        }));
    announce(office, receipt);
    return receipt.written.front();
}

void announce(Office& office, const Receipt& receipt) {
    if (receipt.identity) office.registry.committed(receipt.subject, *receipt.identity);
}

Result<Written> amend(Office& office, const access::Principal& who, SubjectId subject,
                      const Amendment& what) {
    Receipt receipt = TRY(office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<Receipt> {
            if (!TRY(access::visible(session, who, subject, office.clock.today())))
                return fail(access::no_such_file());
            FileWriter writer = TRY(FileWriter::open(office, session, who, subject));
            TRY(writer.amend(what));
            return writer.finish("record.amended");
        }));
    announce(office, receipt);
    return receipt.written.front();
}

Result<std::vector<Receipt>> undo_import_in(Office& office, db::Session& session,
                                            const access::Principal& who, const Undoing& undoing,
                                            const std::vector<SubjectId>& subjects) {
    std::vector<Receipt> receipts;
    for (SubjectId subject : subjects) {
        FileWriter writer = TRY(FileWriter::open(office, session, who, subject));
        TRY(writer.withdraw_import(undoing));
        receipts.push_back(TRY(writer.finish("import.undone")));
    }
    return receipts;
}

} // namespace banxing::casework
