#pragma once
// How much one account and one address may ask for, as data: data/access/limits.yaml.
#include <core/result.h>

#include <string>

namespace banxing::access {

/// A bucket of `burst` requests, filled by `per_minute`. 0: no limit.
struct Rate {
    int burst = 0, per_minute = 0;
};

struct Rates {
    Rate account, address, log_in;
    /// Invalid, naming the entry, when something is missing or negative.
    static Result<Rates> read(const std::string& file);
};

} // namespace banxing::access
