#include "ahead.h"
#include "frozen.h"
#include "shown.h"
#include "writer.h"

#include <audit/audit.h>
#include <records/moves.h>

#include <algorithm>
#include <set>

namespace banxing::casework {

audit::Event event_by(const Office& office, const access::Principal& who, const std::string& action,
                      Json detail) {
    audit::Event event;
    event.at = office.clock.now();
    if (who.account.value != 0) event.account = who.account;
    if (who.organisation.id.value != 0) event.organisation = who.organisation.id;
    event.action = action;
    event.purpose = who.role;
    event.detail = std::move(detail);
    return event;
}

Result<void> note_act(Office& office, db::Session& session, const access::Principal& who,
                      const std::string& action, SubjectId subject, Json detail) {
    auto event = event_by(office, who, action, std::move(detail));
    if (subject.value != 0) event.subject = subject;
    return audit::append(session, event);
}

Result<consequences::Sight> sight_of(Office& office, db::Session& session,
                                     const access::Principal& who, SubjectId subject) {
    auto open = TRY(access::purposes_open(session, who, subject, office.clock.today()));
    return consequences::Sight::of_post(*office.program, office.roles, who, open);
}

static Result<std::vector<records::Row>> readable_of(Office& office, db::Session& session,
                                                     const consequences::Sight& sight,
                                                     SubjectId subject,
                                                     const std::vector<records::Row>& all) {
    std::vector<records::Row> out;
    for (auto& row : all) {
        auto* form = office.program->find_form(row.form);
        if (!form || !sight.form(*form)) continue;
        out.push_back(row);
        out.back().content = TRY(opened(office, session, subject, *form, row.content)).dump();
    }
    return out;
}

Result<std::vector<records::Row>> readable(Office& office, db::Session& session,
                                           const access::Principal& who, SubjectId subject) {
    auto sight = TRY(sight_of(office, session, who, subject));
    return readable_of(office, session, sight, subject, TRY(records::load(session, subject)));
}

Result<std::optional<Json>> newest(Office& office, db::Session& session,
                                   const access::Principal& who, SubjectId subject,
                                   const std::string& form) {
    auto* found = office.program->find_form(form);
    if (!found || !TRY(sight_of(office, session, who, subject)).form(*found))
        return std::optional<Json>{};
    auto rows = TRY(records::load(session, subject));
    for (auto* row : records::in_force(rows))
        if (row->form == form && row->op != derive::RecordOp::withdrawal)
            return std::optional(TRY(opened(office, session, subject, *found, row->content)));
    return std::optional<Json>{};
}

/// What lies ahead is learnt as what stands: a stage that may not be learnt is none.
static void narrow(Ahead& ahead, const consequences::Sight& sight) {
    std::erase_if(ahead.planned, [&](auto& one) { return !sight.task(one); });
    for (auto& one : ahead.changes)
        for (auto* stage : {&one.before, &one.after})
            if (!stage->empty() && !sight.stage(one.system, *stage)) stage->clear();
    std::erase_if(ahead.changes, [](auto& one) { return one.before == one.after; });
}

/// Where the file stands in each list in which it waits.
static Result<std::vector<consequences::Rank>>
ranks_of(Office& office, db::Session& session, SubjectId subject,
         const std::vector<derive::PoolEntry>& entries) {
    std::vector<consequences::Rank> out;
    for (auto& entry : entries) {
        auto* pool = consequences::find_pool(*office.program, entry.pool);
        bool waits = pool && entry.side == derive::PoolSide::waits;
        out.push_back(waits ? TRY(consequences::rank_of(session, *pool, subject, entry))
                            : consequences::Rank{});
    }
    return out;
}

Result<Shown> shown_of(Office& office, db::Session& session, SubjectId subject,
                       const consequences::Sight& sight) {
    Date today = office.clock.today();
    auto head = TRY(records::find(session, subject));
    if (!head) return fail(access::no_such_file());
    Shown out{*head, {}, TRY(consequences::load(session, subject)), {}, {}, {}};
    auto rows = TRY(records::load(session, subject));
    auto records = records::as_records(rows);
    derive::File file{head->kind, records};
    auto now = office.program->derive(file, today);
    out.ahead = look_ahead(*office.program, file, today);
    out.paying = entitlement::month_states(out.consequences.entitled, now.paid_before,
                                           TRY(entitlement::claims_of(session, subject)));
    sight.narrow(out.consequences);
    narrow(out.ahead, sight);
    out.ranks = TRY(ranks_of(office, session, subject, out.consequences.pools));
    out.rows = TRY(readable_of(office, session, sight, subject, rows));
    return out;
}

static Result<Shown> load_shown(Office& office, db::Session& session, const access::Principal& who,
                                SubjectId asked) {
    SubjectId subject = TRY(records::standing(session, asked)); // a merged file leads on
    if (!TRY(access::visible(session, who, subject, office.clock.today())))
        return fail(access::no_such_file());
    return shown_of(office, session, subject, TRY(sight_of(office, session, who, subject)));
}

Result<Shown> read_file(Office& office, const access::Principal& who, SubjectId subject) {
    Shown out = TRY(office.database.read(
        [&](db::Session& session) { return load_shown(office, session, who, subject); }));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return note_act(office, session, who, "file.read", out.head.subject, Json::object());
    }));
    return out;
}

static void note_used(const derive::Explanation& why, std::set<std::int64_t>& used) {
    for (auto* facts : {&why.facts, &why.needs})
        for (auto& fact : *facts) used.insert(fact.record);
}

/// The records that the facts came from: which form, which day, whose.
static std::vector<records::Row> behind(const Explained& all, std::vector<records::Row> rows) {
    std::set<std::int64_t> used;
    if (all.why) note_used(*all.why, used);
    for (auto& one : all.then)
        if (one.why) note_used(*one.why, used);
    std::erase_if(rows, [&](auto& row) { return !used.contains(row.no); });
    for (auto& row : rows) row.content.clear();
    return rows;
}

Result<Explained> explained(Office& office, db::Session& session, SubjectId subject,
                            const std::string& benefit, const std::string& period) {
    auto head = TRY(records::find(session, subject));
    if (!head) return fail(access::no_such_file());
    auto rows = TRY(records::load(session, subject));
    auto records = records::as_records(rows);
    auto& program = *office.program;
    auto why = program.explain({head->kind, records},
                               head->derived_on.value_or(office.clock.today()), benefit, period);
    Explained out;
    out.policy = program.source().version;
    out.then = TRY(thawed(session, subject, benefit, period, rows));
    if (why)
        out.why = std::move(*why);
    else if (out.then.empty())
        return fail(why.error());
    out.rows = behind(out, std::move(rows));
    return out;
}

Result<Explained> explain(Office& office, const access::Principal& who, SubjectId subject,
                          const std::string& benefit, const std::string& period) {
    auto out = TRY(office.database.read([&](db::Session& session) -> Result<Explained> {
        if (!TRY(access::visible(session, who, subject, office.clock.today())) ||
            !TRY(sight_of(office, session, who, subject)).benefit(benefit))
            return fail(access::no_such_file());
        return explained(office, session, subject, benefit, period);
    }));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return note_act(office, session, who, "explanation.read", subject, {{"benefit", benefit}});
    }));
    return out;
}

Result<void> note_shown(Office& office, const access::Principal& who, const std::string& list,
                        std::vector<SubjectId> shown) {
    if (shown.empty()) return {};
    auto event = event_by(office, who, "list.shown", {{"list", list}});
    event.shown = std::move(shown);
    return office.database.write(db::Priority::interactive,
                                 [&](db::Session& s) { return audit::append(s, event); });
}

} // namespace banxing::casework
