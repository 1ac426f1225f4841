#pragma once
#include <casework/payment.h>

#include <wire/read.h>

namespace banxing::http {

Result<entitlement::DeskFilter> read_desk(const Request& request);
Result<std::vector<casework::Proposal>> read_proposals(const Request& request);

/// Claims ticked in a list.
struct Ticked {
    std::vector<std::int64_t> claims;
    std::string reason;
};
Result<casework::Returned> read_returned(const Request& request, std::int64_t batch);
Result<Ticked> read_ticked(const Request& request);

} // namespace banxing::http
