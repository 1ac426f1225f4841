#pragma once
#include <access/factors.h>
#include <access/own_log_in.h>

#include <wire/context.h>
#include <wire/read.h>

namespace banxing::http {

Result<std::string> read_code(const Request& request);
/// Forbidden, and audited, when it is not the account's next code.
Result<void> expect_code(const Context& context, const std::string& code, bool beginning);
Result<Json> own_sessions(const Context& context, const std::string& token);
Result<Json> own_delegations(const Context& context);
Result<std::int64_t> lend_post(const Context& context, const std::string& login, Date until);
/// A refused log-in: of the name only a short hash, since people type passwords there.
Result<void> note_refused(const Context& context, const std::string& name);
/// An event of the asker's own log-in.
Result<void> note_log_in(const Context& context, const char* action);

} // namespace banxing::http
