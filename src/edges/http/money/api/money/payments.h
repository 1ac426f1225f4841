#pragma once
#include <casework/benefits.h>
#include <casework/objections.h>
#include <casework/payment.h>
#include <casework/steps.h>
#include <casework/then_now.h>

#include <desks/words.h>

namespace banxing::http {

Json shown(const Context& context, const casework::PayablePage& page);
Json shown(const Context& context, const casework::Beside& beside);
Json shown(const std::vector<casework::StepLoad>& steps);
Json shown(const Context& context, const std::vector<casework::ObjectionShown>& list);
Json shown(const std::vector<casework::BenefitFound>& list);
Json shown(const casework::Outcomes& outcomes);
Json shown(const casework::BatchShown& batch);

} // namespace banxing::http
