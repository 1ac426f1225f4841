#pragma once
// Texts of a family rest under the child's own key, each bound to its place.
#include <casework/casework.h>

namespace banxing::family {

inline constexpr const char* name_place = "family.guardian/name";
inline constexpr const char* proof_place = "family.guardian/proof_number";
inline constexpr const char* words_place = "family.request/words";
inline constexpr const char* answer_place = "family.request/answer";

inline Result<std::string> revealed(const casework::Office& office, db::Session& session,
                                    SubjectId subject, const std::string& sealed,
                                    const char* place) {
    return office.registry.reveal(session, subject, sealed, place);
}

} // namespace banxing::family
