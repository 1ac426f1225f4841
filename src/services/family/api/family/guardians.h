#pragma once
// Who is guardian of whom, and the one check before a family sees anything.
#include <casework/casework.h>

#include <family/rules.h>

namespace banxing::family {

/// What every act of a family needs.
struct Desk {
    casework::Office& office;
    const Rules& rules;
};

/// relation: a code of guardian_relation, or "self".
inline constexpr const char* self = "self";

struct Guardian {
    std::int64_t id = 0;
    SubjectId subject;
    AccountId account;
    std::string name; // plain
    std::string relation, proof, proof_number;
    Date from;
    std::optional<Date> until; // the day from which it holds no more; none: open
    AccountId confirmed_by;
    OrganisationId confirmed_for;
    Instant confirmed_at;
    std::string end_reason;
};

/// Why somebody is no guardian on a day.
enum class Standing { holds, not_yet, ended, of_age, too_young };
/// Guardianship of a minor ends with majority by itself, whatever the row says.
Standing standing_on(const Rules& rules, const Guardian& guardian, std::optional<Date> birth,
                     Date day);

/// A person whose file is open to a family, and as what.
struct Ward {
    Guardian guardian;
    std::optional<Date> birth;
    bool own_say = false;    // the person has reached the age of one's own say
    bool may_decide = false; // consents: the guardian before that age, the person from it on
};

/// Whose files are open to the account, in the order of confirmation.
Result<std::vector<Ward>> children(const Desk& desk, db::Session& session,
                                   const access::Principal& who);
/// no_such_file() for everybody else's, whether it exists or not.
Result<Ward> child(const Desk& desk, db::Session& session, const access::Principal& who,
                   SubjectId subject);

/// All of a person, ended ones included. The caller has found that the file is open to it.
Result<std::vector<Guardian>> guardians_of(const Desk& desk, db::Session& session,
                                           SubjectId subject);

struct NewGuardian {
    std::string login; // an account of a family that exists; empty: a new one
    std::string name, relation, proof, proof_number;
    std::optional<Date> until; // as the proof says
    std::int64_t replaces = 0; // ends that one in the same act
    std::string reason;        // of the replacement
    std::string code_hash;     // of the new account's one-time code
    std::optional<Instant> code_until;
};
struct Confirmed {
    std::int64_t id = 0;
    std::string login; // of the new account, or the one named
    bool fresh = false;
};
/// Invalid for an unknown proof, a relation that the proof does not show, or somebody who is of
/// age.
Result<Confirmed> confirm(const Desk& desk, const access::Principal& who, SubjectId subject,
                          const NewGuardian& wanted);
/// From today on. Conflict when it is ended already.
Result<void> end(const Desk& desk, const access::Principal& who, SubjectId subject,
                 std::int64_t guardian, const std::string& reason);

/// Of a file that is erased: guardians, consents and requests go. The audit keeps that they were.
Result<void> forget(db::Session& session, SubjectId subject);

std::span<const db::Migration> migrations();
std::span<const db::Statement* const> statements();

} // namespace banxing::family
