#pragma once
#include "table_index.h"

#include <columns/block.h>

namespace banxing::dmn {

/// The constant results of a table's rows as cells of one column.
struct Conclusions {
    feel::Lane lane;
    std::vector<std::int64_t> cells;                       // by row; absent: the row gives null
    std::shared_ptr<const std::vector<std::string>> texts; // what lane.texts points to

    /// Nothing when they are not constants of one kind.
    static std::optional<Conclusions> of(const Table& table);
};

/// Adds the table over the registers of its columns; nothing when its ends cannot be compared with
/// them.
std::optional<int> add_table(feel::BlockProgram& program, const Table& table,
                             std::vector<int> columns, const Conclusions& conclusions);

} // namespace banxing::dmn
