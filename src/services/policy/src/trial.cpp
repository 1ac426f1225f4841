#include <dmn/model.h>
#include <feel/read.h>
#include <policy/decisions.h>

namespace banxing::policy {
namespace {

struct Named : feel::Inputs {
    std::vector<feel::Value> values;
    feel::Value get(int slot) override { return values[std::size_t(slot)]; }
};

Result<Named> read_facts(const dmn::Model& model, const Json& facts) {
    Named out;
    std::vector<FieldIssue> faults;
    for (std::size_t i = 0; i < model.inputs().size(); ++i)
        out.values.push_back(feel::Value::unknown(int(i)));
    for (const auto& [id, given] : facts.items()) {
        int slot = model.input(id);
        if (slot < 0) {
            faults.push_back({"facts." + id, {"不是这个决策的输入", "is no input of it"}});
            continue;
        }
        const auto& input = model.inputs()[std::size_t(slot)];
        auto value = feel::read_as(TRY(feel::read_json(given.dump())), input.type);
        if (!value.is_null() && !input.type.holds(value))
            faults.push_back({"facts." + id, {"类型不对", "is of another type"}});
        out.values[std::size_t(slot)] = std::move(value);
    }
    if (faults.empty()) return out;
    return fail(Error::invalid({"填写的事实不对", "The facts are not right"}, std::move(faults)));
}

Words in_words(const feel::Outcome& outcome) {
    if (outcome.kind == feel::Outcome::Kind::fault) return outcome.fault;
    if (!outcome.known()) return {"还不能确定", "not known yet"};
    if (outcome.value.is(feel::Kind::boolean))
        return outcome.value.is_true() ? Words{"是", "yes"} : Words{"否", "no"};
    if (outcome.value.is_null()) return {"无", "none"};
    auto text = feel::display(outcome.value);
    return {text, text};
}

DecisionTried step_of(const dmn::Model& model, const dmn::DecisionTrace& trace) {
    DecisionTried out;
    out.id = model.decisions()[std::size_t(trace.decision)].id;
    out.result = in_words(trace.outcome);
    for (const auto& row : trace.matched) out.matched.push_back({row.rule_id, {}});
    for (const auto& row : trace.near) out.nearly.push_back({row.rule_id, row.cell.words()});
    return out;
}

Error no_such_decision() {
    return Error::not_found({"没有这个决策。", "There is no such decision."});
}

} // namespace

Result<Tried> try_decision(const derive::System& system, const std::string& model,
                           const std::string& decision, const Json& facts) {
    auto text = system.models.find(model);
    if (text == system.models.end()) return fail(no_such_decision());
    auto loaded = TRY(dmn::Model::load(text->second, dmn::Options::policy()));
    int number = loaded.decision(decision);
    if (number < 0) return fail(no_such_decision());
    auto inputs = TRY(read_facts(loaded, facts));
    dmn::Trace trace;
    auto outcome = loaded.evaluate(number, inputs, &trace);
    if (outcome.kind == feel::Outcome::Kind::fault)
        return fail(Error::invalid(outcome.fault, {{"facts", outcome.fault}}));
    Tried out;
    out.known = outcome.known();
    out.result = out.known ? feel::json_text(outcome.value) : "null";
    for (int slot : outcome.needs) out.needs.push_back(loaded.inputs()[std::size_t(slot)].id);
    for (const auto& one : trace.decisions) out.steps.push_back(step_of(loaded, one));
    return out;
}

} // namespace banxing::policy
