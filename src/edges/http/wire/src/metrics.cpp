#include "metrics.h"

#include <fstream>
#include <unistd.h>

namespace banxing::http {
namespace {

// Microseconds as decimal seconds.
std::string seconds(std::int64_t microseconds) {
    auto fraction = std::to_string(microseconds % 1'000'000);
    return std::to_string(microseconds / 1'000'000) + "." + std::string(6 - fraction.size(), '0') +
           fraction;
}

std::int64_t resident_bytes() {
    std::ifstream in("/proc/self/statm");
    std::int64_t total = 0, resident = 0;
    in >> total >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

void gauge(std::string& out, const char* name, const char* help, std::int64_t value,
           const char* type = "gauge") {
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n" +
           name + " " + std::to_string(value) + "\n";
}

} // namespace

void Metrics::note(const std::string& route, Method method, int status, std::int64_t microseconds) {
    std::size_t bucket = 0;
    while (bucket < bounds.size() && microseconds > bounds[bucket]) ++bucket;
    std::lock_guard held(lock_);
    auto& figures = figures_[{route, method}];
    ++figures.by_status[status];
    ++figures.buckets[bucket];
    figures.sum += microseconds;
}

std::string Metrics::page(const db::Database::Counters& database) const {
    std::string requests = "# HELP banxing_http_requests_total Requests answered.\n# TYPE "
                           "banxing_http_requests_total counter\n";
    std::string times = "# HELP banxing_http_request_seconds Time to answer.\n# TYPE "
                        "banxing_http_request_seconds histogram\n";
    {
        std::lock_guard held(lock_);
        for (const auto& [key, figures] : figures_) {
            auto labels =
                "route=\"" + key.first + "\",method=\"" + std::string(name_of(key.second)) + "\"";
            for (const auto& [status, count] : figures.by_status)
                requests += "banxing_http_requests_total{" + labels + ",status=\"" +
                            std::to_string(status) + "\"} " + std::to_string(count) + "\n";
            std::int64_t so_far = 0;
            for (std::size_t i = 0; i < figures.buckets.size(); ++i) {
                so_far += figures.buckets[i];
                auto bound = i < bounds.size() ? seconds(bounds[i]) : std::string("+Inf");
                times += "banxing_http_request_seconds_bucket{" + labels + ",le=\"" + bound +
                         "\"} " + std::to_string(so_far) + "\n";
            }
            times +=
                "banxing_http_request_seconds_sum{" + labels + "} " + seconds(figures.sum) + "\n";
            times += "banxing_http_request_seconds_count{" + labels + "} " +
                     std::to_string(so_far) + "\n";
        }
    }
    auto out = requests + times;
    gauge(out, "banxing_http_connections", "Open connections.", connections);
    gauge(out, "banxing_http_waiting", "Requests with the workers.", waiting[0]);
    gauge(out, "banxing_http_waiting_log_in", "Of the lane of log-ins.", waiting[1]);
    gauge(out, "banxing_http_waiting_emergency", "Of the lane of emergencies.", waiting[2]);
    gauge(out, "banxing_http_shed_total", "Requests told to come back: too many waited.", shed,
          "counter");
    gauge(out, "banxing_http_refused_total", "Connections refused: too many.", refused, "counter");
    gauge(out, "banxing_db_commits_total", "Commits.", database.commits, "counter");
    gauge(out, "banxing_db_writes_total", "Writes.", database.writes, "counter");
    gauge(out, "banxing_db_reads_total", "Reads.", database.reads, "counter");
    gauge(out, "process_resident_memory_bytes", "Resident memory.", resident_bytes());
    return out;
}

} // namespace banxing::http
