#include "commands.h"
#include "progress.h"

#include <access/directory.h>
#include <intake/intake.h>

#include <fmt/format.h>

namespace banxing::cli {

struct ImportOptions {
    DataOptions data;
    std::string kind, login;
    std::filesystem::path file, rejects;
    bool resume = false;
};

/// The post that is named, or the first one whose list this is.
static Result<access::Principal> sender(workplace::Workplace& place, const ImportOptions& options,
                                        const intake::Kind& kind) {
    return place.database().read([&](db::Session& session) {
        const auto& roles = place.access().roles();
        return options.login.empty() ? access::principal_of_role(session, roles, kind.roles.front())
                                     : access::principal_of_login(session, roles, options.login);
    });
}

static Result<const intake::Kind*> kind_of(const intake::Intake& intake, const std::string& id) {
    if (const auto* found = intake.find_kind(id)) return found;
    return fail(
        Error::not_found({"没有这种表：" + id + "。种类见 data/lists。",
                          "There is no such list: " + id + ". The kinds are in data/lists."}));
}

/// A command cannot ask: what the headings were recognised as holds, unless something is missing.
static Result<intake::Import> accept_headings(intake::Intake& intake, const access::Principal& who,
                                              intake::Import import) {
    if (import.state != "mapping") return import;
    intake::Mapping mapping;
    for (const auto& heading : import.header) {
        fmt::print(stderr, "  {} → {}\n", heading.heading,
                   heading.field.empty() ? "(left out)" : heading.field);
        if (!heading.field.empty()) mapping[heading.column] = heading.field;
    }
    return intake.confirm(who, import.id, mapping);
}

static void tell(const intake::Import& done) {
    fmt::print("import {}: {} rows: {} good, {} unchanged, {} corrected, {} doubtful, {} bad\n",
               done.id, done.rows(), done.good, done.unchanged, done.corrected, done.doubtful,
               done.bad);
}

static Result<void> work(intake::Intake& intake, std::int64_t id,
                         const std::filesystem::path& rejects) {
    ProgressBar bar("importing");
    auto done =
        TRY(intake.work(id, [&](const intake::Import& now) { bar.show(now.rows(), now.total); }));
    bar.finish();
    tell(done);
    if (done.bad > 0 && done.state == "done") {
        access::Principal who; // a list belongs to its organisation
        who.organisation.id = done.organisation;
        TRY(intake.rejects(who, done.id, rejects));
        fmt::print("bad rows with their reasons: {}\n", rejects.string());
    }
    if (done.state != "failed") return {};
    return fail(Error::conflict(done.message));
}

/// What a stop or crash of the server or of this command left.
static Result<void> resume(intake::Intake& intake, const ImportOptions& options) {
    auto waiting = TRY(intake.unfinished());
    if (waiting.empty()) fmt::print("nothing was left unfinished\n");
    for (auto id : waiting) {
        auto rejects = options.rejects.empty()
                           ? std::filesystem::path(fmt::format("import-{}-rejects.xlsx", id))
                           : options.rejects;
        TRY(work(intake, id, rejects));
    }
    return {};
}

static Result<void> hand_in(workplace::Workplace& place, intake::Intake& intake,
                            const ImportOptions& options) {
    const auto* kind = TRY(kind_of(intake, options.kind));
    auto who = TRY(sender(place, options, *kind));
    auto import =
        TRY(intake.hand_in(who, kind->id, options.file.filename().string(), options.file));
    import = TRY(accept_headings(intake, who, std::move(import)));
    auto beside = options.file.parent_path() / (options.file.stem().string() + "-rejects.xlsx");
    return work(intake, import.id, options.rejects.empty() ? beside : options.rejects);
}

static Result<void> import_list(workplace::Workplace& place, const ImportOptions& options) {
    auto intake = TRY(intake::Intake::open(place.office(), place.options().home / "data/lists",
                                           options.data.folder / "sheets"));
    if (options.resume) return resume(*intake, options);
    if (!options.kind.empty() && !options.file.empty()) return hand_in(place, *intake, options);
    return fail(Error::invalid(
        {"请给出 --as 种类和文件，或 --resume", "Give --as KIND and a file, or --resume"}));
}

void add_import(CLI::App& app, Chosen& chosen) {
    auto options = std::make_shared<ImportOptions>();
    auto* command = app.add_subcommand("import", "Hand in a department's list / 导入名单");
    take_folder(*command, options->data);
    command->add_option("--as", options->kind, "kind of the list, as in data/lists");
    command->add_option("--by", options->login,
                        "login of the one who hands it in (the first post it belongs to)");
    command->add_option("--rejects", options->rejects, "where the bad rows go (beside the list)");
    take_day(*command, "--today", options->data.today, "as of this day (demo data only)");
    auto* resume =
        command->add_flag("--resume", options->resume, "go on with what a stop or crash left");
    command->add_option("file", options->file, ".xlsx or .csv")
        ->check(CLI::ExistingFile)
        ->excludes(resume);
    command->footer("Example: banxing import --data demo --as child_health_check list.xlsx\n"
                    "         banxing import --data demo --resume");
    command->callback([&chosen, options] {
        chosen = [options] {
            return with_data(options->data, [&](workplace::Workplace& place) {
                return import_list(place, *options);
            });
        };
    });
}

} // namespace banxing::cli
