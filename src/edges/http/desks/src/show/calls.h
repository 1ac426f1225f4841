#pragma once
#include "tasks_reading.h"

#include <desks/words.h>

namespace banxing::http {

Json shown_page(const Context& context, const TaskPage& page);
Json shown_home(const Context& context, const HomeCounts& home);
Json shown_calls(const Context& context, const Place& place, const CallList& calls);

} // namespace banxing::http
