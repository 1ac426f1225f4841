#include "builtin_functions.h"
#include "machine.h"
#include "nodes_of_value.h"

#include <algorithm>

namespace banxing::feel {
namespace {

std::optional<std::vector<Decimal>> numbers_of(Arguments items) {
    std::vector<Decimal> numbers;
    for (const Value& item : items) {
        if (!item.is(Kind::number)) return std::nullopt;
        numbers.push_back(item.number());
    }
    return numbers.empty() ? std::nullopt : std::optional(std::move(numbers));
}

Value total(Arguments items) {
    if (items.empty()) return {};
    bool summable = items[0].is(Kind::number) || items[0].is(Kind::days_duration) ||
                    items[0].is(Kind::months_duration);
    if (!summable) return {};
    Value sum = items[0];
    for (std::size_t i = 1; i < items.size(); ++i) {
        if (items[i].kind() != items[0].kind()) return {};
        sum = arithmetic(Op::add, sum, items[i]);
    }
    return sum;
}

Value quotient(const Value& sum, std::size_t count) {
    return arithmetic(Op::divide, sum, Value::of(count));
}

} // namespace

Value list_sum(Arguments a, Budget&) {
    return total(a);
}

Value list_mean(Arguments a, Budget&) {
    return a.empty() ? Value() : quotient(total(a), a.size());
}

Value list_product(Arguments a, Budget&) {
    auto numbers = numbers_of(a);
    if (!numbers) return {};
    Value product = Value::of(1);
    for (const Decimal& n : *numbers) product = arithmetic(Op::multiply, product, Value::of(n));
    return product;
}

Value list_median(Arguments a, Budget&) {
    auto numbers = numbers_of(a);
    if (!numbers) return {};
    std::ranges::sort(*numbers);
    std::size_t middle = numbers->size() / 2;
    if (numbers->size() % 2) return Value::of((*numbers)[middle]);
    return quotient(
        arithmetic(Op::add, Value::of((*numbers)[middle - 1]), Value::of((*numbers)[middle])), 2);
}

Value list_mode(Arguments a, Budget&) {
    if (a.empty()) return Value::of(List{});
    auto numbers = numbers_of(a);
    if (!numbers) return {};
    std::ranges::sort(*numbers);
    List modes;
    std::size_t most = 0;
    for (std::size_t i = 0; i < numbers->size();) {
        std::size_t end = i;
        while (end < numbers->size() && (*numbers)[end] == (*numbers)[i]) ++end;
        if (end - i > most) modes.clear(), most = end - i;
        if (end - i == most) modes.push_back(Value::of((*numbers)[i]));
        i = end;
    }
    return Value::of(std::move(modes));
}

Value list_stddev(Arguments a, Budget& budget) {
    auto numbers = numbers_of(a);
    if (!numbers || numbers->size() < 2) return {};
    Value mean = list_mean(a, budget), sum = Value::of(0);
    for (const Decimal& n : *numbers) {
        Value apart = arithmetic(Op::subtract, Value::of(n), mean);
        sum = arithmetic(Op::add, sum, arithmetic(Op::multiply, apart, apart));
    }
    Value variance = quotient(sum, numbers->size() - 1);
    if (!variance.is(Kind::number)) return {};
    auto root = square_root(variance.number());
    return root ? Value::of(*root) : Value();
}

} // namespace banxing::feel
