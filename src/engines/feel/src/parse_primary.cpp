#include "compiler.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::feel {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

int Compiler::postfix() {
    int node = primary();
    bool again = true;
    while (node >= 0 && again) node = postfix_step(node, again);
    return node;
}

int Compiler::postfix_step(int node, bool& again) {
    if (!cursor_.sees("..") && cursor_.take(".")) return path(node);
    if (cursor_.sees("(")) return call(node);
    if (cursor_.sees("[")) { // or the open end of a range: ]1..3[
        Mark before = mark();
        int filtered = filter(node);
        if (filtered >= 0) return filtered;
        if (error_ && before.error == std::nullopt) back(before);
    }
    again = false;
    return node;
}

int Compiler::question_mark() {
    std::size_t at = cursor_.at();
    cursor_.take("?");
    if (subject_ >= 0) return subject_used_ = true, emit_slot(subject_);
    auto declared = scope_.patterns().find("?");
    if (declared != scope_.patterns().end()) return emit_slot(declared->second.slot);
    return options_.strict ? refuse(at, "这里没有“?”所指的值", "'?' stands for nothing here")
                           : emit_constant({});
}

int Compiler::word_or_name() {
    if (find().end != 0) return name();
    if (cursor_.take_word("true")) return emit_constant(Value::of(true));
    if (cursor_.take_word("false")) return emit_constant(Value::of(false));
    if (cursor_.take_word("null")) return emit_constant({});
    for (const char* word : {"if", "for", "some", "every", "function"})
        if (cursor_.sees_word(word)) return expression();
    if (!keyword_ahead()) return name();
    std::size_t at = cursor_.at();
    std::string word(cursor_.word());
    return refuse(at, "此处不应出现“" + word + "”", "unexpected \"" + word + "\"");
}

int Compiler::primary() {
    if (error_) return -1;
    char c = cursor_.peek(), next = cursor_.peek(1);
    if (is_digit(c) || (c == '.' && is_digit(next))) return number();
    switch (c) {
    case '"':
        return string();
    case '@':
        return at_literal();
    case '(':
        return bracketed();
    case '[':
        return list_or_range();
    case ']':
        return open_range();
    case '{':
        return context();
    case '<':
    case '>':
    case '=':
        return operator_range();
    case '?':
        return question_mark();
    default:
        return word_or_name();
    }
}

namespace {

std::size_t past_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

/// Past "e-12" if it comes at `at`, else `at`.
std::size_t past_exponent(std::string_view text, std::size_t at) {
    if (at >= text.size() || (text[at] | 32) != 'e') return at;
    std::size_t first = at + 1;
    if (first < text.size() && (text[first] == '+' || text[first] == '-')) ++first;
    std::size_t end = past_digits(text, first);
    return end == first ? at : end;
}

} // namespace

int Compiler::number() {
    std::string_view text = cursor_.text();
    std::size_t from = cursor_.at(), end = past_digits(text, from);
    if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1]))
        end = past_digits(text, end + 1);
    end = past_exponent(text, end);
    auto value = Decimal::parse(text.substr(from, end - from));
    cursor_.go(end);
    if (!value && options_.strict) return refuse(from, "数字超出范围", "number out of range");
    return emit_constant(value ? Value::of(*value) : Value());
}

int Compiler::string() {
    auto text = string_literal();
    return text ? emit_constant(Value::of(*text)) : -1;
}

namespace {

/// Hex digits after \u or \U; nothing when they are wrong.
std::optional<char32_t> read_hex(std::string_view text, std::size_t& at, std::size_t count) {
    char32_t code = 0;
    for (std::size_t i = 0; i < count; ++i, ++at) {
        if (at >= text.size()) return std::nullopt;
        char c = text[at];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'f';
        if (!letter && (c < '0' || c > '9')) return std::nullopt;
        code = code * 16 + static_cast<char32_t>(letter ? (c | 32) - 'a' + 10 : c - '0');
    }
    return code;
}

std::optional<char32_t> read_escape(std::string_view text, std::size_t& at) {
    char c = text[at++];
    switch (c) {
    case 'n':
        return U'\n';
    case 't':
        return U'\t';
    case 'r':
        return U'\r';
    case 'b':
        return U'\b';
    case 'f':
        return U'\f';
    case '"':
    case '\\':
    case '\'':
    case '/':
        return static_cast<char32_t>(c);
    case 'U':
        return read_hex(text, at, 6);
    case 'u':
        break;
    default:
        return std::nullopt;
    }
    auto high = read_hex(text, at, 4);
    if (!high || *high < 0xD800 || *high > 0xDBFF || text.substr(at, 2) != "\\u") return high;
    std::size_t before = at;
    at += 2;
    auto low = read_hex(text, at, 4);
    if (low && *low >= 0xDC00 && *low <= 0xDFFF)
        return 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00);
    at = before;
    return high;
}

} // namespace

std::optional<std::string> Compiler::string_literal() {
    std::string_view text = cursor_.text();
    std::size_t from = cursor_.at(), at = from + 1;
    std::string out;
    while (at < text.size() && text[at] != '"') {
        if (text[at] != '\\' || at + 1 >= text.size()) {
            out += text[at++];
            continue;
        }
        std::size_t after = at + 1;
        if (auto code = read_escape(text, after)) {
            out += to_utf8(std::u32string_view(&*code, 1));
            at = after;
        } else {
            out += text[at++]; // not an escape: as it stands, e.g. "\d" in a pattern
        }
    }
    if (at >= text.size()) {
        refuse(from, "文字缺少结束引号", "string without closing quote");
        return std::nullopt;
    }
    cursor_.go(at + 1);
    return out;
}

int Compiler::at_literal() {
    std::size_t at = cursor_.at();
    cursor_.take("@");
    if (cursor_.peek() != '"') return refuse(at, "@ 之后需要文字", "'@' needs a string");
    auto text = string_literal();
    if (!text) return -1;
    if (auto v = parse_day(*text)) return emit_constant(Value::of(*v));
    if (auto v = parse_date_time(*text)) return emit_constant(Value::of(*v));
    if (auto v = parse_time(*text)) return emit_constant(Value::of(*v));
    if (auto v = parse_days_duration(*text)) return emit_constant(Value::of(*v));
    if (auto v = parse_months_duration(*text)) {
        if (!options_.months_durations)
            return refuse(at, "政策中不得使用年月时长",
                          "years and months durations are not allowed here");
        return emit_constant(Value::of(*v));
    }
    return clash(at, "“" + *text + "”不是日期、时刻或时长",
                 "\"" + *text + "\" is no date, time or duration") < 0
               ? -1
               : emit_constant({});
}

int Compiler::bracketed() {
    cursor_.take("(");
    if (sees_comparison()) {
        int range = operator_range();
        if (range < 0 || cursor_.take(")")) return range;
        return refuse(cursor_.at(), "缺少右括号", "missing ')'");
    }
    int value = expression();
    if (value < 0 || cursor_.take(")")) return value;
    if (cursor_.take("..")) return range_rest(value, false);
    return refuse(cursor_.at(), "缺少右括号", "missing ')'");
}

int Compiler::open_range() {
    cursor_.take("]");
    int low = expression();
    if (low < 0) return -1;
    if (!cursor_.take("..")) return refuse(cursor_.at(), "区间缺少“..”", "range without '..'");
    return range_rest(low, false);
}

/// The type that holds both, Any when none does.
Type Compiler::common_type(const Type& a, const Type& b) const {
    if (a.is(TypeKind::null)) return b;
    return b.is(TypeKind::null) || (a.fits(b) && b.fits(a)) ? a : Type();
}

int Compiler::list_or_range() {
    cursor_.take("[");
    std::vector<int> items;
    while (!cursor_.sees("]")) {
        int item = expression();
        if (item < 0) return -1;
        if (items.empty() && cursor_.take("..")) return range_rest(item, true);
        items.push_back(item);
        if (!cursor_.take(",")) break;
    }
    if (!cursor_.take("]")) return refuse(cursor_.at(), "列表缺少“]”", "list without ']'");
    Type element(TypeKind::null);
    for (int item : items) element = common_type(element, type_of(item));
    if (element.is(TypeKind::null)) element = {};
    return emit(Op::list, Type::list(std::move(element)), std::move(items));
}

int Compiler::range_rest(int low, bool low_closed) {
    std::size_t at = cursor_.at();
    int high = expression();
    if (high < 0) return -1;
    bool closed = cursor_.take("]");
    if (!closed && !cursor_.take(")") && !cursor_.take("["))
        return refuse(cursor_.at(), "区间没有结束", "range without end");
    const Type a = type_of(low), b = type_of(high);
    if (!comparable(a, b) &&
        clash(at, "区间两端类型不同", "the ends of the range have different types") < 0)
        return -1;
    Type element = a.is(TypeKind::null) ? b : a;
    return emit(Op::range, Type::range(std::move(element)), {low, high},
                (low_closed ? 1 : 0) | (closed ? 2 : 0));
}

/// (< 10), (>= 18)
int Compiler::half_line() {
    bool less = cursor_.take("<");
    if (!less) cursor_.take(">");
    bool equal = cursor_.take("=");
    int end = sum();
    if (end < 0) return -1;
    int open = emit_constant({});
    Type type = Type::range(type_of(end));
    return less ? emit(Op::range, std::move(type), {open, end}, equal ? 6 : 4)
                : emit(Op::range, std::move(type), {end, open}, equal ? 5 : 4);
}

int Compiler::operator_range() {
    struct Level {
        int& depth;
        ~Level() { --depth; }
    } level{++depth_};
    if (exhausted()) return refuse(cursor_.at(), "嵌套过深", "nested too deeply");
    bool but = cursor_.take("!=");
    if (!but && !cursor_.take("=")) return half_line();
    int point = sum();
    if (point < 0) return -1;
    return emit(Op::range, Type::range(type_of(point)), {point, point}, but ? 4 : 7);
}

std::string Compiler::entry_name() {
    if (cursor_.peek() == '"') return string_literal().value_or(std::string());
    auto end = cursor_.text().find(':', cursor_.at());
    if (end == std::string_view::npos) return {};
    std::string name = squeeze(cursor_.text().substr(cursor_.at(), end - cursor_.at()));
    if (name.find_first_of("{}[](),\"") != std::string::npos || !cursor_.sees_name_start())
        return {};
    cursor_.go(end);
    return name;
}

int Compiler::context() {
    cursor_.take("{");
    auto known = frame_->bindings.size();
    std::vector<int> kids;
    std::vector<Type::Field> fields;
    while (!cursor_.sees("}")) {
        std::size_t at = cursor_.at();
        std::string name = entry_name();
        if (!cursor_.take(":")) return refuse(at, "这里需要“名字: 值”", "expected 'name: value'");
        if (std::ranges::any_of(fields, [&](const Type::Field& f) { return f.name == name; }))
            return refuse(at, "重复的条目“" + name + "”", "entry \"" + name + "\" twice");
        int value = expression();
        if (value < 0) return -1;
        fields.push_back({name, type_of(value)});
        kids.insert(kids.end(), {value, bind(std::move(name), type_of(value)).place});
        if (!cursor_.take(",")) break;
    }
    frame_->bindings.resize(known);
    if (!cursor_.take("}")) return refuse(cursor_.at(), "结构缺少“}”", "context without '}'");
    auto names = static_cast<std::uint32_t>(program_.names.size());
    for (const auto& field : fields) program_.names.push_back(field.name);
    int node = emit(Op::context, Type::context(std::move(fields)), std::move(kids));
    program_.steps[static_cast<std::size_t>(node)].names = names;
    return node;
}

} // namespace banxing::feel
