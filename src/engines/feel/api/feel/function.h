#pragma once
// Function values: literals of FEEL, the standard's own, and those a host brings (business
// knowledge models).
#include <feel/expression.h>

#include <span>
#include <string>
#include <vector>

namespace banxing::feel {

class Callable : public Shared {
public:
    /// Names in order, for invocation by name and for `instance of`; of equal length with
    /// type().parameters().
    virtual const std::vector<std::string>& parameters() const = 0;
    virtual Type type() const = 0;
    /// Whether it may stand where a function of that type is asked for.
    virtual bool fits(const Type& wanted) const { return type().fits(wanted); }
    /// As many arguments as parameters; missing ones are null. May be called from any thread.
    virtual Value call(std::span<const Value> arguments, Budget& budget) const = 0;
    /// Positional call with any number of arguments: null when the number is wrong.
    virtual Value call_with(std::span<const Value> arguments, Budget& budget) const {
        return arguments.size() == parameters().size() ? call(arguments, budget) : Value();
    }
};

/// The standard's function of that name (`sum`, `date and time`) as a value; null when there is
/// none.
Value builtin(std::string_view name);

} // namespace banxing::feel
