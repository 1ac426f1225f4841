#pragma once
// SQL text: placeholders, the two dialects, pieces of a migration.
#include <db/db.h>

#include <string>
#include <string_view>
#include <vector>

namespace banxing::db {

/// :name → cast(:name as bigint | text). PostgreSQL would otherwise guess a type from the
/// surroundings.
std::string typed_placeholders(const Statement& statement);

/// :name → cast($n as bigint | text), n as in statement.inputs.
std::string numbered_placeholders(const Statement& statement);

/// Single statements of a text, cut at `;` outside quotes and comments.
std::vector<std::string> split_statements(std::string_view text);

/// {{without rowid}} → " without rowid" on SQLite, nothing on PostgreSQL.
std::string in_dialect(std::string_view migration, bool sqlite);

/// Tells whether an applied step was edited later; not a protection against people.
std::string checksum(std::string_view text);

} // namespace banxing::db
