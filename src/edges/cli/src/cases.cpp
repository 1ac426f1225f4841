#include "commands.h"

#include <policy/cases.h>
#include <policy/load.h>

#include <algorithm>
#include <fmt/format.h>
#include <workplace/workplace.h>

namespace banxing::cli {

static void tell(const policy::CaseResult& result) {
    if (result.passed()) return;
    fmt::print("✗ {}:{} {}\n", result.file, result.line, result.title.zh);
    for (const auto& difference : result.differences)
        fmt::print("    {}\n    {}\n", difference.zh, difference.en);
}

static Result<void> run_cases(const std::string& systems, const std::string& filter) {
    auto home = TRY(workplace::find_home());
    auto folder = systems.empty() ? home / "systems" : std::filesystem::path(systems);
    auto files = TRY(policy::read_files(folder, home / "data/calendar/china.tsv"));
    auto program = TRY(derive::Program::compile(TRY(policy::read_source(files))));
    auto report = TRY(policy::run_cases(*program, folder, filter));
    for (const auto& result : report.results) tell(result);
    for (const auto& clause : report.coverage)
        if (!clause.complete())
            fmt::print("· {} {}: {} that grant, {} that refuse, {} on the boundary\n",
                       clause.clause.document, clause.clause.clause, clause.grants, clause.refuses,
                       clause.boundary);
    for (const auto& name : report.never_contradicted)
        fmt::print("· {}: no case contradicts the file so\n", name);
    auto passed = std::ranges::count_if(report.results, &policy::CaseResult::passed);
    auto failed = std::ptrdiff_t(report.results.size()) - passed;
    fmt::print("{} passed, {} failed\n", passed, failed);
    if (failed == 0 && passed > 0) return {};
    return fail(failed > 0 ? Error::conflict({"有案例未通过。", "Some cases failed."})
                           : Error::not_found({"没有找到案例。", "No case was found."}));
}

void add_cases(CLI::App& app, Chosen& chosen) {
    struct Options {
        std::string systems, filter;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("cases", "Run the lives that test the rules / 运行政策案例");
    command->add_option("--systems", options->systems, "folder of the systems (the shipped ones)");
    command->add_option("filter", options->filter, "only cases whose file or title contains this");
    command->footer("Example: banxing cases child_rehabilitation");
    command->callback([&chosen, options] {
        chosen = [options] { return run_cases(options->systems, options->filter); };
    });
}

} // namespace banxing::cli
