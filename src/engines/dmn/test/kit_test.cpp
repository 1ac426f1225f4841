#include <dmn/kit.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <pugixml.hpp>
#include <sstream>

namespace banxing::dmn {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
    std::ifstream in(path);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}

struct Count {
    int passed = 0, failed = 0, skipped = 0;
};

void run_folder(const fs::path& folder, Count& count, bool verbose) {
    std::map<std::string, std::string> models, imports;
    std::vector<fs::path> cases;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".dmn") {
            std::string xml = content(entry.path());
            pugi::xml_document document;
            document.load_string(xml.c_str());
            imports[document.document_element().attribute("namespace").value()] = xml;
            models[entry.path().filename()] = std::move(xml);
        } else if (entry.path().extension() == ".xml") {
            cases.push_back(entry.path());
        }
    }
    std::ranges::sort(cases);
    for (const fs::path& file : cases) {
        std::string xml = content(file);
        auto name = kit_model_name(xml);
        if (!name) continue;
        const std::string& source = models[*name];
        Options options = Options::lenient();
        options.imports = imports;
        auto model = Model::load(source, options);
        ASSERT_TRUE(model) << file << model.error().message.en;
        bool foreign = calls_other_languages(source);
        auto verdicts = run_kit(*model, xml);
        ASSERT_TRUE(verdicts) << file;
        for (const Verdict& v : *verdicts) {
            ++(v.passed ? count.passed : foreign ? count.skipped : count.failed);
            if (verbose && !v.passed)
                std::cout << file.filename().string() << " " << v.test << " " << v.result
                          << ": expected " << v.expected << ", found " << v.found << "\n";
        }
    }
}

// The kit lies beside the repository and is not part of it. The figure may only rise.
TEST(Kit, PassesNoFewerCasesThanBefore) {
    fs::path kit = fs::path(BANXING_SOURCE_DIR) / "../shared/dmn-tck";
    if (!fs::exists(kit)) GTEST_SKIP() << "no conformance kit here";
    bool verbose = std::getenv("KIT_VERBOSE") != nullptr;
    Count count;
    for (const char* level : {"compliance-level-2", "compliance-level-3"}) {
        std::vector<fs::path> folders;
        for (const auto& entry : fs::directory_iterator(kit / level))
            folders.push_back(entry.path());
        std::ranges::sort(folders);
        for (const fs::path& folder : folders) run_folder(folder, count, verbose);
    }
    std::cout << count.passed << " passed, " << count.failed << " failed, " << count.skipped
              << " skipped\n";
    EXPECT_GE(count.passed, 1869);
}

} // namespace
} // namespace banxing::dmn
