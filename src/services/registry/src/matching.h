#pragma once
// The rules of identity, without a database. Never a guess: what is neither certain nor excluded
// goes to a person.
#include "readings.h"

#include <core/result.h>
#include <registry/registry.h>

namespace banxing::registry {

/// An identity as it is compared; empty where nothing is said.
struct Person {
    std::u32string name, guardian; // folded
    std::string sex, number, phone;
    std::optional<Date> birth; // said, else that of the number

    /// Invalid when the identity number is none.
    static Result<Person> of(const Identity& identity);
};

enum class Likeness {
    other,
    doubtful,
    equal, // name, sex, birth and phone
    same_number
};

struct Compared {
    Candidate candidate;
    Likeness likeness = Likeness::other;
    Words why;
};

Compared compare(const Readings& readings, const Person& incoming, SubjectId subject,
                 const Person& filed);

/// Of everybody who was found by some key.
Match conclude(std::vector<Compared> compared);

} // namespace banxing::registry
