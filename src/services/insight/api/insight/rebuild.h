#pragma once
// All contributions and cells again from the records.
#include <db/db.h>
#include <derive/derive.h>

namespace banxing::insight {

struct Rebuilt {
    std::int64_t files = 0, contributions = 0;
    std::int64_t different_files = 0, different_cells = 0;
};

/// Counts every file as of the day it was derived on (else `day`), on `threads` threads (0: one per
/// core). With `check` nothing is written. Nobody else may write meanwhile.
Result<Rebuilt> rebuild(db::Database& database, const derive::Program& program, Date day,
                        bool check, int threads = 0);

} // namespace banxing::insight
