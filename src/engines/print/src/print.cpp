#include <feel/program.h>

#include <print/print.h>

namespace banxing::feel {
namespace {

/// How tightly an operator holds its operands; `loose` ends only at a bracket, comma or keyword.
enum class Hold { loose, either, both, comparison, sum, product, power, negation, primary };

struct Sign {
    std::string_view text;
    Hold hold;
};

std::optional<Sign> sign_of(Op op) {
    switch (op) {
    case Op::disjunction:
        return Sign{" or ", Hold::either};
    case Op::conjunction:
        return Sign{" and ", Hold::both};
    case Op::equal:
        return Sign{" = ", Hold::comparison};
    case Op::not_equal:
        return Sign{" != ", Hold::comparison};
    case Op::less:
        return Sign{" < ", Hold::comparison};
    case Op::less_equal:
        return Sign{" <= ", Hold::comparison};
    case Op::greater:
        return Sign{" > ", Hold::comparison};
    case Op::greater_equal:
        return Sign{" >= ", Hold::comparison};
    case Op::add:
        return Sign{" + ", Hold::sum};
    case Op::subtract:
        return Sign{" - ", Hold::sum};
    case Op::multiply:
        return Sign{" * ", Hold::product};
    case Op::divide:
        return Sign{" / ", Hold::product};
    case Op::power:
        return Sign{" ** ", Hold::power};
    default:
        return std::nullopt;
    }
}

std::string in_quotes(std::string_view text) { // JSON and FEEL escape alike
    return json_text(Value::of(text));
}

Hold tighter(Hold hold) {
    return static_cast<Hold>(static_cast<int>(hold) + 1);
}

class Printer {
public:
    explicit Printer(const Program& program) : program_(program) {}

    std::string run() {
        const Step& root = program_.at(program_.root);
        if (program_.subject >= 0) {
            tests(root);
        } else {
            put(program_.root);
        }
        return std::move(out_);
    }

private:
    const Value& constant(const Step& step) const {
        return program_.constants[static_cast<std::size_t>(step.a)];
    }
    bool is_null(int node) const {
        const Step& step = program_.at(node);
        return step.op == Op::constant && constant(step).is_null();
    }

    Hold hold(const Step& step) const {
        if (auto sign = sign_of(step.op)) return sign->hold;
        switch (step.op) {
        case Op::between:
        case Op::in:
            return Hold::comparison;
        case Op::negate:
            return Hold::negation;
        case Op::constant: {
            const Value& value = constant(step);
            return value.is(Kind::number) && value.number().negative() ? Hold::negation
                                                                       : Hold::primary;
        }
        case Op::path:        // what follows a name must not be read as more of it
        case Op::instance_of: // nor "<" after a type
        case Op::condition:
        case Op::loop:
        case Op::some:
        case Op::every:
        case Op::lambda:
        case Op::span:
            return Hold::loose;
        default:
            return Hold::primary;
        }
    }

    void put(int node, Hold least = Hold::loose) {
        const Step& step = program_.at(node);
        bool brackets = hold(step) < least;
        if (brackets) out_ += '(';
        if (auto sign = sign_of(step.op)) {
            binary(step, *sign);
        } else {
            print(step);
        }
        if (brackets) out_ += ')';
    }
    void put_kid(const Step& step, std::uint32_t i, Hold least = Hold::loose) {
        put(program_.kid(step, i), least);
    }

    void binary(const Step& step, Sign sign) {
        put_kid(step, 0, sign.hold);
        out_ += sign.text;
        put_kid(step, 1, tighter(sign.hold));
    }

    void print(const Step& step) {
        switch (step.op) {
        case Op::constant:
            return value(constant(step));
        case Op::slot:
            return step.a == program_.subject
                       ? void(out_ += '?')
                       : name(program_.slot_names[static_cast<std::size_t>(step.a)]);
        case Op::local:
        case Op::item_name:
            return name(program_.name(step.b));
        case Op::list:
            return commas(step, 0, '[', ']');
        case Op::context:
            return context(step);
        case Op::range:
            return range(step);
        case Op::path:
            return path(step);
        case Op::filter:
            put_kid(step, 0, Hold::primary);
            out_ += '[', put_kid(step, 1), out_ += ']';
            return;
        case Op::negate:
            out_ += '-';
            return put_kid(step, 0, Hold::negation);
        default:
            return print_word(step);
        }
    }

    void print_word(const Step& step) {
        switch (step.op) {
        case Op::condition:
            out_ += "if ", put_kid(step, 0);
            out_ += " then ", put_kid(step, 1);
            out_ += " else ", put_kid(step, 2);
            return;
        case Op::loop:
            return loop(step, "for ", " return ");
        case Op::some:
            return loop(step, "some ", " satisfies ");
        case Op::every:
            return loop(step, "every ", " satisfies ");
        case Op::span:
            put_kid(step, 0, Hold::sum), out_ += "..";
            return put_kid(step, 1, Hold::sum);
        case Op::between:
            put_kid(step, 0, Hold::comparison), out_ += " between ";
            put_kid(step, 1, Hold::sum), out_ += " and ";
            return put_kid(step, 2, Hold::sum);
        case Op::in:
            return in(step);
        case Op::instance_of:
            put_kid(step, 0, Hold::primary);
            out_ += " instance of " + program_.types[static_cast<std::size_t>(step.a)].text();
            return;
        case Op::lambda:
            return lambda(program_.lambdas[static_cast<std::size_t>(step.a)]);
        default:
            return call(step);
        }
    }

    /// In brackets: after a bare name anything might be more of it.
    void name(const std::string& text) { out_ += text == "?" ? text : "(" + text + ")"; }

    void commas(const Step& step, std::uint32_t from, char open, char close) {
        out_ += open;
        for (std::uint32_t i = from; i < step.count; ++i) {
            if (i > from) out_ += ", ";
            put_kid(step, i);
        }
        out_ += close;
    }

    void context(const Step& step) {
        out_ += '{';
        for (std::uint32_t i = 0; i < step.count; i += 2) {
            if (i > 0) out_ += ", ";
            out_ += in_quotes(program_.names[step.names + i / 2]) + ": ";
            put_kid(step, i);
        }
        out_ += '}';
    }

    void range(const Step& step) {
        int low = program_.kid(step, 0), high = program_.kid(step, 1);
        if (step.a & half_line) return half(step, low, high);
        out_ += step.a & low_closed ? '[' : '(';
        put(low, Hold::sum), out_ += "..", put(high, Hold::sum);
        out_ += step.a & high_closed ? ']' : ')';
    }

    /// (< 5), (= 5), (!= 5)
    void half(const Step& step, int low, int high) {
        bool greater = is_null(high), closed = (step.a & (low_closed | high_closed)) != 0;
        std::string sign = greater ? ">" : "<";
        if (closed) sign += '=';
        if (low == high) sign = closed ? "=" : "!=";
        out_ += '(' + sign + ' ';
        put(greater ? low : high, Hold::sum), out_ += ')';
    }

    void path(const Step& step) {
        const Step& of = program_.at(program_.kid(step, 0));
        if (of.op == Op::local && program_.name(of.b).empty()) return name(program_.name(step.b));
        bool number = of.op == Op::constant && constant(of).is(Kind::number);
        if (number) out_ += '(';
        put_kid(step, 0, Hold::primary);
        if (number) out_ += ')';
        out_ += '.' + program_.name(step.b);
    }

    void loop(const Step& step, const char* word, const char* then) {
        out_ += word;
        for (std::uint32_t i = 0; i + 1 < step.count; i += 2) {
            if (i > 0) out_ += ", ";
            out_ += program_.names[step.names + i / 2] + " in ";
            bool span = program_.at(program_.kid(step, i)).op == Op::span;
            put_kid(step, i, span ? Hold::loose : Hold::either);
        }
        out_ += then;
        put_kid(step, step.count - 1);
    }

    void in(const Step& step) {
        put_kid(step, 0, Hold::comparison);
        out_ += " in (";
        for (std::uint32_t i = 1; i < step.count; ++i) {
            if (i > 1) out_ += ", ";
            const Step& test = program_.at(program_.kid(step, i));
            if (test.op == Op::not_equal && program_.kid(test, 0) == program_.kid(step, 0)) {
                out_ += "!= ", put_kid(test, 1, Hold::sum);
            } else {
                put_kid(step, i);
            }
        }
        out_ += ')';
    }

    void lambda(const Lambda& lambda) {
        out_ += "function(";
        const auto& types = lambda.type.parameters();
        for (std::size_t i = 0; i < lambda.parameters.size(); ++i) {
            if (i > 0) out_ += ", ";
            out_ += lambda.parameters[i];
            if (!types[i].is_any()) out_ += ": " + types[i].text();
        }
        out_ += ") ";
        put(lambda.body);
    }

    void call(const Step& step) {
        if (step.op == Op::call_builtin) return call_standard(step);
        put_kid(step, 0, Hold::primary);
        if (step.op == Op::call) return commas(step, 1, '(', ')');
        named(step, 1, [&](std::uint32_t i) { return program_.names[step.names + i - 1]; });
    }

    template <typename Name>
    void named(const Step& step, std::uint32_t from, Name name_of) {
        out_ += '(';
        for (std::uint32_t i = from; i < step.count; ++i) {
            if (i > from) out_ += ", ";
            out_ += name_of(i) + ": ";
            put_kid(step, i);
        }
        out_ += ')';
    }

    void call_standard(const Step& step) {
        out_ += builtin_name(step);
        auto names = names_needed(step);
        if (names.empty()) return commas(step, 0, '(', ')');
        named(step, 0, [&](std::uint32_t i) { return names[i]; });
    }

    void tests(const Step& root) {
        if (root.op != Op::tests) return void(out_ += '-');
        if (root.a == 1) out_ += "not(";
        for (std::uint32_t i = 0; i < root.count; ++i) {
            if (i > 0) out_ += ", ";
            test(program_.at(program_.kid(root, i)));
        }
        if (root.a == 1) out_ += ')';
    }

    void test(const Step& step) {
        if (step.op != Op::test) { // < 84
            out_ += sign_of(step.op)->text.substr(1);
            return put_kid(step, 1, Hold::sum);
        }
        const Step& expression = program_.at(program_.kid(step, 1));
        bool brackets = expression.op == Op::call_builtin || hold(expression) < Hold::primary;
        if (brackets) out_ += '(';
        put_kid(step, 1);
        if (brackets) out_ += ')';
    }

    template <typename Items, typename Show>
    void joined(const Items& items, Show show) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) out_ += ", ";
            show(items[i]);
        }
    }

    void value(const Value& value_of) {
        switch (value_of.kind()) {
        case Kind::string:
            out_ += in_quotes(value_of.string());
            return;
        case Kind::list:
            out_ += '[', joined(value_of.list(), [this](const Value& v) { value(v); }), out_ += ']';
            return;
        case Kind::context:
            out_ += '{', joined(value_of.entries(), [this](const Entry& e) {
                out_ += in_quotes(e.name) + ": ", value(e.value);
            });
            out_ += '}';
            return;
        case Kind::range:
            return value_range(value_of.range());
        case Kind::function:
            return name(std::string(standard_name(value_of.callable())));
        case Kind::null:
        case Kind::boolean:
        case Kind::number:
        case Kind::unknown:
            out_ += display(value_of);
            return;
        default:
            out_ += "@\"" + display(value_of) + "\"";
        }
    }

    void value_range(const Range& range) {
        if (range.half_line) return value_half(range);
        out_ += range.low_closed ? '[' : '(';
        value(range.low), out_ += "..", value(range.high);
        out_ += range.high_closed ? ']' : ')';
    }

    void value_half(const Range& range) {
        std::string sign = range.high.is_null() ? ">" : "<";
        if (range.low_closed || range.high_closed) sign += '=';
        if (range.all_but()) sign = "!=";
        if (range.just()) sign = "=";
        out_ += '(' + sign + ' ';
        value(range.high.is_null() ? range.low : range.high), out_ += ')';
    }

    static constexpr int low_closed = 1, high_closed = 2, half_line = 4; // of Op::range
    const Program& program_;
    std::string out_;
};

} // namespace

std::string print(const Expression& expression) {
    return Printer(expression.program()).run();
}

} // namespace banxing::feel
