#include "model_data.h"
#include "reader.h"

#include <core/text.h>
#include <dmn/kit.h>
#include <feel/read.h>

#include <algorithm>

namespace banxing::dmn {
namespace {

using feel::Kind;
using feel::Value;

bool is_nil(const pugi::xml_node& node) {
    for (pugi::xml_attribute a : node.attributes())
        if (std::string_view(a.name()).ends_with("nil")) return a.as_bool();
    return false;
}

std::string xsi_type(const pugi::xml_node& node) {
    for (pugi::xml_attribute a : node.attributes()) {
        std::string_view name = a.name();
        if (!name.ends_with("type")) continue;
        std::string_view value = a.value();
        auto colon = value.find(':');
        return std::string(colon == value.npos ? value : value.substr(colon + 1));
    }
    return {};
}

/// The XML Schema type of a value; where none is written, what the model declares.
feel::TypeKind kind_of(const std::string& type, const feel::Type& wanted) {
    using enum feel::TypeKind;
    static const std::pair<std::string_view, feel::TypeKind> kinds[] = {
        {"boolean", boolean}, {"decimal", number},     {"double", number},
        {"integer", number},  {"int", number},         {"date", date},
        {"time", time},       {"dateTime", date_time}, {"duration", days_duration}};
    if (type.empty()) return wanted.kind();
    auto found =
        std::ranges::find(kinds, type, &std::pair<std::string_view, feel::TypeKind>::first);
    return found == std::end(kinds) ? string : found->second;
}

Value scalar(const std::string& type, const std::string& text, const feel::Type& wanted) {
    feel::TypeKind kind = kind_of(type, wanted);
    if (kind == feel::TypeKind::string || kind == feel::TypeKind::any) return Value::of(text);
    Value value = feel::read_text(trim(text), kind);
    bool months = value.is_null() && kind == feel::TypeKind::days_duration; // one name for both
    return months ? feel::read_text(trim(text), feel::TypeKind::months_duration) : value;
}

Value read_value(const pugi::xml_node& node, const feel::Type& wanted) {
    if (is_nil(node)) return {};
    if (pugi::xml_node list = child(node, "list")) {
        if (is_nil(list)) return {};
        feel::List items;
        for (pugi::xml_node item : children(list, "item"))
            items.push_back(read_value(item, wanted.element()));
        return Value::of(std::move(items));
    }
    auto components = children(node, "component");
    if (!components.empty()) {
        std::vector<feel::Entry> entries;
        for (pugi::xml_node component : components) {
            std::string name = attribute(component, "name");
            const feel::Type* field = wanted.field(name);
            entries.push_back({name, read_value(component, field ? *field : feel::Type())});
        }
        return Value::context(std::move(entries));
    }
    pugi::xml_node value = child(node, "value");
    if (!value || is_nil(value)) return {};
    std::string text;
    for (pugi::xml_node c : value.children()) text += c.value();
    return scalar(xsi_type(value), text, wanted);
}

/// Expected figures are written with fewer digits than we compute: equal to 8 places after the
/// point, as the kit does.
bool same_number(const feel::Decimal& a, const feel::Decimal& b) {
    auto apart = feel::subtract(a, b);
    return apart && apart->abs() <= *feel::Decimal::parse("0.00000001");
}

bool same(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    if (a.is(Kind::number)) return same_number(a.number(), b.number());
    if (a.is(Kind::list)) return std::ranges::equal(a.list(), b.list(), same);
    if (a.is(Kind::context)) {
        if (a.entries().size() != b.entries().size()) return false;
        return std::ranges::all_of(a.entries(), [&](const feel::Entry& e) {
            const Value* other = b.find(e.name);
            return other && same(e.value, *other);
        });
    }
    return a == b || feel::equals(a, b).is_true();
}

struct Given : feel::Inputs {
    std::map<int, Value> values;
    Value get(int slot) override {
        auto found = values.find(slot);
        return found == values.end() ? Value() : found->second;
    }
    Value now() override {
        return Value::of(feel::DateTime{{2026, 3, 5}, {36000, 0, feel::Zone::offset(28800)}});
    }
};

class KitRun {
public:
    explicit KitRun(const Model& model) : model_(model) {}

    /// What is wrong: nothing when all expected results hold.
    std::string run(const pugi::xml_node& test) {
        for (pugi::xml_node input : children(test, "inputNode")) give(input);
        for (pugi::xml_node result : children(test, "resultNode")) {
            Value expected = read_value(child(result, "expected"), {});
            Value found = outcome(test, attribute(result, "name")).value;
            if (!same(expected, found))
                return attribute(result, "name") + ": expected " + feel::display(expected) +
                       ", found " + feel::display(found);
        }
        return {};
    }

private:
    void give(const pugi::xml_node& input) {
        std::string name = attribute(input, "name");
        int index = find_input(name, attribute(input, "namespace"));
        feel::Type type =
            index >= 0 ? model_.inputs()[static_cast<std::size_t>(index)].type : feel::Type();
        Value value = read_value(input, type);
        if (index >= 0) given_.values[index] = value;
        arguments_.push_back({name, std::move(value)});
    }

    feel::Outcome outcome(const pugi::xml_node& test, const std::string& name) {
        std::string kind = attribute(test, "type");
        if (kind == "decisionService" || kind == "bkm")
            return model_.invoke(attribute(test, "invocableName"), arguments_);
        int decision = model_.decision(name);
        return decision < 0 ? feel::Outcome() : model_.evaluate(decision, given_);
    }

    /// By name, the model's own before imported ones of the same name.
    int find_input(const std::string& name, const std::string& uri) const {
        const auto& inputs = model_.inputs();
        int found = -1;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (inputs[i].name != name) continue;
            bool own = model_.data().input_uris[i] == (uri.empty() ? model_.namespace_uri() : uri);
            if (own) return static_cast<int>(i);
            if (found < 0) found = static_cast<int>(i);
        }
        return found;
    }

    const Model& model_;
    Given given_;
    std::vector<feel::Entry> arguments_;
};

Result<pugi::xml_node> read_kit(std::string_view xml, pugi::xml_document& document) {
    if (!document.load_buffer(xml.data(), xml.size(),
                              pugi::parse_default | pugi::parse_ws_pcdata_single))
        return fail(Error::invalid({"不是完整的 XML", "this is not well-formed XML"}));
    if (local(document.document_element()) != "testCases")
        return fail(Error::invalid({"不是测试用例文件", "this is not a testCases document"}));
    return document.document_element();
}

bool calls_other_languages(std::string_view dmn_xml) {
    return dmn_xml.find("kind=\"Java\"") != dmn_xml.npos ||
           dmn_xml.find("kind=\"PMML\"") != dmn_xml.npos ||
           dmn_xml.find(") external") != dmn_xml.npos;
}

/// The models of a folder under their namespaces: any may import any.
std::map<std::string, std::string> imports_of(const std::map<std::string, std::string>& files) {
    std::map<std::string, std::string> imports;
    for (const auto& [name, content] : files)
        if (name.ends_with(".dmn")) imports[namespace_of(content)] = content;
    return imports;
}

} // namespace

Result<std::vector<Verdict>> run_kit(const std::map<std::string, std::string>& files) {
    std::vector<Verdict> all;
    Options options = Options::lenient();
    options.imports = imports_of(files);
    for (const auto& [name, content] : files) {
        if (!name.ends_with(".xml")) continue;
        pugi::xml_document document;
        pugi::xml_node root = TRY(read_kit(content, document));
        auto source = files.find(trim(text_of(child(root, "modelName"))));
        auto model = source == files.end()
                         ? Result<Model>(fail(Error::not_found({"没有模型", "no such model"})))
                         : Model::load(source->second, options);
        bool foreign = source != files.end() && calls_other_languages(source->second);
        for (pugi::xml_node test : children(root, "testCase")) {
            std::string fault = model ? KitRun(*model).run(test) : model.error().message.en;
            all.push_back({name.substr(0, name.size() - 4), attribute(test, "id"), fault.empty(),
                           foreign && !fault.empty(), std::move(fault)});
        }
    }
    return all;
}

std::string kit_row(std::string_view folder, const Verdict& verdict) {
    std::string row;
    auto add = [&row](std::string_view field) {
        row += row.empty() ? "\"" : ",\"";
        for (char c : field) row += c == '"' ? "\"\"" : std::string(1, c == '\n' ? ' ' : c);
        row += '"';
    };
    add(folder), add(verdict.file), add(verdict.test);
    add(verdict.passed ? "SUCCESS" : verdict.skipped ? "IGNORED" : "ERROR");
    add(verdict.skipped ? "calls Java" : verdict.passed ? "" : verdict.detail);
    return row;
}

} // namespace banxing::dmn
