#include "access_sql.h"

#include <access/factors.h>
#include <crypto/hash.h>
#include <crypto/vault.h>

#include <charconv>

namespace banxing::access {
namespace {

constexpr const char* place = "access.factor";
constexpr std::size_t secret_bytes = 20, digits = 6;
constexpr std::int64_t step_ms = 30'000;
constexpr int drift = 1; // steps to both sides

/// Wrapped keys are bound to a number; subjects are positive and doubts small negative ones.
std::int64_t bound(std::int64_t account) {
    return INT64_MIN + account;
}

std::string fresh_secret() {
    std::string out(secret_bytes, '\0');
    crypto::system_random().fill({reinterpret_cast<std::uint8_t*>(out.data()), out.size()});
    return out;
}

std::optional<std::uint32_t> number_of(const std::string& code) {
    std::uint32_t value = 0;
    auto [end, fault] = std::from_chars(code.data(), code.data() + code.size(), value);
    if (code.size() != digits || fault != std::errc() || end != code.data() + code.size())
        return std::nullopt;
    return value;
}

/// The half-minute whose code it is, looked for after `last`.
std::optional<std::int64_t> step_of(const std::string& secret, std::uint32_t code, Instant now,
                                    std::int64_t last) {
    for (auto step = now.ms / step_ms - drift; step <= now.ms / step_ms + drift; ++step)
        if (step > last && crypto::totp_code(secret, {step * step_ms}) == code) return step;
    return std::nullopt;
}

} // namespace

Result<std::string> begin_factor(db::Database& database, const crypto::Vault& vault,
                                 AccountId account) {
    auto secret = fresh_secret();
    auto key = vault.new_key();
    TRY(database.write(db::Priority::interactive, [&](db::Session& session) -> Result<void> {
        auto row = TRY(session.one(sql::Factor{account.value}));
        if (row && row->confirmed != 0)
            return fail(Error::conflict(
                {"已经启用了动态口令，请先停用", "A second factor is in force: end it first"}));
        TRY(session.run(sql::BeginFactor{account.value, vault.wrap(key, bound(account.value)),
                                         vault.protect(key, secret, place)}));
        return {};
    }));
    return crypto::base32(secret);
}

Result<Factor> take_code(db::Database& database, const crypto::Vault& vault, AccountId account,
                         const std::string& code, Instant now, bool beginning) {
    return database.write(db::Priority::interactive, [&](db::Session& session) -> Result<Factor> {
        auto row = TRY(session.one(sql::Factor{account.value}));
        if (!row || (row->confirmed == 0 && !beginning)) return Factor::none;
        auto number = number_of(code);
        if (!number) return Factor::wrong;
        auto key = TRY(vault.unwrap(row->key, bound(account.value)));
        auto secret = TRY(vault.reveal(key, row->secret, place));
        auto step = step_of(secret, *number, now, row->step);
        if (!step) return Factor::wrong;
        auto taken = TRY(session.run(sql::TakeStep{account.value, *step}));
        return taken == 1 ? Factor::good : Factor::wrong;
    });
}

Result<bool> has_factor(db::Session& session, AccountId account) {
    auto row = TRY(session.one(sql::Factor{account.value}));
    return row && row->confirmed != 0;
}

Result<bool> awaits_code(db::Session& session, const std::string& token) {
    return TRY(session.one(sql::IsAwaited{crypto::sm3_hex(token)})).has_value();
}

Result<void> code_came(db::Session& session, AccountId account, const std::string& token) {
    TRY(session.run(sql::CodeCame{crypto::sm3_hex(token)}));
    TRY(session.run(sql::ForgetAwaited{}));
    if (auto row = TRY(session.one(sql::Account{account.value})))
        TRY(session.run(sql::ForgetFailures{crypto::sm3_hex(row->login)}));
    return {};
}

Result<void> drop_factor(db::Session& session, AccountId account) {
    TRY(session.run(sql::DropFactor{account.value}));
    return {};
}

Result<void> rewrap_factors(db::Database& database, const crypto::Vault& vault) {
    std::int64_t after = 0;
    for (;;) {
        auto done = TRY(database.write(
            db::Priority::background, [&](db::Session& session) -> Result<std::int64_t> {
                auto last = after;
                for (auto& row : TRY(session.all(sql::FactorsAfter{after}))) {
                    last = row.account;
                    if (vault.is_current(row.key)) continue;
                    auto key = TRY(vault.unwrap(row.key, bound(row.account)));
                    TRY(session.run(sql::SetFactorKey{row.account, row.key,
                                                      vault.wrap(key, bound(row.account))}));
                }
                return last;
            }));
        if (done == after) return {};
        after = done;
    }
}

} // namespace banxing::access
