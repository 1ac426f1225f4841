#include "file_view.h"

#include "content.h"

#include <algorithm>
#include <tuple>

namespace banxing::derive {

static auto order(const Record& r) {
    return std::tie(r.day, r.entered_at.ms, r.no);
}

/// Of each lineage only the last version, and not one that withdraws.
static void keep_last(std::vector<const Record*>& records) {
    std::sort(records.begin(), records.end(), [](auto* a, auto* b) {
        return std::tie(a->lineage, a->version) < std::tie(b->lineage, b->version);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        bool last = i + 1 == records.size() || records[i + 1]->lineage != records[i]->lineage;
        if (last && records[i]->op != RecordOp::withdrawal) records[kept++] = records[i];
    }
    records.resize(kept);
}

/// The records in force, in the order in which things happened.
static std::vector<const Record*> in_force(std::span<const Record> records) {
    std::vector<const Record*> out;
    out.reserve(records.size());
    bool amended = false, ordered = true;
    for (auto& record : records) {
        ordered = ordered && (out.empty() || order(*out.back()) < order(record));
        out.push_back(&record);
        amended = amended || record.version > 1;
    }
    if (amended) keep_last(out);
    if (amended || !ordered)
        std::sort(out.begin(), out.end(), [](auto* a, auto* b) { return order(*a) < order(*b); });
    return out;
}

FileView::FileView(const Program::Impl& program, const File& file)
    : program_(program), starts_(program.forms.size() + 1) {
    auto records = in_force(file.records);
    entries_.reserve(records.size());
    for (const Record* record : records) {
        int form = program.find_form(record->form);
        if (form < 0) continue; // a form of a system that is not published here
        entries_.push_back({record, form});
        ++starts_[std::size_t(form) + 1];
        present_.add(form);
    }
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    by_form_.resize(entries_.size());
    auto next = starts_;
    for (auto& entry : entries_) by_form_[next[std::size_t(entry.form)]++] = &entry;
}

bool FileView::holds_any(std::span<const int> forms) const {
    return std::any_of(forms.begin(), forms.end(), [&](int form) {
        return starts_[std::size_t(form)] != starts_[std::size_t(form) + 1];
    });
}

std::optional<Date> FileView::next_day(Date day) const {
    for (auto& entry : entries_) // in order of their days
        if (entry.record->day > day) return entry.record->day;
    return std::nullopt;
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
    auto at = std::size_t(slot), fields = form.form->fields.size();
    if (at < fields) return entry.values[at];
    if (!form.alone[at - fields]) return score(entry, at - fields, parameters);
    if (entry.scored.empty()) {
        entry.scored.resize(form.scores.size());
        entry.values.resize(fields + form.scores.size());
    }
    if (!entry.scored[at - fields]) {
        auto value = score(entry, at - fields, parameters);
        entry.values[at] = std::move(value);
        entry.scored[at - fields] = 1;
    }
    return entry.values[at];
}

feel::Value FileView::score(Entry& entry, std::size_t number, feel::Inputs& parameters) {
    const CompiledForm& form = program_.forms[std::size_t(entry.form)];
    EntryInputs inputs(*this, entry, form, parameters);
    auto outcome = form.scores[number].evaluate(inputs);
    if (outcome.kind == feel::Outcome::Kind::fault) faults.push_back(outcome.fault);
    if (outcome.known()) return outcome.value;
    return feel::Value::unknown(int(form.form->fields.size() + number));
}

bool FileView::test(Entry& entry, const feel::Expression& where, feel::Inputs& parameters) {
    EntryInputs inputs(*this, entry, program_.forms[std::size_t(entry.form)], parameters);
    auto outcome = where.evaluate(inputs);
    if (outcome.kind == feel::Outcome::Kind::fault) faults.push_back(outcome.fault);
    return outcome.known() && outcome.value.is_true();
}

bool FileView::holds(Entry& entry, const Where& where, feel::Inputs& parameters) {
    if (!where.text) return true;
    if (where.number < 0) return test(entry, *where.text, parameters);
    auto& answers = entry.answers;
    if (answers.empty())
        answers.resize(std::size_t(program_.forms[std::size_t(entry.form)].conditions));
    auto& answer = answers[std::size_t(where.number)];
    if (answer == Entry::Answer::open)
        answer = test(entry, *where.text, parameters) ? Entry::Answer::yes : Entry::Answer::no;
    return answer == Entry::Answer::yes;
}

} // namespace banxing::derive
