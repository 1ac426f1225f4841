#pragma once
// Facts and parameters of one file on one day (and, for a monthly decision, of
// one month). Lazy; each computed once, and kept as long as it holds when the day moves on.
#include "file_view.h"

#include <limits>
#include <set>
#include <string>

namespace banxing::derive {

/// What is known so far, on a board that the next file uses again: nothing is
/// cleared, an older `turn` is not known.
class Board {
public:
    struct Known {
        std::uint64_t turn = 0;
        int place = -1, period = -1; // for which of the evaluation's places and periods
        int from = 0, change = 0;    // days since 1970: it holds on all before `change`
        int otherwise = 0;           // of what grows: when it may change but by growing
        feel::Value value;
        std::vector<std::int64_t> records; // numbers of those that the fact itself looks at
    };
    explicit Board(std::size_t symbols);
    ~Board();
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;
    Known& at(int symbol) { return (*known_)[std::size_t(symbol)]; }
    std::uint64_t turn = 0;

private:
    std::unique_ptr<std::vector<Known>> known_;
};

class Evaluation {
public:
    /// `period`: the decided month "2026-03", empty outside monthly decisions.
    Evaluation(const Program::Impl& program, FileView& view, Date day, std::string period = {});

    /// Value::unknown(symbol) when nobody has told us. Stands until the fact is asked for on
    /// another day, at another place or for another month.
    const feel::Value& value(int symbol);
    /// The same of what grows, for whoever notes himself when growing matters.
    const feel::Value& value_but_growing(int symbol);
    /// When a fact that grows reaches that number, its birth or first day being what it is.
    std::optional<Date> reaches(int symbol, std::int64_t number);
    /// True; unknown and null are not.
    bool holds(const Condition& condition);
    feel::Outcome ask(const Condition& condition);
    /// Whether it cannot hold on any day, for want of records.
    bool never(const Condition& condition) const;
    /// The facts at the bottom that would have to be known.
    void leaves(int symbol, std::set<int>& out);
    /// Numbers of the records behind a fact, ascending.
    std::vector<std::int64_t> records(int symbol);
    /// Adds them, in any order and perhaps twice.
    void add_records(int symbol, std::vector<std::int64_t>& out);
    /// The value of a parameter in force, with where it comes from; nothing when
    /// none is in force.
    const CompiledValue* parameter(int symbol, Date day);
    /// Whose region picks parameters from now on (empty: the widest).
    void set_place(int symbol);
    /// The same file on another day; ask for the place again. Days in ascending order cost least.
    void move_to(Date day, const std::string& period = {});

    /// Whether the gate holds; also notes the days on which that will change.
    bool passes(const CompiledGate& gate);
    std::optional<Date> date_of(int symbol);
    std::optional<std::int64_t> number_of(int symbol);
    /// Of a parameter as in force on that day (before its first day: the first),
    /// of a fact as of that day.
    std::optional<std::int64_t> number_at(int symbol, Date day);
    /// The same file and knowledge as of another day, for the same place.
    Evaluation& at(Date day);

    /// Notes a later day on which something may come out otherwise.
    void changes_on(Date day);
    std::optional<Date> next_change() const;

    /// What is asked while it lives: the next day on which that may come out otherwise.
    class Watch {
    public:
        explicit Watch(Evaluation& evaluation)
            : evaluation_(evaluation), before_(evaluation.change_) {
            evaluation_.change_ = no_day;
        }
        ~Watch() { evaluation_.change_ = std::min(before_, evaluation_.change_); }
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        std::optional<Date> next_change() const { return evaluation_.next_change(); }
        int days() const { return evaluation_.change_; }

    private:
        Evaluation& evaluation_;
        int before_;
    };

    Date day() const { return day_; }
    const std::string& period() const { return period_; }
    FileView& view() { return view_; }
    const WorkingDays& calendar() const { return program_.source.calendar; }
    std::string_view place() const { return place_; }
    /// Answers the parameters that a record's scores and conditions name, as on
    /// the record's day.
    class RecordParameters;
    bool matches(Entry& entry, const CompiledMatch& match, std::string_view occurrence);
    feel::Value field(Entry& entry, int slot);
    /// "2026-03" of a field with a month, or of the record's day (CompiledFact::day).
    const std::string& month_of(Entry& entry, int slot);

    /// Two organisations contradict each other: (form, lineage)
    std::set<std::pair<int, std::int64_t>> contradictions;
    std::vector<Words> faults;

private:
    const Board::Known& known(int symbol);
    feel::Value compute(int symbol);
    feel::Value compute_fact(int symbol);
    feel::Value age(int symbol, bool years);
    feel::Value days_since(int symbol);
    feel::Value from_records(int symbol);
    feel::Value latest(int symbol, std::vector<Entry*>& found);
    feel::Value held_state(int symbol, std::vector<Entry*>& found);
    Entry& chosen(int symbol, std::vector<Entry*>& found) const;
    void note_records(int symbol, std::vector<Entry*>& found);
    void add_own_records(int symbol, std::vector<std::int64_t>& out);
    feel::Value total(int symbol, std::vector<Entry*>& found);
    feel::Value all_values(int symbol, std::vector<Entry*>& found);
    feel::Value of_entry(int slot, Entry& entry);
    bool counts(int symbol, Entry& entry);
    std::vector<Entry*> candidates(int symbol);
    bool contradicted(int symbol, std::vector<Entry*>& found, Entry& chosen);

    static constexpr int no_day = std::numeric_limits<int>::max();
    bool holds_still(int symbol, const Board::Known& known) const;

    const Program::Impl& program_;
    FileView& view_;
    Date day_;
    int today_; // the same, since 1970
    std::string period_;
    int period_number_ = 0;
    std::string place_;
    int place_symbol_ = -1;
    int placed_on_ = no_day; // when place_symbol_ was looked at
    struct Other {
        int day = 0; // since 1970
        std::unique_ptr<Evaluation> evaluation;
    };
    std::vector<Other> others_; // by day
    Board board_;
    std::vector<std::string> places_{std::string()}; // whose parameters were in force so far
    int place_number_ = 0;                           // of place_ in there
    int place_change_ = no_day;                      // when another place may count
    int change_ = no_day;    // days since 1970: the first later one that was noted
    int otherwise_ = no_day; // of the age that was computed last: Board::Known::otherwise
};

/// Slots of a condition answered by symbols.
class SymbolInputs : public feel::Inputs {
public:
    SymbolInputs(Evaluation& evaluation, const Condition& condition)
        : evaluation_(evaluation), condition_(condition) {}
    feel::Value get(int slot) override;
    /// Notes when what grows and was asked for may turn the outcome.
    void note_steps();

private:
    Evaluation& evaluation_;
    const Condition& condition_;
    std::uint64_t asked_ = 0; // of what grows, by place in Condition::growing
};

} // namespace banxing::derive
