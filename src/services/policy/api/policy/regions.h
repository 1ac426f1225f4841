#pragma once
// The region table (data/regions): a code's parent is its beginning.
#include <core/result.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::policy {

enum class Level : char { province, city, county, town, village };

struct Region {
    std::string code; // 2, 4, 6, 9 or 12 digits
    std::string name;
    std::string parent; // empty: a province
    Level level = Level::province;
    std::string latin; // derived, not official; may be empty
};

class Regions {
public:
    /// TSV `code name parent level latin`, sorted by code; faults name file and line. Of a folder
    /// all its .tsv.
    static Result<Regions> read(const std::filesystem::path& file);

    const Region* find(std::string_view code) const;
    std::vector<const Region*> children(std::string_view code) const;
    /// "诸暨市 店口镇 湄池村": names from the county down, or what the code has of them; a county
    /// whose towns are not in the table with its city and province. Empty for an unknown code.
    std::string name(std::string_view code) const;
    const std::vector<Region>& all() const { return regions_; }

private:
    static Result<Regions> read_folder(const std::filesystem::path& folder);
    std::vector<Region> regions_; // by code
};

/// Whether a code has the form of a region code.
bool is_region_code(std::string_view code);

} // namespace banxing::policy
