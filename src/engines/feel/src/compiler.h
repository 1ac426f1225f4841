#pragma once
// One pass: reads, resolves names, infers types, emits steps.
#include "builtins.h"
#include "cursor.h"

#include <feel/program.h>

#include <functional>
#include <set>

namespace banxing::feel {

/// A name bound inside the expression.
struct Binding {
    std::vector<std::string> tokens;
    std::string name;
    Type type;
    int place = 0;
    int field = -1; // ≥ 0: the entry of that name of what is in `place`
    bool used = false;
};

/// The places of one function body, or of the expression itself.
struct Frame {
    Frame* parent = nullptr;
    int places = 0;
    std::vector<Binding> bindings;
    std::vector<Capture> captures;
    int dynamic_item = -1; // place of a filter's item whose entries are not known
};

class Compiler {
public:
    Compiler(std::string_view text, const Scope& scope, const Options& options,
             const std::shared_ptr<Program>& program)
        : scope_(scope), options_(options), program_(*program), cursor_(text) {}

    int expression();
    bool exhausted();
    int unary_tests(int subject);
    bool finished();
    const std::optional<Error>& error() const { return error_; }
    const Type& type_of(int node) const { return types_[static_cast<std::size_t>(node)]; }
    int places() const { return top_.places; }
    bool may_be_null(int node) const;

private:
    struct Found { // the longest declared name at the cursor
        std::size_t end = 0;
        enum class What { none, binding, slot, builtin } what = What::none;
        Frame* frame = nullptr;
        std::size_t binding = 0;
        int slot = -1;
    };
    struct Mark {
        std::size_t at;
        std::optional<Error> error;
        int depth;
    };
    using Parse = int (Compiler::*)();

    // expressions, loosest first (parse_expression.cpp)
    int conditional();
    int loop();
    int quantified(Op op);
    std::uint32_t keep_names(std::size_t known);
    int function_literal();
    int disjunction();
    int conjunction();
    int comparison();
    int relation(int left, bool& again);
    int between(int value);
    int in(int value);
    int in_test(int value, Parse otherwise);
    bool in_list(std::vector<int>& kids);
    bool sees_comparison();
    int sum();
    int product();
    int exponent();
    int negation();
    int instance_of();
    bool domains(std::vector<int>& kids);
    int domain(Type& item);
    bool parameters(Lambda& lambda);
    int lambda_body(Lambda lambda, Frame& frame);

    // the tightest (parse_primary.cpp)
    int postfix();
    int postfix_step(int node, bool& again);
    int primary();
    int number();
    int string();
    std::optional<std::string> string_literal();
    int at_literal();
    int bracketed();
    int list_or_range();
    int open_range();
    Type common_type(const Type& a, const Type& b) const;
    int question_mark();
    int word_or_name();
    int range_rest(int low, bool low_closed);
    int operator_range();
    int half_line();
    int context();
    std::string entry_name();
    int path(int node);
    std::string member_name(const Type& of);
    int filter(int node);

    // names and calls (names.cpp)
    int name();
    Found find();
    void find_binding(Found& found);
    int emit_found(const Found& found);
    int emit_binding(Frame& frame, Frame& owner, const Binding& binding);
    int capture(Frame& frame, bool from_slot, int from);
    int unresolved();
    int emit_slot(int slot);
    /// The place in `frame` of what is in the owner's place or, without owner, in the slot.
    int reference(Frame& frame, Frame* owner, int place, int slot);
    std::string loose_name();
    Binding& bind(std::string name, Type type);
    bool can_bind(const std::string& name);

    // calls (parse_call.cpp)
    int builtin_call(std::string_view name, std::size_t at);
    int call(int function);
    bool arguments(std::vector<int>& nodes, std::vector<std::string>& names);
    std::string argument_name();
    int place_named(std::pair<int, int> rows, const std::vector<int>& nodes,
                    const std::vector<std::string>& names);
    int place_in(int row, bool as_written, const std::vector<int>& nodes,
                 const std::vector<std::string>& names);
    bool allowed(std::string_view name, std::size_t at);
    int without_months(int call, std::size_t at);
    bool check_arguments(const Builtin& row, const std::vector<int>& nodes, std::size_t at);

    // unary tests (parse_tests.cpp)
    int test(int subject);
    int positive_tests(int subject, bool& any);
    int subject_node();
    int endpoint_test(int subject, Op op);

    // types (parse_type.cpp)
    std::optional<Type> type_expression();
    std::optional<Type> composite_type(TypeKind kind);
    bool type_field(bool named, std::vector<Type::Field>& fields);

    // emission and checks (emit.cpp)
    int emit(Op op, Type type, std::vector<int> kids = {}, int a = 0, int b = 0);
    int emit_constant(Value value);
    int height_of(Op op, const std::vector<int>& kids) const;
    int intern(std::string name);
    int binary(Op op, int left, int right, std::size_t at);
    void note_comparison(int left, int right);
    Type arithmetic_type(Op op, const Type& a, const Type& b, bool& clash);
    bool comparable(const Type& a, const Type& b) const;
    bool expect_boolean(int node, std::size_t at);
    int refuse(std::size_t at, std::string zh, std::string en);
    int clash(std::size_t at, const std::string& zh, const std::string& en);
    Mark mark() const { return {cursor_.at(), error_, depth_}; }
    void back(const Mark& m) { cursor_.go(m.at), error_ = m.error, depth_ = m.depth; }
    bool keyword_ahead();

    const Scope& scope_;
    const Options& options_;
    Program& program_;
    Cursor cursor_;
    Frame top_;
    Frame* frame_ = &top_;
    std::vector<Type> types_;
    std::vector<int> heights_; // of the steps: how deep an evaluation goes
    std::optional<Error> error_;
    int depth_ = 0;
    std::size_t readings_ = 0;
    int subject_ = -1;
    bool subject_used_ = false;
    std::set<int> compared_; // slots that the text compares with null: its author knows
};

} // namespace banxing::feel
