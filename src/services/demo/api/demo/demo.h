#pragma once
// The demo county: invented people with plausible lives, the same for the same (people, seed, day).
// It is written past the one door for records, in bulk; what it writes is what that door would have
// written.
#include <casework/casework.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace banxing::demo {

struct Options {
    std::int64_t people = 60'000; // at most 2,000,000
    std::uint64_t seed = 1;
    Date day;                    // the county's today; nothing happens after it
    std::filesystem::path lists; // folder for the lists to try; empty: none are written
    std::filesystem::path data;  // the folder data/ of the source
    int threads = 0;             // 0: one a core
};

/// One of each role, for the page of the log-in and for printing.
struct Account {
    std::string login, password;
    Words role, organisation;
};

struct Summary {
    std::int64_t people = 0, children = 0, records = 0, on_spectrum = 0, confirmed = 0;
    std::int64_t organisations = 0, accounts = 0;
    std::int64_t institutions = 0; // files of institutions, schools and employers
    std::vector<Account> samples;  // all accounts have the same password
    std::vector<std::filesystem::path> lists;
};

/// Invalid for a number of people outside 1 … 2,000,000; conflict when the database holds files or
/// a county already. A county that was not finished is no county: begin again in an empty folder.
Result<Summary> build(casework::Office& office, const Options& options,
                      const casework::Progress& progress = {});

/// What the database holds, when it is a demo county: the server then says 演示数据 and may stand
/// on another day.
struct County {
    std::int64_t people = 0;
    std::uint64_t seed = 0;
    Date day;
    std::vector<Account> samples;
};
Result<std::optional<County>> county(db::Session& session);

std::span<const db::Migration> migrations();
std::span<const db::Statement* const> statements();

} // namespace banxing::demo
