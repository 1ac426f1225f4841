#include "input.h"

#include "refusals.h"

#include <fmt/format.h>

namespace banxing::files {

Result<Input> Input::open(const Source& source, const Limits& limits) {
    Input input;
    if (source.path.empty()) {
        input.memory_ = source.bytes;
        input.size_ = source.bytes.size();
    } else {
        std::error_code error;
        input.path_ = source.path;
        input.size_ = std::filesystem::file_size(source.path, error);
        if (!error) input.file_.reset(std::fopen(source.path.c_str(), "rb"));
        if (!input.file_)
            return fail(Error::not_found(
                {"找不到文件，或无权读取", "There is no such file, or it may not be read"}));
    }
    if (input.size_ == 0)
        return fail(Error::invalid(
            {"文件是空的，请检查后重新上传", "The file is empty. Check it and upload it again"}));
    if (input.size_ > limits.file_bytes)
        return fail(
            too_large({fmt::format("文件超过{}兆字节，请拆成几个文件上传", limits.file_bytes >> 20),
                       fmt::format("The file has more than {} MB. Split it into several files",
                                   limits.file_bytes >> 20)}));
    return input;
}

std::string Input::at(std::uint64_t at, std::size_t length) const {
    if (at >= size_) return {};
    if (!file_) return std::string(memory_.substr(at, length));
    std::string bytes(length, '\0');
    if (std::fseek(file_.get(), long(at), SEEK_SET) != 0) return {};
    bytes.resize(std::fread(bytes.data(), 1, length, file_.get()));
    return bytes;
}

Result<> Input::stream(const Blocks& blocks) const {
    for (std::uint64_t from = 0; from < size_;) {
        std::string block = at(from, block_size);
        if (block.empty()) return fail(damaged("read stopped before the end"));
        from += block.size();
        if (TRY(blocks(block)) == Next::stop) break;
    }
    return {};
}

} // namespace banxing::files
