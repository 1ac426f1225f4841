#include "own_log_in_reading.h"

#include <audit/audit.h>
#include <casework/own_file.h>
#include <clock/clock.h>
#include <crypto/hash.h>

#include <desks/words.h>

namespace banxing::http {

static Result<Json> own_posts(const Context& context, db::Session& session) {
    Json out = Json::array();
    for (const auto& one : TRY(access::posts_of(session, context.who().account, context.today))) {
        Json shape{{"post", std::to_string(one.post)},
                   {"role", one.role},
                   {"organisation", shown(one.organisation)}};
        const auto* role = context.services.access.roles().find(one.role);
        shape["role_words"] = shown(role ? role->words : Words{one.role, one.role});
        if (one.lent_until) shape["lent_until"] = iso(*one.lent_until);
        out.push_back(std::move(shape));
    }
    return out;
}

Result<std::string> read_code(const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto code = fields.text("code", 6, 6);
    TRY(fields.done());
    return code;
}

Result<void> note_log_in(const Context& context, const char* action) {
    return context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return casework::note_act(context.office(), s, context.who(), action, SubjectId{},
                                  Json::object());
    });
}

Result<void> note_refused(const Context& context, const std::string& name) {
    constexpr std::size_t enough = 16; // to see that it is the same one again
    audit::Event event{.at = context.now, .action = "session.refused"};
    event.detail = {{"name", crypto::sm3_hex(name).substr(0, enough)}};
    return context.services.database.write(db::Priority::interactive,
                                           [&](db::Session& s) { return audit::append(s, event); });
}

Result<void> expect_code(const Context& context, const std::string& code, bool beginning) {
    auto found = TRY(access::take_code(context.services.database, context.office().vault,
                                       context.who().account, code, context.now, beginning));
    if (found == access::Factor::good) return {};
    TRY(note_log_in(context, "factor.refused"));
    return fail(Error::forbidden({"动态口令不对，请等下一个再试。",
                                  "The code is wrong: wait for the next one and try again."}));
}

Result<Json> own_sessions(const Context& context, const std::string& token) {
    return context.read([&](db::Session& s) -> Result<Json> {
        Json out{{"items", Json::array()}, {"posts", TRY(own_posts(context, s))}};
        for (const auto& one : TRY(access::sessions_of(s, context.who().account, token)))
            out["items"].push_back({{"session", one.id},
                                    {"post", std::to_string(one.post)},
                                    {"created", iso(one.created)},
                                    {"last_seen", iso(one.last_seen)},
                                    {"current", one.current}});
        return out;
    });
}

Result<Json> own_delegations(const Context& context) {
    return context.read([&](db::Session& s) -> Result<Json> {
        Json out{{"items", Json::array()}};
        for (const auto& one : TRY(access::delegations_of(s, context.who(), context.today)))
            out["items"].push_back({{"delegation", one.id},
                                    {"name", context.names.account(one.account.value)},
                                    {"from", iso(one.from)},
                                    {"until", iso(one.until)}});
        return out;
    });
}

Result<std::int64_t> lend_post(const Context& context, const std::string& login, Date until) {
    return context.services.database.write(
        db::Priority::interactive, [&](db::Session& s) -> Result<std::int64_t> {
            auto id = TRY(access::lend(s, context.who(), login, until, context.today, context.now));
            TRY(casework::note_act(context.office(), s, context.who(), "post.lent", SubjectId{},
                                   {{"delegation", id}, {"until", iso(until)}}));
            return id;
        });
}

} // namespace banxing::http
