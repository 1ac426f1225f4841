#include <insight/open_data.h>
#include <statistics/protect.h>

namespace banxing::insight {

/// Counts of beds or projects are no people; nothing to hide in what units enter themselves.
static bool of_people(const Figure& figure) {
    return figure.listed.counted() && figure.listed.system->subject_kind == "person";
}

static void protect(std::vector<Published>& rows, std::size_t first) {
    bool whole = rows[first].withheld;
    std::vector<statistics::Row> table;
    for (auto i = first + 1; i < rows.size(); ++i) table.push_back({rows[i].above, rows[i].below});
    statistics::protect(table, least_published);
    for (std::size_t i = 0; i < table.size(); ++i)
        rows[first + 1 + i].withheld = whole || table[i].withheld;
}

static bool small(std::int64_t people) {
    return people > 0 && people < least_published;
}

static bool too_small(const Figure& figure) {
    auto& now = figure.now();
    if (figure.listed.indicator->unit == derive::Unit::count) return small(now.below);
    return small(now.above) || small(now.below) || small(now.below - now.above);
}

Result<std::vector<Published>> publish(db::Session& session, Cube& cube,
                                       const derive::Program& program, const Asked& asked) {
    std::vector<Published> out;
    for (auto& figure : TRY(board(session, cube, program, asked))) {
        if (!figure.has()) continue;
        bool people = of_people(figure),
             count = figure.listed.indicator->unit == derive::Unit::count;
        auto first = out.size();
        auto& now = figure.now();
        out.push_back({figure.listed, asked.region, now.month, now.below, now.above,
                       people && too_small(figure), true});
        for (auto& place : TRY(places(session, cube, figure, asked)))
            out.push_back({figure.listed, place.region, now.month, place.below,
                           count ? place.below : place.above, false, false});
        if (people) protect(out, first);
    }
    return out;
}

} // namespace banxing::insight
