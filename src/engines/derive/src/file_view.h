#pragma once
// A file as it stands: of each lineage the version in force, in the order of
// day, entry, number.
#include "program.h"

#include <span>

namespace banxing::derive {

/// A record in force; its content is read when a rule first looks.
struct Entry {
    const Record* record = nullptr;
    int form = -1;
    bool read = false;
    std::vector<feel::Value> values; // fields, then scores
    enum class Answer : char { open, no, yes };
    std::vector<char> scored;      // by score: its value is in `values`
    std::vector<Answer> answers;   // by Where::number
    std::optional<int> month_slot; // whose month `month` is
    std::string month;             // "2026-03"
};

class FileView {
public:
    FileView(const Program::Impl& program, const File& file);

    /// Entries of a form, oldest first.
    std::span<Entry* const> of_form(int form) const {
        auto from = starts_[std::size_t(form)], to = starts_[std::size_t(form) + 1];
        return {by_form_.data() + from, to - from};
    }
    /// The forms of which it holds a record.
    const FormSet& present() const { return present_; }
    /// Whether the file holds a record of any of these forms.
    bool holds_any(std::span<const int> forms) const;

    /// The first day after this one of which there is a record.
    std::optional<Date> next_day(Date day) const;

    /// A field's or score's value. `parameter` answers parameters that scores name.
    feel::Value value(Entry& entry, int slot, feel::Inputs& parameters);
    /// Whether `where` holds; nothing counts as true. Unknown and null count as
    /// false.
    bool holds(Entry& entry, const Where& where, feel::Inputs& parameters);

    std::vector<Words> faults;

private:
    void read(Entry& entry);
    feel::Value score(Entry& entry, std::size_t number, feel::Inputs& parameters);
    bool test(Entry& entry, const feel::Expression& where, feel::Inputs& parameters);
    const Program::Impl& program_;
    std::vector<Entry> entries_;
    std::vector<Entry*> by_form_;       // by form, each oldest first
    std::vector<std::uint32_t> starts_; // of each form in by_form_, and the end
    FormSet present_;
};

} // namespace banxing::derive
