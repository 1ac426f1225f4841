#include "audit_sql.h"

#include <audit/checkpoint.h>
#include <crypto/sign.h>

#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace banxing::audit {
namespace {

Error unwritable() {
    return Error::unavailable({"审计签名文件无法写入", "The file of checkpoints cannot be written"},
                              "audit: checkpoint");
}

Error altered_line(std::int64_t line) {
    auto number = std::to_string(line);
    return Error::conflict({"审计签名文件第" + number + "行不是原来的内容",
                            "Line " + number + " of the file of checkpoints was altered"});
}

Result<Json> heads_of(db::Database& database) {
    return database.read([](db::Session& session) -> Result<Json> {
        Json heads = Json::array();
        for (auto& row : TRY(session.all(sql::AllHeads{})))
            heads.push_back({{"chain", row.chain}, {"seq", row.seq}, {"hash", row.head}});
        return heads;
    });
}

std::string last_line(const std::string& file) {
    std::ifstream in(file);
    std::string line, last;
    while (std::getline(in, line)) last = line;
    return last;
}

Result<void> add_line(const std::string& file, const std::string& line) {
    int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out < 0) return fail(unwritable());
    auto size = static_cast<::ssize_t>(line.size());
    bool written = ::write(out, line.data(), line.size()) == size && ::fsync(out) == 0;
    ::close(out);
    if (written) return {};
    return fail(unwritable());
}

/// What is signed: our own compact form of the body.
Result<std::optional<Broken>> hold(db::Session& session, const Json& heads) {
    for (auto& head : heads) {
        auto chain = head.at("chain").get<std::int64_t>();
        auto seq = head.at("seq").get<std::int64_t>();
        if (seq == 0) continue; // being opened at that moment
        auto row = TRY(session.one(sql::HashAt{chain, seq}));
        if (!row) return std::optional(Broken{chain, seq, "cut"});
        if (row->hash != head.at("hash").get<std::string>())
            return std::optional(Broken{chain, seq, "altered"});
    }
    return std::optional<Broken>{};
}

} // namespace

Result<bool> checkpoint(db::Database& database, const crypto::Signer& signer,
                        const std::string& file, Instant now) {
    auto heads = TRY(heads_of(database));
    auto last = parse_json(last_line(file));
    if (last && last->is_object() && last->contains("body") && (*last)["body"]["heads"] == heads)
        return false;
    Json body{{"at", now.ms}, {"heads", std::move(heads)}};
    auto signature = TRY(signer.sign(body.dump()));
    Json line{{"body", std::move(body)}, {"sm2", std::move(signature)}};
    TRY(add_line(file, line.dump() + "\n"));
    return true;
}

Result<std::optional<Broken>> verify_checkpoints(db::Database& database,
                                                 const std::string& public_key,
                                                 const std::string& file, std::int64_t& lines) {
    std::ifstream in(file);
    lines = 0;
    return database.read([&](db::Session& session) -> Result<std::optional<Broken>> {
        for (std::string text; std::getline(in, text);) {
            auto line = parse_json(text);
            bool whole = line && line->is_object() && line->contains("body") &&
                         crypto::signed_by(public_key, (*line)["body"].dump(),
                                           line->value("sm2", std::string()));
            if (!whole) return fail(altered_line(lines + 1));
            if (auto broken = TRY(hold(session, (*line)["body"].at("heads")))) return broken;
            ++lines;
        }
        return std::optional<Broken>{};
    });
}

} // namespace banxing::audit
