#pragma once
// The one way out for rows, of whatever kind of sheet: every cap on what is handed over is kept
// here.
#include <core/result.h>
#include <files/sheet.h>

#include <vector>

namespace banxing::files {

class RowGate {
public:
    RowGate(SheetInfo& info, const Limits& limits, const RowSink& sink)
        : info_(info), limits_(limits), sink_(sink) {}

    /// Drops empty cells at the end and rows without content; marks merged cells. Rows must ascend.
    Result<Next> pass(Row& row);

private:
    Result<> check(const Row& row);
    Result<> mark_merged(Row& row);

    SheetInfo& info_;
    const Limits& limits_;
    const RowSink& sink_;
    std::size_t next_merge_ = 0;
    std::vector<Merge> active_;
    std::uint64_t text_bytes_ = 0;
};

/// Characters, not bytes, of valid UTF-8.
std::size_t characters(std::string_view text);

} // namespace banxing::files
