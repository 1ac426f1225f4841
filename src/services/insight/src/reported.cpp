#include "insight_sql.h"

#include <insight/reported.h>

namespace banxing::insight {

Result<std::int64_t> freeze(db::Session& session, const access::Principal& who, const Asked& asked,
                            const std::vector<Figure>& figures, const std::string& policy,
                            Instant now) {
    auto id = TRY(session.one(sql::NextReport{}))->id;
    auto region = access::region_of(asked.region).value_or(0);
    TRY(session.run(sql::PutReport{.id = id,
                                   .region = region,
                                   .month_from = asked.month,
                                   .month_to = asked.month,
                                   .policy = policy,
                                   .account = who.account.value,
                                   .at = now.ms}));
    for (const auto& one : figures)
        if (one.has())
            TRY(session.run(sql::PutReported{.report = id,
                                             .indicator = one.listed.id,
                                             .region = region,
                                             .month = asked.month,
                                             .below = one.now().below,
                                             .above = one.now().above}));
    return id;
}

Result<std::vector<Reported>> reported(db::Session& session, const std::string& region,
                                       std::int64_t month) {
    std::vector<Reported> out;
    auto code = access::region_of(region).value_or(0);
    for (auto& r : TRY(session.all(sql::ReportedBefore{.region = code, .month = month}))) {
        if (!out.empty() && out.front().report != r.report) break; // newest report first
        out.push_back({r.report, r.indicator, r.below, r.above, Instant{r.at}});
    }
    return out;
}

} // namespace banxing::insight
