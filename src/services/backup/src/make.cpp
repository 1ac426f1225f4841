#include "manifest.h"
#include "pages.h"

#include <db/snapshot.h>

#include <backup/backup.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace banxing::backup {

namespace fs = std::filesystem;

namespace {

constexpr const char* base_file = "base.db";
constexpr const char* digests_file = "pages.sm3";
constexpr const char* snapshot_file = "snapshot.db";
constexpr const char* attachments_folder = "attachments";

/// One run at a time in a set.
class SetLock {
public:
    explicit SetLock(const fs::path& folder)
        : file_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)),
          held_(file_ >= 0 && ::flock(file_, LOCK_EX | LOCK_NB) == 0) {}
    ~SetLock() {
        if (file_ >= 0) ::close(file_);
    }
    SetLock(const SetLock&) = delete;
    SetLock& operator=(const SetLock&) = delete;
    bool held() const { return held_; }

private:
    int file_;
    bool held_;
};

class Run {
public:
    Run(fs::path data, fs::path to, const crypto::Vault& vault, Instant now)
        : data_(std::move(data)), to_(std::move(to)), vault_(vault), now_(now) {}

    Result<Made> go(const Progress& progress) {
        TRY(db::copy_sqlite((data_ / "banxing.db").string(), (to_ / snapshot_file).string(),
                            progress));
        made_.whole = !has_manifest(to_);
        if (!made_.whole) manifest_ = TRY(read_manifest(to_, vault_));
        if (made_.whole)
            TRY(whole());
        else
            TRY(changes());
        TRY(attachments());
        made_.step = std::int64_t(manifest_.steps.size()) - 1;
        manifest_.digests = crypto::sm3_hex(digests_);
        TRY(replace(to_ / digests_file, digests_)); // fits no older manifest: see known_digests()
        TRY(write_manifest(to_, vault_, manifest_));
        drop_what_is_gone();
        return made_;
    }

private:
    Result<void> whole() {
        auto file = to_ / snapshot_file;
        auto head = TRY(Reader::open(file));
        manifest_.page_size = page_size_of(TRY(head.take(100)));
        manifest_.fingerprint = vault_.fingerprint();
        if (manifest_.page_size == 0) return fail(no_space(file, "no database"));
        digests_ = TRY(digests_of(file, manifest_.page_size));
        auto sm3 = TRY(hash_of(file));
        std::error_code error;
        fs::rename(file, to_ / base_file, error);
        if (error) return fail(no_space(file, "rename"));
        made_.bytes = std::int64_t(fs::file_size(to_ / base_file, error));
        made_.pages = made_.written = made_.bytes / manifest_.page_size;
        manifest_.steps.push_back({base_file, sm3, made_.pages, now_});
        return {};
    }

    Result<void> changes() {
        digests_ = TRY(known_digests());
        auto number = std::to_string(manifest_.steps.size());
        auto name = "changes-" + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') +
                    number + ".pages";
        auto found =
            TRY(write_changes(to_ / snapshot_file, manifest_.page_size, digests_, to_ / name));
        std::error_code error;
        made_.bytes = std::int64_t(fs::file_size(to_ / name, error));
        made_.pages = found.pages;
        made_.written = found.changed;
        manifest_.steps.push_back({name, found.sm3, found.pages, now_});
        return {};
    }

    /// Those of the state before; empty when they are lost or of another state: then every page is
    /// shipped, never one too few.
    Result<std::string> known_digests() const {
        auto kept = read_whole(to_ / digests_file);
        bool fits = kept && crypto::sm3_hex(*kept) == manifest_.digests;
        return fits ? std::move(*kept) : std::string();
    }

    Result<void> attachments() {
        auto folder = data_ / "sheets";
        std::error_code error;
        std::map<std::string, Attachment> now;
        before_ = manifest_.attachments;
        for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
             at.increment(error)) {
            if (!at->is_regular_file(error)) continue;
            TRY(attachment(fs::relative(at->path(), data_, error), now));
        }
        manifest_.attachments = std::move(now);
        made_.attachments = std::int64_t(manifest_.attachments.size());
        return {};
    }

    /// A sheet is written once and never changed: the same name and size is the same sheet.
    Result<void> attachment(const fs::path& path, std::map<std::string, Attachment>& now) {
        std::error_code error;
        auto size = fs::file_size(data_ / path, error);
        if (error) return {}; // it was taken away meanwhile
        auto known = manifest_.attachments.find(path.string());
        if (known != manifest_.attachments.end() && known->second.size == std::int64_t(size)) {
            now.insert(*known);
            return {};
        }
        auto target = to_ / attachments_folder / path;
        fs::create_directories(target.parent_path(), error);
        auto sm3 = backup::copy_file(data_ / path, target);
        if (!sm3 && !fs::exists(data_ / path, error)) return {};
        if (!sm3) return fail(std::move(sm3).error());
        now[path.string()] = Attachment{*sm3, std::int64_t(fs::file_size(target, error))};
        ++made_.new_attachments;
        made_.bytes += std::int64_t(size);
        return sync_folder(target.parent_path());
    }

    /// A sheet is kept for a time and then taken away: here, too.
    void drop_what_is_gone() {
        std::error_code ignored;
        fs::remove(to_ / snapshot_file, ignored);
        for (const auto& [path, one] : before_)
            if (!manifest_.attachments.contains(path))
                fs::remove(to_ / attachments_folder / path, ignored);
    }

    fs::path data_, to_;
    const crypto::Vault& vault_;
    Instant now_;
    Manifest manifest_;
    std::map<std::string, Attachment> before_;
    std::string digests_;
    Made made_;
};

} // namespace

Result<Made> make(const fs::path& data, const fs::path& to, const crypto::Vault& vault, Instant now,
                  const Progress& progress) {
    std::error_code error;
    if (fs::exists(data / "database", error))
        return fail(
            Error::invalid({"数据在 PostgreSQL 中，请用它自己的备份工具（pg_basebackup）",
                            "The data is in PostgreSQL: use its own tools (pg_basebackup)"}));
    if (!fs::exists(data / "banxing.db", error))
        return fail(
            Error::not_found({"没有数据：" + data.string(), "No data in " + data.string()}));
    fs::create_directories(to, error);
    fs::permissions(to, fs::perms::owner_all, error);
    SetLock lock(to);
    if (!lock.held())
        return fail(Error::conflict(
            {"另一次备份正在写入这个文件夹", "Another backup is writing into this folder"}));
    return Run(data, to, vault, now).go(progress);
}

} // namespace banxing::backup
