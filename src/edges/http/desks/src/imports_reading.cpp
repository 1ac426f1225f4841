#include "imports_reading.h"

#include <casework/own_file.h>

namespace banxing::http {

Result<intake::Mapping> read_mapping(const Request& request) {
    auto fields = TRY(Fields::of(request));
    intake::Mapping out;
    fields.each("columns", 1, 500, [&](Fields& item) {
        auto column = item.integer_or("column", 0, 20'000, -1);
        auto field = item.text_or_empty("field", 120);
        if (column < 0)
            item.note("column", {"缺少", "is missing"});
        else if (!out.emplace(int(column), field).second)
            item.note("column", {"出现了不止一次", "stands there more than once"});
    });
    TRY(fields.done());
    std::erase_if(out, [](const auto& one) { return one.second.empty(); });
    return out;
}

Result<std::string> rejects_of(const Context& context, std::int64_t import) {
    auto sheet = TRY(written_by(context, [&](const std::string& path) {
        return context.services.intake.rejects(context.who(), import, path);
    }));
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return casework::note_act(context.office(), s, context.who(), "import.exported",
                                  SubjectId{}, {{"import", import}});
    }));
    return sheet;
}

} // namespace banxing::http
