#pragma once
// One connection with its prepared statements, over SOCI. Only connection.cpp and prepared.cpp see
// SOCI.
#include "errors.h"

#include <db/db.h>

#include <memory>
#include <string>

namespace banxing::db {

class Connection {
public:
    /// `location` as in Options.
    static Result<std::unique_ptr<Connection>> open(const std::string& location, bool sqlite);
    ~Connection();

    bool is_sqlite() const;
    Result<std::int64_t> execute(const Statement& statement, std::span<const Value> inputs);
    Result<std::vector<std::vector<Value>>> fetch(const Statement& statement,
                                                  std::span<const Value> inputs);
    /// Prepares it and compares the columns with -- out:.
    Result<void> prepare(const Statement& statement);
    /// Transaction control, settings, DDL: one statement without values.
    Result<void> command(const std::string& sql);

    /// The worst since reset_trouble().
    Trouble trouble() const;
    void reset_trouble();
    /// Forgets a refused statement, once what it belonged to is rolled back; not worse trouble.
    void forgive();
    bool in_transaction() const;

private:
    struct Inside;
    explicit Connection(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

/// What a Session hands its calls to.
class Session::Impl {
public:
    explicit Impl(Connection& c) : connection(c) {}
    Connection& connection;
};

} // namespace banxing::db
