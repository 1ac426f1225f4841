#pragma once
// Files of other kinds than people: institutions, employers …
#include <casework/casework.h>

namespace banxing::casework {

/// Whether a form may be written in files of this kind: its system's, or one that it names.
bool belongs(const derive::Program& program, const derive::Form& form, std::string_view kind);

/// The forms that open a file of this kind: those that say where it is, whose text field `name` is
/// what the file is called. None for people and for kinds that no system is about.
std::vector<const derive::Form*> opening_forms(const derive::Program& program,
                                               std::string_view kind);

struct Opened {
    SubjectId subject;
    bool existed = false; // a retry: the file that the first attempt opened
};

/// Opens a file with its first record (and more, if given) and makes it findable by its name.
/// Invalid when the first record is not of one of the kind's opening forms; conflict when a file of
/// that kind has the same name already.
Result<Opened> open_subject(Office& office, const access::Principal& who, const std::string& kind,
                            const std::vector<Submission>& what);

struct OpenedIn {
    Opened opened;
    Receipt receipt; // announce it once it is durable; until then the name is not found
};
/// The same inside a transaction of the caller.
Result<OpenedIn> open_subject_in(Office& office, db::Session& session, const access::Principal& who,
                                 const std::string& kind, const std::vector<Submission>& what);

} // namespace banxing::casework
