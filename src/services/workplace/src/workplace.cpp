#include "folder_lock.h"

#include <audit/audit.h>
#include <demo/demo.h>
#include <entitlement/payable.h>
#include <intake/intake.h>
#include <log/log.h>

#include <array>
#include <cstdlib>
#include <duties/journal.h>
#include <family/guardians.h>
#include <fstream>
#include <insight/entered.h>
#include <ledger/ledger.h>
#include <messages/sms.h>
#include <thread>
#include <workplace/workplace.h>

namespace banxing::workplace {

namespace fs = std::filesystem;

class Workplace::Impl {
public:
    explicit Impl(Options o) : options(std::move(o)) {}
    ~Impl() {
        if (naming.joinable()) naming.join();
    }

    Options options;
    std::unique_ptr<FolderLock> lock;
    std::unique_ptr<db::Database> database;
    std::optional<crypto::Vault> vault;
    std::unique_ptr<access::Access> access;
    std::optional<policy::Regions> regions;
    policy::Programs programs;
    std::shared_ptr<const derive::Program> program;
    std::unique_ptr<registry::Registry> registry;
    bool demo = false;
    std::optional<std::string> draft;
    Clock clock = Clock::system();
    std::optional<casework::Office> office;
    std::thread naming;

    Result<void> open_database();
    Result<void> find_demo();
    Result<void> open_policy();
    Result<void> load_names();
};

/// DIR/database holds a postgresql:// address when the county has outgrown one file.
static std::string location_in(const fs::path& data) {
    std::ifstream file(data / "database");
    std::string line;
    if (file && std::getline(file, line) && !line.empty()) return line;
    return (data / "banxing.db").string();
}

Result<void> Workplace::Impl::open_database() {
    database = TRY(db::Database::open({location_in(options.data), options.connections}));
    std::vector<db::Migration> steps;
    for (auto part :
         {audit::migrations(), access::migrations(), registry::migrations(), policy::migrations(),
          records::migrations(), consequences::migrations(), ledger::migrations(),
          entitlement::migrations(), family::migrations(), insight::migrations(),
          duties::migrations(), messages::migrations(), intake::migrations(), demo::migrations()})
        steps.insert(steps.end(), part.begin(), part.end());
    return database->migrate(steps);
}

Result<void> Workplace::Impl::find_demo() {
    auto county = TRY(database->read([](db::Session& session) { return demo::county(session); }));
    demo = county.has_value();
    if (options.today && !demo)
        return fail(
            Error::invalid({"--today 只能用于演示数据", "--today works on demo data only"}));
    if (options.today) clock = Clock::pinned(*options.today);
    return {};
}

Result<void> Workplace::Impl::open_policy() {
    auto files =
        TRY(policy::read_files(options.home / "systems", options.home / "data/calendar/china.tsv"));
    auto found = TRY(database->write(db::Priority::interactive, [&](db::Session& session) {
        return policy::propose(session, files, clock.now());
    }));
    draft = found.draft;
    program = TRY(database->read([&](db::Session& session) { return programs.current(session); }));
    return {};
}

/// A large county's names are read while it works already; searches say so until they are there.
Result<void> Workplace::Impl::load_names() {
    auto people =
        TRY(database->read([](db::Session& session) { return records::count_files(session); }));
    if (people < 200'000) return registry->load();
    naming = std::thread([this] {
        if (auto loaded = registry->load(); !loaded) log::error("names.unread", {{"count", 0}});
    });
    return {};
}

Result<std::unique_ptr<Workplace>> Workplace::open(const Options& options) {
    std::error_code error;
    fs::create_directories(options.data, error);
    if (error)
        return fail(Error::unavailable({"无法创建数据文件夹", "The data folder cannot be made"},
                                       error.message()));
    auto impl = std::make_unique<Impl>(options);
    impl->lock = std::make_unique<FolderLock>(TRY(FolderLock::take(options.data)));
    TRY(impl->open_database());
    TRY(impl->find_demo());
    impl->vault.emplace(TRY(crypto::Vault::open((options.data / "master.key").string(), true)));
    auto roles = TRY(access::Roles::read((options.home / "data/access/roles.yaml").string()));
    impl->access = std::make_unique<access::Access>(*impl->database, std::move(roles));
    impl->regions.emplace(TRY(policy::Regions::read(options.home / "data/regions")));
    TRY(impl->open_policy());
    impl->registry = TRY(registry::Registry::open(*impl->database, *impl->vault,
                                                  (options.home / "data/pinyin").string()));
    if (options.names) TRY(impl->load_names());
    impl->office.emplace(casework::Office{*impl->database, impl->access->roles(), impl->program,
                                          *impl->regions, *impl->registry, *impl->vault,
                                          impl->clock});
    return std::unique_ptr<Workplace>(new Workplace(std::move(impl)));
}

Workplace::Workplace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workplace::~Workplace() = default;

casework::Office& Workplace::office() {
    return *impl_->office;
}
access::Access& Workplace::access() {
    return *impl_->access;
}
db::Database& Workplace::database() {
    return *impl_->database;
}
const Options& Workplace::options() const {
    return impl_->options;
}
bool Workplace::demo() const {
    return impl_->demo;
}
std::optional<std::string> Workplace::policy_draft() const {
    return impl_->draft;
}

Result<fs::path> find_home() {
    if (const char* named = std::getenv("BANXING_HOME")) return fs::path(named);
    std::error_code error;
    for (auto at = fs::read_symlink("/proc/self/exe", error).parent_path();
         !error && at != at.parent_path(); at = at.parent_path())
        if (fs::exists(at / "systems") && fs::exists(at / "data/access")) return at;
    return fail(Error::not_found({"找不到 systems/ 文件夹；请用 BANXING_HOME 指明",
                                  "The folder systems/ was not found; name it with BANXING_HOME"}));
}

} // namespace banxing::workplace
