#pragma once
// The command line: reads what was asked, calls one service, says what came of it. server/ supplies
// the serving.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <workplace/workplace.h>

namespace banxing::cli {

struct DataOptions {
    std::filesystem::path folder;
    std::optional<Date> today; // demo data only
    bool create = false;       // a folder that does not exist yet is made
    bool names = true;         // false: nobody is looked for by name
};

struct ServeOptions {
    DataOptions data;
    std::string bind = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path web;
    std::string certificate, key;
    std::filesystem::path limits; // empty: data/access/limits.yaml
    bool derive_first = false;    // what fell due, before the first answer
};

struct Hooks {
    /// Serves until told to stop.
    std::function<Result<void>(const ServeOptions&)> serve;
};

/// Opens the folder, calls the work, closes it. Conflict when another program has it open.
Result<void> with_data(const DataOptions& data,
                       const std::function<Result<void>(workplace::Workplace&)>& work);

/// Exit code 0 means that it did what it says.
int run(int count, char** words, const Hooks& hooks);

} // namespace banxing::cli
