#include "shown.h"
#include "writer.h"

#include <casework/own_file.h>

namespace banxing::casework {

Result<Shown> own_file(Office& office, db::Session& session, SubjectId subject, bool locked) {
    auto all = [&](const std::vector<records::Row>& rows) -> Result<std::vector<records::Row>> {
        std::vector<records::Row> out;
        for (auto& row : rows) {
            auto* form = office.program->find_form(row.form);
            if (!form || (form->locked && !locked)) continue;
            out.push_back(row);
            out.back().content = TRY(opened(office, session, subject, *form, row.content)).dump();
        }
        return out;
    };
    return shown_of(office, session, subject, all);
}

Result<Explained> own_explanation(Office& office, db::Session& session, SubjectId subject,
                                  const std::string& benefit, const std::string& period) {
    return explained(office, session, subject, benefit, period);
}

Result<void> derive_again(Office& office, db::Session& session, SubjectId subject) {
    auto head = TRY(records::lock(session, subject));
    TRY(settle(office, session, head, TRY(records::load(session, subject)), office.clock.today()));
    return {};
}

Result<void> note_act(Office& office, db::Session& session, const access::Principal& who,
                      const std::string& action, SubjectId subject, Json detail) {
    return note(office, session, who, action, subject, std::move(detail));
}

} // namespace banxing::casework
