#include "commands.h"
#include "dmn_words.h"

#include <clock/clock.h>
#include <dmn/batch.h>
#include <dmn/check.h>
#include <dmn/kit.h>
#include <feel/read.h>

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace banxing::cli {

namespace fs = std::filesystem;

struct DmnOptions {
    fs::path model, input, output, report;
    std::string decision;
    bool explain = false;
    unsigned threads = 1;
};

static Result<std::string> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in || fs::is_directory(path))
        return fail(Error::not_found(
            {"读不到文件：" + path.string(), "The file cannot be read: " + path.string()}));
    std::string text(fs::file_size(path), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    return text;
}

static Result<std::map<std::string, std::string>> read_folder(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".dmn" || entry.path().extension() == ".xml")
            files[entry.path().filename()] = TRY(read_file(entry.path()));
    return files;
}

/// The model of that file; what it imports is looked for beside it.
static Result<dmn::Model> load(const fs::path& path) {
    auto text = TRY(read_file(path));
    dmn::Options options;
    auto folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".dmn" || entry.path().filename() == path.filename())
            continue;
        auto other = TRY(read_file(entry.path()));
        options.imports[dmn::namespace_of(other)] = std::move(other);
    }
    return dmn::Model::load(text, options);
}

// --- dmn tck ---

struct KitCount {
    int passed = 0, failed = 0, skipped = 0;
};

static void tally(const std::string& folder, const std::vector<dmn::Verdict>& verdicts,
                  KitCount& count, std::string& report) {
    for (const auto& verdict : verdicts) {
        ++(verdict.passed ? count.passed : verdict.skipped ? count.skipped : count.failed);
        if (!verdict.passed && !verdict.skipped)
            fmt::print(stderr, "✗ {}/{} {}: {}\n", folder, verdict.file, verdict.test,
                       verdict.detail);
        report += dmn::kit_row(folder, verdict) + "\n";
    }
}

static Result<void> run_kit(const DmnOptions& options) {
    if (!fs::is_directory(options.input))
        return fail(Error::not_found({"没有文件夹：" + options.input.string(),
                                      "There is no folder " + options.input.string()}));
    std::vector<fs::path> folders{options.input};
    for (const auto& entry : fs::recursive_directory_iterator(options.input))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::ranges::sort(folders);
    KitCount count;
    std::string report;
    for (const auto& folder : folders) {
        auto name = fs::relative(folder, options.input).generic_string();
        tally(name, TRY(dmn::run_kit(TRY(read_folder(folder)))), count, report);
    }
    if (!options.report.empty() && !(std::ofstream(options.report) << report))
        return fail(Error::unavailable({"报告写不进去。", "The report cannot be written."}));
    fmt::print("{} passed, {} failed, {} skipped\n", count.passed, count.failed, count.skipped);
    if (count.failed == 0 && count.passed > 0) return {};
    return fail(count.failed > 0 ? Error::conflict({"有案例未通过。", "Some cases failed."})
                                 : Error::not_found({"没有找到案例。", "No case was found."}));
}

// --- dmn eval ---

/// What the JSON says; of anything else nothing is known.
struct GivenJson : feel::Inputs {
    std::vector<feel::Value> values;
    feel::Value get(int slot) override { return values[std::size_t(slot)]; }
};

static Result<GivenJson> read_input(const dmn::Model& model, const fs::path& path) {
    bool inline_json = path.string().starts_with('{');
    auto json = TRY(feel::read_json(inline_json ? path.string() : TRY(read_file(path))));
    if (!json.is(feel::Kind::context))
        return fail(
            Error::invalid({"输入须是一个 JSON 对象。", "The input must be a JSON object."}));
    GivenJson given;
    for (const auto& input : model.inputs()) {
        const auto* value = json.find(input.id);
        if (!value) value = json.find(input.name);
        given.values.push_back(value ? feel::read_as(*value, input.type)
                                     : feel::Value::unknown(int(given.values.size())));
    }
    for (const auto& entry : json.entries())
        if (model.input(entry.name) < 0)
            return fail(Error::invalid({"模型没有输入“" + entry.name + "”。",
                                        "The model has no input \"" + entry.name + "\"."}));
    return given;
}

static Result<std::vector<int>> chosen_decisions(const dmn::Model& model, const std::string& name) {
    std::vector<int> chosen;
    if (name.empty()) {
        for (std::size_t i = 0; i < model.decisions().size(); ++i) chosen.push_back(int(i));
        return chosen;
    }
    int decision = model.decision(name);
    if (decision < 0)
        return fail(Error::not_found(
            {"模型没有决策“" + name + "”。", "The model has no decision \"" + name + "\"."}));
    return std::vector<int>{decision};
}

static Result<void> evaluate(const DmnOptions& options) {
    auto model = TRY(load(options.model));
    auto given = TRY(read_input(model, options.input));
    std::string answers;
    bool good = true;
    for (int decision : TRY(chosen_decisions(model, options.decision))) {
        dmn::Trace trace;
        auto outcome = model.evaluate(decision, given, options.explain ? &trace : nullptr);
        good = good && outcome.kind != feel::Outcome::Kind::fault;
        answers += answers.empty() ? "\n  " : ",\n  ";
        answers += answer_json(model, decision, outcome, options.explain ? &trace : nullptr);
        if (options.explain) fmt::print(stderr, "{}", in_chinese(model, trace));
    }
    fmt::print("{{{}\n}}\n", answers);
    if (good) return {};
    return fail(Error::conflict({"有决策算不出来。", "A decision could not be evaluated."}));
}

// --- dmn check ---

static Result<void> check_model(const DmnOptions& options) {
    auto model = TRY(load(options.model));
    int errors = 0, hints = 0;
    for (const auto& note : model.notes())
        fmt::print("· {}:{} {}\n    {}\n", note.at.line, note.at.column, note.words.zh,
                   note.words.en);
    for (const auto& finding : dmn::check(model)) {
        ++(finding.error ? errors : hints);
        auto cell = finding.cell_id.empty() ? "" : " [" + finding.cell_id + "]";
        fmt::print("{} {}{}\n    {}{}\n", finding.error ? "✗" : "·", finding.words.zh, cell,
                   finding.words.en, cell);
    }
    fmt::print("{} errors, {} hints\n", errors, hints);
    if (errors == 0) return {};
    return fail(Error::conflict({"决策表有错误。", "The tables have errors."}));
}

// --- dmn batch ---

static Result<void> write(const fs::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (out.flush()) return {};
    return fail(Error::unavailable(
        {"写不进文件：" + path.string(), "The file cannot be written: " + path.string()}));
}

static Result<void> run_batch(const DmnOptions& options) {
    auto model = TRY(load(options.model));
    int decision = TRY(chosen_decisions(model, options.decision)).front();
    auto text = TRY(read_file(options.input));
    auto csv = TRY(dmn::read_csv(text, model));
    Stopwatch watch;
    auto result = TRY(dmn::evaluate_batch(model, decision, csv.inputs, csv.rows, options.threads));
    auto micros = watch.microseconds();
    TRY(write(options.output, dmn::with_result(csv, options.decision, result.column)));
    fmt::print("{} rows, {}.{:06} s, sum {}\n", csv.rows, micros / 1'000'000, micros % 1'000'000,
               feel::display(dmn::sum(result.column)));
    for (std::size_t i = 0; i < std::min<std::size_t>(result.faults.size(), 20); ++i)
        fmt::print(stderr, "✗ row {}: {} / {}\n", result.faults[i].row + 2,
                   result.faults[i].words.zh, result.faults[i].words.en);
    if (result.faults.empty()) return {};
    return fail(Error::conflict({fmt::format("{} 行算不出来。", result.faults.size()),
                                 fmt::format("{} rows have no result.", result.faults.size())}));
}

// --- the words ---

static DmnOptions& take(CLI::App& command, Chosen& chosen,
                        Result<void> (*work)(const DmnOptions&)) {
    auto options = std::make_shared<DmnOptions>();
    command.callback(
        [&chosen, options, work] { chosen = [options, work] { return work(*options); }; });
    return *options; // the callback keeps them
}

void add_dmn(CLI::App& app, Chosen& chosen) {
    auto* dmn = app.add_subcommand("dmn", "Decision models by themselves / 决策模型");
    dmn->require_subcommand(1);
    auto* tck = dmn->add_subcommand("tck", "Run the cases of the conformance kit below a folder");
    auto& kit = take(*tck, chosen, run_kit);
    tck->add_option("folder", kit.input, "folder with models and test cases")->required();
    tck->add_option("--csv", kit.report, "the kit's report, a line a case");
    auto* eval = dmn->add_subcommand("eval", "Evaluate the decisions of a model for one input");
    auto& one = take(*eval, chosen, evaluate);
    eval->add_option("model", one.model, "DMN file")->required();
    eval->add_option("--input", one.input, "JSON, or a file of it: input data by id or name")
        ->required();
    eval->add_option("--decision", one.decision, "id or name (all decisions)");
    eval->add_flag("--explain", one.explain, "why: in the JSON, and in Chinese on stderr");
    eval->footer("Example: banxing dmn eval subsidy.dmn --input person.json --explain");
    auto* checked = dmn->add_subcommand("check", "Overlaps, gaps, rows never reached, roundings");
    auto& file = take(*checked, chosen, check_model);
    checked->add_option("model", file.model, "DMN file")->required();
    auto* batch = dmn->add_subcommand("batch", "One decision for every row of a CSV");
    auto& many = take(*batch, chosen, run_batch);
    batch->add_option("model", many.model, "DMN file")->required();
    batch->add_option("--input", many.input, "CSV headed by ids or names of input data")
        ->required();
    batch->add_option("--decision", many.decision, "id or name")->required();
    batch->add_option("--output", many.output, "CSV: the input and the result")->required();
    batch->add_option("--threads", many.threads, "that share the rows")->capture_default_str();
}

} // namespace banxing::cli
