#include <access/acts.h>
#include <records/records.h>

#include <algorithm>
#include <desks/forms.h>
#include <desks/person.h>

namespace banxing::http {
namespace {

using derive::RecordOp;

struct Labelled {
    const char* id;
    Words label;
    std::string value;
};

Words sex_words(const std::string& sex) {
    if (sex == "1") return {"男", "male"};
    if (sex == "2") return {"女", "female"};
    return {"未说明", "not stated"};
}

std::vector<Labelled> fields_of(const registry::Identity& who) {
    return {
        {"name", {"姓名", "Name"}, who.name},
        {"sex", {"性别", "Sex"}, who.sex.empty() ? std::string() : sex_words(who.sex).zh},
        {"birth_date", {"出生日期", "Date of birth"}, who.birth ? iso(*who.birth) : std::string()},
        {"identity_number", {"身份证号", "Identity number"}, masked(who.identity_number)},
        {"guardian_name", {"监护人姓名", "Guardian's name"}, who.guardian_name},
        {"guardian_phone", {"监护人电话", "Guardian's phone"}, who.guardian_phone}};
}

bool may_read(const Context& context, const char* form_id) {
    if (access::may(context.who(), access::acts::family))
        return true; // its own child's, checked before
    const auto* form = context.office().program->find_form(form_id);
    return form &&
           (std::ranges::find(form->read_roles, context.who().role) != form->read_roles.end() ||
            may_write(*form, context.who()));
}

// The newest record of a form that is in force.
const records::Row* newest(const std::vector<const records::Row*>& rows, std::string_view form) {
    auto found = std::ranges::find_if(rows, [&](const auto* row) {
        return row->form == form && row->op != RecordOp::withdrawal;
    });
    return found == rows.end() ? nullptr : *found;
}

Json place_in(const Context& context, const records::Row* row, const char* field) {
    auto content = row ? parse_json(row->content) : Result<Json>(Json::object());
    auto code =
        content && content->is_object() ? content->value(field, std::string()) : std::string();
    auto region = access::region_of(code);
    return region ? shown(place_words(context.services.regions, *region)) : Json();
}

void put_places(Json& out, const Context& context, const std::vector<const records::Row*>& rows) {
    const auto* residence = newest(rows, "base.residence");
    if (auto place = place_in(context, residence, "village"); !place.is_null())
        out["residence"] = place;
    if (auto place = place_in(context, newest(rows, "base.household_registration"), "region");
        !place.is_null())
        out["registration_place"] = place;
    const auto* death = newest(rows, "base.death");
    const auto* moved = newest(rows, "base.moving_out");
    if (death)
        out["ended"] = shown(Words{iso(death->day) + " 去世", "died on " + iso(death->day)});
    else if (moved && (!residence || residence->day < moved->day))
        out["ended"] = shown(Words{iso(moved->day) + " 迁出", "moved away on " + iso(moved->day)});
}

void put_identity(Json& out, const Context& context, const registry::Identity& who) {
    out["name"] = who.name;
    out["sex"] = who.sex.empty() ? "0" : who.sex;
    if (who.birth) {
        out["birth_date"] = iso(*who.birth);
        out["age"] = shown(age_words(*who.birth, context.today));
    }
    if (!who.identity_number.empty()) out["identity_number"] = masked(who.identity_number);
    if (!may_read(context, "base.registration")) return;
    if (!who.guardian_name.empty()) out["guardian"] = who.guardian_name;
    if (!who.guardian_phone.empty()) out["phone"] = who.guardian_phone;
}

/// A family's own child was checked before; what is locked is not counted.
Result<consequences::Sight> sight_of(const Context& context, db::Session& session,
                                     SubjectId subject) {
    const auto& office = context.office();
    if (access::may(context.who(), access::acts::family))
        return consequences::Sight::of_family(*office.program, office.roles, false);
    return casework::sight_of(context.office(), session, context.who(), subject);
}

} // namespace

Result<Json> person_card(const Context& context, db::Session& session, SubjectId subject) {
    Json out{{"subject", to_text(subject)}, {"name", ""}};
    if (auto who = TRY(context.office().registry.identity_of(session, subject)))
        put_identity(out, context, *who);
    auto rows = TRY(records::load(session, subject));
    put_places(out, context, records::in_force(rows));
    auto sight = TRY(sight_of(context, session, subject));
    out["open_tasks"] = TRY(consequences::open_tasks_of(session, subject, sight));
    return out;
}

Json shown_identity(const registry::Identity& identity) {
    Json out = Json::array();
    for (const auto& [id, label, value] : fields_of(identity))
        if (!value.empty())
            out.push_back(
                {{"id", id}, {"label", shown(label)}, {"value", shown(Words{value, value})}});
    return out;
}

Json compared(const registry::Identity& incoming, const registry::Identity& here) {
    Json out = Json::array();
    auto theirs = fields_of(incoming), ours = fields_of(here);
    for (std::size_t i = 0; i < theirs.size(); ++i)
        if (!theirs[i].value.empty() || !ours[i].value.empty())
            out.push_back({{"id", theirs[i].id},
                           {"label", shown(theirs[i].label)},
                           {"incoming", theirs[i].value},
                           {"here", ours[i].value},
                           {"same", theirs[i].value == ours[i].value}});
    return out;
}

} // namespace banxing::http
