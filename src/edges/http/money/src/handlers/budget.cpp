#include "budget.h"

#include "budget_reading.h"
#include "show/budget.h"

namespace banxing::http::budget {

Result<Response> year(const Request& request, Context& context) {
    Query query(request);
    auto year = int(query.integer("year", 2000, 2100, int(context.today.year())));
    TRY(query.done());
    return json_response(shown(TRY(casework::budget(context.office(), context.who(), year))));
}

Result<Response> open_line(const Request& request, Context& context) {
    auto line = TRY(read_line(request));
    auto id = TRY(casework::open_line(context.office(), context.who(), std::move(line)));
    return json_response({{"id", id}}, 201);
}

Result<Response> entries(const Request& request, Context& context) {
    auto line = TRY(context.number("line"));
    auto before = TRY(read_before(request));
    return json_response(
        shown(TRY(casework::budget_entries(context.office(), context.who(), line, before))));
}

Result<Response> book(const Request& request, Context& context) {
    auto act = casework::line_act_named(context.part("act"));
    if (!act) return fail(Error::not_found({"没有这个地址。", "There is no such address."}));
    auto line = TRY(context.number("line"));
    auto what = TRY(read_booking(request));
    TRY(casework::book_line(context.office(), context.who(), line, *act, what));
    return no_content();
}

Result<Response> apply(const Request& request, Context& context) {
    auto line = TRY(context.number("line"));
    auto what = TRY(read_booking(request));
    auto id = TRY(casework::apply_for_funds(context.office(), context.who(), line, what));
    return json_response({{"id", id}}, 201);
}

Result<Response> answer(const Request& request, Context& context) {
    auto application = TRY(context.number("application"));
    auto granted = TRY(read_booking(request));
    TRY(casework::answer_application(context.office(), context.who(), application, granted));
    return no_content();
}

Result<Response> recover(const Request& request, Context& context) {
    auto claim = TRY(context.number("claim"));
    auto step = recovery_named(context.part("step"));
    if (!step) return fail(Error::not_found({"没有这个地址。", "There is no such address."}));
    auto what = TRY(read_booking(request));
    TRY(casework::recover(context.office(), context.who(), claim, *step, what));
    return no_content();
}

} // namespace banxing::http::budget
