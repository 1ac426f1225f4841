#include "copy.h"

#include "family.h"

#include <audit/words.h>
#include <clock/clock.h>

#include <desks/file.h>
#include <desks/forms.h>

namespace banxing::http {
namespace {

Json resource(const char* type, const std::string& id) {
    return {{"resourceType", type}, {"id", id}};
}

std::string patient(const WholeFile& whole) {
    return "Patient/" + to_text(whole.subject);
}

const char* gender_of(const std::string& sex) {
    if (sex == "1") return "male";
    return sex == "2" ? "female" : "unknown";
}

Json patient_of(const WholeFile& whole) {
    auto out = resource("Patient", to_text(whole.subject));
    out["name"] = Json::array({{{"text", whole.identity.name}}});
    out["gender"] = gender_of(whole.identity.sex);
    if (whole.identity.birth) out["birthDate"] = iso(*whole.identity.birth);
    if (!whole.identity.identity_number.empty())
        out["identifier"] = Json::array(
            {{{"system", "urn:cn:gb11643"}, {"value", whole.identity.identity_number}}});
    return out;
}

Json related_of(const Context& context, const WholeFile& whole, const family::Guardian& one) {
    auto out = resource("RelatedPerson", std::to_string(one.id));
    out["patient"] = {{"reference", patient(whole)}};
    out["name"] = Json::array({{{"text", one.name}}});
    out["relationship"] = Json::array({{{"text", relation_words(context, one.relation).zh}}});
    out["period"] = {{"start", iso(one.from)}};
    if (one.until) out["period"]["end"] = iso(*one.until);
    return out;
}

/// Every version of every record: what was corrected and withdrawn belongs to the file, too.
Json response_of(const Context& context, const WholeFile& whole, const records::Row& row) {
    auto out = resource("QuestionnaireResponse", std::to_string(row.no));
    out["questionnaire"] = "urn:banxing:form:" + row.form;
    bool withdrawn = row.op == derive::RecordOp::withdrawal;
    out["status"] = withdrawn ? "entered-in-error" : row.version > 1 ? "amended" : "completed";
    out["subject"] = {{"reference", patient(whole)}};
    out["authored"] = iso(row.entered_at);
    out["source"] = {{"display", context.names.organisation(row.organisation).zh}};
    out["extension"] =
        Json::array({{{"url", "urn:banxing:day"}, {"valueDate", iso(row.day)}},
                     {{"url", "urn:banxing:lineage"}, {"valueInteger", row.lineage}}});
    out["item"] = Json::array();
    const auto* form = context.office().program->find_form(row.form);
    auto content = parse_json(row.content);
    if (!form || !content || !content->is_object()) return out;
    for (const auto& field : shown_fields(context, *form, *content))
        out["item"].push_back({{"linkId", field["id"]},
                               {"text", field["label"]["zh"]},
                               {"answer", Json::array({{{"valueString", field["value"]["zh"]}}})}});
    return out;
}

Json task_of(const WholeFile& whole, const derive::Task& task, std::size_t no) {
    static constexpr const char* states[] = {"requested", "completed", "cancelled", "failed",
                                             "cancelled"};
    auto out = resource("Task", std::to_string(no));
    out["status"] = states[int(task.state)];
    out["intent"] = "plan";
    out["description"] = task.title.zh;
    out["for"] = {{"reference", patient(whole)}};
    out["authoredOn"] = iso(task.opens);
    if (task.due) out["restriction"] = {{"period", {{"end", iso(*task.due)}}}};
    return out;
}

Json entitled_of(const Context& context, const WholeFile& whole, const derive::Entitled& one,
                 std::size_t no) {
    auto out = resource("ClaimResponse", std::to_string(no));
    out["patient"] = {{"reference", patient(whole)}};
    out["type"] = {{"text", benefit_words(*context.office().program, one.benefit).zh}};
    out["created"] = one.period;
    out["total"] = Json::array({{{"amount", {{"currency", "CNY"}, {"fen", one.amount.fen}}}}});
    return out;
}

Json consent_of(const WholeFile& whole, const family::Consent& one) {
    auto out = resource("Consent", one.rule->purpose);
    out["patient"] = {{"reference", patient(whole)}};
    out["status"] = one.choice == family::Choice::withdrawn ? "inactive" : "active";
    out["category"] = Json::array({{{"text", one.purpose.zh}}});
    if (one.at) out["dateTime"] = iso(*one.at);
    return out;
}

Json request_of(const WholeFile& whole, const family::Asked& one) {
    auto out = resource("Communication", std::to_string(one.id));
    out["subject"] = {{"reference", patient(whole)}};
    out["status"] = one.answer ? "completed" : "in-progress";
    out["sent"] = iso(one.at);
    out["payload"] = Json::array({{{"contentString", one.words}}});
    if (one.answer) out["payload"].push_back({{"contentString", one.answer->words}});
    return out;
}

Json event_of(const Context& context, const WholeFile& whole, const family::Reading& one) {
    auto out = resource("AuditEvent", one.reference);
    out["type"] = {{"display", audit::words_of(one.action).zh}, {"code", one.action}};
    out["recorded"] = iso(one.at);
    if (one.organisation)
        out["source"] = {{"display", context.names.organisation(one.organisation->value).zh}};
    out["entity"] = Json::array({{{"what", {{"reference", patient(whole)}}}}});
    return out;
}

class Paper {
public:
    void heading(const char* tag, const std::string& text) { element(tag, text); }
    void paragraph(const std::string& text) { element("p", text); }
    void table(const std::vector<std::string>& head) {
        html_ += "<table border=\"1\"><thead><tr>";
        for (const auto& cell : head) element("th", cell);
        html_ += "</tr></thead><tbody>";
    }
    void row(const std::vector<std::string>& cells) {
        html_ += "<tr>";
        for (const auto& cell : cells) element("td", cell);
        html_ += "</tr>";
    }
    void end_table() { html_ += "</tbody></table>"; }
    std::string done(const std::string& title) const {
        return "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>" +
               escaped(title) + "</title></head><body>" + html_ + "</body></html>\n";
    }

private:
    static std::string escaped(const std::string& text) {
        std::string out;
        for (char c : text) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
            }
        return out;
    }
    void element(const std::string& tag, const std::string& text) {
        html_ += "<" + tag + ">" + escaped(text) + "</" + tag + ">";
    }
    std::string html_;
};

void put_records(Paper& page, const Context& context, const WholeFile& whole) {
    page.heading("h2", "记录");
    page.table({"日期", "内容", "单位", "登记时间"});
    for (const auto* row : records::in_force(whole.file.rows)) {
        auto entry = timeline_entry(context, *row, false);
        std::string text = entry["title"]["zh"];
        if (row->op == derive::RecordOp::withdrawal) text += "（已撤回）";
        for (const auto& field : entry["fields"])
            text += "；" + field["label"]["zh"].get<std::string>() + "：" +
                    field["value"]["zh"].get<std::string>();
        page.row({iso(row->day), text, context.names.organisation(row->organisation).zh,
                  iso(row->entered_at)});
    }
    page.end_table();
}

void put_tasks(Paper& page, const WholeFile& whole) {
    page.heading("h2", "待办");
    page.table({"事项", "开始", "期限"});
    for (const auto& task : whole.file.consequences.tasks)
        if (task.state == derive::TaskState::open)
            page.row({task.title.zh, iso(task.opens), task.due ? iso(*task.due) : ""});
    page.end_table();
}

void put_entitled(Paper& page, const Context& context, const WholeFile& whole) {
    page.heading("h2", "待遇");
    page.table({"项目", "月份", "金额"});
    for (const auto& one : whole.file.consequences.entitled)
        page.row({benefit_words(*context.office().program, one.benefit).zh, one.period,
                  money_words(one.amount).zh});
    page.end_table();
}

void put_readings(Paper& page, const Context& context, const WholeFile& whole) {
    page.heading("h2", "谁看过、改过这份档案");
    page.table({"时间", "单位", "做了什么", "编号"});
    for (const auto& one : whole.readings)
        page.row({iso(one.at),
                  one.organisation ? context.names.organisation(one.organisation->value).zh : "",
                  audit::words_of(one.action).zh, one.reference});
    page.end_table();
}

} // namespace

Json copy_as_json(const Context& context, const WholeFile& whole) {
    Json entries = Json::array({patient_of(whole)});
    for (const auto& one : whole.guardians) entries.push_back(related_of(context, whole, one));
    for (const auto& row : whole.file.rows) entries.push_back(response_of(context, whole, row));
    std::size_t no = 0;
    for (const auto& one : whole.file.consequences.tasks)
        entries.push_back(task_of(whole, one, ++no));
    for (const auto& one : whole.file.consequences.entitled)
        entries.push_back(entitled_of(context, whole, one, ++no));
    for (const auto& one : whole.consents) entries.push_back(consent_of(whole, one));
    for (const auto& one : whole.requests) entries.push_back(request_of(whole, one));
    for (const auto& one : whole.readings) entries.push_back(event_of(context, whole, one));
    Json out{{"resourceType", "Bundle"},
             {"type", "collection"},
             {"timestamp", iso(context.now)},
             {"entry", Json::array()}};
    for (auto& one : entries) out["entry"].push_back({{"resource", std::move(one)}});
    return out;
}

std::string copy_as_page(const Context& context, const WholeFile& whole) {
    Paper page;
    page.heading("h1", whole.identity.name + "的档案");
    page.paragraph("档案号 " + to_text(whole.subject) + "，取得时间 " + iso(context.now));
    if (whole.identity.birth) page.paragraph("出生日期 " + iso(*whole.identity.birth));
    if (!whole.identity.identity_number.empty())
        page.paragraph("身份证号 " + whole.identity.identity_number);
    put_tasks(page, whole);
    put_entitled(page, context, whole);
    put_records(page, context, whole);
    put_readings(page, context, whole);
    return page.done(whole.identity.name + "的档案");
}

} // namespace banxing::http
