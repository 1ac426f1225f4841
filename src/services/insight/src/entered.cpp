#include "insight_sql.h"

#include <insight/entered.h>

namespace banxing::insight {

template <typename Row>
static Entered entered(const Row& r) {
    return {r.indicator, r.region, r.month,   int(r.version), r.below,
            r.above,     r.source, r.account, r.organisation, Instant{r.at}};
}

Result<Entered> enter(db::Session& session, const access::Principal& who, Entered what,
                      Instant now) {
    if (what.below < 0 || what.above < 0 || what.above > what.below)
        return fail(Error::invalid(
            {"分子不能大于分母，也不能为负", "The number above the line cannot pass the one below"},
            {{"above", {"大于分母", "passes the number below"}}}));
    auto last = TRY(session.one(sql::LastEnteredVersion{
        .indicator = what.indicator, .region = what.region, .month = what.month}));
    what.version = int(last->version) + 1;
    what.account = who.account.value;
    what.organisation = who.organisation.id.value;
    what.at = now;
    auto rows = TRY(session.run(sql::PutEntered{.indicator = what.indicator,
                                                .region = what.region,
                                                .month = what.month,
                                                .version = what.version,
                                                .below = what.below,
                                                .above = what.above,
                                                .source = what.source,
                                                .account = what.account,
                                                .organisation = what.organisation,
                                                .at = what.at.ms}));
    if (rows == 0)
        return fail(Error::conflict({"刚有别人填报了同一个数，请刷新后再填",
                                     "Somebody has just entered the same figure; load it again"}));
    return what;
}

Result<std::vector<Entered>> entered_in(db::Session& session, access::RegionRange regions,
                                        std::int64_t month_from, std::int64_t month_to) {
    std::vector<Entered> out;
    for (auto& row : TRY(session.all(sql::EnteredIn{.region_from = regions.from,
                     .region_to = regions.to,
                     .month_from = month_from,
                     .month_to = month_to})))
        out.push_back(entered(row));
    return out;
}

Result<std::vector<Entered>> entered_of(db::Session& session, const std::string& indicator,
                                        std::int64_t region) {
    std::vector<Entered> out;
    for (auto& row : TRY(session.all(sql::EnteredOf{.indicator = indicator, .region = region})))
        out.push_back(entered(row));
    return out;
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::insight
