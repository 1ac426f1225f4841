#include "duties_reading.h"

#include "show/figures.h"

#include <casework/own_file.h>
#include <clock/clock.h>
#include <consequences/figures.h>

#include <algorithm>
#include <insight/board.h>
#include <map>

namespace banxing::http {
namespace {

Result<const duties::Register*> registers(const Context& context) {
    if (!context.services.duties)
        return fail(Error::not_found({"没有登记表", "There is no register"}));
    return context.services.duties;
}

const char* name_of(duties::State state) {
    static constexpr const char* names[] = {"closed",  "ahead", "on_time",
                                            "at_risk", "late",  "lasting"};
    return names[int(state)];
}

Json unit_shown(const duties::Register& all, const std::string& id) {
    auto* unit = all.find_unit(id);
    return {{"id", id}, {"name", shown(unit ? unit->label : Words{id, id})}};
}

Json units_shown(const duties::Register& all, const std::vector<std::string>& ids) {
    Json out = Json::array();
    for (auto& id : ids) out.push_back(unit_shown(all, id));
    return out;
}

Json shown(const Context& context, const duties::Note& note) {
    Json out{
        {"id", note.id},     {"about", note.about},
        {"kind", note.kind}, {"day", iso(note.day)},
        {"text", note.text}, {"by", http::shown(context.names.organisation(note.organisation))},
        {"at", iso(note.at)}};
    if (note.due) out["due"] = iso(*note.due);
    if (!note.unit.empty()) out["unit"] = note.unit;
    if (note.amount) out["amount"] = *note.amount;
    if (note.answers > 0) out["answers"] = note.answers;
    return out;
}

/// How the figures of a duty stand; the worst of them counts.
duties::Figures worst(const std::vector<insight::Standing>& all) {
    using insight::Standing;
    auto any = [&](Standing one) { return std::ranges::find(all, one) != all.end(); };
    if (any(Standing::missed)) return duties::Figures::missed;
    if (any(Standing::at_risk)) return duties::Figures::at_risk;
    if (any(Standing::on_track)) return duties::Figures::on_track;
    return any(Standing::reached) ? duties::Figures::reached : duties::Figures::none;
}

class DutiesPage {
public:
    DutiesPage(const Context& context, const duties::Register& all)
        : context_(context), all_(all) {}

    Result<void> read(db::Session& session) {
        for (auto& note : TRY(duties::notes(session, ""))) about_[note.about].push_back(note);
        auto month = consequences::month_number(context_.today);
        for (auto& one : TRY(insight::board(session, context_.services.cube,
                                            *context_.office().program, {all_.region, month, 24})))
            figures_[one.listed.id] = one;
        return {};
    }

    Json duty(const duties::Duty& duty) {
        std::vector<insight::Standing> standings;
        Json figures = Json::array();
        for (auto& id : duty.figures) {
            auto at = figures_.find(id);
            if (at == figures_.end()) continue;
            for (auto* target : insight::targets_of(*at->second.listed.indicator, all_.region))
                standings.push_back(
                    insight::standing(*at->second.listed.indicator, *target, at->second.course));
            figures.push_back(http::shown(at->second, all_.region));
        }
        auto& notes = about_["duty/" + duty.id];
        auto standing = duties::standing(duty.due, worst(standings), notes, context_.today);
        Json out{{"id", duty.id},
                 {"clause", duty.clause},
                 {"title", http::shown(duty.label)},
                 {"lead", units_shown(all_, duty.lead)},
                 {"responsible", units_shown(all_, duty.responsible)},
                 {"documents", duty.documents},
                 {"figures", std::move(figures)},
                 {"state", name_of(standing.state)},
                 {"open_orders", standing.open_orders},
                 {"overdue_orders", standing.overdue_orders},
                 {"notes", notes.size()}};
        if (duty.due) out["due"] = iso(*duty.due);
        if (!duty.points.empty()) out["points"] = duty.points, out["item"] = duty.item_clause;
        if (standing.last_progress) out["last_progress"] = iso(*standing.last_progress);
        return out;
    }

    Json post(const duties::Post& post) {
        Json out{{"id", post.id},
                 {"title", http::shown(post.label)},
                 {"role", http::shown(post.role)},
                 {"unit", unit_shown(all_, post.unit)}};
        auto& notes = about_["post/" + post.id];
        if (!notes.empty()) out["holder"] = shown(context_, notes.back());
        return out;
    }

    Json project(const duties::Project& project) {
        auto& notes = about_["project/" + project.id];
        std::optional<Date> due;
        if (!project.to.empty())
            if (auto last = parse_iso_date(project.to + "-01")) due = last_of_month(*last);
        auto standing = duties::standing(due, duties::Figures::none, notes, context_.today);
        Json out{{"id", project.id},
                 {"annex", project.provincial ? "provincial" : "local"},
                 {"region", project.region},
                 {"clause", project.clause},
                 {"lead", project.lead},
                 {"title", http::shown(project.label)},
                 {"measures", project.measures},
                 {"from", project.from},
                 {"state", name_of(standing.state)},
                 {"notes", notes.size()}};
        if (!project.to.empty()) out["to"] = project.to;
        if (standing.last_progress) out["last_progress"] = iso(*standing.last_progress);
        return out;
    }

private:
    const Context& context_;
    const duties::Register& all_;
    std::map<std::string, std::vector<duties::Note>> about_;
    std::map<std::string, insight::Figure> figures_;
};

} // namespace

Result<Json> duties_shown(const Context& context) {
    auto* all = TRY(registers(context));
    DutiesPage page(context, *all);
    TRY(context.read([&](db::Session& session) { return page.read(session); }));
    Json out{{"document", all->document},
             {"region", all->region},
             {"duties", Json::array()},
             {"posts", Json::array()},
             {"units", Json::array()}};
    for (auto& one : all->duties) out["duties"].push_back(page.duty(one));
    for (auto& one : all->posts) out["posts"].push_back(page.post(one));
    for (auto& one : all->units)
        out["units"].push_back(
            {{"id", one.id}, {"name", shown(one.label)}, {"aliases", one.aliases}});
    return out;
}

Result<Json> projects_shown(const Context& context) {
    auto* all = TRY(registers(context));
    DutiesPage page(context, *all);
    TRY(context.read([&](db::Session& session) { return page.read(session); }));
    Json out{{"document", all->projects_document}, {"projects", Json::array()}};
    for (auto& one : all->projects) out["projects"].push_back(page.project(one));
    return out;
}

Result<Json> notes_shown(const Context& context, const Request& request) {
    Query query(request);
    auto about = query.needed("about", 60);
    TRY(query.done());
    auto found =
        TRY(context.read([&](db::Session& session) { return duties::notes(session, about); }));
    Json out{{"about", about}, {"items", Json::array()}, {"kinds", Json::array()}};
    for (auto& one : found)
        if (one.about == about) out["items"].push_back(shown(context, one));
    bool supervises = access::may(context.who(), access::Act::supervise);
    for (auto& kind : duties::kinds_of(about))
        if (!kind.supervisor || supervises)
            out["kinds"].push_back({{"id", kind.id}, {"answers", kind.answers}});
    return out;
}

Result<Json> write_note(const Context& context, const Request& request) {
    auto* all = TRY(registers(context));
    auto fields = TRY(Fields::of(request));
    duties::Note note;
    note.about = fields.text("about", 4, 60);
    note.kind = fields.text("kind", 3, 30);
    note.day = fields.day("day");
    note.due = fields.day_if_given("due");
    note.unit = fields.text_or_empty("unit", 40);
    note.text = fields.text("text", 2, 2000);
    if (fields.has("amount")) note.amount = fields.integer_or("amount", 0, 1'000'000'000'000, 0);
    note.answers = fields.integer_or("answers", 0, INT64_MAX, 0);
    TRY(fields.done());
    return context.services.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<Json> {
            auto done = TRY(
                duties::write_note(session, *all, context.who(), note, context.now, context.today));
            TRY(casework::note_act(
                context.office(), session, context.who(), "duty.noted", SubjectId{},
                {{"note", done.id}, {"about", done.about}, {"kind", done.kind}}));
            return shown(context, done);
        });
}

} // namespace banxing::http
