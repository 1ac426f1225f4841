#include "compiler.h"

namespace banxing::feel {

int Compiler::subject_node() {
    bool before = subject_used_;
    int node = emit_slot(subject_);
    subject_used_ = before;
    return node;
}

int Compiler::unary_tests(int subject) {
    subject_ = subject;
    cursor_.skip_space();
    Mark before = mark();
    if (cursor_.take("-") && cursor_.ended()) return emit_constant(Value::of(true));
    back(before);
    bool negated = false;
    if (cursor_.take_word("not") && cursor_.take("(")) {
        bool any = false;
        int node = positive_tests(subject, any);
        negated = node >= 0 && cursor_.take(")") && cursor_.ended();
        if (negated) {
            program_.steps[static_cast<std::size_t>(node)].a = 1;
            return node;
        }
        if (error_ && !before.error) error_.reset();
    }
    back(before);
    bool any = false;
    return positive_tests(subject, any);
}

int Compiler::positive_tests(int subject, bool& any) {
    std::vector<int> kids;
    do {
        int node = test(subject);
        if (node < 0) return -1;
        kids.push_back(node);
    } while (cursor_.take(","));
    any = !kids.empty();
    return emit(Op::tests, TypeKind::boolean, std::move(kids));
}

int Compiler::endpoint_test(int subject, Op op) {
    std::size_t at = cursor_.at();
    int left = subject_node();
    int right = sum();
    (void)subject;
    return binary(op, left, right, at);
}

int Compiler::test(int subject) {
    static constexpr struct {
        std::string_view sign;
        Op op;
    } signs[] = {{"<=", Op::less_equal},   {">=", Op::greater_equal}, {"≤", Op::less_equal},
                 {"≥", Op::greater_equal}, {"!=", Op::not_equal},     {"≠", Op::not_equal},
                 {"<", Op::less},          {">", Op::greater},        {"=", Op::equal}};
    for (const auto& sign : signs)
        if (cursor_.take(sign.sign)) return endpoint_test(subject, sign.op);
    std::size_t at = (cursor_.skip_space(), cursor_.at());
    bool before = subject_used_;
    subject_used_ = false;
    int value = expression();
    bool uses = subject_used_;
    subject_used_ = before || uses;
    if (value < 0) return -1;
    int node = subject_node();
    Type tested = type_of(node), type = type_of(value);
    if (type.is(TypeKind::list) || type.is(TypeKind::range)) type = type.element();
    bool condition = type.is(TypeKind::boolean) && !tested.is(TypeKind::boolean);
    if (!condition && !uses && !comparable(tested, type) && !tested.is(TypeKind::list) &&
        !type.is(TypeKind::list) &&
        clash(at, "条件的类型是“" + type.text() + "”，被检验的值是“" + tested.text() + "”",
              "the test is " + type.text() + ", the tested value is " + tested.text()) < 0)
        return -1;
    return emit(Op::test, TypeKind::boolean, {node, value}, uses ? 1 : 0);
}

bool Compiler::sees_comparison() {
    char c = cursor_.peek();
    return c == '<' || c == '>' || c == '=' || c == '!';
}

/// One test of `in`; a condition (`!= x`) stands for itself.
int Compiler::in_test(int value, Parse otherwise) {
    if (cursor_.take("!=")) {
        int right = sum();
        return right < 0 ? -1 : emit(Op::not_equal, TypeKind::boolean, {value, right});
    }
    return sees_comparison() ? operator_range() : (this->*otherwise)();
}

/// "(a, b)": a list of tests. False when the bracket only begins an expression.
bool Compiler::in_list(std::vector<int>& kids) {
    Mark before = mark();
    if (!cursor_.take("(")) return false;
    do {
        int test = in_test(kids[0], &Compiler::expression);
        if (test < 0) break;
        kids.push_back(test);
    } while (cursor_.take(","));
    if (!error_ && cursor_.take(")")) return true;
    back(before);
    kids.resize(1);
    return false;
}

int Compiler::in(int value) {
    std::vector<int> kids{value};
    if (in_list(kids)) return emit(Op::in, TypeKind::boolean, std::move(kids));
    std::size_t at = cursor_.at();
    int test = in_test(value, &Compiler::sum);
    if (test < 0) return -1;
    Type type = type_of(test);
    while (type.is(TypeKind::list) || type.is(TypeKind::range)) type = type.element();
    const Step& step = program_.at(test);
    bool condition = step.op == Op::not_equal && program_.kid(step, 0) == value;
    if (!condition && !comparable(type, type_of(value)) && !type_of(value).is(TypeKind::list) &&
        clash(at, "in 两边的类型不符", "the two sides of 'in' have different types") < 0)
        return -1;
    kids.push_back(test);
    return emit(Op::in, TypeKind::boolean, std::move(kids));
}

} // namespace banxing::feel
