#include "family_sql.h"
#include "sealed.h"

#include <casework/own_file.h>

#include <algorithm>
#include <charconv>
#include <family/requests.h>

namespace banxing::family {
namespace {

Error nothing_such() {
    return Error::not_found({"档案中没有这一项", "There is no such thing in the file"});
}

template <typename Row>
Result<Asked> asked_of(const Desk& desk, db::Session& session, const Row& row) {
    Asked out;
    out.id = row.id;
    out.subject = SubjectId(row.subject_id);
    out.account = AccountId(row.account);
    out.kind = kind_named(row.kind).value_or(Kind::correction);
    out.about = row.about;
    out.words = TRY(revealed(desk.office, session, out.subject, row.words, words_place));
    out.organisation = OrganisationId(row.organisation);
    out.at = {row.at};
    out.due = from_days(row.due_day);
    if (!row.answered_at) return out;
    out.answer = Answer{row.outcome == "granted",
                        TRY(revealed(desk.office, session, out.subject, *row.answer, answer_place)),
                        AccountId(row.answered_by.value_or(0)),
                        OrganisationId(row.answered_for.value_or(0)),
                        {*row.answered_at}};
    return out;
}

/// Who wrote the record answers for it.
Result<OrganisationId> writer_of(db::Session& session, SubjectId subject,
                                 const std::string& about) {
    std::int64_t lineage = 0;
    std::from_chars(about.data(), about.data() + about.size(), lineage);
    auto rows = TRY(records::load(session, subject));
    for (const auto* row : records::in_force(rows))
        if (row->lineage == lineage) return OrganisationId(row->organisation);
    return fail(nothing_such());
}

Result<OrganisationId> answering(db::Session& session, SubjectId subject,
                                 const NewRequest& wanted) {
    if (wanted.kind == Kind::correction) return writer_of(session, subject, wanted.about);
    auto now = TRY(consequences::load(session, subject));
    bool decided = std::ranges::any_of(now.entitled, [&](const derive::Entitled& one) {
        return one.benefit + "/" + one.period == wanted.about;
    });
    if (!decided) return fail(nothing_such());
    return OrganisationId(0);
}

/// Where the file's grants for the review stand: the household registration decides subsidies.
Result<std::int64_t> place_of(db::Session& session, SubjectId subject) {
    auto rows = TRY(records::load(session, subject));
    for (const auto* form : {"base.household_registration", "base.residence"})
        for (const auto* row : records::in_force(rows)) {
            if (row->form != form || row->op == derive::RecordOp::withdrawal) continue;
            auto content = TRY(parse_json(row->content));
            auto field = std::string(form) == "base.residence" ? "village" : "region";
            if (auto region = access::region_of(content.value(field, std::string())))
                return *region;
        }
    return 0;
}

Result<std::int64_t> ask_in(const Desk& desk, db::Session& session, const access::Principal& who,
                            SubjectId subject, const NewRequest& wanted) {
    TRY(child(desk, session, who, subject));
    if (auto known = TRY(session.one(sql::RequestWritten{wanted.write_id}))) {
        if (known->account == who.account.value) return known->id;
        return fail(Error::conflict({"编号已被使用", "The write_id is taken"}));
    }
    auto organisation = TRY(answering(session, subject, wanted));
    auto& office = desk.office;
    auto id = TRY(session.one(sql::HighestRequest{}))->id + 1;
    Date due = add_days(office.clock.today(), desk.rules.answer_days);
    TRY(session.run(sql::AddRequest{
        .id = id,
        .subject_id = subject.value,
        .account = who.account.value,
        .write_id = wanted.write_id,
        .kind = name_of(wanted.kind),
        .about = wanted.about,
        .words = TRY(office.registry.seal(session, subject, wanted.words, words_place)),
        .organisation = organisation.value,
        .place = TRY(place_of(session, subject)),
        .at = office.clock.now().ms,
        .due_day = to_days(due)}));
    TRY(casework::note_act(office, session, who, "request.made", subject,
                           {{"request", id}, {"kind", name_of(wanted.kind)}}));
    return id;
}

bool answers(const access::Principal& who, std::int64_t organisation, std::int64_t place) {
    if (organisation != 0) return organisation == who.organisation.id.value;
    return access::may(who, access::Act::review) && access::reaches(who, place);
}

Result<void> answer_in(const Desk& desk, db::Session& session, const access::Principal& who,
                       std::int64_t request, const Answer& what) {
    auto row = TRY(session.one(sql::Request{request}));
    if (!row || !answers(who, row->organisation, row->place))
        return fail(Error::not_found({"没有这项申请", "There is no such request"}));
    SubjectId subject(row->subject_id);
    auto sealed = TRY(desk.office.registry.seal(session, subject, what.words, answer_place));
    auto changed = TRY(session.run(
        sql::AnswerRequest{request, what.granted ? "granted" : "refused", sealed, who.account.value,
                           who.organisation.id.value, desk.office.clock.now().ms}));
    if (changed == 0) return fail(Error::conflict({"已经答复过了", "It is answered already"}));
    return casework::note_act(desk.office, session, who, "request.answered", subject,
                              {{"request", request}, {"granted", what.granted}});
}

} // namespace

const char* name_of(Kind kind) {
    return kind == Kind::review ? "review" : "correction";
}

std::optional<Kind> kind_named(std::string_view name) {
    for (auto kind : {Kind::correction, Kind::review})
        if (name == name_of(kind)) return kind;
    return std::nullopt;
}

Result<std::int64_t> ask(const Desk& desk, const access::Principal& who, SubjectId subject,
                         const NewRequest& wanted) {
    return desk.office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return ask_in(desk, session, who, subject, wanted);
    });
}

Result<std::vector<Asked>> requests_of(const Desk& desk, db::Session& session, SubjectId subject) {
    std::vector<Asked> out;
    for (auto& row : TRY(session.all(sql::RequestsOf{subject.value})))
        out.push_back(TRY(asked_of(desk, session, row)));
    return out;
}

Result<std::vector<Asked>> requests_on_desk(const Desk& desk, db::Session& session,
                                            const access::Principal& who, int most) {
    std::vector<Asked> out;
    auto reviews = std::int64_t(access::may(who, access::Act::review));
    for (auto& row : TRY(session.all(sql::RequestsOnDesk{.own = who.organisation.id.value,
                     .reviews = reviews,
                     .place_from = who.reach.from,
                     .place_to = who.reach.to,
                     .most = most})))
        out.push_back(TRY(asked_of(desk, session, row)));
    return out;
}

Result<void> answer(const Desk& desk, const access::Principal& who, std::int64_t request,
                    bool granted, const std::string& words) {
    Answer what;
    what.granted = granted;
    what.words = words;
    return desk.office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return answer_in(desk, session, who, request, what);
    });
}

} // namespace banxing::family
