#include "doubts_reading.h"

#include "tasks_reading.h"

#include <access/grants.h>
#include <clock/clock.h>

#include <desks/file.h>
#include <desks/person.h>
#include <wire/context.h>

namespace banxing::http {
namespace {

constexpr std::size_t records_beside = 10; // enough to know somebody by

Result<Json> shown_candidate(const Context& context, db::Session& session,
                             const registry::Doubt& doubt, SubjectId subject) {
    auto identity = TRY(context.office().registry.identity_of(session, subject));
    Json out{{"person", TRY(person_card(context, session, subject))}};
    out["fields"] = compared(doubt.incoming, identity.value_or(registry::Identity()));
    out["records"] = Json::array();
    if (!TRY(access::visible(session, context.who(), subject, context.today))) return out;
    auto rows = TRY(casework::readable(context.office(), session, context.who(), subject));
    auto standing = records::in_force(rows); // newest first
    if (standing.size() > records_beside) standing.resize(records_beside);
    for (const auto* row : standing) out["records"].push_back(timeline_entry(context, *row, false));
    return out;
}

Result<Json> shown_doubt(const Context& context, db::Session& session,
                         const registry::Doubt& doubt) {
    Json out{{"id", doubt.id},
             {"at", iso(doubt.at)},
             {"why", shown(doubt.why)},
             {"candidates", Json::array()}};
    out["source"] = shown(context.names.organisation(doubt.organisation));
    if (doubt.row > 0) out["row"] = doubt.row;
    out["incoming"] = shown_identity(doubt.incoming);
    for (const auto& one : doubt.candidates)
        out["candidates"].push_back(TRY(shown_candidate(context, session, doubt, one.subject)));
    return out;
}

std::vector<SubjectId> candidates_of(const std::vector<registry::Doubt>& doubts) {
    std::vector<SubjectId> out;
    for (const auto& doubt : doubts)
        for (const auto& one : doubt.candidates) out.push_back(one.subject);
    return out;
}

} // namespace

Result<Verdict> read_verdict(const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto decision = fields.one_of("decision", {"same", "different", "reject"});
    Verdict out;
    out.subject = fields.subject_if_given("subject");
    out.reason = fields.text_or_empty("reason", 200);
    TRY(fields.done());
    if (decision == "same") out.decision = casework::Decision::same;
    if (decision == "different") out.decision = casework::Decision::different;
    return out;
}

Result<Json> doubts_of(const Context& context, const Page& page) {
    const auto& reach = context.who().reach;
    std::vector<registry::Doubt> found;
    auto out = TRY(context.read([&](db::Session& s) -> Result<Json> {
        found = TRY(registry::doubts(s, context.office().vault, reach.from, reach.to, page.after,
                                     page.limit + 1));
        Json list{{"items", Json::array()},
                  {"total", TRY(registry::count_doubts(s, reach.from, reach.to))}};
        bool more = found.size() > std::size_t(page.limit);
        if (more) found.pop_back();
        for (const auto& doubt : found)
            list["items"].push_back(TRY(shown_doubt(context, s, doubt)));
        if (more) list["next"] = std::to_string(found.back().id);
        return list;
    }));
    TRY(casework::note_shown(context.office(), context.who(), "doubts", candidates_of(found)));
    return out;
}

Result<Json> one_doubt(const Context& context, std::int64_t id) {
    std::vector<registry::Doubt> found;
    auto out = TRY(context.read([&](db::Session& s) -> Result<Json> {
        auto doubt = TRY(registry::find_doubt(s, context.office().vault, id));
        if (!doubt || !access::reaches(context.who(), doubt->place))
            return fail(
                Error::not_found({"没有这条存疑记录。", "There is no such doubtful match."}));
        found = {*doubt};
        return shown_doubt(context, s, *doubt);
    }));
    TRY(casework::note_shown(context.office(), context.who(), "doubt", candidates_of(found)));
    return out;
}

} // namespace banxing::http
