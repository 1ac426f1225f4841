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

/// What a doubt keeps of a submission: the same row handed in again is the same doubt.
static Json as_json(const Submission& one) {
    return {{"form", one.form}, {"day", iso(one.day)}, {"content", one.content}};
}

static Submission from_json(const Json& json, std::int64_t import) {
    Date day = parse_iso_date(json.at("day").get<std::string>()).value(); // our own text
    return {json.at("form"), day, json.at("content"), {}, {}, import};
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

static Result<Receipt> open_file(Office& office, db::Session& session, const access::Principal& who,
                                 const std::vector<Submission>& what) {
    auto& random = office.random ? *office.random : crypto::system_random();
    SubjectId subject = TRY(office.registry.create(session, random));
    TRY(records::create_file(session, subject, "person"));
    return submit_in(office, session, who, subject, what, Door::opening);
}

static const records::Row* standing(const std::vector<records::Row>& rows,
                                    const std::string& form) {
    for (auto* row : records::in_force(rows))
        if (row->form == form && row->op != derive::RecordOp::withdrawal) return row;
    return nullptr;
}

/// What a row leaves out stays as it was; true when that changes nothing.
static bool overlay(Json& content, const Json& before) {
    for (auto& [field, value] : before.items())
        if (!content.contains(field)) content[field] = value;
    return content == before;
}

/// A file that a list speaks of.
struct Known {
    SubjectId subject;
    std::vector<records::Row> rows;
};

/// Whether a record has to be written: not another organisation's registration, and not a state
/// that stands already (residence …). What the row leaves out is filled in.
static Result<bool> needed(Office& office, db::Session& session, const access::Principal& who,
                           const Known& file, Submission& one) {
    auto* form = office.program->find_form(one.form);
    if (!form || form->kind != derive::FormKind::state) return true;
    auto* before = standing(file.rows, one.form);
    if (!before) return true;
    bool registration = one.form == registration_form;
    if (registration && before->organisation != who.organisation.id.value) return false;
    Json known = TRY(opened(office, session, file.subject, *form, before->content));
    if (overlay(one.content, known)) return false;
    if (registration) one.day = before->day;
    return true;
}

/// A row about somebody who has a file; the registration comes first.
static Result<Receipt> write_known(Office& office, db::Session& session,
                                   const access::Principal& who, SubjectId subject,
                                   std::vector<Submission> what) {
    Known file{subject, TRY(records::load(session, subject))};
    std::vector<Submission> wanted;
    for (auto& one : what)
        if (TRY(needed(office, session, who, file, one))) wanted.push_back(std::move(one));
    return submit_in(office, session, who, subject, wanted, Door::opening);
}

/// What a doubtful row says of whom, for the desk; the registration comes first.
static registry::Doubt doubt_of(Office& office, const access::Principal& who,
                                const registry::Match& match, const std::vector<Submission>& what,
                                Origin origin) {
    registry::Doubt doubt;
    doubt.at = office.clock.now();
    doubt.organisation = who.organisation.id.value;
    doubt.import = origin.import;
    doubt.row = origin.row;
    doubt.place = place_of(who, what);
    doubt.why = match.why;
    doubt.incoming = identity_in(what.front().content);
    doubt.candidates = match.doubtful;
    Json submissions = Json::array();
    for (auto& one : what) submissions.push_back(as_json(one));
    doubt.submission = {{"organisation", who.organisation.id.value},
                        {"role", who.role},
                        {"records", std::move(submissions)}};
    return doubt;
}

static std::int64_t county_of(std::int64_t place) {
    constexpr std::int64_t below_county = 1'000'000; // 6 of 12 digits
    return place / below_county * below_county;
}

/// About a file that the one who asks may not see, the county's desk decides, and another person:
/// else whoever claims that somebody lives here would read their file.
static Result<void> hand_up(Office& office, db::Session& session, const access::Principal& who,
                            registry::Doubt& doubt) {
    for (auto& one : doubt.candidates) {
        if (TRY(access::visible(session, who, one.subject, office.clock.today()))) continue;
        doubt.place = county_of(doubt.place);
        doubt.submission["asked_by"] = who.account.value;
        return {};
    }
    return {};
}

static Result<Registered> to_the_desk(Office& office, db::Session& session,
                                      const access::Principal& who, registry::Doubt doubt,
                                      const std::vector<Submission>& what) {
    if (doubt.import == 0) TRY(hand_up(office, session, who, doubt));
    auto id = TRY(registry::add_doubt(session, office.vault, doubt));
    auto known = TRY(registry::find_doubt(session, office.vault, id));
    Registered out;
    if (!known || !known->decided) {
        out.doubt = id;
        if (doubt.import == 0)
            TRY(note_act(office, session, who, "registration.doubted", SubjectId{},
                         {{"doubt", id}}));
        return out;
    }
    if (!known->into)
        return fail(Error::invalid({"核对时已认定这一行有误，请更正后再交",
                                    "Somebody found this row to be wrong; correct it first"}));
    out.existed = true;
    out.receipt = TRY(write_known(office, session, who, *known->into, what));
    return out;
}

static Result<Submission> checked(const Office& office, const access::Principal& who,
                                  Submission what) {
    auto* form = TRY(require_form(office, who, what.form));
    TRY(check_day(*form, what.day, office.clock.today()));
    what.content =
        TRY(policy::validate(*form, what.content, office.clock.today(), &office.regions));
    return what;
}

/// The answer to the first attempt was lost: its own file is no doubtful match.
static Result<void> recognise_retry(db::Session& session, const std::string& write_id,
                                    registry::Match& match) {
    if (write_id.empty()) return {};
    for (auto& candidate : match.doubtful)
        for (auto& row : TRY(records::load(session, candidate.subject)))
            if (row.write_id == write_id) match.certain = candidate.subject;
    return {};
}

/// Somebody with a file that the post may not see does not come into its area by its word alone: a
/// person compares both sides.
static Result<void> doubt_the_unseen(Office& office, db::Session& session,
                                     const access::Principal& who, registry::Match& match) {
    if (!match.certain || TRY(access::visible(session, who, *match.certain, office.clock.today())))
        return {};
    match.doubtful = {{*match.certain, {}, {}}};
    match.certain = {};
    match.why = {"此人在别处已有档案，请核对是否迁来",
                 "This person has a file elsewhere: check whether they have moved here"};
    return {};
}

static Result<Registered> find_or_open_checked(Office& office, db::Session& session,
                                               const access::Principal& who,
                                               const std::vector<Submission>& what, Origin origin) {
    auto identity = identity_in(what.front().content);
    TRY(office.registry.take_turn(session, identity));
    auto match = TRY(office.registry.match(session, identity));
    TRY(recognise_retry(session, what.front().write_id, match));
    bool by_hand = origin.import == 0;
    if (by_hand && what.size() > 1) TRY(doubt_the_unseen(office, session, who, match));
    if (!match.certain && !match.doubtful.empty())
        return to_the_desk(office, session, who, doubt_of(office, who, match, what, origin), what);
    Registered out;
    out.existed = match.certain.has_value();
    if (match.certain) {
        out.receipt = TRY(write_known(office, session, who, *match.certain, what));
        return out;
    }
    out.receipt = TRY(open_file(office, session, who, what));
    return out;
}

Result<Registered> find_or_open(Office& office, db::Session& session, const access::Principal& who,
                                const Submission& registration, const std::vector<Submission>& more,
                                Origin origin) {
    std::vector<Submission> what{TRY(checked(office, who, registration))};
    what.insert(what.end(), more.begin(), more.end());
    return find_or_open_checked(office, session, who, what, origin);
}

/// All that is sent together is checked before anything is looked for; faults of further records
/// say which: more[0].village.
static Result<std::vector<Submission>> checked_together(const Office& office,
                                                        const access::Principal& who,
                                                        const Submission& registration,
                                                        const std::vector<Submission>& more) {
    std::vector<Submission> what{TRY(checked(office, who, registration))};
    for (auto& one : more) {
        auto good = checked(office, who, one);
        if (!good) {
            auto error = std::move(good).error();
            auto at = "more[" + std::to_string(what.size() - 1) + "].";
            for (auto& issue : error.fields) issue.field.insert(0, at);
            return fail(std::move(error));
        }
        what.push_back(std::move(*good));
    }
    return what;
}

Result<Registered> register_person(Office& office, const access::Principal& who,
                                   const Submission& registration,
                                   const std::vector<Submission>& more) {
    auto what = TRY(checked_together(office, who, registration, more));
    Registered out =
        TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
            return find_or_open_checked(office, session, who, what, {});
        }));
    if (out.receipt) announce(office, *out.receipt);
    return out;
}

/// The record is the organisation's that handed the row in; entered by the one who decided.
static access::Principal author_of(const Json& submission, const access::Principal& decider) {
    access::Principal author;
    author.account = decider.account;
    author.organisation.id = OrganisationId{submission.at("organisation").get<std::int64_t>()};
    author.role = submission.at("role");
    return author;
}

static Result<Receipt> carry_out(Office& office, db::Session& session,
                                 const access::Principal& decider, const registry::Doubt& doubt,
                                 std::optional<SubjectId> same_as) {
    access::Principal author = author_of(doubt.submission, decider);
    std::vector<Submission> what;
    for (auto& one : doubt.submission.at("records")) what.push_back(from_json(one, doubt.import));
    if (!same_as) return open_file(office, session, author, what);
    return write_known(office, session, author, *same_as, std::move(what));
}

static Result<registry::Doubt> open_doubt(Office& office, db::Session& session,
                                          const access::Principal& who, std::int64_t id) {
    auto doubt = TRY(registry::find_doubt(session, office.vault, id));
    if (!doubt || !access::reaches(who, doubt->place))
        return fail(Error::not_found({"没有这条存疑记录", "There is no such doubtful match"}));
    if (doubt->submission.value("asked_by", std::int64_t{0}) == who.account.value)
        return fail(
            Error::forbidden({"涉及您看不到的档案，请由另一位同事核对",
                              "It is about a file you may not see: another person decides"}));
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
                out = TRY(carry_out(office, session, who, doubt,
                                    decision == Decision::same ? subject : std::nullopt));
            TRY(registry::decide_doubt(session, id, names[int(decision)], who.account.value,
                                       office.clock.now(),
                                       out ? std::optional(out->subject) : std::nullopt));
            Json detail = {{"doubt", id},
                           {"decision", names[int(decision)]},
                           {"stated_reason", !reason.empty()}};
            TRY(note_act(office, session, who, "doubt.decided", out ? out->subject : SubjectId{},
                         detail));
            return out;
        }));
    if (receipt) announce(office, *receipt);
    return {};
}

Result<std::int64_t> close_doubts_in(Office& office, db::Session& session,
                                     const access::Principal& who, std::int64_t import) {
    auto closed =
        TRY(registry::close_doubts_of(session, import, who.account.value, office.clock.now()));
    if (closed > 0)
        TRY(note_act(office, session, who, "doubts.closed", SubjectId{},
                     {{"list", import}, {"count", closed}}));
    return closed;
}

} // namespace banxing::casework
