#pragma once
#include <feel/program.h>

#include <columns/block.h>

namespace banxing::feel {

/// Registers keep below this, so that no sum of two overflows.
constexpr std::int64_t block_limit = std::int64_t{1} << 61;

/// 10^exponent; nothing when it is negative or too large.
std::optional<std::int64_t> decimal_unit(int exponent);
/// Least and greatest of all products; nothing beyond the limit.
std::optional<std::pair<std::int64_t, std::int64_t>> bounds_of_product(const Lane& a,
                                                                       const Lane& b);

/// A step that makes register `out` of `a` and `b`, cell by cell.
template <typename Operation>
BlockProgram::Step each_of(int out, int a, int b, Operation operation) {
    return [=](Block& block) {
        auto at = [&](int reg) { return block.registers[static_cast<std::size_t>(reg)].data(); };
        std::int64_t* __restrict to = at(out);
        const std::int64_t *x = at(a), *y = at(b);
        for (std::size_t i = 0; i < Block::rows; ++i) to[i] = operation(x[i], y[i]);
    };
}

class BlockCompiler {
public:
    BlockCompiler(BlockProgram& out, const Program& program, const BlockProgram::Resolve& resolve)
        : out_(out), program_(program), resolve_(resolve), known_(program.steps.size()) {}
    std::optional<int> compile() { return compile(program_.root); }

private:
    using Reg = std::optional<int>;
    using Kind = Cells::Kind;

    Reg compile(int node);
    Reg make(const Step& step);
    Reg constant(const Value& value);
    Reg fixed(Kind kind, int scale, std::int64_t cell);
    Reg arithmetic(const Step& step);
    Reg sum(Op op, int a, int b);
    Reg product(int a, int b);
    Reg comparison(const Step& step);
    Reg compared(Op op, int a, int b);
    Reg text_comparison(const Step& step, bool constant_first);
    int smaller(int a, int b);
    int larger(int a, int b);
    Reg text_is(int text, const Value& constant, bool wanted);
    Reg choice(const Step& step);
    Reg logic(const Step& step);
    Reg member(const Step& step);
    Reg call(const Step& step);
    Reg extreme(const Step& step, bool least);
    Reg months(int from, int to);
    Reg rounding(const Step& step, Rounding mode);
    Reg rounded(int a, std::int64_t unit, Rounding mode, int scale);
    /// Both with the larger number of decimals; false when they are not of one kind.
    bool align(int& a, int& b);
    const Value* constant_at(const Step& step, std::uint32_t kid) const;
    const Lane& lane(int reg) const { return out_.lane(reg); }

    /// The register of that operation on a and b: an old one if it was made before.
    template <typename Operation>
    int add(std::int64_t name, const Lane& lane, std::array<int, 2> kids, Operation operation) {
        std::array<std::int64_t, 4> key{name, kids[0], kids[1], lane.scale};
        auto [found, fresh] = out_.made_.try_emplace(key, out_.next());
        if (fresh) out_.add(lane, each_of(out_.next(), kids[0], kids[1], operation));
        return found->second;
    }

    BlockProgram& out_;
    const Program& program_;
    const BlockProgram::Resolve& resolve_;
    std::vector<Reg> known_; // of nodes: a part that stands twice is computed once
};

} // namespace banxing::feel
