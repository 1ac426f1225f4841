#pragma once
// Which rows of a table a value satisfies, column by column, as sets of bits: a lookup instead of a
// scan.
#include "model_data.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace banxing::dmn {

using Bits = std::vector<std::uint64_t>;

class TableIndex {
public:
    /// Null where a cell is more than constants, ends have no order, or the sets would be too
    /// large.
    static std::shared_ptr<const TableIndex> make(const Table& table);

    std::size_t words() const { return words_; } // of 64 rows each
    /// Rows whose cell of that column holds for the value, which is known.
    const std::uint64_t* rows(std::size_t column, const feel::Value& value) const;
    /// Rows whose cell of that column is "-".
    const std::uint64_t* open(std::size_t column) const { return set(columns_[column], 0); }
    /// Rows that are "-" in all later columns.
    const std::uint64_t* open_after(std::size_t column) const {
        return open_after_.data() + column * words_;
    }
    /// The ends in ascending order that cut a column's line; the sets of rows between and on them
    /// are 1 (below the first), 2 (on it), 3 …; set 0 is open().
    std::span<const feel::Value> ends(std::size_t column) const { return columns_[column].ends; }
    const std::uint64_t* between(std::size_t column, std::size_t place) const {
        return set(columns_[column], place);
    }

private:
    struct Column {
        feel::Kind kind = feel::Kind::null; // of the ends; null: nothing but "-"
        std::vector<feel::Value> ends;
        std::vector<std::int64_t> whole;     // the ends, where all are whole numbers or days
        std::vector<std::string_view> texts; // the ends, where they are texts
        std::size_t truth[2] = {};           // the places of false and true
        Bits sets;
    };
    bool add_column(const Table& table, std::size_t number);
    static bool order_ends(Column& column);
    static void add_keys(Column& column);
    bool fill(const Table& table, std::size_t number, Column& column);
    std::size_t place(const Column& column, const feel::Value& value) const;
    template <typename Keys, typename Key>
    static std::size_t place_among(const Keys& keys, const Key& key);
    const std::uint64_t* set(const Column& column, std::size_t place) const {
        return column.sets.data() + place * words_;
    }

    std::size_t words_ = 0;
    std::vector<Column> columns_;
    Bits open_after_;
};

} // namespace banxing::dmn
