#include "booking.h"

#include <fmt/format.h>

namespace banxing::ledger {

Result<std::vector<std::string>> broken_laws(db::Session& session) {
    std::vector<std::string> out;
    for (auto& row : TRY(session.all(sql::BalancesOff{})))
        out.push_back(fmt::format("line {} account {}: {} kept, {} booked", row.line, row.account,
                                  row.kept, row.booked));
    for (auto& row : TRY(session.all(sql::Overspent{})))
        out.push_back(
            fmt::format("line {} account {} stands at {}", row.line, row.account, row.amount));
    for (auto& row : TRY(session.all(sql::PaidTooMuch{})))
        out.push_back(fmt::format("claim {}: {} committed, {} paid, {} returned", row.claim,
                                  row.committed, row.paid, row.returned));
    for (auto& row : TRY(session.all(sql::Unfounded{})))
        out.push_back(fmt::format("entry {} leads to no decision or clause", row.seq));
    return out;
}

} // namespace banxing::ledger
