#include "shipped.h"

#include <policy/clauses.h>
#include <policy/decisions.h>
#include <policy/load.h>
#include <policy/pathway_graph.h>

#include <algorithm>
#include <gtest/gtest.h>

namespace banxing::policy {
namespace {

const derive::PolicySource& source() {
    static const auto all = read_source(shipped()).value();
    return all;
}

const derive::System& rehabilitation() {
    return *std::ranges::find(source().systems, "child_rehabilitation", &derive::System::id);
}

constexpr const char* model = "training_subsidy.dmn";
constexpr const char* decision = "training_subsidy_amount";

/// A child of five, registered here, who paid 4,000 yuan this month.
Json facts() {
    return {{"base.age_years", 5},
            {"child_rehabilitation.subsidy_register", true},
            {"autism_screening.confirmed", true},
            {"child_rehabilitation.diagnosis_matches", true},
            {"child_rehabilitation.self_care_insufficient", true},
            {"child_rehabilitation.not_ready_for_school", true},
            {"child_rehabilitation.both_conditions_required", false},
            {"child_rehabilitation.self_paid", 400'000},
            {"child_rehabilitation.month_cap", 300'000},
            {"child_rehabilitation.year_cap", 3'600'000},
            {"child_rehabilitation.year_so_far", 0}};
}

TEST(Decisions, a_table_reads_as_it_is_written) {
    auto models = models_of(rehabilitation());
    ASSERT_EQ(models.size(), 1u);
    ASSERT_EQ(models[0].inputs.size(), 11u);
    EXPECT_EQ(models[0].inputs[0].id, "base.age_years");
    EXPECT_EQ(models[0].inputs[0].type, "number");
    auto& table = models[0].decisions.at(0);
    EXPECT_EQ(table.inputs.at(0), "周岁");
    EXPECT_EQ(table.hit_policy, "UNIQUE");
    EXPECT_EQ(table.notes.at(0), "依据");
    ASSERT_FALSE(table.rows.empty());
    EXPECT_EQ(table.rows[0].id, "under_7");
    EXPECT_EQ(table.rows[0].when.at(0), "< 7");
    for (auto& row : table.rows) {
        EXPECT_EQ(row.when.size(), table.inputs.size()) << row.id;
        EXPECT_EQ(row.then.size(), table.outputs.size()) << row.id;
    }
}

TEST(Decisions, every_model_of_the_shipped_set_has_rows_or_a_formula) {
    for (auto& system : source().systems)
        for (auto& one : models_of(system)) {
            EXPECT_FALSE(one.decisions.empty()) << system.id << " " << one.file;
            for (auto& made : one.decisions)
                EXPECT_TRUE(!made.rows.empty() || !made.formula.empty())
                    << one.file << " " << made.id;
        }
}

TEST(Decisions, tried_on_facts_gives_the_capped_amount_and_its_row) {
    auto tried = try_decision(rehabilitation(), model, decision, facts());
    ASSERT_TRUE(tried) << listed(tried.error());
    EXPECT_TRUE(tried->known);
    EXPECT_EQ(tried->result, "300000");
    ASSERT_FALSE(tried->steps.empty());
    ASSERT_EQ(tried->steps[0].matched.size(), 1u);
    EXPECT_EQ(tried->steps[0].matched[0].row, "under_7");
}

TEST(Decisions, tried_with_a_fact_missing_says_which) {
    auto some = facts();
    some.erase("child_rehabilitation.month_cap");
    auto tried = try_decision(rehabilitation(), model, decision, some);
    ASSERT_TRUE(tried);
    EXPECT_FALSE(tried->known);
    EXPECT_EQ(tried->needs, std::vector<std::string>{"child_rehabilitation.month_cap"});
}

TEST(Decisions, wrong_facts_and_unknown_decisions_are_refused) {
    auto wrong = facts();
    wrong["base.age_years"] = "five";
    wrong["base.shoe_size"] = 3;
    auto refused = try_decision(rehabilitation(), model, decision, wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 2u);
    EXPECT_FALSE(try_decision(rehabilitation(), "other.dmn", decision, facts()));
    EXPECT_FALSE(try_decision(rehabilitation(), model, "other", facts()));
}

TEST(Pathway, joins_records_to_what_they_open_close_and_lead_to) {
    auto edges = pathway_graph(source(), rehabilitation());
    auto has = [&](const char* from, const char* to, Tie tie) {
        return std::ranges::find(edges, Edge{from, to, tie}) != edges.end();
    };
    EXPECT_TRUE(has("form:child_rehabilitation.rehab_plan", "stage:in_training", Tie::leads));
    EXPECT_TRUE(has("task:first_plan", "form:child_rehabilitation.rehab_plan", Tie::closes));
    EXPECT_TRUE(has("form:child_rehabilitation.institution_transfer", "task:arrival", Tie::opens));
    EXPECT_TRUE(has("form:autism_screening.diagnosis", "task:first_plan", Tie::opens))
        << "through the fact that it is counted from";
    EXPECT_FALSE(has("form:child_rehabilitation.session", "stage:in_training", Tie::leads));
}

TEST(Clauses, are_read_with_their_document) {
    auto clauses = read_clauses(source_dir / "data/clauses");
    ASSERT_TRUE(clauses);
    auto found = std::ranges::find_if(*clauses, [](auto& one) {
        return one.document == "诸政办发〔2023〕38号" && one.clause == "二(一)";
    });
    ASSERT_NE(found, clauses->end());
    EXPECT_NE(found->text.find("预防先行"), std::string::npos);
    EXPECT_FALSE(read_clauses(source_dir / "no such folder"));
}

} // namespace
} // namespace banxing::policy
