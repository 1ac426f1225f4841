#include "evaluation.h"

#include <algorithm>
#include <growth/next_step.h>

namespace banxing::derive {

Evaluation::Evaluation(const Program::Impl& program, FileView& view, Date day, std::string period)
    : program_(program), view_(view), day_(day), today_(int(to_days(day))),
      period_(std::move(period)), board_(program.symbols.size()) {}

void Evaluation::move_to(Date day, const std::string& period) {
    day_ = day;
    today_ = int(to_days(day));
    if (period == period_) return;
    period_ = period;
    ++period_number_;
    others_.clear();
}

/// Boards nobody stands at, by thread; a county's run makes two or three.
struct FreeBoards {
    std::vector<std::unique_ptr<std::vector<Board::Known>>> boards;
    std::uint64_t turns = 0;
};
static thread_local FreeBoards free_boards;

Board::Board(std::size_t symbols) : turn(++free_boards.turns) {
    auto& free = free_boards.boards;
    if (free.empty()) {
        known_ = std::make_unique<std::vector<Known>>(symbols);
        return;
    }
    known_ = std::move(free.back());
    free.pop_back();
    if (known_->size() < symbols) known_->resize(symbols);
}

Board::~Board() {
    free_boards.boards.push_back(std::move(known_));
}

feel::Value SymbolInputs::get(int slot) {
    int symbol = (*condition_.slots)[std::size_t(slot)];
    const auto& growing = condition_.growing;
    auto at = std::size_t(std::find(growing.begin(), growing.end(), slot) - growing.begin());
    bool grows = at < growing.size() && at < 64;
    if (grows) asked_ |= std::uint64_t(1) << at;
    const auto& value = grows ? evaluation_.value_but_growing(symbol) : evaluation_.value(symbol);
    return value.is_unknown() ? feel::Value::unknown(slot) : value;
}

void SymbolInputs::note_steps() {
    const auto& growing = condition_.growing;
    for (std::size_t at = 0; asked_ >> at != 0; ++at) {
        if ((asked_ >> at & 1) == 0) continue;
        int symbol = (*condition_.slots)[std::size_t(growing[at])];
        auto now = evaluation_.value_but_growing(symbol).to_int64();
        if (!now) continue;
        auto next = feel::next_step(*condition_.text, {growing, growing[at], *now}, *this);
        auto day = next ? evaluation_.reaches(symbol, *next) : std::nullopt;
        if (day) evaluation_.changes_on(*day);
    }
}

class Evaluation::RecordParameters : public feel::Inputs {
public:
    RecordParameters(Evaluation& evaluation, Date day) : evaluation_(evaluation), day_(day) {}
    feel::Value get(int symbol) override {
        auto* found = evaluation_.parameter(symbol, day_);
        return found ? found->value : feel::Value::unknown(symbol);
    }

private:
    Evaluation& evaluation_;
    Date day_;
};

void Evaluation::changes_on(Date day) {
    if (day > day_) change_ = std::min(change_, int(to_days(day)));
}

std::optional<Date> Evaluation::next_change() const {
    return change_ == no_day ? std::nullopt : std::optional<Date>(from_days(change_));
}

bool Evaluation::holds_still(int symbol, const Board::Known& known) const {
    auto at = std::size_t(symbol);
    return known.turn == board_.turn && known.from <= today_ && today_ < known.change &&
           (!program_.placed[at] || known.place == place_number_) &&
           (!program_.periodic[at] || known.period == period_number_);
}

const Board::Known& Evaluation::known(int symbol) {
    Board::Known& known = board_.at(symbol);
    if (holds_still(symbol, known)) return known;
    int before = change_;
    change_ = no_day;
    known.value = compute(symbol); // a fact never rests on itself
    known.turn = board_.turn;
    known.place = place_number_;
    known.period = period_number_;
    known.from = today_;
    known.change = change_;
    known.otherwise = otherwise_;
    change_ = before;
    return known;
}

const feel::Value& Evaluation::value(int symbol) {
    const auto& without = program_.without[std::size_t(symbol)];
    if (without.counts_for(view_.present())) return without.value;
    const auto& found = known(symbol);
    change_ = std::min(change_, found.change);
    return found.value;
}

const feel::Value& Evaluation::value_but_growing(int symbol) {
    const auto& without = program_.without[std::size_t(symbol)];
    if (without.counts_for(view_.present())) return without.value;
    const auto& found = known(symbol);
    change_ = std::min(change_, found.otherwise);
    return found.value;
}

feel::Value Evaluation::compute(int symbol) {
    if (program_.symbols[std::size_t(symbol)].fact) return compute_fact(symbol);
    auto* found = parameter(symbol, day_);
    return found ? found->value : feel::Value::unknown(symbol);
}

feel::Value Evaluation::compute_fact(int symbol) {
    const CompiledFact& fact = program_.facts[std::size_t(symbol)];
    switch (program_.symbols[std::size_t(symbol)].fact->kind) {
    case FactKind::age_months:
        return age(symbol, false);
    case FactKind::age_years:
        return age(symbol, true);
    case FactKind::days_since:
        return days_since(symbol);
    case FactKind::formula: {
        auto outcome = ask(fact.formula);
        return outcome.known() ? outcome.value : feel::Value::unknown(symbol);
    }
    default:
        return from_records(symbol);
    }
}

feel::Value Evaluation::age(int symbol, bool years) {
    auto birth = date_of(program_.facts[std::size_t(symbol)].birth);
    if (!birth) return feel::Value::unknown(symbol);
    int months = age_months_on(day_, *birth);
    int step = years ? 12 : 1;
    int reached = months >= 0 ? months / step : -1;
    otherwise_ = change_;
    changes_on(reaches_age(*birth, (reached + 1) * step));
    if (months < 0) otherwise_ = change_; // before birth it does not count month by month
    return feel::Value::of(std::int64_t(years ? age_years_on(day_, *birth) : months));
}

feel::Value Evaluation::days_since(int symbol) {
    auto from = date_of(program_.facts[std::size_t(symbol)].birth);
    if (!from) return feel::Value::unknown(symbol);
    otherwise_ = change_;
    changes_on(add_days(day_, 1));
    return feel::Value::of(std::int64_t(to_days(day_) - to_days(*from)));
}

const std::string& Evaluation::month_of(Entry& entry, int slot) {
    if (entry.month_slot == slot) return entry.month;
    if (slot == CompiledFact::day) {
        entry.month = iso(entry.record->day).substr(0, 7);
    } else {
        auto month = field(entry, slot);
        entry.month = month.is(feel::Kind::string) ? month.string() : std::string_view();
    }
    entry.month_slot = slot;
    return entry.month;
}

bool Evaluation::counts(int symbol, Entry& entry) {
    const CompiledFact& fact = program_.facts[std::size_t(symbol)];
    const Fact& source = *program_.symbols[std::size_t(symbol)].fact;
    if (!source.any_day && !source.of_period && entry.record->day > day_) {
        changes_on(entry.record->day);
        return false;
    }
    RecordParameters parameters(*this, entry.record->day);
    if (fact.period_slot != CompiledFact::none && month_of(entry, fact.period_slot) != period_)
        return false;
    return view_.holds(entry, fact.where, parameters);
}

/// Records that count for the fact on this day, oldest first.
std::vector<Entry*> Evaluation::candidates(int symbol) {
    const CompiledFact& fact = program_.facts[std::size_t(symbol)];
    std::vector<Entry*> out;
    auto since = date_of(fact.since);
    if (fact.since >= 0 && !since) return out;
    for (Entry* entry : view_.of_form(fact.form)) {
        bool early = since && entry->record->day < *since;
        if (!early && counts(symbol, *entry)) out.push_back(entry);
    }
    return out;
}

feel::Value Evaluation::from_records(int symbol) {
    const Fact& source = *program_.symbols[std::size_t(symbol)].fact;
    auto found = candidates(symbol);
    note_records(symbol, found);
    if (found.empty()) return nothing_found(program_, symbol);
    switch (source.kind) {
    case FactKind::count:
        return feel::Value::of(std::int64_t(found.size()));
    case FactKind::exists:
        return feel::Value::of(true);
    case FactKind::sum:
        return total(symbol, found);
    case FactKind::list:
        return all_values(symbol, found);
    case FactKind::holds_on:
        return held_state(symbol, found);
    default:
        return latest(symbol, found);
    }
}

feel::Value Evaluation::total(int symbol, std::vector<Entry*>& found) {
    feel::Decimal sum{0};
    for (Entry* entry : found) {
        auto value = field(*entry, program_.facts[std::size_t(symbol)].slot);
        if (value.is_unknown()) return feel::Value::unknown(symbol);
        if (value.is(feel::Kind::number)) sum = add(sum, value.number()).value_or(sum);
    }
    return feel::Value::of(sum);
}

feel::Value Evaluation::of_entry(int slot, Entry& entry) {
    if (slot == CompiledFact::day) return feel::Value::of(entry.record->day);
    if (slot == CompiledFact::organisation) return feel::Value::of(entry.record->organisation);
    return field(entry, slot);
}

/// Every value that was recorded, oldest first.
feel::Value Evaluation::all_values(int symbol, std::vector<Entry*>& found) {
    feel::List out;
    for (Entry* entry : found) {
        auto value = of_entry(program_.facts[std::size_t(symbol)].slot, *entry);
        if (!value.is_unknown() && !value.is_null()) out.push_back(std::move(value));
    }
    return feel::Value::of(std::move(out));
}

/// Two organisations, one day, two answers: nobody knows, and somebody has to
/// look.
bool Evaluation::contradicted(int symbol, std::vector<Entry*>& found, Entry& chosen) {
    int slot = program_.facts[std::size_t(symbol)].slot;
    for (Entry* entry : found) {
        bool same_day = entry->record->day == chosen.record->day;
        bool other = entry->record->organisation != chosen.record->organisation;
        if (!same_day || !other || field(*entry, slot) == field(chosen, slot)) continue;
        contradictions.emplace(chosen.form,
                               std::min(entry->record->lineage, chosen.record->lineage));
        return true;
    }
    return false;
}

Entry& Evaluation::chosen(int symbol, std::vector<Entry*>& found) const {
    bool first = program_.symbols[std::size_t(symbol)].fact->kind == FactKind::first;
    return first ? *found.front() : *found.back();
}

feel::Value Evaluation::latest(int symbol, std::vector<Entry*>& found) {
    Entry& chosen = this->chosen(symbol, found);
    int slot = program_.facts[std::size_t(symbol)].slot;
    if (slot < 0) return of_entry(slot, chosen);
    if (contradicted(symbol, found, chosen)) return feel::Value::unknown(symbol);
    return field(chosen, slot);
}

feel::Value Evaluation::held_state(int symbol, std::vector<Entry*>& found) {
    Entry& chosen = *found.back();
    int until = program_.forms[std::size_t(chosen.form)].until;
    if (until >= 0) {
        auto end = field(chosen, until);
        if (end.is(feel::Kind::date)) {
            Date last = end.to_date().value();
            if (last <= day_) return {};
            changes_on(last);
        }
    }
    return latest(symbol, found);
}

feel::Value Evaluation::field(Entry& entry, int slot) {
    RecordParameters parameters(*this, entry.record->day);
    return view_.value(entry, slot, parameters);
}

bool Evaluation::matches(Entry& entry, const CompiledMatch& match, std::string_view occurrence) {
    if (match.occurrence_slot >= 0) {
        auto value = field(entry, match.occurrence_slot);
        if (!value.is(feel::Kind::string) || value.string() != occurrence) return false;
    }
    RecordParameters parameters(*this, entry.record->day);
    return view_.holds(entry, match.where, parameters);
}

std::optional<Date> Evaluation::reaches(int symbol, std::int64_t number) {
    constexpr std::int64_t longest = 100'000; // days or months: whoever waits longer waits for ever
    auto from = date_of(program_.facts[std::size_t(symbol)].birth);
    if (!from || number > longest) return std::nullopt;
    switch (program_.symbols[std::size_t(symbol)].fact->kind) {
    case FactKind::age_months:
        return reaches_age(*from, int(number));
    case FactKind::age_years:
        return reaches_age(*from, int(number) * 12);
    default:
        return add_days(*from, int(number));
    }
}

feel::Outcome Evaluation::ask(const Condition& condition) {
    SymbolInputs inputs(*this, condition);
    auto outcome = condition.text->evaluate(inputs);
    if (outcome.kind == feel::Outcome::Kind::fault) faults.push_back(outcome.fault);
    inputs.note_steps();
    return outcome;
}

bool Evaluation::holds(const Condition& condition) {
    if (condition.empty()) return true;
    if (condition.without.counts_for(view_.present())) return condition.without.value.is_true();
    auto outcome = ask(condition);
    return outcome.known() && outcome.value.is_true();
}

bool Evaluation::never(const Condition& condition) const {
    return !condition.empty() && condition.without.counts_for(view_.present()) &&
           !condition.without.value.is_true();
}

void Evaluation::leaves(int symbol, std::set<int>& out) {
    const Condition& formula = program_.facts[std::size_t(symbol)].formula;
    if (!formula.text) {
        int birth = program_.facts[std::size_t(symbol)].birth;
        if (birth >= 0) return leaves(birth, out);
        out.insert(symbol);
        return;
    }
    for (int slot : ask(formula).needs) leaves((*formula.slots)[std::size_t(slot)], out);
}

/// Of one value the record it was taken from.
void Evaluation::note_records(int symbol, std::vector<Entry*>& found) {
    auto& records = board_.at(symbol).records;
    records.clear();
    if (found.empty()) return;
    auto kind = program_.symbols[std::size_t(symbol)].fact->kind;
    if (kind == FactKind::latest || kind == FactKind::first || kind == FactKind::holds_on)
        return records.push_back(chosen(symbol, found).record->no);
    for (Entry* entry : found) records.push_back(entry->record->no);
}

void Evaluation::add_own_records(int symbol, std::vector<std::int64_t>& out) {
    int form = program_.facts[std::size_t(symbol)].form;
    if (form < 0 || view_.of_form(form).empty()) return;
    const auto& records = known(symbol).records;
    out.insert(out.end(), records.begin(), records.end());
}

void Evaluation::add_records(int symbol, std::vector<std::int64_t>& out) {
    const CompiledFact& fact = program_.facts[std::size_t(symbol)];
    if (fact.birth >= 0) return add_records(fact.birth, out);
    add_own_records(symbol, out);
    if (fact.formula.text)
        for (int slot : fact.formula.text->slots())
            add_records((*fact.formula.slots)[std::size_t(slot)], out);
}

std::vector<std::int64_t> Evaluation::records(int symbol) {
    std::vector<std::int64_t> out;
    add_records(symbol, out);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace banxing::derive
