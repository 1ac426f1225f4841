#include "commands.h"

#include <log/log.h>

#include <fmt/format.h>

namespace banxing::cli {

static const char* const examples = R"(Examples:
  banxing demo --data demo --people 60000 --seed 1     make a demo county
  banxing serve --data demo --web build/web            open it on http://127.0.0.1:8080
  banxing import --data demo --as child_health_check list.xlsx
  banxing rederive --data demo --check                 nothing may differ
  banxing figures --data demo --check                  every indicator counted anew
  banxing cases                                        the lives that test the rules
  banxing simulate --data demo --change data/changes/nine-for-all.yaml
  banxing dmn eval subsidy.dmn --input person.json     what a decision model says
  banxing account --data real --login anna --name 安娜 --role administrator)";

static std::string listed(const Error& error) {
    std::string out;
    for (const auto& issue : error.fields)
        out += fmt::format("\n  {}: {} / {}", issue.field, issue.message.zh, issue.message.en);
    return out;
}

/// What cannot be read of the command line, in both languages and with the way on.
static std::string misread(const CLI::App* app, const CLI::Error& error) {
    std::string command = "banxing", zh, en = error.what();
    auto chosen = app->get_subcommands();
    while (!chosen.empty()) {
        command += " " + chosen.front()->get_name();
        chosen = chosen.front()->get_subcommands();
    }
    auto unread = app->remaining(true);
    if (!unread.empty()) {
        zh = "看不懂：" + unread.front();
        en = "There is no such command or option: " + unread.front();
    } else if (dynamic_cast<const CLI::RequiredError*>(&error)) {
        zh = "还缺少必需的命令或选项";
    } else {
        zh = "选项的值不对";
    }
    return fmt::format("✗ {}\n  {}\n  用法 / usage: {} --help\n", zh, en, command);
}

void take_folder(CLI::App& command, DataOptions& data) {
    command.add_option("--data", data.folder, "folder that holds the data")->required();
}

CLI::Option* take_day(CLI::App& command, const std::string& name, std::optional<Date>& day,
                      const std::string& help) {
    auto check = [](const std::string& text) {
        return std::string(parse_iso_date(text) ? "" : "a day is written 2026-03-05");
    };
    auto take = [&day](const std::string& text) { day = parse_iso_date(text); };
    return command.add_option_function<std::string>(name, take, help)
        ->check(check)
        ->type_name("DAY");
}

Result<void> with_data(const DataOptions& data,
                       const std::function<Result<void>(workplace::Workplace&)>& work) {
    std::error_code fault;
    if (!data.create && !std::filesystem::is_directory(data.folder, fault))
        return fail(Error::not_found(
            {"没有数据文件夹：" + data.folder.string(),
             "There is no data folder " + data.folder.string() + "; banxing demo makes one"}));
    workplace::Options options{data.folder, TRY(workplace::find_home()), data.today};
    options.names = data.names;
    auto place = TRY(workplace::Workplace::open(options));
    return work(*place);
}

int run(int count, char** words, const Hooks& hooks) {
    CLI::App app("Banxing 伴星: one person, one file, a whole life.\n"
                 "一人一档，相伴一生。");
    app.footer(examples);
    app.require_subcommand(1);
    app.failure_message(misread);
    Chosen chosen;
    add_serve(app, hooks, chosen);
    add_demo(app, chosen);
    add_import(app, chosen);
    add_rederive(app, chosen);
    add_figures(app, chosen);
    add_cases(app, chosen);
    add_account(app, chosen);
    add_audit(app, chosen);
    add_ledger(app, chosen);
    add_simulate(app, chosen);
    add_backup(app, chosen);
    add_restore(app, chosen);
    add_key(app, chosen);
    add_erase(app, chosen);
    add_dmn(app, chosen);
    CLI11_PARSE(app, count, words);
    auto done = chosen();
    if (done) return 0;
    const auto& error = done.error();
    if (!error.detail.empty()) log::failure("command.failed", error);
    fmt::print(stderr, "✗ {}\n  {}{}\n", error.message.zh, error.message.en, listed(error));
    return 1;
}

} // namespace banxing::cli
