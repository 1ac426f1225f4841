#pragma once
// Reads FEEL text character by character: whether two words are one name depends on what is
// declared, so there are no tokens until a name is asked for.
#include <feel/expression.h>

#include <string_view>

namespace banxing::feel {

bool is_name_start(char32_t c);
bool is_name_part(char32_t c);
bool is_space(char32_t c);

/// One character of UTF-8 at `at` (U+FFFD for a broken byte) and its length; 0 at the end.
struct Character {
    char32_t code = 0;
    std::size_t length = 0;
};
Character character_at(std::string_view text, std::size_t at);

/// Words and signs of a name; white space separates and does not count.
std::vector<std::string> name_tokens(std::string_view name);
/// The same, empty where a sign is none that names may hold: such an entry is reached by
/// get value() only.
std::vector<std::string> binding_tokens(std::string_view name);

class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    std::size_t at() const { return at_; }
    void go(std::size_t at) { at_ = at; }
    std::string_view text() const { return text_; }
    /// Past white space and comments.
    void skip_space();
    bool ended();
    /// The next byte after white space, `ahead` bytes further; 0 past the end.
    char peek(std::size_t ahead = 0);
    /// Takes the sign if it comes next.
    bool take(std::string_view sign);
    bool sees(std::string_view sign);
    /// Takes the word if it comes next as a whole word.
    bool take_word(std::string_view word);
    bool sees_word(std::string_view word);
    /// A run of name characters that starts like a name; empty when none comes next.
    std::string_view word();
    bool sees_name_start();
    /// Where the name ends if it comes next, else 0.
    std::size_t match(const std::vector<std::string>& tokens);
    Position position(std::size_t at) const;

private:
    std::size_t run_end(std::size_t from) const;

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace banxing::feel
