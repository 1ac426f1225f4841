#pragma once
#include "words.h"

#include <simulation/simulate.h>

namespace banxing::http {

Json shown(const Context& context, const simulation::Report& report);

} // namespace banxing::http
