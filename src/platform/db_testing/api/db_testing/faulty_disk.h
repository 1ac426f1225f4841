#pragma once
// A disk under SQLite that breaks: power fails at a chosen operation, or space runs out. What was
// written and not synced before the power failed is kept, lost or torn, as chance has it; what was
// synced is there. For databases opened while it stands, in this process; one at a time.
#include <cstdint>
#include <string>

namespace banxing::db {

class FaultyDisk {
public:
    /// Files below `folder` lie on it.
    explicit FaultyDisk(std::string folder, std::uint64_t seed);
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// The power fails at the n-th write, truncation or sync from now on: that one and all later
    /// ones fail.
    void fail_power_after(std::int64_t operations);
    bool power_failed() const;
    /// Every write that makes a file longer fails, until it is told otherwise.
    void set_full(bool full);

    /// Says that it synced and did not: what no database can survive. To see that a test can fail.
    void set_lying();

    /// What a machine finds after the power came back: files of the folder, written into `into`.
    void after_power_cut(const std::string& into) const;
    std::int64_t operations() const;
};

} // namespace banxing::db
