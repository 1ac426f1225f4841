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

struct Folder {
    std::map<std::string, std::string> models;  // file name → XML
    std::map<std::string, std::string> imports; // namespace → XML
    std::vector<fs::path> cases;
};

Folder read_folder(const fs::path& path) {
    Folder folder;
    for (const auto& entry : fs::directory_iterator(path)) {
        if (entry.path().extension() == ".xml") folder.cases.push_back(entry.path());
        if (entry.path().extension() != ".dmn") continue;
        std::string xml = content(entry.path());
        pugi::xml_document document;
        document.load_string(xml.c_str());
        folder.imports[document.document_element().attribute("namespace").value()] = xml;
        folder.models[entry.path().filename()] = std::move(xml);
    }
    std::ranges::sort(folder.cases);
    return folder;
}

void tally(const Verdict& verdict, bool foreign, const fs::path& file, Count& count) {
    ++(verdict.passed ? count.passed : foreign ? count.skipped : count.failed);
    if (verdict.passed || std::getenv("KIT_VERBOSE") == nullptr) return;
    std::cout << file.filename().string() << " " << verdict.test << " " << verdict.result
              << ": expected " << verdict.expected << ", found " << verdict.found << "\n";
}

void run_folder(const fs::path& path, Count& count) {
    Folder folder = read_folder(path);
    for (const fs::path& file : folder.cases) {
        std::string xml = content(file);
        auto name = kit_model_name(xml);
        if (!name) continue;
        const std::string& source = folder.models[*name];
        Options options = Options::lenient();
        options.imports = folder.imports;
        auto model = Model::load(source, options);
        ASSERT_TRUE(model) << file << model.error().message.en;
        auto verdicts = run_kit(*model, xml);
        ASSERT_TRUE(verdicts) << file;
        for (const Verdict& verdict : *verdicts)
            tally(verdict, calls_other_languages(source), file, count);
    }
}

// The kit lies beside the repository and is not part of it. The figure may only rise.
TEST(Kit, PassesNoFewerCasesThanBefore) {
    fs::path kit = fs::path(BANXING_SOURCE_DIR) / "../shared/dmn-tck";
    if (!fs::exists(kit)) GTEST_SKIP() << "no conformance kit here";
    Count count;
    for (const char* level : {"compliance-level-2", "compliance-level-3"}) {
        std::vector<fs::path> folders;
        for (const auto& entry : fs::directory_iterator(kit / level))
            folders.push_back(entry.path());
        std::ranges::sort(folders);
        for (const fs::path& folder : folders) run_folder(folder, count);
    }
    std::cout << count.passed << " passed, " << count.failed << " failed, " << count.skipped
              << " skipped\n";
    EXPECT_GE(count.passed, 1870);
}

} // namespace
} // namespace banxing::dmn
