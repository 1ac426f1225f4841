#include "people.h"

#include "people_reading.h"
#include "records_reading.h"

#include <access/grants.h>

#include <desks/file.h>
#include <desks/person.h>

namespace banxing::http::people {

Result<Response> search(const Request& request, Context& context) {
    auto wish = TRY(read_search(request));
    return json_response(TRY(found_people(context, wish)));
}

Result<Response> register_person(const Request& request, Context& context) {
    auto what = TRY(read_registration(request));
    auto done =
        TRY(casework::register_person(context.office(), context.who(), what.first, what.more));
    if (done.doubt) return json_response({{"doubt", *done.doubt}}, 202);
    auto subject = done.receipt->subject;
    bool visible = TRY(context.read(
        [&](db::Session& s) { return access::visible(s, context.who(), subject, context.today); }));
    return json_response({{"subject", to_text(subject)}, {"visible", visible}}, 201);
}

Result<Response> file(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    auto file = TRY(casework::read_file(context.office(), context.who(), subject));
    auto person = TRY(
        context.read([&](db::Session& s) { return person_card(context, s, file.head.subject); }));
    return json_response(shown_file(context, file, std::move(person)));
}

Result<Response> explain(const Request&, Context& context) {
    const auto &benefit = context.part("benefit"), &period = context.part("period");
    auto subject = TRY(context.subject());
    auto why = TRY(casework::explain(context.office(), context.who(), subject, benefit, period));
    auto out = shown(context, why);
    out["benefit"] = benefit;
    out["title"] = shown(benefit_words(*context.office().program, benefit));
    out["period"] = period;
    return json_response(out);
}

} // namespace banxing::http::people
