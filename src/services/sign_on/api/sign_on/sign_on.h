#pragma once
// Single sign-on by OpenID Connect: authorization code with PKCE, bound to the browser that began.
#include <core/date.h>
#include <core/json.h>
#include <core/result.h>

#include <calls/call.h>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace banxing::sign_on {

/// Beside the database, never in it: it holds a secret.
struct Config {
    std::string issuer;  // https://…; http only on this machine
    std::string client;  // the name the provider knows us by
    std::string secret;  // empty: a public client
    std::string address; // our own, as browsers see it; the provider sends back to ADDRESS/sign-on
    Words name;          // of the button
    std::string authorities; // PEM file of who signs the provider's certificate; empty: the usual

    /// Invalid, naming the entry; unavailable when it cannot be read or when everybody may read it.
    static Result<Config> read(const std::string& file);
};

/// What the browser keeps until the provider has sent it back.
struct Begun {
    std::string address; // where to log in
    std::string ticket;  // for a cookie that no script reads
};

/// Who it is, in the provider's words.
struct Person {
    std::string issuer, subject;
};

/// Thread-safe. Keeps nothing of a log-in: state, nonce and verifier all follow from the ticket.
class SignOn {
public:
    SignOn(Config config, calls::Caller caller);

    const Config& config() const { return config_; }
    /// Unavailable when the provider does not answer.
    Result<Begun> begin(Instant now);
    /// Forbidden unless code and state answer what that ticket began and the provider's signed
    /// word fits: issuer, audience, time and nonce.
    Result<Person> finish(const std::string& ticket, const std::string& code,
                          const std::string& state, Instant now);

private:
    struct Provider {
        std::string authorize, token, keys;
        Instant read;
    };
    Result<Provider> provider(Instant now);
    Result<Json> object_at(const calls::Call& call) const;
    Result<std::string> exchanged(const Provider& provider, const std::string& ticket,
                                  const std::string& code) const;
    Result<Person> judged(const Json& claims, const std::string& ticket, Instant now) const;

    const Config config_;
    const calls::Caller caller_;
    std::mutex mutex_;
    std::optional<Provider> provider_;
};

} // namespace banxing::sign_on
