#include "payment.h"

#include <casework/budget.h>

#include <fmt/format.h>

namespace banxing::casework {

static constexpr access::Act sees_money =
    access::Act::review | access::Act::approve | access::Act::batch | access::Act::pay;
static constexpr int months_of_late = 3, months_of_year = 12;

/// "2026-08", so many months before the one of that day
static std::string month_before(Date day, int months) {
    return iso(add_months(first_of_month(day), -months)).substr(0, 7);
}

/// The first month in which what is left does not cover what comes; from the current month on.
static std::string dry_month(Date today, std::int64_t left, std::int64_t month) {
    if (left < 0) return iso(today).substr(0, 7);
    if (month <= 0) return {};
    auto lasts = left / month; // whole months
    auto number = std::int64_t(unsigned(today.month())) + lasts;
    if (number > months_of_year) return {};
    return fmt::format("{}-{:02}", int(today.year()), number);
}

/// Works out one answer, benefit by benefit.
class Forecast {
public:
    Forecast(Office& office, db::Session& session, const access::Principal& who, BudgetShown& out)
        : office_(office), session_(session), who_(who), out_(out) {}

    Result<void> run() {
        TRY(of_late());
        auto today = office_.clock.today();
        for (auto& one : TRY(entitlement::open_sums(session_, for_money(office_, who_),
                                                    std::to_string(out_.year), today))) {
            auto& benefit = at(one.benefit);
            benefit.open = one.amount;
            benefit.people = one.people;
        }
        for (auto& line : out_.lines) note(line);
        for (auto& [id, benefit] : benefits_) {
            finish(benefit);
            out_.titles[id] = benefit.title;
            out_.benefits.push_back(benefit);
        }
        return {};
    }

private:
    BenefitBudget& at(const std::string& id) {
        auto& one = benefits_[id];
        one.benefit = id;
        one.title = title_of(office_, id);
        return one;
    }

    Result<void> of_late() {
        auto today = office_.clock.today();
        for (auto& row : TRY(consequences::entitled_sums(
                 session_, for_money(office_, who_),
                 {month_before(today, months_of_late), month_before(today, 0)}, today)))
            at(row.benefit).month.fen += row.amount.fen;
        for (auto& [id, one] : benefits_)
            one.month.fen = (one.month.fen + months_of_late - 1) / months_of_late;
        return {};
    }

    void note(const ledger::Standing& line) {
        if (line.line.benefit.empty()) {
            // a gift without a benefit is for its earmark: no benefit is paid from it
            if (line.line.source != ledger::Source::gift) out_.general += line.available;
            return;
        }
        auto& one = at(line.line.benefit);
        one.appropriated += line.appropriated;
        one.committed += line.committed;
        one.paid += line.paid;
    }

    void finish(BenefitBudget& one) const {
        auto today = office_.clock.today();
        one.forecast = one.committed + one.paid + one.open;
        if (int(today.year()) != out_.year) return;
        auto rest = months_of_year - std::int64_t(unsigned(today.month())) + 1;
        one.forecast += Money{one.month.fen * rest};
        auto left = one.appropriated - one.committed - one.paid - one.open + out_.general;
        one.dry = dry_month(today, left.fen, one.month.fen);
    }

    Office& office_;
    db::Session& session_;
    const access::Principal& who_;
    BudgetShown& out_;
    std::map<std::string, BenefitBudget> benefits_;
};

Result<BudgetShown> budget(Office& office, const access::Principal& who, int year) {
    TRY(require_act(who, sees_money | access::Act::supervise));
    return office.database.read([&](db::Session& session) -> Result<BudgetShown> {
        BudgetShown out;
        out.year = year;
        auto area = access::inside(who.organisation.region);
        out.lines = TRY(ledger::standings(session, area.from, area.to, year));
        out.applications = TRY(ledger::applications(session, area.from, area.to, year));
        // what is still to come rests on files, which a supervisor does not see
        if (access::may(who, sees_money)) TRY(Forecast(office, session, who, out).run());
        return out;
    });
}

static Result<ledger::Line> own_line(db::Session& session, const access::Principal& who,
                                     std::int64_t id) {
    auto line = TRY(ledger::find_line(session, id));
    if (!line || !access::reaches(who, line->region))
        return fail(Error::not_found({"没有这条预算，或者不在您的权限之内",
                                      "There is no such line, or it is not open to your post"}));
    return *line;
}

Result<std::vector<ledger::Entry>> budget_entries(Office& office, const access::Principal& who,
                                                  std::int64_t line, std::int64_t before) {
    constexpr int page = 200;
    TRY(require_act(who, sees_money));
    return office.database.read([&](db::Session& session) -> Result<std::vector<ledger::Entry>> {
        TRY(own_line(session, who, line));
        return ledger::entries_of_line(session, line, before, page);
    });
}

std::optional<LineAct> line_act_named(std::string_view name) {
    if (name == "appropriate") return LineAct::appropriate;
    if (name == "cut") return LineAct::cut;
    if (name == "spend") return LineAct::spend;
    return std::nullopt;
}

static ledger::By by(const Office& office, const access::Principal& who, const Booking& what) {
    return {who.account, office.clock.now(), what.reason, what.reference};
}

Result<std::int64_t> open_line(Office& office, const access::Principal& who, ledger::Line line) {
    TRY(require_act(who, access::Act::pay));
    line.region = who.organisation.region;
    bool known = line.benefit.empty() || benefit_of(office, line.benefit);
    if (!known || line.source == ledger::Source::none)
        return fail(Error::invalid({"来源或补贴不对", "No such source or benefit"},
                                   {{"benefit", {"没有这项补贴", "no such benefit"}}}));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::int64_t> {
            auto id = TRY(ledger::open_line(session, line, who.account, office.clock.now()));
            TRY(note_act(office, session, who, "budget.line", SubjectId{}, {{"line", id}}));
            return id;
        });
}

Result<void> book_line(Office& office, const access::Principal& who, std::int64_t line, LineAct act,
                       const Booking& what) {
    TRY(require_act(who, access::Act::pay));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            TRY(own_line(session, who, line));
            auto booked = by(office, who, what);
            TRY(act == LineAct::appropriate
                    ? ledger::appropriate(session, line, what.amount, booked)
                : act == LineAct::cut ? ledger::cut(session, line, what.amount, booked)
                                      : ledger::spend(session, line, what.amount, booked));
            return note_act(office, session, who, "budget.booked", SubjectId{},
                            {{"line", line}, {"act", int(act)}, {"fen", what.amount.fen}});
        });
}

Result<std::int64_t> apply_for_funds(Office& office, const access::Principal& who,
                                     std::int64_t line, const Booking& what) {
    TRY(require_act(who, access::Act::pay));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::int64_t> {
            TRY(own_line(session, who, line));
            auto id = TRY(ledger::apply_for(session, line, what.amount, office.clock.today(),
                                            by(office, who, what)));
            TRY(note_act(office, session, who, "budget.applied", SubjectId{},
                         {{"line", line}, {"fen", what.amount.fen}}));
            return id;
        });
}

Result<void> answer_application(Office& office, const access::Principal& who,
                                std::int64_t application, const Booking& granted) {
    TRY(require_act(who, access::Act::pay));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            auto found = TRY(ledger::find_application(session, application));
            TRY(own_line(session, who, found.line));
            TRY(ledger::answer(session, application, granted.amount, office.clock.today(),
                               by(office, who, granted)));
            return note_act(office, session, who, "budget.answered", SubjectId{},
                            {{"application", application}, {"fen", granted.amount.fen}});
        });
}

Result<void> recover(Office& office, const access::Principal& who, std::int64_t id,
                     ledger::Recovery step, const Booking& what) {
    bool booked = step == ledger::Recovery::recovered;
    TRY(require_act(who, booked ? access::Act::pay : access::Act::approve));
    if (what.reason.empty())
        return fail(
            Error::invalid({"请写明理由", "Say why"}, {{"reason", {"必填", "must be given"}}}));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            auto claim = TRY(entitlement::find_claim(session, id));
            bool seen = claim && TRY(access::visible(session, for_money(office, who),
                                                     claim->subject, office.clock.today()));
            if (!seen)
                return fail(Error::not_found({"没有这笔补贴，或者不在您的权限之内",
                                              "There is no such claim open to your post"}));
            TRY(ledger::recover(session, id, what.amount, step, by(office, who, what)));
            if (step == ledger::Recovery::demanded)
                TRY(entitlement::lower_decided(session, *claim, what.amount));
            return note_act(office, session, who, "claim.recovery", claim->subject,
                            {{"claim", id}, {"step", int(step)}, {"fen", what.amount.fen}});
        });
}

} // namespace banxing::casework
