#pragma once
#include "evaluation.h"

#include <deque>

namespace banxing::derive {

/// What the benefits before came to, by benefit and period; nothing in it: not settled yet.
using Fed = std::map<std::pair<std::string, std::string>, std::optional<std::int64_t>>;

/// What earlier months brought.
class SoFar {
public:
    void add(const std::string& period, std::int64_t fen);
    /// `months`: how long the cap period is, where it is neither year nor life.
    std::int64_t before(const std::string& period, const Entitlement& rule,
                        std::optional<std::int64_t> months) const;

private:
    std::vector<std::pair<int, std::int64_t>> months_;
};

/// A file on the first and on the last day of the month that is decided.
class MonthDays {
public:
    MonthDays(const Program::Impl& program, FileView& view, Date today)
        : first_(program, view, today), last_(program, view, today) {}
    /// On the day on which the benefit's facts are looked at.
    Evaluation& of(const std::string& period, int place, int assessed_on);

private:
    Evaluation first_, last_;
};

/// One benefit for one file: its months in order, each with what the cap period brought before.
class EntitlementRun {
public:
    /// `today` stands at the system's place.
    EntitlementRun(const Program::Impl& program, const CompiledSystem& system,
                   const CompiledEntitlement& rule, Evaluation& today);

    /// The next month to come, empty after the last one.
    const std::string& next() const;
    /// Decides that month; what feeds it was decided before.
    void decide(MonthDays& days, Fed& fed);
    /// Why that month came out as it did; nothing when it is not decided.
    std::optional<Explanation> explain(MonthDays& days, const Fed& fed);

    const CompiledEntitlement& rule() const { return *rule_; }
    std::vector<Entitled> months;
    std::vector<PaidBefore> paid_before;
    /// For each needed fact: the first day on which it was needed.
    std::map<int, Date> needed;
    std::vector<Words> faults;
    std::int64_t place = 0;

private:
    struct Month {
        std::string period;
        bool billed = false;
        std::int64_t already_paid = 0;
    };
    struct Decided {
        Entitled entitled;
        Date day;
        dmn::Trace trace;
    };
    void collect(Evaluation& today);
    std::int64_t so_far(const Month& month, Evaluation& evaluation) const;
    FactShown shown_feeder(int input, const Evaluation& evaluation, const Fed& fed) const;
    /// Nothing where the gate does not hold.
    /// With `near_misses` also what almost held, for an explanation.
    std::optional<Decided> decide(const Month& month, Evaluation& evaluation, const Fed& fed,
                                  bool near_misses = false);
    void unknown(const feel::Outcome& outcome, Evaluation& evaluation, Decided& out);
    std::optional<std::int64_t> amount(const feel::Value& value);
    FactShown shown(int input, const feel::Value& value, Evaluation& evaluation, const Fed& fed,
                    std::int64_t so_far);
    Explanation in_words(const Decided& decided, Evaluation& evaluation, const Fed& fed,
                         std::int64_t so_far);
    void explain_tables(const Decided& decided, Explanation& out);

    const Program::Impl* program_;
    const CompiledSystem* system_;
    const CompiledEntitlement* rule_;
    std::vector<Month> to_come_; // the last one first
    SoFar earlier_;
};

/// All benefits of one file, month by month, so that a fact is looked at anew only when it may
/// differ; in a month those first that feed others.
class Decisions {
public:
    Decisions(const Program::Impl& program, FileView& view, Evaluation& today)
        : program_(program), view_(view), today_(today), days_(program, view, today.day()) {}

    /// Of a system whose place `today` stands at.
    void add(const CompiledSystem& system, const CompiledEntitlement& rule);
    void run();
    /// Not found when nothing was decided for it.
    std::optional<Explanation> explain(std::string_view benefit, std::string_view period);
    std::deque<EntitlementRun> runs;

private:
    std::string next_month() const;

    const Program::Impl& program_;
    FileView& view_;
    Evaluation& today_;
    MonthDays days_;
    Fed fed_;
};

/// A value as people read it, in both languages.
Words shown_value(const feel::Value& value, const Symbol& symbol);

/// A fact or parameter of one file on the evaluation's day, in words, with the record it came from.
FactShown shown_symbol(const Program::Impl& program, int number, const feel::Value& value,
                       Evaluation& evaluation);

} // namespace banxing::derive
