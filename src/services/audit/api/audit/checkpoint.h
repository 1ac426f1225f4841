#pragma once
// All chains' heads, signed with SM2 and written to a file outside the database: a tail that was
// cut off together with everything that knew of it still shows.
#include <audit/audit.h>

namespace banxing::crypto {
class Signer;
}

namespace banxing::audit {

/// Signs the heads as they are now and appends one line to `file`, durable when it returns. Nothing
/// is written when nothing has happened since the last line.
Result<bool> checkpoint(db::Database& database, const crypto::Signer& signer,
                        const std::string& file, Instant now);

/// Holds the chains against every line of `file`: unsigned or altered lines are internal, naming
/// the line; an event that a line knows and the database does not is Broken. How many lines fitted
/// is left in `lines`.
Result<std::optional<Broken>> verify_checkpoints(db::Database& database,
                                                 const std::string& public_key,
                                                 const std::string& file, std::int64_t& lines);

} // namespace banxing::audit
