#include <algorithm>
#include <insight/board.h>
#include <map>

namespace banxing::insight {

using derive::Unit;

int next_digits(const std::string& region) {
    switch (region.size()) {
    case 2:
        return 4;
    case 4:
        return 6;
    case 6:
        return 9;
    default:
        return 0;
    }
}

static access::RegionRange range_of(const std::string& region) {
    return access::inside(access::region_of(region).value_or(0));
}

/// Courses of all counted indicators from the cube. What was never counted has none.
static Result<void> add_counted(db::Session& session, Cube& cube, const Asked& asked,
                                std::vector<Figure>& out) {
    Slice slice;
    slice.region = range_of(asked.region);
    slice.month_from = asked.month - asked.back + 1;
    slice.month_to = asked.month;
    for (auto& one : out)
        if (one.listed.counted()) slice.indicators.push_back(one.listed.id);
    std::map<std::string, std::vector<Dated>> courses;
    for (auto& point : TRY(cube.points(session, slice)))
        courses[point.indicator].push_back({point.month, point.below, point.above});
    for (auto& one : out) {
        auto& course = courses[one.listed.id];
        bool any = std::any_of(course.begin(), course.end(), [](auto& at) { return at.below > 0; });
        if (any) one.course = std::move(course);
    }
    return {};
}

static Result<void> add_entered(db::Session& session, const Asked& asked,
                                std::vector<Figure>& out) {
    auto region = access::region_of(asked.region).value_or(0);
    auto all = TRY(entered_in(session, {region, region + 1}, 0, asked.month));
    for (auto& figure : out) {
        if (figure.listed.counted()) continue;
        for (auto& one : all) {
            if (one.indicator != figure.listed.id) continue;
            figure.course.push_back({one.month, one.below, one.above});
            figure.entries.push_back(one);
        }
    }
    return {};
}

static Result<std::vector<Figure>> filled(db::Session& session, Cube& cube, const Asked& asked,
                                          std::vector<Figure> out) {
    TRY(add_counted(session, cube, asked, out));
    TRY(add_entered(session, asked, out));
    return out;
}

Result<std::vector<Figure>> board(db::Session& session, Cube& cube, const derive::Program& program,
                                  const Asked& asked) {
    std::vector<Figure> out;
    for (auto& one : catalogue(program)) out.push_back({one, {}, {}});
    return filled(session, cube, asked, std::move(out));
}

Result<Figure> figure(db::Session& session, Cube& cube, const derive::Program& program,
                      const std::string& indicator, const Asked& asked) {
    auto found = find_indicator(program, indicator);
    if (!found) return fail(Error::not_found({"没有这个指标", "There is no such indicator"}));
    return TRY(filled(session, cube, asked, {{*found, {}, {}}})).front();
}

static Result<std::vector<Place>> entered_places(db::Session& session, const Figure& figure,
                                                 const Asked& asked, std::size_t digits) {
    std::map<std::string, Place> last; // the newest month up to the one asked for
    for (auto& one :
         TRY(entered_in(session, range_of(asked.region), asked.month - 11, asked.month))) {
        auto code = access::region_code(one.region);
        if (one.indicator != figure.listed.id || code.size() != digits) continue;
        last[code] = {code, one.below, one.above, {}, {}, {}, 0};
    }
    std::vector<Place> out;
    for (auto& [code, place] : last) out.push_back(std::move(place));
    return out;
}

static Result<std::vector<Place>> counted_places(db::Session& session, Cube& cube,
                                                 const Figure& figure, const Asked& asked,
                                                 int digits) {
    Slice slice{{figure.listed.id}, range_of(asked.region), digits, asked.month, asked.month};
    std::vector<Place> out;
    for (auto& point : TRY(cube.points(session, slice))) {
        auto code = access::region_code(point.region);
        code.resize(std::max(code.size(), std::size_t(digits)), '0');
        out.push_back({code, point.below, point.above, {}, {}, {}, 0});
    }
    return out;
}

std::int64_t overall_share(const std::vector<Place>& places) {
    std::int64_t above = 0, below = 0;
    for (auto& one : places) above += one.above, below += one.below;
    return statistics::share(above, below);
}

Result<std::vector<Place>> places(db::Session& session, Cube& cube, const Figure& figure,
                                  const Asked& asked) {
    int digits = next_digits(asked.region);
    if (digits == 0) return std::vector<Place>{};
    auto out = figure.listed.counted()
                   ? TRY(counted_places(session, cube, figure, asked, digits))
                   : TRY(entered_places(session, figure, asked, std::size_t(digits)));
    if (figure.listed.indicator->unit != Unit::percent) return out;
    auto overall = overall_share(out);
    for (auto& one : out) {
        using statistics::Confidence;
        one.interval = statistics::wilson(one.above, one.below);
        one.usual = statistics::funnel(overall, one.below, Confidence::p95);
        one.wide = statistics::funnel(overall, one.below, Confidence::p998);
        if (one.below == 0) continue;
        auto share = statistics::share(one.above, one.below);
        if (share < one.wide.low) one.outside = -1;
        if (share > one.wide.high) one.outside = 1;
    }
    return out;
}

} // namespace banxing::insight
