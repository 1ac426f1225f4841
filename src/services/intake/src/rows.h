#pragma once
// A row of a sheet as records to submit, or why not.
#include "kinds.h"

#include <files/sheet.h>
#include <policy/regions.h>

namespace banxing::intake {

struct Submissions {
    casework::Submission registration;
    std::vector<casework::Submission> more; // the row's own record last
};

class RowReader {
public:
    RowReader(const Kind& kind, const Mapping& mapping, const casework::Office& office,
              const access::Principal& who, std::int64_t import);
    /// Every fault of the row in one sentence.
    Result<Submissions> read(const files::Row& row, files::Epoch epoch) const;
    /// Rows with equal keys are about the same matter of the same person.
    std::string key_of(const Submissions& row) const;
    /// Whether the row says anything at all.
    bool empty(const files::Row& row) const;

private:
    struct Bound {
        int column = 0;
        const Column* meaning = nullptr;
        const derive::Form* form = nullptr;
        const derive::Field* field = nullptr; // null: the day
    };
    struct Reading; // what one row has said so far
    void take(const Bound& bound, const files::Cell& cell, files::Epoch epoch, Reading& out) const;
    Result<Json> value(const Bound& bound, const files::Cell& cell, files::Epoch epoch,
                       const Reading& so_far) const;
    Result<Json> code(const Bound& bound, const std::string& text) const;
    Result<Json> codes(const Bound& bound, const std::string& text, const Reading& so_far) const;
    Result<Json> region(const std::string& text) const;
    void person(Reading& out) const;
    Submissions submissions(Reading& reading) const;

    const Kind& kind_;
    const casework::Office& office_;
    const access::Principal& who_;
    std::int64_t import_;
    std::vector<Bound>
        bound_; // in the order of the kind: codes that depend on others come after them
};

} // namespace banxing::intake
