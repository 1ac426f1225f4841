#pragma once
// Models for tests and benchmarks, as texts.
#include <string>
#include <vector>

namespace banxing::dmn {

inline std::string definitions(const std::string& inside) {
    return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"m\" "
           "name=\"m\" "
           "namespace=\"urn:m\">" +
           inside + "</definitions>";
}

inline std::string input_data(const std::string& id, const std::string& name,
                              const std::string& type) {
    return "<inputData id=\"" + id + "\" name=\"" + name + "\"><variable name=\"" + name +
           "\" typeRef=\"" + type + "\"/></inputData>";
}

/// `kind`: Input or Decision
inline std::string requires_(const std::string& kind, const std::string& id) {
    return "<informationRequirement><required" + kind + " href=\"#" + id +
           "\"/></informationRequirement>";
}

inline std::string text_element(const std::string& element, const std::string& text) {
    return "<" + element + "><text><![CDATA[" + text + "]]></text></" + element + ">";
}

inline std::string literal_decision(const std::string& id, const std::string& name,
                                    const std::string& requirements, const std::string& text) {
    return "<decision id=\"" + id + "\" name=\"" + name + "\"><variable name=\"" + name +
           "\" typeRef=\"number\"/>" + requirements + text_element("literalExpression", text) +
           "</decision>";
}

struct TableText {
    std::string policy;
    std::vector<std::pair<std::string, std::string>> inputs; // type, name
    std::vector<std::vector<std::string>> rows;              // the last is the conclusion
};

inline std::string table_text(const TableText& table) {
    std::string out = "<decisionTable hitPolicy=\"" + table.policy + "\">";
    for (const auto& [type, name] : table.inputs)
        out += "<input><inputExpression typeRef=\"" + type + "\"><text>" + name +
               "</text></inputExpression></input>";
    out += "<output typeRef=\"number\"/>";
    for (const auto& row : table.rows) {
        out += "<rule>";
        for (std::size_t i = 0; i + 1 < row.size(); ++i) out += text_element("inputEntry", row[i]);
        out += text_element("outputEntry", row.back()) + "</rule>";
    }
    return out + "</decisionTable>";
}

/// A subsidy of twelve rows. Inputs: residence, diagnosis, day of birth (or the age in months),
/// low income, self-care, what was paid this year. Decisions: standard, amount.
inline std::string subsidy_model(bool age_given) {
    std::string common = requires_("Input", "residence") + requires_("Input", "diagnosis") +
                         requires_("Input", "low") + requires_("Input", "care") +
                         requires_("Input", "used");
    TableText table{
        "FIRST",
        {{"string", "户籍"},
         {"string", "诊断"},
         {"number", "月龄"},
         {"boolean", "低收入"},
         {"boolean", "生活自理"},
         {"number", "本年已领"}},
        {{"\"none\"", "-", "-", "-", "-", "-", "0"},
         {"-", "\"NONE\"", "-", "-", "-", "-", "0"},
         {"-", "-", "-", "-", "-", ">= 36000", "0"},
         {"-", "\"ASD\",\"CP\",\"ID\"", "< 84", "true", "-", "-", "3400"},
         {"-", "\"ASD\",\"CP\",\"ID\"", "< 84", "-", "-", "-", "2400"},
         {"-", "\"HI\",\"VI\"", "< 84", "true", "-", "-", "2600"},
         {"-", "\"HI\",\"VI\"", "< 84", "-", "-", "-", "2000"},
         {"-", "\"ASD\",\"CP\",\"ID\",\"MD\"", "[84..216)", "true", "false", "-", "2800"},
         {"-", "\"ASD\",\"CP\",\"ID\",\"MD\"", "[84..216)", "-", "-", "-", "1500"},
         {"-", "\"HI\",\"VI\"", "[84..216)", "-", "-", "-", "1000"},
         {"-", "-", ">= 216", "true", "false", "-", "1200"},
         {"-", "-", "-", "-", "-", "-", "300"}}};
    std::string age = age_given ? requires_("Input", "birth") : requires_("Decision", "age");
    std::string xml =
        input_data("residence", "户籍", "string") + input_data("diagnosis", "诊断", "string") +
        (age_given ? input_data("birth", "月龄", "number")
                   : input_data("birth", "出生日期", "date")) +
        input_data("low", "低收入", "boolean") + input_data("care", "生活自理", "boolean") +
        input_data("used", "本年已领", "number");
    const std::string months = "years and months duration(出生日期, date(\"2026-06-01\"))";
    if (!age_given)
        xml += literal_decision("age", "月龄", requires_("Input", "birth"),
                                "12 * " + months + ".years + " + months + ".months");
    xml += "<decision id=\"standard\" name=\"标准\"><variable name=\"标准\" typeRef=\"number\"/>" +
           common + age + table_text(table) + "</decision>";
    xml += literal_decision("amount", "补贴",
                            requires_("Decision", "standard") + requires_("Input", "used"),
                            "max(0, min(标准, 3000, 36000 - 本年已领))");
    return definitions(xml);
}

/// Rows [10n..10n + 10) of a number, each for one text; the last column is another number.
inline std::string large_model(int rows, const std::string& policy) {
    TableText table{policy, {{"number", "n"}, {"string", "s"}}, {}};
    for (int i = 0; i < rows; ++i)
        table.rows.push_back(
            {"[" + std::to_string(i * 10) + ".." + std::to_string(i * 10 + 10) + ")",
             i % 2 == 0 ? "\"a\",\"b\"" : "not(\"a\")", std::to_string(i)});
    return definitions(input_data("n", "n", "number") + input_data("s", "s", "string") +
                       "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"number\"/>" +
                       requires_("Input", "n") + requires_("Input", "s") + table_text(table) +
                       "</decision>");
}

/// Each decision adds one to the one before.
inline std::string chain_model(int length) {
    std::string xml = input_data("d0", "d0", "number");
    for (int i = 1; i <= length; ++i) {
        std::string id = "d" + std::to_string(i), before = "d" + std::to_string(i - 1);
        xml += literal_decision(id, id, requires_(i == 1 ? "Input" : "Decision", before),
                                before + " + 1");
    }
    return definitions(xml);
}

/// Independent clauses of one comparison and one conclusion each.
inline std::string clauses_model(int count) {
    std::string xml = input_data("age", "月龄", "number") + input_data("home", "户籍", "string");
    for (int i = 0; i < count; ++i)
        xml +=
            literal_decision("c" + std::to_string(i), "条款" + std::to_string(i),
                             requires_("Input", "age") + requires_("Input", "home"),
                             "if 月龄 < " + std::to_string(12 * i) + " and 户籍 = \"本地\" then " +
                                 std::to_string(100 * i) + " else 0");
    return definitions(xml);
}

} // namespace banxing::dmn
