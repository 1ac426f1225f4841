#include "connection.h"

#include "native.h"
#include "text.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unordered_map>

namespace banxing::db {
namespace {

/// A place whose address SOCI keeps.
struct Cell {
    long long number = 0;
    std::string text;
    soci::indicator state = soci::i_null;
};

/// Statements stay prepared as long as their connection, with the cells they are bound to.
struct Prepared {
    Prepared(soci::session& session, const Statement& statement)
        : text(statement.text), inputs(statement.inputs.size()), outputs(statement.outputs.size()),
          it(session) {}
    std::string text; // the same address may hold another statement in a test
    std::vector<Cell> inputs, outputs;
    soci::statement it;
};

void give(Cell& cell, const Value& value) {
    cell.state = value.index() == 0 ? soci::i_null : soci::i_ok;
    if (auto* number = std::get_if<std::int64_t>(&value)) cell.number = *number;
    if (auto* text = std::get_if<std::string>(&value)) cell.text = *text;
}

Value take(const Cell& cell, Type type) {
    if (cell.state == soci::i_null) return {};
    if (type == Type::integer) return static_cast<std::int64_t>(cell.number);
    return cell.text;
}

// SOCI hides the type information of its backends, which the sanitizer of virtual calls asks for.
#define BANXING_HIDDEN_TYPES __attribute__((no_sanitize("vptr")))

BANXING_HIDDEN_TYPES void* native_of(soci::session& session, bool sqlite) {
    auto* backend = session.get_backend();
    if (sqlite) return static_cast<soci::sqlite3_session_backend*>(backend)->conn_;
    return static_cast<soci::postgresql_session_backend*>(backend)->conn_;
}

BANXING_HIDDEN_TYPES std::vector<std::string> output_names(soci::statement& statement, void* native,
                                                           bool sqlite) {
    auto* backend = statement.get_backend();
    if (sqlite)
        return sqlite_output_names(static_cast<soci::sqlite3_statement_backend*>(backend)->stmt_);
    return postgres_output_names(
        native, static_cast<soci::postgresql_statement_backend*>(backend)->statementName_);
}

Trouble worse(Trouble a, Trouble b) {
    return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

} // namespace

struct Connection::Inside {
    explicit Inside(bool is_sqlite) : sqlite(is_sqlite) {}

    void* native() { return native_of(session, sqlite); }

    Result<Prepared*> prepared(const Statement& statement);
    Result<std::unique_ptr<Prepared>> make(const Statement& statement);

    /// Calls f and turns SOCI's exceptions into errors; their texts hold SQL and values and are
    /// dropped.
    template <typename R, typename F>
    R guarded(const std::string& where, F&& f) {
        try {
            return f();
        } catch (const soci::postgresql_soci_error& e) {
            return failed<R>(
                postgres_failure(postgres_alive(native()) ? e.sqlstate() : "08006", where));
        } catch (const soci::soci_error&) {
            auto code = sqlite ? sqlite_error_code(native()) : 0;
            return failed<R>(
                sqlite ? sqlite_failure(code, where)
                       : postgres_failure(postgres_alive(native()) ? "XX000" : "08006", where));
        }
    }
    template <typename R>
    R failed(Failure failure) {
        trouble = worse(trouble, failure.trouble);
        return fail(std::move(failure.error));
    }

    bool sqlite;
    Trouble trouble = Trouble::none;
    soci::session session;
    std::unordered_map<const Statement*, std::unique_ptr<Prepared>> cache;
};

Result<std::unique_ptr<Prepared>> Connection::Inside::make(const Statement& statement) {
    auto made = std::make_unique<Prepared>(session, statement);
    made->it.alloc();
    for (std::size_t i = 0; i < made->inputs.size(); ++i) {
        auto& cell = made->inputs[i];
        if (statement.inputs[i].type == Type::integer)
            made->it.exchange(soci::use(cell.number, cell.state, statement.inputs[i].name));
        else
            made->it.exchange(soci::use(cell.text, cell.state, statement.inputs[i].name));
    }
    for (std::size_t i = 0; i < made->outputs.size(); ++i) {
        auto& cell = made->outputs[i];
        if (statement.outputs[i].type == Type::integer)
            made->it.exchange(soci::into(cell.number, cell.state));
        else
            made->it.exchange(soci::into(cell.text, cell.state));
    }
    made->it.prepare(sqlite ? statement.text : typed_placeholders(statement));
    made->it.define_and_bind();
    TRY(check_output_names(statement, output_names(made->it, native(), sqlite)));
    return made;
}

Result<Prepared*> Connection::Inside::prepared(const Statement& statement) {
    auto found = cache.find(&statement);
    if (found != cache.end() && found->second->text == statement.text) return found->second.get();
    if (found != cache.end()) cache.erase(found);
    auto made = make(statement);
    if (!made) {
        trouble = worse(trouble, Trouble::refused);
        return fail(std::move(made).error());
    }
    return (cache[&statement] = std::move(*made)).get();
}

Connection::Connection(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(const std::string& location, bool sqlite) {
    auto inside = std::make_unique<Inside>(sqlite);
    try {
        if (sqlite)
            inside->session.open(soci::sqlite3, "dbname=\"" + location + "\" timeout=5");
        else
            inside->session.open(soci::postgresql, location);
    } catch (const soci::soci_error&) {
        return fail(unreachable(sqlite ? "cannot open the database file" : "cannot connect"));
    }
    if (!sqlite) postgres_silence(inside->native());
    return std::unique_ptr<Connection>(new Connection(std::move(inside)));
}

bool Connection::is_sqlite() const {
    return inside_->sqlite;
}
Trouble Connection::trouble() const {
    return inside_->trouble;
}
void Connection::reset_trouble() {
    inside_->trouble = Trouble::none;
}
void Connection::forgive() {
    if (inside_->trouble == Trouble::refused) inside_->trouble = Trouble::none;
}
bool Connection::in_transaction() const {
    return !is_sqlite() || sqlite_in_transaction(inside_->native());
}

Result<void> Connection::command(const std::string& sql) {
    return inside_->guarded<Result<void>>(sql.substr(0, sql.find(' ')), [&]() -> Result<void> {
        inside_->session.once << sql;
        return {};
    });
}

Result<void> Connection::prepare(const Statement& statement) {
    return inside_->guarded<Result<void>>(statement.name, [&]() -> Result<void> {
        TRY(inside_->prepared(statement));
        return {};
    });
}

Result<std::int64_t> Connection::execute(const Statement& statement,
                                         std::span<const Value> inputs) {
    TRY(check_inputs(statement, inputs));
    auto ran =
        inside_->guarded<Result<std::int64_t>>(statement.name, [&]() -> Result<std::int64_t> {
            auto* prepared = TRY(inside_->prepared(statement));
            for (std::size_t i = 0; i < inputs.size(); ++i) give(prepared->inputs[i], inputs[i]);
            prepared->it.execute(true);
            return prepared->it.get_affected_rows();
        });
    if (!ran) inside_->cache.erase(&statement);
    return ran;
}

Result<std::vector<std::vector<Value>>> Connection::fetch(const Statement& statement,
                                                          std::span<const Value> inputs) {
    using Rows = std::vector<std::vector<Value>>;
    TRY(check_inputs(statement, inputs));
    auto ran = inside_->guarded<Result<Rows>>(statement.name, [&]() -> Result<Rows> {
        auto* prepared = TRY(inside_->prepared(statement));
        for (std::size_t i = 0; i < inputs.size(); ++i) give(prepared->inputs[i], inputs[i]);
        Rows rows;
        prepared->it.execute(false);
        while (prepared->it.fetch()) {
            auto& row = rows.emplace_back();
            row.reserve(prepared->outputs.size());
            for (std::size_t i = 0; i < prepared->outputs.size(); ++i) {
                row.push_back(take(prepared->outputs[i], statement.outputs[i].type));
                if (row.back().index() == 0) TRY(check_null(statement, i));
            }
        }
        return rows;
    });
    if (!ran) {
        inside_->trouble = worse(inside_->trouble, Trouble::refused);
        inside_->cache.erase(&statement); // may stand half-way through its rows
    }
    return ran;
}

} // namespace banxing::db
