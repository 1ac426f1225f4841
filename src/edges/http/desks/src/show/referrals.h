#pragma once
#include <consequences/radar.h>

#include <desks/words.h>

namespace banxing::http {

/// Referral of openapi.yaml: the parcel with its steps, and what the one who asks may do with it.
Json shown(const Context& context, SubjectId subject, const derive::Referral& referral);

/// Where a list of referrals goes on behind this one.
std::string place_of_page(const consequences::Sent& last);

} // namespace banxing::http
