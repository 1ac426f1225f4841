#pragma once
// The HTTP server: one event loop per core, handlers on a pool of threads.
#include <access/rates.h>

#include <cstdint>
#include <memory>
#include <string>
#include <wire/route.h>
#include <wire/services.h>

namespace banxing::http {

struct Options {
    std::string bind = "127.0.0.1";
    std::uint16_t port = 8080;    // 0: any free one
    std::string web;              // folder of the screens; empty: none
    std::string certificate, key; // PEM files: given both, the server speaks TLS only
    int loops = 0;                // 0: one per core
    int workers = 16;
    int header_seconds = 10;       // to send a request's head
    int body_seconds = 20;         // between two pieces of a body
    int idle_seconds = 60;         // between two requests
    int most_connections = 20'000; // from three quarters on, none is kept after its answer
    int most_waiting = 400;        // requests for the workers; more are told to come back
    // lanes of their own, so that both are served while everything else is told to come back
    int log_in_workers = 2, emergency_workers = 2;
    int most_waiting_apart = 100; // in each of those lanes
    access::Rates rates = {};     // none
    std::uint64_t json_bytes = 1u << 20;
    std::uint64_t upload_bytes = 50u << 20;
    std::uint32_t header_bytes = 16u << 10;
};

class Server {
public:
    /// Unavailable when the port is taken or the certificate cannot be read. Answers at once;
    /// /readyz says 503 until ready() was called. The table of routes outlives the server.
    static Result<std::unique_ptr<Server>> start(const Options& options, const Services& services,
                                                 std::span<const Route> table);
    ~Server();

    std::uint16_t port() const;
    std::string url() const;
    void ready();

    /// Takes no more requests, finishes those that are there, within two seconds.
    void stop();

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace banxing::http
