#pragma once
// What all cleaning starts with.
#include <core/result.h>
#include <files/clean.h>

#include <string>

namespace banxing::files {

/// as_text, refused when blank.
Result<std::string> filled_text(const Cell& cell);
/// filled_text without any white space.
Result<std::string> compact_text(const Cell& cell);

inline tl::unexpected<Error> refuse_cell(const char* zh, const char* en) {
    return fail(Error::invalid({zh, en}));
}

bool all_digits(std::string_view text);
/// Takes `mark` off the front or the end; whether it was there.
bool take_front(std::string& text, std::string_view mark);
bool take_back(std::string& text, std::string_view mark);

} // namespace banxing::files
