#pragma once
// Which encoding a text is in, told by its bytes, and the way from there to UTF-8.
#include "input.h"

namespace banxing::files {

struct TextSurvey {
    Encoding encoding = Encoding::utf8;
    bool big_endian = false; // of UTF-16
    std::size_t mark = 0;    // bytes of the byte order mark
    std::uint32_t lines = 0; // roughly
};

/// Strictly valid UTF-8 is UTF-8; else GB18030 it must be. Invalid when it is neither, or cut off
/// in a character.
Result<TextSurvey> survey_text(const Input& input);

/// The text in UTF-8 without mark, block by block; no block ends inside a character.
Result<> stream_text(const Input& input, const TextSurvey& survey, const Blocks& blocks);

} // namespace banxing::files
