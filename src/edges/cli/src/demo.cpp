#include "commands.h"
#include "progress.h"

#include <demo/demo.h>

#include <fmt/format.h>

namespace banxing::cli {

struct DemoOptions {
    DataOptions data;
    std::int64_t people = 60'000;
    std::uint64_t seed = 1;
    std::optional<Date> day;
    std::string lists;
};

static void tell(const demo::Summary& made) {
    fmt::print(
        "{} people, {} children, {} records; {} children on the spectrum, {} with a diagnosis\n",
        made.people, made.children, made.records, made.on_spectrum, made.confirmed);
    fmt::print("{} organisations, {} accounts; one of each role:\n", made.organisations,
               made.accounts);
    for (const auto& one : made.samples)
        fmt::print("  {:<14} {:<14} {}, {}\n", one.login, one.password, one.role.zh,
                   one.organisation.zh);
    for (const auto& list : made.lists) fmt::print("list to try: {}\n", list.string());
}

static Result<void> make(workplace::Workplace& place, const DemoOptions& options) {
    demo::Options wish;
    wish.people = options.people;
    wish.seed = options.seed;
    wish.day = options.day.value_or(place.office().clock.today());
    wish.lists = options.lists.empty() ? options.data.folder / "lists"
                                       : std::filesystem::path(options.lists);
    wish.data = place.options().home / "data";
    ProgressBar bar("making the county");
    auto show = [&](std::int64_t done, std::int64_t total) { bar.show(done, total); };
    auto made = TRY(demo::build(place.office(), wish, show));
    bar.finish();
    tell(made);
    return {};
}

void add_demo(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<DemoOptions>();
    options->data.create = true;
    auto* command =
        app.add_subcommand("demo", "Make a demo county of invented people / 生成演示数据");
    take_folder(*command, options->data);
    command->add_option("--people", options->people, "how many")->capture_default_str();
    command->add_option("--seed", options->seed, "the same number makes the same county")
        ->capture_default_str();
    take_day(*command, "--day", options->day, "the county's today (today)");
    command->add_option("--lists", options->lists, "folder for the lists to try (DATA/lists)");
    command->footer("Example: banxing demo --data demo --people 60000 --seed 1 --day 2026-11-21");
    command->callback([&chosen, options] {
        chosen = [options] {
            return with_data(options->data,
                             [&](workplace::Workplace& place) { return make(place, *options); });
        };
    });
}

} // namespace banxing::cli
