#include "sheets.h"

#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace banxing::intake {

namespace fs = std::filesystem;
constexpr std::size_t piece = 3u << 20; // sealed piece by piece; a line each

fs::path Sheets::path_of(std::int64_t import) const {
    return folder_ / (std::to_string(import) + ".sealed");
}

static Error unwritable() {
    return Error::unavailable({"文件保存失败，请稍后再试；没有改动任何数据",
                               "The sheet could not be kept; nothing was changed"});
}

static Result<void> sync(const fs::path& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail(unwritable());
    bool good = ::fsync(file) == 0;
    ::close(file);
    if (!good) return fail(unwritable());
    return {};
}

Result<void> Sheets::keep(std::int64_t import, const fs::path& plain) const {
    std::error_code error;
    fs::create_directories(folder_, error);
    std::ifstream in(plain, std::ios::binary);
    fs::path part = path_of(import);
    part += ".part";
    {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        auto key = vault_.new_key();
        out << vault_.wrap(key, import) << '\n';
        std::string buffer(piece, '\0');
        for (int n = 0; in && out; ++n) {
            in.read(buffer.data(), std::streamsize(buffer.size()));
            if (in.gcount() == 0) break;
            auto text = std::string_view(buffer).substr(0, std::size_t(in.gcount()));
            out << crypto::seal(key, text, "sheet" + std::to_string(n)) << '\n';
        }
        out.flush();
        if (!out || in.bad()) return fail(unwritable());
    }
    TRY(sync(part));
    fs::rename(part, path_of(import), error);
    if (error) return fail(unwritable());
    return sync(folder_);
}

Result<std::string> Sheets::open(std::int64_t import) const {
    std::ifstream in(path_of(import), std::ios::binary);
    std::string line, out;
    if (!in || !std::getline(in, line))
        return fail(Error::not_found(
            {"原始文件已按期清除，无法再取出", "The sheet itself has been dropped by now"}));
    auto key = TRY(vault_.unwrap(line, import));
    for (int n = 0; std::getline(in, line); ++n)
        out += TRY(crypto::unseal(key, line, "sheet" + std::to_string(n)));
    return out;
}

void Sheets::drop(std::int64_t import) const {
    std::error_code error; // a sheet that is gone already is what was wanted
    fs::remove(path_of(import), error);
}

} // namespace banxing::intake
