#pragma once
// Values from texts and JSON, exactly: no binary floating point on the way.
#include <core/result.h>
#include <feel/type.h>
#include <feel/value.h>

#include <string_view>

namespace banxing::feel {

/// One scalar written as text: "true" or "1", "12.50", ISO days, times and durations; of another
/// kind the text itself. Null when the text is none of that kind.
Value read_text(std::string_view text, TypeKind kind);

/// Objects become contexts, numbers keep all their digits. Error: invalid for malformed JSON, for
/// nesting deeper than 64 and for numbers beyond decimal128.
Result<Value> read_json(std::string_view json);

/// The same value with texts read as days, times and durations where the type asks for them.
Value read_as(const Value& plain, const Type& wanted);

} // namespace banxing::feel
