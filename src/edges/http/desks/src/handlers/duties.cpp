#include "duties.h"

#include "duties_reading.h"

namespace banxing::http::duty_desk {

Result<Response> duties(const Request&, Context& context) {
    return json_response(TRY(duties_shown(context)));
}

Result<Response> projects(const Request&, Context& context) {
    return json_response(TRY(projects_shown(context)));
}

Result<Response> notes(const Request& request, Context& context) {
    return json_response(TRY(notes_shown(context, request)));
}

Result<Response> group(const Request&, Context& context) {
    return json_response(TRY(group_shown(context)));
}

Result<Response> note(const Request& request, Context& context) {
    return json_response(TRY(write_note(context, request)), 201);
}

} // namespace banxing::http::duty_desk
