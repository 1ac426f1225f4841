#pragma once
#include <casework/drafts.h>

#include <desks/words.h>

namespace banxing::http {

/// Draft of openapi.yaml, with its content.
Json shown(const Context& context, const casework::DraftShown& draft);

/// A page of the post's drafts; one more than `limit` were asked for.
Json shown_waiting(const Context& context, std::vector<records::DraftWaiting> drafts, int limit);

/// Where the page goes on behind this one.
std::string place_of_page(const records::DraftWaiting& last);

} // namespace banxing::http
