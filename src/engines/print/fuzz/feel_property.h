#pragma once
// What holds of any text: evaluation ends within its budget, says the same twice, and says the same
// whether or not constant parts were evaluated beforehand; what is printed compiles, means the same
// and prints as itself; normalising twice changes nothing. For the fuzzer and for kept texts.
#include <feel/expression.h>

#include <print/print.h>

namespace banxing::feel {

struct FuzzFacts : Inputs {
    Value get(int slot) override {
        switch (slot) {
        case 0:
            return Value::of(84);
        case 1:
            return Value::of("诸暨");
        case 2:
            return Value::unknown(2);
        case 3:
            return Value::of(List{Value::of(1), Value::of(2), Value::of(3)});
        default:
            return Value::context({{"x", Value::of(1)}, {"户 籍", Value::of("a")}});
        }
    }
};

inline const Scope& fuzz_scope() {
    static const Scope names = [] {
        Scope made;
        made.add("n", TypeKind::number);
        made.add("月 龄", TypeKind::string);
        made.add("u", TypeKind::boolean);
        made.add("list of n", Type::list(TypeKind::number));
        made.add("c", TypeKind::context);
        return made;
    }();
    return names;
}

class Property {
public:
    Property(Options options, bool tests) : options_(std::move(options)), tests_(tests) {
        options_.max_steps = 20'000;
        options_.max_length = 4096;
    }

    /// What does not hold; empty when all does.
    std::string broken(std::string_view text) {
        auto folded = compile(text);
        options_.fold = false;
        auto plain = compile(text);
        options_.fold = true;
        if (folded.has_value() != plain.has_value()) return "folding decides what compiles";
        if (!folded) {
            const Words& words = folded.error().message;
            return words.zh.empty() || words.en.empty() ? "refused without words" : "";
        }
        std::string once = said(*folded), other = said(*plain);
        if (once != said(*folded)) return "says something else the second time";
        if (other != once && other != "fault") return "folding changes " + other + " to " + once;
        return broken_print(*plain, other);
    }

private:
    Result<Expression> compile(std::string_view text) const {
        return tests_ ? Expression::compile_tests(text, fuzz_scope(), 0, options_)
                      : Expression::compile(text, fuzz_scope(), options_);
    }

    static std::string said(const Expression& expression) {
        FuzzFacts facts;
        Outcome outcome = expression.evaluate(facts);
        if (outcome.kind == Outcome::Kind::fault) return "fault";
        std::string text = outcome.known() ? display(outcome.value) : "?";
        for (int slot : outcome.needs) text += std::to_string(slot);
        return text;
    }

    std::string broken_print(const Expression& plain, const std::string& wanted) const {
        Property wider(options_, tests_);
        wider.options_.fold = false;
        wider.options_.max_length = 1 << 20, wider.options_.max_depth = 600; // brackets
        std::string printed = print(plain);
        auto again = wider.compile(printed);
        if (!again)
            return "what was printed is refused: " + printed + " " + again.error().message.en;
        if (print(*again) != printed) return "printed " + printed + ", then " + print(*again);
        std::string found = said(*again);
        if (found != wanted) return "printed " + printed + ": " + found + ", not " + wanted;
        return {};
    }

    Options options_;
    bool tests_;
};

/// Of a text as an expression, strict and lenient, and as a cell.
inline std::string broken(std::string_view text) {
    for (auto& property : {Property(Options::policy(), false), Property(Options::lenient(), false),
                           Property(Options::policy(), true), Property(Options::lenient(), true)})
        if (auto fault = Property(property).broken(text); !fault.empty()) return fault;
    std::vector<Note> notes, again;
    auto normal = normalise(text, notes);
    return normalise(normal, again) == normal ? "" : "normalising again changes " + normal;
}

} // namespace banxing::feel
