#pragma once
// A file to take home: as data that other programs read, and as a page to print.
#include "family_reading.h"

#include <desks/words.h>

namespace banxing::http {

/// A collection in the manner of FHIR R4: Patient, RelatedPerson, QuestionnaireResponse (a record),
/// Task, ServiceRequest (a referral), Consent, Communication (a request), AuditEvent.
Json copy_as_json(const Context& context, const WholeFile& whole);

/// HTML without scripts, styles or links, so that it reads and prints anywhere.
std::string copy_as_page(const Context& context, const WholeFile& whole);

} // namespace banxing::http
