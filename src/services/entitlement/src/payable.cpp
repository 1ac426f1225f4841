#include "entitlement_sql.h"

#include <entitlement/payable.h>

#include <algorithm>
#include <map>
#include <set>

namespace banxing::entitlement {

struct Sums {
    std::int64_t entitled = 0, paid_before = 0;
    bool operator==(const Sums&) const = default;
};
using ByPeriod = std::map<std::pair<std::string, std::string>, Sums>; // benefit, cap period

static ByPeriod sums_of(const derive::Consequences& now) {
    ByPeriod out;
    std::set<std::pair<std::string, std::string>> decided;
    for (auto& month : now.entitled) {
        bool others = std::find(now.estimates.begin(), now.estimates.end(), month.benefit) !=
                      now.estimates.end();
        if (others) continue;
        out[{month.benefit, month.period.substr(0, 4)}].entitled += month.amount.fen;
        decided.emplace(month.benefit, month.period);
    }
    for (auto& month : now.paid_before) {
        auto& sums = out[{month.benefit, month.period.substr(0, 4)}];
        sums.paid_before += month.amount.fen;
        // a month that only the opening balance knows was entitled to what was paid: no recovery
        if (!decided.contains({month.benefit, month.period})) sums.entitled += month.amount.fen;
    }
    return out;
}

static Result<ByPeriod> kept(db::Session& session, SubjectId subject) {
    ByPeriod out;
    for (auto& row : TRY(session.all(sql::PayablesOf{.subject_id = subject.value})))
        out[{row.benefit, row.cap_period}] = {row.entitled, row.paid_before};
    return out;
}

Result<void> note_entitled(db::Session& session, SubjectId subject, const derive::Consequences& now,
                           Date day) {
    for (auto& form : now.billed)
        TRY(session.run(sql::PutCandidate{.form = form, .subject_id = subject.value}));
    auto wanted = sums_of(now);
    for (auto& [key, before] : TRY(kept(session, subject))) {
        auto found = wanted.try_emplace(key)
                         .first; // a period without months keeps what was decided: net below zero
        if (found->second == before) wanted.erase(found);
    }
    for (auto& [key, sums] : wanted)
        TRY(session.run(sql::PutEntitled{.subject_id = subject.value,
                                         .benefit = key.first,
                                         .cap_period = key.second,
                                         .entitled = sums.entitled,
                                         .paid_before = sums.paid_before,
                                         .since = to_days(day)}));
    return {};
}

Result<bool> same_entitled(db::Session& session, SubjectId subject,
                           const derive::Consequences& now) {
    auto wanted = sums_of(now);
    auto before = TRY(kept(session, subject));
    std::erase_if(before, [](auto& entry) { return entry.second == Sums{}; });
    std::erase_if(wanted, [](auto& entry) { return entry.second == Sums{}; });
    return wanted == before;
}

Result<std::vector<SubjectId>> candidates(db::Session& session, const std::string& form,
                                          SubjectId after, int limit) {
    std::vector<SubjectId> out;
    for (auto& row :
         TRY(session.all(sql::Candidates{.form = form, .after = after.value, .limit = limit})))
        out.push_back(SubjectId{row.subject_id});
    return out;
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::entitlement
