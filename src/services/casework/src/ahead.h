#pragma once
#include <casework/casework.h>

namespace banxing::casework {

/// `now`: the file derived as of today.
Ahead look_ahead(const derive::Program& program, const derive::File& file, Date today,
                 const derive::Consequences& now);

} // namespace banxing::casework
