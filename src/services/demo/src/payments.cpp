#include "payments.h"

#include "budget.h"

#include <access/directory.h>
#include <casework/payment.h>

namespace banxing::demo {
namespace {

constexpr int most_payables = 400, share_of_a_step = 6, most_in_a_step = 40;
constexpr int days_before = 6; // of the first act

/// The posts that pay, on days before the county's.
class Paying {
public:
    Paying(const casework::Office& office, Date day) : office_(office), day_(day) {}

    Result<void> run() {
        TRY(meet());
        auto all = TRY(candidates());
        auto step = std::min(most_in_a_step, int(all.size()) / share_of_a_step);
        std::span<const casework::Proposal> rest(all);
        auto next = [&] {
            auto some = rest.first(std::size_t(step));
            rest = rest.subspan(std::size_t(step));
            return some;
        };
        at(days_before);
        TRY(open_budget(office_, finance_, reviewer_));
        TRY(decide(next(), true));
        auto paid = TRY(batch());
        at(days_before - 2);
        TRY(pay(paid));
        TRY(decide(next(), true));
        TRY(batch());
        at(days_before - 4);
        TRY(send_back(paid));
        TRY(decide(next(), true));
        at(days_before - 5);
        TRY(decide(next(), false));
        at(0);
        TRY(casework::rederive_due(office_, day_, {}));
        return {};
    }

private:
    void at(int before) {
        constexpr std::int64_t morning_ms = 9 * 3'600'000;
        office_.clock = Clock::stopped({start_of(add_days(day_, -before)).ms + morning_ms});
    }

    Result<void> meet() {
        return office_.database.read([&](db::Session& session) -> Result<void> {
            auto post = [&](const char* login) {
                return access::principal_of_login(session, office_.roles, login);
            };
            reviewer_ = TRY(post("reviewer"));
            approver_ = TRY(post("approver"));
            finance_ = TRY(post("finance"));
            return {};
        });
    }

    /// Files to which nothing was added in these days: what is due was the same then.
    Result<bool> quiet(db::Session& session, SubjectId subject) const {
        for (auto& row : TRY(records::load(session, subject)))
            if (row.day >= add_days(day_, -days_before)) return false;
        return true;
    }

    Result<std::vector<casework::Proposal>> candidates() {
        at(days_before);
        auto page = TRY(
            casework::payables(office_, reviewer_, {entitlement::Desk::open, {}, most_payables}));
        return office_.database.read(
            [&](db::Session& session) -> Result<std::vector<casework::Proposal>> {
                std::vector<casework::Proposal> out;
                for (auto& shown : page.items) {
                    auto& due = shown.row.payable;
                    if (TRY(quiet(session, due.subject)))
                        out.push_back({due.subject, due.benefit, due.cap_period, due.net});
                }
                return out;
            });
    }

    /// A refusal is a matter of the file (a birthday in these days …): it stays for review.
    Result<void> decide(std::span<const casework::Proposal> some, bool approved) {
        for (auto& one : some) {
            benefit_ = one.benefit;
            auto claim = casework::propose(office_, reviewer_, one);
            if (!claim && claim.error().fault != Fault::conflict) return fail(claim.error());
            if (!claim || !approved) continue;
            auto done = casework::approve(office_, approver_, *claim);
            if (!done && done.error().fault != Fault::conflict) return fail(done.error());
        }
        return {};
    }

    /// Exported as well; nothing when nothing is approved.
    Result<std::optional<casework::BatchShown>> batch() {
        if (benefit_.empty()) return std::optional<casework::BatchShown>{}; // nothing was payable
        auto made = casework::make_batch(office_, reviewer_, benefit_);
        if (!made && made.error().fault == Fault::conflict)
            return std::optional<casework::BatchShown>{};
        auto shown = TRY(std::move(made));
        TRY(office_.database.write(db::Priority::background, [&](db::Session& session) {
            return entitlement::mark_exported(session, shown.batch.id);
        }));
        return std::optional(std::move(shown));
    }

    Result<void> pay(const std::optional<casework::BatchShown>& batch) {
        if (batch)
            TRY(casework::mark_paid(office_, finance_, batch->batch.id, office_.clock.today()));
        return {};
    }

    Result<void> send_back(const std::optional<casework::BatchShown>& batch) {
        constexpr std::size_t enough = 2;
        if (!batch || batch->lines.size() < enough) return {};
        TRY(casework::mark_returned(office_, finance_,
                                    {batch->batch.id,
                                     {batch->lines.front().claim},
                                     office_.clock.today(),
                                     "收款账号已注销（演示）"}));
        return {};
    }

    casework::Office office_;
    Date day_;
    access::Principal reviewer_, approver_, finance_;
    std::string benefit_;
};

} // namespace

Result<void> pay_some(const casework::Office& office, Date day) {
    return Paying(office, day).run();
}

} // namespace banxing::demo
