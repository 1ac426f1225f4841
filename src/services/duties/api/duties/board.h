#pragma once
// The duties of the register with what their figures say and how each stands.
#include <duties/threads.h>
#include <insight/board.h>

namespace banxing::duties {

struct OnBoard {
    const Duty* duty = nullptr;
    std::vector<insight::Figure> figures; // of the register's region
    Standing standing;
};
struct Board {
    NotesOf notes;
    std::vector<OnBoard> duties;
    std::vector<Standing> standings() const;
};

Result<Board> board(db::Session& session, insight::Cube& cube, const derive::Program& program,
                    const Register& all, Date today);

} // namespace banxing::duties
