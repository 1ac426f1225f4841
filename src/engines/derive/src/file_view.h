#pragma once
// A file as it stands: of each lineage the version in force, in the order of day, entry, number.
#include "program.h"

#include <deque>

namespace banxing::derive {

/// A record in force; its content is read when a rule first looks.
struct Entry {
    const Record* record = nullptr;
    int form = -1;
    bool read = false;
    std::vector<feel::Value> values; // fields, then scores once computed
};

class FileView {
public:
    FileView(const Program::Impl& program, const File& file);

    /// Entries of a form, oldest first.
    const std::vector<Entry*>& of_form(int form) const;

    /// A field's or score's value. `parameter` answers parameters that scores name.
    feel::Value value(Entry& entry, int slot, feel::Inputs& parameters);
    /// Whether `where` holds; nothing counts as true. Unknown and null count as false.
    bool holds(Entry& entry, const std::optional<feel::Expression>& where,
               feel::Inputs& parameters);

    std::vector<Words> faults;

private:
    void read(Entry& entry);
    const Program::Impl& program_;
    std::deque<Entry> entries_;
    std::vector<std::vector<Entry*>> by_form_;
};

} // namespace banxing::derive
