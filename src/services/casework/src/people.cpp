#include "writer.h"

#include <algorithm>

namespace banxing::casework {

static registry::Identity identity_in(const Json& content) {
    auto text = [&](const char* field) { return content.value(field, std::string()); };
    return {text("name"),
            text("sex"),
            parse_iso_date(text("birth_date")),
            text("identity_number"),
            text("guardian_name"),
            text("guardian_phone")};
}

static Json as_json(const Submission& one) {
    return {{"form", one.form},         {"day", iso(one.day)},  {"content", one.content},
            {"write_id", one.write_id}, {"reason", one.reason}, {"import", one.import}};
}

static Submission from_json(const Json& json) {
    return {json.at("form"),    parse_iso_date(json.at("day").get<std::string>()).value(),
            json.at("content"), json.at("write_id"),
            json.at("reason"),  json.at("import")};
}

/// Where somebody lives or will be asked about: the village of a residence record, else the
/// organisation's own region.
static std::int64_t place_of(const access::Principal& who, const std::vector<Submission>& more) {
    for (auto& one : more)
        if (one.form == "base.residence" && one.content.contains("village"))
            if (auto place = access::region_of(one.content["village"].get<std::string>()))
                return *place;
    return who.organisation.region;
}

static Result<Registered> to_the_desk(Office& office, db::Session& session,
                                      const access::Principal& who, const registry::Match& match,
                                      const Submission& registration,
                                      const std::vector<Submission>& more, Origin origin) {
    registry::Doubt doubt;
    doubt.at = office.clock.now();
    doubt.organisation = who.organisation.id.value;
    doubt.import = origin.import;
    doubt.row = origin.row;
    doubt.place = place_of(who, more);
    doubt.why = match.why;
    doubt.incoming = identity_in(registration.content);
    doubt.candidates = match.doubtful;
    Json submissions = Json::array({as_json(registration)});
    for (auto& one : more) submissions.push_back(as_json(one));
    doubt.submission = {{"account", who.account.value},
                        {"organisation", who.organisation.id.value},
                        {"role", who.role},
                        {"records", std::move(submissions)}};
    Registered out;
    out.doubt = TRY(registry::add_doubt(session, office.vault, doubt));
    return out;
}

static Result<Receipt> open_file(Office& office, db::Session& session, const access::Principal& who,
                                 const std::vector<Submission>& what) {
    auto& random = office.random ? *office.random : crypto::system_random();
    SubjectId subject = TRY(office.registry.create(session, random));
    TRY(records::create_file(session, subject, "person"));
    return submit_in(office, session, who, subject, what, Door::opening);
}

/// Another organisation's registration stays as it is; one's own is corrected by what comes now.
static Result<bool> may_correct_registration(db::Session& session, const access::Principal& who,
                                             SubjectId subject) {
    auto rows = TRY(records::load(session, subject));
    for (auto* row : records::in_force(rows))
        if (row->form == registration_form && row->op != derive::RecordOp::withdrawal)
            return row->organisation == who.organisation.id.value;
    return true;
}

Result<Registered> find_or_open(Office& office, db::Session& session, const access::Principal& who,
                                const Submission& registration, const std::vector<Submission>& more,
                                Origin origin) {
    auto* form = TRY(require_form(office, who, registration.form));
    Submission checked = registration;
    checked.content =
        TRY(policy::validate(*form, registration.content, office.clock.today(), &office.regions));
    auto match = TRY(office.registry.match(session, identity_in(checked.content)));
    if (!match.certain && !match.doubtful.empty())
        return to_the_desk(office, session, who, match, checked, more, origin);
    std::vector<Submission> what;
    if (!match.certain || TRY(may_correct_registration(session, who, *match.certain)))
        what.push_back(checked);
    what.insert(what.end(), more.begin(), more.end());
    Registered out;
    out.existed = match.certain.has_value();
    out.receipt = match.certain
                      ? TRY(submit_in(office, session, who, *match.certain, what, Door::opening))
                      : TRY(open_file(office, session, who, what));
    return out;
}

Result<Registered> register_person(Office& office, const access::Principal& who,
                                   const Submission& registration,
                                   const std::vector<Submission>& more) {
    Registered out =
        TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
            return find_or_open(office, session, who, registration, more, {});
        }));
    if (out.receipt) announce(office, *out.receipt);
    return out;
}

/// Whose act it was that is carried out now: the one who handed the row in, at the organisation it
/// was for.
static access::Principal author_of(const Json& submission) {
    access::Principal author;
    author.account = AccountId{submission.at("account").get<std::int64_t>()};
    author.organisation.id = OrganisationId{submission.at("organisation").get<std::int64_t>()};
    author.role = submission.at("role");
    return author;
}

static Result<Receipt> carry_out(Office& office, db::Session& session, const registry::Doubt& doubt,
                                 std::optional<SubjectId> same_as) {
    access::Principal author = author_of(doubt.submission);
    std::vector<Submission> what;
    for (auto& one : doubt.submission.at("records")) what.push_back(from_json(one));
    if (!same_as) return open_file(office, session, author, what);
    if (!TRY(may_correct_registration(session, author, *same_as))) what.erase(what.begin());
    return submit_in(office, session, author, *same_as, what, Door::opening);
}

static Result<registry::Doubt> open_doubt(Office& office, db::Session& session,
                                          const access::Principal& who, std::int64_t id) {
    auto doubt = TRY(registry::find_doubt(session, office.vault, id));
    if (!doubt || !access::reaches(who, doubt->place))
        return fail(Error::not_found({"没有这条存疑记录", "There is no such doubtful match"}));
    return *doubt;
}

static Result<void> check_choice(const registry::Doubt& doubt, Decision decision,
                                 std::optional<SubjectId> subject) {
    if (decision != Decision::same) return {};
    auto is = [&](auto& candidate) { return subject && candidate.subject == *subject; };
    if (std::any_of(doubt.candidates.begin(), doubt.candidates.end(), is)) return {};
    return fail(Error::invalid({"请选择是哪一位", "Choose which person it is"},
                               {{"subject", {"不在候选人中", "not among the candidates"}}}));
}

Result<void> decide_doubt(Office& office, const access::Principal& who, std::int64_t id,
                          Decision decision, std::optional<SubjectId> subject,
                          const std::string& reason) {
    static constexpr const char* names[] = {"same", "different", "reject"};
    auto receipt = TRY(office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::optional<Receipt>> {
            auto doubt = TRY(open_doubt(office, session, who, id));
            TRY(check_choice(doubt, decision, subject));
            std::optional<Receipt> out;
            if (decision != Decision::reject)
                out = TRY(carry_out(office, session, doubt,
                                    decision == Decision::same ? subject : std::nullopt));
            TRY(registry::decide_doubt(session, id, names[int(decision)], who.account.value,
                                       office.clock.now(),
                                       out ? std::optional(out->subject) : std::nullopt));
            Json detail = {{"doubt", id},
                           {"decision", names[int(decision)]},
                           {"stated_reason", !reason.empty()}};
            TRY(note(office, session, who, "doubt.decided", out ? out->subject : SubjectId{},
                     detail));
            return out;
        }));
    if (receipt) announce(office, *receipt);
    return {};
}

} // namespace banxing::casework
