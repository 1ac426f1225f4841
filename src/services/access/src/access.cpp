#include "access_sql.h"
#include "login.h"
#include "principal_row.h"

#include <access/access.h>
#include <access/emergencies.h>
#include <access/factors.h>
#include <clock/clock.h>
#include <core/text.h>
#include <crypto/hash.h>
#include <crypto/random.h>

#include <mutex>
#include <semaphore>

namespace banxing::access {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::size_t longest_password = 200; // bytes; hashing is dear

Error refused() {
    return Error::forbidden({"登录名或密码不对。", "The login or the password is wrong."});
}

Error must_wait(std::int64_t ms) {
    auto minutes = std::to_string((ms + minute_ms - 1) / minute_ms);
    return Error::forbidden({"试错次数太多，请在" + minutes + "分钟后再试。",
                             "Too many attempts. Try again in " + minutes + " min."});
}

Error too_short(int characters) {
    auto n = std::to_string(characters);
    return Error::invalid(
        {"密码至少要" + n + "个字符。", "A password has at least " + n + " characters."},
        {{"new_password", {"太短", "too short"}}});
}

constexpr int kinds_needed = 3; // of capital, small letter, digit and anything else

/// Letters beyond ASCII count as "anything else".
int kinds_of(const std::string& password) {
    bool capital = false, small = false, digit = false, other = false;
    for (char c : password) {
        bool is_capital = c >= 'A' && c <= 'Z', is_small = c >= 'a' && c <= 'z',
             is_digit = c >= '0' && c <= '9';
        capital |= is_capital;
        small |= is_small;
        digit |= is_digit;
        other |= !is_capital && !is_small && !is_digit;
    }
    return int(capital) + int(small) + int(digit) + int(other);
}

Result<void> check_strength(const std::string& password, const std::string& login) {
    bool names_itself = login.size() > 3 && login_key(password).find(login) != std::string::npos;
    if (kinds_of(password) >= kinds_needed && !names_itself) return {};
    return fail(Error::invalid(
        {"密码要有大写字母、小写字母、数字、其他字符中的三种，且不含登录名。",
         "A password has three of capital letters, small letters, digits and other characters, and "
         "not the log-in."},
        {{"new_password", {"太简单", "too simple"}}}));
}

std::string random_hex(std::size_t bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < 2 * bytes; ++i) out += digits[crypto::system_random().below(16)];
    return out;
}

} // namespace

class Access::Impl {
public:
    Impl(db::Database& database, Roles roles, Limits limits)
        : database_(database), roles_(std::move(roles)), limits_(limits) {}

    struct Candidate {
        std::int64_t account = 0;
        std::string hash; // of a password nobody has, when there is no such account
        bool exists = false;
    };

    std::string hash(const std::string& password) {
        Turn turn(hashing_);
        return crypto::hash_password(password, {limits_.hash_kib, limits_.hash_passes, 1});
    }

    bool matches(const std::string& password, const std::string& hashed) {
        if (password.size() > longest_password) return false;
        Turn turn(hashing_);
        return crypto::verify_password(password, hashed);
    }

    // Counts the attempt before it is judged: guesses sent side by side do not share one chance.
    Result<void> count_attempt(const std::string& login, Instant now) {
        auto key = crypto::sm3_hex(login);
        return database_.write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
            TRY(s.run(sql::ForgetOldFailures{now.ms - 24 * 60 * minute_ms}));
            auto row = TRY(s.one(sql::Attempts{key}));
            if (row && row->blocked_until > now.ms)
                return fail(must_wait(row->blocked_until - now.ms));
            auto failures = row ? row->failures + 1 : 1;
            auto wait = wait_ms(int(failures), limits_.free_failures, limits_.first_wait_seconds,
                                limits_.longest_wait_seconds);
            TRY(s.run(sql::NoteFailure{key, failures, now.ms, now.ms + wait}));
            return {};
        });
    }

    Result<Candidate> candidate(const std::string& login, Instant now) {
        const auto& nobodys =
            nobodys_hash(); // by whoever comes first, so that its time tells nothing
        auto row =
            TRY(database_.read([&](db::Session& s) { return s.one(sql::AccountByLogin{login}); }));
        auto shut =
            !row || row->state == "closed" || (row->code_until && *row->code_until <= now.ms);
        if (shut) return Candidate{0, nobodys, false};
        return Candidate{row->id, row->password, true};
    }

    Result<LoggedIn> open(std::int64_t account, const std::string& login, Instant now) {
        auto token = random_hex(32);
        auto csrf = random_hex(16);
        auto hashed = crypto::sm3_hex(token);
        TRY(database_.write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
            auto post = TRY(s.one(sql::FirstPost{account}));
            if (!post) return fail(refused());
            TRY(s.run(sql::ForgetSessions{now.ms, idle_since(now)}));
            auto factor = TRY(has_factor(s, AccountId(account)));
            if (!factor) TRY(s.run(sql::ForgetFailures{crypto::sm3_hex(login)}));
            TRY(s.run(sql::OpenSession{hashed, account, post->id, csrf, now.ms,
                                       now.ms + limits_.session_hours * 60 * minute_ms}));
            if (factor) TRY(s.run(sql::AwaitCode{hashed})); // failures count on until it comes
            return {};
        }));
        auto visit = TRY(find(token, now));
        if (!visit) return fail(refused());
        return LoggedIn{token, std::move(*visit)};
    }

    Result<std::optional<Visit>> find(const std::string& token, Instant now) {
        auto hashed = crypto::sm3_hex(token);
        auto row = TRY(database_.read([&](db::Session& s) {
            return s.one(sql::SessionOf{hashed, now.ms, idle_since(now), to_days(civil_day(now))});
        }));
        if (!row) return std::optional<Visit>{};
        const auto* role = roles_.find(row->role);
        if (!role) return fail(Error::internal("a post with a role that roles.yaml does not have"));
        if (now.ms - row->last_seen >= minute_ms) // not with every request: it is a write
            TRY(database_.write(db::Priority::interactive, [&](db::Session& s) {
                return s.run(sql::TouchSession{hashed, now.ms});
            }));
        Visit out{principal_from(*row, *role), row->csrf};
        if (row->over != 0) TRY(close_emergencies(database_, out.principal.account, now));
        // a second factor that is still awaited: nothing else may be done before
        if (row->awaits_code != 0) out.principal.must_set_password = true;
        return std::optional(std::move(out));
    }

    std::int64_t idle_since(Instant now) const { return now.ms - limits_.idle_minutes * minute_ms; }

    // Argon2id takes 64 MiB a run: two at a time, however many ask.
    using Hashing = std::counting_semaphore<2>;
    class Turn {
    public:
        explicit Turn(Hashing& gate) : gate_(gate) { gate_.acquire(); }
        ~Turn() { gate_.release(); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        Hashing& gate_;
    };

    const std::string& nobodys_hash() {
        std::call_once(nobody_made_, [&] { nobody_ = hash(random_hex(16)); });
        return nobody_;
    }

    db::Database& database_;
    Roles roles_;
    Limits limits_;
    Hashing hashing_{2};
    std::once_flag nobody_made_;
    std::string nobody_;
};

Access::Access(db::Database& database, Roles roles, Limits limits)
    : impl_(std::make_unique<Impl>(database, std::move(roles), limits)) {}
Access::~Access() = default;

const Roles& Access::roles() const {
    return impl_->roles_;
}
const Limits& Access::limits() const {
    return impl_->limits_;
}

Result<LoggedIn> Access::log_in(const std::string& login, const std::string& password,
                                Instant now) {
    auto key = login_key(login);
    TRY(impl_->count_attempt(key, now));
    auto candidate = TRY(impl_->candidate(key, now));
    if (!impl_->matches(password, candidate.hash) || !candidate.exists) return fail(refused());
    return impl_->open(candidate.account, key, now);
}

Result<LoggedIn> Access::enter(AccountId account, Instant now) {
    auto row = TRY(
        impl_->database_.read([&](db::Session& s) { return s.one(sql::Account{account.value}); }));
    if (!row || row->state == "closed") return fail(refused());
    return impl_->open(account.value, row->login, now);
}

Result<std::optional<Visit>> Access::visit_of(const std::string& token, Instant now) {
    if (token.empty() || token.size() > 100) return std::optional<Visit>{};
    return impl_->find(token, now);
}

Result<void> Access::log_out(const std::string& token) {
    auto hashed = crypto::sm3_hex(token);
    TRY(impl_->database_.write(db::Priority::interactive,
                               [&](db::Session& s) { return s.run(sql::CloseSession{hashed}); }));
    return {};
}

Result<LoggedIn> Access::set_password(const Principal& principal, const std::string& old_password,
                                      const std::string& new_password, Instant now) {
    if (!is_valid_utf8(new_password) || new_password.size() > longest_password ||
        to_utf32(new_password).size() < std::size_t(impl_->limits_.shortest_password) ||
        new_password == old_password)
        return fail(too_short(impl_->limits_.shortest_password));
    auto row = TRY(impl_->database_.read(
        [&](db::Session& s) { return s.one(sql::Account{principal.account.value}); }));
    if (!row) return fail(refused());
    TRY(check_strength(new_password, row->login));
    TRY(impl_->count_attempt(row->login, now));
    if (!impl_->matches(old_password, row->password)) return fail(refused());
    auto hashed = impl_->hash(new_password);
    TRY(impl_->database_.write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
        TRY(s.run(sql::SetPassword{row->id, hashed, "open"}));
        TRY(s.run(sql::CloseSessionsOf{row->id}));
        return {};
    }));
    return impl_->open(row->id, row->login, now);
}

std::string Access::hash_password(const std::string& password) const {
    return impl_->hash(password);
}

std::string new_code() {
    static constexpr std::string_view letters =
        "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32, none alike
    std::string code;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += letters[crypto::system_random().below(letters.size())];
    }
    return code;
}

} // namespace banxing::access
