#include "file_view.h"

#include "content.h"

#include <algorithm>
#include <tuple>

namespace banxing::derive {

static auto order(const Record& r) {
    return std::make_tuple(to_days(r.day), r.entered_at.ms, r.no);
}

/// The latest version of each lineage, without those withdrawn.
static std::vector<const Record*> in_force(std::span<const Record> records) {
    std::vector<const Record*> sorted;
    for (auto& record : records) sorted.push_back(&record);
    std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) {
        return std::tie(a->lineage, a->version) < std::tie(b->lineage, b->version);
    });
    std::vector<const Record*> out;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        bool last = i + 1 == sorted.size() || sorted[i + 1]->lineage != sorted[i]->lineage;
        if (last && sorted[i]->op != RecordOp::withdrawal) out.push_back(sorted[i]);
    }
    std::sort(out.begin(), out.end(), [](auto* a, auto* b) { return order(*a) < order(*b); });
    return out;
}

FileView::FileView(const Program::Impl& program, const File& file)
    : program_(program), by_form_(program.forms.size()) {
    for (const Record* record : in_force(file.records)) {
        int form = program.find_form(record->form);
        if (form < 0) continue; // a form of a system that is not published here
        Entry& entry = entries_.emplace_back();
        entry.record = record;
        entry.form = form;
        by_form_[std::size_t(form)].push_back(&entry);
    }
}

const std::vector<Entry*>& FileView::of_form(int form) const {
    return by_form_[std::size_t(form)];
}

void FileView::read(Entry& entry) {
    if (entry.read) return;
    entry.read = true;
    const Form& form = *program_.forms[std::size_t(entry.form)].form;
    auto values = read_content(form, entry.record->content);
    if (values)
        entry.values = std::move(*values);
    else
        faults.push_back(values.error().message);
    entry.values.resize(form.fields.size());
}

/// Fields and scores of one entry, then the system's parameters.
class EntryInputs : public feel::Inputs {
public:
    EntryInputs(FileView& view, Entry& entry, const CompiledForm& form, feel::Inputs& parameters)
        : view_(view), entry_(entry), form_(form), parameters_(parameters) {}
    feel::Value get(int slot) override {
        auto own = form_.form->fields.size() + form_.form->scores.size();
        if (std::size_t(slot) < own) return view_.value(entry_, slot, parameters_);
        return parameters_.get(form_.parameters[std::size_t(slot) - own]);
    }

private:
    FileView& view_;
    Entry& entry_;
    const CompiledForm& form_;
    feel::Inputs& parameters_;
};

feel::Value FileView::value(Entry& entry, int slot, feel::Inputs& parameters) {
    read(entry);
    const CompiledForm& form = program_.forms[std::size_t(entry.form)];
    if (std::size_t(slot) < form.form->fields.size()) return entry.values[std::size_t(slot)];
    EntryInputs inputs(*this, entry, form, parameters);
    auto outcome = form.scores[std::size_t(slot) - form.form->fields.size()].evaluate(inputs);
    if (outcome.kind == feel::Outcome::Kind::fault) faults.push_back(outcome.fault);
    if (outcome.known()) return outcome.value;
    return feel::Value::unknown(slot);
}

bool FileView::holds(Entry& entry, const std::optional<feel::Expression>& where,
                     feel::Inputs& parameters) {
    if (!where) return true;
    EntryInputs inputs(*this, entry, program_.forms[std::size_t(entry.form)], parameters);
    auto outcome = where->evaluate(inputs);
    if (outcome.kind == feel::Outcome::Kind::fault) faults.push_back(outcome.fault);
    return outcome.known() && outcome.value.is_true();
}

} // namespace banxing::derive
