#include "engine.h"
#include "pool.h"

namespace banxing::db {
namespace {

constexpr int attempts = 5; // of a transaction that PostgreSQL asks to run again

class PostgresEngine : public Engine {
public:
    explicit PostgresEngine(const Options& options)
        : url_(options.location), pool_(options.connections, [this] { return open_connection(); }) {
    }

    Result<void> read(const Work& work) override {
        ++reads;
        return transact("begin isolation level repeatable read read only", work);
    }

    Result<void> write(Priority, const Work& work) override {
        auto done = transact("begin isolation level read committed", work);
        if (done) ++writes, ++commits;
        return done;
    }

    Result<void> scan(const Statement& statement, std::span<const Value> inputs,
                      const RowCallback& row) override {
        return postgres_scan(url_, statement, inputs, row);
    }

private:
    Result<std::unique_ptr<Connection>> open_connection() { return Connection::open(url_, false); }

    Result<void> transact(const char* begin, const Work& work) {
        return pool_.with([&](Connection& connection) -> Result<void> {
            auto done = once(connection, begin, work);
            for (int n = 1; n < attempts && !done && connection.trouble() == Trouble::retry; ++n) {
                connection.reset_trouble();
                done = once(connection, begin, work);
            }
            return done;
        });
    }

    static Result<void> once(Connection& connection, const char* begin, const Work& work) {
        TRY(connection.command(begin));
        auto done = run_work(connection, work);
        if (done) done = connection.command("commit");
        if (!done && connection.trouble() != Trouble::lost) (void)connection.command("rollback");
        return done;
    }

    std::string url_;
    Pool pool_;
};

} // namespace

Result<std::unique_ptr<Engine>> open_postgres(const Options& options) {
    auto engine = std::make_unique<PostgresEngine>(options);
    TRY(engine->read([](Session&) -> Result<void> { return {}; }));
    return std::unique_ptr<Engine>(std::move(engine));
}

} // namespace banxing::db
