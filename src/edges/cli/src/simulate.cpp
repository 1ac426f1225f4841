#include "commands.h"

#include <policy/cases.h>
#include <policy/drafts.h>

#include <fmt/format.h>
#include <fstream>
#include <simulation/simulate.h>
#include <sstream>

namespace banxing::cli {

struct SimulateOptions {
    DataOptions data;
    std::filesystem::path change;
    std::string benefit;
    bool past = false, draft = false;
};

static void print(const char* title, const std::vector<simulation::Row>& rows) {
    fmt::print("\n{}\n", title);
    for (auto& row : rows)
        fmt::print("  {:<24} {:>16} {:>16} {:>16}  +{} -{}\n", row.label.zh, yuan(row.side.before),
                   yuan(row.side.after),
                   row.side.after >= row.side.before ? "+" + yuan(row.side.after - row.side.before)
                                                     : "-" + yuan(row.side.before - row.side.after),
                   row.side.gain, row.side.lose);
}

static void print(const simulation::Report& report) {
    fmt::print("{}\n{} — {}: {} files looked at, {} people with an amount\n", report.title.zh,
               report.from, report.to, report.files, report.people);
    fmt::print("{} gain ({} anew), {} lose ({} all of it)\n", report.gain, report.newly,
               report.lose, report.no_longer);
    fmt::print("total {} → {}\n", yuan(report.before), yuan(report.after));
    print("by benefit", report.by_benefit);
    print("by month", report.by_month);
    print("by town", report.by_town);
    print("by age", report.by_age);
    print("by source, as this year's lines are appropriated", report.by_source);
    fmt::print("\nmost surprising\n");
    for (auto& one : report.surprising)
        fmt::print("  {} {} → {}\n    {}: {}\n    {}\n", to_text(one.subject), yuan(one.before),
                   yuan(one.after), one.period, one.why_before.zh, one.why_after.zh);
}

static Result<std::string> hand_in(casework::Office& office, const simulation::Changed& change,
                                   const std::string& text) {
    auto program = TRY(derive::Program::compile(TRY(policy::read_source(change.files))));
    TRY(policy::pass_own_cases(*program, text));
    policy::Draft what;
    what.title = change.title;
    what.change = text;
    what.proposed_at = office.clock.now();
    return office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return policy::propose_change(session, change.files, what);
    });
}

static Result<void> simulate(const SimulateOptions& options, workplace::Workplace& place) {
    std::ifstream in(options.change, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
        return fail(Error::not_found({"没有这个变更文件：" + options.change.string(),
                                      "There is no file " + options.change.string()}));
    auto& office = place.office();
    auto change = TRY(simulation::apply(TRY(simulation::published(office)), text.str(),
                                        options.change.parent_path()));
    simulation::Options how;
    how.benefit = options.benefit;
    how.window = options.past ? simulation::Window::past : simulation::Window::coming;
    print(TRY(simulation::simulate(office, change, how)));
    if (!options.draft) return {};
    fmt::print("\ndraft {}; it is published once two people have consented to it\n",
               TRY(hand_in(office, change, text.str())));
    return {};
}

void add_simulate(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<SimulateOptions>();
    options->data.names = false;
    auto* command =
        app.add_subcommand("simulate", "What a change of policy would do / 政策变更模拟");
    take_folder(*command, options->data);
    command->add_option("--change", options->change, "file of the change")->required();
    command->add_option("--benefit", options->benefit, "only this one, as system.id");
    command->add_flag("--past", options->past,
                      "the last twelve months as they were, not the coming ones");
    command->add_flag("--draft", options->draft, "hand the change in as a draft");
    command->footer(
        "Example: banxing simulate --data demo --change data/changes/nine-for-all.yaml");
    command->callback([&chosen, options] {
        chosen = [options] {
            return with_data(options->data, [&](workplace::Workplace& place) {
                return simulate(*options, place);
            });
        };
    });
}

} // namespace banxing::cli
