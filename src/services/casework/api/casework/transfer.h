#pragma once
// Two files of one person, and records in the wrong twin's file: one primitive. A record is voided
// in the file it leaves and copied into the other, with its origin; both follow at once.
#include <casework/casework.h>
#include <records/moves.h>

namespace banxing::casework {

/// What is done with two files. Act doubts, both files visible, a reason. conflict while a payment
/// of a file waits for approval.
struct Rearrangement {
    /// transfer: `lineages` of `from` go into `into`, `back` the other way at once (twins); a
    /// record whose key stands there already comes in withdrawn, for a person to compare. merge:
    /// all of `from` goes into `into`; `from` is found no more and leads there. conflict when
    /// either is merged already.
    /// unmerge: takes the merge of `from` back, with what was corrected or withdrawn meanwhile;
    /// `lineages`: what was written into the other file since and is about `from`.
    /// take_back: the same for a transfer, which is act `move` of `from`.
    enum class Act { transfer, merge, unmerge, take_back };
    Act act = Act::transfer;
    SubjectId from, into; // unmerge and take_back know `into`
    std::vector<std::int64_t> lineages, back = {};
    std::int64_t move = 0;
    std::string reason = {};
    /// Versions of the files that were seen: others are a conflict. 0: not compared.
    std::int64_t from_version = 0, into_version = 0;
};
std::optional<Rearrangement::Act> rearrangement_named(std::string_view name);

Result<void> rearrange(Office& office, const access::Principal& who, const Rearrangement& what);

/// A file before the act and what the act makes of it.
struct PreviewSide {
    SubjectId subject;
    std::int64_t version = 0;              // before the act
    std::vector<records::Row> leave, come; // in force, plain; only what the post may read
    std::vector<std::int64_t> aside;       // lineages of `come` that come in withdrawn
    std::int64_t unread = 0;               // records that go or come and that the post may not read
    consequences::OfSubject before, after;
};
struct Preview {
    PreviewSide from, into;
};
/// Does it and takes it back before anybody sees it: exactly what would follow. No reason needed.
Result<Preview> preview(Office& office, const access::Principal& who, const Rearrangement& what);

/// An act that moved records out of the file or into it.
struct MoveShown {
    records::Move move;
    std::int64_t records = 0;
    /// Of a merge that stands: lineages written into the other file since.
    std::vector<std::int64_t> later;
};
/// Act doubts; newest last.
Result<std::vector<MoveShown>> moves_of(Office& office, const access::Principal& who,
                                        SubjectId subject);

} // namespace banxing::casework
