#pragma once
#include <casework/budget.h>

#include <desks/words.h>

namespace banxing::http {

Json shown(const casework::BudgetShown& budget);
Json shown(const std::vector<ledger::Entry>& entries);

} // namespace banxing::http
