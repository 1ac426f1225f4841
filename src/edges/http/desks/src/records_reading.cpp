#include "records_reading.h"

#include <wire/context.h>

namespace banxing::http {
namespace {

Result<casework::Act> act_of(const std::string& name) {
    if (name == "correct") return casework::Act::correct;
    if (name == "withdraw") return casework::Act::withdraw;
    if (name == "restore") return casework::Act::restore;
    return fail(Error::not_found({"没有这个地址。", "There is no such address."}));
}

casework::Submission read_content(Fields& fields) {
    casework::Submission out;
    out.form = fields.text("form", 1, 100);
    out.day = fields.day("day");
    out.content = fields.object("content");
    return out;
}

casework::Submission read_single(Fields& fields) {
    auto out = read_content(fields);
    out.write_id = fields.uuid("write_id");
    out.reason = fields.text_or_empty("reason", 200);
    return out;
}

constexpr std::size_t most_beside = 8; // records in the act of a registration

} // namespace

Result<casework::Submission> read_record(const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto out = read_single(fields);
    TRY(fields.done());
    return out;
}

Result<casework::Submission> read_draft(const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto out = read_content(fields);
    TRY(fields.done());
    return out;
}

Result<casework::Submission> read_changed_draft(const Request& request) {
    auto fields = TRY(Fields::of(request));
    casework::Submission out;
    out.day = fields.day("day");
    out.content = fields.object("content");
    TRY(fields.done());
    return out;
}

Result<casework::Completion> read_completion(const Request& request) {
    auto fields = TRY(Fields::of(request));
    casework::Completion out;
    out.day = fields.day_if_given("day");
    out.content = fields.object_if_given("content");
    out.reason = fields.text_or_empty("reason", 200);
    out.write_id = fields.uuid("write_id");
    TRY(fields.done());
    return out;
}

Result<DraftsPage> read_drafts_page(const Request& request) {
    Query query(request);
    DraftsPage page;
    page.limit = int(query.integer("limit", 1, 200, 50));
    auto after = query.page("after", 3);
    TRY(query.done());
    if (after.empty()) return page;
    auto at = whole_number(after[0]), id = whole_number(after[2]);
    auto subject = parse_subject_id(after[1]);
    if (!at || !id || !subject) return fail(no_such_page());
    page.after.at = Instant{*at};
    page.after.subject = *subject;
    page.after.id = *id;
    return page;
}

Result<Opening> read_opening(const Request& request) {
    auto fields = TRY(Fields::of(request));
    Opening out{fields.text("kind", 1, 40), read_single(fields)};
    TRY(fields.done());
    return out;
}

Result<Registration> read_registration(const Request& request) {
    auto fields = TRY(Fields::of(request));
    Registration out{read_single(fields), {}};
    if (fields.has("more"))
        fields.each("more", 0, most_beside,
                    [&](Fields& item) { out.more.push_back(read_content(item)); });
    TRY(fields.done());
    return out;
}

Result<casework::Amendment> read_amendment(const Request& request, const Context& context) {
    casework::Amendment out;
    out.lineage = TRY(context.number("lineage"));
    out.act = TRY(act_of(context.part("act")));
    auto fields = TRY(Fields::of(request));
    out.version = int(fields.integer_or("version", 1, 1'000'000, 0));
    out.day = fields.day_if_given("day");
    out.content = fields.object_if_given("content").value_or(Json());
    out.reason = fields.text("reason", 2, 200);
    out.write_id = fields.uuid("write_id");
    if (out.version == 0) fields.note("version", {"缺少", "is missing"});
    if (out.act == casework::Act::correct && out.content.is_null())
        fields.note("content", {"缺少", "is missing"});
    if (out.act != casework::Act::correct && !out.content.is_null())
        fields.note("content", {"只有更正才有内容", "belongs to a correction only"});
    TRY(fields.done());
    return out;
}

} // namespace banxing::http
