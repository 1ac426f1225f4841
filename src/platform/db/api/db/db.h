#pragma once
// One dialect on SQLite and PostgreSQL. Statements live in named .sql files; tools/sqlgen.py makes
// a struct of each:
//
//   -- name: find_file           → struct FindFile { std::int64_t subject_id; struct Row { … }; …
//   };
//   -- in: subject_id int
//   -- out: version int, derived_on int?
//   select version, derived_on from records_file where subject_id = :subject_id
//
// Types: int (std::int64_t), text (std::string); a `?` makes it std::optional. Forgetting an input
// that is not optional does not compile. Outputs are checked against the column names of both
// databases: write `count(*) as count`.
#include <core/result.h>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace banxing::db {

using Value = std::variant<std::monostate, std::int64_t, std::string>;

enum class Type : char { integer, text };

struct Column {
    const char* name;
    Type type;
    bool nullable;
};

/// An input that must be given: it has no default. Numbers come from integers and truth values
/// only.
template <typename T>
struct Given {
    // NOLINTBEGIN(bugprone-forwarding-reference-overload): it stands for its value, and no Given
    // converts to one
    template <typename U>
    requires(std::convertible_to<U, T> &&
             (!std::integral<T> || std::integral<std::remove_cvref_t<U>>)) Given(U&& given)
        : value(std::forward<U>(given)) {}
    // NOLINTEND(bugprone-forwarding-reference-overload)
    T value;
};

/// A named statement of a .sql file; `text` has :name placeholders.
struct Statement {
    const char* name;
    const char* text;
    std::span<const Column> inputs;
    std::span<const Column> outputs;
};

/// A forward-only step of a module's schema; its checksum is kept in the database.
struct Migration {
    const char* module;
    int number;
    const char* name;
    const char* text;
};

/// One connection inside one transaction. Not thread-safe; valid only during the call it is handed
/// to. After a statement has failed the transaction can only be rolled back, on both databases:
/// pass the error on. Where a row may be there already, write `on conflict do nothing` and look at
/// the number of rows changed.
class Session {
public:
    class Impl;
    explicit Session(Impl& impl) : impl_(impl) {}

    /// Rows changed. A broken unique key is Fault::conflict.
    Result<std::int64_t> execute(const Statement& statement, std::span<const Value> inputs);
    Result<std::vector<std::vector<Value>>> fetch(const Statement& statement,
                                                  std::span<const Value> inputs);
    /// Only whether the database understands it and its columns are those of -- out:. For tests.
    Result<void> prepare(const Statement& statement);

    /// For a generated statement without output.
    template <typename S>
    Result<std::int64_t> run(const S& s) {
        auto inputs = s.inputs();
        return execute(S::statement(), inputs);
    }

    template <typename S>
    Result<std::vector<typename S::Row>> all(const S& s) {
        auto inputs = s.inputs();
        auto rows = TRY(fetch(S::statement(), inputs));
        std::vector<typename S::Row> out;
        out.reserve(rows.size());
        for (auto& row : rows) out.push_back(S::row(row));
        return out;
    }

    /// The first row, if there is one.
    template <typename S>
    Result<std::optional<typename S::Row>> one(const S& s) {
        auto rows = TRY(all(s));
        if (rows.empty()) return std::optional<typename S::Row>{};
        return std::optional<typename S::Row>{std::move(rows.front())};
    }

    /// A part that may fail alone: when f fails, what it wrote is undone and the transaction goes
    /// on. A fault that ends the whole transaction (lost connection, retry) still does.
    template <typename F>
    auto attempt(F&& f) {
        using R = std::invoke_result_t<F, Session&>;
        if (auto began = begin_attempt(); !began) return R(fail(began.error()));
        R out = f(*this);
        if (auto ended = end_attempt(out.has_value()); !ended) return R(fail(ended.error()));
        return out;
    }

private:
    friend class Database;
    Result<void> begin_attempt();
    Result<void> end_attempt(bool good);
    Impl& impl_;
};

/// Who goes first at the one writer of SQLite.
enum class Priority { emergency, interactive, background };

struct Options {
    std::string location; // a file's path (SQLite) or "postgresql://…"
    int connections = 4;  // readers (SQLite), all connections (PostgreSQL)
};

class Database {
public:
    static Result<std::unique_ptr<Database>> open(const Options& options);
    ~Database();

    bool is_sqlite() const;

    /// Applies what is missing, in the order given; refuses when an applied step's text has
    /// changed.
    Result<void> migrate(std::span<const Migration> steps);

    /// Calls f(Session&) -> Result<T> on a consistent snapshot, on the caller's thread. Do not
    /// nest.
    template <typename F>
    auto read(F&& f) {
        using R = std::invoke_result_t<F, Session&>;
        std::optional<R> out;
        if (auto ran = run_read([&](Session& s) { return outcome(out.emplace(f(s))); });
            !ran && (!out || *out))
            return R(fail(std::move(ran).error()));
        return std::move(*out);
    }

    /// Calls f(Session&) -> Result<T> in one transaction and returns once it is durable; an error
    /// rolls back all of it. May call f again when PostgreSQL asks to retry: f must have no other
    /// effect. SQLite runs f on its writer thread, several writes to a commit; a write inside a
    /// write is refused.
    template <typename F>
    auto write(Priority priority, F&& f) {
        using R = std::invoke_result_t<F, Session&>;
        std::optional<R> out;
        if (auto ran = run_write(priority, [&](Session& s) { return outcome(out.emplace(f(s))); });
            !ran && (!out || *out))
            return R(fail(std::move(ran).error()));
        return std::move(*out);
    }

    /// Streams rows past the pool, on a connection of its own: whole tables in key order, at the
    /// database's full speed. The row is valid during the call only.
    Result<void> scan(const Statement& statement, std::span<const Value> inputs,
                      const std::function<Result<void>(std::span<const Value>)>& row);

    /// For the metrics page.
    struct Counters {
        std::int64_t commits = 0, writes = 0, reads = 0;
    };
    Counters counters() const;

private:
    class Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    Result<void> apply(const Migration& step);
    template <typename R>
    static Result<void> outcome(const R& r) {
        if (!r) return fail(r.error());
        return {};
    }
    Result<void> run_read(const std::function<Result<void>(Session&)>& f);
    Result<void> run_write(Priority priority, const std::function<Result<void>(Session&)>& f);

    std::unique_ptr<Impl> impl_;
};

} // namespace banxing::db
