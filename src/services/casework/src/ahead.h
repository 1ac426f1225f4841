#pragma once
#include <casework/casework.h>

namespace banxing::casework {

/// What lies ahead of a file as it stands today.
Ahead look_ahead(const derive::Program& program, const derive::File& file, Date today);

} // namespace banxing::casework
