#include "accounts.h"

#include "accounts_reading.h"

#include <access/accounts.h>

namespace banxing::http::accounts {
namespace {

constexpr std::size_t longest_login = 64;

Result<std::string> read_successor(const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto successor = fields.text_or_empty("successor", longest_login);
    TRY(fields.done());
    return successor;
}

Result<AccountId> account_of(const Context& context) {
    return AccountId(TRY(context.number("account")));
}

} // namespace

Result<Response> choices(const Request&, Context& context) {
    return json_response(TRY(posts_to_give(context)));
}

Result<Response> list(const Request& request, Context& context) {
    Query query(request);
    auto wish = query.text("query", 60), after = query.text("after", longest_login);
    auto limit = int(query.integer("limit", 1, 200, 50));
    TRY(query.done());
    return json_response(TRY(accounts_shown(context, wish, after, limit)));
}

Result<Response> make(const Request& request, Context& context) {
    auto wanted = TRY(read_new_account(request));
    auto made = TRY(made_account(context, wanted));
    return json_response({{"account", made.account}, {"code", made.code}}, 201);
}

Result<Response> renew_code(const Request& request, Context& context) {
    TRY(TRY(Fields::of(request)).done());
    auto account = TRY(account_of(context));
    auto code = access::new_code();
    auto hash = context.services.access.hash_password(code);
    TRY(kept(context, {"account.code_made", account}, [&](db::Session& s, const auto& keeper) {
        return access::renew_code(s, keeper, account, hash, code_until(context));
    }));
    return json_response({{"code", code}}, 201);
}

Result<Response> link(const Request& request, Context& context) {
    auto account = TRY(account_of(context));
    auto fields = TRY(Fields::of(request));
    auto subject = fields.text_or_empty("subject", 255);
    TRY(fields.done());
    TRY(linked(context, account, subject));
    return no_content();
}

Result<Response> give_post(const Request& request, Context& context) {
    auto account = TRY(account_of(context));
    auto post = TRY(read_post(request));
    auto id = TRY(kept(context, {"post.given", account}, [&](db::Session& s, const auto& keeper) {
        return access::give_post(s, keeper, account, post);
    }));
    return json_response({{"post", id}}, 201);
}

Result<Response> take_post_away(const Request& request, Context& context) {
    auto account = TRY(account_of(context));
    auto post = TRY(context.number("post"));
    auto successor = TRY(read_successor(request));
    TRY(kept(context, {"post.taken", account}, [&](db::Session& s, const auto& keeper) {
        return access::take_post_away(s, keeper, account, post, successor, context.today);
    }));
    return no_content();
}

Result<Response> leave(const Request& request, Context& context) {
    auto account = TRY(account_of(context));
    auto successor = TRY(read_successor(request));
    auto went =
        TRY(kept(context, {"account.left", account}, [&](db::Session& s, const auto& keeper) {
            return access::leave(s, keeper, account, successor, context.today);
        }));
    return json_response({{"handed_over", went}});
}

} // namespace banxing::http::accounts
