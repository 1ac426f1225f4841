#pragma once
// Several files open in one transaction, and the records that go between them.
#include "writer.h"

#include <map>

namespace banxing::casework {

/// Lineages of `from` that belong to `into`.
struct Transfer {
    SubjectId from, into;
    std::vector<std::int64_t> lineages;
};

/// Files locked in order of subject, so that two acts cannot wait for each other.
class Desk {
public:
    Desk(Office& office, db::Session& session, const access::Principal& who, std::string reason)
        : office_(office), session_(session), who_(who), reason_(std::move(reason)) {}

    Result<void> open(std::vector<SubjectId> subjects);
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

} // namespace banxing::casework
