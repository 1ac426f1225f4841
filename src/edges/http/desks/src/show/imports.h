#pragma once
#include <intake/intake.h>

#include <desks/words.h>

namespace banxing::http {

Json shown(const intake::Kind& kind);
Json shown(const Context& context, const intake::Import& import);
/// With the bad rows by reason.
Json shown(const Context& context, const intake::Import& import,
           const std::vector<intake::BadRow>& bad);
Json shown_list(const Context& context, const std::vector<intake::Import>& imports, int limit);

} // namespace banxing::http
