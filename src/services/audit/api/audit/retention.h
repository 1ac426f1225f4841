#pragma once
// How long contents of events are kept, by kind: data/access/retention.yaml. The chain stays whole
// and every checkpoint fits, since digest and hash of a blanked event stay.
#include <audit/audit.h>

#include <map>

namespace banxing::audit {

struct Retention {
    std::map<std::string, int> months; // by action; who is not here is kept for good

    /// Invalid, naming the entry: fewer months than the law asks for, an action without words.
    static Result<Retention> read(const std::string& file);
};

/// Blanks up to `most` events that are past their time on that day, in one transaction with the
/// event that says so; how many. verify() finds whatever was blanked by anybody else.
Result<std::int64_t> blank_old(db::Database& database, const Retention& retention, Instant now,
                               int most = 1000);

} // namespace banxing::audit
