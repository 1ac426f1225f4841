#include "case_file.h"

#include <policy/forms.h>

namespace banxing::policy {

using namespace derive;

/// A YAML value as JSON of the field's type; what does not fit stays text and validation says so.
static Json json_of(const YAML::Node& node, FieldType type) {
    if (node.IsSequence()) {
        Json list = Json::array();
        for (const auto& item : node) list.push_back(item.Scalar());
        return list;
    }
    if (!node.IsScalar()) return nullptr;
    const std::string& text = node.Scalar();
    bool number = type == FieldType::integer || type == FieldType::money;
    bool truth = type == FieldType::boolean && (text == "true" || text == "false");
    if (!number && !truth) return text;
    auto parsed = parse_json(text);
    return parsed ? *parsed : Json(text);
}

static std::string content_of(Map& map, const Form& form, Date today) {
    auto node = map.node("content");
    if (!node || !node->IsMap()) {
        if (!form.fields.empty()) map.fault({"缺少“content”", "'content' is missing"});
        return "{}";
    }
    Json content = Json::object();
    for (const auto& entry : *node) {
        std::string id = entry.first.Scalar();
        FieldType type = FieldType::text;
        for (auto& field : form.fields)
            if (field.id == id) type = field.type;
        content[id] = json_of(entry.second, type);
    }
    auto checked = validate(form, content, today);
    if (checked) return checked->dump();
    for (auto& issue : checked.error().fields) map.fault(issue.message);
    return content.dump();
}

static void read_record(Map& map, const Program& program, Date today,
                        std::vector<CaseRecord>& out) {
    CaseRecord item;
    item.form = map.text("form", Need::required);
    const Form* form = program.find_form(item.form);
    if (!form) map.fault({"没有表单“" + item.form + "”", "no form '" + item.form + "'"});
    Record& record = item.record;
    record.no = record.lineage = std::int64_t(out.size()) + 1;
    record.day = map.date("day", Need::required).value_or(today);
    record.organisation = map.integer("organisation").value_or(1);
    record.entered_at = {to_days(record.day) * 86'400'000};
    auto earlier = [&](const char* key, RecordOp op) {
        auto no = map.integer(key);
        if (!no) return;
        if (*no < 1 || *no >= record.no)
            return map.fault({"没有这条记录", "there is no such record"});
        record.lineage = *no;
        record.version = 2;
        record.op = op;
    };
    earlier("corrects", RecordOp::correction);
    earlier("withdraws", RecordOp::withdrawal);
    auto entered = map.date("entered");
    if (entered) record.entered_at = {to_days(*entered) * 86'400'000};
    if (form) item.content = content_of(map, *form, today);
    out.push_back(std::move(item));
}

static std::optional<std::string> maybe(Map& map, const char* key) {
    if (!map.has(key)) return std::nullopt;
    return map.text(key);
}

static std::optional<std::vector<ExpectedTask>> read_tasks(Map& map, const char* key) {
    if (!map.has(key)) return std::nullopt;
    std::vector<ExpectedTask> out;
    map.each(key, [&](Map& item) {
        ExpectedTask task;
        task.task = item.text("task", Need::required);
        task.occurrence = maybe(item, "occurrence");
        task.state = maybe(item, "state");
        task.opens = item.date("opens");
        task.due = item.date("due");
        task.escalates = item.date("escalates");
        task.closed = item.date("closed");
        task.supervisor = maybe(item, "supervisor");
        out.push_back(std::move(task));
    });
    return out;
}

static std::map<std::string, std::string> read_texts(Map& map, const char* key) {
    std::map<std::string, std::string> out;
    auto found = map.node(key);
    if (!found || !found->IsMap()) return out;
    Map inner(map.source(), *found);
    for (const auto& entry : *found) out[entry.first.Scalar()] = inner.text(entry.first.Scalar());
    return out;
}

static void read_more(Map& expect, Case& out) {
    out.facts = read_texts(expect, "facts");
    if (expect.has("referrals")) out.referrals.emplace();
    expect.each("referrals", [&](Map& item) {
        out.referrals->push_back({item.text("referral", Need::required), maybe(item, "occurrence"),
                                  maybe(item, "state"), item.date("due"), item.date("sent"),
                                  item.date("closed")});
    });
    expect.each("transitions", [&](Map& item) {
        out.transitions.push_back(
            {item.text("transition", Need::required), item.date("on"), maybe(item, "missing")});
    });
    expect.each("counted", [&](Map& item) {
        out.counted.push_back(
            {item.text("indicator", Need::required), item.date("day").value_or(out.day),
             item.integer("below", Need::required).value_or(0),
             item.integer("above", Need::required).value_or(0), maybe(item, "town")});
    });
    if (expect.has("pools")) out.pools.emplace();
    expect.each("pools", [&](Map& item) {
        out.pools->push_back({item.text("pool", Need::required), item.text("side", Need::required),
                              maybe(item, "kind"), item.integer("holder"), item.integer("amount"),
                              item.date("since")});
    });
    if (expect.has("contradicts")) out.contradicts = expect.texts("contradicts");
}

static std::optional<std::vector<ExpectedMonth>> read_months(Map& map, const char* key) {
    if (!map.has(key)) return std::nullopt;
    std::vector<ExpectedMonth> out;
    map.each(key, [&](Map& item) {
        ExpectedMonth month;
        month.benefit = item.text("benefit", Need::required);
        month.period = item.text("period", Need::required);
        month.outcome = maybe(item, "outcome");
        month.amount = item.integer("amount");
        month.row = maybe(item, "row");
        month.near = maybe(item, "near");
        if (item.has("needs")) month.needs = item.texts("needs");
        out.push_back(std::move(month));
    });
    return out;
}

static void read_expected(Map& map, Case& out) {
    auto node = map.node("expect", Need::required);
    if (!node) return;
    Map expect(map.source(), *node);
    out.tasks = read_tasks(expect, "tasks");
    out.tasks_include = read_tasks(expect, "tasks_include");
    out.entitled = read_months(expect, "entitled");
    out.entitled_include = read_months(expect, "entitled_include");
    read_more(expect, out);
    out.stages = read_texts(expect, "stage");
}

class CaseFileReader {
public:
    CaseFileReader(const Source& source, const Program& program)
        : source_(source), program_(program) {}

    std::vector<Case> read(const YAML::Node& root) {
        Map map(source_, root);
        if (auto people = map.node("people"); people && people->IsMap())
            for (const auto& entry : *people) people_.emplace(entry.first.Scalar(), entry.second);
        map.each(
            "cases", [&](Map& item) { cases_.push_back(one(item)); }, Need::required);
        return std::move(cases_);
    }

private:
    Case one(Map& map) {
        Case out;
        out.file = source_.file;
        out.line = map.at().Mark().line + 1;
        out.title = map.words();
        map.each(
            "clauses",
            [&](Map& item) {
                out.clauses.push_back(
                    {item.text("document", Need::required), item.text("clause", Need::required)});
            },
            Need::required);
        out.shows = Shows(
            map.choice("shows", {"nothing", "grants", "refuses", "boundary"}, Need::required));
        out.day = map.date("day", Need::required).value_or(Date{});
        if (auto subject = map.text("subject"); !subject.empty()) out.subject = subject;
        if (std::string name = map.text("person"); !name.empty()) {
            auto person = people_.find(name);
            if (person == people_.end())
                map.fault({"没有人物“" + name + "”", "no person '" + name + "'"});
            else
                each_map(source_, person->second,
                         [&](Map& item) { read_record(item, program_, out.day, out.records); });
        }
        map.each("records", [&](Map& item) { read_record(item, program_, out.day, out.records); });
        read_expected(map, out);
        return out;
    }

    const Source& source_;
    const Program& program_;
    std::map<std::string, YAML::Node> people_;
    std::vector<Case> cases_;
};

std::vector<Case> read_case_file(const Source& source, const YAML::Node& root,
                                 const Program& program) {
    return CaseFileReader(source, program).read(root);
}

} // namespace banxing::policy
