#include "tally.h"

#include <algorithm>
#include <cstdlib>

namespace banxing::simulation {

static std::int64_t change_of(const Tally::Changed& one) {
    return std::abs((one.after - one.before).fen);
}

void Tally::keep(std::vector<Changed>& list, const Changed& one) {
    auto larger = [](const Changed& a, const Changed& b) {
        return std::pair(-change_of(a), a.subject) < std::pair(-change_of(b), b.subject);
    };
    list.insert(std::upper_bound(list.begin(), list.end(), one, larger), one);
    if (list.size() > most) list.pop_back();
}

static void add_to(Side& side, Money before, Money after) {
    side.before += before;
    side.after += after;
    if (after > before) ++side.gain;
    if (after < before) ++side.lose;
}

/// The month that changes most; the earliest of equal ones.
static void note_month(Tally::Changed& out, const OfPerson& months) {
    std::int64_t largest = -1;
    for (auto& [key, month] : months) {
        auto change = std::abs((month.after - month.before).fen);
        if (change <= largest) continue;
        largest = change;
        out.benefit = key.first;
        out.period = key.second;
        out.month_before = month.before;
        out.month_after = month.after;
    }
}

void Tally::person(SubjectId subject, const std::string& town, const std::string& age,
                   const OfPerson& months) {
    Changed one;
    one.subject = subject;
    std::map<std::string, Months2> benefits, periods;
    for (auto& [key, month] : months) {
        one.before += month.before;
        one.after += month.after;
        benefits[key.first].before += month.before;
        benefits[key.first].after += month.after;
        periods[key.second].before += month.before;
        periods[key.second].after += month.after;
    }
    ++files;
    if (one.before.fen == 0 && one.after.fen == 0) return;
    ++people;
    before += one.before;
    after += one.after;
    for (auto& [benefit, sum] : benefits) add_to(by_benefit[benefit], sum.before, sum.after);
    for (auto& [period, sum] : periods) add_to(by_month[period], sum.before, sum.after);
    add_to(by_town[town], one.before, one.after);
    add_to(by_age[age], one.before, one.after);
    if (one.before.fen == 0) ++newly;
    if (one.after.fen == 0) ++no_longer;
    if (one.before == one.after) return;
    note_month(one, months);
    bool better = one.after > one.before;
    ++(better ? gain : lose);
    keep(better ? gains : losses, one);
}

static void add_all(std::map<std::string, Side>& sums, const std::map<std::string, Side>& more) {
    for (auto& [key, side] : more) {
        auto& sum = sums[key];
        sum.before += side.before;
        sum.after += side.after;
        sum.gain += side.gain;
        sum.lose += side.lose;
    }
}

void Tally::add(const Tally& other) {
    files += other.files;
    people += other.people;
    gain += other.gain;
    lose += other.lose;
    newly += other.newly;
    no_longer += other.no_longer;
    before += other.before;
    after += other.after;
    add_all(by_month, other.by_month);
    add_all(by_town, other.by_town);
    add_all(by_age, other.by_age);
    add_all(by_benefit, other.by_benefit);
    for (auto& one : other.gains) keep(gains, one);
    for (auto& one : other.losses) keep(losses, one);
}

} // namespace banxing::simulation
