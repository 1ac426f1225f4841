#pragma once
// What the sources of paying share.
#include "writer.h"

#include <audit/audit.h>
#include <casework/payment.h>
#include <casework/steps.h>
#include <consequences/consequences.h>

#include <map>

namespace banxing::casework {

inline constexpr const char* money_purpose = "subsidy";

/// The same person, who sees files for the purpose of money only.
access::Principal for_money(const Office& office, const access::Principal& who);
Result<void> require_act(const access::Principal& who, access::Act act);

/// "child_rehabilitation.training_subsidy" → its rule in the published set; null for another id.
const derive::Entitlement* benefit_of(const Office& office, const std::string& benefit);
Words title_of(const Office& office, const std::string& benefit);
/// "document clause" that it rests on first; empty for an id that is not in the published set.
std::string basis_of(const Office& office, const std::string& benefit);
/// The region whose rules the file's benefits follow; empty: it is not known.
Result<std::string> place_of(Office& office, db::Session& session, SubjectId subject);
/// By the rules of the file's place.
Result<std::optional<Date>> due_of(Office& office, db::Session& session, SubjectId subject,
                                   const Deadlines& deadlines, Step step, Date since);
/// A decision in this state counts: the money is promised, on its way or paid.
bool stands(entitlement::ClaimState state);
/// A form of the system that the benefit belongs to.
std::string form_beside(const std::string& benefit, const char* form);

// ---- acts that are parts of others (payment_batches.cpp) ----
Result<entitlement::Batch> open_batch(const Office& office, db::Session& session,
                                      const access::Principal& who, std::int64_t id);
Result<BatchShown> pay_in(Office& office, db::Session& session, const access::Principal& who,
                          std::int64_t id, Date paid_on);
Result<BatchShown> return_in(Office& office, db::Session& session, const access::Principal& who,
                             const Returned& what);
Result<BatchShown> read_batch(Office& office, const access::Principal& who, std::int64_t id,
                              bool whole_numbers);
audit::Event event_of(const Office& office, const access::Principal& who, const BatchShown& batch,
                      const char* action);

/// Organisations read once in an answer.
class Institutions {
public:
    Institutions(Office& office, db::Session& session) : office_(office), session_(session) {}
    /// Who wrote the newest month that the benefit is worked out from; nothing when there is none.
    Result<std::optional<Words>> of(SubjectId subject, const std::string& benefit);

private:
    Office& office_;
    db::Session& session_;
    std::map<std::int64_t, std::optional<Words>> known_;
};

} // namespace banxing::casework
