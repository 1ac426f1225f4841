#pragma once
// A record's JSON content as FEEL values in the order of the form's fields.
#include <derive/policy.h>
#include <feel/type.h>

#include <string_view>
#include <vector>

namespace banxing::derive {

feel::TypeKind feel_type(FieldType type);

/// One value per field; absent fields are null. An error when the text is not a
/// JSON object or a value does not fit its field: a fault of the data, not of
/// the caller.
Result<std::vector<feel::Value>> read_content(const Form& form, std::string_view content);

} // namespace banxing::derive
