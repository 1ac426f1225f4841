#pragma once
// Compile FEEL text once against declared names, evaluate it often from any thread.
#include <core/result.h>
#include <feel/type.h>
#include <feel/value.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::feel {

/// The names an expression may use. A name may hold spaces, 汉字 and the signs FEEL allows in
/// names.
class Scope {
public:
    struct Slot {
        std::vector<std::string> names; // the first is the one shown
        Type type;
        bool may_be_null = false; // where that shows: strict texts do no arithmetic on it
    };
    /// The slot's number: what Inputs::get is asked for.
    int add(std::string name, Type type = {});
    /// Another name for the same slot, e.g. the fact's id beside its label.
    void alias(int slot, std::string name);
    void mark_null(int slot) { slots_[static_cast<std::size_t>(slot)].may_be_null = true; }
    const std::vector<Slot>& slots() const { return slots_; }

    /// A name cut into words and signs; spaces do not count.
    struct Pattern {
        std::vector<std::string> tokens;
        int slot = 0;
    };
    /// Patterns by their first token.
    const std::multimap<std::string, Pattern, std::less<>>& patterns() const { return patterns_; }

private:
    std::vector<Slot> slots_;
    std::multimap<std::string, Pattern, std::less<>> patterns_;
};

/// Where values come from. Asked only when an expression needs it, possibly more than once per
/// slot.
class Inputs {
public:
    virtual ~Inputs() = default;
    /// A value; Value() when it is known that there is none; Value::unknown(slot) when nobody has
    /// told us.
    virtual Value get(int slot) = 0;
    /// For now() and today(), where the options allow them: a date and time.
    virtual Value now() { return {}; }
};

struct Options {
    bool strict = true; // an unresolved name or a type clash refuses the expression (else: null)
    bool clock = true;  // today() and now() may be used
    bool months_durations = true;        // "years and months duration" values may be used
    std::size_t max_length = 65536;      // bytes of text
    int max_depth = 200;                 // nesting of the text
    std::int64_t max_steps = 10'000'000; // of one evaluation
    bool fold = true;                    // constant parts are evaluated once, when compiling
    /// Types of the model around, for `instance of` and parameters.
    std::function<std::optional<Type>(const std::string&)> named_type = {};
    /// Published policy: strict, a day is a fact, ages are facts.
    static Options policy() { return {.clock = false, .months_durations = false}; }
    /// The conformance kit: what does not resolve is null at run time.
    static Options lenient() { return {.strict = false}; }
};

/// 1-based; column counts characters, not bytes.
struct Position {
    int line = 1, column = 1;
};

/// Something the author should know: full-width punctuation that was read as half-width …
struct Note {
    Position at;
    Words words;
};

/// A value, or unknown for want of inputs, or a fault (budget exceeded).
struct Outcome {
    enum class Kind { value, unknown, fault };
    Kind kind = Kind::value;
    Value value = {};
    std::vector<int> needs = {}; // unknown: slots, ascending
    Words fault = {};

    bool known() const { return kind == Kind::value; }
    static Outcome of(Value value); // sorts a Value::unknown into `needs`
};

/// A call of a rounding function, for explanations.
struct Rounded {
    std::string_view function; // "decimal", "floor" …
    Value before, after;
};

struct Program;
/// What one evaluation may still use; shared by everything it calls.
struct Budget {
    std::int64_t steps = 10'000'000;
    int depth = 400;                         // calls within calls
    std::vector<Rounded>* rounded = nullptr; // where roundings are noted, if anywhere
    const char* stack = here();              // where the evaluation began
    bool spent() const { return steps < 0 || depth < 0; }
    /// Whether calls within calls have used half of an ordinary thread's stack.
    bool out_of_stack() const {
        constexpr std::ptrdiff_t most = 4 << 20; // bytes
        std::ptrdiff_t used = stack - here();
        return used > most || used < -most;
    }
    [[gnu::always_inline]] static inline const char* here() {
        return static_cast<const char*>(__builtin_frame_address(0));
    }
};

class Expression {
public:
    /// Errors: Fault::invalid; the message ends with 第 L 行第 C 列, fields[0].field is "L:C".
    static Result<Expression> compile(std::string_view source, const Scope& scope,
                                      const Options& options = {});
    /// A cell: unary tests over `subject`, the slot that stands for the tested value (`?`). Gives a
    /// boolean.
    static Result<Expression> compile_tests(std::string_view source, const Scope& scope,
                                            int subject, const Options& options = {});

    Outcome evaluate(Inputs& inputs) const;
    /// Between engine parts: the value, which may be Value::unknown, inside a larger budget.
    Value run(Inputs& inputs, Budget& budget) const;
    /// The value of one part of it that stands for itself: no place of a loop or a context in it.
    Value part(int node, Inputs& inputs, Budget& budget) const;

    const Type& type() const;
    /// The slot, when the text is nothing but its name; else −1.
    int lone_slot() const;
    /// Slots the text names, ascending.
    const std::vector<int>& slots() const;
    const std::vector<Note>& notes() const;
    const std::string& text() const;
    /// The value when it is a constant.
    std::optional<Value> constant() const;
    const Program& program() const { return *program_; }

private:
    explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    std::shared_ptr<const Program> program_; // shared with the functions it makes
};

/// Full-width punctuation and digits outside string literals in their half-width form, with a note
/// for each run.
std::string normalise(std::string_view text, std::vector<Note>& notes);

} // namespace banxing::feel
