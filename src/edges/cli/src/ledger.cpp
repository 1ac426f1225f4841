#include "commands.h"

#include <fmt/format.h>
#include <ledger/ledger.h>

namespace banxing::cli {

static Result<void> check_books(workplace::Workplace& place) {
    auto broken = TRY(place.office().database.read(
        [](db::Session& session) { return ledger::broken_laws(session); }));
    for (auto& law : broken) fmt::print("  {}\n", law);
    fmt::print("{}\n", broken.empty() ? "every law of the books holds" : "the books are wrong");
    if (broken.empty()) return {};
    return fail(Error::conflict({"账目不符。", "The books break a law."}));
}

void add_ledger(CLI::App& app, Chosen& chosen) {
    auto data = std::make_shared<DataOptions>();
    auto* command = app.add_subcommand("ledger", "The books of what is paid / 账簿");
    command->require_subcommand(1);
    auto* verify = command->add_subcommand("verify", "Work every balance out anew");
    take_folder(*verify, *data);
    verify->footer("Example: banxing ledger verify --data real");
    verify->callback(
        [&chosen, data] { chosen = [data] { return with_data(*data, check_books); }; });
}

} // namespace banxing::cli
