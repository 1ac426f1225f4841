#include "lists_reading.h"

#include "show/referrals.h"
#include "tasks_reading.h"

#include <algorithm>
#include <desks/forms.h>
#include <desks/tasks.h>
#include <wire/context.h>

namespace banxing::http {
namespace {

constexpr int radar_days = 183; // what derive looks ahead

Json shown_coming(const Context& context, const consequences::Coming& one) {
    const auto& t = one.transition;
    Json out{{"subject", to_text(one.subject)},
             {"system", t.system},
             {"system_words", shown(system_words(*context.office().program, t.system))},
             {"transition", t.transition},
             {"title", shown(t.title)},
             {"on", iso(t.on)},
             {"days_left", to_days(t.on) - to_days(context.today)},
             {"ends", t.ends}};
    put_person(out, context, one.subject);
    if (t.place != 0) out["place"] = shown(place_words(context.services.regions, t.place));
    if (!t.hand_over_missing) return out;
    out["missing"] = t.form;
    out["missing_words"] = shown(form_words(*context.office().program, t.form));
    const auto* form = context.office().program->find_form(t.form);
    out["may_write"] =
        form && may_write(*form, context.who()) && access::may(context.who(), access::Act::write);
    return out;
}

Result<void> put_contact(Json& out, const Context& context, db::Session& session,
                         SubjectId subject) {
    auto identity = TRY(context.office().registry.identity_of(session, subject));
    if (!identity) return {};
    if (!identity->guardian_name.empty()) out["guardian"] = identity->guardian_name;
    if (!identity->guardian_phone.empty()) out["phone"] = identity->guardian_phone;
    return {};
}

std::string place_of_page(const consequences::Coming& last) {
    return std::to_string(to_days(last.transition.on)) + "~" + to_text(last.subject) + "~" +
           last.transition.system + "." + last.transition.transition;
}

/// day~subject~key, of the radar and of referrals.
struct ByDay {
    std::int64_t day = -1;
    SubjectId subject = {};
    std::string key;
};
Result<ByDay> read_by_day(const std::vector<std::string>& parts) {
    if (parts.empty()) return ByDay{};
    auto day = whole_number(parts[0]);
    auto subject = parse_subject_id(parts[1]);
    if (!day || !subject) return fail(no_such_page());
    return ByDay{*day, *subject, parts[2]};
}

Json pathways(const Context& context) {
    Json out = Json::array();
    auto sight = context.list_sight();
    for (const auto& system : context.office().program->source().systems) {
        if (system.stages.empty() || !sight.reads(system.id)) continue;
        Json one{{"system", system.id},
                 {"label", shown(system.label)},
                 {"kind", system.subject_kind},
                 {"stages", Json::array()}};
        for (auto stage = system.stages.rbegin(); stage != system.stages.rend(); ++stage)
            if (sight.stage(system.id, stage->id))
                one["stages"].push_back({{"id", stage->id}, {"label", shown(stage->label)}});
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace

Result<void> note_shown(const Context& context, const char* list, const Json& items) {
    std::vector<SubjectId> shown;
    for (const auto& one : items)
        shown.push_back(parse_subject_id(one["subject"].get<std::string>()).value());
    return casework::note_shown(context.office(), context.who(), list, std::move(shown));
}

Result<RadarWish> read_radar(const Request& request) {
    Query query(request);
    RadarWish wish;
    auto place = TRY(read_place(query, "place"));
    wish.filter.from = place.from;
    wish.filter.to = place.to;
    wish.filter.days = int(query.integer("days", 1, radar_days, radar_days));
    wish.filter.missing_only = query.flag("missing");
    wish.contacts = query.flag("contacts");
    wish.filter.limit = int(query.integer("limit", 1, 500, 50));
    auto after = query.page("after", 3);
    TRY(query.done());
    auto from = TRY(read_by_day(after));
    wish.filter.after_day = from.day;
    wish.filter.after_subject = from.subject;
    wish.filter.after_key = from.key;
    return wish;
}

Result<Json> radar_page(const Context& context, const RadarWish& wish) {
    if (wish.contacts && !access::may(context.who(), access::Act::call_list))
        return fail(Error::forbidden({"您的岗位没有这项权限。", "Your post may not do this."}));
    auto page = TRY(context.read([&](db::Session& s) -> Result<Json> {
        auto filter = wish.filter;
        ++filter.limit;
        auto found = TRY(consequences::coming(s, context.list_sight(), filter, context.today));
        Json out{{"items", Json::array()}, {"day", iso(context.today)}};
        bool more = cut(found, wish.filter.limit);
        for (const auto& one : found) {
            auto item = shown_coming(context, one);
            if (wish.contacts) TRY(put_contact(item, context, s, one.subject));
            out["items"].push_back(std::move(item));
        }
        if (more) out["next"] = place_of_page(found.back());
        return out;
    }));
    TRY(note_shown(context, wish.contacts ? "radar.contacts" : "radar", page["items"]));
    return page;
}

Result<consequences::SentFilter> read_sent(const Request& request) {
    Query query(request);
    consequences::SentFilter filter;
    filter.incoming = query.one_of("box", {"in", "out"}, "in") == "in";
    filter.settled = query.flag("settled");
    filter.limit = int(query.integer("limit", 1, 200, 50));
    auto after = query.page("after", 3);
    TRY(query.done());
    auto from = TRY(read_by_day(after));
    filter.after_sent = from.day;
    filter.after_subject = from.subject;
    filter.after_key = from.key;
    return filter;
}

Result<Json> referrals_page(const Context& context, const consequences::SentFilter& filter) {
    auto page = TRY(context.read([&](db::Session& s) -> Result<Json> {
        auto wish = filter;
        ++wish.limit;
        auto found = TRY(consequences::referrals(s, context.who(), wish, context.today));
        Json out{{"items", Json::array()}};
        bool more = cut(found, filter.limit);
        for (const auto& one : found)
            out["items"].push_back(shown(context, one.subject, one.referral));
        if (more) out["next"] = place_of_page(found.back());
        return out;
    }));
    TRY(note_shown(context, "referrals", page["items"]));
    return page;
}

Result<consequences::StandingFilter> read_standing(const Request& request) {
    Query query(request);
    consequences::StandingFilter filter;
    filter.system = query.text("system", 60);
    filter.stage = query.text("stage", 60);
    filter.limit = int(query.integer("limit", 1, 200, 50));
    auto after = query.page("after", 2);
    TRY(query.done());
    if (after.empty()) return filter;
    auto subject = parse_subject_id(after[1]);
    if (!subject) return fail(no_such_page());
    filter.after = {*subject, after[0]};
    return filter;
}

Result<Json> standing_page(const Context& context, const consequences::StandingFilter& filter) {
    Json out{{"items", Json::array()}};
    if (filter.after.stage.empty()) out["systems"] = pathways(context);
    const auto* system = context.office().program->find_system(filter.system);
    if (!system) return out;
    auto found = TRY(context.read([&](db::Session& s) {
        auto wish = filter;
        ++wish.limit;
        return consequences::standing(s, context.list_sight(), wish, context.today);
    }));
    bool more = cut(found, filter.limit);
    for (const auto& one : found) {
        Json item{
            {"subject", to_text(one.subject)},
            {"stage", one.stage},
            {"stage_words", shown(stage_words(*context.office().program, system->id, one.stage))}};
        put_person(item, context, one.subject);
        out["items"].push_back(std::move(item));
    }
    if (more) out["next"] = found.back().stage + "~" + to_text(found.back().subject);
    TRY(note_shown(context, "standing", out["items"]));
    return out;
}

} // namespace banxing::http
