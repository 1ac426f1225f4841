#include <access/principal.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <resources/catalogue.h>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace banxing::resources {
namespace {

std::string text(const YAML::Node& node, const char* key) {
    return node[key] ? node[key].as<std::string>() : std::string();
}

Error fault(const std::string& file, const std::string& what) {
    return Error::invalid({file + "：" + what + "有误", file + ": a fault in " + what});
}

Result<void> read_services(const std::string& file, Catalogue& out) {
    constexpr std::int64_t metres = 1000;
    auto root = YAML::LoadFile(file);
    out.document = text(root, "document");
    out.clause = text(root, "clause");
    for (const auto& node : root["horizons"]) {
        auto day = parse_iso_date(node.as<std::string>());
        if (!day) return fail(fault(file, "horizons"));
        out.horizons.push_back(*day);
    }
    for (const auto& node : root["services"]) {
        Service one{text(node, "id"),
                    {text(node, "zh"), text(node, "en")},
                    {},
                    text(node, "need"),
                    text(node, "pool"),
                    text(node, "supply"),
                    node["reach_km"].as<std::int64_t>() * metres};
        for (const auto& kind : node["kinds"]) one.kinds.push_back(kind.as<std::string>());
        if (one.id.empty() || one.label.en.empty() || one.kinds.empty() ||
            (one.need.empty() && one.pool.empty()))
            return fail(fault(file, "service " + one.id));
        out.services.push_back(std::move(one));
    }
    return {};
}

/// "region 330681104" or "organisation 401".
bool put(Catalogue& out, const std::string& what, geography::Position at) {
    auto space = what.find(' ');
    auto code = space == what.npos ? std::string() : what.substr(space + 1);
    if (what.starts_with("region ")) {
        auto region = access::region_of(code);
        if (region) out.regions[*region] = at;
        return region.has_value();
    }
    std::int64_t number = 0;
    auto read = std::from_chars(code.data(), code.data() + code.size(), number);
    bool whole = read.ec == std::errc() && read.ptr == code.data() + code.size();
    if (!what.starts_with("organisation ") || !whole) return false;
    out.organisations[number] = at;
    return true;
}

Result<void> read_positions(const std::filesystem::path& file, Catalogue& out) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream cells(line);
        std::string what, latitude, longitude;
        std::getline(cells, what, '\t');
        std::getline(cells, latitude, '\t');
        std::getline(cells, longitude, '\t');
        auto at = geography::parse_position(latitude, longitude);
        if (!at || !put(out, what, *at)) return fail(fault(file.string(), what));
    }
    return {};
}

} // namespace

Result<Catalogue> Catalogue::read(const std::filesystem::path& data, bool demo) {
    Catalogue out;
    auto services = (data / "resources/services.yaml").string();
    try {
        TRY(read_services(services, out));
    } catch (const YAML::Exception& e) {
        return fail(fault(services, e.what()));
    }
    auto own = data / "resources/positions.tsv", shown = data / "demo/positions.tsv";
    if (std::filesystem::exists(own)) {
        TRY(read_positions(own, out));
    } else if (demo && std::filesystem::exists(shown)) {
        out.schematic = true;
        TRY(read_positions(shown, out));
    }
    return out;
}

const Service* Catalogue::find(const std::string& id) const {
    auto at = std::ranges::find(services, id, &Service::id);
    return at == services.end() ? nullptr : &*at;
}

} // namespace banxing::resources
