#pragma once
// Asking another server over HTTP, now and then: a single sign-on. Nothing a person typed chooses
// whom.
#include <core/result.h>

#include <functional>
#include <string>

namespace banxing::calls {

struct Call {
    std::string url;                // https://host[:port]/path
    std::string form = {};          // application/x-www-form-urlencoded; empty: a GET
    std::string authorization = {}; // header of that name; empty: none
};

struct Answer {
    int status = 0;
    std::string body;
};

using Caller = std::function<Result<Answer>(const Call&)>;

/// Asks within ten seconds, reads 256 KiB at most, follows no redirect. Certificates are checked
/// against the machine's authorities, or those of the PEM file `authorities`. Plain http only goes
/// to this machine itself. Unavailable when nobody answers as HTTP.
Caller caller(const std::string& authorities = {});

/// Whether the address is one that a caller may ask.
bool is_safe(const std::string& url);

/// As in a form or a query.
std::string percent_encoded(std::string_view text);

} // namespace banxing::calls
