#include "bytes.h"

#include <fcntl.h>
#include <unistd.h>

namespace banxing::backup {

namespace fs = std::filesystem;

constexpr std::size_t piece = 1u << 20;

Error no_space(const fs::path& file, const char* what) {
    return Error::unavailable({"备份文件无法读写：" + file.filename().string(),
                               "A file of the backup cannot be used: " + file.filename().string()},
                              what);
}

Error altered(const fs::path& file) {
    return Error::conflict(
        {"备份文件被改动过，或者已损坏：" + file.filename().string(),
         "A file of the backup is not what it was when it was made: " + file.filename().string()});
}

Result<Reader> Reader::open(const fs::path& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail(no_space(path, "open"));
    return Reader(file);
}

Reader::~Reader() {
    if (file_ >= 0) ::close(file_);
}

Result<std::string_view> Reader::take(std::size_t size) {
    buffer_.resize(size);
    std::size_t have = 0;
    while (have < size) {
        auto got = ::read(file_, buffer_.data() + have, size - have);
        if (got < 0) return fail(no_space("", "read"));
        if (got == 0) break;
        have += std::size_t(got);
    }
    std::string_view out(buffer_.data(), have);
    hash_.add(out);
    return out;
}

Result<Writer> Writer::create(const fs::path& path) {
    int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return fail(no_space(path, "create"));
    return Writer(path, file);
}

Writer::~Writer() {
    if (file_ >= 0) ::close(file_);
}

Result<void> Writer::put(std::string_view bytes) {
    hash_.add(bytes);
    TRY(put_at(written_, bytes));
    written_ += std::int64_t(bytes.size());
    return {};
}

Result<void> Writer::put_at(std::int64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        auto sent = ::pwrite(file_, bytes.data(), bytes.size(), offset);
        if (sent <= 0) return fail(no_space(path_, "write"));
        offset += sent;
        bytes.remove_prefix(std::size_t(sent));
    }
    return {};
}

Result<void> Writer::cut(std::int64_t size) {
    if (::ftruncate(file_, size) != 0) return fail(no_space(path_, "truncate"));
    return {};
}

Result<std::string> Writer::finish() {
    if (::fsync(file_) != 0) return fail(no_space(path_, "sync"));
    return hash_.hex();
}

Result<std::string> copy_file(const fs::path& from, const fs::path& to) {
    auto reader = TRY(Reader::open(from));
    auto writer = TRY(Writer::create(to));
    for (auto some = TRY(reader.take(piece)); !some.empty(); some = TRY(reader.take(piece)))
        TRY(writer.put(some));
    return writer.finish();
}

Result<std::string> hash_of(const fs::path& path) {
    auto reader = TRY(Reader::open(path));
    while (!TRY(reader.take(piece)).empty()) {
    }
    return reader.hash();
}

Result<std::string> read_whole(const fs::path& path) {
    auto reader = TRY(Reader::open(path));
    std::string out;
    for (auto some = TRY(reader.take(piece)); !some.empty(); some = TRY(reader.take(piece)))
        out += some;
    return out;
}

Result<void> sync_folder(const fs::path& folder) {
    int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = opened >= 0 && ::fsync(opened) == 0;
    if (opened >= 0) ::close(opened);
    if (synced) return {};
    return fail(no_space(folder, "sync"));
}

Result<void> replace(const fs::path& path, const std::string& text) {
    auto fresh = path;
    fresh += ".new";
    {
        auto writer = TRY(Writer::create(fresh));
        TRY(writer.put(text));
        TRY(writer.finish());
    }
    std::error_code error;
    fs::rename(fresh, path, error);
    if (error) return fail(no_space(path, "rename"));
    return sync_folder(path.parent_path());
}

} // namespace banxing::backup
