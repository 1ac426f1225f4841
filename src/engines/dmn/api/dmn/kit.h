#pragma once
// The public conformance kit's test cases: reads a testCases document, runs it on a model,
// compares.
#include <core/result.h>
#include <dmn/model.h>

#include <string>
#include <string_view>
#include <vector>

namespace banxing::dmn {

struct Verdict {
    std::string test;   // testCase/@id
    std::string result; // resultNode/@name
    bool passed = false;
    bool skipped = false; // needs a call to another language
    std::string expected, found;
};

/// The model's file name a testCases document asks for.
Result<std::string> kit_model_name(std::string_view test_cases_xml);

/// One verdict for each expected result. The model must have been loaded with Options::lenient().
Result<std::vector<Verdict>> run_kit(const Model& model, std::string_view test_cases_xml);

/// Whether a model calls Java or another language: such cases are skipped.
bool calls_other_languages(std::string_view dmn_xml);

} // namespace banxing::dmn
