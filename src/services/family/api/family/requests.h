#pragma once
// What a family asks for, and the answer in time.
#include <family/guardians.h>

namespace banxing::family {

/// correction of a record (about: its lineage); review of a computed decision by a person (about:
/// benefit/period).
enum class Kind { correction, review };
const char* name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

struct Answer {
    bool granted = false;
    std::string words;
    AccountId by;
    OrganisationId of;
    Instant at;
};

struct Asked {
    std::int64_t id = 0;
    SubjectId subject;
    AccountId account;
    Kind kind = Kind::correction;
    std::string about, words;
    OrganisationId organisation; // that answers; 0: those who review at the place
    Instant at;
    Date due;
    std::optional<Answer> answer;
};

struct NewRequest {
    Kind kind = Kind::correction;
    std::string about, words, write_id;
};

/// The request's number; a retry with the same write_id answers the same. Not found when it is
/// about nothing in this file.
Result<std::int64_t> ask(const Desk& desk, const access::Principal& who, SubjectId subject,
                         const NewRequest& wanted);
/// Newest first; the caller has found that the file is open to it.
Result<std::vector<Asked>> requests_of(const Desk& desk, db::Session& session, SubjectId subject);

/// Open ones that the post answers, most urgent first.
Result<std::vector<Asked>> requests_on_desk(const Desk& desk, db::Session& session,
                                            const access::Principal& who, int most);
/// Not found when another post answers it, conflict when it is answered already.
Result<void> answer(const Desk& desk, const access::Principal& who, std::int64_t request,
                    bool granted, const std::string& words);

} // namespace banxing::family
