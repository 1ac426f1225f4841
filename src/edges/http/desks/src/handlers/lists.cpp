#include "lists.h"

#include "lists_reading.h"
#include "pools_reading.h"

namespace banxing::http::lists {

Result<Response> radar(const Request& request, Context& context) {
    auto wish = TRY(read_radar(request));
    return json_response(TRY(radar_page(context, wish)));
}

Result<Response> referrals(const Request& request, Context& context) {
    auto filter = TRY(read_sent(request));
    return json_response(TRY(referrals_page(context, filter)));
}

Result<Response> standing(const Request& request, Context& context) {
    auto filter = TRY(read_standing(request));
    return json_response(TRY(standing_page(context, filter)));
}

Result<Response> pools(const Request&, Context& context) {
    return json_response(TRY(pools_page(context)));
}

Result<Response> pool(const Request& request, Context& context) {
    auto wish = TRY(read_pool(request));
    return json_response(TRY(pool_page(context, wish)));
}

} // namespace banxing::http::lists
