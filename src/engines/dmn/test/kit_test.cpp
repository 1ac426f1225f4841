#include <dmn/kit.h>

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <sstream>

namespace banxing::dmn {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> content_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        std::ifstream in(entry.path());
        std::stringstream all;
        all << in.rdbuf();
        files[entry.path().filename()] = all.str();
    }
    return files;
}

struct Count {
    int passed = 0, skipped = 0;
};

void run_folder(const fs::path& folder, Count& count) {
    auto verdicts = run_kit(content_of(folder));
    ASSERT_TRUE(verdicts) << folder;
    for (const Verdict& verdict : *verdicts) {
        count.passed += verdict.passed ? 1 : 0, count.skipped += verdict.skipped ? 1 : 0;
        EXPECT_TRUE(verdict.passed || verdict.skipped)
            << verdict.file << " " << verdict.test << ": " << verdict.detail;
    }
}

// The kit lies beside the repository and is not part of it.
TEST(Kit, PassesEveryCaseThatCallsNoOtherLanguage) {
    fs::path kit = fs::path(BANXING_SOURCE_DIR) / "../shared/dmn-tck";
    if (!fs::exists(kit)) GTEST_SKIP() << "no conformance kit here";
    Count count;
    for (const char* level : {"compliance-level-2", "compliance-level-3"})
        for (const auto& entry : fs::directory_iterator(kit / level))
            run_folder(entry.path(), count);
    std::cout << count.passed << " passed, " << count.skipped << " skipped\n";
    EXPECT_GE(count.passed, 1775);
    EXPECT_LE(count.skipped, 8);
}

const char* const model =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="urn:k" name="k">
<inputData name="n"><variable name="n" typeRef="number"/></inputData>
<decision name="twice"><variable name="twice"/><informationRequirement><requiredInput href="#n"/></informationRequirement>
<literalExpression><text>n * 2</text></literalExpression></decision></definitions>)";

std::string cases(const std::string& expected) {
    return R"(<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="x"><modelName>k.dmn</modelName>
<testCase id="1"><inputNode name="n"><value xsi:type="xsd:decimal">21</value></inputNode>
<resultNode name="twice"><expected><value xsi:type="xsd:decimal">)" +
           expected + "</value></expected></resultNode></testCase></testCases>";
}

TEST(Kit, TellsASuccessFromAFailure) {
    std::string text = model;
    text.replace(text.find("<inputData "), 11, "<inputData id=\"n\" ");
    auto good = run_kit({{"k.dmn", text}, {"k-1.xml", cases("42")}});
    ASSERT_TRUE(good);
    ASSERT_EQ(good->size(), 1u);
    EXPECT_EQ(kit_row("level/k", (*good)[0]), R"("level/k","k-1","1","SUCCESS","")");
    auto bad = run_kit({{"k.dmn", text}, {"k-1.xml", cases("43")}});
    ASSERT_TRUE(bad);
    EXPECT_EQ(kit_row("level/k", (*bad)[0]),
              R"("level/k","k-1","1","ERROR","twice: expected 43, found 42")");
    auto none = run_kit({{"k-1.xml", cases("42")}});
    ASSERT_TRUE(none);
    EXPECT_FALSE((*none)[0].passed);
    EXPECT_FALSE(run_kit({{"k-1.xml", "<a/>"}}));
}

} // namespace
} // namespace banxing::dmn
