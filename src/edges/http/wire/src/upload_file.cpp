#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <wire/upload_file.h>

namespace banxing::http {
namespace {

Error no_room(const char* what) {
    return Error::unavailable({"服务器暂时无法保存文件，请稍后再试。",
                               "The server cannot keep the file now. Try again later."},
                              what);
}

} // namespace

Result<UploadFile> UploadFile::create(const std::string& folder) {
    auto path = folder + "/upload-XXXXXX";
    int file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) return fail(no_room("mkostemp"));
    return UploadFile(std::move(path), file);
}

UploadFile::UploadFile(UploadFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), file_(std::exchange(other.file_, -1)) {}

UploadFile& UploadFile::operator=(UploadFile&& other) noexcept {
    if (this != &other) {
        drop();
        path_ = std::exchange(other.path_, {});
        file_ = std::exchange(other.file_, -1);
    }
    return *this;
}

UploadFile::~UploadFile() {
    drop();
}

void UploadFile::drop() noexcept {
    if (file_ >= 0) ::close(file_);
    if (!path_.empty()) ::unlink(path_.c_str());
}

Result<void> UploadFile::append(std::string_view piece) {
    while (!piece.empty()) {
        auto written = ::write(file_, piece.data(), piece.size());
        if (written <= 0) return fail(no_room("write"));
        piece.remove_prefix(std::size_t(written));
    }
    return {};
}

} // namespace banxing::http
