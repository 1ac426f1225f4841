#include "two_files.h"

#include <casework/transfer.h>

#include <algorithm>

namespace banxing::casework {

using Kind = Rearrangement::Act;

std::optional<Kind> rearrangement_named(std::string_view name) {
    static constexpr std::string_view names[] = {"transfer", "merge", "unmerge", "take_back"};
    for (std::size_t i = 0; i < std::size(names); ++i)
        if (names[i] == name) return Kind(i);
    return std::nullopt;
}

static Result<void> check_post(const access::Principal& who) {
    if (access::may(who, access::Act::doubts)) return {};
    return fail(Error::forbidden({"您的岗位不能办理此事", "Your post may not do this"}));
}

static Result<void> check_order(const Rearrangement& what) {
    if (what.act == Kind::unmerge || what.act == Kind::take_back) return {};
    bool nothing = what.act == Kind::transfer && what.lineages.empty() && what.back.empty();
    if (what.from != what.into && !nothing) return {};
    return fail(Error::invalid(
        {"请选择两份档案和要移动的记录", "Choose two files and the records to move"}));
}

static Result<void> unmerged(db::Session& session, SubjectId subject) {
    if (!TRY(records::standing_merge(session, subject))) return {};
    return fail(Error::conflict(
        {"这份档案已并入另一份", "This file has been merged into another one already"}));
}

static Result<records::Move> merge_to_undo(db::Session& session, SubjectId from) {
    auto found = TRY(records::standing_merge(session, from));
    if (!found)
        return fail(Error::conflict({"这份档案没有并入别的档案", "This file is not merged"}));
    TRY(unmerged(session, found->into));
    return *found;
}

static Result<records::Move> move_to_undo(db::Session& session, const Rearrangement& what) {
    if (what.act == Kind::unmerge) return merge_to_undo(session, what.from);
    for (auto& move : TRY(records::moves_of(session, what.from)))
        if (move.from == what.from && move.act == what.move && !move.merge && !move.undone)
            return move;
    return fail(Error::conflict(
        {"没有这次移动，或者它已被取回", "There is no such act, or it was taken back already"}));
}

/// One act inside one transaction: which files, then what is done with them.
class Rearranging {
public:
    Rearranging(Office& office, db::Session& session, const access::Principal& who,
                const Rearrangement& what)
        : office_(office), session_(session), who_(who), what_(what),
          desk_(office, session, who, what.reason) {}

    /// Finds the files, locks them and compares their versions.
    Result<void> open();
    Result<std::vector<Receipt>> act();
    SubjectId into() const { return into_; }

private:
    bool takes_back() const { return what_.act == Kind::unmerge || what_.act == Kind::take_back; }
    Result<void> compare(SubjectId subject, std::int64_t seen);
    Result<void> take(std::vector<std::int64_t> lineages, bool merge);

    Office& office_;
    db::Session& session_;
    const access::Principal& who_;
    const Rearrangement& what_;
    Desk desk_;
    SubjectId into_;
    std::optional<records::Move> undone_;
};

Result<void> Rearranging::compare(SubjectId subject, std::int64_t seen) {
    if (seen == 0 || seen == desk_.file(subject).version_found()) return {};
    return fail(Error::conflict({"档案刚被别人改过，请重新核对",
                                 "Somebody has changed a file meanwhile; look at it again"}));
}

Result<void> Rearranging::open() {
    if (takes_back()) undone_ = TRY(move_to_undo(session_, what_));
    into_ = undone_ ? undone_->into : what_.into;
    Date today = office_.clock.today();
    bool emptied = what_.act == Kind::unmerge; // nobody sees a merged file
    bool seen = TRY(access::visible(session_, who_, into_, today)) &&
                (emptied || TRY(access::visible(session_, who_, what_.from, today)));
    if (!seen) return fail(access::no_such_file());
    TRY(desk_.open({what_.from, into_}));
    if (desk_.file(what_.from).kind() != desk_.file(into_).kind())
        return fail(Error::invalid({"两份档案不是同一类", "The two files are of different kinds"}));
    TRY(compare(what_.from, what_.from_version));
    return compare(into_, what_.into_version);
}

Result<void> Rearranging::take(std::vector<std::int64_t> lineages, bool merge) {
    if (lineages.empty()) return {};
    return desk_.take({what_.from, into_, std::move(lineages)}, merge);
}

Result<std::vector<Receipt>> Rearranging::act() {
    static constexpr const char* names[] = {"records.transferred", "file.merged", "file.unmerged",
                                            "records.taken_back"};
    if (what_.act == Kind::merge) {
        TRY(unmerged(session_, what_.from));
        TRY(unmerged(session_, into_));
        TRY(take(desk_.file(what_.from).standing_lineages(), true));
    } else if (what_.act == Kind::transfer) {
        TRY(take(what_.lineages, false));
        if (!what_.back.empty()) TRY(desk_.take({into_, what_.from, what_.back}, false));
    } else {
        for (auto& moved : TRY(records::moved_by(session_, *undone_)))
            TRY(desk_.give_back(*undone_, moved));
        TRY(records::undo_move(session_, *undone_, office_.clock.now()));
        bool later = what_.act == Kind::unmerge && !what_.lineages.empty();
        if (later) TRY(desk_.take({into_, what_.from, what_.lineages}, false));
    }
    TRY(desk_.hand_over());
    return desk_.finish(names[int(what_.act)]);
}

Result<void> rearrange(Office& office, const access::Principal& who, const Rearrangement& what) {
    TRY(check_post(who));
    TRY(check_order(what));
    if (what.reason.empty())
        return fail(Error::invalid({"请写明原因", "State the reason"},
                                   {{"reason", {"必须填写", "is required"}}}));
    auto receipts = TRY(office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::vector<Receipt>> {
            Rearranging work(office, session, who, what);
            TRY(work.open());
            return work.act();
        }));
    for (auto& receipt : receipts) announce(office, receipt);
    return {};
}

// ---- before it is done ----

static bool stands(const records::Row& row) {
    return row.op != derive::RecordOp::withdrawal;
}

/// What stood and stands no more leaves; what did not stand, or was not there, comes.
static Result<void> compare_rows(Office& office, db::Session& session, const access::Principal& who,
                                 const std::vector<records::Row>& rows, PreviewSide& side) {
    auto now = TRY(records::load(session, side.subject));
    auto plain = TRY(readable(office, session, who, side.subject));
    auto before = records::in_force(rows);
    auto show = [&](std::int64_t no, std::vector<records::Row>& list) {
        auto found = std::find_if(plain.begin(), plain.end(), [&](auto& r) { return r.no == no; });
        if (found == plain.end())
            ++side.unread;
        else
            list.push_back(*found);
    };
    for (auto* row : records::in_force(now)) {
        auto old = std::find_if(before.begin(), before.end(),
                                [&](auto* other) { return other->lineage == row->lineage; });
        bool stood = old != before.end() && stands(**old);
        if (stood && !stands(*row)) show(row->no, side.leave);
        if (stood || (old != before.end() && !stands(*row))) continue;
        show(row->no, side.come);
        if (!stands(*row)) side.aside.push_back(row->lineage);
    }
    return {};
}

static Result<PreviewSide> side_before(db::Session& session, SubjectId subject) {
    auto head = TRY(records::find(session, subject));
    PreviewSide side;
    side.subject = subject;
    side.version = head ? head->version : 0;
    side.before = TRY(consequences::load(session, subject));
    return side;
}

static Result<Preview> rehearse(Office& office, db::Session& session, const access::Principal& who,
                                const Rearrangement& what) {
    Rearranging work(office, session, who, what);
    SubjectId into = what.into;
    if (what.act == Kind::unmerge || what.act == Kind::take_back)
        into = TRY(move_to_undo(session, what)).into;
    Preview out{TRY(side_before(session, what.from)), TRY(side_before(session, into))};
    auto from_rows = TRY(records::load(session, what.from));
    auto into_rows = TRY(records::load(session, into));
    TRY(work.open());
    TRY(work.act());
    TRY(compare_rows(office, session, who, from_rows, out.from));
    TRY(compare_rows(office, session, who, into_rows, out.into));
    for (auto* side : {&out.from, &out.into}) {
        side->after = TRY(consequences::load(session, side->subject));
        auto sight = TRY(sight_of(office, session, who, side->subject));
        sight.narrow(side->before);
        sight.narrow(side->after);
    }
    return out;
}

Result<Preview> preview(Office& office, const access::Principal& who, const Rearrangement& what) {
    TRY(check_post(who));
    TRY(check_order(what));
    std::optional<Preview> seen;
    // the failure is what takes it all back
    Result<void> gone =
        office.database.write(db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            seen.reset();
            seen = TRY(rehearse(office, session, who, what));
            return fail(Error::conflict({"只是预览", "Only a preview"}));
        });
    if (!seen) return fail(std::move(gone).error());
    return std::move(*seen);
}

// ---- what was done ----

/// Lineages that were written into the file after the merge brought the others.
static Result<std::vector<std::int64_t>> written_since(db::Session& session, SubjectId into,
                                                       const std::vector<records::Moved>& moved) {
    std::vector<std::int64_t> out;
    std::int64_t last = moved.empty() ? 0 : moved.back().lineage;
    auto rows = TRY(records::load(session, into));
    for (auto* row : records::in_force(rows))
        if (stands(*row) && row->lineage > last) out.push_back(row->lineage);
    std::sort(out.begin(), out.end());
    return out;
}

Result<std::vector<MoveShown>> moves_of(Office& office, const access::Principal& who,
                                        SubjectId subject) {
    TRY(check_post(who));
    using All = std::vector<MoveShown>;
    return office.database.read([&](db::Session& session) -> Result<All> {
        SubjectId standing = TRY(records::standing(session, subject));
        if (!TRY(access::visible(session, who, standing, office.clock.today())))
            return fail(access::no_such_file());
        All out;
        for (auto& move : TRY(records::moves_of(session, standing))) {
            auto moved = TRY(records::moved_by(session, move));
            MoveShown one{move, std::int64_t(moved.size()), {}};
            if (move.merge && !move.undone)
                one.later = TRY(written_since(session, move.into, moved));
            out.push_back(std::move(one));
        }
        std::stable_sort(out.begin(), out.end(),
                         [](auto& a, auto& b) { return a.move.at.ms < b.move.at.ms; });
        return out;
    });
}

} // namespace banxing::casework
