#pragma once
#include <casework/policy_desk.h>

#include <desks/words.h>
#include <simulation/simulate.h>

namespace banxing::http {

Json shown(const Context& context, const simulation::Report& report);
Json shown(const Context& context, const casework::PolicyDrafts& all);

} // namespace banxing::http
