#pragma once
#include "read.h"

#include <casework/casework.h>

namespace banxing::http {

struct Context;

/// NewRecord.
Result<casework::Submission> read_record(const Request& request);
struct Registration {
    casework::Submission first;
    std::vector<casework::Submission> more;
};
Result<Registration> read_registration(const Request& request);
/// Amendment, with lineage and act from the address.
Result<casework::Amendment> read_amendment(const Request& request, const Context& context);

} // namespace banxing::http
