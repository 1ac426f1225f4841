#include "trust_reading.h"

#include <audit/words.h>
#include <casework/own_file.h>
#include <clock/clock.h>

#include <desks/words.h>

namespace banxing::http {
namespace {

constexpr const char* reason_place = "access.emergency/reason";
constexpr int most_emergencies = 200;

Error nobody() {
    return Error::not_found(
        {"没有号码和姓名都相符的人。", "There is nobody whose number and name both fit."});
}

/// Number and name together: who knows both knows of the person.
Result<SubjectId> person_of(const Context& context, db::Session& session,
                            const EmergencyWish& wish) {
    auto& registry = context.office().registry;
    auto subject = TRY(registry.by_identity_number(session, wish.identity_number));
    auto known = subject ? TRY(registry.identity_of(session, *subject))
                         : std::optional<registry::Identity>{};
    if (!known || known->name != wish.name) return fail(nobody());
    return *subject;
}

access::RegionRange area_of(const Context& context) {
    return access::inside(context.who().organisation.region);
}

Json shown_event(const Context& context, const audit::Entry& entry) {
    Json out{{"reference", std::to_string(entry.chain) + "-" + std::to_string(entry.seq)},
             {"at", iso(entry.at)},
             {"action", entry.action},
             {"action_words", shown(audit::words_of(entry.action))},
             {"detail", entry.detail}};
    if (entry.account) out["account"] = context.names.account(entry.account->value);
    if (entry.organisation)
        out["organisation"] = shown(context.names.organisation(entry.organisation->value));
    if (const auto* role = context.services.access.roles().find(entry.purpose))
        out["role"] = shown(role->words);
    return out;
}

} // namespace

Result<EmergencyWish> read_emergency(const Request& request) {
    auto fields = TRY(Fields::of(request));
    EmergencyWish out;
    out.identity_number = fields.text("identity_number", 15, 18);
    out.name = fields.text("name", 1, 60);
    out.reason = fields.text("reason", 4, 500);
    TRY(fields.done());
    return out;
}

Result<Json> opened_file(const Context& context, const EmergencyWish& wish) {
    const auto& rules = context.services.families;
    return context.services.database.write(
        db::Priority::emergency, [&](db::Session& s) -> Result<Json> {
            auto subject = TRY(person_of(context, s, wish));
            access::Emergency opened;
            opened.subject = subject;
            opened.reason =
                TRY(context.office().registry.seal(s, subject, wish.reason, reason_place));
            opened.opened = context.now;
            opened.until = {context.now.ms + std::int64_t(rules.emergency_minutes) * 60'000};
            auto id = TRY(access::open_emergency(s, context.who(), opened));
            TRY(casework::note_act(context.office(), s, context.who(), "emergency.opened", subject,
                                   {{"emergency", id}}));
            return Json{
                {"emergency", id}, {"subject", to_text(subject)}, {"until", iso(opened.until)}};
        });
}

Result<Json> emergencies_to_review(const Context& context) {
    return context.read([&](db::Session& s) -> Result<Json> {
        Json out{{"items", Json::array()}};
        for (const auto& one :
             TRY(access::emergencies_to_review(s, area_of(context), most_emergencies))) {
            auto reason =
                TRY(context.office().registry.reveal(s, one.subject, one.reason, reason_place));
            out["items"].push_back(
                {{"emergency", one.id},
                 {"subject", to_text(one.subject)},
                 {"name", context.names.account(one.account.value)},
                 {"organisation", shown(context.names.organisation(one.organisation.value))},
                 {"reason", reason},
                 {"opened", iso(one.opened)},
                 {"until", iso(one.until)}});
        }
        return out;
    });
}

Result<void> reviewed(const Context& context, std::int64_t emergency) {
    return context.services.database.write(
        db::Priority::interactive, [&](db::Session& s) -> Result<void> {
            TRY(access::review_emergency(s, context.who().account, area_of(context), emergency,
                                         context.now));
            return casework::note_act(context.office(), s, context.who(), "emergency.reviewed",
                                      SubjectId{}, {{"emergency", emergency}});
        });
}

Result<audit::Search> read_audit_search(const Request& request, const Context& context) {
    Query query(request);
    audit::Search out;
    auto account = query.integer("account", 0, INT64_MAX, 0);
    out.action = query.text("action", 40);
    auto from = query.text("from", 10), until = query.text("until", 10);
    out.most = int(query.integer("limit", 1, 200, 50));
    TRY(query.done());
    if (account > 0) out.account = AccountId(account);
    auto first = from.empty() ? std::optional(add_days(context.today, -30)) : parse_iso_date(from);
    auto last = until.empty() ? std::optional(context.today) : parse_iso_date(until);
    if (!first || !last)
        return fail(Error::invalid(
            {"日期不对。", "A day is not right."},
            {{first ? "until" : "from",
              {"应为存在的日期，如 2026-03-05", "must be a day that exists, like 2026-03-05"}}}));
    out.from = start_of(*first);
    out.until = start_of(add_days(*last, 1));
    return out;
}

Result<Json> audited(const Context& context, const audit::Search& wanted) {
    auto found = TRY(context.read([&](db::Session& s) { return audit::search(s, wanted); }));
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return casework::note_act(context.office(), s, context.who(), "audit.searched", SubjectId{},
                                  {{"found", found.size()}});
    }));
    Json out{{"items", Json::array()}};
    for (const auto& one : found) out["items"].push_back(shown_event(context, one));
    return out;
}

} // namespace banxing::http
