#include "duties_sql.h"

#include <algorithm>
#include <duties/journal.h>

namespace banxing::duties {

std::vector<Kind> kinds_of(const std::string& about) {
    using enum Kind::Needs;
    static const Kind withdrawal{"withdrawal", false, "any"};
    static const std::vector<Kind> duty{{"progress"},
                                        {"plan"},
                                        {"draft", false, {}, document},
                                        {"consultation", false, {}, document},
                                        {"issued", false, {}, document},
                                        {"answer", false, "order"},
                                        {"order", true, {}, nothing, true},
                                        {"inspection", true, {}, points},
                                        {"close", true},
                                        withdrawal};
    static const std::vector<Kind> post{{"holder"}, withdrawal};
    static const std::vector<Kind> project{
        {"progress"}, {"result"}, {"transfer", false, {}, region}, {"close", true}, withdrawal};
    static const std::vector<Kind> group{{"meeting"},
                                         {"decision", false, "meeting", nothing, true},
                                         {"follow_up", false, "decision"},
                                         {"fund", false, {}, money},
                                         {"call", false, {}, nothing, true},
                                         {"grant", false, "call", money},
                                         {"result", false, "grant"},
                                         withdrawal};
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

/// A document of the duty, points of 100, an amount in fen, a region's code.
static Result<void> check_needs(const Register& all, const Kind& kind, const Note& note) {
    constexpr std::int64_t most_points = 100;
    using enum Kind::Needs;
    if (kind.needs == document) {
        const auto* duty = all.find_duty(note.about.substr(note.about.find('/') + 1));
        if (std::ranges::find(duty->documents, note.item) == duty->documents.end())
            return fail(wrong("item", {"要写明是哪一份文件", "say which document it is"}));
    }
    if (kind.needs == points && (!note.amount || *note.amount > most_points || note.unit.empty()))
        return fail(wrong("amount", {"要写明单位和0至100分", "name the unit and 0 to 100 points"}));
    if (kind.needs == money && (!note.amount || *note.amount == 0))
        return fail(wrong("amount", {"要写明金额", "say how much money"}));
    if (kind.needs == region && !access::region_of(note.item))
        return fail(wrong("item", {"要写明推广到哪个地区", "say which region takes it over"}));
    return {};
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
    if (!kind->answers.empty() && note.answers <= 0)
        return fail(wrong("answers", {"要写明答复哪一条", "say which note it answers"}));
    if (!note.unit.empty() && !all.find_unit(note.unit))
        return fail(wrong("unit", {"没有这个单位", "there is no such unit"}));
    return check_needs(all, *kind, note);
}

static Result<void> check_answered(db::Session& session, const access::Principal& who,
                                   const Note& note) {
    if (note.answers == 0) return {};
    auto other = TRY(session.one(sql::FindNote{.id = note.answers}));
    if (!other || other->about != note.about)
        return fail(wrong("answers", {"没有要答复的那一条", "there is no such note here"}));
    auto kinds = kinds_of(note.about);
    auto kind = std::ranges::find(kinds, note.kind, &Kind::id);
    bool fits = kind->answers.empty() || kind->answers == "any" || kind->answers == other->kind;
    if (!fits)
        return fail(wrong("answers", {"这一条不能这样答复", "that note is not answered so"}));
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
                                 .item = note.item,
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
                       r.due ? std::optional(from_days(*r.due)) : std::nullopt, r.unit, r.item,
                       r.text, r.amount, r.answers, r.account, r.organisation, Instant{r.at}});
    return out;
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::duties
