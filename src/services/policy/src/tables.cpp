#include <core/text.h>
#include <policy/load.h>
#include <policy/regions.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace banxing::policy {

static Error at_line(const std::string& file, int line, Words words) {
    std::string at = file + ":" + std::to_string(line);
    return Error::invalid({at + " " + words.zh, at + " " + words.en}, {{at, words}});
}

/// Calls row(line number, columns) for each line that is no comment; "# years" comes through as
/// well.
template <typename F>
static Result<void> each_row(const std::string& text, F&& row) {
    int number = 0;
    for (auto line : split(text, '\n')) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        bool comment = line.starts_with("#") && !line.starts_with("# years\t");
        if (line.empty() || comment) continue;
        TRY(row(number, split(line, '\t')));
    }
    return {};
}

static std::optional<int> whole(std::string_view text) {
    int out = 0;
    auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
    return out;
}

/// "# years", first and last.
static Result<void> read_years(const std::string& file, int line,
                               const std::vector<std::string_view>& columns, std::set<int>& years) {
    auto from = columns.size() == 3 ? whole(columns[1]) : std::nullopt;
    auto to = columns.size() == 3 ? whole(columns[2]) : std::nullopt;
    if (!from || !to || *from > *to || *to - *from > 200)
        return fail(at_line(file, line, {"年份范围不对", "the years are wrong"}));
    for (int year = *from; year <= *to; ++year) years.insert(year);
    return {};
}

Result<WorkingDays> read_calendar(const std::string& text, const std::string& file) {
    std::set<Date> holidays, workdays;
    std::set<int> years;
    auto row = [&](int line, const std::vector<std::string_view>& columns) -> Result<void> {
        if (columns[0] == "# years") return read_years(file, line, columns, years);
        auto day = parse_iso_date(columns[0]);
        std::string_view kind = columns.size() > 1 ? columns[1] : "";
        if (!day || (kind != "holiday" && kind != "workday"))
            return fail(at_line(
                file, line,
                {"应为：日期 holiday|workday 名称", "expected: date holiday|workday name"}));
        (kind == "holiday" ? holidays : workdays).insert(*day);
        return {};
    };
    TRY(each_row(text, row));
    return WorkingDays(std::move(holidays), std::move(workdays), std::move(years));
}

bool is_region_code(std::string_view code) {
    bool digits =
        std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    auto n = code.size();
    return digits && (n == 2 || n == 4 || n == 6 || n == 9 || n == 12);
}

static std::optional<Level> level_of(std::string_view name) {
    static constexpr std::string_view names[] = {"province", "city", "county", "town", "village"};
    auto at = std::find(std::begin(names), std::end(names), name);
    if (at == std::end(names)) return std::nullopt;
    return Level(at - std::begin(names));
}

Result<Regions> Regions::read(const std::filesystem::path& path) {
    if (std::filesystem::is_directory(path)) return read_folder(path);
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    std::string file = path.filename().string();
    if (!in) return fail(Error::invalid({"无法读取 " + file, "cannot read " + file}));
    Regions out;
    auto row = [&](int line, const std::vector<std::string_view>& columns) -> Result<void> {
        auto level = columns.size() >= 4 ? level_of(columns[3]) : std::nullopt;
        if (!level || !is_region_code(columns[0]) || columns[1].empty())
            return fail(at_line(file, line,
                                {"应为：代码 名称 上级 级别", "expected: code name parent level"}));
        Region region{std::string(columns[0]), std::string(columns[1]), std::string(columns[2]),
                      *level, columns.size() > 4 ? std::string(columns[4]) : std::string()};
        bool rising = out.regions_.empty() || out.regions_.back().code < region.code;
        bool parented = region.parent.empty() ||
                        (region.code.starts_with(region.parent) && out.find(region.parent));
        if (!rising || !parented)
            return fail(
                at_line(file, line,
                        {"未按代码排序或没有上级", "not sorted by code or without its parent"}));
        out.regions_.push_back(std::move(region));
        return {};
    };
    TRY(each_row(text, row));
    return out;
}

Result<Regions> Regions::read_folder(const std::filesystem::path& folder) {
    Regions out;
    for (auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".tsv") continue;
        auto part = TRY(read(entry.path()));
        out.regions_.insert(out.regions_.end(), part.regions_.begin(), part.regions_.end());
    }
    std::sort(out.regions_.begin(), out.regions_.end(),
              [](const Region& a, const Region& b) { return a.code < b.code; });
    auto twice =
        std::adjacent_find(out.regions_.begin(), out.regions_.end(),
                           [](const Region& a, const Region& b) { return a.code == b.code; });
    if (twice == out.regions_.end()) return out;
    return fail(Error::invalid({"区划代码 " + twice->code + " 出现两次",
                                "region code " + twice->code + " stands there twice"}));
}

const Region* Regions::find(std::string_view code) const {
    auto at =
        std::lower_bound(regions_.begin(), regions_.end(), code,
                         [](const Region& region, std::string_view c) { return region.code < c; });
    return at != regions_.end() && at->code == code ? &*at : nullptr;
}

std::vector<const Region*> Regions::children(std::string_view code) const {
    std::vector<const Region*> out;
    auto at =
        std::lower_bound(regions_.begin(), regions_.end(), code,
                         [](const Region& region, std::string_view c) { return region.code < c; });
    for (; at != regions_.end() && std::string_view(at->code).starts_with(code); ++at)
        if (at->parent == code) out.push_back(&*at);
    return out;
}

std::string Regions::name(std::string_view code) const {
    const Region* region = find(code);
    if (!region) return {};
    std::string out = region->name;
    // nobody here knows another province's counties by their name alone
    bool far = region->level == Level::county && children(code).empty();
    auto top = far ? Level::province : Level::county;
    while (region->level > top && (region = find(region->parent))) out = region->name + " " + out;
    return out;
}

} // namespace banxing::policy
