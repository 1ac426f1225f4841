#pragma once
// One way to fail: a value of type Result<T>. See docs/decisions/0003-errors.md.
#include <string>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace banxing {

/// A sentence for people, in both languages of the product.
struct Words {
    std::string zh;
    std::string en;
    bool operator==(const Words&) const = default;
};

enum class Fault {
    invalid,     // the request or the data breaks a rule; the caller can correct it
    not_found,   // there is no such thing, or the caller may not know of it
    conflict,    // somebody else was faster, or the state no longer allows it
    forbidden,   // the caller may not do this
    too_large,   // over a stated limit
    unavailable, // try again later
    internal,    // our fault; the message says nothing of the inside
};

/// What is wrong with one field of a form, a request or a row.
struct FieldIssue {
    std::string field;
    Words message;
};

struct Error {
    Fault fault = Fault::internal;
    Words message;                  // for the person; never a secret, never SQL
    std::vector<FieldIssue> fields; // may be empty
    std::string detail = {};        // for the log only; never personal data

    static Error invalid(Words message, std::vector<FieldIssue> fields = {});
    static Error not_found(Words message);
    static Error conflict(Words message);
    static Error forbidden(Words message);
    static Error unavailable(Words message, std::string detail = {});
    static Error internal(std::string detail);
};

/// T, or why there is none.
template <typename T = void>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error>&& other) : tl::expected<T, Error>(std::move(other)) {}
};

inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

/// For TRY: the value of a good Result; nothing of a Result<void>.
template <typename T>
T try_value(Result<T>&& result) {
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

} // namespace banxing

/// Value of a Result, or return its error from the enclosing function (which returns a Result). May
/// be nested.
#define TRY(expression) BANXING_TRY(__COUNTER__, expression)
#define BANXING_TRY(n, expression) BANXING_TRY_AS(n, expression)
#define BANXING_TRY_AS(n, expression)                                                              \
    __extension__({                                                                                \
        auto try_##n = (expression);                                                               \
        if (!try_##n) return ::banxing::fail(std::move(try_##n).error());                          \
        ::banxing::try_value(std::move(try_##n));                                                  \
    })
