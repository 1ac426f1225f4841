#pragma once
#include <CLI/CLI.hpp>
#include <cli/run.h>

namespace banxing::cli {

/// What the command that was chosen will do; set while the words are parsed.
using Chosen = std::function<Result<void>()>;

void add_serve(CLI::App& app, const Hooks& hooks, Chosen& chosen);
void add_demo(CLI::App& app, Chosen& chosen);
void add_import(CLI::App& app, Chosen& chosen);
void add_rederive(CLI::App& app, Chosen& chosen);
void add_figures(CLI::App& app, Chosen& chosen);
void add_cases(CLI::App& app, Chosen& chosen);
void add_account(CLI::App& app, Chosen& chosen);
void add_audit(CLI::App& app, Chosen& chosen);
void add_ledger(CLI::App& app, Chosen& chosen);
void add_simulate(CLI::App& app, Chosen& chosen);
void add_backup(CLI::App& app, Chosen& chosen);
void add_restore(CLI::App& app, Chosen& chosen);
void add_key(CLI::App& app, Chosen& chosen);
void add_erase(CLI::App& app, Chosen& chosen);
void add_dmn(CLI::App& app, Chosen& chosen);

/// --data DIR
void take_folder(CLI::App& command, DataOptions& data);

/// A day as an option; the sentence for a wrong one is the option's.
CLI::Option* take_day(CLI::App& command, const std::string& name, std::optional<Date>& day,
                      const std::string& help);

} // namespace banxing::cli
