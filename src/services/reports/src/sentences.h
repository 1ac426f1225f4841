#pragma once
// The report's parts, each sentence from figures alone.
#include "say.h"

#include <casework/budget.h>

#include <duties/board.h>
#include <reports/report.h>

namespace banxing::reports {

Part overall(const std::vector<Line>& lines, const Words& place, const Words& period);
/// From birth to work; `steps`: the indicators that have a figure, in the order of a life.
Part on_life(const std::vector<Line>& lines, bool year, std::vector<std::string>& steps);
Part on_duties(const duties::Board& board);
Part on_tasks(std::vector<Load> loads);
Part on_money(const casework::BudgetShown& budget);

} // namespace banxing::reports
