#include <entitlement/claims.h>

namespace banxing::entitlement {

/// What is known of one month: how much of it stands where.
struct MonthMoney {
    std::int64_t entitled = 0, before = 0;
    std::map<ClaimState, std::int64_t> claimed;

    bool has(ClaimState state) const { return claimed.contains(state); }
    std::int64_t decided() const {
        std::int64_t sum = 0;
        for (auto state :
             {ClaimState::approved, ClaimState::batched, ClaimState::paid, ClaimState::returned})
            if (has(state)) sum += claimed.at(state);
        return sum;
    }
};

static MonthState state_of(const MonthMoney& month) {
    if (month.entitled > month.before + month.decided())
        return month.has(ClaimState::proposed) ? MonthState::proposed : MonthState::open;
    if (month.has(ClaimState::returned)) return MonthState::returned;
    if (month.has(ClaimState::approved)) return MonthState::approved;
    if (month.has(ClaimState::batched)) return MonthState::batched;
    return month.has(ClaimState::paid) ? MonthState::paid : MonthState::already_paid;
}

const char* name_of(ClaimState state) {
    static constexpr const char* names[] = {"proposed", "approved", "refused",  "withdrawn",
                                            "batched",  "paid",     "returned", "retried"};
    return names[int(state)];
}

const char* name_of(MonthState state) {
    static constexpr const char* names[] = {"open", "proposed", "approved",    "batched",
                                            "paid", "returned", "already_paid"};
    return names[int(state)];
}

MonthStates month_states(const std::vector<derive::Entitled>& entitled,
                         const std::vector<derive::PaidBefore>& before,
                         const std::vector<Claim>& claims) {
    std::map<std::pair<std::string, std::string>, MonthMoney> months;
    for (auto& one : entitled)
        if (one.amount.fen > 0) months[{one.benefit, one.period}].entitled += one.amount.fen;
    for (auto& one : before) months[{one.benefit, one.period}].before += one.amount.fen;
    for (auto& claim : claims)
        for (auto& month : claim.months)
            months[{claim.benefit, month.period}].claimed[claim.state] += month.amount.fen;
    MonthStates out;
    for (auto& [key, month] : months)
        if (month.entitled > 0 || month.before > 0) out[key] = state_of(month);
    return out;
}

} // namespace banxing::entitlement
