#pragma once
// What the actions of events are called where people read them.
#include <core/result.h>

#include <string>

namespace banxing::audit {

/// The action itself when it has no words yet.
Words words_of(const std::string& action);

} // namespace banxing::audit
