// Expressions as anybody may write them: evaluation ends within its budget, says the same twice,
// and says the same whether or not constant parts were evaluated beforehand; normalising a text
// twice changes nothing.
#include <feel/expression.h>

#include <cstdlib>

using namespace banxing;
using namespace banxing::feel;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

struct Facts : Inputs {
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

const Scope& scope() {
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

std::string said(const Outcome& outcome) {
    if (outcome.kind == Outcome::Kind::fault) return "fault";
    std::string text = outcome.known() ? display(outcome.value) : "?";
    for (int slot : outcome.needs) text += std::to_string(slot);
    return text;
}

void check(std::string_view text, Options options, bool tests) {
    options.max_steps = 20'000;
    options.max_length = 4096;
    auto compile = [&] {
        return tests ? Expression::compile_tests(text, scope(), 0, options)
                     : Expression::compile(text, scope(), options);
    };
    auto folded = compile();
    options.fold = false;
    auto plain = compile();
    require(folded.has_value() == plain.has_value());
    if (!folded) {
        require(!folded.error().message.zh.empty() && !folded.error().message.en.empty());
        return;
    }
    Facts facts;
    auto once = said(folded->evaluate(facts));
    require(once == said(folded->evaluate(facts)));
    auto other = said(plain->evaluate(facts)); // spends more steps
    require(other == once || other == "fault");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    check(text, Options::policy(), false);
    check(text, Options::lenient(), false);
    check(text, Options::policy(), true);
    std::vector<Note> notes, again;
    auto normal = normalise(text, notes);
    require(normalise(normal, again) == normal);
    return 0;
}
