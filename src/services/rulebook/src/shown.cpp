#include "shown.h"

#include <policy/pathway_graph.h>

#include <algorithm>
#include <set>

namespace banxing::rulebook {
namespace {

Json shown(const Words& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

Json shown(const std::vector<derive::Citation>& citations) {
    Json out = Json::array();
    for (const auto& one : citations)
        out.push_back({{"document", one.document}, {"clause", one.clause}});
    return out;
}

Words form_words(const Reader& reader, const std::string& id) {
    const auto* form = reader.office.program->find_form(id);
    return form ? form->label : Words{id, id};
}

const char* span_name(derive::Span span) {
    static constexpr const char* names[] = {"none", "working_days", "days",         "months",
                                            "age",  "date",         "next_grid_age"};
    return names[std::size_t(span)];
}

/// A parameter or fact by its full id.
template <typename Item>
const Item* named(const Reader& reader, const std::string& id,
                  std::vector<Item> derive::System::*items) {
    auto dot = std::min(id.find('.'), id.size());
    const auto* system = reader.office.program->find_system(id.substr(0, dot));
    if (!system || dot == id.size()) return nullptr;
    auto& all = system->*items;
    auto found = std::ranges::find(all, id.substr(dot + 1), &Item::id);
    return found == all.end() ? nullptr : &*found;
}

/// How long, as it stands where no place says otherwise.
Json shown(const Reader& reader, const derive::Deadline& deadline) {
    Json out{{"span", span_name(deadline.span)}};
    const auto& id = deadline.parameter;
    if (const auto* parameter = named(reader, id, &derive::System::parameters))
        out["label"] = shown(parameter->label);
    else if (const auto* fact = named(reader, id, &derive::System::facts))
        out["label"] = shown(fact->label);
    auto value = reader.office.program->value({"person", {}}, reader.office.clock.today(), id);
    if (value && *value != "null" && *value != "\"?\"") out["value"] = *value;
    return out;
}

Words role_words(const Reader& reader, const std::string& id) {
    const auto* role = reader.office.roles.find(id);
    return role ? role->words : Words{id, id};
}

const char* tie_name(policy::Tie tie) {
    static constexpr const char* names[] = {"opens", "closes", "leads"};
    return names[std::size_t(tie)];
}

Json shown(const std::vector<policy::Edge>& edges) {
    Json out = Json::array();
    for (const auto& one : edges)
        out.push_back({{"from", one.from}, {"to", one.to}, {"tie", tie_name(one.tie)}});
    return out;
}

/// Every form that the diagram names, others' as well.
Json forms_in(const Reader& reader, const std::vector<policy::Edge>& edges) {
    static constexpr std::string_view mark = "form:";
    std::set<std::string> ids;
    for (const auto& edge : edges)
        for (const auto& node : {edge.from, edge.to})
            if (node.starts_with(mark)) ids.insert(node.substr(mark.size()));
    Json out = Json::array();
    for (const auto& id : ids)
        out.push_back({{"id", id}, {"label", shown(form_words(reader, id))}});
    return out;
}

Json shown_stages(const derive::System& system, const Counted& counted) {
    Json out = Json::array();
    for (auto stage = system.stages.rbegin(); stage != system.stages.rend(); ++stage) {
        Json one{{"id", stage->id},
                 {"label", shown(stage->label)},
                 {"when", stage->when},
                 {"final", stage->final}};
        if (counted) {
            auto found =
                std::ranges::find(counted->stages, stage->id, &consequences::StageCount::stage);
            bool any = found != counted->stages.end();
            one["people"] = any ? found->people : 0;
            one["stuck"] = any ? found->stuck : 0;
        }
        out.push_back(std::move(one));
    }
    return out;
}

Json shown_task(const Reader& reader, const derive::TaskRule& task) {
    Json out{{"id", task.id},
             {"title", shown(task.title)},
             {"role", shown(role_words(reader, task.role))},
             {"when", task.when},
             {"due", shown(reader, task.due)},
             {"basis", shown(task.basis)}};
    if (!task.form.empty())
        out["form"] = {{"id", task.form}, {"label", shown(form_words(reader, task.form))}};
    return out;
}

/// A to-do is counted for those who may see such to-dos; behind a lock for nobody.
bool may_count(const Reader& reader, const derive::System& system, const derive::TaskRule& rule) {
    const auto& office = reader.office;
    const auto* form = office.program->find_form(rule.form);
    derive::Task task;
    task.system = system.id;
    task.form = rule.form;
    task.role = rule.role;
    task.chaser = rule.chaser;
    task.supervisor = rule.escalates.to;
    return !(form && form->locked) &&
           consequences::Sight::of_post(*office.program, office.roles, reader.who, 0).task(task);
}

Json shown_tasks(const Reader& reader, const derive::System& system, const Counted& counted) {
    Json out = Json::array();
    for (const auto& rule : system.tasks) {
        auto one = shown_task(reader, rule);
        if (counted && may_count(reader, system, rule)) {
            auto found = std::ranges::find(counted->tasks, rule.id, &consequences::TaskCount::task);
            bool any = found != counted->tasks.end();
            one["open"] = any ? found->open : 0;
            one["overdue"] = any ? found->overdue : 0;
        }
        out.push_back(std::move(one));
    }
    return out;
}

Json shown_referrals(const Reader& reader, const derive::System& system) {
    Json out = Json::array();
    for (const auto& rule : system.referrals)
        out.push_back({{"id", rule.id},
                       {"title", shown(rule.title)},
                       {"from", shown(role_words(reader, rule.from_role))},
                       {"to", shown(role_words(reader, rule.to_role))},
                       {"accept", shown(reader, rule.accept)},
                       {"answer", shown(reader, rule.answer)},
                       {"basis", shown(rule.basis)}});
    return out;
}

Json shown_value(const Reader& reader, const derive::ParameterValue& value) {
    Json out{{"value", value.value},
             {"example", value.example},
             {"basis", shown(std::vector{value.basis})}};
    if (!value.region.empty()) out["region"] = reader.office.regions.name(value.region);
    if (value.valid.from != Date{}) out["from"] = iso(value.valid.from);
    if (value.valid.to) out["to"] = iso(*value.valid.to);
    if (!value.note.zh.empty()) out["note"] = shown(value.note);
    return out;
}

Json shown_parameters(const Reader& reader, const derive::System& system) {
    Json out = Json::array();
    for (const auto& one : system.parameters) {
        Json values = Json::array();
        for (const auto& value : one.values) values.push_back(shown_value(reader, value));
        out.push_back({{"id", system.id + "." + one.id},
                       {"label", shown(one.label)},
                       {"unit", one.unit},
                       {"values", std::move(values)}});
    }
    return out;
}

Json shown(const policy::DecisionWritten& decision) {
    Json rows = Json::array();
    for (const auto& row : decision.rows)
        rows.push_back(
            {{"id", row.id}, {"when", row.when}, {"then", row.then}, {"notes", row.notes}});
    return {{"id", decision.id},           {"name", decision.name},
            {"formula", decision.formula}, {"hit_policy", decision.hit_policy},
            {"needs", decision.needs},     {"inputs", decision.inputs},
            {"outputs", decision.outputs}, {"notes", decision.notes},
            {"rows", std::move(rows)}};
}

/// fen, months …: of a parameter, of a fact that is an amount, of what the cap period brought.
std::string unit_of(const Reader& reader, const derive::System& system, const std::string& id) {
    if (const auto* parameter = named(reader, id, &derive::System::parameters))
        return parameter->unit;
    for (const auto& rule : system.entitlements)
        if (rule.so_far == id) return "fen";
    const auto* fact = named(reader, id, &derive::System::facts);
    const auto* form = fact ? reader.office.program->find_form(fact->form) : nullptr;
    if (!form) return {};
    auto field = std::ranges::find(form->fields, fact->field, &derive::Field::id);
    bool amount = field != form->fields.end() && field->type == derive::FieldType::money;
    return amount ? "fen" : "";
}

Json shown_models(const Reader& reader, const derive::System& system) {
    Json out = Json::array();
    for (const auto& model : policy::models_of(system)) {
        Json one{{"file", model.file}, {"name", model.name}, {"description", model.description}};
        one["inputs"] = one["decisions"] = one["benefits"] = Json::array();
        for (const auto& rule : system.entitlements)
            if (rule.model == model.file)
                one["benefits"].push_back({{"id", rule.id},
                                           {"label", shown(rule.label)},
                                           {"decision", rule.decision},
                                           {"basis", shown(rule.basis)}});
        for (const auto& input : model.inputs)
            one["inputs"].push_back({{"id", input.id},
                                     {"name", input.name},
                                     {"type", input.type},
                                     {"unit", unit_of(reader, system, input.id)}});
        for (const auto& decision : model.decisions) one["decisions"].push_back(shown(decision));
        out.push_back(std::move(one));
    }
    return out;
}

Json shown(const std::vector<policy::RowTried>& rows) {
    Json out = Json::array();
    for (const auto& one : rows) out.push_back({{"row", one.row}, {"why", shown(one.why)}});
    return out;
}

} // namespace

Json shown_card(const derive::System& system) {
    Json out{{"id", system.id},
             {"label", shown(system.label)},
             {"kind", system.subject_kind},
             {"basis", shown(system.basis)},
             {"stages", system.stages.size()},
             {"tasks", system.tasks.size()},
             {"referrals", system.referrals.size()},
             {"forms", system.forms.size()},
             {"benefits", system.entitlements.size()},
             {"tables", system.models.size()},
             {"parameters", system.parameters.size()}};
    if (!system.operation.empty()) out["since"] = iso(system.operation.front().since);
    return out;
}

Json shown_set(const policy::SetInfo& set) {
    Json out{{"version", set.version}, {"made_at", iso(set.made_at)}, {"rules", set.rules}};
    if (set.published_at) out["published_at"] = iso(*set.published_at);
    return out;
}

Json shown_policy(const Reader& reader, const derive::System& system, const Counted& counted) {
    Json out{{"card", shown_card(system)}};
    auto edges = policy::pathway_graph(reader.office.program->source(), system);
    out["counted"] = counted.has_value();
    out["pathway"] = {{"stages", shown_stages(system, counted)},
                      {"tasks", shown_tasks(reader, system, counted)},
                      {"referrals", shown_referrals(reader, system)},
                      {"forms", forms_in(reader, edges)},
                      {"edges", shown(edges)}};
    out["values"] = shown_parameters(reader, system);
    out["models"] = shown_models(reader, system);
    return out;
}

Json shown_cases(const policy::CasesReport& report, const derive::System& system) {
    Json out{{"passed", 0}, {"failed", 0}, {"items", Json::array()}, {"clauses", Json::array()}};
    int passed = 0, failed = 0;
    for (const auto& one : report.results) {
        if (!one.file.starts_with(system.id + "/")) continue;
        ++(one.passed() ? passed : failed);
        Json differences = Json::array();
        for (const auto& words : one.differences) differences.push_back(shown(words));
        out["items"].push_back({{"file", one.file},
                                {"line", one.line},
                                {"title", shown(one.title)},
                                {"differences", std::move(differences)}});
    }
    out["passed"] = passed;
    out["failed"] = failed;
    std::set<std::pair<std::string, std::string>> own;
    auto add = [&](const std::vector<derive::Citation>& basis) {
        for (const auto& one : basis) own.emplace(one.document, one.clause);
    };
    for (const auto& one : system.tasks) add(one.basis);
    for (const auto& one : system.referrals) add(one.basis);
    for (const auto& one : system.entitlements) add(one.basis);
    for (const auto& one : report.coverage)
        if (own.count({one.clause.document, one.clause.clause}) > 0)
            out["clauses"].push_back({{"document", one.clause.document},
                                      {"clause", one.clause.clause},
                                      {"grants", one.grants},
                                      {"refuses", one.refuses},
                                      {"boundary", one.boundary}});
    return out;
}

Json shown_trial(const policy::Tried& tried) {
    Json out{{"known", tried.known},
             {"result", Json::parse(tried.result, nullptr, false)},
             {"needs", tried.needs},
             {"steps", Json::array()}};
    for (const auto& one : tried.steps)
        out["steps"].push_back({{"id", one.id},
                                {"result", shown(one.result)},
                                {"matched", shown(one.matched)},
                                {"nearly", shown(one.nearly)}});
    return out;
}

} // namespace banxing::rulebook
