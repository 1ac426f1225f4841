#pragma once
// consequences = derive(file as known at K, policy set as known at K, day). Pure: no clock, no
// database, no network.
#include <derive/explanation.h>
#include <derive/policy.h>

#include <memory>
#include <span>
#include <string_view>

namespace banxing::derive {

enum class RecordOp : char { original, correction, withdrawal, restoration };

/// One record as stored. `content` is a JSON object {field id: value}: text, code and dates
/// ("2026-03-05", month "2026-03") as strings, integer and money (fen) as integers, codes as
/// arrays; protected fields are sealed text.
struct Record {
    std::int64_t no = 0;
    std::int64_t lineage = 0; // `no` of the first version
    int version = 1;
    RecordOp op = RecordOp::original;
    std::string_view form; // full id
    Date day;
    Instant entered_at;
    std::int64_t organisation = 0;
    std::string_view content;
};

/// One subject's file as known at K; records in any order.
struct File {
    std::string_view subject_kind;
    std::span<const Record> records;
};

enum class TaskState { open, done, waived, missed, ended };

/// Key = (subject, system, task, occurrence). Dates are stored; overdue is said when it is read.
struct Task {
    std::string system, task, occurrence;
    TaskState state = TaskState::open;
    Date opens;
    std::optional<Date> due, escalates, closed;
    std::int64_t opened_by = 0, closed_by = 0; // record numbers, 0: none
    std::string role, chaser, form;
    std::string supervisor; // told from `escalates` on; empty: those who chase
    std::int64_t place = 0; // village (12 digits) or a wider region's code padded with zeros
    Words title;
    bool operator==(const Task&) const = default;
};

enum class ReferralState { sent, accepted, declined, expired, answered, closed, withdrawn };

/// Key = (subject, system, referral, occurrence). `due` is the deadline of the step that is
/// awaited.
struct Referral {
    std::string system, referral, occurrence;
    ReferralState state = ReferralState::sent;
    Date sent;
    std::optional<Date> due, accepted, answered, closed;
    std::int64_t from = 0, to = 0; // organisations' numbers; to 0: any of the kind at the place
    std::string role, kind;        // the desk that receives
    std::int64_t place = 0;
    std::int64_t sent_by = 0, answered_by = 0; // record numbers, 0: none
    Words title;
    bool operator==(const Referral&) const = default;
};

/// Something ends or begins at an age that this person reaches within six months.
struct Transition {
    std::string system, transition; // a declared one, or `gate`, or an entitlement's id
    Date on;
    bool ends = false;
    bool hand_over_missing = false;
    std::string form; // that would hand over; empty: none is asked for
    std::int64_t place = 0;
    Words title;
    bool operator==(const Transition&) const = default;
};

struct StageOf {
    std::string system, episode, stage;
    bool operator==(const StageOf&) const = default;
};

/// What one month (or other period) entitles to. The full explanation is made again by explain().
struct Entitled {
    std::string benefit; // system.id
    std::string period;  // 2026-03
    Outcome outcome = Outcome::refused;
    Money amount;
    std::vector<std::string> needs;    // fact ids
    std::vector<std::int64_t> records; // facts' records
    std::vector<std::string> rows;     // decision-table rule ids that matched
    bool operator==(const Entitled&) const = default;
};

/// Paid before go-live or in another county, as recorded: it counts as decided and uses up the cap.
struct PaidBefore {
    std::string benefit, period;
    Money amount;
    bool operator==(const PaidBefore&) const = default;
};

/// `holder`: a region code of 12 digits (all organisations whose area contains it) or an
/// organisation's number.
struct Grant {
    std::int64_t holder = 0;
    std::string purpose;
    Date from;
    std::optional<Date> until;
    bool operator==(const Grant&) const = default;
};

struct Consequences {
    std::vector<Task> tasks; // sorted by key
    std::vector<Referral> referrals;
    std::vector<Transition> transitions;
    std::vector<StageOf> stages;
    std::vector<Entitled> entitled; // sorted by benefit, period
    std::vector<PaidBefore> paid_before;
    std::vector<std::string> estimates; // benefits among `entitled` that others pay
    std::vector<std::string> billed;    // forms of which a record makes some benefit decide a month
    std::vector<Grant> grants;
    std::vector<Counted> counted; // sorted by indicator, from
    std::vector<PoolEntry> pools; // sorted by key
    std::optional<Date>
        next_change;            // the first later day on which something may come out otherwise
    std::int64_t residence = 0; // village of residence, 0: not known or not alive
    std::vector<Words> faults;  // 无法推导: what data or policy caused
    bool operator==(const Consequences&) const = default;
};

/// How tasks and stages stand on a day, as far as the file is known today.
struct Outlook {
    Date day;
    std::vector<Task> tasks;
    std::vector<StageOf> stages;
};

/// A policy set, checked and compiled; immutable, shared between threads.
class Program {
public:
    class Impl; // inside the engine only
    /// Refuses, with every fault found: unresolved names, type clashes, parameter gaps, cycles,
    /// missing clauses.
    static Result<std::shared_ptr<const Program>> compile(PolicySource source);
    ~Program();

    const PolicySource& source() const;
    const Form* find_form(std::string_view full_id) const;
    const System* find_system(std::string_view id) const;
    /// The system's own forms on whose records the stage rests; none for one of age alone, or an
    /// unknown one.
    std::vector<const Form*> forms_of_stage(std::string_view system, std::string_view stage) const;

    Consequences derive(const File& file, Date day) const;
    /// The day itself and at most `most` later days up to `until` on which tasks or stages may
    /// change, nothing being recorded meanwhile; ends before a day that cannot be derived.
    std::vector<Outlook> outlook(const File& file, Date day, Date until, int most) const;
    /// Only what the months entitle to; sorted by benefit, period. For simulation.
    std::vector<Entitled> entitled(const File& file, Date day) const;

    /// Only what the file contributes to indicators: the same as derive(…).counted.
    std::vector<Counted> count(const File& file, Date day) const;

    /// The facts on which it rests whether the file counts on that day; not_found for an unknown
    /// indicator.
    Result<std::vector<FactShown>> why_counted(const File& file, Date day,
                                               std::string_view indicator) const;

    /// Why a period of a benefit came out as it did; not_found when nothing was decided for it.
    Result<Explanation> explain(const File& file, Date day, std::string_view benefit,
                                std::string_view period) const;

    /// A fact or parameter as JSON text on that day ("null": none, "\"?\"": unknown); not_found for
    /// an unknown id.
    Result<std::string> value(const File& file, Date day, std::string_view symbol) const;

    /// What a record that is about to be written contradicts in the file (its form's
    /// `contradicts`); empty: nothing. `record.no` is not looked at.
    std::vector<Contradiction> contradictions(const File& file, const Record& record) const;

    /// The scores of a form's content ("初筛异常": true …) as JSON, for showing with the record.
    Result<std::string> scores(std::string_view form, std::string_view content) const;

private:
    explicit Program(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace banxing::derive
