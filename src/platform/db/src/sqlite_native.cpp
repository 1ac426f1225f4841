#include "native.h"

#include <memory>
#include <sqlite3.h>

namespace banxing::db {
namespace {

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, Close>;
using Cursor = std::unique_ptr<sqlite3_stmt, Close>;

tl::unexpected<Error> failed(sqlite3* connection, const char* where) {
    return fail(sqlite_failure(sqlite3_extended_errcode(connection), where).error);
}

void bind(sqlite3_stmt* cursor, const Statement& statement, std::span<const Value> inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        auto at = sqlite3_bind_parameter_index(
            cursor, (":" + std::string(statement.inputs[i].name)).c_str());
        if (auto* number = std::get_if<std::int64_t>(&inputs[i]))
            sqlite3_bind_int64(cursor, at, *number);
        if (auto* text = std::get_if<std::string>(&inputs[i]))
            sqlite3_bind_text64(cursor, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
}

Result<void> take_row(sqlite3_stmt* cursor, const Statement& statement, std::vector<Value>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto column = static_cast<int>(i);
        if (sqlite3_column_type(cursor, column) == SQLITE_NULL) {
            TRY(check_null(statement, i));
            row[i] = std::monostate{};
        } else if (statement.outputs[i].type == Type::integer) {
            row[i] = static_cast<std::int64_t>(sqlite3_column_int64(cursor, column));
        } else {
            auto* text = reinterpret_cast<const char*>(sqlite3_column_text(cursor, column));
            assign_text(row[i], text,
                        static_cast<std::size_t>(sqlite3_column_bytes(cursor, column)));
        }
    }
    return {};
}

} // namespace

int sqlite_error_code(void* connection) {
    return sqlite3_extended_errcode(static_cast<sqlite3*>(connection));
}

bool sqlite_in_transaction(void* connection) {
    return sqlite3_get_autocommit(static_cast<sqlite3*>(connection)) == 0;
}

std::vector<std::string> sqlite_output_names(void* prepared) {
    auto* statement = static_cast<sqlite3_stmt*>(prepared);
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(sqlite3_column_count(statement)));
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
        names.emplace_back(sqlite3_column_name(statement, i));
    return names;
}

Result<void> sqlite_scan(const std::string& path, const Statement& statement,
                         std::span<const Value> inputs, const RowCallback& row) {
    TRY(check_inputs(statement, inputs));
    sqlite3* opened = nullptr;
    auto code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                nullptr);
    Handle connection(opened);
    if (code != SQLITE_OK) return fail(unreachable("cannot open the database file"));
    sqlite3_busy_timeout(opened, 5000);
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(opened, statement.text, -1, &made, nullptr) != SQLITE_OK)
        return failed(opened, statement.name);
    Cursor cursor(made);
    TRY(check_output_names(statement, sqlite_output_names(made)));
    bind(made, statement, inputs);
    std::vector<Value> values(statement.outputs.size());
    while ((code = sqlite3_step(made)) == SQLITE_ROW) {
        TRY(take_row(made, statement, values));
        TRY(row(values));
    }
    if (code != SQLITE_DONE) return failed(opened, statement.name);
    return {};
}

} // namespace banxing::db
