#pragma once
// Forms as plain values: what a record holds, and who may write and read it.
#include <core/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace banxing::derive {

/// A sentence of a document that a rule, amount or form rests on.
struct Citation {
    std::string document; // 诸政办发〔2023〕38号
    std::string clause;   // 四(二)3
};

// ---- forms ----

enum class FieldType {
    text,
    integer,
    money,
    boolean,
    date,
    month,
    code,
    codes,
    region,
    name,
    identity_number,
    phone,
    address, // these four are protected: encrypted at rest
};
constexpr bool is_protected(FieldType type) {
    return type >= FieldType::name;
}

struct Code {
    std::string code;
    Words label;
    std::string group; // shown only where the field named by options_of has this value
};

struct Field {
    std::string id;
    Words label;
    std::string name; // what FEEL calls it, where that is not the label (an item of an instrument)
    FieldType type = FieldType::text;
    bool required = false;
    std::vector<Code> codes;
    std::string code_system;
    std::string options_of;
    std::optional<std::int64_t> min, max;
    Words help;
    bool may_be_future = false; // of a date or month: an end that lies ahead
    std::string formula;        // of a score: FEEL over the labels of the fields before it
    std::string instrument;     // of an item or a total: the instrument it belongs to
    const std::string& feel_name() const { return name.empty() ? label.zh : name; }
};

/// A version of a scale or check-list that a form takes up; its items and totals stand among the
/// form's fields and scores.
struct Instrument {
    std::string id;
    Words label;
    std::string version;
    Words licence;     // what may be shown and who gave leave
    std::string trust; // official, secondary, example
    std::vector<Citation> basis;
};

/// A record that this says of contradicts the file: it needs a stated reason.
struct Contradiction {
    std::string id;
    Words label;
    std::string when; // FEEL over the form's fields and scores, its day's label, and facts
    std::vector<Citation> basis;
};

enum class FormKind {
    event,
    state
}; // a state holds until the next record with the same key, or an end

struct Form {
    std::string system, id; // known to others as system.id
    Words label;
    FormKind kind = FormKind::event;
    Words day_label;
    std::vector<std::string>
        key; // natural key: field ids; a second record with the same key corrects the first
    bool key_has_organisation = false;
    bool key_has_day = false;
    std::vector<Field> fields, scores;
    std::vector<std::string> write_roles, read_roles;
    std::string purpose;
    std::vector<std::string> subjects; // kinds of file; empty: its system's kind; "any": every kind
    bool locked = false; // read for its purpose only, and no other system's rule may rest on it
    Words unread;        // why no rule reads it; empty: some rule must
    std::vector<Instrument> instruments;
    std::vector<Contradiction> contradictions;
    std::vector<Citation> basis;
    std::string full_id() const { return system + "." + id; }
};

} // namespace banxing::derive
