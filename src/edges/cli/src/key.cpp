#include "commands.h"

#include <crypto/vault.h>

#include <fmt/format.h>
#include <thread>
#include <workplace/keys.h>

namespace banxing::cli {

namespace fs = std::filesystem;

struct KeyOptions {
    DataOptions data;
    std::string subject, order;
};

static fs::path key_file(const KeyOptions& options) {
    return options.data.folder / "master.key";
}

static Result<void> rewrap(workplace::Workplace& place) {
    fmt::print("{} keys wrapped anew\n", TRY(workplace::rewrap_keys(place.office())));
    return {};
}

static Result<void> rotate(const KeyOptions& options) {
    auto vault = TRY(crypto::Vault::open(key_file(options).string(), false));
    TRY(vault.rotate());
    fmt::print(stderr, "{} holds a new master key: keep a copy apart from the data.\n",
               key_file(options).string());
    auto done = with_data(options.data, rewrap);
    if (done || done.error().fault != Fault::conflict) return done;
    fmt::print("the running server takes it over within some seconds\n");
    return {};
}

static Result<void> forget(const KeyOptions& options) {
    return with_data(options.data, [&](workplace::Workplace& place) -> Result<void> {
        auto vault = TRY(crypto::Vault::open(key_file(options).string(), false));
        TRY(workplace::forget_old_masters(place.office(), vault, options.data.folder));
        fmt::print("only the newest master key is left; older backups need a copy of the file "
                   "as it was\n");
        return {};
    });
}

static void say_erased(const KeyOptions& options) {
    fmt::print("erased; a backup from before erases it again when it is restored with "
               "--erased {}\n",
               workplace::erased_file(options.data.folder).string());
}

/// The server looks for orders every five seconds.
static Result<void> erase_beside_server(const KeyOptions& options, SubjectId subject) {
    constexpr int patience = 600; // tenths of a second
    TRY(workplace::order_erasure(options.data.folder, subject, options.order));
    for (int waited = 0; waited < patience; ++waited) {
        auto state = workplace::state_of_order(options.data.folder, subject);
        if (state == workplace::Ordered::refused)
            return fail(Error::not_found({"没有这份档案，或者它已经删除",
                                          "There is no such file, or it is erased already"}));
        if (state == workplace::Ordered::done) return say_erased(options), Result<void>();
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return fail(Error::unavailable({"运行中的服务一分钟内没有执行，命令已留下，等它执行",
                                    "The running server has not done it within a minute; the order "
                                    "stays for it"}));
}

static Result<void> erase(const KeyOptions& options) {
    auto subject = parse_subject_id(options.subject);
    if (!subject) return fail(Error::invalid({"档案编号不对", "That is no number of a file"}));
    auto done = with_data(options.data, [&](workplace::Workplace& place) -> Result<void> {
        TRY(workplace::erase(place.office(), *subject, options.order));
        TRY(workplace::note_erased(workplace::erased_file(options.data.folder), *subject,
                                   options.order));
        say_erased(options);
        return {};
    });
    if (done || done.error().fault != Fault::conflict) return done;
    return erase_beside_server(options, *subject);
}

void add_key(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<KeyOptions>();
    auto* command = app.add_subcommand("key", "Change the master key / 主密钥");
    command->require_subcommand(1);
    auto* turn = command->add_subcommand("rotate", "A new master key; the server may be running");
    take_folder(*turn, options->data);
    turn->callback([&chosen, options] { chosen = [options] { return rotate(*options); }; });
    auto* old = command->add_subcommand("forget-old", "Drop the older master keys from the file");
    take_folder(*old, options->data);
    old->callback([&chosen, options] { chosen = [options] { return forget(*options); }; });
    command->footer("Example: banxing key rotate --data real");
}

void add_erase(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<KeyOptions>();
    auto* command =
        app.add_subcommand("erase", "Destroy a person's key by order of law / 依法删除");
    take_folder(*command, options->data);
    command->add_option("--subject", options->subject, "number of the file")->required();
    command->add_option("--order", options->order, "how the order is called, for the audit")
        ->required();
    command->footer("Example: banxing erase --data real --subject 0N2QQNTRYSHTZR "
                    "--order zhuji-2026-12\nIt cannot be undone. A running server does it within "
                    "some seconds.");
    command->callback([&chosen, options] { chosen = [options] { return erase(*options); }; });
}

} // namespace banxing::cli
