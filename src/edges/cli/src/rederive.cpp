#include "commands.h"
#include "progress.h"

#include <fmt/format.h>

namespace banxing::cli {

static Result<void> rederive(workplace::Workplace& place, bool check) {
    ProgressBar bar(check ? "checking files" : "deriving files");
    auto done = TRY(casework::rederive(
        place.office(), place.office().clock.today(), check,
        [&](std::int64_t files, std::int64_t total) { bar.show(files, total); }));
    bar.finish();
    fmt::print("{} files, {} {}, {} that cannot be derived\n", done.files, done.changed,
               check ? "differ" : "changed", done.faults);
    for (auto subject : done.different) fmt::print("  {}\n", to_text(subject));
    if (!check || done.changed == 0) return {};
    return fail(Error::conflict({"有档案与重新推导的结果不一致。",
                                 "There are files that differ from what is derived anew."}));
}

/// What the server does at night.
static Result<void> rederive_due(workplace::Workplace& place) {
    ProgressBar bar("deriving what is due");
    auto done = TRY(casework::rederive_due(
        place.office(), place.office().clock.today(),
        [&](std::int64_t files, std::int64_t total) { bar.show(files, total); }));
    bar.finish();
    fmt::print("{} files, {} changed\n", done.files, done.changed);
    return {};
}

void add_rederive(CLI::App& app, Chosen& chosen) {
    struct Options {
        DataOptions data;
        bool check = false, due = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("rederive", "Derive every file anew / 重新推导全部档案");
    take_folder(*command, options->data);
    command->add_flag("--check", options->check,
                      "change nothing; exit code 1 when anything differs");
    command->add_flag("--due", options->due, "only what is due, as the server does at night")
        ->excludes("--check");
    take_day(*command, "--today", options->data.today, "as of this day (demo data only)");
    command->footer("Example: banxing rederive --data demo --check");
    command->callback([&chosen, options] {
        chosen = [options] {
            return with_data(options->data, [&](workplace::Workplace& place) {
                return options->due ? rederive_due(place) : rederive(place, options->check);
            });
        };
    });
}

} // namespace banxing::cli
