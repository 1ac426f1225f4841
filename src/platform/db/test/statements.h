#pragma once
// A small schema for the tests of this module, made the way the generator makes it.
#include <db/db.h>

#include <array>

namespace banxing::db::testing {

inline constexpr Migration steps[] = {
    {"item", 1, "create",
     "create table item (id bigint not null, name text, amount bigint, "
     "primary key (id)){{without rowid}}; -- a; comment\n"
     "create table note (item bigint not null references item (id), line text not null, "
     "primary key (item, line)){{without rowid}};"}};

struct Add {
    std::int64_t id;
    std::optional<std::string> name = {};
    std::optional<std::int64_t> amount = {};
    std::array<Value, 3> inputs() const {
        return {Value(id), name ? Value(*name) : Value(), amount ? Value(*amount) : Value()};
    }
    static const Statement& statement() {
        static constexpr Column in[] = {{"id", Type::integer, false},
                                        {"name", Type::text, true},
                                        {"amount", Type::integer, true}};
        static constexpr Statement it{
            "item.add", "insert into item (id, name, amount) values (:id, :name, :amount)", in, {}};
        return it;
    }
};

struct Find {
    std::int64_t id;
    std::array<Value, 1> inputs() const { return {Value(id)}; }
    static const Statement& statement() {
        static constexpr Column in[] = {{"id", Type::integer, false}};
        static constexpr Column out[] = {{"name", Type::text, true},
                                         {"amount", Type::integer, true}};
        static constexpr Statement it{"item.find", "select name, amount from item where id = :id",
                                      in, out};
        return it;
    }
    struct Row {
        std::optional<std::string> name;
        std::optional<std::int64_t> amount;
    };
    static Row row(std::vector<Value>& v) {
        Row r;
        if (v[0].index()) r.name = std::get<std::string>(v[0]);
        if (v[1].index()) r.amount = std::get<std::int64_t>(v[1]);
        return r;
    }
};

/// How many there are from `low` on; `low` stands in it twice.
struct Count {
    std::int64_t low = 0;
    std::array<Value, 1> inputs() const { return {Value(low)}; }
    static const Statement& statement() {
        static constexpr Column in[] = {{"low", Type::integer, false}};
        static constexpr Column out[] = {{"n", Type::integer, false},
                                         {"total", Type::integer, false}};
        static constexpr Statement it{
            "item.count",
            "select count(*) as n, coalesce(sum(id), 0) as total from item "
            "where id >= :low and (id > :low - 1 or id = :low)",
            in, out};
        return it;
    }
    struct Row {
        std::int64_t n, total;
    };
    static Row row(std::vector<Value>& v) {
        return {std::get<std::int64_t>(v[0]), std::get<std::int64_t>(v[1])};
    }
};

/// Compare and set: changes the row only if its amount is still `seen`.
struct Raise {
    std::int64_t id, seen;
    std::array<Value, 2> inputs() const { return {Value(id), Value(seen)}; }
    static const Statement& statement() {
        static constexpr Column in[] = {{"id", Type::integer, false},
                                        {"seen", Type::integer, false}};
        static constexpr Statement it{
            "item.raise",
            "update item set amount = amount + 1 where id = :id and amount = :seen",
            in,
            {}};
        return it;
    }
};

/// Adds one whatever it was, after having looked.
struct Bump {
    std::int64_t id;
    std::array<Value, 1> inputs() const { return {Value(id)}; }
    static const Statement& statement() {
        static constexpr Column in[] = {{"id", Type::integer, false}};
        static constexpr Column out[] = {{"amount", Type::integer, false}};
        static constexpr Statement it{
            "item.bump", "update item set amount = amount + 1 where id = :id returning amount", in,
            out};
        return it;
    }
    struct Row {
        std::int64_t amount;
    };
    static Row row(std::vector<Value>& v) { return {std::get<std::int64_t>(v[0])}; }
};

struct AddNote {
    std::int64_t item;
    std::string line;
    std::array<Value, 2> inputs() const { return {Value(item), Value(line)}; }
    static const Statement& statement() {
        static constexpr Column in[] = {{"item", Type::integer, false},
                                        {"line", Type::text, false}};
        static constexpr Statement it{
            "item.add_note", "insert into note (item, line) values (:item, :line)", in, {}};
        return it;
    }
};

} // namespace banxing::db::testing
