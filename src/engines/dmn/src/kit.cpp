#include "model_data.h"
#include "reader.h"

#include <core/text.h>
#include <dmn/kit.h>

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

template <typename T>
Value of(const std::optional<T>& v) {
    return v ? Value::of(*v) : Value();
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

Value duration(const std::string& text) {
    auto days = feel::parse_days_duration(text);
    return days ? Value::of(*days) : of(feel::parse_months_duration(text));
}

Value scalar(const std::string& type, const std::string& text, const feel::Type& wanted) {
    using feel::TypeKind;
    std::string trimmed = trim(text);
    switch (kind_of(type, wanted)) {
    case TypeKind::boolean:
        return Value::of(trimmed == "true" || trimmed == "1");
    case TypeKind::number:
        return of(feel::Decimal::parse(trimmed));
    case TypeKind::date:
        return of(feel::parse_day(trimmed));
    case TypeKind::time:
        return of(feel::parse_time(trimmed));
    case TypeKind::date_time:
        return of(feel::parse_date_time(trimmed));
    case TypeKind::days_duration:
        return duration(trimmed);
    default:
        return Value::of(text);
    }
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

    std::vector<Verdict> run(const pugi::xml_node& test) {
        std::vector<Verdict> verdicts;
        std::string kind = attribute(test, "type"), invocable = attribute(test, "invocableName");
        Given given;
        std::vector<feel::Entry> arguments;
        for (pugi::xml_node input : children(test, "inputNode")) {
            std::string name = attribute(input, "name");
            int index = find_input(name, attribute(input, "namespace"));
            feel::Type type =
                index >= 0 ? model_.inputs()[static_cast<std::size_t>(index)].type : feel::Type();
            Value value = read_value(input, type);
            if (index >= 0) given.values[index] = value;
            arguments.push_back({name, std::move(value)});
        }
        for (pugi::xml_node result : children(test, "resultNode")) {
            std::string name = attribute(result, "name");
            feel::Outcome outcome;
            if (kind == "decisionService" || kind == "bkm") {
                outcome = model_.invoke(invocable, arguments);
            } else if (int decision = model_.decision(name); decision >= 0) {
                outcome = model_.evaluate(decision, given);
            }
            Value expected = read_value(child(result, "expected"), {});
            verdicts.push_back({attribute(test, "id"), name, same(expected, outcome.value), false,
                                feel::display(expected), feel::display(outcome.value)});
        }
        return verdicts;
    }

private:
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
};

Result<pugi::xml_node> read_kit(std::string_view xml, pugi::xml_document& document) {
    if (!document.load_buffer(xml.data(), xml.size(),
                              pugi::parse_default | pugi::parse_ws_pcdata_single))
        return fail(Error::invalid({"不是完整的 XML", "this is not well-formed XML"}));
    if (local(document.document_element()) != "testCases")
        return fail(Error::invalid({"不是测试用例文件", "this is not a testCases document"}));
    return document.document_element();
}

} // namespace

Result<std::string> kit_model_name(std::string_view test_cases_xml) {
    pugi::xml_document document;
    pugi::xml_node root = TRY(read_kit(test_cases_xml, document));
    return trim(text_of(child(root, "modelName")));
}

Result<std::vector<Verdict>> run_kit(const Model& model, std::string_view test_cases_xml) {
    pugi::xml_document document;
    pugi::xml_node root = TRY(read_kit(test_cases_xml, document));
    std::vector<Verdict> all;
    for (pugi::xml_node test : children(root, "testCase")) {
        auto verdicts = KitRun(model).run(test);
        all.insert(all.end(), verdicts.begin(), verdicts.end());
    }
    return all;
}

bool calls_other_languages(std::string_view dmn_xml) {
    return dmn_xml.find("kind=\"Java\"") != dmn_xml.npos ||
           dmn_xml.find("kind=\"PMML\"") != dmn_xml.npos ||
           dmn_xml.find(") external") != dmn_xml.npos;
}

} // namespace banxing::dmn
