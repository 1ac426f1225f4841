#include "native.h"
#include "text.h"

#include <charconv>
#include <libpq-fe.h>
#include <memory>

namespace banxing::db {
namespace {

struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
};
using Handle = std::unique_ptr<PGconn, Close>;
using Answer = std::unique_ptr<PGresult, Close>;

tl::unexpected<Error> failed(PGconn* connection, const PGresult* result, const char* where) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    bool alive = PQstatus(connection) == CONNECTION_OK;
    return fail(postgres_failure(state ? state : alive ? "XX000" : "08006", where).error);
}

std::vector<std::string> names_of(const PGresult* result) {
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(PQnfields(result)));
    for (int i = 0; i < PQnfields(result); ++i) names.emplace_back(PQfname(result, i));
    return names;
}

/// Sends the statement in single-row mode.
bool send(PGconn* connection, const Statement& statement, std::span<const Value> inputs) {
    std::vector<std::string> texts;
    std::vector<const char*> values;
    texts.reserve(inputs.size());
    for (auto& input : inputs) {
        if (auto* number = std::get_if<std::int64_t>(&input))
            texts.push_back(std::to_string(*number));
        if (auto* text = std::get_if<std::string>(&input)) texts.push_back(*text);
        values.push_back(input.index() == 0 ? nullptr : texts.back().c_str());
    }
    return PQsendQueryParams(connection, numbered_placeholders(statement).c_str(),
                             static_cast<int>(inputs.size()), nullptr, values.data(), nullptr,
                             nullptr, 0) == 1 &&
           PQsetSingleRowMode(connection) == 1;
}

Result<void> take_row(const PGresult* result, const Statement& statement, std::vector<Value>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto column = static_cast<int>(i);
        const char* data = PQgetvalue(result, 0, column);
        auto size = static_cast<std::size_t>(PQgetlength(result, 0, column));
        if (PQgetisnull(result, 0, column)) {
            TRY(check_null(statement, i));
            row[i] = std::monostate{};
        } else if (statement.outputs[i].type == Type::text) {
            assign_text(row[i], data, size);
        } else {
            std::int64_t number = size == 1 && *data == 't' ? 1 : 0; // a boolean
            std::from_chars(data, data + size, number);
            row[i] = number;
        }
    }
    return {};
}

Result<void> take_rows(PGconn* connection, const Statement& statement, const RowCallback& row) {
    std::vector<Value> values(statement.outputs.size());
    bool checked = false;
    while (Answer answer{PQgetResult(connection)}) {
        auto status = PQresultStatus(answer.get());
        if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK)
            return failed(connection, answer.get(), statement.name);
        if (!checked) TRY(check_output_names(statement, names_of(answer.get())));
        checked = true;
        if (status == PGRES_TUPLES_OK) continue;
        TRY(take_row(answer.get(), statement, values));
        TRY(row(values));
    }
    return {};
}

} // namespace

bool postgres_alive(void* connection) {
    return PQstatus(static_cast<PGconn*>(connection)) == CONNECTION_OK;
}

void postgres_silence(void* connection) { // notices quote names and values
    PQsetNoticeProcessor(
        static_cast<PGconn*>(connection), [](void*, const char*) {}, nullptr);
}

std::vector<std::string> postgres_output_names(void* connection, const std::string& prepared) {
    Answer answer{PQdescribePrepared(static_cast<PGconn*>(connection), prepared.c_str())};
    return names_of(answer.get());
}

Result<void> postgres_scan(const std::string& url, const Statement& statement,
                           std::span<const Value> inputs, const RowCallback& row) {
    TRY(check_inputs(statement, inputs));
    Handle connection(PQconnectdb(url.c_str()));
    if (!postgres_alive(connection.get())) return fail(unreachable("cannot connect"));
    postgres_silence(connection.get());
    if (!send(connection.get(), statement, inputs))
        return failed(connection.get(), nullptr, statement.name);
    return take_rows(connection.get(), statement,
                     row); // PQfinish cancels what a failed row leaves unread
}

} // namespace banxing::db
