#pragma once
// What a person may get, from when, what is missing for the rest, and the family's word on each:
// free of application, and a no is respected.
#include <casework/casework.h>
#include <entitlement/wishes.h>

namespace banxing::casework {

/// A fact that is not known, and the paper that would say it.
struct Missing {
    Words fact;       // empty: the paper itself is missing
    std::string form; // full id; empty: not one form's
    Words form_words;
    std::vector<Words> who; // roles that write it
};

/// found: it entitles to something. nearly: a paper, or one condition, is missing. refused: the
/// conditions are not met.
enum class Finding { found, nearly, refused };
const char* name_of(Finding finding);

struct BenefitFound {
    std::string id; // system.id
    Words title;
    Finding finding = Finding::refused;
    std::string from, last; // months: first that entitles to something, newest that was decided
    Money entitled, open;   // of all months; not decided yet
    bool estimate = false;  // others pay it
    Words sentence;         // of the newest month
    std::vector<Missing> missing;
    std::vector<derive::RowShown> nearly; // conditions that failed by one cell
    std::vector<derive::Citation> basis;
    std::optional<entitlement::Wish> wish;
};

/// Those found first. A benefit for which the file has no month yet is worked out as if its month's
/// form had been filled in today: nearly, if only papers are missing then.
Result<std::vector<BenefitFound>> benefits(Office& office, const access::Principal& who,
                                           SubjectId subject);
/// The same for a family that the caller has found to be the file's own.
Result<std::vector<BenefitFound>> own_benefits(Office& office, db::Session& session,
                                               SubjectId subject, bool locked);

/// A desk notes what the family said; act review.
Result<void> note_wish(Office& office, const access::Principal& who, SubjectId subject,
                       const std::string& benefit, bool wanted);
/// The family says it by itself; the caller has found that it may decide.
Result<void> own_wish(Office& office, db::Session& session, const access::Principal& who,
                      SubjectId subject, const std::string& benefit, bool wanted);

/// Conflict where the family does not want the benefit.
Result<void> respect(db::Session& session, SubjectId subject, const std::string& benefit);

} // namespace banxing::casework
