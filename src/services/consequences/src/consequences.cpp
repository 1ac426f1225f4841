#include "rows.h"

#include <consequences/figures.h>
#include <core/json.h>

#include <algorithm>
#include <tuple>

namespace banxing::consequences {

template <typename T>
static std::string array_text(const std::vector<T>& values) {
    return Json(values).dump();
}

template <typename T>
static std::vector<T> array_of(const std::string& text) {
    return Json::parse(text).get<std::vector<T>>(); // our own text
}

Result<OfSubject> load(db::Session& session, SubjectId subject) {
    OfSubject out;
    for (auto& r : TRY(session.all(sql::TasksOf{.subject_id = subject.value})))
        out.tasks.push_back({r.system,
                             r.task,
                             r.occurrence,
                             derive::TaskState(r.state),
                             from_days(r.opens),
                             day_of(r.due),
                             day_of(r.escalates),
                             day_of(r.closed),
                             r.opened_by,
                             r.closed_by,
                             r.role,
                             r.chaser,
                             r.form,
                             r.supervisor,
                             r.place,
                             {r.title_zh, r.title_en}});
    TRY(load_pathway(session, subject, out));
    for (auto& r : TRY(session.all(sql::StagesOf{.subject_id = subject.value})))
        out.stages.push_back({r.system, r.episode, r.stage});
    for (auto& r : TRY(session.all(sql::EntitledOf{.subject_id = subject.value})))
        out.entitled.push_back({r.benefit, r.period, derive::Outcome(r.outcome), Money{r.amount},
                                array_of<std::string>(r.needs), array_of<std::int64_t>(r.records),
                                array_of<std::string>(r.matched)});
    TRY(load_pools(session, subject, out));
    out.counted = TRY(counted_of(session, subject));
    return out;
}

static Result<void> put(db::Session& session, SubjectId subject, const derive::Task& task) {
    TRY(session.run(sql::PutTask{.subject_id = subject.value,
                                 .system = task.system,
                                 .task = task.task,
                                 .occurrence = task.occurrence,
                                 .state = std::int64_t(task.state),
                                 .opens = to_days(task.opens),
                                 .due = days_of(task.due),
                                 .due_sort = task.due ? to_days(*task.due) : no_deadline,
                                 .escalates = days_of(task.escalates),
                                 .closed = days_of(task.closed),
                                 .opened_by = task.opened_by,
                                 .closed_by = task.closed_by,
                                 .role = task.role,
                                 .chaser = task.chaser,
                                 .form = task.form,
                                 .place = task.place,
                                 .title_zh = task.title.zh,
                                 .title_en = task.title.en,
                                 .supervisor = task.supervisor}));
    return {};
}

static Result<void> put(db::Session& session, SubjectId subject, const derive::StageOf& stage) {
    TRY(session.run(sql::PutStage{.subject_id = subject.value,
                                  .system = stage.system,
                                  .episode = stage.episode,
                                  .stage = stage.stage}));
    return {};
}

static Result<void> put(db::Session& session, SubjectId subject, const derive::Entitled& entitled) {
    TRY(session.run(sql::PutEntitled{.subject_id = subject.value,
                                     .benefit = entitled.benefit,
                                     .period = entitled.period,
                                     .outcome = std::int64_t(entitled.outcome),
                                     .amount = entitled.amount.fen,
                                     .needs = array_text(entitled.needs),
                                     .records = array_text(entitled.records),
                                     .matched = array_text(entitled.rows)}));
    return {};
}

static Result<void> drop(db::Session& session, SubjectId subject, const derive::Task& task) {
    TRY(session.run(sql::DropTask{.subject_id = subject.value,
                                  .system = task.system,
                                  .task = task.task,
                                  .occurrence = task.occurrence}));
    return {};
}

static Result<void> drop(db::Session& session, SubjectId subject, const derive::StageOf& stage) {
    TRY(session.run(sql::DropStage{
        .subject_id = subject.value, .system = stage.system, .episode = stage.episode}));
    return {};
}

static Result<void> drop(db::Session& session, SubjectId subject,
                         const derive::Entitled& entitled) {
    TRY(session.run(sql::DropEntitled{
        .subject_id = subject.value, .benefit = entitled.benefit, .period = entitled.period}));
    return {};
}

static auto key(const derive::Task& t) {
    return std::tie(t.system, t.task, t.occurrence);
}
static auto key(const derive::Referral& r) {
    return std::tie(r.system, r.referral, r.occurrence);
}
static auto key(const derive::Transition& t) {
    return std::tie(t.system, t.transition);
}
static auto key(const derive::StageOf& s) {
    return std::tie(s.system, s.episode);
}
static auto key(const derive::Entitled& e) {
    return std::tie(e.benefit, e.period);
}

static auto key(const derive::PoolEntry& e) {
    return std::tie(e.system, e.pool, e.side, e.kind);
}

/// Writes what is new or other, drops what is gone; returns how many rows that were.
template <typename T>
static Result<std::int64_t> difference(db::Session& session, SubjectId subject,
                                       const std::vector<T>& before, const std::vector<T>& now) {
    std::int64_t changed = 0;
    auto find = [](const std::vector<T>& in, const T& item) {
        return std::find_if(in.begin(), in.end(),
                            [&](auto& other) { return key(other) == key(item); });
    };
    for (auto& item : now) {
        auto old = find(before, item);
        if (old != before.end() && *old == item) continue;
        TRY(put(session, subject, item));
        ++changed;
    }
    for (auto& item : before) {
        if (find(now, item) != now.end()) continue;
        TRY(drop(session, subject, item));
        ++changed;
    }
    return changed;
}

static std::vector<access::Grant> grants_of(const derive::Consequences& now) {
    std::vector<access::Grant> out;
    for (auto& grant : now.grants)
        out.push_back({grant.holder, grant.purpose, grant.from, grant.until});
    return out;
}

Result<std::int64_t> replace(db::Session& session, const access::Roles& roles, SubjectId subject,
                             const derive::Consequences& now) {
    OfSubject before = TRY(load(session, subject));
    std::int64_t changed = TRY(difference(session, subject, before.tasks, now.tasks));
    changed += TRY(difference(session, subject, before.referrals, now.referrals));
    changed += TRY(difference(session, subject, before.transitions, now.transitions));
    changed += TRY(difference(session, subject, before.stages, now.stages));
    changed += TRY(difference(session, subject, before.entitled, now.entitled));
    changed += TRY(difference(session, subject, before.pools, now.pools));
    changed += TRY(replace_counted(session, subject, before.counted, now.counted));
    TRY(access::replace_grants(session, roles, subject, grants_of(now)));
    return changed;
}

Result<bool> same_grants(db::Session& session, const access::Roles& roles, SubjectId subject,
                         const derive::Consequences& now) {
    return access::has_grants(session, roles, subject, grants_of(now));
}

Result<void> insert_first(db::Session& session, const access::Roles& roles, SubjectId subject,
                          const derive::Consequences& now) {
    for (auto& task : now.tasks) TRY(put(session, subject, task));
    for (auto& referral : now.referrals) TRY(put(session, subject, referral));
    for (auto& transition : now.transitions) TRY(put(session, subject, transition));
    for (auto& stage : now.stages) TRY(put(session, subject, stage));
    for (auto& entitled : now.entitled) TRY(put(session, subject, entitled));
    for (auto& entry : now.pools) TRY(put(session, subject, entry));
    TRY(replace_counted(session, subject, {}, now.counted));
    return access::add_grants(session, roles, subject, grants_of(now));
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::consequences
