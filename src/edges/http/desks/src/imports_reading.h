#pragma once
#include <intake/intake.h>

#include <desks/sheets.h>
#include <wire/read.h>

namespace banxing::http {

Result<intake::Mapping> read_mapping(const Request& request);
Result<std::string> rejects_of(const Context& context, std::int64_t import);

} // namespace banxing::http
