#include "imports_reading.h"

#include "context.h"
#include "upload_file.h"

#include <casework/own_file.h>
#include <core/text.h>

#include <fstream>
#include <sstream>

namespace banxing::http {

Result<std::string> file_name_of(const Request& request) {
    auto name = TRY(percent_decoded(request.header("x-file-name"), false));
    auto slash = name.find_last_of("/\\");
    if (slash != std::string::npos) name.erase(0, slash + 1);
    name = squeeze(name);
    if (name.empty()) name = "list";
    auto characters = to_utf32(name);
    if (characters.size() > 100)
        name = to_utf8(characters.substr(characters.size() - 100)); // the ending counts
    return name;
}

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

Result<std::string> written_by(const Context& context,
                               const std::function<Result<void>(const std::string&)>& write) {
    auto file = TRY(UploadFile::create(context.services.uploads));
    TRY(write(file.path()));
    std::ifstream in(file.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
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
