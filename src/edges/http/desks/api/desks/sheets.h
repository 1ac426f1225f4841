#pragma once
// Sheets on their way in and out.
#include <functional>
#include <wire/context.h>

namespace banxing::http {

constexpr const char* sheet_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// X-File-Name, percent-encoded; only its last part counts.
Result<std::string> file_name_of(const Request& request);
/// What `write` puts into a file of the uploads folder, which is removed again.
Result<std::string> written_by(const Context& context,
                               const std::function<Result<void>(const std::string&)>& write);
} // namespace banxing::http
