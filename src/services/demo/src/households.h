#pragma once
#include "people.h"

namespace banxing::demo {

/// Finds families among the neighbours, gives them names and a home.
void form_households(const World& world, Draw& draw, Cluster& cluster);

} // namespace banxing::demo
