#include <feel/program.h>

#include <algorithm>
#include <growth/next_step.h>

namespace banxing::feel {
namespace {

using Number = std::optional<std::int64_t>;

Number sooner(Number one, Number other) {
    return one && other ? std::min(*one, *other) : one ? one : other;
}

bool compares(Op op) {
    return op >= Op::equal && op <= Op::greater_equal;
}

/// a op b is b mirrored(op) a.
Op mirrored(Op op) {
    switch (op) {
    case Op::less:
        return Op::greater;
    case Op::less_equal:
        return Op::greater_equal;
    case Op::greater:
        return Op::less;
    case Op::greater_equal:
        return Op::less_equal;
    default:
        return op;
    }
}

/// Parts whose kids are all nodes; others hold places among them or run a kid more than once.
bool plain(Op op) {
    return op == Op::constant || op == Op::slot || (op >= Op::conjunction && op <= Op::test) ||
           op == Op::condition || op == Op::call_builtin || op == Op::list || op == Op::range ||
           op == Op::path;
}

class NextStep {
public:
    NextStep(const Expression& text, const Growing& growing, Inputs& inputs)
        : text_(text), program_(text.program()), growing_(growing.slots), slot_(growing.slot),
          now_(growing.now), inputs_(inputs), budget_{program_.max_steps} {}

    Number of_all() {
        Number next = below(program_.root);
        return budget_.spent() ? now_ + 1 : next;
    }

private:
    Number below(int node) {
        const Step& step = program_.at(node);
        if (!plain(step.op)) return now_ + 1;
        if (is_slot(node)) return now_ + 1;
        if (compares(step.op) && is_slot(program_.kid(step, 0)))
            return crossing(step.op, program_.kid(step, 1));
        if (compares(step.op) && is_slot(program_.kid(step, 1)))
            return crossing(mirrored(step.op), program_.kid(step, 0));
        if (step.op == Op::between && is_slot(program_.kid(step, 0)))
            return sooner(crossing(Op::greater_equal, program_.kid(step, 1)),
                          crossing(Op::less_equal, program_.kid(step, 2)));
        if (auto part = full_parts(step)) return (now_ / *part + 1) * *part;
        Number out;
        for (std::uint32_t i = 0; i < step.count; ++i)
            out = sooner(out, below(program_.kid(step, i)));
        return out;
    }

    bool is_slot(int node) const {
        const Step& step = program_.at(node);
        return step.op == Op::slot && step.a == slot_;
    }

    /// Whether nothing of it grows and it stands for itself.
    bool steady(int node) const {
        const Step& step = program_.at(node);
        if (step.op == Op::slot) return std::ranges::find(growing_, step.a) == growing_.end();
        if (!plain(step.op)) return false;
        for (std::uint32_t i = 0; i < step.count; ++i)
            if (!steady(program_.kid(step, i))) return false;
        return true;
    }

    /// Where `slot op that` turns. What is no number stays incomparable.
    Number crossing(Op op, int node) {
        if (!steady(node)) return now_ + 1;
        Value bound = text_.part(node, inputs_, budget_);
        if (!bound.is(Kind::number)) return std::nullopt;
        auto floor = bound.number().rounded(0, Rounding::floor);
        auto low = floor ? floor->to_int64() : std::nullopt;
        if (!low) return std::nullopt; // beyond what anything grows to
        std::int64_t at = *floor == bound.number() ? *low : *low + 1, past = *low + 1;
        bool by_reaching = op != Op::less_equal && op != Op::greater;
        bool by_passing = op != Op::less && op != Op::greater_equal;
        if (by_reaching && at > now_) return at;
        return by_passing && past > now_ ? Number(past) : std::nullopt;
    }

    /// n of floor(slot / n).
    Number full_parts(const Step& step) const {
        if (step.op != Op::call_builtin || step.count != 1 || now_ < 0) return std::nullopt;
        const Step& inner = program_.at(program_.kid(step, 0));
        if (builtin_name(step) != "floor" || inner.op != Op::divide) return std::nullopt;
        const Step& by = program_.at(program_.kid(inner, 1));
        if (!is_slot(program_.kid(inner, 0)) || by.op != Op::constant) return std::nullopt;
        const Value& part = program_.constants[static_cast<std::size_t>(by.a)];
        auto whole = part.is(Kind::number) ? part.number().to_int64() : std::nullopt;
        return whole && *whole > 0 ? whole : std::nullopt;
    }

    const Expression& text_;
    const Program& program_;
    const std::vector<int>& growing_;
    int slot_;
    std::int64_t now_;
    Inputs& inputs_;
    Budget budget_;
};

} // namespace

std::optional<std::int64_t> next_step(const Expression& text, const Growing& growing,
                                      Inputs& inputs) {
    return NextStep(text, growing, inputs).of_all();
}

} // namespace banxing::feel
