// Deriving in memory, from encoded records to full consequences, under at least thirty systems.
#include <derive/derive.h>
#include <policy/load.h>

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <iostream>
#include <regex>
#include <set>

using namespace banxing;
using namespace banxing::policy;

namespace {

constexpr std::size_t at_least_systems = 30;
constexpr std::size_t files_in_turn = 1000;

Date day(const char* text) {
    return parse_iso_date(text).value();
}

std::set<std::string> systems_in(const Files& files) {
    std::set<std::string> out;
    for (auto& [path, text] : files)
        if (auto slash = path.find('/'); slash != path.npos) out.insert(path.substr(0, slash));
    return out;
}

/// The shipped set; until it is large enough, systems that nobody uses stand in it more than once
/// under other names.
Files thirty_systems() {
    std::filesystem::path home = BANXING_SOURCE_DIR;
    Files files = read_files(home / "systems", home / "data/calendar/china.tsv").value();
    auto shipped = systems_in(files);
    const std::set<std::string> used = {"base",          "autism_screening",
                                        "work_training", "child_rehabilitation",
                                        "institution",   "education_placement"};
    std::size_t count = shipped.size();
    for (int round = 2; count < at_least_systems; ++round)
        for (auto& system : shipped) {
            if (used.count(system) || count >= at_least_systems) continue;
            std::string copy = system + "_" + std::to_string(round);
            std::regex name("\\b" + system + "\\b");
            Files more;
            for (auto& [path, text] : files)
                if (path.starts_with(system + "/"))
                    more[copy + path.substr(system.size())] = std::regex_replace(text, name, copy);
            files.merge(more);
            ++count;
        }
    return files;
}

const derive::Program& program() {
    static const auto it = [] {
        auto source = read_source(thirty_systems());
        auto compiled = source
                            ? derive::Program::compile(*source)
                            : Result<std::shared_ptr<const derive::Program>>(fail(source.error()));
        if (compiled) return *compiled;
        for (auto& issue : compiled.error().fields)
            std::cerr << issue.field << " " << issue.message.zh << "\n";
        std::abort();
    }();
    return *it;
}

/// A file that owns its texts.
struct Life {
    std::vector<derive::Record> records;
    std::vector<std::unique_ptr<std::string>> texts;

    void add(const char* form, Date on, std::string content, std::int64_t organisation = 1) {
        texts.push_back(std::make_unique<std::string>(std::move(content)));
        derive::Record record;
        record.no = record.lineage = std::int64_t(records.size()) + 1;
        record.form = form;
        record.day = on;
        record.entered_at = {to_days(on) * 86'400'000};
        record.organisation = organisation;
        record.content = *texts.back();
        records.push_back(record);
    }
};

Life born(Date birth) {
    Life out;
    out.add("base.registration", birth,
            R"({"name":"AAAA","sex":"1","birth_date":")" + iso(birth) + R"("})");
    out.add("base.residence", birth, R"({"village":"330681109201"})");
    out.add("base.household_registration", birth, R"({"region":"330681109201"})");
    return out;
}

void visits(Life& life, Date birth, Date until) {
    static constexpr std::pair<const char*, int> ages[] = {
        {"3月", 3},   {"6月", 6},   {"8月", 8},  {"12月", 12}, {"18月", 18}, {"24月", 24},
        {"30月", 30}, {"36月", 36}, {"4岁", 48}, {"5岁", 60},  {"6岁", 72}};
    for (auto& [code, months] : ages) {
        Date on = add_days(add_months(birth, months), 9);
        if (on > until) return;
        life.add("autism_screening.child_health_check", on,
                 std::string(R"({"visit_age":")") + code + R"(","signs":[],"regression":false})");
    }
}

void fill(Life& life, Date birth) {
    for (int i = 0; life.records.size() < 30; ++i)
        life.add("base.poverty", add_days(birth, 60 * (i + 1)), R"({"status":"无"})");
}

Life healthy_child(int i, Date today) {
    Date birth = add_days(today, -(200 + 2 * i));
    Life life = born(birth);
    visits(life, birth, today);
    fill(life, birth);
    return life;
}

/// Confirmed, in training, twelve bills.
Life autistic_child(int i, Date today) {
    Date birth = add_days(today, -(1400 + i));
    Life life = born(birth);
    visits(life, birth, add_months(birth, 30));
    life.add("autism_screening.diagnosis", add_months(birth, 31),
             R"({"conclusion":"确诊","icd10":"F84.0","hospital":"甲"})", 5);
    life.add("child_rehabilitation.rehab_plan", add_months(birth, 32),
             R"({"domains":["医疗"],"weekly_hours":20,"goals":"甲"})", 401);
    for (int month = 1; month <= 12; ++month) {
        Date first = add_months(
            Date{std::chrono::year{2025}, std::chrono::month{11}, std::chrono::day{1}}, month - 1);
        life.add("child_rehabilitation.institution_month", last_of_month(first),
                 R"({"month":")" + iso(first).substr(0, 7) +
                     R"(","sessions":20,"fee_total":500000,"self_paid":)" +
                     std::to_string(200000 + 1000 * ((i * 7 + month * 13) % 200)) + "}",
                 401);
    }
    fill(life, birth);
    return life;
}

Life adult(int i, Date today) {
    Date birth = add_days(today, -(7000 + 10 * i));
    Life life = born(birth);
    life.add("autism_screening.diagnosis", add_months(birth, 200),
             R"({"conclusion":"确诊","icd10":"F84.0","hospital":"甲"})", 5);
    for (int n = 0; n < 10; ++n)
        life.add("work_training.attendance", add_days(today, -300 + 20 * n),
                 R"({"course_number":"a","month":"2026-05","planned":10,"attended":9})", 601);
    fill(life, birth);
    return life;
}

std::vector<Life> county(Date today) {
    std::vector<Life> out;
    for (std::size_t i = 0; i < files_in_turn; ++i) {
        int n = int(i);
        out.push_back(i % 10 < 5   ? healthy_child(n, today)
                      : i % 10 < 8 ? autistic_child(n, today)
                                   : adult(n, today));
    }
    return out;
}

void BM_derive(benchmark::State& state) {
    Date today = day("2026-11-21");
    auto lives = county(today);
    program();
    std::size_t at = 0;
    for (auto _ : state) {
        auto& life = lives[at++ % lives.size()];
        benchmark::DoNotOptimize(program().derive({"person", life.records}, today));
    }
    state.SetItemsProcessed(std::int64_t(state.iterations()));
}
BENCHMARK(BM_derive);

} // namespace
