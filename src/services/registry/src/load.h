#pragma once
#include "directory.h"

#include <crypto/vault.h>
#include <db/db.h>

namespace banxing::registry {

struct Loaded {
    Gathering gathering;
    std::size_t unreadable = 0; // names that do not open
};

/// Reads and opens every name, on as many threads as there are processors.
Result<Loaded> read_people(db::Database& database, const crypto::Vault& vault,
                           const Readings& readings);

} // namespace banxing::registry
