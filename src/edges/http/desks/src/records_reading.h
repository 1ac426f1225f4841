#pragma once
#include <casework/drafts.h>

#include <wire/read.h>

namespace banxing::http {

struct Context;

/// NewRecord.
Result<casework::Submission> read_record(const Request& request);
/// NewDraft; a changed one without its form; what is entered instead of it.
Result<casework::Submission> read_draft(const Request& request);
Result<casework::Submission> read_changed_draft(const Request& request);
Result<casework::Completion> read_completion(const Request& request);

/// A page of the post's drafts.
struct DraftsPage {
    records::DraftWaiting after;
    int limit = 50;
};
Result<DraftsPage> read_drafts_page(const Request& request);

/// The opening of a file of another kind: its kind and its first record.
struct Opening {
    std::string kind;
    casework::Submission first;
};
Result<Opening> read_opening(const Request& request);

struct Registration {
    casework::Submission first;
    std::vector<casework::Submission> more;
};
Result<Registration> read_registration(const Request& request);
/// Amendment, with lineage and act from the address.
Result<casework::Amendment> read_amendment(const Request& request, const Context& context);

} // namespace banxing::http
