#include "encoding.h"

#include "refusals.h"

#include <core/text.h>

#include <algorithm>
#include <cerrno>
#include <iconv.h>

namespace banxing::files {

static Error unknown_encoding() {
    return Error::invalid(
        {"无法识别文件的文字编码，请用 Excel 或 WPS 另存为 .xlsx 后重新上传",
         "The file's encoding is not known. Save it as .xlsx in Excel or WPS and upload it "
         "again"});
}

/// Bytes at the end of `text` that may be the start of a character of UTF-8, at most 3.
static std::size_t unfinished(std::string_view text) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0) == 0x80) continue;
        std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

namespace {

class Utf8Check {
public:
    void feed(std::string_view block) {
        carry_.append(block);
        std::size_t rest = unfinished(carry_);
        std::string_view whole = std::string_view(carry_).substr(0, carry_.size() - rest);
        valid_ = valid_ && is_valid_utf8(whole);
        beyond_ascii_ =
            beyond_ascii_ || std::any_of(whole.begin(), whole.end(), [](char c) { return c < 0; });
        carry_.erase(0, carry_.size() - rest);
    }
    bool valid() const { return valid_ && carry_.empty(); }
    /// Good to the last character, which is not there whole.
    bool cut_off() const { return valid_ && beyond_ascii_ && !carry_.empty(); }

private:
    std::string carry_;
    bool valid_ = true, beyond_ascii_ = false;
};

} // namespace

static TextSurvey by_mark(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, false, 3};
    if (head.starts_with("\xFF\xFE")) return {Encoding::utf16, false, 2};
    if (head.starts_with("\xFE\xFF")) return {Encoding::utf16, true, 2};
    return {};
}

Result<TextSurvey> survey_text(const Input& input) {
    TextSurvey survey = by_mark(input.at(0, 3));
    Utf8Check check;
    bool binary = false;
    TRY(input.stream([&](std::string_view block) -> Result<Next> {
        survey.lines += std::uint32_t(std::count(block.begin(), block.end(), '\n'));
        if (survey.encoding == Encoding::utf16) return Next::more;
        binary = binary || block.find('\0') != block.npos;
        check.feed(block);
        return binary ? Next::stop : Next::more;
    }));
    if (binary) return fail(not_a_sheet());
    if (survey.encoding == Encoding::utf16 || check.valid()) return survey;
    if (check.cut_off()) return fail(damaged("cut off in a character"));
    if (survey.mark != 0) return fail(unknown_encoding());
    survey.encoding = Encoding::gb18030;
    return survey;
}

namespace {

class Converter {
public:
    explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() {
        if (usable()) iconv_close(handle_);
    }
    bool usable() const { return handle_ != iconv_t(-1); }

    /// What is whole of `block`, with what was left over before it; nothing when it is not in this
    /// encoding.
    std::optional<std::string> convert(std::string_view block) {
        left_.append(block);
        std::string out(left_.size() * 3 + 16, '\0');
        char* in_at = left_.data();
        char* out_at = out.data();
        std::size_t in_left = left_.size(), out_left = out.size();
        if (iconv(handle_, &in_at, &in_left, &out_at, &out_left) == std::size_t(-1) &&
            errno != EINVAL)
            return std::nullopt;
        out.resize(out.size() - out_left);
        left_.erase(0, left_.size() - in_left);
        return out;
    }
    bool complete() const { return left_.empty(); }

private:
    iconv_t handle_;
    std::string left_;
};

} // namespace

static Result<> stream_converted(const Input& input, const TextSurvey& survey, const char* from,
                                 const Blocks& blocks) {
    Converter converter(from);
    if (!converter.usable()) return fail(Error::internal("iconv has no converter"));
    std::size_t skip = survey.mark;
    bool stopped = false;
    TRY(input.stream([&](std::string_view block) -> Result<Next> {
        block.remove_prefix(std::exchange(skip, 0));
        auto text = converter.convert(block);
        if (!text) return fail(unknown_encoding());
        if (text->find('\0') != text->npos) return fail(not_a_sheet());
        Next next = TRY(blocks(*text));
        stopped = next == Next::stop;
        return next;
    }));
    if (!stopped && !converter.complete()) return fail(damaged("cut off in a character"));
    return {};
}

Result<> stream_text(const Input& input, const TextSurvey& survey, const Blocks& blocks) {
    if (survey.encoding == Encoding::gb18030)
        return stream_converted(input, survey, "GB18030", blocks);
    if (survey.encoding == Encoding::utf16)
        return stream_converted(input, survey, survey.big_endian ? "UTF-16BE" : "UTF-16LE", blocks);
    std::size_t skip = survey.mark;
    std::string carry;
    return input.stream([&](std::string_view block) -> Result<Next> {
        block.remove_prefix(std::exchange(skip, 0));
        carry.append(block);
        std::string rest = carry.substr(carry.size() - unfinished(carry));
        carry.resize(carry.size() - rest.size());
        std::string whole = std::exchange(carry, std::move(rest));
        return blocks(whole);
    });
}

} // namespace banxing::files
