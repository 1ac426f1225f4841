#include "two_files.h"

#include <entitlement/moves.h>

#include <algorithm>

namespace banxing::casework {

Result<void> Desk::open(std::vector<SubjectId> subjects) {
    std::sort(subjects.begin(), subjects.end());
    subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
    for (SubjectId subject : subjects) {
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

} // namespace banxing::casework
