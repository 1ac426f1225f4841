#pragma once
// Names of organisations and accounts, for showing who wrote something: kept in memory, read again
// every few seconds.
#include <access/directory.h>

#include <map>
#include <mutex>

namespace banxing::http {

class Names {
public:
    explicit Names(db::Database& database) : database_(database) {}

    /// Reads the database when it last did so some seconds ago; not within another read.
    void keep_fresh(Instant now) const;

    /// Empty for a number that does not exist.
    Words organisation(std::int64_t id) const;
    std::string account(std::int64_t id) const;

private:
    db::Database& database_;
    mutable std::mutex lock_;
    mutable Instant read_at_;
    mutable std::map<std::int64_t, Words> organisations_;
    mutable std::map<std::int64_t, std::string> accounts_;
};

} // namespace banxing::http
