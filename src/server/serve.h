#pragma once
#include <cli/run.h>

#include <workplace/workplace.h>

namespace banxing::server {

/// Until SIGTERM or SIGINT; ends within two seconds of it.
Result<void> serve(workplace::Workplace& place, const cli::ServeOptions& options);

} // namespace banxing::server
