#pragma once
// Where the parts of a workbook are: relations, sheets, the day its serials count from.
#include "archive.h"

#include <string>
#include <vector>

namespace banxing::files {

struct Workbook {
    struct Sheet {
        std::string name, part;
        bool visible = true;
    };
    std::vector<Sheet> sheets; // worksheets only, in their order
    Epoch epoch = Epoch::y1900;
    std::string texts, styles; // parts; empty when there are none
};

/// Refuses what is no workbook, old binary workbooks in an archive (.xlsb), and macros.
Result<Workbook> read_workbook(Archive& archive, const Limits& limits);

} // namespace banxing::files
