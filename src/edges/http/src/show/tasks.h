#pragma once
#include "words.h"

namespace banxing::http {

Json shown(const Context& context, SubjectId subject, const derive::Task& task);
Json shown(const consequences::Counts& counts);

} // namespace banxing::http
