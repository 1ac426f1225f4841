#include "pools.h"
#include "referrals.h"

#include <casework/files.h>
#include <clock/clock.h>

#include <algorithm>
#include <desks/file.h>
#include <desks/forms.h>
#include <desks/tasks.h>
#include <set>

namespace banxing::http {
namespace {

using derive::RecordOp;
using derive::TaskState;

const char* name_of(RecordOp op) {
    static constexpr const char* names[] = {"original", "correction", "withdrawal", "restoration"};
    return names[int(op)];
}

bool may_correct(const Context& context, const derive::Form& form, const records::Row& row,
                 bool in_force) {
    return in_force && may_write(form, context.who()) &&
           access::may(context.who(), access::Act::write) &&
           row.organisation == context.who().organisation.id.value;
}

Json stage_of(const derive::Program& program, const derive::StageOf& at) {
    Json out{{"system", at.system},
             {"system_words", shown(system_words(program, at.system))},
             {"stage", at.stage},
             {"stage_words", shown(stage_words(program, at.system, at.stage))}};
    out["all"] = Json::array();
    // a pathway tries its stages from the last to the first; people read them the other way
    if (const auto* system = program.find_system(at.system))
        for (auto stage = system->stages.rbegin(); stage != system->stages.rend(); ++stage)
            out["all"].push_back({{"id", stage->id}, {"label", shown(stage->label)}});
    return out;
}

Json mark_of(const derive::Program& program, const records::Row& row) {
    const auto* form = program.find_form(row.form);
    return {{"lane", form ? form->system : "base"},
            {"kind", "done"},
            {"label", shown(form ? form->label : Words{row.form, row.form})},
            {"from", iso(row.day)},
            {"lineage", row.lineage}};
}

Json mark_of(const derive::Task& task, Date today) {
    bool late = task.state == TaskState::missed || (task.due && *task.due < today);
    Json out{{"lane", task.system},
             {"kind", late ? "late" : "open"},
             {"label", shown(task.title)},
             {"from", iso(task.opens)}};
    if (task.due) out["to"] = iso(*task.due);
    out["task"] = task.system + "." + task.task + "/" + task.occurrence;
    return out;
}

Json planned_mark(const derive::Task& task) {
    return {{"lane", task.system},
            {"kind", "planned"},
            {"label", shown(task.title)},
            {"from", iso(task.opens)}};
}

// "孤独症筛查：待诊断", "孤独症筛查结束"
Words change_words(const derive::Program& program, const casework::Ahead::Change& change) {
    auto system = system_words(program, change.system);
    if (change.after.empty()) return {system.zh + "结束", system.en + " ends"};
    auto stage = stage_words(program, change.system, change.after);
    return {system.zh + "：" + stage.zh, system.en + ": " + stage.en};
}

void put_ahead(Json& marks, const derive::Program& program, const casework::Ahead& ahead) {
    for (const auto& task : ahead.planned) marks.push_back(planned_mark(task));
    for (const auto& change : ahead.changes)
        marks.push_back({{"lane", change.system},
                         {"kind", "transition"},
                         {"label", shown(change_words(program, change))},
                         {"from", iso(change.day)}});
}

Json lanes_of(const derive::Program& program, const Json& marks) {
    std::set<std::string> used;
    for (const auto& mark : marks) used.insert(mark["lane"].get<std::string>());
    Json out = Json::array();
    for (const auto& system : program.source().systems)
        if (used.contains(system.id))
            out.push_back({{"id", system.id}, {"label", shown(system.label)}});
    return out;
}

Json writable_forms(const Context& context, const std::string& kind) {
    const auto& program = *context.office().program;
    Json out = Json::array();
    for (const auto& system : program.source().systems)
        for (const auto& form : system.forms)
            if (may_write(form, context.who()) && casework::belongs(program, form, kind))
                out.push_back(form.full_id());
    return out;
}

// "机构月度训练与费用 2026年11月2日，诸暨市融爱学园康复中心"
Words record_words(const Context& context, const records::Row& row) {
    const auto* form = context.office().program->find_form(row.form);
    auto title = form ? form->label : Words{row.form, row.form};
    auto day = day_words(row.day);
    auto by = context.names.organisation(row.organisation);
    return {title.zh + " " + day.zh + (by.zh.empty() ? "" : "，" + by.zh),
            title.en + ", " + day.en + (by.en.empty() ? "" : ", " + by.en)};
}

} // namespace

Json shown_facts(const Context& context, const std::vector<derive::FactShown>& facts,
                 const std::vector<records::Row>& rows) {
    Json out = Json::array();
    for (const auto& fact : facts) {
        Json one{{"id", fact.id},
                 {"label", shown(fact.label)},
                 {"value", shown(fact.value)},
                 {"unknown", fact.unknown}};
        if (fact.record > 0) one["record"] = fact.record;
        auto row = std::ranges::find(rows, fact.record, &records::Row::no);
        if (row != rows.end()) one["record_words"] = shown(record_words(context, *row));
        if (!fact.basis.document.empty())
            one["basis"] = {{"document", fact.basis.document}, {"clause", fact.basis.clause}};
        out.push_back(std::move(one));
    }
    return out;
}

Json shown_rows(const std::vector<derive::RowShown>& rows) {
    Json out = Json::array();
    for (const auto& row : rows)
        out.push_back({{"rule", row.rule_id},
                       {"table", row.table},
                       {"row", row.row},
                       {"text", shown(row.text)},
                       {"clause", row.clause}});
    return out;
}

static const char* name_of(derive::Outcome outcome) {
    static constexpr const char* names[] = {"granted", "refused", "needs"};
    return names[int(outcome)];
}

Response shown_written(const casework::Written& written) {
    bool unchanged = written.effect == casework::Effect::unchanged;
    return json_response({{"no", written.no},
                          {"lineage", written.lineage},
                          {"version", written.version},
                          {"unchanged", unchanged}},
                         unchanged ? 200 : 201);
}

Json timeline_entry(const Context& context, const records::Row& row, bool in_force) {
    Json out{{"no", row.no},
             {"lineage", row.lineage},
             {"version", row.version},
             {"op", name_of(row.op)},
             {"form", row.form}};
    out["day"] = iso(row.day);
    out["entered_at"] = iso(row.entered_at);
    out["organisation"] = shown(context.names.organisation(row.organisation));
    out["entered_by"] = context.names.account(row.account);
    if (!row.reason.empty()) out["reason"] = row.reason;
    const auto* form = context.office().program->find_form(row.form);
    auto content = parse_json(row.content);
    if (!form || !content || !content->is_object()) { // a form that is no longer published
        out["title"] = shown(Words{row.form, row.form});
        out["fields"] = Json::array();
        return out;
    }
    out["title"] = shown(form->label);
    out["system"] = form->system;
    out["summary"] = shown(summary_of(context, *form, *content));
    out["fields"] = shown_fields(context, *form, *content);
    out["may_correct"] = may_correct(context, *form, row, in_force);
    if (out["may_correct"].get<bool>()) out["content"] = std::move(*content);
    return out;
}

Json shown(const Context& context, const derive::Entitled& entitled) {
    const auto& program = *context.office().program;
    Json out{{"benefit", entitled.benefit},
             {"period", entitled.period},
             {"outcome", name_of(entitled.outcome)},
             {"amount", entitled.amount.fen}};
    out["title"] = shown(benefit_words(program, entitled.benefit));
    out["needs"] = Json::array();
    for (const auto& need : entitled.needs) {
        const auto* system = program.find_system(need.substr(0, need.find('.')));
        auto label = Words{need, need};
        if (system)
            for (const auto& fact : system->facts)
                if (fact.id == need || system->id + "." + fact.id == need) label = fact.label;
        out["needs"].push_back(shown(label));
    }
    return out;
}

static Json shown_why(const Context& context, const derive::Explanation& why,
                      const std::string& policy, const std::vector<records::Row>& rows) {
    Json out{{"outcome", name_of(why.outcome)},
             {"amount", why.amount.fen},
             {"sentence", shown(why.sentence)}};
    out["policy_version"] = policy;
    out["facts"] = shown_facts(context, why.facts, rows);
    out["needs"] = shown_facts(context, why.needs, rows);
    out["matched"] = shown_rows(why.matched);
    out["nearly"] = shown_rows(why.nearly);
    out["basis"] = shown(why.basis);
    return out;
}

/// A month that was decided and entitles to nothing any more is said to be so.
static derive::Explanation nothing_now(const casework::Explained& explained) {
    derive::Explanation out;
    out.sentence = {"现在这个月没有可享的金额，下面是当时的决定。",
                    "Nothing is due for this month now; below stands what was decided then."};
    if (!explained.then.empty() && explained.then.back().why)
        out.basis = explained.then.back().why->basis;
    return out;
}

Json shown(const Context& context, const casework::Explained& explained) {
    auto out = shown_why(context, explained.why ? *explained.why : nothing_now(explained),
                         explained.policy, explained.rows);
    out["then"] = Json::array();
    for (const auto& one : explained.then) {
        Json then{{"claim", one.claim},
                  {"state", entitlement::name_of(one.state)},
                  {"decided_at", iso(one.decided_at)},
                  {"amount", one.amount.fen}};
        if (one.why)
            then["why"] = shown_why(context, *one.why, one.policy, explained.rows);
        else
            then["said"] = one.said;
        out["then"].push_back(std::move(then));
    }
    return out;
}

Json shown_file(const Context& context, const casework::Shown& file, Json person) {
    const auto& program = *context.office().program;
    Json out{{"person", std::move(person)}, {"version", file.head.version}};
    if (!file.head.fault.empty()) out["fault"] = shown(Words{file.head.fault, file.head.fault});
    for (const auto* list : {"stages", "tasks", "timeline", "entitled", "marks"})
        out[list] = Json::array();
    for (const auto& stage : file.consequences.stages)
        out["stages"].push_back(stage_of(program, stage));
    for (const auto* row : records::in_force(file.rows)) {
        out["timeline"].push_back(timeline_entry(context, *row, true));
        if (row->op != RecordOp::withdrawal) out["marks"].push_back(mark_of(program, *row));
    }
    for (const auto& task : file.consequences.tasks) {
        out["tasks"].push_back(shown(context, file.head.subject, task));
        if (task.state == TaskState::open || task.state == TaskState::missed)
            out["marks"].push_back(mark_of(task, context.today));
    }
    put_ahead(out["marks"], program, file.ahead);
    for (const auto& entitled : file.consequences.entitled) {
        auto one = shown(context, entitled);
        auto state = file.paying.find({entitled.benefit, entitled.period});
        if (state != file.paying.end()) one["state"] = entitlement::name_of(state->second);
        out["entitled"].push_back(std::move(one));
    }
    out["lanes"] = lanes_of(program, out["marks"]);
    out["referrals"] = Json::array();
    for (const auto& one : file.consequences.referrals)
        out["referrals"].push_back(shown(context, file.head.subject, one));
    out["pools"] = Json::array();
    for (std::size_t i = 0; i < file.consequences.pools.size(); ++i)
        out["pools"].push_back(shown(context, file.consequences.pools[i], file.ranks[i]));
    out["kind"] = file.head.kind;
    out["forms"] = writable_forms(context, file.head.kind);
    return out;
}

} // namespace banxing::http
