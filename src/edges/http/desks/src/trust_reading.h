#pragma once
// Files opened in an emergency, and looking into the audit.
#include <access/emergencies.h>
#include <audit/search.h>

#include <wire/context.h>
#include <wire/read.h>

namespace banxing::http {

struct EmergencyWish {
    std::string identity_number, name, reason;
};
Result<EmergencyWish> read_emergency(const Request& request);
/// The file of the one whose number and name both fit; not found otherwise. The supervisor and the
/// family see it.
Result<Json> opened_file(const Context& context, const EmergencyWish& wish);
Result<Json> emergencies_to_review(const Context& context);
Result<void> reviewed(const Context& context, std::int64_t emergency);

Result<audit::Search> read_audit_search(const Request& request, const Context& context);
/// Codes, numbers and names of posts; looking is audited, too.
Result<Json> audited(const Context& context, const audit::Search& wanted);

} // namespace banxing::http
