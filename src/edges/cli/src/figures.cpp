#include "commands.h"

#include <fmt/format.h>
#include <insight/rebuild.h>

namespace banxing::cli {

static Result<void> figures(workplace::Workplace& place, bool check) {
    auto& office = place.office();
    auto done =
        TRY(insight::rebuild(place.database(), *office.program, office.clock.today(), check));
    fmt::print("{} files, {} contributions; {} files and {} cells {}\n", done.files,
               done.contributions, done.different_files, done.different_cells,
               check ? "differ" : "changed");
    if (!check || done.different_files + done.different_cells == 0) return {};
    return fail(Error::conflict({"有指标与重新统计的结果不一致。",
                                 "There are figures that differ from what is counted anew."}));
}

void add_figures(CLI::App& app, Chosen& chosen) {
    struct Options {
        DataOptions data;
        bool check = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("figures", "Count every indicator anew / 重新统计全部指标");
    take_folder(*command, options->data);
    command->add_flag("--check", options->check,
                      "change nothing; exit code 1 when anything differs");
    command->footer("Example: banxing figures --data demo --check");
    command->callback([&chosen, options] {
        chosen = [options] {
            return with_data(options->data, [&](workplace::Workplace& place) {
                return figures(place, options->check);
            });
        };
    });
}

} // namespace banxing::cli
