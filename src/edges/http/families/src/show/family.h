#pragma once
#include <casework/places.h>

#include <desks/words.h>
#include <family/consents.h>
#include <family/materials.h>
#include <family/readings.h>
#include <family/requests.h>

namespace banxing::http {

/// A child on the first page of a family.
struct ChildShown {
    family::Ward ward;
    registry::Identity identity;
    consequences::OfSubject now;
    std::vector<casework::InLine> lines;
    int open_requests = 0;
};

Json shown(const Context& context, const ChildShown& child);
Json shown_referrals(const Context& context, const std::vector<derive::Referral>& referrals);
Json shown_transitions(const std::vector<derive::Transition>& transitions);
Json shown(const Context& context, const std::vector<family::Guardian>& guardians,
           std::optional<Date> birth);
Json shown(const std::vector<family::Proof>& proofs);
Json shown(const std::vector<family::Material>& materials);
Json shown(const Context& context, const family::Reading& reading);
Json shown(const family::Consent& consent);
Json shown(const Context& context, const family::Asked& asked);

/// Codes and words of base.guardian, and the person itself.
Json shown_relations(const Context& context);
/// From when the person decides, and until when a minor's guardianship lasts.
void put_ages(Json& out, const Context& context, Date birth);
Words relation_words(const Context& context, const std::string& relation);

} // namespace banxing::http
