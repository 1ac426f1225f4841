#pragma once
#include <casework/casework.h>

#include <wire/read.h>

namespace banxing::http {

struct Context;

struct Verdict {
    casework::Decision decision = casework::Decision::reject;
    std::optional<SubjectId> subject;
    std::string reason;
};
Result<Verdict> read_verdict(const Request& request);

Result<Json> doubts_of(const Context& context, const Page& page);
/// Both sides; who was shown is audited. Not found outside the post's area.
Result<Json> one_doubt(const Context& context, std::int64_t id);

} // namespace banxing::http
