#include "duties_reading.h"

#include "show/figures.h"

#include <casework/own_file.h>
#include <clock/clock.h>

#include <duties/board.h>

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

const char* name_of(duties::Kind::Needs needs) {
    static constexpr const char* names[] = {"nothing", "document", "points", "money", "region"};
    return names[int(needs)];
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

Json shown_note(const Context& context, const duties::Note& note) {
    Json out{
        {"id", note.id},     {"about", note.about},
        {"kind", note.kind}, {"day", iso(note.day)},
        {"text", note.text}, {"by", http::shown(context.names.organisation(note.organisation))},
        {"at", iso(note.at)}};
    if (note.due) out["due"] = iso(*note.due);
    if (!note.unit.empty()) out["unit"] = note.unit;
    if (!note.item.empty()) out["item"] = note.item;
    if (note.amount) out["amount"] = *note.amount;
    if (note.answers > 0) out["answers"] = note.answers;
    return out;
}

Json shown_notes(const Context& context, const std::vector<duties::Note>& notes) {
    Json out = Json::array();
    for (const auto& one : notes) out.push_back(shown_note(context, one));
    return out;
}

class DutiesPage {
public:
    DutiesPage(const Context& context, const duties::Register& all)
        : context_(context), all_(all) {}

    Result<void> read(db::Session& session) {
        board_ = TRY(duties::board(session, context_.services.cube, *context_.office().program,
                                   all_, context_.today));
        return {};
    }

    Json duties() const {
        Json out = Json::array();
        for (const auto& one : board_.duties) out.push_back(duty(one));
        return out;
    }

    Json units() const {
        Json out = Json::array();
        auto records = duties::units_of(all_, board_.standings(), board_.notes);
        for (std::size_t i = 0; i < records.size(); ++i) {
            const auto& one = records[i];
            Json unit{{"id", one.unit},
                      {"name", http::shown(all_.units[i].label)},
                      {"aliases", all_.units[i].aliases},
                      {"leads", one.leads},
                      {"late", one.late},
                      {"plans", one.plans},
                      {"inspections", one.inspections}};
            if (one.points) unit["points"] = *one.points;
            if (one.last_progress) unit["last_progress"] = iso(*one.last_progress);
            out.push_back(std::move(unit));
        }
        return out;
    }

    Json post(const duties::Post& post) const {
        Json out{{"id", post.id},
                 {"title", http::shown(post.label)},
                 {"role", http::shown(post.role)},
                 {"unit", unit_shown(all_, post.unit)}};
        out["terms"] = Json::array();
        for (const auto& one : duties::terms_of(about("post/" + post.id))) {
            Json term{{"note", shown_note(context_, one.note)}};
            if (one.until) term["until"] = iso(*one.until);
            out["terms"].push_back(std::move(term));
        }
        return out;
    }

    Json project(const duties::Project& project) const {
        const auto& notes = about("project/" + project.id);
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
    const std::vector<duties::Note>& about(const std::string& what) const {
        static const std::vector<duties::Note> none;
        auto found = board_.notes.find(what);
        return found == board_.notes.end() ? none : found->second;
    }

    Json documents(const duties::OnBoard& one) const {
        Json out = Json::array();
        for (const auto& document : duties::documents_of(*one.duty, about("duty/" + one.duty->id)))
            out.push_back({{"name", document.name},
                           {"step", document.step},
                           {"steps", shown_notes(context_, document.steps)}});
        return out;
    }

    Json duty(const duties::OnBoard& one) const {
        const auto& duty = *one.duty;
        Json figures = Json::array();
        for (const auto& figure : one.figures) figures.push_back(http::shown(figure, all_.region));
        Json out{{"id", duty.id},
                 {"clause", duty.clause},
                 {"title", http::shown(duty.label)},
                 {"lead", units_shown(all_, duty.lead)},
                 {"responsible", units_shown(all_, duty.responsible)},
                 {"documents", documents(one)},
                 {"figures", std::move(figures)},
                 {"state", name_of(one.standing.state)},
                 {"open_orders", one.standing.open_orders},
                 {"overdue_orders", one.standing.overdue_orders},
                 {"notes", about("duty/" + duty.id).size()}};
        if (duty.due) out["due"] = iso(*duty.due);
        if (!duty.points.empty()) out["points"] = duty.points, out["item"] = duty.item_clause;
        if (one.standing.last_progress) out["last_progress"] = iso(*one.standing.last_progress);
        return out;
    }

    const Context& context_;
    const duties::Register& all_;
    duties::Board board_;
};

} // namespace

Result<Json> duties_shown(const Context& context) {
    auto* all = TRY(registers(context));
    DutiesPage page(context, *all);
    TRY(context.read([&](db::Session& session) { return page.read(session); }));
    Json out{{"document", all->document},
             {"region", all->region},
             {"duties", page.duties()},
             {"posts", Json::array()},
             {"units", page.units()}};
    for (auto& one : all->posts) out["posts"].push_back(page.post(one));
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
        if (one.about == about) out["items"].push_back(shown_note(context, one));
    bool supervises = access::may(context.who(), access::Act::supervise);
    for (auto& kind : duties::kinds_of(about))
        if (!kind.supervisor || supervises)
            out["kinds"].push_back({{"id", kind.id},
                                    {"answers", kind.answers},
                                    {"needs", name_of(kind.needs)},
                                    {"due", kind.due}});
    return out;
}

namespace {

Json shown_meeting(const Context& context, const duties::Meeting& meeting) {
    Json out{{"note", shown_note(context, meeting.note)}, {"decisions", Json::array()}};
    for (const auto& one : meeting.decisions)
        out["decisions"].push_back({{"note", shown_note(context, one.note)},
                                    {"overdue", one.overdue},
                                    {"follow_ups", shown_notes(context, one.follow_ups)}});
    return out;
}

Json shown_research(const Context& context, const duties::Research& research) {
    Json out{{"paid_in", research.paid_in},
             {"granted", research.granted},
             {"by_year", Json::array()},
             {"funds", shown_notes(context, research.funds)},
             {"calls", Json::array()}};
    for (const auto& [year, granted] : research.granted_in_year)
        out["by_year"].push_back({{"year", year}, {"granted", granted}});
    for (const auto& call : research.calls) {
        Json grants = Json::array();
        for (const auto& one : call.grants)
            grants.push_back({{"note", shown_note(context, one.note)},
                              {"results", shown_notes(context, one.results)}});
        out["calls"].push_back({{"note", shown_note(context, call.note)},
                                {"open", call.open},
                                {"grants", std::move(grants)}});
    }
    return out;
}

} // namespace

Result<Json> group_shown(const Context& context) {
    TRY(registers(context));
    auto notes =
        TRY(context.read([](db::Session& session) { return duties::notes(session, "group"); }));
    Json out{{"meetings", Json::array()},
             {"research", shown_research(context, duties::research_of(notes, context.today))}};
    for (const auto& one : duties::meetings_of(notes, context.today))
        out["meetings"].push_back(shown_meeting(context, one));
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
    note.item = fields.text_or_empty("item", 120);
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
            return shown_note(context, done);
        });
}

} // namespace banxing::http
