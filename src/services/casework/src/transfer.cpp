#include "writer.h"

#include <casework/transfer.h>
#include <entitlement/moves.h>

#include <algorithm>
#include <map>

namespace banxing::casework {

/// Several files open in one transaction, locked in order of subject so that two acts cannot wait
/// for each other.
class Desk {
public:
    Desk(Office& office, db::Session& session, const access::Principal& who, std::string reason)
        : office_(office), session_(session), who_(who), reason_(std::move(reason)) {}

    Result<void> open(std::vector<SubjectId> subjects, bool must_be_visible);
    FileWriter& file(SubjectId subject) { return files_.at(subject); }

    /// Takes the records out of one file and keeps them until `hand_over`.
    Result<void> take(const Transfer& what, bool merge);
    Result<void> hand_over();
    /// Of a merge that is undone: one record goes home.
    Result<void> give_back(const records::Move& move, const records::Moved& moved);
    Result<std::vector<Receipt>> finish(const std::string& action);

private:
    struct Parcel {
        records::Move move;
        std::vector<Given> given;
    };
    Result<void> parcel(Parcel& parcel);

    Office& office_;
    db::Session& session_;
    const access::Principal& who_;
    std::string reason_;
    std::map<SubjectId, FileWriter> files_;
    std::vector<Parcel> parcels_;
};

Result<void> Desk::open(std::vector<SubjectId> subjects, bool must_be_visible) {
    std::sort(subjects.begin(), subjects.end());
    subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
    for (SubjectId subject : subjects) {
        bool visible = TRY(access::visible(session_, who_, subject, office_.clock.today()));
        if (must_be_visible && !visible) return fail(access::no_such_file());
        files_.emplace(subject, TRY(FileWriter::open(office_, session_, who_, subject)));
        if (TRY(entitlement::proposed_of(session_, subject)) > 0)
            return fail(Error::conflict({"有补贴正待审批，请先撤回或办结",
                                         "A payment waits for approval; settle it first"}));
    }
    return {};
}

Result<void> Desk::take(const Transfer& what, bool merge) {
    Parcel parcel{
        {what.from, what.into, 0, merge, who_.account.value, office_.clock.now(), reason_}, {}};
    for (auto lineage : what.lineages)
        parcel.given.push_back(TRY(file(what.from).give_up(lineage, reason_)));
    parcel.move.act = TRY(records::note_move(session_, parcel.move));
    parcels_.push_back(std::move(parcel));
    return {};
}

/// Waivers and replies name an occurrence, which may be a lineage that has another number now.
static bool names_occurrence(const std::string& form) {
    return form == "base.task_waiver" || form == "base.referral_reply";
}

static void rename(Json& content, const std::map<std::string, std::string>& numbers) {
    for (const char* field : {"task", "referral"}) {
        if (!content.contains(field)) continue;
        auto text = content[field].get<std::string>();
        auto slash = text.rfind('/');
        auto end = text.find('-', slash == text.npos ? 0 : slash); // a series: lineage-code
        if (slash == text.npos) continue;
        auto number = text.substr(slash + 1, end == text.npos ? text.npos : end - slash - 1);
        if (auto now = numbers.find(number); now != numbers.end())
            content[field] = text.substr(0, slash + 1) + now->second +
                             (end == text.npos ? "" : text.substr(end));
    }
}

Result<void> Desk::parcel(Parcel& parcel) {
    std::map<std::string, std::string> numbers;
    std::stable_partition(parcel.given.begin(), parcel.given.end(),
                          [](auto& one) { return !names_occurrence(one.row.form); });
    for (auto& one : parcel.given) {
        if (names_occurrence(one.row.form)) rename(one.content, numbers);
        auto moved = TRY(file(parcel.move.into).receive(one, reason_));
        numbers[std::to_string(moved.from_lineage)] = std::to_string(moved.lineage);
        TRY(records::note_moved(session_, parcel.move, moved));
    }
    return {};
}

Result<void> Desk::hand_over() {
    for (auto& one : parcels_) TRY(parcel(one));
    return {};
}

Result<std::vector<Receipt>> Desk::finish(const std::string& action) {
    std::vector<Receipt> out;
    for (auto& [subject, writer] : files_) out.push_back(TRY(writer.finish(action)));
    return out;
}

/// What was withdrawn since stays withdrawn; what was corrected goes back as corrected.
Result<void> Desk::give_back(const records::Move& move, const records::Moved& moved) {
    FileWriter& into = file(move.into);
    bool untouched = into.version_of(moved.lineage) == (moved.aside ? 2 : 1);
    auto given = TRY(into.give_back(moved, reason_));
    if (!given && !untouched) return {};
    if (untouched) given.reset();
    return file(move.from).take_back(moved.from_lineage, given, reason_);
}

static Result<void> check(const access::Principal& who, const std::string& reason) {
    if (!access::may(who, access::Act::doubts))
        return fail(Error::forbidden({"您的岗位不能办理此事", "Your post may not do this"}));
    if (reason.empty())
        return fail(Error::invalid({"请写明原因", "State the reason"},
                                   {{"reason", {"必须填写", "is required"}}}));
    return {};
}

static Result<void> run(Office& office,
                        const std::function<Result<std::vector<Receipt>>(db::Session&)>& act) {
    auto receipts = TRY(office.database.write(db::Priority::interactive, act));
    for (auto& receipt : receipts) announce(office, receipt);
    return {};
}

Result<void> transfer(Office& office, const access::Principal& who,
                      const std::vector<Transfer>& what, const std::string& reason) {
    TRY(check(who, reason));
    std::vector<SubjectId> subjects;
    for (auto& one : what) {
        subjects.push_back(one.from);
        subjects.push_back(one.into);
        if (one.from == one.into || one.lineages.empty())
            return fail(Error::invalid(
                {"请选择两份档案和要移动的记录", "Choose two files and the records to move"}));
    }
    return run(office, [&](db::Session& session) -> Result<std::vector<Receipt>> {
        Desk desk(office, session, who, reason);
        TRY(desk.open(subjects, true));
        for (auto& one : what) TRY(desk.take(one, false));
        TRY(desk.hand_over());
        return desk.finish("records.transferred");
    });
}

static Result<void> unmerged(db::Session& session, SubjectId subject) {
    if (!TRY(records::standing_merge(session, subject))) return {};
    return fail(Error::conflict(
        {"这份档案已并入另一份", "This file has been merged into another one already"}));
}

Result<void> merge(Office& office, const access::Principal& who, SubjectId from, SubjectId into,
                   const std::string& reason) {
    TRY(check(who, reason));
    if (from == into) return fail(Error::invalid({"请选择两份档案", "Choose two different files"}));
    return run(office, [&](db::Session& session) -> Result<std::vector<Receipt>> {
        Desk desk(office, session, who, reason);
        TRY(desk.open({from, into}, true));
        TRY(unmerged(session, from));
        TRY(unmerged(session, into));
        TRY(desk.take({from, into, desk.file(from).standing_lineages()}, true));
        TRY(desk.hand_over());
        return desk.finish("file.merged");
    });
}

static Result<records::Move> merge_to_undo(db::Session& session, SubjectId from) {
    auto found = TRY(records::standing_merge(session, from));
    if (!found)
        return fail(Error::conflict({"这份档案没有并入别的档案", "This file is not merged"}));
    TRY(unmerged(session, found->into));
    return *found;
}

Result<void> unmerge(Office& office, const access::Principal& who, SubjectId from,
                     const std::vector<std::int64_t>& later, const std::string& reason) {
    TRY(check(who, reason));
    return run(office, [&](db::Session& session) -> Result<std::vector<Receipt>> {
        auto move = TRY(merge_to_undo(session, from));
        if (!TRY(access::visible(session, who, move.into, office.clock.today())))
            return fail(access::no_such_file());
        Desk desk(office, session, who, reason);
        TRY(desk.open({from, move.into}, false));
        for (auto& moved : TRY(records::moved_by(session, move))) TRY(desk.give_back(move, moved));
        TRY(records::undo_move(session, move, office.clock.now()));
        if (!later.empty()) TRY(desk.take({move.into, from, later}, false));
        TRY(desk.hand_over());
        return desk.finish("file.unmerged");
    });
}

Result<MergedRecords> merged_records(Office& office, const access::Principal& who, SubjectId from) {
    return office.database.read([&](db::Session& session) -> Result<MergedRecords> {
        auto move = TRY(merge_to_undo(session, from));
        if (!TRY(access::visible(session, who, move.into, office.clock.today())))
            return fail(access::no_such_file());
        MergedRecords out;
        for (auto& moved : TRY(records::moved_by(session, move)))
            out.moved.push_back(moved.lineage);
        std::int64_t last = out.moved.empty() ? 0 : out.moved.back();
        auto rows = TRY(records::load(session, move.into));
        for (auto* row : records::in_force(rows))
            if (row->op != derive::RecordOp::withdrawal && row->lineage > last)
                out.later.push_back(row->lineage);
        std::sort(out.later.begin(), out.later.end());
        return out;
    });
}

} // namespace banxing::casework
