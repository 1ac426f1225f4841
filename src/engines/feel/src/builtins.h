#pragma once
// The standard's functions. A row is one signature; a name may have several.
#include <feel/function.h>
#include <feel/program.h>

#include <optional>

namespace banxing::feel {

/// Kinds an argument may have, as letters: a any, n number, s string, b boolean, l list, c context,
/// r range, d date, t time, z date and time, y years-months duration, u days duration, f function,
/// p point or range, q any duration, e date or date and time.
struct Parameter {
    std::string name;
    char kind = 'a';
    bool optional = false;
    bool variadic = false; // the last one: the rest of the arguments, or one list
};

using BuiltinFunction = Value (*)(std::span<const Value> arguments, Budget& budget);

struct Builtin {
    std::string name;
    std::vector<Parameter> parameters;
    BuiltinFunction function = nullptr;
    Type result;
    bool takes_null = false; // over the items of a list, nulls too; else a null argument gives null
    std::size_t least = 0;   // arguments
    std::size_t most = 0;
};

const std::vector<Builtin>& builtins();
/// Rows of that name: [first, last).
std::pair<int, int> builtin_rows(std::string_view name);
/// Names cut into words, for the parser.
const std::multimap<std::string, Scope::Pattern, std::less<>>& builtin_patterns();

/// Checks and converts arguments (singleton lists), then calls. Unknown arguments give unknown.
Value call_builtin(const Builtin& row, std::span<const Value> arguments, Budget& budget);
/// The row that takes this many positional arguments, else −1.
int builtin_for(std::pair<int, int> rows, std::size_t count);

/// A function value with these arguments; null when it is none or the number is wrong.
Value call_value(const Value& function, std::span<const Value> arguments, Budget& budget);

} // namespace banxing::feel
