#include "pages.h"

#include <cstring>

namespace banxing::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view mark = "BXPAGES1";
constexpr std::size_t digest_bytes = 16, number_bytes = 8;

std::string number(std::int64_t value) {
    std::string out(number_bytes, '\0');
    std::memcpy(out.data(), &value, number_bytes);
    return out;
}

/// Half of the SM3, raw.
std::string digest(std::string_view page) {
    auto hex = crypto::sm3_hex(page);
    std::string out;
    auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    for (std::size_t i = 0; i < digest_bytes; ++i)
        out += char(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
    return out;
}

} // namespace

std::int64_t page_size_of(std::string_view head) {
    if (head.size() < 100 || !head.starts_with("SQLite format 3")) return 0;
    auto byte = [&](std::size_t at) { return std::int64_t(static_cast<unsigned char>(head[at])); };
    auto size = byte(16) * 256 + byte(17);
    return size == 1 ? 65536 : size;
}

Result<Difference> write_changes(const fs::path& database, std::int64_t page_size,
                                 std::string& known, const fs::path& changes) {
    auto reader = TRY(Reader::open(database));
    auto writer = TRY(Writer::create(changes));
    TRY(writer.put(mark));
    std::string digests;
    Difference out;
    for (;;) {
        auto page = TRY(reader.take(std::size_t(page_size)));
        if (page.empty()) break;
        auto fresh = digest(page);
        auto at = std::size_t(out.pages) * digest_bytes;
        bool same = at + digest_bytes <= known.size() &&
                    std::string_view(known).substr(at, digest_bytes) == fresh;
        digests += fresh;
        if (!same) {
            TRY(writer.put(number(out.pages)));
            TRY(writer.put(page));
            ++out.changed;
        }
        ++out.pages;
    }
    known = std::move(digests);
    out.sm3 = TRY(writer.finish());
    return out;
}

Result<std::string> digests_of(const fs::path& database, std::int64_t page_size) {
    auto reader = TRY(Reader::open(database));
    std::string out;
    for (auto page = TRY(reader.take(std::size_t(page_size))); !page.empty();
         page = TRY(reader.take(std::size_t(page_size))))
        out += digest(page);
    return out;
}

Result<std::string> apply_changes(const fs::path& changes, std::int64_t page_size,
                                  std::int64_t pages, Writer& database) {
    auto reader = TRY(Reader::open(changes));
    if (TRY(reader.take(mark.size())) != mark) return fail(altered(changes));
    for (;;) {
        auto head = TRY(reader.take(number_bytes));
        if (head.empty()) break;
        std::int64_t at = -1;
        if (head.size() == number_bytes) std::memcpy(&at, head.data(), number_bytes);
        auto page = TRY(reader.take(std::size_t(page_size)));
        if (at < 0 || at >= pages || std::int64_t(page.size()) != page_size)
            return fail(altered(changes));
        TRY(database.put_at(at * page_size, page));
    }
    TRY(database.cut(pages * page_size));
    return reader.hash();
}

} // namespace banxing::backup
