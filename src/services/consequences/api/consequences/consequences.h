#pragma once
// What follows from the files, stored so that it can be listed. Replaced as a difference in the
// transaction that changed the file; always rebuilt the same by banxing rederive.
#include <access/grants.h>
#include <core/id.h>
#include <db/db.h>
#include <derive/derive.h>

#include <string>
#include <vector>

namespace banxing::consequences {

struct OfSubject {
    std::vector<derive::Task> tasks;
    std::vector<derive::Referral> referrals;
    std::vector<derive::Transition> transitions;
    std::vector<derive::StageOf> stages;
    std::vector<derive::Entitled> entitled;
    std::vector<derive::Counted> counted;
    std::vector<derive::PoolEntry> pools;
};

Result<OfSubject> load(db::Session& session, SubjectId subject);

/// Writes only what differs; returns how many rows changed. Grants go to access.
Result<std::int64_t> replace(db::Session& session, const access::Roles& roles, SubjectId subject,
                             const derive::Consequences& now);

/// Whether the grants kept by access are those derived.
Result<bool> same_grants(db::Session& session, const access::Roles& roles, SubjectId subject,
                         const derive::Consequences& now);

/// For a file that has none yet (demo, first derivation): inserts without looking.
Result<void> insert_first(db::Session& session, const access::Roles& roles, SubjectId subject,
                          const derive::Consequences& now);

// ---- lists ----

enum class When {
    all,
    overdue,
    soon,
    later
}; // soon: due within the days asked for; later: after them or no deadline
enum class SortBy { due, place };

struct TaskFilter {
    When when = When::all;
    std::string system, task;      // empty: every
    std::int64_t from = 0, to = 0; // places from ≤ place < to; both 0: the principal's whole area
    bool chasing = false;          // the tasks I remind of, too
    SortBy sort = SortBy::due;
    int soon_days = 7;
    std::string after; // key of the last row of the page before
    int limit = 50;
};

struct Listed {
    SubjectId subject;
    derive::Task task;
};

struct TaskPage {
    std::vector<Listed> items;
    std::string next; // empty: no more
};

struct Counts {
    std::int64_t overdue = 0, soon = 0, later = 0;
};

struct KindCount {
    std::string system, task; // the policy has the words
    std::int64_t open = 0, overdue = 0;
};

struct ListSight; // sight.h: what the one who asks may learn
Result<TaskPage> tasks(db::Session& session, const ListSight& sight, const TaskFilter& filter,
                       Date today);
Result<Counts> count_tasks(db::Session& session, const ListSight& sight, const TaskFilter& filter,
                           Date today);
Result<std::vector<KindCount>> kinds_of_tasks(db::Session& session, const ListSight& sight,
                                              Date today);

// ---- sums of what months entitle to ----

struct Months {
    std::string from, to; // "2026-03", half-open
};
struct EntitledSum {
    std::string benefit, period;
    std::int64_t people = 0; // with an amount above zero
    Money amount;
};
/// By benefit and month, of files that the principal may see.
Result<std::vector<EntitledSum>> entitled_sums(db::Session& session, const access::Principal& who,
                                               const Months& months, Date today);

std::span<const db::Migration> migrations();
/// For the test that prepares every statement on both databases.
std::span<const db::Statement* const> statements();

} // namespace banxing::consequences
