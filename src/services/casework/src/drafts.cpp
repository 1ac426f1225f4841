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

/// The draft as it is kept: sealed, with what it offends now.
static Result<records::Draft> kept(Office& office, db::Session& session,
                                   const access::Principal& who, SubjectId subject,
                                   const Submission& what) {
    records::Draft draft;
    draft.form = what.form;
    draft.day = what.day;
    draft.account = who.account.value;
    draft.organisation = who.organisation.id.value;
    draft.role = who.role;
    draft.at = office.clock.now();
    draft.offends = TRY(offences(office, session, subject, what)).dump();
    draft.content = TRY(office.registry.seal(session, subject, what.content.dump(), sealed_as));
    return draft;
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

Result<std::int64_t> keep_draft(Office& office, const access::Principal& who, SubjectId subject,
                                const Submission& what) {
    TRY(require_form(office, who, what.form));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::int64_t> {
            for (auto& one : TRY(drafts_in(office, session, who, subject)))
                if (one.form == what.form && one.day == what.day && one.content == what.content)
                    return one.id;
            auto draft = TRY(kept(office, session, who, subject, what));
            auto id = TRY(records::put_draft(session, subject, draft));
            TRY(note_act(office, session, who, "draft.kept", subject, {{"draft", id}}));
            return id;
        });
}

Result<std::vector<DraftShown>> drafts(Office& office, const access::Principal& who,
                                       SubjectId subject) {
    return office.database.read(
        [&](db::Session& session) { return drafts_in(office, session, who, subject); });
}

Result<std::vector<records::DraftWaiting>> drafts_waiting(Office& office,
                                                          const access::Principal& who,
                                                          const records::DraftWaiting& after,
                                                          int limit) {
    using Page = std::vector<records::DraftWaiting>;
    return office.database.read([&](db::Session& session) -> Result<Page> {
        Page out;
        auto last = after;
        for (bool more = true; more && int(out.size()) < limit;) {
            auto page = TRY(
                records::drafts_waiting(session, who.organisation.id.value, who.role, last, limit));
            more = int(page.size()) == limit;
            for (auto& one : page) {
                last = one;
                bool seen = TRY(access::visible(session, who, one.subject, office.clock.today()));
                if (seen && int(out.size()) < limit) out.push_back(one);
            }
        }
        return out;
    });
}

static Result<DraftShown> find_draft(Office& office, db::Session& session,
                                     const access::Principal& who, SubjectId subject,
                                     std::int64_t id) {
    for (auto& draft : TRY(drafts_in(office, session, who, subject)))
        if (draft.id == id) return draft;
    return fail(no_draft());
}

Result<void> change_draft(Office& office, const access::Principal& who, SubjectId subject,
                          std::int64_t id, const Submission& what) {
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            Submission now = what;
            now.form = TRY(find_draft(office, session, who, subject, id)).form;
            auto draft = TRY(kept(office, session, who, subject, now));
            draft.id = id;
            TRY(records::change_draft(session, subject, draft));
            return note_act(office, session, who, "draft.changed", subject, {{"draft", id}});
        });
}

Result<void> drop_draft(Office& office, const access::Principal& who, SubjectId subject,
                        std::int64_t id) {
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            TRY(find_draft(office, session, who, subject, id));
            TRY(records::drop_draft(session, subject, id));
            return note_act(office, session, who, "draft.dropped", subject, {{"draft", id}});
        });
}

/// The answer to the first attempt was lost: the record stands, the draft is gone.
static Result<std::optional<Written>> written_before(db::Session& session, SubjectId subject,
                                                     const std::string& write_id) {
    if (write_id.empty()) return std::optional<Written>{};
    for (auto& row : TRY(records::load(session, subject)))
        if (row.write_id == write_id)
            return std::optional(
                Written{subject, row.no, row.lineage, row.version, Effect::unchanged});
    return std::optional<Written>{};
}

Result<Written> submit_draft(Office& office, const access::Principal& who, SubjectId subject,
                             std::int64_t id, const Completion& completed) {
    auto receipt = TRY(office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<Receipt> {
            auto found = find_draft(office, session, who, subject, id);
            if (!found && found.error().fault == Fault::not_found)
                if (auto before = TRY(written_before(session, subject, completed.write_id)))
                    return Receipt{subject, {*before}, {}};
            auto draft = TRY(std::move(found));
            Submission what{draft.form,
                            completed.day.value_or(draft.day),
                            completed.content.value_or(draft.content),
                            completed.write_id,
                            completed.reason,
                            0};
            auto out = TRY(submit_in(office, session, who, subject, {what}, Door::visible_only));
            TRY(records::drop_draft(session, subject, id));
            return out;
        }));
    announce(office, receipt);
    return receipt.written.front();
}

} // namespace banxing::casework
