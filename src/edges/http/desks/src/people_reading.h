#pragma once
#include <wire/read.h>

namespace banxing::http {

struct Context;

struct Search {
    std::string query;
    std::size_t skip = 0, limit = 20;
};
Result<Search> read_search(const Request& request);

/// PeoplePage: only files that are open to the post; who was shown is audited.
Result<Json> found_people(const Context& context, const Search& search);

} // namespace banxing::http
