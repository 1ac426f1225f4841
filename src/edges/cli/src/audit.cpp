#include "commands.h"

#include <audit/checkpoint.h>
#include <crypto/sign.h>

#include <fmt/format.h>

namespace banxing::cli {

/// The heads that were signed, where a server has signed any.
static Result<std::optional<audit::Broken>> verify_signed(workplace::Workplace& place) {
    auto folder = place.options().data;
    std::error_code error;
    if (!std::filesystem::exists(folder / "audit.checkpoints", error))
        return std::optional<audit::Broken>{};
    auto signer = TRY(crypto::Signer::open((folder / "audit.key").string(), false));
    std::int64_t lines = 0;
    auto broken = TRY(audit::verify_checkpoints(place.database(), signer.public_key(),
                                                (folder / "audit.checkpoints").string(), lines));
    if (!broken) fmt::print("{} signed checkpoints fit\n", lines);
    return broken;
}

static Result<void> verify(workplace::Workplace& place) {
    auto broken = TRY(audit::verify(place.office().database));
    if (!broken) broken = TRY(verify_signed(place));
    if (!broken) {
        fmt::print("every chain is whole\n");
        return {};
    }
    fmt::print("chain {}, event {}: {}\n", broken->chain, broken->seq, broken->what);
    return fail(Error::conflict({"审计记录被改动过。", "The audit was tampered with."}));
}

void add_audit(CLI::App& app, Chosen& chosen) {
    auto data = std::make_shared<DataOptions>();
    auto* command = app.add_subcommand("audit", "What the audit says of itself / 审计");
    command->require_subcommand(1);
    auto* check = command->add_subcommand("verify", "Name the first removed or altered event");
    take_folder(*check, *data);
    check->footer("Example: banxing audit verify --data real");
    check->callback([&chosen, data] { chosen = [data] { return with_data(*data, verify); }; });
}

} // namespace banxing::cli
