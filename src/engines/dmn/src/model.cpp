#include "reader.h"
#include "run.h"

#include <algorithm>
#include <array>

namespace banxing::dmn {
namespace {

template <typename List>
int index_of(const List& list, std::string_view id_or_name) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].id == id_or_name) return static_cast<int>(i);
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].name == id_or_name) return static_cast<int>(i);
    return -1;
}

feel::Outcome finish(feel::Value value, const feel::Budget& budget, const Words& fault) {
    using How = feel::Outcome::Kind;
    if (budget.spent())
        return {.kind = How::fault,
                .value = {},
                .needs = {},
                .fault = {"计算超出步数上限", "evaluation exceeded its budget"}};
    feel::Outcome outcome = feel::Outcome::of(std::move(value));
    if (!fault.en.empty()) return {.kind = How::fault, .value = {}, .needs = {}, .fault = fault};
    return outcome;
}

} // namespace

Result<Model> Model::load(std::string_view xml, const Options& options) {
    auto data = std::make_shared<ModelData>();
    data->options = options;
    Reader reader(options, data);
    TRY(reader.read(xml));
    data->options.imports.clear();
    return Model(std::move(data));
}

const std::string& Model::name() const {
    return data_->name;
}
const std::string& Model::namespace_uri() const {
    return data_->uri;
}
const std::vector<Input>& Model::inputs() const {
    return data_->inputs;
}
const std::vector<Decision>& Model::decisions() const {
    return data_->decisions;
}
int Model::decision(std::string_view id_or_name) const {
    return index_of(data_->decisions, id_or_name);
}
int Model::input(std::string_view id_or_name) const {
    return index_of(data_->inputs, id_or_name);
}
const std::vector<feel::Note>& Model::notes() const {
    return data_->notes;
}

feel::Outcome Model::evaluate(int decision, feel::Inputs& inputs, Trace* trace) const {
    feel::Budget budget{data_->options.feel.max_steps};
    std::array<std::byte, 40 * 1024> space; // of models with up to a thousand elements
    std::pmr::monotonic_buffer_resource memory(space.data(), space.size());
    Run run(*data_, {inputs, trace, budget}, &memory);
    feel::Value value = run.decision(decision);
    return finish(std::move(value), budget, run.fault());
}

feel::Outcome Model::invoke(std::string_view id_or_name,
                            const std::vector<feel::Entry>& arguments) const {
    feel::Budget budget{data_->options.feel.max_steps};
    int service = index_of(data_->services, id_or_name),
        knowledge = index_of(data_->knowledge, id_or_name);
    feel::Value function = service >= 0     ? service_value(*data_, service)
                           : knowledge >= 0 ? function_value(*data_, knowledge)
                                            : feel::Value();
    if (function.is_null()) return {};
    std::vector<feel::Value> given;
    for (const std::string& name : function.callable().parameters()) {
        auto found = std::ranges::find(arguments, name, &feel::Entry::name);
        given.push_back(found == arguments.end() ? feel::Value() : found->value);
    }
    return finish(function.callable().call(given, budget), budget, {});
}

} // namespace banxing::dmn
