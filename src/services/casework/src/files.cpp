#include "writer.h"

#include <casework/files.h>

#include <algorithm>

namespace banxing::casework {

bool belongs(const derive::Program& program, const derive::Form& form, std::string_view kind) {
    auto& kinds = form.subjects;
    auto* system = program.find_system(form.system);
    if (kinds.empty()) return system && system->subject_kind == kind;
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](auto& one) { return one == "any" || one == kind; });
}

static const derive::Form* placing_form(const derive::Program& program,
                                        const derive::System& system) {
    for (auto& fact : system.facts)
        if (system.id + "." + fact.id == system.place) return program.find_form(fact.form);
    return nullptr; // another system says where such files are
}

std::vector<const derive::Form*> opening_forms(const derive::Program& program,
                                               std::string_view kind) {
    std::vector<const derive::Form*> out;
    if (kind == "person") return out;
    for (auto& system : program.source().systems) {
        auto* form = system.subject_kind == kind ? placing_form(program, system) : nullptr;
        if (!form) continue;
        for (auto& field : form->fields)
            if (field.id == "name" && field.type == derive::FieldType::text) out.push_back(form);
    }
    return out;
}

static Error same_name() {
    return Error::conflict({"已有同名的档案，请查找后在其中登记",
                            "A file of that name exists already: find it and write there"});
}

/// Whether these records open a file that is called the same, at the same place.
static Result<bool> same_file(const std::vector<records::Row>& rows, const Submission& first) {
    for (auto* row : records::in_force(rows)) {
        if (row->form != first.form || row->op == derive::RecordOp::withdrawal) continue;
        auto content = TRY(parse_json(row->content));
        return content.value("name", Json()) == first.content.value("name", Json()) &&
               content.value("region", Json()) == first.content.value("region", Json());
    }
    return false;
}

/// The file that this write opened at its first attempt; a conflict when another one is called so.
static Result<std::optional<SubjectId>> opened_before(Office& office, db::Session& session,
                                                      const std::string& kind,
                                                      const Submission& first) {
    auto name = first.content.value("name", std::string());
    constexpr std::size_t same_names = 20;
    bool taken = false;
    for (auto& listed : office.registry.search(name, same_names)) {
        auto head = TRY(records::find(session, listed.subject));
        if (!head || head->kind != kind) continue;
        auto rows = TRY(records::load(session, listed.subject));
        if (!TRY(same_file(rows, first))) continue;
        if (!first.write_id.empty() && rows.front().write_id == first.write_id)
            return std::optional(listed.subject);
        taken = true;
    }
    if (taken) return fail(same_name());
    return std::optional<SubjectId>{};
}

static Result<void> check_opening(const Office& office, const std::string& kind,
                                  const std::vector<Submission>& what) {
    for (auto* form : opening_forms(*office.program, kind))
        if (!what.empty() && what.front().form == form->full_id()) return {};
    return fail(
        Error::invalid({"不能建立这类档案", "There are no such files"},
                       {{"form", {"不是建立这类档案的表单", "does not open such a file"}}}));
}

Result<OpenedIn> open_subject_in(Office& office, db::Session& session, const access::Principal& who,
                                 const std::string& kind, const std::vector<Submission>& what) {
    TRY(check_opening(office, kind, what));
    if (auto before = TRY(opened_before(office, session, kind, what.front())))
        return OpenedIn{{*before, true}, {*before, {}, {}}};
    auto& random = office.random ? *office.random : crypto::system_random();
    auto subject = TRY(office.registry.create(session, random));
    TRY(records::create_file(session, subject, kind));
    return OpenedIn{{subject, false},
                    TRY(submit_in(office, session, who, subject, what, Door::opening))};
}

Result<Opened> open_subject(Office& office, const access::Principal& who, const std::string& kind,
                            const std::vector<Submission>& what) {
    auto done = TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return open_subject_in(office, session, who, kind, what);
    }));
    announce(office, done.receipt);
    return done.opened;
}

} // namespace banxing::casework
