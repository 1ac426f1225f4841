#include "serve.h"

#include <audit/checkpoint.h>
#include <audit/retention.h>
#include <casework/places.h>
#include <casework/policy_desk.h>
#include <crypto/sign.h>
#include <demo/demo.h>
#include <log/log.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <duties/register.h>
#include <family/rules.h>
#include <fstream>
#include <interface/routes.h>
#include <messages/spool.h>
#include <resources/catalogue.h>
#include <sign_on/sign_on.h>
#include <sys/resource.h>
#include <thread>
#include <wire/server.h>
#include <workplace/keys.h>

namespace banxing::server {
namespace {

constexpr auto last_moment = std::chrono::milliseconds(1800);

void announce(const http::Server& server, const http::Services& services) {
    std::printf("%s\n", server.url().c_str());
    for (const auto& account : services.demo_accounts)
        std::printf("  %-14s %-14s %s, %s\n", account.login.c_str(), account.password.c_str(),
                    account.role.zh.c_str(), account.organisation.zh.c_str());
    std::fflush(stdout);
}

/// A handler that hangs must not keep the process: what was acknowledged is durable, the rest is
/// rolled back.
void end_soon() {
    std::thread([] {
        std::this_thread::sleep_for(last_moment);
        log::error("server.cut_off", {});
        std::_Exit(0);
    }).detach();
}

/// The audit's heads, signed beside the database once an hour and when the server stops.
class Checkpoints {
public:
    static Result<Checkpoints> open(casework::Office& office, const std::filesystem::path& data) {
        auto signer = TRY(crypto::Signer::open((data / "audit.key").string(), true));
        return Checkpoints(office, std::move(signer), (data / "audit.checkpoints").string());
    }
    void sign() {
        auto done = audit::checkpoint(office_.database, signer_, file_, office_.clock.now());
        if (!done) log::failure("audit.checkpoint", done.error());
    }

private:
    Checkpoints(casework::Office& office, crypto::Signer signer, std::string file)
        : office_(office), signer_(std::move(signer)), file_(std::move(file)) {}
    casework::Office& office_;
    crypto::Signer signer_;
    std::string file_;
};

/// A master key that was added to the file while we run; what older ones wrap is wrapped anew.
void take_over_master_keys(casework::Office& office, const std::stop_token& stop, bool first) {
    auto fresh = office.vault.reread();
    if (!fresh) return log::failure("keys.reread", fresh.error());
    if (!*fresh && !(first && office.vault.masters() > 1)) return;
    auto done = workplace::rewrap_keys(office, stop);
    if (!done)
        log::failure("keys.rewrap", done.error());
    else
        log::info("keys.rewrap", {{"count", *done}});
}

/// What came due; then who moved up or down where many wait.
Result<void> follow_the_day(casework::Office& office, Date today, Date& noted,
                            const std::stop_token& stop) {
    auto done = TRY(casework::rederive_due(office, today, {}, stop));
    if (done.files > 0) log::info("rederive.due", {{"count", done.files}});
    if (noted == today) return {};
    auto moved = TRY(casework::note_ranks(office, today));
    if (moved > 0) log::info("ranks.moved", {{"count", moved}});
    noted = today;
    return {};
}

/// Orders of law that a command left for us while we run.
void erase_who_was_ordered(casework::Office& office, const std::filesystem::path& data) {
    auto done = workplace::carry_out_erasures(office, data);
    if (!done)
        log::failure("erasure", done.error());
    else if (*done > 0)
        log::info("erasure", {{"count", *done}});
}

/// Messages for the operator's SMS gateway and what it says of them: only where the county made the
/// folder.
class Gateway {
public:
    Gateway(casework::Office& office, const workplace::Options& options)
        : office_(office), folder_(options.data / "sms") {
        std::error_code error;
        auto own = folder_ / "text.txt";
        std::ifstream file(
            std::filesystem::exists(own, error) ? own : options.home / "data/messages/sms.txt");
        std::getline(file, text_);
    }
    void exchange() const {
        std::error_code error;
        if (text_.empty() || !std::filesystem::is_directory(folder_, error)) return;
        auto done = messages::exchange(office_, folder_, text_);
        if (!done) return log::failure("sms", done.error());
        if (done->written > 0) log::info("sms.written", {{"count", done->written}});
        if (int count = done->delivered + done->failed; count > 0)
            log::info("sms.receipts", {{"count", count}});
        if (done->unknown > 0) log::info("sms.unknown", {{"count", done->unknown}});
    }

private:
    casework::Office& office_;
    std::filesystem::path folder_;
    std::string text_;
};

/// What the audit keeps no longer; the county's own file stands before the shipped one.
class Retention {
public:
    static Result<Retention> open(casework::Office& office, const workplace::Options& options) {
        auto own = options.data / "retention.yaml";
        std::error_code error;
        auto file =
            std::filesystem::exists(own, error) ? own : options.home / "data/access/retention.yaml";
        return Retention{office, TRY(audit::Retention::read(file.string()))};
    }
    void blank(const std::stop_token& stop) const {
        std::int64_t count = 0;
        for (std::int64_t more = 1; more > 0 && !stop.stop_requested(); count += more) {
            auto done = audit::blank_old(office.database, rules, office.clock.now());
            if (!done) return log::failure("audit.blank", done.error());
            more = *done;
        }
        if (count > 0) log::info("audit.blank", {{"count", count}});
    }
    casework::Office& office;
    audit::Retention rules;
};

/// What becomes due beside the requests, and where it lies.
struct Chores {
    casework::Office& office;
    Checkpoints& checkpoints;
    const Retention& retention;
    const Gateway& gateway;
    std::filesystem::path data;
};

/// What became due over night is derived once a minute, in chunks, beside the requests.
class Nightly {
public:
    explicit Nightly(const Chores& chores)
        : thread_([&chores](const std::stop_token& stop) { run(chores, stop); }) {}
    void ask_to_stop() { thread_.request_stop(); }

private:
    static constexpr int ticks_an_hour = 36'000;
    /// Those that look every few seconds and those of every hour; ticks are tenths of a second.
    static void do_small_chores(const Chores& chores, int tick, const std::stop_token& stop) {
        if (tick % ticks_an_hour == 10) chores.checkpoints.sign();
        if (tick % ticks_an_hour == 30) chores.retention.blank(stop);
        if (tick % 50 == 15) take_over_master_keys(chores.office, stop, tick < 50);
        if (tick % 100 == 45) chores.gateway.exchange();
        if (tick % 50 == 35) erase_who_was_ordered(chores.office, chores.data);
    }
    static void run(const Chores& chores, const std::stop_token& stop) {
        auto& office = chores.office;
        Date noted{};
        for (int tick = 0; !stop.stop_requested(); ++tick) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            do_small_chores(chores, tick, stop);
            if (tick % 600 != 20) continue;
            auto today = office.clock.today();
            auto followed = casework::follow_policy(office);
            if (!followed) log::failure("policy.unread", followed.error());
            if (auto done = follow_the_day(office, today, noted, stop); !done)
                log::failure("rederive.due", done.error());
        }
    }
    std::jthread thread_;
};

Result<std::vector<http::DemoAccount>> demo_accounts(db::Database& database) {
    auto county = TRY(database.read([](db::Session& session) { return demo::county(session); }));
    std::vector<http::DemoAccount> out;
    if (county)
        for (const auto& one : county->samples)
            out.push_back({one.login, one.password, one.role, one.organisation});
    return out;
}

/// As many descriptors as connections may come, where the machine allows it; the loops wait for one
/// to close where not.
void allow_many_connections(int connections) {
    constexpr rlim_t besides = 1000; // files, database
    ::rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    auto wanted = std::min(limit.rlim_max, rlim_t(connections) + besides);
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = wanted;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

http::Options http_options(const cli::ServeOptions& options) {
    http::Options http;
    http.bind = options.bind;
    http.port = options.port;
    http.web = options.web.string();
    http.certificate = options.certificate;
    http.key = options.key;
    return http;
}

/// All that lies among the screens is read and given to everybody; besides, whoever opens and
/// closes SQLite's file by himself takes its locks away from this whole process.
Result<void> check_apart(const std::filesystem::path& data, const std::filesystem::path& web) {
    auto inside = std::filesystem::weakly_canonical(data).lexically_relative(
        std::filesystem::weakly_canonical(web));
    if (web.empty() || inside.empty() || *inside.begin() == "..") return {};
    return fail(
        Error::invalid({"数据文件夹不能放在网页文件夹（--web）里：那里的文件人人可读",
                        "The data folder must not lie in the folder of the screens (--web): "
                        "everybody can read what is there"}));
}

Result<std::unique_ptr<sign_on::SignOn>> single_sign_on(const std::filesystem::path& file) {
    if (file.empty()) return std::unique_ptr<sign_on::SignOn>();
    auto config = TRY(sign_on::Config::read(file.string()));
    auto ask = calls::caller(config.authorities);
    return std::make_unique<sign_on::SignOn>(std::move(config), std::move(ask));
}

} // namespace

Result<void> serve(workplace::Workplace& place, const cli::ServeOptions& options) {
    TRY(check_apart(options.data.folder, options.web));
    auto& office = place.office();
    auto accounts = TRY(demo_accounts(place.database()));
    bool demo = place.demo();
    auto intake = TRY(intake::Intake::open(office, place.options().home / "data/lists",
                                           options.data.folder / "sheets"));
    insight::Cube cube;
    auto registers = TRY(duties::Register::read(place.options().home / "data/duties"));
    auto catalogue = TRY(resources::Catalogue::read(place.options().home / "data", demo));
    auto families = TRY(family::Rules::read(
        (place.options().home / "data/access/family.yaml").string(), office.roles));
    http::Services services{place.database(),
                            place.access(),
                            office.regions,
                            office.clock,
                            office,
                            *intake,
                            cube,
                            (options.data.folder / "uploads").string(),
                            demo,
                            std::move(accounts),
                            families,
                            &registers,
                            &catalogue,
                            place.options().home.string(),
                            nullptr};
    auto elsewhere = TRY(single_sign_on(options.sign_on));
    services.sign_on = elsewhere.get();
    auto http = http_options(options);
    auto limits = place.options().home / "data/access/limits.yaml";
    http.rates =
        TRY(access::Rates::read((options.limits.empty() ? limits : options.limits).string()));
    allow_many_connections(http.most_connections);
    auto server = TRY(http::Server::start(http, services, http::routes()));
    Date noted{};
    if (options.derive_first) TRY(follow_the_day(office, office.clock.today(), noted, {}));
    intake->start(); // lists that a stop or crash left unfinished go on
    auto checkpoints = TRY(Checkpoints::open(office, options.data.folder));
    auto retention = TRY(Retention::open(office, place.options()));
    const Gateway gateway(office, place.options());
    const Chores chores{office, checkpoints, retention, gateway, options.data.folder};
    Nightly nightly(chores);
    server->ready();
    announce(*server, services);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    int signal = 0;
    sigwait(&signals, &signal); // main() blocked them before the first thread
    end_soon();
    log::info("server.stopping", {{"signal", signal}});
    nightly.ask_to_stop(); // all that is long ends at its next chunk, at the same time
    intake->ask_to_stop();
    server->stop();
    intake->stop();
    checkpoints.sign();
    return {};
}

} // namespace banxing::server
