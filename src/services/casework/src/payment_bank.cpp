#include "payment.h"

#include <access/directory.h>
#include <casework/bank.h>
#include <crypto/hash.h>
#include <entitlement/bank.h>

#include <fstream>
#include <sstream>

namespace banxing::casework {

using entitlement::ClaimState;

Result<BatchShown> confirm_batch(Office& office, const access::Principal& who, std::int64_t id) {
    TRY(require_act(who, access::Act::pay));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) -> Result<void> {
        auto found = TRY(open_batch(office, session, who, id));
        bool now = TRY(entitlement::confirm(session, found.id, who.account, office.clock.now()));
        if (!now) return {};
        return note_act(office, session, who, "batch.confirmed", SubjectId{}, {{"batch", id}});
    }));
    return batch(office, who, id);
}

Result<std::string> bank_file(Office& office, const access::Principal& who, std::int64_t id,
                              const std::filesystem::path& to) {
    TRY(require_act(who, access::Act::pay));
    auto found = TRY(read_batch(office, who, id, true));
    if (!found.batch.confirmed_at)
        return fail(Error::conflict({"先由财政确认这个批次，再生成银行文件",
                                     "Finance confirms the batch before the bank gets its file"}));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return audit::append(session, event_of(office, who, found, "batch.bank_file"));
    })); // before the file: nothing leaves without a trace
    std::vector<entitlement::BankLine> lines;
    for (auto& line : found.lines)
        lines.push_back({line.claim, line.name, line.identity_number,
                         found.title.zh + " " + line.months, line.amount});
    TRY(entitlement::write_bank_file(to, found.batch.number, lines));
    return "银行发放 " + found.batch.number + ".csv";
}

static Result<std::string> digest_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return crypto::sm3_hex(bytes.str());
}

/// What the file says and what stands: a payment that came back cannot have succeeded.
static Result<void> check_standing(const std::vector<entitlement::Claim>& claims,
                                   const std::vector<entitlement::ReturnLine>& lines) {
    std::map<std::int64_t, bool> paid;
    for (auto& line : lines) paid[line.claim] = line.paid;
    for (auto& claim : claims) {
        bool gone = claim.state == ClaimState::returned || claim.state == ClaimState::retried;
        if (gone && paid[claim.id])
            return fail(Error::conflict({"流水号" + std::to_string(claim.id) + "已登记退回",
                                         std::to_string(claim.id) + " is entered as returned"}));
    }
    return {};
}

/// One entry of returns for each reason.
static Result<void> enter_returns(Office& office, db::Session& session,
                                  const access::Principal& who, std::int64_t batch, Date on,
                                  const std::vector<entitlement::ReturnLine>& lines) {
    for (auto& line : lines) {
        if (line.paid) continue;
        auto claim = TRY(entitlement::find_claim(session, line.claim));
        if (claim->state != ClaimState::paid) continue; // entered by hand before
        TRY(return_in(office, session, who, {batch, {line.claim}, on, line.reason}));
    }
    return {};
}

static Result<void> take_in(Office& office, db::Session& session, const access::Principal& who,
                            const entitlement::ReturnFile& file, Date paid_on,
                            const std::vector<entitlement::ReturnLine>& lines) {
    auto found = TRY(open_batch(office, session, who, file.batch));
    if (!TRY(entitlement::note_return_file(session, file))) return {};
    auto claims = TRY(entitlement::claims_of_batch(session, found.id));
    TRY(entitlement::reconcile(claims, lines));
    TRY(check_standing(claims, lines));
    if (found.state != entitlement::BatchState::paid)
        TRY(pay_in(office, session, who, found.id, paid_on));
    TRY(enter_returns(office, session, who, found.id, office.clock.today(), lines));
    return note_act(office, session, who, "batch.return_file", SubjectId{},
                    {{"batch", found.id}, {"paid", file.paid}, {"returned", file.returned}});
}

Result<BatchShown> take_return_file(Office& office, const access::Principal& who, std::int64_t id,
                                    Date paid_on, const std::filesystem::path& file) {
    TRY(require_act(who, access::Act::pay));
    auto lines = TRY(entitlement::read_return_file(file));
    entitlement::ReturnFile what;
    what.batch = id;
    what.digest = TRY(digest_of(file));
    what.account = who.account;
    what.at = office.clock.now();
    for (auto& line : lines) ++(line.paid ? what.paid : what.returned);
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return take_in(office, session, who, what, paid_on, lines);
    }));
    return batch(office, who, id);
}

Result<void> close_month(Office& office, const access::Principal& who, const std::string& month) {
    TRY(require_act(who, access::Act::pay));
    auto first = parse_iso_date(month + "-01");
    if (!first || *first > office.clock.today())
        return fail(Error::invalid({"月份不对", "Not a month that can be closed"},
                                   {{"month", {"如 2026-11", "such as 2026-11"}}}));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            TRY(entitlement::close_month(session, who.organisation.region, month, who.account,
                                         office.clock.now()));
            return note_act(office, session, who, "month.closed", SubjectId{}, {{"month", month}});
        });
}

Result<std::vector<ClosedShown>> closed_months(Office& office, const access::Principal& who) {
    TRY(require_act(who, access::Act::batch | access::Act::pay));
    return office.database.read([&](db::Session& session) -> Result<std::vector<ClosedShown>> {
        auto names = TRY(access::account_names(session));
        auto area = access::inside(who.organisation.region);
        std::vector<ClosedShown> out;
        for (auto& one : TRY(entitlement::closed_months(session, area.from, area.to)))
            out.push_back({one.month, names[one.by.value], one.at});
        return out;
    });
}

} // namespace banxing::casework
