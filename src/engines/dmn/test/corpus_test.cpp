#include "../fuzz/dmn_property.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace banxing::dmn {
namespace {

// What fuzzing found, and models it began with.
TEST(Corpus, HoldsForKeptModels) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(BANXING_SOURCE_DIR) +
                                                                 "/src/engines/dmn/fuzz/corpus")) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream xml;
        xml << in.rdbuf();
        EXPECT_EQ(broken(xml.str()), "") << entry.path();
        ++count;
    }
    EXPECT_GE(count, 4);
}

} // namespace
} // namespace banxing::dmn
