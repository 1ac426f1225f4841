#include "writer.h"

#include <audit/audit.h>

#include <algorithm>

namespace banxing::casework {

Result<void> note(Office& office, db::Session& session, const access::Principal& who,
                  const std::string& action, SubjectId subject, Json detail) {
    audit::Event event;
    event.at = office.clock.now();
    if (who.account.value != 0) event.account = who.account;
    if (who.organisation.id.value != 0) event.organisation = who.organisation.id;
    event.action = action;
    if (subject.value != 0) event.subject = subject;
    event.purpose = who.role;
    event.detail = std::move(detail);
    return audit::append(session, event);
}

static bool may_read(const derive::Form& form, const access::Principal& who) {
    auto in = [&](const std::vector<std::string>& roles) {
        return std::find(roles.begin(), roles.end(), who.role) != roles.end();
    };
    return in(form.read_roles) || in(form.write_roles);
}

static Result<Shown> load_shown(Office& office, db::Session& session, const access::Principal& who,
                                SubjectId subject) {
    if (!TRY(access::visible(session, who, subject, office.clock.today())))
        return fail(access::no_such_file());
    auto head = TRY(records::find(session, subject));
    if (!head) return fail(access::no_such_file());
    Shown out{*head, {}, TRY(consequences::load(session, subject))};
    for (auto& row : TRY(records::load(session, subject))) {
        auto* form = office.program->find_form(row.form);
        if (!form || !may_read(*form, who)) continue;
        row.content = TRY(opened(office, session, subject, *form, row.content)).dump();
        out.rows.push_back(std::move(row));
    }
    return out;
}

Result<Shown> read_file(Office& office, const access::Principal& who, SubjectId subject) {
    Shown out = TRY(office.database.read(
        [&](db::Session& session) { return load_shown(office, session, who, subject); }));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return note(office, session, who, "file.read", subject, Json::object());
    }));
    return out;
}

Result<derive::Explanation> explain(Office& office, const access::Principal& who, SubjectId subject,
                                    const std::string& benefit, const std::string& period) {
    return office.database.read([&](db::Session& session) -> Result<derive::Explanation> {
        Date today = office.clock.today();
        if (!TRY(access::visible(session, who, subject, today)))
            return fail(access::no_such_file());
        auto head = TRY(records::find(session, subject));
        if (!head) return fail(access::no_such_file());
        auto rows = TRY(records::load(session, subject));
        auto records = records::as_records(rows);
        return office.program->explain({head->kind, records}, head->derived_on.value_or(today),
                                       benefit, period);
    });
}

} // namespace banxing::casework
