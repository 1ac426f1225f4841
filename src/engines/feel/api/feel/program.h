#pragma once
// The compiled form, for engines that take it further: a tree in flat arrays, names replaced by
// numbers.
#include <feel/expression.h>
#include <feel/function.h>

namespace banxing::feel {

enum class Op : std::uint8_t {
    constant,  // a: constant
    slot,      // a: slot
    local,     // a: place in the frame, b: name
    item_name, // a: place of the item, b: name, kid: what it means where the item has no such entry
    list,      // kids
    context,   // names: entry names; kids: value, place, value, place …
    range,     // kids: low, high; a: 1 low closed, 2 high closed, 4 half line
    path,      // kid, b: name
    filter,    // kids: list, condition; a: place of the item
    condition, // kids: if, then, else
    loop,      // kids: domain, place, …, body; a: place of `partial` or −1
    some,      // kids: domain, place, …, condition
    every,
    conjunction,
    disjunction,
    add,
    subtract,
    multiply,
    divide,
    power,
    negate,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    between,      // kids: value, low, high
    in,           // kids: value, tests… : any
    tests,        // kids: tests… over the subject: any; a: 1 negated
    test,         // kids: subject, expression; a: 1 when the expression names the subject
    instance_of,  // kid, a: type
    call_builtin, // a: row of the table
    call,         // kids: function, arguments…
    call_named,   // kids: function, arguments…; names
    lambda,       // a: lambda
    span,         // kids: from, to of `a..b` in a loop
};

struct Step {
    Op op = Op::constant;
    int a = 0, b = 0;
    std::uint32_t first = 0, count = 0; // kids
    std::uint32_t names = 0;            // first of its names, as many as the op says
};

struct Capture {
    bool from_slot = false;
    int from = 0, to = 0;
};

struct Lambda {
    std::vector<std::string> parameters;
    Type type;
    int body = 0;
    int places = 0; // size of its frame: parameters first
    std::vector<Capture> captures;
};

struct Program : std::enable_shared_from_this<Program> {
    std::string text;
    std::vector<Step> steps;
    std::vector<int> kids;
    std::vector<Value> constants;
    std::vector<std::string> names;
    std::vector<Type> types;
    std::vector<Lambda> lambdas;
    std::vector<std::string> slot_names;
    int root = 0;
    int places = 0;
    int subject = -1; // of unary tests
    Type type;
    std::vector<int> slots;
    std::vector<Note> notes;
    std::int64_t max_steps = 0;
    bool may_be_null = false; // as far as the text shows

    int kid(const Step& step, std::uint32_t i) const { return kids[step.first + i]; }
    const Step& at(int node) const { return steps[static_cast<std::size_t>(node)]; }
    const std::string& name(int index) const { return names[static_cast<std::size_t>(index)]; }
};

/// Of a call_builtin step.
std::string_view builtin_name(const Step& step);
/// The names of its arguments, where without them another signature would be read; else empty.
std::vector<std::string> names_needed(const Step& step);
/// The name of one of the standard's functions; empty for any other.
std::string_view standard_name(const Callable& function);

} // namespace banxing::feel
