#include "errors.h"

#include <sqlite3.h>

namespace banxing::db {
namespace {

Error already_there(const std::string& where) {
    auto error = Error::conflict(
        {"已有相同的记录，没有重复登记。", "The same entry exists already; nothing was added."});
    error.detail = "unique key: " + where;
    return error;
}

Error busy(const std::string& where) {
    return Error::unavailable(
        {"数据库正忙，请稍后再试。", "The database is busy. Please try again."}, "busy: " + where);
}

Error disk(const std::string& where, int code) {
    return Error::unavailable({"数据库无法写入，请检查磁盘空间和权限。",
                               "The database cannot be written: check disk space and permissions."},
                              "sqlite " + std::to_string(code) + ": " + where);
}

Error corrupt(const std::string& where, int code) {
    return Error::unavailable(
        {"数据库文件已损坏，或不是伴星的数据库。请从备份恢复。",
         "The database file is damaged or is not a database of Banxing. Restore the backup."},
        "sqlite " + std::to_string(code) + ": " + where);
}

} // namespace

Error in_use_elsewhere() {
    return Error::unavailable({"这份数据正由另一个进程使用，请先停止它。",
                               "These data are in use by another process. Stop that one first."},
                              "database locked");
}

Error unreachable(std::string detail) {
    return Error::unavailable({"连接不上数据库。", "The database cannot be reached."},
                              std::move(detail));
}

Failure sqlite_failure(int code, const std::string& where) {
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return {Trouble::refused, already_there(where)};
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Trouble::refused, busy(where)};
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return {Trouble::lost, disk(where, code)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {Trouble::lost, corrupt(where, code)};
    }
    return {Trouble::refused, Error::internal("sqlite " + std::to_string(code) + ": " + where)};
}

Failure postgres_failure(const std::string& state, const std::string& where) {
    if (state == "23505") return {Trouble::refused, already_there(where)};
    if (state == "40001" || state == "40P01") return {Trouble::retry, busy(where)};
    if (state == "55P03") return {Trouble::refused, busy(where)};
    auto kind = state.substr(0, 2);
    if (kind == "08" || kind == "57")
        return {Trouble::lost, unreachable("postgresql " + state + ": " + where)};
    return {Trouble::refused, Error::internal("postgresql " + state + ": " + where)};
}

} // namespace banxing::db
