#include "text.h"

#include <cctype>
#include <functional>

namespace banxing::db {
namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// Where the quoted text or comment that starts at `at` ends; `at` itself when none starts there.
std::size_t skip_opaque(std::string_view text, std::size_t at) {
    if (text[at] == '\'' || text[at] == '"') {
        auto end = text.find(text[at], at + 1);
        return end == std::string_view::npos ? text.size() : end + 1;
    }
    if (text.substr(at, 2) == "--") {
        auto end = text.find('\n', at);
        return end == std::string_view::npos ? text.size() : end;
    }
    return at;
}

std::string replace_placeholders(std::string_view text,
                                 const std::function<std::string(std::string_view)>& by) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (auto end = skip_opaque(text, i); end > i) {
            out += text.substr(i, end - i);
            i = end;
            continue;
        }
        if (text[i] != ':' || i + 1 == text.size() || !is_word(text[i + 1])) {
            out += text[i++];
            continue;
        }
        auto end = i + 1;
        while (end < text.size() && is_word(text[end])) ++end;
        out += by(text.substr(i + 1, end - i - 1));
        i = end;
    }
    return out;
}

std::string cast(const std::string& what, Type type) {
    return "cast(" + what + (type == Type::integer ? " as bigint)" : " as text)");
}

std::size_t position(const Statement& statement, std::string_view name) {
    std::size_t n = 0;
    while (n < statement.inputs.size() && statement.inputs[n].name != name) ++n;
    return n;
}

} // namespace

std::string typed_placeholders(const Statement& statement) {
    return replace_placeholders(statement.text, [&](std::string_view name) {
        auto n = position(statement, name);
        auto placeholder = ":" + std::string(name);
        return n < statement.inputs.size() ? cast(placeholder, statement.inputs[n].type)
                                           : placeholder;
    });
}

std::string numbered_placeholders(const Statement& statement) {
    return replace_placeholders(statement.text, [&](std::string_view name) {
        auto n = position(statement, name);
        auto type = n < statement.inputs.size() ? statement.inputs[n].type : Type::text;
        return cast("$" + std::to_string(n + 1), type);
    });
}

std::vector<std::string> split_statements(std::string_view text) {
    std::vector<std::string> out;
    std::string current;
    auto finish = [&] {
        if (current.find_first_not_of(" \t\r\n") != std::string::npos) out.push_back(current);
        current.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
        if (auto end = skip_opaque(text, i); end > i) {
            if (text[i] != '-') current += text.substr(i, end - i);
            i = end;
        } else if (text[i] == ';') {
            finish();
            ++i;
        } else {
            current += text[i++];
        }
    }
    finish();
    return out;
}

std::string in_dialect(std::string_view migration, bool sqlite) {
    constexpr std::string_view mark = "{{without rowid}}";
    std::string out(migration);
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at))
        out.replace(at, mark.size(), sqlite ? " without rowid" : "");
    return out;
}

std::string checksum(std::string_view text) { // FNV-1a, 64 bits
    std::uint64_t hash = 14695981039346656037ULL;
    for (unsigned char c : text) hash = (hash ^ c) * 1099511628211ULL;
    return std::to_string(hash);
}

} // namespace banxing::db
