#pragma once
// The systems that ship with the program, and how a fault in them is told.
#include <policy/load.h>

#include <gtest/gtest.h>

namespace banxing::policy {

inline const std::filesystem::path source_dir = BANXING_SOURCE_DIR;

inline Files shipped() {
    auto files = read_files(source_dir / "systems", source_dir / "data/calendar/china.tsv");
    EXPECT_TRUE(files) << files.error().message.en;
    return files ? *files : Files{};
}

inline std::string listed(const Error& error) {
    std::string out = error.message.en + "\n";
    for (auto& issue : error.fields)
        out += issue.field + " " + issue.message.zh + " | " + issue.message.en + "\n";
    return out;
}

} // namespace banxing::policy
