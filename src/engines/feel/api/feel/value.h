#pragma once
// One FEEL value. Scalars are held inline (24 bytes, no allocation); text and structures are shared
// and immutable.
#include <core/result.h>

#include <atomic>
#include <concepts>
#include <cstring>
#include <memory>
#include <optional>
#include <scalar/decimal.h>
#include <scalar/temporal.h>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace banxing::feel {

enum class Kind : std::uint8_t {
    null, // FEEL null; as an input: known to be absent
    boolean,
    number,
    date,
    time,
    date_time,
    days_duration,
    months_duration,
    string,
    list,
    context,
    range,
    function,
    unknown, // not a FEEL value: what an input answers when nobody has told us yet
};

class Value;
using List = std::vector<Value>;
struct Entry;
struct Range;
class Callable;

/// What the shared part of a value derives from: counted, immutable once shared.
struct Shared {
    mutable std::atomic<std::uint32_t> owners{1};
    /// How much a walk through all of it meets, however often a part is shared; and how deep it is.
    std::uint32_t weight = 1, depth = 0;
    virtual ~Shared() = default;
    void hold(const Value& part); // counts a part in
};

class Value {
public:
    Value() = default; // null
    Value(const Value& o) : a_(o.a_), b_(o.b_), kind_(o.kind_), shared_(o.shared_) { retain(); }
    Value(Value&& o) noexcept : a_(o.a_), b_(o.b_), kind_(o.kind_), shared_(o.shared_) {
        o.kind_ = Kind::null;
        o.shared_ = false;
    }
    Value& operator=(Value o) noexcept {
        swap(o);
        return *this;
    }
    ~Value() { release(); }
    void swap(Value& o) noexcept {
        std::swap(a_, o.a_), std::swap(b_, o.b_), std::swap(kind_, o.kind_);
        std::swap(shared_, o.shared_);
    }

    template <std::same_as<bool> T>
    static Value of(T yes) {
        return inline_of(Kind::boolean, static_cast<std::uint64_t>(yes));
    }
    template <std::integral T>
    requires(!std::same_as<T, bool>) static Value of(T n) {
        return of(Decimal(static_cast<std::int64_t>(n)));
    }
    static Value of(const Decimal& n) { return inline_of(Kind::number, n); }
    static Value of(std::string_view text); // UTF-8
    static Value of(const char* text) { return of(std::string_view(text)); }
    static Value of(Date day) { return of(to_day(day)); }
    static Value of(Day day) { return inline_of(Kind::date, day); }
    static Value of(const Time& t) { return inline_of(Kind::time, t); }
    static Value of(const DateTime& t);
    static Value of(DaysDuration d) { return inline_of(Kind::days_duration, d); }
    static Value of(MonthsDuration d) { return inline_of(Kind::months_duration, d); }
    static Value of(List items);
    /// Later entries of the same name win.
    static Value context(std::vector<Entry> entries);
    static Value of(Range range);
    static Value function(Callable* owned); // takes the one ownership that `owned` was born with
    static Value unknown(int slot) { return inline_of(Kind::unknown, std::int64_t{slot}); }
    /// Unknown for want of any of these.
    static Value unknown(std::vector<int> slots);

    std::uint32_t weight() const { return shared_ ? shared()->weight : 1; }
    std::uint32_t depth() const { return shared_ ? shared()->depth : 0; }

    Kind kind() const { return kind_; }
    bool is_null() const { return kind_ == Kind::null; }
    bool is_unknown() const { return kind_ == Kind::unknown; }
    bool is(Kind kind) const { return kind_ == kind; }
    bool is_true() const { return kind_ == Kind::boolean && a_ == 1; }
    bool is_false() const { return kind_ == Kind::boolean && a_ == 0; }

    // Access to what it is; asking for another kind is a fault of the program.
    bool boolean() const { return a_ != 0; }
    Decimal number() const { return as<Decimal>(); }
    Day day() const { return as<Day>(); }
    Time time() const { return as<Time>(); }
    DateTime date_time() const;
    DaysDuration days_duration() const { return as<DaysDuration>(); }
    MonthsDuration months_duration() const { return as<MonthsDuration>(); }
    std::string_view string() const;
    const List& list() const;
    std::span<const Entry> entries() const;
    /// Null pointer when a context has no such entry.
    const Value* find(std::string_view name) const;
    const Range& range() const;
    const Callable& callable() const;
    /// The inputs that would have to be known, ascending.
    std::vector<int> needs() const;

    /// Whole number, exactly: money in fen. An error for a fraction, another kind, or a number
    /// beyond int64.
    Result<std::int64_t> to_int64() const;
    /// A date within banxing::Date, or an error.
    Result<Date> to_date() const;
    Result<bool> to_bool() const;
    Result<std::string> to_string() const;

    /// The same kind and content; 1.0 equals 1, null equals null. Times are compared with their
    /// zones (`is`).
    friend bool operator==(const Value& a, const Value& b);

private:
    template <typename T>
    static Value inline_of(Kind kind, const T& content) {
        static_assert(sizeof(T) <= 16 && std::is_trivially_copyable_v<T>);
        Value v;
        v.kind_ = kind;
        std::memcpy(&v.a_, &content, sizeof(T) < 8 ? sizeof(T) : 8);
        if constexpr (sizeof(T) > 8)
            std::memcpy(&v.b_, reinterpret_cast<const char*>(&content) + 8, sizeof(T) - 8);
        return v;
    }
    template <typename T>
    T as() const {
        std::uint64_t words[2] = {a_, b_};
        T content;
        std::memcpy(&content, words, sizeof(T));
        return content;
    }
    static Value share(Kind kind, Shared* owned);
    const Shared* shared() const { return reinterpret_cast<const Shared*>(a_); }
    void retain() const {
        if (shared_) shared()->owners.fetch_add(1, std::memory_order_relaxed);
    }
    void release() {
        if (shared_ && shared()->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy();
    }
    void destroy();

    std::uint64_t a_ = 0, b_ = 0;
    Kind kind_ = Kind::null;
    bool shared_ = false; // a_ points to a Shared
};

struct Entry {
    std::string name;
    Value value;
};

struct Range {
    Value low, high;
    bool low_closed = false, high_closed = false;
    /// Written with an operator: the null end of (< 10), (>= 18) is no end; elsewhere a null end
    /// decides nothing.
    bool half_line = false;
    bool all_but() const { return at_point() && !low_closed; } // (!= 10)
    bool just() const { return at_point() && low_closed; }     // (= 10), which is not [10..10]

private:
    bool at_point() const { return half_line && !low.is_null() && !high.is_null(); }
};

/// FEEL's `=`: true, false, or null when the two cannot be compared; unknown when that decides it.
Value equals(const Value& a, const Value& b);
/// −1, 0, 1 for numbers, text, dates, times and durations of one kind; nothing where there is no
/// order.
std::optional<int> order(const Value& a, const Value& b);

/// Like FEEL's string(): numbers plain, dates ISO, text bare, lists in brackets; "需要更多信息"
/// never appears here.
std::string display(const Value& value);
/// JSON with exact decimals; dates and durations as their ISO text; null for what JSON has not.
std::string json_text(const Value& value);

} // namespace banxing::feel
