#pragma once
// The databases' own interfaces, for what SOCI does not offer. Handles are untyped: soci-sqlite3.h
// includes sqlite3.h inside a namespace, so the two must never meet in one unit.
#include "errors.h"

#include <db/db.h>

#include <functional>
#include <string>
#include <vector>

namespace banxing::db {

using RowCallback = std::function<Result<void>(std::span<const Value>)>;

int sqlite_error_code(void* connection);
/// False after the database itself rolled back.
bool sqlite_in_transaction(void* connection);
std::vector<std::string> sqlite_output_names(void* prepared);
Result<void> sqlite_scan(const std::string& path, const Statement& statement,
                         std::span<const Value> inputs, const RowCallback& row);

bool postgres_alive(void* connection);
void postgres_silence(void* connection);
std::vector<std::string> postgres_output_names(void* connection, const std::string& prepared);
Result<void> postgres_scan(const std::string& url, const Statement& statement,
                           std::span<const Value> inputs, const RowCallback& row);

/// Keeps the old value's memory where the kind stays.
void assign_text(Value& value, const char* data, std::size_t size);

/// Types of the outputs, number and types of the inputs; the sentence names the statement.
Result<void> check_inputs(const Statement& statement, std::span<const Value> inputs);
Result<void> check_output_names(const Statement& statement, const std::vector<std::string>& names);
Result<void> check_null(const Statement& statement, std::size_t column);

} // namespace banxing::db
