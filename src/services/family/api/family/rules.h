#pragma once
// What families may do, as data: data/access/family.yaml.
#include <access/roles.h>
#include <core/result.h>
#include <derive/form.h>

#include <string>
#include <vector>

namespace banxing::family {

/// A paper that shows that somebody is guardian.
struct Proof {
    std::string id;
    Words words;
    bool adult = false;   // holds for an adult, too
    bool oneself = false; // of the person, not of a guardian
};

/// A purpose that waits for the family's word.
struct ConsentRule {
    std::string purpose;
    std::int64_t bit = 0;
    Words words;   // of the purpose
    Words changes; // what a no changes
    bool example = false;
    derive::Citation basis;
};

struct Rules {
    int own_say_months = 0; // from this age the young person decides
    int adult_months = 0;
    int answer_days = 0;
    int emergency_minutes = 0; // how long a file opened in an emergency stays open
    bool answer_example = false;
    derive::Citation own_say_basis, adult_basis, answer_basis;
    std::vector<Proof> proofs;
    std::vector<ConsentRule> consents;

    /// Every fault is invalid and names the entry.
    static Result<Rules> read(const std::string& file, const access::Roles& roles);
    const Proof* proof(std::string_view id) const;
    const ConsentRule* consent(std::string_view purpose) const;
};

} // namespace banxing::family
