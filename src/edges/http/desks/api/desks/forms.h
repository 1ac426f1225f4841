#pragma once
#include <desks/words.h>

namespace banxing::http {

bool may_write(const derive::Form& form, const access::Principal& who);

/// ShownField of every field that has a value, then the scores.
Json shown_fields(const Context& context, const derive::Form& form, const Json& content);
/// The first two values in one line.
Words summary_of(const Context& context, const derive::Form& form, const Json& content);

} // namespace banxing::http
