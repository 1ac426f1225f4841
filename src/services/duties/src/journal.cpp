#include "duties_sql.h"

#include <algorithm>
#include <duties/journal.h>

namespace banxing::duties {

std::vector<Kind> kinds_of(const std::string& about) {
    static const std::vector<Kind> duty{{"progress"},    {"plan"},
                                        {"draft"},       {"consultation"},
                                        {"issued"},      {"answer", false, true},
                                        {"order", true}, {"inspection", true},
                                        {"close", true}, {"withdrawal", false, true}};
    static const std::vector<Kind> post{{"holder"}, {"withdrawal", false, true}};
    static const std::vector<Kind> project{
        {"progress"}, {"result"}, {"transfer"}, {"close", true}, {"withdrawal", false, true}};
    static const std::vector<Kind> group{{"meeting"},
                                         {"decision", false, true},
                                         {"follow_up", false, true},
                                         {"call"},
                                         {"grant", false, true},
                                         {"result", false, true},
                                         {"withdrawal", false, true}};
    if (about.starts_with("duty/")) return duty;
    if (about.starts_with("post/")) return post;
    if (about.starts_with("project/")) return project;
    return about == "group" ? group : std::vector<Kind>{};
}

static bool known(const Register& all, const std::string& about) {
    auto slash = about.find('/');
    auto id = slash == about.npos ? std::string() : about.substr(slash + 1);
    if (about.starts_with("duty/")) return all.find_duty(id) != nullptr;
    if (about.starts_with("project/")) return all.find_project(id) != nullptr;
    if (about.starts_with("post/"))
        return std::ranges::find(all.posts, id, &Post::id) != all.posts.end();
    return about == "group";
}

static Error wrong(const char* field, Words words) {
    Words message = words;
    return Error::invalid(std::move(message), {{field, std::move(words)}});
}

static Result<void> check(const Register& all, const access::Principal& who, const Note& note,
                          Date today) {
    if (!known(all, note.about))
        return fail(Error::not_found({"登记表中没有这一项", "The register has no such entry"}));
    auto kinds = kinds_of(note.about);
    auto kind = std::ranges::find(kinds, note.kind, &Kind::id);
    if (kind == kinds.end())
        return fail(wrong("kind", {"这里不能记这一类", "no such note stands here"}));
    if (kind->supervisor && !access::may(who, access::Act::supervise))
        return fail(Error::forbidden({"督办和销号由领导小组或其办公室进行",
                                      "Only the leading group or its office may do this"}));
    if (note.day > today) return fail(wrong("day", {"日期不能晚于今天", "the day lies ahead"}));
    if (note.kind == "order" && (!note.due || *note.due < note.day))
        return fail(wrong("due", {"督办要有期限", "an order has a deadline"}));
    if (kind->answers && note.answers <= 0)
        return fail(wrong("answers", {"要写明答复哪一条", "say which note it answers"}));
    if (!note.unit.empty() && !all.find_unit(note.unit))
        return fail(wrong("unit", {"没有这个单位", "there is no such unit"}));
    return {};
}

static Result<void> check_answered(db::Session& session, const access::Principal& who,
                                   const Note& note) {
    if (note.answers == 0) return {};
    auto other = TRY(session.one(sql::FindNote{.id = note.answers}));
    if (!other || other->about != note.about)
        return fail(wrong("answers", {"没有要答复的那一条", "there is no such note here"}));
    if (note.kind == "answer" && other->kind != "order")
        return fail(wrong("answers", {"只能答复督办", "only an order is answered"}));
    bool own = other->organisation == who.organisation.id.value;
    if (note.kind == "withdrawal" && !own && !access::may(who, access::Act::supervise))
        return fail(Error::forbidden({"只能撤回本单位写的", "It was written by another unit"}));
    return {};
}

Result<Note> write_note(db::Session& session, const Register& all, const access::Principal& who,
                        Note note, Instant now, Date today) {
    TRY(check(all, who, note, today));
    TRY(check_answered(session, who, note));
    note.id = TRY(session.one(sql::NextNote{}))->value;
    note.account = who.account.value;
    note.organisation = who.organisation.id.value;
    note.region = who.organisation.region;
    note.at = now;
    TRY(session.run(sql::PutNote{.id = note.id,
                                 .about = note.about,
                                 .region = note.region,
                                 .kind = note.kind,
                                 .day = to_days(note.day),
                                 .due = note.due ? std::optional<std::int64_t>(to_days(*note.due))
                                                 : std::nullopt,
                                 .unit = note.unit,
                                 .text = note.text,
                                 .amount = note.amount,
                                 .answers = note.answers,
                                 .account = note.account,
                                 .organisation = note.organisation,
                                 .at = now.ms}));
    return note;
}

Result<std::vector<Note>> notes(db::Session& session, const std::string& about) {
    std::vector<Note> out;
    for (auto& r : TRY(session.all(sql::AllNotes{.about_from = about, .about_to = about + "~"})))
        out.push_back({r.id, r.about, r.region, r.kind, from_days(r.day),
                       r.due ? std::optional(from_days(*r.due)) : std::nullopt, r.unit, r.text,
                       r.amount, r.answers, r.account, r.organisation, Instant{r.at}});
    return out;
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::duties
