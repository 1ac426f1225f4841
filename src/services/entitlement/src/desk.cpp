#include "rows.h"

#include <clock/clock.h>

#include <fmt/format.h>
#include <limits>

namespace banxing::entitlement {

std::optional<Desk> desk_named(std::string_view name) {
    static constexpr const char* names[] = {"open",    "proposed", "approved",
                                            "refused", "recovery", "returned"};
    for (int i = 0; i < 6; ++i)
        if (name == names[i]) return Desk(i);
    return std::nullopt;
}

// The inputs that {{access.visible(…)}} brings into every statement.
#define VISIBLE_TO(who, today)                                                                     \
    .reach_from = (who).reach.from, .reach_to = (who).reach.to, .reach_own = (who).reach.own,      \
    .purposes = (who).purposes, .today = to_days(today)

/// Where a page goes on, opaque to the caller: benefit~period~subject, or the number of a claim.
struct After {
    std::string benefit, period;
    std::int64_t subject = -1, claim = 0;
};

static Error bad_position() {
    return Error::invalid(
        {"翻页位置无效，请从第一页重新开始", "The page position is not valid; start again"},
        {{"after", {"无效", "not valid"}}});
}

static Result<After> read_after(const std::string& text, bool of_claims) {
    After after;
    if (text.empty()) return after;
    if (of_claims) {
        if (text.size() > 18 || text.find_first_not_of("0123456789") != text.npos)
            return fail(bad_position());
        after.claim = std::stoll(text);
        return after;
    }
    auto first = text.find('~'), last = text.rfind('~');
    auto subject =
        first == last ? std::nullopt : parse_subject_id(std::string_view(text).substr(last + 1));
    if (!subject) return fail(bad_position());
    after.benefit = text.substr(0, first);
    after.period = text.substr(first + 1, last - first - 1);
    after.subject = subject->value;
    return after;
}

static Result<DeskPage> of_payables(db::Session& session, const access::Principal& who,
                                    const DeskFilter& filter, Date today) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    bool open = filter.desk == Desk::open;
    std::int64_t from = open ? 0 : -most, to = open ? most : 0;
    After after = TRY(read_after(filter.after, false));
    DeskPage page;
    for (auto& row : TRY(session.all(sql::PayablesOnDesk{.after_benefit = after.benefit,
                     .after_period = after.period,
                     .after_subject = after.subject,
                     .limit = filter.limit + 1,
                     .net_from = from,
                     .net_to = to,
                     VISIBLE_TO(who, today)})))
        page.items.push_back({payable_of(row), {}, {row.net}});
    auto sums = TRY(
        session.one(sql::CountPayables{.net_from = from, .net_to = to, VISIBLE_TO(who, today)}));
    page.total = sums->total;
    page.sum = {sums->fen};
    if (page.items.size() > std::size_t(filter.limit)) {
        page.items.resize(std::size_t(filter.limit));
        auto& last = page.items.back().payable;
        page.next = fmt::format("{}~{}~{}", last.benefit, last.cap_period, to_text(last.subject));
    }
    return page;
}

static ClaimState state_on(Desk desk) {
    return desk == Desk::proposed   ? ClaimState::proposed
           : desk == Desk::approved ? ClaimState::approved
           : desk == Desk::returned ? ClaimState::returned
                                    : ClaimState::refused;
}

static Result<DeskPage> of_claims(db::Session& session, const access::Principal& who,
                                  const DeskFilter& filter, Date today) {
    auto state = state_on(filter.desk);
    After after = TRY(read_after(filter.after, true));
    DeskPage page;
    for (auto& row : TRY(session.all(sql::ClaimsOnDesk{.after_id = after.claim,
                     .limit = filter.limit + 1,
                     .state = int(state),
                     VISIBLE_TO(who, today)}))) {
        Payable payable = payable_of(row);
        page.items.push_back({std::move(payable), TRY(claim_of(row)), {row.amount}});
    }
    auto sums = TRY(session.one(sql::CountClaims{.state = int(state), VISIBLE_TO(who, today)}));
    page.total = sums->total;
    page.sum = {sums->fen};
    if (page.items.size() > std::size_t(filter.limit)) {
        page.items.resize(std::size_t(filter.limit));
        page.next = std::to_string(page.items.back().claim->id);
    }
    return page;
}

static Result<Waiting> waiting_payables(db::Session& session, const access::Principal& who,
                                        bool open, Date before, Date today) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    auto row = TRY(session.one(sql::LatePayables{.before = to_days(before),
                                                 .net_from = open ? 0 : -most,
                                                 .net_to = open ? most : 0,
                                                 VISIBLE_TO(who, today)}));
    return Waiting{row->total, row->late};
}

Result<Waiting> waiting(db::Session& session, const access::Principal& who, Desk desk, Date before,
                        Date today) {
    if (desk == Desk::open || desk == Desk::recovery)
        return waiting_payables(session, who, desk == Desk::open, before, today);
    auto row = TRY(session.one(sql::LateClaims{.before_ms = start_of(before).ms,
                                               .before_day = to_days(before),
                                               .state = int(state_on(desk)),
                                               VISIBLE_TO(who, today)}));
    return Waiting{row->total, row->late};
}

Result<std::vector<OpenSum>> open_sums(db::Session& session, const access::Principal& who,
                                       const std::string& cap_period, Date today) {
    std::vector<OpenSum> out;
    for (auto& row :
         TRY(session.all(sql::OpenByBenefit{.cap_period = cap_period, VISIBLE_TO(who, today)})))
        out.push_back({std::move(row.benefit), row.people, {row.fen}});
    return out;
}

Result<DeskPage> desk(db::Session& session, const access::Principal& who, const DeskFilter& filter,
                      Date today) {
    bool payables = filter.desk == Desk::open || filter.desk == Desk::recovery;
    return payables ? of_payables(session, who, filter, today)
                    : of_claims(session, who, filter, today);
}

} // namespace banxing::entitlement
