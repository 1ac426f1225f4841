#include "compiler.h"
#include "nodes_of_value.h"

#include <algorithm>

namespace banxing::feel {
namespace {

bool is_point(TypeKind kind) {
    return kind == TypeKind::date || kind == TypeKind::date_time || kind == TypeKind::time;
}
bool is_duration(TypeKind kind) {
    return kind == TypeKind::days_duration || kind == TypeKind::months_duration;
}

/// The kind of a sum or difference; nothing when there is none.
std::optional<Type> sum_type(bool minus, const Type& a, const Type& b) {
    using enum TypeKind;
    if (a.is(number) && b.is(number)) return Type(number);
    if (!minus && a.is(string) && b.is(string)) return Type(string);
    if (is_duration(a.kind()) && a.kind() == b.kind()) return a;
    if (is_point(a.kind()) && is_duration(b.kind())) return a;
    if (!minus && is_duration(a.kind()) && is_point(b.kind())) return b;
    if (minus && is_point(a.kind()) && is_point(b.kind())) return Type(days_duration);
    return std::nullopt;
}

std::optional<Type> product_type(Op op, const Type& a, const Type& b) {
    using enum TypeKind;
    if (a.is(number) && b.is(number)) return Type(number);
    if (op == Op::power) return std::nullopt;
    if (is_duration(a.kind()) && b.is(number)) return a;
    if (op == Op::multiply && a.is(number) && is_duration(b.kind())) return b;
    if (op == Op::divide && is_duration(a.kind()) && a.kind() == b.kind()) return Type(number);
    return std::nullopt;
}

Type constant_type(const Value& value) {
    using enum TypeKind;
    constexpr TypeKind of[] = {null,      boolean,       number,          date,   time,
                               date_time, days_duration, months_duration, string, list,
                               context,   range,         function,        any};
    return Type(of[static_cast<std::size_t>(value.kind())]);
}

} // namespace

int Compiler::height_of(Op op, const std::vector<int>& kids) const {
    if (op == Op::lambda) // its body
        return heights_[static_cast<std::size_t>(program_.lambdas.back().body)] + 1;
    bool binds = op == Op::context || op == Op::loop || op == Op::some || op == Op::every;
    int height = 0;
    for (std::size_t i = 0; i < kids.size(); i += binds ? 2 : 1) // between them: places
        height = std::max(height, heights_[static_cast<std::size_t>(kids[i])] + 1);
    return height;
}

int Compiler::emit(Op op, Type type, std::vector<int> kids, int a, int b) {
    Step step{op, a, b, static_cast<std::uint32_t>(program_.kids.size()),
              static_cast<std::uint32_t>(kids.size())};
    program_.kids.insert(program_.kids.end(), kids.begin(), kids.end());
    program_.steps.push_back(step);
    types_.push_back(std::move(type));
    heights_.push_back(height_of(op, kids));
    constexpr int highest = 1000; // "1+1+…": each step stands on the one before
    if (heights_.back() > highest) refuse(cursor_.at(), "表达式过长", "too many steps in one");
    return static_cast<int>(program_.steps.size()) - 1;
}

int Compiler::emit_constant(Value value) {
    Type type = constant_type(value);
    program_.constants.push_back(std::move(value));
    return emit(Op::constant, std::move(type), {}, static_cast<int>(program_.constants.size()) - 1);
}

int Compiler::intern(std::string name) {
    auto found = std::ranges::find(program_.names, name);
    if (found == program_.names.end()) found = program_.names.insert(found, std::move(name));
    return static_cast<int>(found - program_.names.begin());
}

Type Compiler::arithmetic_type(Op op, const Type& a, const Type& b, bool& clash) {
    bool sum = op == Op::add || op == Op::subtract;
    if (a.is_any() || b.is_any()) {
        if (!sum && (op == Op::power || op == Op::multiply))
            return op == Op::power ? Type(TypeKind::number) : Type();
        return Type();
    }
    auto type = sum ? sum_type(op == Op::subtract, a, b) : product_type(op, a, b);
    clash = !type;
    return type.value_or(Type(TypeKind::null));
}

bool Compiler::comparable(const Type& a, const Type& b) const {
    return a.is_any() || b.is_any() || a.is(TypeKind::null) || b.is(TypeKind::null) ||
           a.kind() == b.kind();
}

void Compiler::note_comparison(int left, int right) {
    const Step &slot = program_.at(left), &null = program_.at(right);
    if (slot.op == Op::slot && null.op == Op::constant && may_be_null(right))
        compared_.insert(slot.a);
}

int Compiler::binary(Op op, int left, int right, std::size_t at) {
    if (left < 0 || right < 0) return -1;
    const Type a = type_of(left), b = type_of(right);
    if (op >= Op::equal && op <= Op::greater_equal) {
        if (!comparable(a, b) && clash(at, "“" + a.text() + "”不能与“" + b.text() + "”比较",
                                       a.text() + " cannot be compared with " + b.text()) < 0)
            return -1;
        note_comparison(left, right), note_comparison(right, left);
        return emit(op, TypeKind::boolean, {left, right});
    }
    bool wrong = may_be_null(left) || may_be_null(right);
    if (wrong && clash(at, "运算的一项可能为空值 null", "an operand may be null") < 0) return -1;
    Type type = arithmetic_type(op, a, b, wrong);
    if (wrong && clash(at, "“" + a.text() + "”与“" + b.text() + "”之间没有这种运算",
                       "no such operation between " + a.text() + " and " + b.text()) < 0)
        return -1;
    return emit(op, std::move(type), {left, right});
}

/// As far as the text shows it: null itself, or a branch that ends in null.
bool Compiler::may_be_null(int node) const {
    const Step& step = program_.at(node);
    if (step.op == Op::constant)
        return program_.constants[static_cast<std::size_t>(step.a)].is_null();
    if (step.op == Op::slot)
        return scope_.slots()[static_cast<std::size_t>(step.a)].may_be_null &&
               !compared_.contains(step.a);
    return step.op == Op::condition &&
           (may_be_null(program_.kid(step, 1)) || may_be_null(program_.kid(step, 2)));
}

bool Compiler::expect_boolean(int node, std::size_t at) {
    if (node < 0) return false;
    const Type& type = type_of(node);
    if (type.is(TypeKind::boolean) || type.is_any() || type.is(TypeKind::null)) return true;
    return clash(at, "这里需要真假值，得到的是“" + type.text() + "”",
                 "expected a boolean, found " + type.text()) >= 0;
}

int Compiler::refuse(std::size_t at, std::string zh, std::string en) {
    if (error_) return -1;
    auto p = cursor_.position(at);
    std::string line = std::to_string(p.line), column = std::to_string(p.column);
    Words words{std::move(zh) + "（第" + line + "行第" + column + "列）",
                std::move(en) + " (line " + line + ", column " + column + ")"};
    error_ = Error::invalid(words, {{line + ":" + column, words}});
    return -1;
}

int Compiler::clash(std::size_t at, const std::string& zh, const std::string& en) {
    return options_.strict ? refuse(at, zh, en) : 0;
}

bool Compiler::finished() {
    if (error_) return false;
    if (cursor_.ended()) return true;
    auto c = character_at(cursor_.text(), cursor_.at());
    std::string found(cursor_.text().substr(cursor_.at(), c.length));
    refuse(cursor_.at(), "此处不应出现“" + found + "”", "unexpected \"" + found + "\"");
    return false;
}

} // namespace banxing::feel
