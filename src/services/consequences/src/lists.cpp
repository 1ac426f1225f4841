#include "rows.h"

#include <consequences/sight.h>

#include <fmt/format.h>

namespace banxing::consequences {

constexpr std::int64_t behind_all = no_deadline + 1;

/// The inputs that every list of tasks has in common.
struct Common {
    std::string role, chaser, system_from, system_to, task_from, task_to;
    std::int64_t place_from = 0, place_to = 0, due_from = 0, due_to = behind_all, today = 0;
};

/// Half-open range of texts that holds just this one, or all when it is empty. Ids are a–z, 0–9, _
/// and ".".
static std::pair<std::string, std::string> just(const std::string& id) {
    return id.empty() ? std::pair<std::string, std::string>{"", "~"} : std::pair{id, id + " "};
}

static Common common(const access::Principal& who, const TaskFilter& filter, Date today) {
    Common c;
    c.role = who.role;
    c.chaser = filter.chasing ? who.role : "-";
    std::tie(c.system_from, c.system_to) = just(filter.system);
    std::tie(c.task_from, c.task_to) = just(filter.task);
    auto area = access::inside(who.organisation.region);
    c.place_from = std::max(filter.from, area.from);
    c.place_to = filter.to == 0 ? area.to : std::min(filter.to, area.to);
    c.today = to_days(today);
    std::int64_t soon = c.today + filter.soon_days + 1;
    if (filter.when == When::overdue) c.due_to = c.today;
    if (filter.when == When::soon) c.due_from = c.today, c.due_to = soon;
    if (filter.when == When::later) c.due_from = soon;
    return c;
}

// The inputs that {{open_tasks}} brings into every statement, in its order.
#define OPEN_TASKS(c, sight)                                                                       \
    .place_from = (c).place_from, .place_to = (c).place_to, .due_from = (c).due_from,              \
    .due_to = (c).due_to, .system_from = (c).system_from, .system_to = (c).system_to,              \
    .task_from = (c).task_from, .task_to = (c).task_to, .reach_from = (sight).who.reach.from,      \
    .reach_to = (sight).who.reach.to, .reach_own = (sight).who.reach.own,                          \
    .purposes = (sight).who.purposes, .today = (c).today, .locked = (sight).locked,                \
    .locked_for = (sight).locked_for

/// Where a page goes on: place, due, subject, task key. Opaque to the caller.
struct After {
    std::int64_t place = -1, due = -1, subject = 0;
    std::string key;
};

static Result<After> read_after(const std::string& text) {
    After after;
    if (text.empty()) return after;
    auto parts = std::vector<std::string>();
    for (std::size_t at = 0; parts.size() < 3;) {
        auto end = text.find('~', at);
        if (end == text.npos) break;
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
        if (parts.size() == 3) after.key = text.substr(at);
    }
    auto number = [](const std::string& digits, std::int64_t& out) {
        if (digits.empty() || digits.size() > 18 ||
            digits.find_first_not_of("0123456789") != digits.npos)
            return false;
        out = std::stoll(digits);
        return true;
    };
    auto subject = parts.size() == 3 ? parse_subject_id(parts[2]) : std::nullopt;
    if (!subject || !number(parts[0], after.place) || !number(parts[1], after.due))
        return fail(Error::invalid(
            {"翻页位置无效，请从第一页重新开始", "The page position is not valid; start again"},
            {{"after", {"无效", "not valid"}}}));
    after.subject = subject->value;
    return after;
}

template <typename R>
static Listed listed(R& r) {
    derive::Task task{r.system,
                      r.task,
                      r.occurrence,
                      derive::TaskState::open,
                      from_days(r.opens),
                      {},
                      {},
                      {},
                      r.opened_by,
                      0,
                      r.role,
                      r.chaser,
                      r.form,
                      r.supervisor,
                      r.place,
                      {r.title_zh, r.title_en}};
    if (r.due) task.due = from_days(*r.due);
    if (r.escalates) task.escalates = from_days(*r.escalates);
    return {SubjectId{r.subject_id}, std::move(task)};
}

template <typename Rows>
static TaskPage page_of(Rows& rows, int limit) {
    TaskPage page;
    for (auto& row : rows) page.items.push_back(listed(row));
    if (page.items.size() > std::size_t(limit)) {
        page.items.resize(std::size_t(limit));
        auto& last = page.items.back();
        page.next = fmt::format("{}~{}~{}~{}.{}/{}", last.task.place,
                                last.task.due ? to_days(*last.task.due) : no_deadline,
                                to_text(last.subject), last.task.system, last.task.task,
                                last.task.occurrence);
    }
    return page;
}

Result<TaskPage> tasks(db::Session& session, const ListSight& sight, const TaskFilter& filter,
                       Date today) {
    Common c = common(sight.who, filter, today);
    After after = TRY(read_after(filter.after));
    if (filter.sort == SortBy::place) {
        auto rows = TRY(session.all(sql::TasksByPlace{.role = c.role,
                                                      .chaser = c.chaser,
                                                      .after_place = after.place,
                                                      .after_due = after.due,
                                                      .after_subject = after.subject,
                                                      .after_key = after.key,
                                                      .limit = filter.limit + 1,
                                                      OPEN_TASKS(c, sight)}));
        return page_of(rows, filter.limit);
    }
    auto rows = TRY(session.all(sql::TasksByDue{.role = c.role,
                                                .chaser = c.chaser,
                                                .after_due = after.due,
                                                .after_subject = after.subject,
                                                .after_key = after.key,
                                                .limit = filter.limit + 1,
                                                OPEN_TASKS(c, sight)}));
    return page_of(rows, filter.limit);
}

Result<Counts> count_tasks(db::Session& session, const ListSight& sight, const TaskFilter& filter,
                           Date today) {
    TaskFilter every = filter;
    every.when = When::all;
    Common c = common(sight.who, every, today);
    auto row = TRY(session.one(sql::CountTasks{.role = c.role,
                                               .chaser = c.chaser,
                                               .day = c.today,
                                               .soon = c.today + filter.soon_days + 1,
                                               OPEN_TASKS(c, sight)}));
    return Counts{row->overdue, row->soon_due, row->later};
}

Result<std::vector<KindCount>> kinds_of_tasks(db::Session& session, const ListSight& sight,
                                              Date today) {
    TaskFilter filter;
    filter.chasing = true;
    Common c = common(sight.who, filter, today);
    std::vector<KindCount> out;
    for (auto& r : TRY(session.all(sql::KindsOfTasks{
             .role = c.role, .chaser = c.chaser, .day = c.today, OPEN_TASKS(c, sight)})))
        out.push_back({r.system, r.task, r.open_count, r.overdue});
    return out;
}

Result<std::int64_t> open_tasks_of(db::Session& session, SubjectId subject, const Sight& sight) {
    std::int64_t open = 0;
    for (auto& row : TRY(session.all(sql::OpenTasksOf{.subject_id = subject.value})))
        open += sight.task(listed(row).task) ? 1 : 0;
    return open;
}

} // namespace banxing::consequences
