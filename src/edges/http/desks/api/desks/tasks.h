#pragma once
#include <desks/words.h>

namespace banxing::http {

Json shown(const Context& context, SubjectId subject, const derive::Task& task);
Json shown(const consequences::Counts& counts);

/// Name, sex and age in a row of a list, from memory.
void put_person(Json& out, const Context& context, SubjectId subject);
/// days_left, working_days_left, provisional.
void put_deadline(Json& out, const Context& context, Date due);

} // namespace banxing::http
