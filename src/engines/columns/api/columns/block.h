#pragma once
// Expressions over columns: each step works through a block of rows before the next one begins.
// Only what is exact on 64-bit integers is taken; rows it cannot settle are marked for the ordinary
// evaluation.
#include <feel/expression.h>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace banxing::feel {

/// Resizing leaves what is new unset: its memory is first touched by the thread that fills it.
template <typename T>
struct Unset : std::allocator<T> {
    template <typename U>
    struct rebind {
        using other = Unset<U>;
    };
    template <typename U>
    void construct(U* at) noexcept {
        ::new (static_cast<void*>(at)) U;
    }
    template <typename U, typename... A>
    void construct(U* at, A&&... with) {
        std::construct_at(at, std::forward<A>(with)...);
    }
};

/// Values of one kind, a cell each.
struct Cells {
    enum class Kind {
        number,  // multiples of 10^-scale
        boolean, // 0, 1
        day,     // year * 512 + month * 32 + day
        months,  // years and months durations
        text,    // index into texts
        value    // anything else, in values
    };
    static constexpr std::int64_t absent = INT64_MIN; // known to be null

    Kind kind = Kind::value;
    int scale = 0;
    std::vector<std::int64_t, Unset<std::int64_t>> cells;
    std::vector<std::string> texts;
    std::vector<Value> values;

    std::size_t size() const { return kind == Kind::value ? values.size() : cells.size(); }
    Value at(std::size_t row) const;
    /// The value of a cell's number; the kind is not `value`.
    Value of_cell(std::int64_t cell) const;
    static std::int64_t pack(Day day) { return day.year * 512LL + day.month * 32 + day.day; }
};

/// What is known of a register before any row is seen: no step may leave its bounds.
struct Lane {
    Cells::Kind kind = Cells::Kind::number;
    int scale = 0;
    std::int64_t least = 0, greatest = 0;
    const std::vector<std::string>* texts = nullptr;
};

/// The registers of one block. Rows whose `odd` is set have no meaning in it.
struct Block {
    static constexpr std::size_t rows = 256;
    using Register = std::array<std::int64_t, rows>;
    std::vector<Register> registers;
    std::array<std::uint8_t, rows> odd;
    std::vector<std::uint64_t> scratch;
};

class BlockProgram {
public:
    using Step = std::function<void(Block&)>;
    /// The register of a slot; nothing when it has none.
    using Resolve = std::function<std::optional<int>(int slot)>;

    /// A register the caller fills; its cells lie within the bounds or their rows are odd.
    int input(const Lane& lane);
    /// Nothing when the expression needs more than integers. Resolved registers may be used twice.
    std::optional<int> add(const Expression& expression, const Resolve& resolve);
    /// A step of the caller's, which fills register next().
    int add(const Lane& lane, Step step);
    int next() const { return static_cast<int>(lanes_.size()); }
    /// The register with that many decimals; nothing when it might overflow.
    std::optional<int> rescaled(int reg, int scale);

    const Lane& lane(int reg) const { return lanes_[static_cast<std::size_t>(reg)]; }
    Block make_block() const;
    /// The caller has set `odd` and the inputs' registers.
    void run(Block& block) const;

private:
    friend class BlockCompiler;
    std::vector<Lane> lanes_;
    std::vector<Step> steps_;
    std::map<std::array<std::int64_t, 4>, int> made_; // what was computed before: not twice
};

} // namespace banxing::feel
