#include "archive.h"

#include "refusals.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>
#include <zip.h>

namespace banxing::files {

void Archive::Discard::operator()(zip* archive) const {
    zip_discard(archive);
}

Archive::Archive(std::unique_ptr<zip, Discard> archive, std::uint64_t limit)
    : archive_(std::move(archive)), limit_(limit) {}
Archive::Archive(Archive&&) noexcept = default;
Archive::~Archive() = default;

static std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

/// The entries that the archive's end claims, before anybody makes room for them. Zero when there
/// is no end.
static std::uint64_t claimed_entries(const Input& input) {
    constexpr std::size_t longest_comment = 65'535, end_size = 22, locator_size = 20;
    std::uint64_t from =
        input.size() -
        std::min<std::uint64_t>(input.size(), longest_comment + end_size + locator_size);
    std::string tail = input.at(from, longest_comment + end_size + locator_size);
    std::uint64_t entries = 0;
    std::string_view view = tail;
    for (auto at = view.find("PK\5\6"); at != view.npos; at = view.find("PK\5\6", at + 1))
        if (at + end_size <= view.size())
            entries = std::max(entries, little_endian(view.substr(at + 10, 2)));
    for (auto at = view.find("PK\6\7"); at != view.npos; at = view.find("PK\6\7", at + 1)) {
        if (at + locator_size > view.size()) continue;
        std::string end64 = input.at(little_endian(view.substr(at + 8, 8)), 56);
        if (end64.size() == 56 && end64.starts_with("PK\6\6"))
            entries = std::max(entries, little_endian(std::string_view(end64).substr(32, 8)));
    }
    return entries;
}

static Result<zip_source_t*> source_of(const Input& input) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source =
        input.on_disk()
            ? zip_source_file_create(input.path().c_str(), 0, -1, &error)
            : zip_source_buffer_create(input.memory().data(), input.memory().size(), 0, &error);
    zip_error_fini(&error);
    if (!source) return fail(Error::internal("libzip: no source"));
    return source;
}

Result<Archive> Archive::open(const Input& input, const Limits& limits) {
    if (claimed_entries(input) > limits.entries)
        return fail(
            too_large({fmt::format("压缩包内超过{}个文件，这不是正常的表格", limits.entries),
                       fmt::format("The archive holds more than {} files: not an ordinary sheet",
                                   limits.entries)}));
    zip_source_t* source = TRY(source_of(input));
    zip_error_t error;
    zip_error_init(&error);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    std::string detail = archive ? "" : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!archive) {
        zip_source_free(source);
        return fail(damaged("libzip: " + detail));
    }
    return Archive({archive, Discard()}, limits.inflated_bytes);
}

bool Archive::has(const std::string& name) const {
    return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<> Archive::count(std::uint64_t entry, std::uint64_t pass_bytes) {
    std::uint64_t& seen = counted_[entry];
    if (pass_bytes <= seen) return {};
    inflated_ += pass_bytes - seen;
    seen = pass_bytes;
    if (inflated_ > limit_) return fail(inflates_too_much(limit_));
    return {};
}

static Error encrypted_entry() {
    return Error::invalid(
        {"文件有密码保护，请取消密码后另存为 .xlsx 重新上传",
         "The file is protected by a password. Remove it, save as .xlsx and upload again"});
}

Result<> Archive::stream(const std::string& name, const Blocks& blocks) {
    auto index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
    if (index < 0) return fail(damaged("missing part of the archive"));
    zip_stat_t stat;
    zip_stat_init(&stat);
    bool known = zip_stat_index(archive_.get(), zip_uint64_t(index), 0, &stat) == 0;
    if (known && (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return fail(encrypted_entry());
    std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> entry(
        zip_fopen_index(archive_.get(), zip_uint64_t(index), 0), zip_fclose);
    if (!entry) return fail(damaged("entry cannot be opened"));
    std::vector<char> block(block_size);
    for (std::uint64_t total = 0;;) {
        auto got = zip_fread(entry.get(), block.data(), block.size());
        if (got < 0) return fail(damaged("entry cannot be inflated"));
        if (got == 0) return {};
        total += std::uint64_t(got);
        TRY(count(std::uint64_t(index), total));
        if (TRY(blocks({block.data(), std::size_t(got)})) == Next::stop) return {};
    }
}

} // namespace banxing::files
