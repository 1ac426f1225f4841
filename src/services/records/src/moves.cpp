#include "records_sql.h"

#include <records/moves.h>

namespace banxing::records {

Result<std::int64_t> note_move(db::Session& session, const Move& move) {
    auto act = TRY(session.one(sql::LastAct{.subject_id = move.from.value}))->act + 1;
    TRY(session.run(sql::PutMove{.subject_id = move.from.value,
                                 .act = act,
                                 .into_subject = move.into.value,
                                 .merge = move.merge ? 1 : 0,
                                 .account = move.account,
                                 .at = move.at.ms,
                                 .reason = move.reason}));
    return act;
}

Result<void> note_moved(db::Session& session, const Move& move, const Moved& moved) {
    TRY(session.run(sql::PutMoved{.subject_id = move.into.value,
                                  .lineage = moved.lineage,
                                  .from_subject = move.from.value,
                                  .act = move.act,
                                  .from_lineage = moved.from_lineage,
                                  .aside = moved.aside ? 1 : 0}));
    return {};
}

Result<std::vector<Moved>> moved_by(db::Session& session, const Move& move) {
    std::vector<Moved> out;
    for (auto& row : TRY(session.all(sql::MovedBy{
             .subject_id = move.into.value, .from_subject = move.from.value, .act = move.act})))
        out.push_back({row.lineage, row.from_lineage, row.aside != 0});
    return out;
}

Result<void> undo_move(db::Session& session, const Move& move, Instant at) {
    TRY(session.run(sql::UndoMove{.subject_id = move.from.value, .act = move.act, .at = at.ms}));
    return {};
}

Result<std::optional<Move>> standing_merge(db::Session& session, SubjectId from) {
    auto row = TRY(session.one(sql::StandingMerge{.subject_id = from.value}));
    if (!row) return std::optional<Move>{};
    return std::optional<Move>(Move{from,
                                    SubjectId{row->into_subject},
                                    row->act,
                                    true,
                                    row->account,
                                    Instant{row->at},
                                    row->reason,
                                    {}});
}

static std::optional<Instant> instant_of(const std::optional<std::int64_t>& ms) {
    return ms ? std::optional(Instant{*ms}) : std::nullopt;
}

Result<std::vector<Move>> moves_of(db::Session& session, SubjectId subject) {
    std::vector<Move> out;
    for (auto& row : TRY(session.all(sql::MovesFrom{.subject_id = subject.value})))
        out.push_back({subject, SubjectId{row.into_subject}, row.act, row.merge != 0, row.account,
                       Instant{row.at}, row.reason, instant_of(row.undone_at)});
    for (auto& row : TRY(session.all(sql::MovesInto{.into_subject = subject.value})))
        out.push_back({SubjectId{row.subject_id}, subject, row.act, row.merge != 0, row.account,
                       Instant{row.at}, row.reason, instant_of(row.undone_at)});
    return out;
}

Result<SubjectId> standing(db::Session& session, SubjectId subject) {
    auto merge = TRY(standing_merge(session, subject));
    if (!merge) return subject;
    return standing(session, merge->into); // a merged file takes in no other: this ends
}

Result<std::int64_t> put_draft(db::Session& session, SubjectId subject, const Draft& draft) {
    auto id = TRY(session.one(sql::LastDraft{.subject_id = subject.value}))->id + 1;
    TRY(session.run(sql::PutDraft{.subject_id = subject.value,
                                  .id = id,
                                  .form = draft.form,
                                  .day = to_days(draft.day),
                                  .account = draft.account,
                                  .organisation = draft.organisation,
                                  .role = draft.role,
                                  .at = draft.at.ms,
                                  .offends = draft.offends,
                                  .content = draft.content}));
    return id;
}

Result<std::vector<Draft>> drafts_of(db::Session& session, SubjectId subject) {
    std::vector<Draft> out;
    for (auto& row : TRY(session.all(sql::DraftsOf{.subject_id = subject.value})))
        out.push_back({row.id, row.form, from_days(row.day), row.account, row.organisation,
                       row.role, Instant{row.at}, row.offends, row.content});
    return out;
}

Result<bool> change_draft(db::Session& session, SubjectId subject, const Draft& draft) {
    return TRY(session.run(sql::ChangeDraft{.subject_id = subject.value,
                                            .id = draft.id,
                                            .day = to_days(draft.day),
                                            .account = draft.account,
                                            .at = draft.at.ms,
                                            .offends = draft.offends,
                                            .content = draft.content})) > 0;
}

Result<std::vector<DraftWaiting>> drafts_waiting(db::Session& session, std::int64_t organisation,
                                                 const std::string& role, const DraftWaiting& after,
                                                 int limit) {
    std::vector<DraftWaiting> out;
    for (auto& row : TRY(session.all(sql::DraftsWaiting{.organisation = organisation,
                     .role = role,
                     .after_at = after.at.ms,
                     .after_subject = after.subject.value,
                     .after_id = after.id,
                     .limit = limit})))
        out.push_back(
            {SubjectId{row.subject_id}, row.id, row.form, from_days(row.day), Instant{row.at}});
    return out;
}

Result<bool> drop_draft(db::Session& session, SubjectId subject, std::int64_t id) {
    return TRY(session.run(sql::DropDraft{.subject_id = subject.value, .id = id})) > 0;
}

Result<void> drop_drafts(db::Session& session, SubjectId subject) {
    TRY(session.run(sql::DropDrafts{subject.value}));
    return {};
}

} // namespace banxing::records
