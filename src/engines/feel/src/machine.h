#pragma once
// Evaluates a Program. Null where FEEL has no answer; Value::unknown where an input that decides is
// missing.
#include <feel/program.h>

namespace banxing::feel {

struct Builtin;

class Machine {
public:
    Machine(const Program& program, Inputs* inputs, Value* places, Budget& budget)
        : program_(program), inputs_(inputs), places_(places), budget_(budget) {}

    Value run(int node);

private:
    Value paid(Value value);
    Value kid(const Step& step, std::uint32_t i) { return run(program_.kid(step, i)); }
    Value structure(const Step& step);
    Value make_list(const Step& step);
    Value make_context(const Step& step);
    Value make_range(const Step& step);
    Value path(const Step& step);
    Value filter(const Step& step);
    Value item_name(const Step& step);
    Value condition(const Step& step);
    Value loop(const Step& step);
    bool iterate(const Step& step, std::uint32_t level, List& out);
    Value quantified(const Step& step, bool some);
    void quantify(const Step& step, std::uint32_t level, bool some, Value& sum);
    /// What a `for` runs over; not a list: unknown or null.
    Value domain(int node);
    Value span(const Step& step);
    Value logic(const Step& step, bool stop);
    Value compare(const Step& step);
    Value between(const Step& step);
    Value in(const Step& step);
    Value tests(const Step& step);
    Value test(const Step& step);
    Value call_builtin(const Step& step);
    template <std::size_t N>
    Value call_with(const Builtin& row, const Step& step);
    Value call(const Step& step);
    Value call_named(const Step& step);
    Value lambda(const Step& step);

    const Program& program_;
    Inputs* inputs_;
    Value* places_;
    Budget& budget_;
};

/// Whether a part needs no input, and what it then is (cell.cpp).
bool is_constant(const Program& program, int node);
Value value_of(const Program& program, int node);

// Operations on values (operations.cpp, access.cpp); unknown operands give unknown.
Value arithmetic(Op op, const Value& a, const Value& b);
Value negated(const Value& a);
Value relation(Op op, const Value& a, const Value& b);
Value contains(const Range& range, const Value& value);
/// `in`: equal, in the range, or one of the list.
Value belongs(const Value& value, const Value& to);
Value conjunction(const Value& a, const Value& b);
Value disjunction(const Value& a, const Value& b);
Value negation(const Value& a);
/// `value.name` with the properties of dates, times, durations and ranges.
Value member(const Value& value, std::string_view name);
/// The local time of an instant (seconds since 1970 UTC), in the zone and with the fraction of
/// `local`; nothing beyond the days that are.
std::optional<DateTime> at_instant(std::int64_t utc, DateTime local);
/// Points in time and durations.
Value add_days_duration(const Value& point, DaysDuration duration);
Value add_months_duration(const Value& point, std::int64_t months);
std::optional<DaysDuration> make_duration(__int128 nanos);
__int128 nanos_of(DaysDuration duration);

} // namespace banxing::feel
