#pragma once
// XPath regular expressions by bounded backtracking: no recursion on the text, each step counts
// against the budget.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::feel {

class Regex {
public:
    static constexpr std::size_t none = SIZE_MAX;
    struct Match {
        std::vector<std::pair<std::size_t, std::size_t>>
            groups; // 0 is the whole; none when it took no part
    };

    /// Flags s, m, i, x, q; nothing for a malformed pattern or an unknown flag.
    static std::optional<Regex> compile(std::string_view pattern, std::string_view flags);
    /// The first match at or after `from`. `steps` is what may be spent; below zero afterwards: too
    /// much work.
    std::optional<Match> search(std::u32string_view text, std::size_t from,
                                std::int64_t& steps) const;
    /// $1 … $9 and \$ in the replacement unless it is literal; nothing when the replacement is
    /// malformed.
    std::optional<std::u32string> replace(std::u32string_view text, std::u32string_view replacement,
                                          bool literal, std::int64_t& steps) const;

private:
    enum class Op : std::uint8_t {
        one,
        any,
        set,
        split,
        jump,
        save,
        begin,
        end,
        back,
        mark,
        check,
        done
    };
    struct Set {
        bool negated = false;
        std::vector<std::pair<char32_t, char32_t>> spans;
        std::vector<std::pair<char32_t, bool>> classes; // letter of \d …; negated
        std::vector<Set> without;                       // [a-z-[aeiou]]
    };
    struct Code {
        Op op;
        std::size_t x = 0, y = 0; // split: first x, then y
        char32_t c = 0;
    };
    friend class RegexParser;

    bool run(std::u32string_view text, std::size_t at, std::vector<std::size_t>& registers,
             std::int64_t& steps) const;
    bool same(char32_t a, char32_t b) const;
    bool in_set(const Set& set, char32_t c) const;
    bool takes(const Code& code, char32_t c) const;
    bool repeats(std::size_t group, std::u32string_view text, std::size_t& at,
                 const std::vector<std::size_t>& registers) const;
    bool step(const Code& code, std::u32string_view text, std::size_t& at,
              const std::vector<std::size_t>& registers) const;

    std::vector<Code> codes_;
    std::vector<Set> sets_;
    std::size_t groups_ = 1, marks_ = 0;
    bool ignore_case_ = false, dot_all_ = false, lines_ = false;
};

} // namespace banxing::feel
