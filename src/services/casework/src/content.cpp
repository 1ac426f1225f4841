#include "writer.h"

#include <casework/files.h>

#include <algorithm>

namespace banxing::casework {

std::string sealed_place(const derive::Form& form, const derive::Field& field) {
    return form.full_id() + "/" + field.id;
}

Result<std::string> sealed_text(Office& office, db::Session& session, SubjectId subject,
                                const derive::Form& form, const Json& content) {
    Json out = content;
    for (auto& field : form.fields) {
        if (!derive::is_protected(field.type) || !out.contains(field.id)) continue;
        out[field.id] = TRY(office.registry.seal(session, subject, out[field.id].get<std::string>(),
                                                 sealed_place(form, field)));
    }
    return out.dump();
}

Result<Json> opened(Office& office, db::Session& session, SubjectId subject,
                    const derive::Form& form, const std::string& content) {
    Json out = TRY(parse_json(content));
    for (auto& field : form.fields) {
        if (!derive::is_protected(field.type) || !out.contains(field.id)) continue;
        out[field.id] = TRY(office.registry.reveal(
            session, subject, out[field.id].get<std::string>(), sealed_place(form, field)));
    }
    return out;
}

static std::string text_of(const Json& content, const char* field) {
    return content.value(field, std::string());
}

/// What an institution is called stands in the form that opened its file.
static Result<registry::Identity> called(const Office& office, std::string_view kind,
                                         const std::vector<records::Row>& rows) {
    registry::Identity out;
    auto forms = opening_forms(*office.program, kind);
    for (auto* row : records::in_force(rows)) {
        bool names = std::any_of(forms.begin(), forms.end(),
                                 [&](auto* form) { return form->full_id() == row->form; });
        if (names && row->op != derive::RecordOp::withdrawal && out.name.empty())
            out.name = text_of(TRY(parse_json(row->content)), "name");
    }
    return out;
}

Result<registry::Identity> identity_of(Office& office, db::Session& session,
                                       const records::Head& head,
                                       const std::vector<records::Row>& rows) {
    if (head.kind != "person") return called(office, head.kind, rows);
    SubjectId subject = head.subject;
    registry::Identity out;
    bool guardian_known = false;
    for (auto* row : records::in_force(rows)) {
        bool registration = row->form == registration_form, guardian = row->form == guardian_form;
        if ((!registration && !guardian) || row->op == derive::RecordOp::withdrawal) continue;
        Json content = TRY(
            opened(office, session, subject, *office.program->find_form(row->form), row->content));
        if (registration && out.name.empty()) {
            out.name = text_of(content, "name");
            out.sex = text_of(content, "sex");
            out.birth = parse_iso_date(text_of(content, "birth_date"));
            out.identity_number = text_of(content, "identity_number");
        }
        // a guardian record is newer knowledge than the registration's guardian
        if (guardian_known || !content.contains("guardian_phone")) continue;
        if (registration && !out.guardian_phone.empty()) continue;
        out.guardian_name = text_of(content, "guardian_name");
        out.guardian_phone = text_of(content, "guardian_phone");
        guardian_known = guardian;
    }
    return out;
}

} // namespace banxing::casework
