#include <consequences/figures.h>

#include <algorithm>
#include <duties/board.h>

namespace banxing::duties {

/// The worst of them counts.
static Figures worst(const std::vector<insight::Standing>& all) {
    auto any = [&](insight::Standing one) { return std::ranges::find(all, one) != all.end(); };
    if (any(insight::Standing::missed)) return Figures::missed;
    if (any(insight::Standing::at_risk)) return Figures::at_risk;
    if (any(insight::Standing::on_track)) return Figures::on_track;
    return any(insight::Standing::reached) ? Figures::reached : Figures::none;
}

std::vector<Standing> Board::standings() const {
    std::vector<Standing> out;
    for (const auto& one : duties) out.push_back(one.standing);
    return out;
}

Result<Board> board(db::Session& session, insight::Cube& cube, const derive::Program& program,
                    const Register& all, Date today) {
    constexpr int course = 24;
    Board out;
    for (auto& note : TRY(notes(session, ""))) out.notes[note.about].push_back(note);
    std::map<std::string, insight::Figure> known;
    insight::Asked asked{all.region, consequences::month_number(today), course};
    for (auto& one : TRY(insight::board(session, cube, program, asked)))
        known[one.listed.id] = std::move(one);
    for (const auto& duty : all.duties) {
        OnBoard one;
        one.duty = &duty;
        std::vector<insight::Standing> standings;
        for (const auto& id : duty.figures) {
            auto at = known.find(id);
            if (at == known.end()) continue;
            const auto& figure = at->second;
            for (const auto* target : insight::targets_of(*figure.listed.indicator, all.region))
                standings.push_back(
                    insight::standing(*figure.listed.indicator, *target, figure.course));
            one.figures.push_back(figure);
        }
        one.standing = standing(duty.due, worst(standings), out.notes["duty/" + duty.id], today);
        out.duties.push_back(std::move(one));
    }
    return out;
}

} // namespace banxing::duties
