#pragma once
// The public conformance kit: reads its testCases documents, runs them on their models, compares.
#include <core/result.h>
#include <dmn/model.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::dmn {

/// What came of one test case: all its expected results hold, or which does not.
struct Verdict {
    std::string file; // of the test cases, without .xml
    std::string test; // testCase/@id
    bool passed = false;
    bool skipped = false; // the model calls another language, which is never run
    std::string detail;   // of a failure: result, expected, found
};

/// All test cases of one folder: file name → content, models (.dmn) and test cases (.xml). A model
/// that cannot be read fails each of its cases. Error: invalid for a document that is no testCases.
Result<std::vector<Verdict>> run_kit(const std::map<std::string, std::string>& files);

/// A line of the kit's report: folder, file, test, SUCCESS, ERROR or IGNORED, detail.
std::string kit_row(std::string_view folder, const Verdict& verdict);

} // namespace banxing::dmn
