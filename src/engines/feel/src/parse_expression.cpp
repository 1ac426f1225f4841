#include "compiler.h"

#include <algorithm>

namespace banxing::feel {

/// Nested too deeply, or read again too often: readings that led nowhere count too.
bool Compiler::exhausted() {
    std::size_t most = std::min<std::size_t>(200'000, 1000 + 16 * cursor_.text().size());
    return depth_ > options_.max_depth || ++readings_ > most;
}

int Compiler::expression() {
    if (error_) return -1;
    ++depth_;
    if (exhausted()) return refuse(cursor_.at(), "嵌套过深", "nested too deeply");
    int node;
    if (cursor_.sees_word("if") && !find().end) {
        node = conditional();
    } else if (cursor_.sees_word("for") && !find().end) {
        node = loop();
    } else if (cursor_.sees_word("some") && !find().end) {
        node = quantified(Op::some);
    } else if (cursor_.sees_word("every") && !find().end) {
        node = quantified(Op::every);
    } else if (cursor_.sees_word("function") && !find().end) {
        node = function_literal();
    } else {
        node = disjunction();
    }
    --depth_;
    return node;
}

int Compiler::conditional() {
    cursor_.take_word("if");
    std::size_t at = cursor_.at();
    int test = expression();
    if (!expect_boolean(test, at)) return -1;
    if (!cursor_.take_word("then"))
        return refuse(cursor_.at(), "if 之后缺少 then", "missing 'then' after 'if'");
    int yes = expression();
    if (yes < 0) return -1;
    if (!cursor_.take_word("else"))
        return refuse(cursor_.at(), "if 缺少 else", "'if' needs 'else'");
    int no = expression();
    if (no < 0) return -1;
    const Type a = type_of(yes), b = type_of(no);
    Type type = a.is(TypeKind::null)                                          ? b
                : b.is(TypeKind::null) || (a.kind() == b.kind() && b.fits(a)) ? a
                                                                              : Type();
    return emit(Op::condition, std::move(type), {test, yes, no});
}

int Compiler::domain(Type& item) {
    int node = expression();
    if (node < 0) return -1;
    const Type type = type_of(node);
    if (type.is(TypeKind::list) || type.is(TypeKind::range)) item = type.element();
    if (!cursor_.take("..")) return node;
    int end = expression();
    item = type;
    return end < 0 ? -1 : emit(Op::span, TypeKind::list, {node, end});
}

bool Compiler::domains(std::vector<int>& kids) {
    do {
        std::string variable = loose_name();
        if (variable.empty() || !cursor_.take_word("in"))
            return refuse(cursor_.at(), "这里需要“变量 in 列表”", "expected 'variable in list'") >=
                   0;
        Type item;
        int node = domain(item);
        if (node < 0 || !can_bind(variable)) return false;
        kids.insert(kids.end(), {node, bind(std::move(variable), std::move(item)).place});
    } while (cursor_.take(","));
    return true;
}

int Compiler::loop() {
    cursor_.take_word("for");
    auto known = frame_->bindings.size();
    std::vector<int> kids;
    if (!domains(kids)) return -1;
    if (!cursor_.take_word("return"))
        return refuse(cursor_.at(), "for 缺少 return", "'for' needs 'return'");
    bind("partial", TypeKind::list);
    int partial = frame_->bindings.back().place;
    int body = expression();
    if (body < 0) return -1;
    bool used = frame_->bindings.back().used;
    frame_->bindings.pop_back();
    auto names = keep_names(known);
    kids.push_back(body);
    int node = emit(Op::loop, Type::list(type_of(body)), std::move(kids), used ? partial : -1);
    program_.steps[static_cast<std::size_t>(node)].names = names;
    return node;
}

int Compiler::quantified(Op op) {
    cursor_.take_word(op == Op::some ? "some" : "every");
    auto known = frame_->bindings.size();
    std::vector<int> kids;
    if (!domains(kids)) return -1;
    if (!cursor_.take_word("satisfies"))
        return refuse(cursor_.at(), "缺少 satisfies", "missing 'satisfies'");
    std::size_t at = cursor_.at();
    int body = expression();
    if (!expect_boolean(body, at)) return -1;
    auto names = keep_names(known);
    kids.push_back(body);
    int node = emit(op, TypeKind::boolean, std::move(kids));
    program_.steps[static_cast<std::size_t>(node)].names = names;
    return node;
}

/// Ends the bindings from `known` on; their names stay with the step that made them.
std::uint32_t Compiler::keep_names(std::size_t known) {
    auto first = static_cast<std::uint32_t>(program_.names.size());
    for (std::size_t i = known; i < frame_->bindings.size(); ++i)
        program_.names.push_back(frame_->bindings[i].name);
    frame_->bindings.resize(known);
    return first;
}

bool Compiler::parameters(Lambda& lambda) {
    std::vector<Type> types;
    if (!cursor_.take("("))
        return refuse(cursor_.at(), "函数缺少参数表", "function needs parameters") >= 0;
    while (!cursor_.sees(")")) {
        std::string name = loose_name();
        if (name.empty())
            return refuse(cursor_.at(), "这里需要参数名", "expected a parameter") >= 0;
        Type type;
        if (cursor_.take(":")) {
            auto declared = type_expression();
            if (!declared) return false;
            type = *declared;
        }
        lambda.parameters.push_back(std::move(name));
        types.push_back(std::move(type));
        if (!cursor_.take(",")) break;
    }
    lambda.type = Type::function(std::move(types), {});
    return cursor_.take(")") || refuse(cursor_.at(), "参数表缺少右括号", "missing ')'") >= 0;
}

int Compiler::function_literal() {
    cursor_.take_word("function");
    Lambda lambda;
    if (!parameters(lambda)) return -1;
    Frame frame;
    frame.parent = frame_;
    return lambda_body(std::move(lambda), frame);
}

int Compiler::lambda_body(Lambda lambda, Frame& frame) {
    Frame* outer = frame_;
    frame_ = &frame;
    for (std::size_t i = 0; i < lambda.parameters.size(); ++i)
        bind(lambda.parameters[i], lambda.type.parameters()[i]);
    bool external = cursor_.take_word("external");
    lambda.body = expression();
    frame_ = outer;
    if (lambda.body < 0) return -1;
    if (external) return emit_constant({}); // other languages are not called
    lambda.type = Type::function(lambda.type.parameters(), type_of(lambda.body));
    lambda.places = frame.places;
    lambda.captures = std::move(frame.captures);
    Type type = lambda.type;
    program_.lambdas.push_back(std::move(lambda));
    return emit(Op::lambda, std::move(type), {}, static_cast<int>(program_.lambdas.size()) - 1);
}

int Compiler::disjunction() {
    std::size_t at = cursor_.at();
    int left = conjunction();
    while (left >= 0 && cursor_.take_word("or")) {
        if (!expect_boolean(left, at)) return -1;
        at = cursor_.at();
        int right = conjunction();
        if (!expect_boolean(right, at)) return -1;
        left = emit(Op::disjunction, TypeKind::boolean, {left, right});
    }
    return left;
}

int Compiler::conjunction() {
    std::size_t at = cursor_.at();
    int left = comparison();
    while (left >= 0 && cursor_.take_word("and")) {
        if (!expect_boolean(left, at)) return -1;
        at = cursor_.at();
        int right = comparison();
        if (!expect_boolean(right, at)) return -1;
        left = emit(Op::conjunction, TypeKind::boolean, {left, right});
    }
    return left;
}

int Compiler::comparison() {
    int left = sum();
    bool again = true;
    while (left >= 0 && again) left = relation(left, again);
    return left;
}

int Compiler::relation(int left, bool& again) {
    static constexpr struct {
        std::string_view sign;
        Op op;
    } signs[] = {{"<=", Op::less_equal}, {">=", Op::greater_equal}, {"!=", Op::not_equal},
                 {"≤", Op::less_equal},  {"≥", Op::greater_equal},  {"≠", Op::not_equal},
                 {"<", Op::less},        {">", Op::greater},        {"=", Op::equal}};
    std::size_t at = cursor_.at();
    for (const auto& sign : signs)
        if (cursor_.take(sign.sign)) return binary(sign.op, left, sum(), at);
    if (cursor_.take_word("between")) return between(left);
    if (cursor_.take_word("in")) return in(left);
    again = false;
    return left;
}

int Compiler::between(int value) {
    std::size_t at = cursor_.at();
    int low = sum();
    if (low < 0) return -1;
    if (!cursor_.take_word("and"))
        return refuse(cursor_.at(), "between 缺少 and", "'between' needs 'and'");
    int high = sum();
    if (high < 0) return -1;
    for (int end : {low, high})
        if (!comparable(type_of(value), type_of(end)) &&
            clash(at, "between 两端的类型与值不符", "the ends of 'between' have another type") < 0)
            return -1;
    return emit(Op::between, TypeKind::boolean, {value, low, high});
}

int Compiler::sum() {
    int left = product();
    while (left >= 0) {
        std::size_t at = cursor_.at();
        if (cursor_.take("+")) {
            left = binary(Op::add, left, product(), at);
        } else if (cursor_.take("-")) {
            left = binary(Op::subtract, left, product(), at);
        } else {
            break;
        }
    }
    return left;
}

int Compiler::product() {
    int left = exponent();
    while (left >= 0) {
        std::size_t at = cursor_.at();
        if (!cursor_.sees("**") && cursor_.take("*")) {
            left = binary(Op::multiply, left, exponent(), at);
        } else if (cursor_.take("/")) {
            left = binary(Op::divide, left, exponent(), at);
        } else {
            break;
        }
    }
    return left;
}

int Compiler::exponent() {
    int left = negation();
    for (std::size_t at = cursor_.at(); left >= 0 && cursor_.take("**"); at = cursor_.at())
        left = binary(Op::power, left, negation(), at);
    return left;
}

int Compiler::negation() {
    std::size_t at = cursor_.at();
    if (!cursor_.take("-")) return instance_of();
    if (++depth_ > options_.max_depth) return refuse(at, "嵌套过深", "nested too deeply");
    int value = negation();
    --depth_;
    if (value < 0) return -1;
    const Type type = type_of(value);
    bool number = type.is(TypeKind::number) || type.is_any() || type.is(TypeKind::days_duration) ||
                  type.is(TypeKind::months_duration);
    if (!number && clash(at, "“" + type.text() + "”不能取负", "cannot negate " + type.text()) < 0)
        return -1;
    return emit(Op::negate, type, {value});
}

int Compiler::instance_of() {
    int value = postfix();
    if (value < 0 || !cursor_.sees_word("instance")) return value;
    cursor_.take_word("instance");
    if (!cursor_.take_word("of"))
        return refuse(cursor_.at(), "instance 之后缺少 of", "'instance' needs 'of'");
    auto type = type_expression();
    if (!type) return -1;
    program_.types.push_back(*type);
    return emit(Op::instance_of, TypeKind::boolean, {value},
                static_cast<int>(program_.types.size()) - 1);
}

} // namespace banxing::feel
