#include "desk.h"

#include "doubts_reading.h"

#include <records/records.h>

#include <desks/words.h>

namespace banxing::http::desk {

Result<Response> doubts(const Request& request, Context& context) {
    auto page = TRY(read_page(request));
    return json_response(TRY(doubts_of(context, page)));
}

Result<Response> doubt(const Request&, Context& context) {
    auto id = TRY(context.number("doubt"));
    return json_response(TRY(one_doubt(context, id)));
}

Result<Response> decide(const Request& request, Context& context) {
    auto id = TRY(context.number("doubt"));
    auto verdict = TRY(read_verdict(request));
    TRY(casework::decide_doubt(context.office(), context.who(), id, verdict.decision,
                               verdict.subject, verdict.reason));
    return no_content();
}

Result<Response> faults(const Request&, Context& context) {
    auto found = TRY(context.read([](db::Session& s) { return records::faults(s, 500); }));
    Json out{{"items", Json::array()}};
    for (const auto& one : found)
        out["items"].push_back(
            {{"subject", to_text(one.subject)}, {"words", shown(Words{one.words, one.words})}});
    return json_response(out);
}

} // namespace banxing::http::desk
