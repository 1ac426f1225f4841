#pragma once
// What the databases' refusals mean to us. `detail` names the statement, never its text or values.
#include <core/result.h>

#include <string>

namespace banxing::db {

/// What to do after a failed statement, beside telling the caller.
enum class Trouble {
    none,
    refused, // the transaction is good for nothing but rollback
    retry,   // serialization or deadlock: run the whole transaction again
    lost,    // the connection is gone
};

struct Failure {
    Trouble trouble;
    Error error;
};

Failure sqlite_failure(int extended_code, const std::string& where);
Failure postgres_failure(const std::string& sqlstate, const std::string& where);

Error in_use_elsewhere();
Error unreachable(std::string detail);

} // namespace banxing::db
