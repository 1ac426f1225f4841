#pragma once
// From a request to its response, without the wire: which route, whether it may, then the handler.
#include "metrics.h"
#include "static_files.h"

#include <access/limiter.h>
#include <clock/clock.h>

#include <wire/route.h>

namespace banxing::http {

enum class BodyKind : char { none, json, upload };

/// One request on its way.
struct Visitor {
    Request request;
    std::string address; // whom the rates by address count; empty: nobody
    Found found;
    BodyKind body = BodyKind::none;
    std::optional<Context> context; // once admitted
    std::optional<Response> answer; // decided already
    /// For figures and logs: never what was typed.
    std::string route_name() const;
};

class Dispatcher {
public:
    Dispatcher(const Services& services, const StaticFiles& files, bool secure,
               const access::Rates& rates, std::span<const Route> table)
        : services_(services), names_(services.database), files_(files), secure_(secure),
          table_(table), accounts_(rates.account), addresses_(rates.address),
          log_ins_(rates.log_in) {}

    /// Address, method, query and content type; files are answered here. Cheap: on the event loop.
    void look_up(Visitor& visitor) const;
    /// Answers 429 who asks too much from one address; after look_up, on the event loop.
    void limit_address(Visitor& visitor) const;
    /// Session, permission, CSRF token. Reads the database: on a worker.
    void admit(Visitor& visitor) const;
    /// The answer; admits first when that was not done. On a worker.
    Response run(Visitor& visitor) const;

    std::atomic<bool> ready{false};
    mutable Metrics metrics;

private:
    Result<void> check_head(Visitor& visitor) const;
    void look_elsewhere(Visitor& visitor) const;
    Result<void> check_admission(Visitor& visitor, Context& context) const;
    std::optional<Response> own_answer(const Visitor& visitor) const;

    const Services& services_;
    Names names_;
    const StaticFiles& files_;
    bool secure_;
    std::span<const Route> table_;
    Stopwatch watch_; // of the rates
    std::int64_t elapsed_ms() const { return watch_.microseconds() / 1000; }
    mutable access::Limiter accounts_, addresses_, log_ins_;
};

/// What every response carries: security headers, request id, caching.
void add_common_headers(Response& response, const Request& request, bool secure);

} // namespace banxing::http
