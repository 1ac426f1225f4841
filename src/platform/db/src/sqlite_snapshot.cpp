#include "errors.h"

#include <db/snapshot.h>

#include <fcntl.h>
#include <memory>
#include <sqlite3.h>
#include <unistd.h>

namespace banxing::db {
namespace {

constexpr int pages_at_once = 4000;

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Error unusable(const char* what) {
    return Error::unavailable({"数据库文件无法复制", "The database file cannot be copied"}, what);
}

Result<Handle> open(const std::string& path, int flags) {
    sqlite3* opened = nullptr;
    auto code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle(opened);
    if (code != SQLITE_OK) return fail(unusable("cannot open"));
    sqlite3_busy_timeout(opened, 10'000);
    return handle;
}

Result<void> run(sqlite3* connection, const char* command) {
    if (sqlite3_exec(connection, command, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return fail(unusable(command));
}

Result<void> to_disk(const std::string& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (synced) return {};
    return fail(unusable("cannot sync"));
}

/// The source stands in a read transaction: no commit of others starts the copy anew.
Result<void> copy_pages(sqlite3* from, sqlite3* to, const CopyProgress& progress) {
    auto* backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup) return fail(unusable("cannot begin"));
    int code = SQLITE_OK;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        code = sqlite3_backup_step(backup, pages_at_once);
        auto total = sqlite3_backup_pagecount(backup);
        if (progress) progress(total - sqlite3_backup_remaining(backup), total);
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) return {};
    return fail(unusable("cannot finish"));
}

} // namespace

Result<void> copy_sqlite(const std::string& from, const std::string& to,
                         const CopyProgress& progress) {
    auto source = TRY(open(from, SQLITE_OPEN_READWRITE)); // the log's index wants writing
    sqlite3_db_config(source.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    TRY(run(source.get(), "begin"));
    TRY(run(source.get(), "pragma schema_version")); // what is read from now on stands still
    ::unlink(to.c_str());
    {
        auto target = TRY(open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
        TRY(run(target.get(), "pragma journal_mode = off"));
        TRY(run(target.get(), "pragma synchronous = off"));
        TRY(copy_pages(source.get(), target.get(), progress));
    }
    TRY(run(source.get(), "rollback"));
    return to_disk(to);
}

Result<void> check_sqlite(const std::string& path) {
    auto connection = TRY(open(path, SQLITE_OPEN_READWRITE));
    std::string said;
    auto take = [](void* out, int count, char** values, char**) {
        auto& text = *static_cast<std::string*>(out);
        if (count > 0 && values[0] && text.empty()) text = values[0];
        return 0;
    };
    auto code = sqlite3_exec(connection.get(), "pragma integrity_check(1)", take, &said, nullptr);
    if (code == SQLITE_OK && said == "ok") return {};
    return fail(Error::internal("integrity check: " + said.substr(0, 200)));
}

} // namespace banxing::db
