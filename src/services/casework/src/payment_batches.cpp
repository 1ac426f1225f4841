#include "payment.h"
#include "writer.h"

#include <access/directory.h>
#include <audit/audit.h>
#include <casework/steps.h>

namespace banxing::casework {

using entitlement::Batch;
using entitlement::Claim;

constexpr int batches_shown = 200;
// of the code table payment_results
constexpr const char* result_paid = "已发放";
constexpr const char* result_returned = "退回";

static Error no_batch() {
    return Error::not_found({"没有这个批次，或者不在您的权限之内",
                             "There is no such batch, or it is not open to your post"});
}

Result<Batch> open_batch(const Office& office, db::Session& session, const access::Principal& who,
                         std::int64_t id) {
    auto batch = TRY(entitlement::find_batch(session, id));
    bool open = batch && access::reaches(who, batch->place) && for_money(office, who).purposes != 0;
    if (!open) return fail(no_batch());
    return *batch;
}

static Result<BatchShown> headed(Office& office, db::Session& session, Batch batch) {
    BatchShown out;
    out.title = title_of(office, batch.benefit);
    out.in_words = entitlement::in_capitals(batch.amount);
    auto names = TRY(access::account_names(session));
    if (auto name = names.find(batch.made_by.value); name != names.end())
        out.made_by = name->second;
    if (batch.state != entitlement::BatchState::paid) {
        bool confirmed = batch.confirmed_at.has_value();
        out.due = Deadlines(office).due(confirmed ? Step::pay : Step::confirm,
                                        civil_day(confirmed ? *batch.confirmed_at : batch.made_at),
                                        access::region_code(batch.place));
    }
    out.batch = std::move(batch);
    return out;
}

/// 330681 **** **** 1234 keeps the last four digits only: area and birth say too much.
static std::string masked(const std::string& number) {
    if (number.size() <= 4) return {};
    return std::string(number.size() - 4, '*') + number.substr(number.size() - 4);
}

static Result<BatchShown> with_lines(Office& office, db::Session& session, Batch batch,
                                     bool whole_numbers) {
    auto claims = TRY(entitlement::claims_of_batch(session, batch.id));
    auto out = TRY(headed(office, session, std::move(batch)));
    Institutions institutions(office, session);
    for (auto& claim : claims) {
        BatchLine line;
        line.no = int(out.lines.size()) + 1;
        line.subject = claim.subject;
        if (auto identity = TRY(office.registry.identity_of(session, claim.subject))) {
            line.name = identity->name;
            line.guardian = identity->guardian_name;
            line.identity_number =
                whole_numbers ? identity->identity_number : masked(identity->identity_number);
        }
        line.months = entitlement::months_in_words(claim.months);
        line.basis = basis_of(office, claim.benefit);
        line.amount = claim.amount;
        line.institution = TRY(institutions.of(claim.subject, claim.benefit));
        line.claim = claim.id;
        line.state = claim.state;
        line.reason = claim.reason;
        out.lines.push_back(std::move(line));
    }
    return out;
}

Result<BatchShown> make_batch(Office& office, const access::Principal& who,
                              const std::string& benefit) {
    TRY(require_act(who, access::Act::batch));
    if (!benefit_of(office, benefit))
        return fail(Error::invalid({"没有这项补贴", "There is no such benefit"},
                                   {{"benefit", {"没有这项补贴", "no such benefit"}}}));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<BatchShown> {
            auto made = TRY(entitlement::make_batch(session, for_money(office, who), benefit,
                                                    office.clock.now(), office.clock.today()));
            Json detail = {{"batch", made.id}, {"claims", made.count}, {"fen", made.amount.fen}};
            auto out = TRY(with_lines(office, session, std::move(made), false));
            TRY(note_act(office, session, who, "batch.made", SubjectId{}, std::move(detail)));
            return out;
        });
}

Result<std::vector<BatchShown>> batches(Office& office, const access::Principal& who) {
    TRY(require_act(who, access::Act::batch | access::Act::pay));
    return office.database.read([&](db::Session& session) -> Result<std::vector<BatchShown>> {
        std::vector<BatchShown> out;
        if (for_money(office, who).purposes == 0) return out;
        auto area = access::inside(who.organisation.region);
        for (auto& one : TRY(entitlement::batches(session, area.from, area.to, batches_shown)))
            out.push_back(TRY(headed(office, session, std::move(one))));
        return out;
    });
}

Result<BatchShown> read_batch(Office& office, const access::Principal& who, std::int64_t id,
                              bool whole_numbers) {
    TRY(require_act(who, access::Act::batch | access::Act::pay));
    return office.database.read([&](db::Session& session) -> Result<BatchShown> {
        auto found = TRY(open_batch(office, session, who, id));
        return with_lines(office, session, std::move(found), whole_numbers);
    });
}

audit::Event event_of(const Office& office, const access::Principal& who, const BatchShown& batch,
                      const char* action) {
    auto event = event_by(office, who, action, {{"batch", batch.batch.id}});
    for (auto& line : batch.lines) event.shown.push_back(line.subject);
    return event;
}

Result<BatchShown> batch(Office& office, const access::Principal& who, std::int64_t id) {
    auto out = TRY(read_batch(office, who, id, false));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return audit::append(session, event_of(office, who, out, "batch.read"));
    }));
    return out;
}

static entitlement::Sheet sheet_of(const BatchShown& batch, bool demo) {
    entitlement::Sheet sheet;
    sheet.title = batch.title.zh;
    sheet.number = batch.batch.number;
    sheet.made_on = civil_day(batch.batch.made_at);
    sheet.created = batch.batch.made_at;
    sheet.demo = demo;
    for (auto& line : batch.lines)
        sheet.lines.push_back({line.name, line.identity_number, line.guardian, line.months,
                               line.institution ? line.institution->zh : std::string(), line.basis,
                               line.amount});
    return sheet;
}

Result<std::string> export_batch(Office& office, const access::Principal& who, std::int64_t id,
                                 const Export& how, const std::filesystem::path& to) {
    auto found = TRY(read_batch(office, who, id, true));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) -> Result<void> {
        TRY(entitlement::mark_exported(session, id));
        return audit::append(session, event_of(office, who, found, "batch.exported"));
    })); // before the file: nothing leaves without a trace
    auto sheet = sheet_of(found, how.demo);
    TRY(how.csv ? entitlement::write_csv(to, sheet) : entitlement::write_sheet(to, sheet));
    return found.title.zh + " " + found.batch.number + (how.csv ? ".csv" : ".xlsx");
}

static std::vector<Submission> results_of(const Batch& batch, const Claim& claim, Date on,
                                          const char* result) {
    std::vector<Submission> out;
    for (auto& month : claim.months) {
        Submission one;
        one.form = form_beside(claim.benefit, "payment_result");
        one.day = on;
        one.content = {{"benefit", claim.benefit},
                       {"period", month.period},
                       {"batch", batch.number},
                       {"amount", month.amount.fen},
                       {"result", result}};
        out.push_back(std::move(one));
    }
    return out;
}

static Result<void> check_paid_on(const Office& office, const Batch& batch, Date paid_on) {
    if (paid_on <= office.clock.today() && paid_on >= civil_day(batch.made_at)) return {};
    return fail(Error::invalid(
        {"发放日期应在制表日期与今天之间", "The day of payment lies between the batch's and today"},
        {{"paid_on", {"日期不对", "not a possible day"}}}));
}

Result<BatchShown> pay_in(Office& office, db::Session& session, const access::Principal& who,
                          std::int64_t id, Date paid_on) {
    auto found = TRY(open_batch(office, session, who, id));
    TRY(check_paid_on(office, found, paid_on));
    bool now = TRY(
        entitlement::mark_paid(session, found, paid_on, {who.account, office.clock.now(), {}, {}}));
    auto paid = TRY(open_batch(office, session, who, id));
    if (!now && paid.paid_on != paid_on)
        return fail(Error::conflict(
            {"这个批次已登记发放，日期不同", "This batch is paid already, on another day"}));
    if (now)
        for (auto& claim : TRY(entitlement::claims_of_batch(session, id)))
            TRY(submit_in(office, session, who, claim.subject,
                          results_of(paid, claim, paid_on, result_paid), Door::opening));
    auto out = TRY(with_lines(office, session, std::move(paid), false));
    if (now) TRY(audit::append(session, event_of(office, who, out, "batch.paid")));
    return out;
}

Result<BatchShown> mark_paid(Office& office, const access::Principal& who, std::int64_t id,
                             Date paid_on) {
    TRY(require_act(who, access::Act::pay));
    return office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return pay_in(office, session, who, id, paid_on);
    });
}

static Result<void> check_returned(const Office& office, const Batch& batch, const Returned& what) {
    if (batch.state != entitlement::BatchState::paid || !batch.paid_on)
        return fail(Error::conflict({"这个批次还没有发放", "This batch has not been paid yet"}));
    std::vector<FieldIssue> issues;
    if (what.on < *batch.paid_on || what.on > office.clock.today())
        issues.push_back(
            {"returned_on", {"应在发放日期与今天之间", "must lie between the payment and today"}});
    if (what.reason.empty()) issues.push_back({"reason", {"必填", "must be given"}});
    if (issues.empty()) return {};
    return fail(Error::invalid({"退回登记有误", "The return cannot be entered like this"}, issues));
}

Result<BatchShown> return_in(Office& office, db::Session& session, const access::Principal& who,
                             const Returned& what) {
    auto batch = TRY(open_batch(office, session, who, what.batch));
    TRY(check_returned(office, batch, what));
    for (auto id : what.claims) {
        auto claim = TRY(entitlement::find_claim(session, id));
        if (!claim || claim->batch != what.batch) return fail(no_batch());
        TRY(entitlement::return_claim(session, *claim,
                                      {who.account, office.clock.now(), what.reason, {}}));
        TRY(submit_in(office, session, who, claim->subject,
                      results_of(batch, *claim, what.on, result_returned), Door::opening));
        TRY(note_act(office, session, who, "claim.returned", claim->subject,
                     {{"claim", id}, {"batch", what.batch}, {"fen", claim->amount.fen}}));
    }
    return with_lines(office, session, std::move(batch), false);
}

Result<BatchShown> mark_returned(Office& office, const access::Principal& who,
                                 const Returned& what) {
    TRY(require_act(who, access::Act::pay));
    return office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return return_in(office, session, who, what);
    });
}

} // namespace banxing::casework
