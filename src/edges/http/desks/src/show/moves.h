#pragma once
#include <casework/transfer.h>

#include <desks/words.h>

namespace banxing::http {

/// Preview of openapi.yaml.
Json shown(const Context& context, const casework::Preview& preview);

/// Move of openapi.yaml.
Json shown(const Context& context, const casework::MoveShown& move);

} // namespace banxing::http
