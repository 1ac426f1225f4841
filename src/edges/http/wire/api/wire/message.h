#pragma once
// A request and a response as the handlers see them: no library of the wire in here.
#include <core/json.h>
#include <core/result.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace banxing::http {

enum class Method : char { get, post, put, del, other };

constexpr Method GET = Method::get, POST = Method::post, PUT = Method::put, DELETE = Method::del;
std::string_view name_of(Method method);

enum class Language : char { zh, en };

/// What the Accept-Language header asks for; zh when it says nothing of either.
Language language_of(std::string_view accept_language);

struct Request {
    Method method = Method::other;
    bool head_only = false; // HEAD: answered as GET, without the body
    std::string path;       // decoded
    std::vector<std::pair<std::string, std::string>> query; // decoded, in order
    std::map<std::string, std::string> headers; // names in lower case; the last of repeated ones
    std::string body;
    std::string upload; // file that holds the body instead; gone after the request
    std::uint64_t body_bytes = 0;
    Language language = Language::zh;
    std::string id; // of this request, for the log and for people who report a fault

    /// Empty when absent.
    std::string_view header(const std::string& name) const;
    std::string cookie(std::string_view name) const;
};

/// Fills path and query; invalid for anything but an absolute path with well-formed %-escapes in
/// UTF-8.
Result<void> read_target(std::string_view target, Request& request);
Result<std::string> percent_decoded(std::string_view text, bool plus_is_space);

struct Response {
    int status = 200;
    std::string content_type;
    std::string body;
    std::shared_ptr<const std::string> shared; // instead of body: static files
    std::vector<std::pair<std::string, std::string>> headers;

    std::string_view content() const {
        return shared ? std::string_view(*shared) : std::string_view(body);
    }
    Response& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

Response json_response(const Json& json, int status = 200);
Response no_content();
/// `name` is what the browser offers to save it as.
Response file_response(std::string bytes, const std::string& content_type, const std::string& name);

/// application/problem+json (RFC 9457). The only mapping of faults to statuses stands here.
Response problem(const Error& error, const Request& request);
Response problem(int status, const Error& error, const Request& request);
int status_of(Fault fault);

} // namespace banxing::http
