#include "messages_sql.h"

#include <core/text.h>

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <messages/sms.h>
#include <messages/spool.h>
#include <optional>
#include <unistd.h>
#include <utility>

namespace banxing::messages {
namespace {

namespace fs = std::filesystem;

constexpr int most_in_a_file = 500;
constexpr std::size_t longest_status = 20;

using Rows = std::vector<sql::SmsInState::Row>;

Error unwritable(const fs::path& path) {
    return Error::unavailable({"短信文件夹无法写入", "The folder of messages cannot be written"},
                              "sms " + path.filename().string());
}

std::string in_quotes(const std::string& text) {
    std::string out = "\"";
    for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

/// Whole or not at all, on disk before the gateway can see it, for its user and ours only.
Result<void> write_whole(const fs::path& path, const std::string& text) {
    auto part = path.string() + ".part";
    int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (file < 0) return fail(unwritable(path));
    bool good =
        ::write(file, text.data(), text.size()) == ssize_t(text.size()) && ::fsync(file) == 0;
    ::close(file);
    std::error_code error;
    if (good) fs::rename(part, path, error);
    if (good && !error) return {};
    return fail(unwritable(path));
}

Result<void> change(casework::Office& office, db::Session& session, std::int64_t id,
                    const char* before, const char* state, const std::string& reason = {}) {
    TRY(session.run(sql::ChangeSms{id, before, state, reason, office.clock.now().ms}));
    return {};
}

/// The rows of the next file: those of one that was cut off, else the first that are queued.
Result<Rows> take(casework::Office& office) {
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<Rows> {
            auto rows = TRY(session.all(sql::SmsInState{"writing", most_in_a_file}));
            if (!rows.empty()) return rows;
            rows = TRY(session.all(sql::SmsInState{"queued", most_in_a_file}));
            for (const auto& row : rows) TRY(change(office, session, row.id, "queued", "writing"));
            return rows;
        });
}

struct Sheet {
    std::string text = "id,phone,text\r\n";
    std::map<std::int64_t, std::string> left_out; // by id: why
};

Result<Sheet> sheet_of(casework::Office& office, const Rows& rows, const std::string& text) {
    return office.database.read([&](db::Session& session) -> Result<Sheet> {
        Sheet out;
        for (const auto& row : rows) {
            SubjectId subject(row.subject_id);
            auto identity = TRY(office.registry.identity_of(session, subject));
            if (TRY(not_wanted(session, subject))) {
                out.left_out[row.id] = "not_wanted";
            } else if (!identity || identity->guardian_phone.empty()) {
                out.left_out[row.id] = "no_number";
            } else {
                auto words = text;
                if (auto at = words.find("{organisation}"); at != std::string::npos)
                    words.replace(at, std::string_view("{organisation}").size(), row.sender);
                out.text += std::to_string(row.id) + "," + in_quotes(identity->guardian_phone) +
                            "," + in_quotes(words) + "\r\n";
            }
        }
        return out;
    });
}

Result<int> write_out(casework::Office& office, const fs::path& folder, const std::string& text) {
    auto rows = TRY(take(office));
    if (rows.empty()) return 0;
    auto sheet = TRY(sheet_of(office, rows, text));
    auto sent = rows.size() - sheet.left_out.size();
    if (sent > 0)
        TRY(write_whole(folder / "outbox" / ("sms-" + std::to_string(rows.front().id) + ".csv"),
                        sheet.text));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) -> Result<void> {
        for (const auto& row : rows) {
            auto left = sheet.left_out.find(row.id);
            bool out = left == sheet.left_out.end();
            TRY(change(office, session, row.id, "writing", out ? "sent" : "failed",
                       out ? std::string() : left->second));
        }
        return {};
    }));
    return int(sent);
}

/// What the gateway only passes on is no end.
bool on_its_way(const std::string& status) {
    return status == "ACCEPTD" || status == "ENROUTE";
}

Result<void> settle(db::Session& session, const Receipt& one, Instant at, Exchanged& out) {
    bool came = one.status == "DELIVRD";
    auto changed = TRY(session.run(sql::ChangeSms{one.id, "sent", came ? "delivered" : "failed",
                                                  came ? "" : one.status, at.ms}));
    ++(changed == 0 ? out.unknown : came ? out.delivered : out.failed);
    return {};
}

Result<void> take_in(casework::Office& office, const Receipts& receipts, Exchanged& out) {
    return office.database.write(db::Priority::interactive,
                                 [&](db::Session& session) -> Result<void> {
                                     for (const auto& one : receipts.lines)
                                         if (!on_its_way(one.status))
                                             TRY(settle(session, one, office.clock.now(), out));
                                     return {};
                                 });
}

std::vector<fs::path> receipts_in(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder / "receipts", error))
        if (entry.path().extension() == ".csv" && entry.is_regular_file(error))
            out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

static std::optional<Receipt> receipt_of(std::string_view line) {
    auto parts = split(line, ',');
    if (parts.size() < 2) return std::nullopt;
    Receipt out{0, std::string(parts[1])};
    const auto* end = parts[0].data() + parts[0].size();
    auto read = std::from_chars(parts[0].data(), end, out.id);
    bool plain = !out.status.empty() && out.status.size() <= longest_status &&
                 std::ranges::all_of(out.status, [](char c) {
                     return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
                 });
    return read.ec == std::errc() && read.ptr == end && plain ? std::optional(out) : std::nullopt;
}

Receipts read_receipts(std::string_view text) {
    Receipts out;
    bool first = true;
    for (auto line : split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        bool columns = std::exchange(first, false) && line.starts_with("id,");
        if (line.empty() || columns) continue;
        if (auto one = receipt_of(line))
            out.lines.push_back(std::move(*one));
        else
            ++out.unread;
    }
    return out;
}

Result<Exchanged> exchange(casework::Office& office, const fs::path& folder,
                           const std::string& text) {
    std::error_code error;
    for (const auto* part : {"outbox", "receipts/done"})
        fs::create_directories(folder / part, error);
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) -> Result<void> {
        TRY(session.run(sql::SeeGateway{office.clock.now().ms}));
        return {};
    }));
    Exchanged out;
    out.written = TRY(write_out(office, folder, text));
    for (const auto& path : receipts_in(folder)) {
        std::ifstream in(path, std::ios::binary);
        std::string all{std::istreambuf_iterator<char>(in), {}};
        auto receipts = read_receipts(all);
        TRY(take_in(office, receipts, out));
        out.unknown += receipts.unread;
        fs::rename(path, folder / "receipts/done" / path.filename(), error);
        if (error) return fail(unwritable(path)); // else it would be read again and again
    }
    return out;
}

} // namespace banxing::messages
