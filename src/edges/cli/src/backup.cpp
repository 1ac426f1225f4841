#include "commands.h"
#include "progress.h"

#include <audit/audit.h>
#include <clock/clock.h>

#include <backup/backup.h>
#include <fmt/format.h>
#include <thread>
#include <workplace/keys.h>

namespace banxing::cli {

namespace fs = std::filesystem;

struct BackupOptions {
    fs::path data, to, key, key_to;
    int every = 0;
};

/// Whether `file` would lie inside `folder`.
static bool inside(const fs::path& file, const fs::path& folder) {
    auto relative = fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(folder));
    return !relative.empty() && *relative.begin() != "..";
}

static Result<void> copy_key(const BackupOptions& options, const fs::path& key) {
    if (options.key_to.empty()) {
        fmt::print(stderr, "The master key is not in the backup: keep {} in another place.\n",
                   key.string());
        return {};
    }
    if (inside(options.key_to, options.to))
        return fail(Error::invalid({"主密钥不能放在备份里面，请放在别处",
                                    "The master key must not lie inside the backup"}));
    std::error_code error;
    fs::copy_file(key, options.key_to, fs::copy_options::overwrite_existing, error);
    if (!error)
        fs::permissions(options.key_to, fs::perms::owner_read | fs::perms::owner_write, error);
    if (!error) return {};
    return fail(
        Error::unavailable({"主密钥无法复制", "The master key cannot be copied"}, error.message()));
}

static Result<void> back_up(const BackupOptions& options) {
    auto key = options.key.empty() ? options.data / "master.key" : options.key;
    auto vault = TRY(crypto::Vault::open(key.string(), false));
    TRY(copy_key(options, key));
    for (;;) {
        ProgressBar bar("copying");
        auto made = TRY(
            backup::make(options.data, options.to, vault, Clock::system().now(),
                         [&](std::int64_t pages, std::int64_t total) { bar.show(pages, total); }));
        bar.finish();
        fmt::print("step {}: {} of {} pages, {} attachments ({} new), {} bytes\n", made.step,
                   made.written, made.pages, made.attachments, made.new_attachments, made.bytes);
        std::fflush(stdout);
        if (options.every == 0) return {};
        std::this_thread::sleep_for(std::chrono::minutes(options.every));
    }
}

void add_backup(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<BackupOptions>();
    auto* command = app.add_subcommand("backup", "Copy the data while the server works / 备份");
    command->add_option("--data", options->data, "folder that holds the data")->required();
    command->add_option("--to", options->to, "folder of the set; made when it is not there")
        ->required();
    command->add_option("--key", options->key,
                        "master key file, when it is not in the data folder");
    command->add_option("--key-to", options->key_to,
                        "also copy the master key to this other place");
    command
        ->add_option("--every", options->every, "go on, shipping the changes every so many minutes")
        ->check(CLI::Range(1, 1440));
    command->footer("Example: banxing backup --data real --to /mnt/other/banxing --every 60");
    command->callback([&chosen, options] { chosen = [options] { return back_up(*options); }; });
}

struct RestoreOptions {
    fs::path from, to, key, erased;
    std::int64_t step = -1;
};

/// Who was erased after the copy was made is erased before anybody sees it.
static Result<void> erase_again(workplace::Workplace& place, const fs::path& erased) {
    if (erased.empty()) return {};
    fmt::print("{} persons erased again\n", TRY(workplace::erase_again(place.office(), erased)));
    return {};
}

static Result<void> check_restored(workplace::Workplace& place) {
    ProgressBar bar("checking files");
    auto derived = TRY(casework::rederive(
        place.office(), place.office().clock.today(), true,
        [&](std::int64_t files, std::int64_t total) { bar.show(files, total); }));
    bar.finish();
    fmt::print("{} files, {} differ from what is derived anew\n", derived.files, derived.changed);
    if (derived.changed > 0)
        return fail(Error::conflict({"有档案与重新推导的结果不一致。",
                                     "There are files that differ from what is derived anew."}));
    if (auto broken = TRY(audit::verify(place.database())))
        return fail(Error::conflict({"审计记录被改动过。", "The audit was tampered with."}));
    fmt::print("every chain of the audit is whole\n");
    return {};
}

static Result<void> restore(const RestoreOptions& options) {
    auto done = TRY(backup::restore(options.from, options.to, options.key, options.step));
    fmt::print("state of {}: {} steps, {} pages, {} attachments; every hash fits\n",
               iso(done.as_of), done.steps, done.pages, done.attachments);
    return with_data({options.to, {}, false}, [&](workplace::Workplace& place) -> Result<void> {
        TRY(erase_again(place, options.erased));
        return check_restored(place);
    });
}

void add_restore(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<RestoreOptions>();
    auto* command =
        app.add_subcommand("restore", "Make a data folder of a backup and check it / 恢复");
    command->add_option("--from", options->from, "folder of the set")->required();
    command->add_option("--to,--data", options->to, "new data folder")->required();
    command->add_option("--key", options->key, "the master key file that goes with it")->required();
    command
        ->add_option("--erased", options->erased,
                     "the list of those erased by order of law (master.key.erased)")
        ->check(CLI::ExistingFile);
    command->add_option("--step", options->step, "the state after this step, not the last one")
        ->check(CLI::NonNegativeNumber);
    command->footer(
        "Example: banxing restore --from /mnt/other/banxing --to again --key master.key");
    command->callback([&chosen, options] { chosen = [options] { return restore(*options); }; });
}

} // namespace banxing::cli
