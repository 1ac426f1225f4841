// Single questions to a file: why, how much is a fact, what does a record
// contradict.
#include "entitlements.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace banxing::derive {

Result<Explanation> Program::explain(const File& file, Date day, std::string_view benefit,
                                     std::string_view period) const {
    FileView view(*impl_, file);
    Evaluation today(*impl_, view, day);
    Decisions decisions(*impl_, view, today);
    for (auto& system : impl_->systems) {
        today.set_place(system.place);
        for (auto& rule : system.entitlements) decisions.add(system, rule);
    }
    if (auto found = decisions.explain(benefit, period)) return std::move(*found);
    return fail(
        Error::not_found({"这个月没有这项待遇的判定", "Nothing was decided for this month"}));
}

std::vector<Entitled> Program::entitled(const File& file, Date day) const {
    FileView view(*impl_, file);
    Evaluation today(*impl_, view, day);
    Decisions decisions(*impl_, view, today);
    for (auto& system : impl_->systems) {
        if (system.system->subject_kind != file.subject_kind) continue;
        today.set_place(system.place);
        for (auto& rule : system.entitlements)
            if (!view.of_form(rule.months_form).empty()) decisions.add(system, rule);
    }
    decisions.run();
    std::vector<Entitled> out;
    for (auto& run : decisions.runs)
        std::move(run.months.begin(), run.months.end(), std::back_inserter(out));
    std::sort(out.begin(), out.end(), [](auto& a, auto& b) {
        return std::tie(a.benefit, a.period) < std::tie(b.benefit, b.period);
    });
    return out;
}

Result<std::string> Program::scores(std::string_view form, std::string_view content) const {
    int number = impl_->find_form(form);
    if (number < 0) return fail(Error::not_found({"没有这个表单", "There is no such form"}));
    Record record;
    record.form = form;
    record.content = content;
    record.day = Date{std::chrono::year{9999}, std::chrono::month{1}, std::chrono::day{1}};
    File file{"person", std::span<const Record>(&record, 1)};
    FileView view(*impl_, file);
    Evaluation evaluation(*impl_, view, record.day);
    Entry& entry = *view.of_form(number).front();
    auto& source = *impl_->forms[std::size_t(number)].form;
    std::vector<feel::Entry> out;
    for (std::size_t i = 0; i < source.scores.size(); ++i)
        out.push_back(
            {source.scores[i].id, evaluation.field(entry, int(source.fields.size() + i))});
    if (!view.faults.empty()) return fail(Error::invalid(view.faults.front()));
    return feel::json_text(feel::Value::context(std::move(out)));
}

Result<std::string> Program::value(const File& file, Date day, std::string_view symbol) const {
    int number = impl_->find_symbol(symbol);
    if (number < 0)
        return fail(Error::not_found({"没有这个事实或参数", "no such fact or parameter"}));
    FileView view(*impl_, file);
    Evaluation evaluation(*impl_, view, day);
    auto& owner = impl_->systems[std::size_t(impl_->symbols[std::size_t(number)].system)];
    evaluation.set_place(owner.place);
    auto value = evaluation.value(number);
    return value.is_unknown() ? std::string("\"?\"") : feel::json_text(value);
}

static void use(const CompiledFact& fact, int number, std::set<int>& out) {
    if (!fact.formula.text || fact.formula.text->slots().empty()) {
        out.insert(number);
        return;
    }
    for (int slot : fact.formula.text->slots())
        out.insert((*fact.formula.slots)[std::size_t(slot)]);
}

/// One step below the conditions: what a formula is made of says more than its result.
static std::set<int> facts_of(const Program::Impl& program, const CompiledIndicator& rule) {
    std::set<int> out;
    for (auto* side : {&rule.below, &rule.above})
        if (side->text)
            for (int slot : side->text->slots()) {
                int number = (*side->slots)[std::size_t(slot)];
                use(program.facts[std::size_t(number)], number, out);
            }
    for (int number : {rule.gate.birth, rule.place, rule.amount})
        if (number >= 0) out.insert(number);
    return out;
}

Result<std::vector<FactShown>> Program::why_counted(const File& file, Date day,
                                                    std::string_view indicator) const {
    for (auto& system : impl_->systems)
        for (auto& rule : system.indicators) {
            if (rule.full_id != indicator) continue;
            FileView view(*impl_, file);
            Evaluation evaluation(*impl_, view, day);
            evaluation.set_place(system.place);
            std::vector<FactShown> out;
            for (int number : facts_of(*impl_, rule))
                out.push_back(shown_symbol(*impl_, number, evaluation.value(number), evaluation));
            return out;
        }
    return fail(Error::not_found({"没有这个指标", "There is no such indicator"}));
}

/// The record's own values, then its day, then the file's facts as of that day.
class AgainstFile : public feel::Inputs {
public:
    AgainstFile(FileView& own, Evaluation& file, const CompiledForm& form, Entry& entry)
        : own_(own), file_(file), form_(form), entry_(entry),
          record_(file, form.parameters, entry.record->day) {}
    feel::Value get(int slot) override {
        auto at = std::size_t(slot);
        std::size_t values = form_.form->fields.size() + form_.form->scores.size();
        std::size_t day = values + form_.parameters.size();
        if (at < values) return own_.value(entry_, slot, record_);
        if (at < day) return record_.get(form_.parameters[at - values]);
        if (at == day) return feel::Value::of(entry_.record->day);
        auto value = file_.value(form_.file_slots[at - day - 1]);
        return value.is_unknown() ? feel::Value::unknown(slot) : value;
    }

private:
    /// Parameters as in force on the record's day.
    class OnDay : public feel::Inputs {
    public:
        OnDay(Evaluation& file, const std::vector<int>&, Date day) : file_(file), day_(day) {}
        feel::Value get(int symbol) override {
            auto* found = file_.parameter(symbol, day_);
            return found ? found->value : feel::Value::unknown(symbol);
        }

    private:
        Evaluation& file_;
        Date day_;
    };
    FileView& own_;
    Evaluation& file_;
    const CompiledForm& form_;
    Entry& entry_;
    OnDay record_;
};

std::vector<Contradiction> Program::contradictions(const File& file, const Record& record) const {
    std::vector<Contradiction> out;
    int number = impl_->find_form(record.form);
    if (number < 0) return out;
    const CompiledForm& form = impl_->forms[std::size_t(number)];
    if (form.contradictions.empty()) return out;
    File alone{file.subject_kind, std::span<const Record>(&record, 1)};
    FileView own(*impl_, alone), view(*impl_, file);
    Evaluation evaluation(*impl_, view, record.day);
    evaluation.set_place(impl_->systems[std::size_t(form.system)].place);
    AgainstFile inputs(own, evaluation, form, *own.of_form(number).front());
    for (std::size_t i = 0; i < form.contradictions.size(); ++i) {
        auto outcome = form.contradictions[i].evaluate(inputs);
        if (outcome.known() && outcome.value.is_true()) out.push_back(form.form->contradictions[i]);
    }
    return out;
}

} // namespace banxing::derive
