#include <core/text.h>

#include <desks/sheets.h>
#include <fstream>
#include <sstream>
#include <wire/upload_file.h>

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

Result<std::string> written_by(const Context& context,
                               const std::function<Result<void>(const std::string&)>& write) {
    auto file = TRY(UploadFile::create(context.services.uploads));
    TRY(write(file.path()));
    std::ifstream in(file.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

} // namespace banxing::http
