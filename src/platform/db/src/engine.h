#pragma once
// The two ways of running transactions.
#include "native.h"

#include <db/db.h>

#include <atomic>
#include <memory>

namespace banxing::db {

using Work = std::function<Result<void>(Session&)>;

class Engine {
public:
    virtual ~Engine() = default;
    virtual Result<void> read(const Work& work) = 0;
    virtual Result<void> write(Priority priority, const Work& work) = 0;
    virtual Result<void> scan(const Statement& statement, std::span<const Value> inputs,
                              const RowCallback& row) = 0;

    std::atomic<std::int64_t> commits{0}, writes{0}, reads{0};
};

Result<std::unique_ptr<Engine>> open_sqlite(const Options& options);
Result<std::unique_ptr<Engine>> open_postgres(const Options& options);

/// Runs work on the connection. A statement that failed inside fails the work, even when its error
/// was passed over: PostgreSQL could do nothing else, so SQLite does the same. Exceptions become
/// errors.
class Connection;
Result<void> run_work(Connection& connection, const Work& work);

} // namespace banxing::db
