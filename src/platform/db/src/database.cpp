#include "connection.h"
#include "db_sql.h"
#include "engine.h"
#include "text.h"

#include <map>

namespace banxing::db {

Result<void> run_work(Connection& connection, const Work& work) {
    connection.reset_trouble();
    Session::Impl impl(connection);
    Session session(impl);
    Result<void> done;
    try {
        done = work(session);
    } catch (const std::exception& e) { // its text may hold what was to be written
        done = fail(
            Error::internal(std::string("an exception inside a transaction: ") + typeid(e).name()));
    }
    if (done && connection.trouble() != Trouble::none)
        done =
            fail(Error::internal("the error of a statement was passed over; nothing was changed"));
    return done;
}

Result<std::int64_t> Session::execute(const Statement& statement, std::span<const Value> inputs) {
    return impl_.connection.execute(statement, inputs);
}

Result<std::vector<std::vector<Value>>> Session::fetch(const Statement& statement,
                                                       std::span<const Value> inputs) {
    return impl_.connection.fetch(statement, inputs);
}

Result<void> Session::prepare(const Statement& statement) {
    return impl_.connection.prepare(statement);
}

class Database::Impl {
public:
    std::unique_ptr<Engine> engine;
    bool sqlite;
};

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const Options& options) {
    auto& where = options.location;
    bool postgres = where.starts_with("postgresql://") || where.starts_with("postgres://");
    auto engine = TRY(postgres ? open_postgres(options) : open_sqlite(options));
    return std::unique_ptr<Database>(
        new Database(std::make_unique<Impl>(Impl{std::move(engine), !postgres})));
}

bool Database::is_sqlite() const {
    return impl_->sqlite;
}

Result<void> Database::run_read(const Work& f) {
    return impl_->engine->read(f);
}

Result<void> Database::run_write(Priority priority, const Work& f) {
    return impl_->engine->write(priority, f);
}

Result<void> Database::scan(const Statement& statement, std::span<const Value> inputs,
                            const std::function<Result<void>(std::span<const Value>)>& row) {
    ++impl_->engine->reads;
    return impl_->engine->scan(statement, inputs, row);
}

Database::Counters Database::counters() const {
    auto& engine = *impl_->engine;
    return {engine.commits, engine.writes, engine.reads};
}

namespace {

Error refused(const Migration& step, const char* why) {
    return Error::unavailable(
        {"数据库与本程序的版本不符，没有启动。",
         "The database does not fit this version of the program; not started."},
        std::string("migration ") + step.module + " " + std::to_string(step.number) + ": " + why);
}

using Applied =
    std::map<std::pair<std::string, std::int64_t>, std::string>; // (module, number) → checksum

Result<Applied> applied_steps(Session& session) {
    Applied out;
    for (auto& row : TRY(session.all(sql::AppliedMigrations{})))
        out[{row.module, row.number}] = row.checksum;
    return out;
}

/// A step that this program does not know was made by a newer one.
Result<void> refuse_newer(const Applied& applied, std::span<const Migration> steps) {
    std::map<std::string, const Migration*> last;
    for (auto& step : steps)
        if (auto& known = last[step.module]; !known || known->number < step.number) known = &step;
    for (auto& [key, sum] : applied)
        if (auto found = last.find(key.first);
            found != last.end() && key.second > found->second->number)
            return fail(refused(*found->second, "the database is newer than the program"));
    return {};
}

} // namespace

Result<void> Database::apply(const Migration& step) {
    return write(Priority::interactive, [&](Session& session) -> Result<void> {
        auto applied = TRY(applied_steps(session));
        auto sum = checksum(step.text);
        if (auto found = applied.find({step.module, step.number}); found != applied.end()) {
            if (found->second != sum)
                return fail(refused(step, "its text has changed since it was applied"));
            return {};
        }
        for (auto& statement : split_statements(in_dialect(step.text, is_sqlite())))
            if (auto done = session.impl_.connection.command(statement); !done)
                return fail(refused(step, done.error().detail.c_str()));
        TRY(session.run(sql::AddMigration{.module = step.module,
                                          .number = step.number,
                                          .name = step.name,
                                          .checksum = std::move(sum)}));
        return {};
    });
}

Result<void> Session::begin_attempt() {
    return impl_.connection.command("savepoint attempt");
}

Result<void> Session::end_attempt(bool good) {
    if (!good) {
        TRY(impl_.connection.command("rollback to attempt"));
        impl_.connection.forgive();
    }
    return impl_.connection.command("release attempt");
}

Result<void> Database::migrate(std::span<const Migration> steps) {
    TRY(write(Priority::interactive, [&](Session& session) -> Result<void> {
        TRY(session.run(sql::CreateMigrationTable{}));
        return refuse_newer(TRY(applied_steps(session)), steps);
    }));
    for (auto& step : steps) TRY(apply(step));
    return {};
}

} // namespace banxing::db
