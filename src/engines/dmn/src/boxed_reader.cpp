#include "boxed_reader.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::dmn {
namespace {

feel::Position position_in(std::string_view source, std::ptrdiff_t offset) {
    feel::Position p;
    for (std::ptrdiff_t i = 0; i < offset && i < static_cast<std::ptrdiff_t>(source.size()); ++i) {
        char c = source[static_cast<std::size_t>(i)];
        if (c == '\n') {
            p = {p.line + 1, 1};
        } else if ((c & 0xC0) != 0x80) {
            ++p.column;
        }
    }
    return p;
}

/// "L:C" within an expression, counted from where its text begins in the document.
std::string place(feel::Position base, const std::string& within) {
    auto colon = within.find(':');
    int line = 1, column = 1;
    if (colon != within.npos && within.find_first_not_of("0123456789:") == within.npos)
        line = std::stoi(within.substr(0, colon)), column = std::stoi(within.substr(colon + 1));
    column = line == 1 ? base.column + column - 1 : column;
    return std::to_string(base.line + line - 1) + ":" + std::to_string(column);
}

void add_slots(const std::optional<feel::Expression>& expression, std::set<int>& used) {
    if (expression) used.insert(expression->slots().begin(), expression->slots().end());
}

void slots_of_table(const Table& table, std::set<int>& used) {
    for (const Column& column : table.columns) add_slots(column.input, used);
    for (const Output& output : table.outputs) add_slots(output.otherwise, used);
    for (const Rule& rule : table.rules) {
        for (const Cell& cell : rule.cells) add_slots(cell.tests, used);
        for (const auto& output : rule.outputs) add_slots(output, used);
    }
}

void slots_used(const Boxed& boxed, std::set<int>& used) {
    add_slots(boxed.literal, used);
    if (boxed.table) slots_of_table(*boxed.table, used);
    for (const auto& part : boxed.parts)
        if (part) slots_used(*part, used);
    if (boxed.function)
        used.insert(boxed.function->captured.begin(), boxed.function->captured.end());
}

} // namespace

BoxedReader::BoxedReader(Reader& reader, const Document& document, std::string name)
    : reader_(reader), document_(document), name_(std::move(name)),
      options_(reader.feel_options(document)) {}

void BoxedReader::fault(const pugi::xml_node& node, const std::string& part, const Words& words,
                        const std::string& at) {
    pugi::xml_node text = child(node, "text");
    if (!text) text = node;
    auto offset = text.first_child() ? text.first_child().offset_debug() : node.offset_debug();
    std::string where = place(position_in(document_.source, offset), at);
    std::string id = attribute(node, "id");
    std::string full =
        "“" + name_ + "”" + part + (id.empty() ? "" : " [" + id + "]") + " @" + where;
    reader_.fault(full, words, where);
}

int BoxedReader::local(feel::Scope& scope, const std::string& name, const feel::Type& type) {
    int slot = scope.add(name, type);
    frame_ = std::max(frame_, slot + 1);
    return slot;
}

std::optional<feel::Expression> BoxedReader::expression(const pugi::xml_node& node,
                                                        const feel::Scope& scope,
                                                        const std::string& part, int subject) {
    std::string text = text_of(node);
    frame_ = std::max(frame_, static_cast<int>(scope.slots().size()));
    auto made = subject >= 0 ? feel::Expression::compile_tests(text, scope, subject, options_)
                             : feel::Expression::compile(text, scope, options_);
    if (made) {
        for (const feel::Note& note : made->notes()) {
            Words words = note.words;
            words.zh = "“" + name_ + "”" + part + "：" + words.zh,
            words.en = name_ + part + ": " + words.en;
            reader_.model_.notes.push_back({note.at, std::move(words)});
        }
        return std::move(*made);
    }
    const Error& error = made.error();
    fault(node, part, error.message, error.fields.empty() ? "1:1" : error.fields[0].field);
    return std::nullopt;
}

BoxedRef BoxedReader::read(const pugi::xml_node& node, const feel::Scope& scope,
                           const ItemTypeRef& declared) {
    std::string_view kind = dmn::local(node);
    Made made;
    if (kind == "literalExpression") made = literal(node, scope);
    if (kind == "decisionTable") made = table(node, scope, declared);
    if (kind == "context") made = context(node, scope);
    if (kind == "invocation") made = invocation(node, scope);
    if (kind == "list") made = list(node, scope);
    if (kind == "relation") made = relation(node, scope);
    if (kind == "functionDefinition") made = definition(node, scope);
    if (kind == "conditional") made = conditional(node, scope);
    if (kind == "filter") made = filter(node, scope);
    if (kind == "for") made = iterator(node, scope, BoxedKind::loop);
    if (kind == "some") made = iterator(node, scope, BoxedKind::some);
    if (kind == "every") made = iterator(node, scope, BoxedKind::every);
    if (!made) return nullptr;
    made->type = reader_.type(document_, attribute(node, "typeRef"));
    if (made->type) made->result = made->type->type;
    return made;
}

BoxedRef BoxedReader::inside(const pugi::xml_node& wrapper, const feel::Scope& scope) {
    for (pugi::xml_node node : wrapper.children())
        if (is_boxed(node)) return read(node, scope);
    return nullptr;
}

BoxedReader::Made BoxedReader::literal(const pugi::xml_node& node, const feel::Scope& scope) {
    auto made = std::make_unique<Boxed>();
    made->literal = expression(node, scope, "");
    if (!made->literal) return nullptr;
    made->result = made->literal->type();
    return made;
}

BoxedReader::Made BoxedReader::context(const pugi::xml_node& node, feel::Scope scope) {
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::context;
    std::vector<feel::Type::Field> fields;
    for (pugi::xml_node entry : children(node, "contextEntry")) {
        pugi::xml_node variable = child(entry, "variable");
        std::string name = squeeze(attribute(variable, "name"));
        BoxedRef part = inside(entry, scope);
        ItemTypeRef declared = reader_.type(document_, attribute(variable, "typeRef"));
        feel::Type type = declared ? declared->type : part ? part->result : feel::Type();
        if (name.empty()) {
            made->result = type;
        } else {
            fields.push_back({name, type});
        }
        made->slots.push_back(name.empty() ? -1 : local(scope, name, type));
        made->names.push_back(std::move(name));
        made->parts.push_back(std::move(part));
        made->types.push_back(std::move(declared));
    }
    if (made->names.empty() || !made->names.back().empty())
        made->result = feel::Type::context(std::move(fields));
    return made;
}

BoxedReader::Made BoxedReader::invocation(const pugi::xml_node& node, const feel::Scope& scope) {
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::invocation;
    for (pugi::xml_node c : node.children())
        if (is_boxed(c)) made->parts.push_back(read(c, scope));
    if (made->parts.size() != 1 || !made->parts[0]) return nullptr;
    if (made->parts[0]->result.is(feel::TypeKind::function))
        made->result = made->parts[0]->result.element();
    for (pugi::xml_node binding : children(node, "binding")) {
        made->names.push_back(squeeze(attribute(child(binding, "parameter"), "name")));
        made->parts.push_back(inside(binding, scope));
    }
    return made;
}

BoxedReader::Made BoxedReader::list(const pugi::xml_node& node, const feel::Scope& scope) {
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::list;
    for (pugi::xml_node c : node.children())
        if (is_boxed(c)) made->parts.push_back(read(c, scope));
    made->result = feel::TypeKind::list;
    return made;
}

BoxedReader::Made BoxedReader::relation(const pugi::xml_node& node, const feel::Scope& scope) {
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::list;
    std::vector<std::string> names;
    for (pugi::xml_node column : children(node, "column"))
        names.push_back(squeeze(attribute(column, "name")));
    for (pugi::xml_node row : children(node, "row")) {
        auto line = std::make_unique<Boxed>();
        line->kind = BoxedKind::context;
        std::vector<feel::Type::Field> fields;
        for (pugi::xml_node c : row.children()) {
            if (!is_boxed(c) || line->parts.size() >= names.size()) continue;
            BoxedRef part = read(c, scope);
            fields.push_back({names[line->parts.size()], part ? part->result : feel::Type()});
            line->names.push_back(names[line->parts.size()]);
            line->slots.push_back(-1);
            line->types.push_back(nullptr);
            line->parts.push_back(std::move(part));
        }
        line->result = feel::Type::context(std::move(fields));
        made->result = feel::Type::list(line->result);
        made->parts.push_back(std::move(line));
    }
    return made;
}

void BoxedReader::read_function(const pugi::xml_node& node, const feel::Scope& outer,
                                Function& function) {
    feel::Scope scope = outer;
    std::vector<feel::Type> types;
    for (pugi::xml_node p : children(node, "formalParameter")) {
        ItemTypeRef declared = reader_.type(document_, attribute(p, "typeRef"));
        types.push_back(declared ? declared->type : feel::Type());
        std::string name = squeeze(attribute(p, "name"));
        function.slots.push_back(local(scope, name, types.back()));
        function.parameters.push_back(std::move(name));
        function.types.push_back(std::move(declared));
    }
    std::string kind = attribute(node, "kind");
    if (kind.empty() || kind == "FEEL") function.body = inside(node, scope);
    function.type = feel::Type::function(std::move(types),
                                         function.body ? function.body->result : feel::Type());
}

BoxedReader::Made BoxedReader::definition(const pugi::xml_node& node, const feel::Scope& scope) {
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::function;
    auto function = std::make_shared<Function>();
    read_function(node, scope, *function);
    if (!function->body) return nullptr;
    function->frame = frame_;
    std::set<int> used;
    slots_used(*function->body, used);
    for (int slot : used)
        if (slot < static_cast<int>(scope.slots().size())) function->captured.push_back(slot);
    made->result = function->type;
    made->function = std::move(function);
    return made;
}

BoxedReader::Made BoxedReader::conditional(const pugi::xml_node& node, const feel::Scope& scope) {
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::conditional;
    for (const char* part : {"if", "then", "else"})
        made->parts.push_back(inside(child(node, part), scope));
    if (made->parts[1] && made->parts[2] &&
        made->parts[1]->result.kind() == made->parts[2]->result.kind())
        made->result = made->parts[1]->result;
    return made;
}

BoxedReader::Made BoxedReader::filter(const pugi::xml_node& node, feel::Scope scope) {
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::filter;
    made->parts.push_back(inside(child(node, "in"), scope));
    feel::Type list = made->parts[0] ? made->parts[0]->result : feel::Type();
    feel::Type item = list.is(feel::TypeKind::list) ? list.element() : feel::Type();
    made->slots.push_back(local(scope, "item", item));
    for (const auto& field : item.fields()) {
        made->names.push_back(field.name);
        made->slots.push_back(local(scope, field.name, field.type));
    }
    made->parts.push_back(inside(child(node, "match"), scope));
    made->result = list;
    return made;
}

BoxedReader::Made BoxedReader::iterator(const pugi::xml_node& node, feel::Scope scope,
                                        BoxedKind kind) {
    auto made = std::make_unique<Boxed>();
    made->kind = kind;
    made->parts.push_back(inside(child(node, "in"), scope));
    feel::Type list = made->parts[0] ? made->parts[0]->result : feel::Type();
    feel::Type item = list.is(feel::TypeKind::list) ? list.element() : feel::Type();
    made->slots.push_back(local(scope, squeeze(attribute(node, "iteratorVariable")), item));
    if (kind == BoxedKind::loop)
        made->slots.push_back(local(scope, "partial", feel::TypeKind::list));
    made->parts.push_back(
        inside(child(node, kind == BoxedKind::loop ? "return" : "satisfies"), scope));
    feel::Type body = made->parts[1] ? made->parts[1]->result : feel::Type();
    made->result =
        kind == BoxedKind::loop ? feel::Type::list(body) : feel::Type(feel::TypeKind::boolean);
    return made;
}

} // namespace banxing::dmn
