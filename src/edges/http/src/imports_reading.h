#pragma once
#include "doubts_reading.h"

#include <intake/intake.h>

namespace banxing::http {

constexpr const char* sheet_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// X-File-Name, percent-encoded; only its last part counts.
Result<std::string> file_name_of(const Request& request);
Result<intake::Mapping> read_mapping(const Request& request);

/// What `write` puts into a file of the uploads folder, which is removed again.
Result<std::string> written_by(const Context& context,
                               const std::function<Result<void>(const std::string&)>& write);
Result<std::string> rejects_of(const Context& context, std::int64_t import);

} // namespace banxing::http
