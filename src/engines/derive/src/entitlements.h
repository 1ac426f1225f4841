#pragma once
#include "evaluation.h"

namespace banxing::derive {

/// What the benefits before came to, by benefit and period; nothing in it: not settled yet.
using Fed = std::map<std::pair<std::string, std::string>, std::optional<std::int64_t>>;
void feed(Fed& fed, const std::vector<Entitled>& months);

/// What earlier months brought.
class SoFar {
public:
    void add(const std::string& period, std::int64_t fen) { months_.emplace_back(period, fen); }
    /// `months`: how long the cap period is, where it is neither year nor life.
    std::int64_t before(const std::string& period, const Entitlement& rule,
                        std::optional<std::int64_t> months) const;

private:
    std::vector<std::pair<std::string, std::int64_t>> months_;
};

/// One benefit for one file: its months in order, each with what the cap period brought before.
class EntitlementRun {
public:
    EntitlementRun(const Program::Impl& program, const CompiledSystem& system,
                   const CompiledEntitlement& rule, FileView& view, Date today, const Fed& fed);

    std::vector<Entitled> months();
    /// Months after `period` are not evaluated; nothing when the benefit has no
    /// such month.
    std::optional<Explanation> explain(std::string_view period);

    std::vector<PaidBefore> paid_before; // filled by months()
    /// For each needed fact: the first day on which it was needed.
    std::map<int, Date> needed;
    std::vector<Words> faults;

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
    std::vector<Month> collect();
    std::int64_t so_far(const SoFar& months, const Month& month, Evaluation& evaluation) const;
    FactShown shown_feeder(int input, const Evaluation& evaluation) const;
    /// Nothing where the gate does not hold.
    /// With `near_misses` also what almost held, for an explanation.
    std::optional<Decided> decide(const Month& month, std::int64_t so_far, Evaluation& evaluation,
                                  bool near_misses = false);
    void unknown(const feel::Outcome& outcome, Evaluation& evaluation, Decided& out);
    /// Of the month, on the day on which its facts are looked at.
    std::unique_ptr<Evaluation> evaluation_of(const std::string& period);
    std::optional<std::int64_t> amount(const feel::Value& value);
    FactShown shown(int input, const feel::Value& value, Evaluation& evaluation,
                    std::int64_t so_far);
    Explanation in_words(const Decided& decided, Evaluation& evaluation, std::int64_t so_far);
    void explain_tables(const Decided& decided, Explanation& out);

    const Program::Impl& program_;
    const CompiledSystem& system_;
    const CompiledEntitlement& rule_;
    FileView& view_;
    Date today_;
    const Fed& fed_;
};

/// A value as people read it, in both languages.
Words shown_value(const feel::Value& value, const Symbol& symbol);

/// A fact or parameter of one file on the evaluation's day, in words, with the record it came from.
FactShown shown_symbol(const Program::Impl& program, int number, const feel::Value& value,
                       Evaluation& evaluation);

} // namespace banxing::derive
