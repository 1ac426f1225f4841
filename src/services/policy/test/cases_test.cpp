#include "shipped.h"

#include <policy/cases.h>
#include <policy/load.h>

#include <gtest/gtest.h>
#include <iostream>

namespace banxing::policy {

static std::shared_ptr<const derive::Program> program() {
    auto source = read_source(shipped());
    EXPECT_TRUE(source) << listed(source.error());
    auto compiled = derive::Program::compile(std::move(source).value());
    EXPECT_TRUE(compiled) << listed(compiled.error());
    return compiled ? *compiled : nullptr;
}

TEST(Cases, of_the_shipped_systems_pass) {
    auto compiled = program();
    ASSERT_TRUE(compiled);
    auto report = run_cases(*compiled, source_dir / "systems");
    ASSERT_TRUE(report) << listed(report.error());
    EXPECT_GT(report->results.size(), 40u);
    for (auto& one : report->results)
        for (auto& difference : one.differences)
            ADD_FAILURE() << one.file << ":" << one.line << " " << one.title.zh << "\n  "
                          << difference.zh;
}

/// A clause has one that grants, one that refuses, one on the boundary; a contradiction has one.
TEST(Cases, stand_for_every_clause_and_every_contradiction) {
    auto compiled = program();
    ASSERT_TRUE(compiled);
    auto report = run_cases(*compiled, source_dir / "systems", "no case is called this");
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->results.empty());
    EXPECT_GE(report->coverage.size(), 8u);
    for (auto& line : report->coverage)
        EXPECT_TRUE(line.complete())
            << line.clause.document << " " << line.clause.clause << " grants " << line.grants
            << " refuses " << line.refuses << " boundary " << line.boundary;
    for (auto& name : report->never_contradicted) ADD_FAILURE() << name << " has no case";
}

TEST(Compile, rows_that_overlap_are_refused) {
    auto files = read_files(source_dir / "systems", source_dir / "data/calendar/china.tsv").value();
    auto& model = files["child_rehabilitation/decisions/training_subsidy.dmn"];
    auto cell = model.find("<text>&gt;= 9</text>");
    ASSERT_NE(cell, std::string::npos);
    model.replace(cell, 20, "<text>&gt;= 8</text>");
    auto compiled = derive::Program::compile(read_source(files).value());
    ASSERT_FALSE(compiled) << "over_9 overlaps the rows of 7 to 9";
    EXPECT_NE(listed(compiled.error()).find("training_subsidy"), std::string::npos);
}

} // namespace banxing::policy
