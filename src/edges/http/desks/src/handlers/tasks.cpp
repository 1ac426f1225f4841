#include "tasks.h"

#include "show/calls.h"
#include "tasks_reading.h"

#include <desks/tasks.h>
#include <wire/read.h>

namespace banxing::http::tasks {

Result<Response> home(const Request&, Context& context) {
    auto counts = TRY(home_counts(context));
    return json_response(shown_home(context, counts));
}

Result<Response> list(const Request& request, Context& context) {
    auto filter = TRY(read_filter(request));
    auto page = TRY(task_page(context, filter));
    return json_response(shown_page(context, page));
}

Result<Response> call_list(const Request& request, Context& context) {
    Query query(request);
    auto place = TRY(read_place(query, "place"));
    TRY(query.done());
    auto calls = TRY(families_to_call(context, place));
    return json_response(shown_calls(context, place, calls));
}

Result<Response> sms(const Request& request, Context& context) {
    auto families = TRY(read_sms_wish(request));
    auto asked = TRY(send_sms(context, families));
    return json_response({{"queued", asked.queued},
                          {"no_number", asked.no_number},
                          {"not_wanted", asked.not_wanted},
                          {"already", asked.already}});
}

} // namespace banxing::http::tasks
