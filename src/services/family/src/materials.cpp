#include <consequences/members.h>
#include <core/json.h>
#include <records/records.h>

#include <algorithm>
#include <family/materials.h>
#include <map>

namespace banxing::family {
namespace {

// The forms of the system outreach that are looked at here.
constexpr const char* outreach = "outreach";
constexpr const char* material_form = "outreach.material";
constexpr const char* review_form = "outreach.material_review";
constexpr const char* for_parents = "家长";
constexpr const char* passed = "通过";
constexpr int most_areas = 200;

struct Held {
    const records::Row* row = nullptr;
    Json content;
};

/// Of each title the newest; rows come by day, newest first, so the later entered of a day counts.
void keep_newest(std::map<std::string, Held>& out, const records::Row& row) {
    auto content = Json::parse(row.content, nullptr, false);
    if (!content.is_object()) return;
    auto& held = out[content.value("title", std::string())];
    if (held.row && (held.row->day > row.day ||
                     (held.row->day == row.day && held.row->entered_at.ms > row.entered_at.ms)))
        return;
    held = {&row, std::move(content)};
}

bool is_for_parents(const Json& content) {
    auto audience = content.find("audience");
    return audience != content.end() && audience->is_array() &&
           std::ranges::any_of(*audience, [](const Json& one) { return one == for_parents; });
}

void add_passed(const std::vector<records::Row>& rows, std::vector<Material>& out) {
    std::map<std::string, Held> materials, reviews;
    for (const auto* row : records::in_force(rows)) {
        if (row->op == derive::RecordOp::withdrawal) continue;
        if (row->form == material_form) keep_newest(materials, *row);
        if (row->form == review_form) keep_newest(reviews, *row);
    }
    for (const auto& [title, material] : materials) {
        auto review = reviews.find(title);
        if (review == reviews.end() || !is_for_parents(material.content)) continue;
        bool unchanged = material.row->no < review->second.row->no;
        if (!unchanged || review->second.content.value("outcome", std::string()) != passed)
            continue;
        out.push_back({title, material.content.value("body", std::string()),
                       material.content.value("sources", std::string()), review->second.row->day});
    }
}

} // namespace

Result<std::vector<Material>> materials(db::Session& session) {
    std::vector<Material> out;
    for (auto subject : TRY(consequences::files_of(session, outreach, most_areas)))
        add_passed(TRY(records::load(session, subject)), out);
    std::ranges::stable_sort(
        out, [](const Material& a, const Material& b) { return a.reviewed > b.reviewed; });
    return out;
}

} // namespace banxing::family
