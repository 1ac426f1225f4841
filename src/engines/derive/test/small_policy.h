#pragma once
// A policy of a made-up county, small enough to be worked by hand. Not law.
#include <derive/derive.h>

namespace banxing::derive::small {

inline Date d(const char* text) {
    return parse_iso_date(text).value();
}
inline Citation clause() {
    return {"示例文件", "第一条"};
}

inline Field field(const char* id, const char* zh, FieldType type) {
    Field out;
    out.id = id, out.label = {zh, id}, out.type = type;
    return out;
}

inline Form form(const char* system, const char* id, FormKind kind, std::vector<Field> fields) {
    Form out;
    out.system = system, out.id = id, out.label = {id, id}, out.kind = kind;
    out.fields = std::move(fields);
    out.write_roles = {"doctor"};
    return out;
}

inline Fact fact(const char* id, const char* zh, ValueType type, FactKind kind) {
    Fact out;
    out.id = id, out.label = {zh, id}, out.type = type, out.kind = kind;
    return out;
}

inline Parameter parameter(const char* id, const char* zh, const char* value,
                           const char* unit = "months") {
    Parameter out;
    out.id = id, out.label = {zh, id}, out.unit = unit;
    out.values.push_back({value, "33", {d("2020-01-01"), {}}, clause(), false, {}});
    return out;
}

inline constexpr const char* model = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="test">
  <inputData id="base.age_months" name="月龄"><variable name="月龄" typeRef="number"/></inputData>
  <inputData id="care.paid" name="本月自付"><variable name="本月自付" typeRef="number"/></inputData>
  <inputData id="care.fit" name="自理不足"><variable name="自理不足" typeRef="boolean"/></inputData>
  <inputData id="care.month_cap" name="月上限"><variable name="月上限" typeRef="number"/></inputData>
  <inputData id="care.year_cap" name="年上限"><variable name="年上限" typeRef="number"/></inputData>
  <inputData id="care.so_far" name="本年已享"><variable name="本年已享" typeRef="number"/></inputData>
  <decision id="d" name="金额">
    <variable name="金额" typeRef="number"/>
    <informationRequirement><requiredInput href="#base.age_months"/></informationRequirement>
    <informationRequirement><requiredInput href="#care.paid"/></informationRequirement>
    <informationRequirement><requiredInput href="#care.fit"/></informationRequirement>
    <informationRequirement><requiredInput href="#care.month_cap"/></informationRequirement>
    <informationRequirement><requiredInput href="#care.year_cap"/></informationRequirement>
    <informationRequirement><requiredInput href="#care.so_far"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>月龄</text></inputExpression></input>
      <input><inputExpression typeRef="boolean"><text>自理不足</text></inputExpression></input>
      <output typeRef="number"/>
      <annotation name="依据"/>
      <rule id="young"><inputEntry><text>&lt; 84</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>min(本月自付, 月上限, 年上限 - 本年已享)</text></outputEntry><annotationEntry><text>第一条</text></annotationEntry></rule>
      <rule id="extended"><inputEntry><text>[84..108)</text></inputEntry><inputEntry><text>true</text></inputEntry>
        <outputEntry><text>min(本月自付, 月上限, 年上限 - 本年已享)</text></outputEntry><annotationEntry><text>第二条</text></annotationEntry></rule>
      <rule id="too_old"><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>0</text></outputEntry><annotationEntry><text>第三条</text></annotationEntry></rule>
    </decisionTable>
  </decision>
</definitions>)";

inline System base() {
    System s;
    s.id = "base", s.label = {"基本", "base"}, s.place = "base.home";
    s.exports = {"born", "home", "age_months", "died"};
    s.forms = {
        form("base", "registration", FormKind::state,
             {field("birth", "出生日期", FieldType::date)}),
        form("base", "residence", FormKind::state, {field("village", "村", FieldType::region)}),
        form("base", "death", FormKind::event, {}),
        form("base", "task_waiver", FormKind::event, {field("task", "任务", FieldType::text)})};
    Fact born = fact("born", "生日", ValueType::date, FactKind::latest);
    born.form = "base.registration", born.field = "birth", born.any_day = true;
    Fact home = fact("home", "住地", ValueType::string, FactKind::holds_on);
    home.form = "base.residence", home.field = "village";
    Fact age = fact("age_months", "月龄", ValueType::number, FactKind::age_months);
    age.birth = "base.born";
    Fact died = fact("died", "已死亡", ValueType::boolean, FactKind::exists);
    died.form = "base.death", died.no_record = NoRecord::value, died.no_record_value = "false";
    s.facts = {born, home, age, died};
    s.grants = {{"base.home", "", {"health"}, {clause()}}};
    return s;
}

inline std::vector<TaskRule> care_tasks() {
    TaskRule visit;
    visit.id = "visit", visit.title = {"{occurrence}体检", "check at {occurrence}"};
    visit.opening = Opening::grid, visit.grid = "ages";
    visit.due = {Span::next_grid_age, {}}, visit.lapses_at_next = true;
    visit.closed_by = {{"care.check", "", "age"}};
    visit.role = "doctor", visit.chaser = "village", visit.place = "base.home",
    visit.basis = {clause()};
    TaskRule again;
    again.id = "again", again.title = {"复查", "re-check"};
    again.opening = Opening::record, again.opened_by = {"care.check", "异常", ""};
    again.due = {Span::working_days, "care.again_days"};
    again.closed_by = {{"care.recheck", "", ""}};
    again.role = "county", again.place = "base.home", again.basis = {clause()};
    return {visit, again};
}

inline System care() {
    System s;
    s.id = "care", s.label = {"照护", "care"}, s.uses = {"base"}, s.place = "base.home";
    s.operation = {{"330681", d("2025-01-01")}};
    s.gate = {"base.born", "", "care.limit", "base.home", {"33"}};
    s.ends = {"base.died"};
    Form check =
        form("care", "check", FormKind::event,
             {field("age", "检查月龄", FieldType::code), field("signs", "征象", FieldType::codes)});
    Field abnormal = field("abnormal", "异常", FieldType::boolean);
    abnormal.formula = "count(征象) > 0";
    check.scores = {abnormal};
    s.forms = {
        check, form("care", "recheck", FormKind::event, {}),
        form("care", "bill", FormKind::event,
             {field("month", "月份", FieldType::month), field("paid", "自付", FieldType::money)}),
        form("care", "paid_before", FormKind::event,
             {field("month", "已付月份", FieldType::month),
              field("amount", "已付", FieldType::money)}),
        form("care", "ability", FormKind::state, {field("fit", "自理不足项", FieldType::boolean)})};
    Fact paid = fact("paid", "本月自付", ValueType::number, FactKind::sum);
    paid.form = "care.bill", paid.field = "paid", paid.of_period = true,
    paid.period_field = "month";
    Fact fit = fact("fit", "自理不足", ValueType::boolean, FactKind::holds_on);
    fit.form = "care.ability", fit.field = "fit";
    s.facts = {paid, fit};
    Parameter which = parameter("which_day", "判定日", "\"first\"", "");
    which.type = ValueType::string;
    s.parameters = {parameter("limit", "年龄上限", "216"),
                    parameter("again_days", "复查时限", "5", "working_days"),
                    parameter("month_cap", "月上限", "300000", "fen"),
                    parameter("year_cap", "年上限", "500000", "fen"), which};
    s.grids["ages"] = {{"6", {"6月龄", "6 months"}, 6},
                       {"12", {"12月龄", "12 months"}, 12},
                       {"18", {"18月龄", "18 months"}, 18}};
    s.stages = {{"flagged", {"有异常", "flagged"}, "自理不足"},
                {"plain", {"常规", "plain"}, "已死亡 = false"}};
    s.tasks = care_tasks();
    Entitlement benefit;
    benefit.id = "subsidy", benefit.label = {"补贴", "subsidy"}, benefit.months_form = "care.bill";
    benefit.months_field = "month", benefit.assessed_on = "care.which_day",
    benefit.cap_period = "year";
    benefit.gate = {"base.born", "", "care.limit", "", {}};
    benefit.model = "m.dmn", benefit.decision = "金额", benefit.so_far = "care.so_far";
    benefit.already_paid_form = "care.paid_before", benefit.already_paid_field = "amount";
    benefit.already_paid_month = "month", benefit.basis = {clause()};
    s.entitlements = {benefit};
    s.models["m.dmn"] = model;
    return s;
}

inline PolicySource policy() {
    PolicySource source;
    source.version = "test";
    source.systems = {base(), care()};
    return source;
}

/// A file under construction; owns its texts.
struct Child {
    std::vector<Record> records;
    std::vector<std::unique_ptr<std::string>> texts;

    Child& add(const char* form_id, const char* day, std::string content,
               std::int64_t organisation = 1) {
        texts.push_back(std::make_unique<std::string>(std::move(content)));
        Record r;
        r.no = r.lineage = std::int64_t(records.size()) + 1;
        r.form = form_id, r.day = d(day), r.organisation = organisation, r.content = *texts.back();
        r.entered_at = {r.no};
        records.push_back(r);
        return *this;
    }
    Child& again(std::int64_t lineage, int version, RecordOp op, std::string content) {
        Record first = records[std::size_t(lineage - 1)];
        texts.push_back(std::make_unique<std::string>(std::move(content)));
        first.no = std::int64_t(records.size()) + 1;
        first.version = version, first.op = op, first.content = *texts.back();
        records.push_back(first);
        return *this;
    }
    File file() const { return {"person", records}; }
};

inline Child born(const char* day) {
    Child child;
    child.add("base.registration", "2026-01-05", std::string(R"({"birth":")") + day + "\"}");
    child.add("base.residence", day, R"({"village":"330681109001"})");
    return child;
}

} // namespace banxing::derive::small
