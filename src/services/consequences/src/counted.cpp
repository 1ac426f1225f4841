#include "rows.h"

#include <consequences/figures.h>

namespace banxing::consequences {

std::int64_t month_number(Date day) {
    return int(day.year()) * 12 + unsigned(day.month()) - 1;
}

Date first_day_of(std::int64_t month) {
    return {std::chrono::year{int(month / 12)}, std::chrono::month{unsigned(month % 12 + 1)},
            std::chrono::day{1}};
}

void add_to(Cells& cells, const derive::Counted& run, int sign) {
    std::int64_t first = month_number(run.from);
    auto end = run.to ? std::optional(month_number(*run.to)) : std::nullopt;
    if (end && *end == first) return; // on no month's last day
    auto add = [&](std::int64_t month, int by) {
        auto& cell = cells[{run.indicator, run.town, month}];
        cell.below += by * run.below;
        cell.above += by * run.above;
    };
    add(first, sign);
    if (end) add(*end, -sign);
}

static std::int64_t open_day(const std::optional<Date>& day) {
    return day ? to_days(*day) : no_deadline;
}

static std::optional<Date> day_or_open(std::int64_t days) {
    return days == no_deadline ? std::nullopt : std::optional(from_days(days));
}

Result<std::vector<derive::Counted>> counted_of(db::Session& session, SubjectId subject) {
    std::vector<derive::Counted> out;
    for (auto& r : TRY(session.all(sql::CountedOf{.subject_id = subject.value})))
        out.push_back(
            {r.indicator, from_days(r.from_day), day_or_open(r.to_day), r.town, r.below, r.above});
    return out;
}

static Result<void> put(db::Session& session, SubjectId subject, const derive::Counted& run) {
    TRY(session.run(sql::PutCounted{.subject_id = subject.value,
                                    .indicator = run.indicator,
                                    .from_day = to_days(run.from),
                                    .to_day = open_day(run.to),
                                    .town = run.town,
                                    .below = run.below,
                                    .above = run.above}));
    return {};
}

static bool same_key(const derive::Counted& one, const derive::Counted& other) {
    return one.indicator == other.indicator && one.from == other.from;
}

/// Both lists are sorted by indicator and day. Returns how many rows changed; `cells` takes what
/// that changes in the figures.
static Result<std::int64_t> difference(db::Session& session, SubjectId subject,
                                       const std::vector<derive::Counted>& before,
                                       const std::vector<derive::Counted>& now, Cells& cells) {
    std::int64_t changed = 0;
    for (auto& run : now) {
        auto old = std::find_if(before.begin(), before.end(),
                                [&](auto& one) { return same_key(one, run); });
        if (old != before.end() && *old == run) continue;
        TRY(put(session, subject, run));
        add_to(cells, run, 1);
        ++changed;
    }
    for (auto& run : before) {
        auto next =
            std::find_if(now.begin(), now.end(), [&](auto& one) { return same_key(one, run); });
        if (next != now.end() && *next == run) continue;
        add_to(cells, run, -1);
        if (next != now.end()) continue;
        TRY(session.run(sql::DropCounted{.subject_id = subject.value,
                                         .indicator = run.indicator,
                                         .from_day = to_days(run.from)}));
        ++changed;
    }
    return changed;
}

static Result<void> add_cells(db::Session& session, const Cells& cells) {
    std::int64_t seq = 0;
    for (auto& [key, change] : cells) {
        if (change == Change{}) continue;
        if (seq == 0) seq = TRY(session.one(sql::NextCellSeq{}))->value;
        TRY(session.run(sql::AddToCell{.indicator = key.indicator,
                                       .town = key.town,
                                       .month = key.month,
                                       .below = change.below,
                                       .above = change.above,
                                       .seq = seq}));
    }
    return {};
}

Result<std::int64_t> replace_counted(db::Session& session, SubjectId subject,
                                     const std::vector<derive::Counted>& before,
                                     const std::vector<derive::Counted>& now) {
    if (before == now) return 0;
    Cells cells;
    auto changed = TRY(difference(session, subject, before, now, cells));
    TRY(add_cells(session, cells));
    return changed;
}

Result<bool> put_counted(db::Session& session, SubjectId subject,
                         const std::vector<derive::Counted>& now) {
    auto before = TRY(counted_of(session, subject));
    if (before == now) return false;
    Cells unused;
    TRY(difference(session, subject, before, now, unused));
    return true;
}

Result<std::vector<CellRow>> cells_since(db::Session& session, std::int64_t seq) {
    std::vector<CellRow> out;
    for (auto& r : TRY(session.all(sql::CellsSince{.seq = seq})))
        out.push_back({{r.indicator, r.town, r.month}, {r.below, r.above}, r.seq});
    return out;
}

Result<std::map<SubjectId, std::vector<derive::Counted>>>
counted_between(db::Session& session, SubjectId from, SubjectId to) {
    std::map<SubjectId, std::vector<derive::Counted>> out;
    for (auto& r :
         TRY(session.all(sql::CountedBetween{.subject_from = from.value, .subject_to = to.value})))
        out[SubjectId{r.subject_id}].push_back(
            {r.indicator, from_days(r.from_day), day_or_open(r.to_day), r.town, r.below, r.above});
    return out;
}

/// By how much the stored cells have to change to be these.
static Result<Cells> missing_to(db::Session& session, const Cells& all) {
    Cells wrong = all;
    for (auto& row : TRY(cells_since(session, -1))) {
        auto& cell = wrong[row.key];
        cell.below -= row.change.below;
        cell.above -= row.change.above;
    }
    std::erase_if(wrong, [](auto& one) { return one.second == Change{}; });
    return wrong;
}

Result<std::int64_t> differing_cells(db::Session& session, const Cells& all) {
    return std::int64_t(TRY(missing_to(session, all)).size());
}

Result<std::int64_t> put_cells(db::Session& session, const Cells& all) {
    Cells wrong = TRY(missing_to(session, all));
    TRY(add_cells(session, wrong));
    return std::int64_t(wrong.size());
}

#define COUNTING(filter, who, today)                                                               \
    .indicator = (filter).indicator, .town_from = (filter).town_from, .town_to = (filter).town_to, \
    .day = to_days((filter).day), .least = (filter).part == Part::above ? 1 : 0,                   \
    .most = (filter).part == Part::missing ? 0 : 1, .reach_from = (who).reach.from,                \
    .reach_to = (who).reach.to, .reach_own = (who).reach.own, .purposes = (who).purposes,          \
    .today = to_days(today)

Result<std::vector<PersonCounted>> people_counted(db::Session& session,
                                                  const access::Principal& who,
                                                  const PeopleFilter& filter, Date today) {
    std::vector<PersonCounted> out;
    for (auto& r : TRY(session.all(sql::PeopleCounted{.after_town = filter.after_town,
                   .after_subject = filter.after_subject.value,
                   .limit = filter.limit,
                   COUNTING(filter, who, today)})))
        out.push_back({SubjectId{r.subject_id}, r.town, r.below, r.above});
    return out;
}

Result<std::int64_t> count_people(db::Session& session, const access::Principal& who,
                                  const PeopleFilter& filter, Date today) {
    return TRY(session.one(sql::CountPeopleCounted{COUNTING(filter, who, today)}))->people;
}

} // namespace banxing::consequences
