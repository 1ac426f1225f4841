#include <casework/facts.h>
#include <casework/own_file.h>

namespace banxing::casework {

static Result<Json> values_in(Office& office, db::Session& session, SubjectId subject,
                              const std::vector<std::string>& ids) {
    auto head = TRY(records::find(session, subject));
    if (!head) return fail(access::no_such_file());
    auto rows = TRY(records::load(session, subject));
    auto records = records::as_records(rows);
    Json out = Json::object();
    for (const auto& id : ids) {
        auto value = office.program->value({head->kind, records}, office.clock.today(), id);
        if (!value || *value == "\"?\"") continue;
        auto parsed = Json::parse(*value, nullptr, false);
        if (!parsed.is_discarded()) out[id] = std::move(parsed);
    }
    return out;
}

Result<Json> facts_for(Office& office, const access::Principal& who, SubjectId subject,
                       const std::string& benefit, const std::vector<std::string>& ids) {
    auto out = TRY(office.database.read([&](db::Session& session) -> Result<Json> {
        if (!TRY(access::visible(session, who, subject, office.clock.today())) ||
            !TRY(sight_of(office, session, who, subject)).benefit(benefit))
            return fail(access::no_such_file());
        return values_in(office, session, subject, ids);
    }));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return note_act(office, session, who, "decision.tried", subject, {{"benefit", benefit}});
    }));
    return out;
}

} // namespace banxing::casework
