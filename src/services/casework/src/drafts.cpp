#include "writer.h"

#include <casework/drafts.h>

#include <algorithm>

namespace banxing::casework {

constexpr const char* sealed_as = "draft";

static Json words_json(const Words& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

static Error no_draft() {
    return Error::not_found({"没有这份草稿", "There is no such draft"});
}

/// What the record would offend, as it stands now; nothing when it cannot be read at all.
static Result<Json> offences(Office& office, db::Session& session, SubjectId subject,
                             const Submission& what) {
    auto head = TRY(records::find(session, subject));
    if (!head) return fail(access::no_such_file());
    auto rows = TRY(records::load(session, subject));
    auto records = records::as_records(rows);
    std::string text = what.content.dump();
    derive::Record record;
    record.form = what.form;
    record.day = what.day;
    record.content = text;
    Json out = Json::array();
    for (auto& one : office.program->contradictions({head->kind, records}, record))
        out.push_back(words_json(one.label));
    return out;
}

Result<std::int64_t> keep_draft(Office& office, const access::Principal& who, SubjectId subject,
                                const Submission& what) {
    TRY(require_form(office, who, what.form));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::int64_t> {
            if (!TRY(access::visible(session, who, subject, office.clock.today())))
                return fail(access::no_such_file());
            records::Draft draft;
            draft.form = what.form;
            draft.day = what.day;
            draft.account = who.account.value;
            draft.organisation = who.organisation.id.value;
            draft.role = who.role;
            draft.at = office.clock.now();
            draft.offends = TRY(offences(office, session, subject, what)).dump();
            draft.content =
                TRY(office.registry.seal(session, subject, what.content.dump(), sealed_as));
            auto id = TRY(records::put_draft(session, subject, draft));
            TRY(note(office, session, who, "draft.kept", subject, {{"draft", id}}));
            return id;
        });
}

static bool own(const records::Draft& draft, const access::Principal& who) {
    return draft.organisation == who.organisation.id.value && draft.role == who.role;
}

static Result<std::vector<DraftShown>> drafts_in(Office& office, db::Session& session,
                                                 const access::Principal& who, SubjectId subject) {
    if (!TRY(access::visible(session, who, subject, office.clock.today())))
        return fail(access::no_such_file());
    std::vector<DraftShown> out;
    for (auto& draft : TRY(records::drafts_of(session, subject))) {
        if (!own(draft, who)) continue;
        auto text = TRY(office.registry.reveal(session, subject, draft.content, sealed_as));
        DraftShown shown{draft.id, draft.form, draft.day, TRY(parse_json(text)), {}, draft.at};
        for (auto& words : TRY(parse_json(draft.offends)))
            shown.offends.push_back({words.at("zh"), words.at("en")});
        out.push_back(std::move(shown));
    }
    return out;
}

Result<std::vector<DraftShown>> drafts(Office& office, const access::Principal& who,
                                       SubjectId subject) {
    return office.database.read(
        [&](db::Session& session) { return drafts_in(office, session, who, subject); });
}

static Result<DraftShown> find_draft(Office& office, db::Session& session,
                                     const access::Principal& who, SubjectId subject,
                                     std::int64_t id) {
    for (auto& draft : TRY(drafts_in(office, session, who, subject)))
        if (draft.id == id) return draft;
    return fail(no_draft());
}

Result<void> drop_draft(Office& office, const access::Principal& who, SubjectId subject,
                        std::int64_t id) {
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            TRY(find_draft(office, session, who, subject, id));
            TRY(records::drop_draft(session, subject, id));
            return note(office, session, who, "draft.dropped", subject, {{"draft", id}});
        });
}

Result<Written> submit_draft(Office& office, const access::Principal& who, SubjectId subject,
                             std::int64_t id, const std::string& reason) {
    auto receipt = TRY(office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<Receipt> {
            auto draft = TRY(find_draft(office, session, who, subject, id));
            Submission what{draft.form, draft.day, draft.content, {}, reason, 0};
            auto out = TRY(submit_in(office, session, who, subject, {what}, Door::visible_only));
            TRY(records::drop_draft(session, subject, id));
            return out;
        }));
    announce(office, receipt);
    return receipt.written.front();
}

Result<Receipt> open_subject(Office& office, const access::Principal& who, const std::string& kind,
                             const std::vector<Submission>& what) {
    auto& systems = office.program->source().systems;
    bool known = kind != "person" && std::any_of(systems.begin(), systems.end(), [&](auto& one) {
                     return one.subject_kind == kind;
                 });
    if (!known || what.empty())
        return fail(Error::invalid({"不能建立这类档案", "There are no such files"}));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<Receipt> {
            auto& random = office.random ? *office.random : crypto::system_random();
            SubjectId subject = TRY(office.registry.create(session, random));
            TRY(records::create_file(session, subject, kind));
            return submit_in(office, session, who, subject, what, Door::opening);
        });
}

} // namespace banxing::casework
