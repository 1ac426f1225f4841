#pragma once
#include "words.h"

#include <casework/budget.h>

namespace banxing::http {

Json shown(const casework::BudgetShown& budget);
Json shown(const std::vector<ledger::Entry>& entries);

} // namespace banxing::http
