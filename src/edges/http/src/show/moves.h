#pragma once
#include "words.h"

#include <casework/transfer.h>

namespace banxing::http {

/// Preview of openapi.yaml.
Json shown(const Context& context, const casework::Preview& preview);

/// Move of openapi.yaml.
Json shown(const Context& context, const casework::MoveShown& move);

} // namespace banxing::http
