#include "figures.h"

#include "figures_reading.h"
#include "show/figures.h"

namespace banxing::http::figures {

Result<Response> list(const Request& request, Context& context) {
    return json_response(TRY(figures_of(context, TRY(read_asked(context, request)))));
}

Result<Response> one(const Request& request, Context& context) {
    return json_response(TRY(one_figure(context, TRY(read_asked(context, request)))));
}

Result<Response> by_age(const Request& request, Context& context) {
    return json_response(TRY(figure_by_age(context, TRY(read_asked(context, request)))));
}

Result<Response> people(const Request& request, Context& context) {
    return json_response(TRY(people_of_figure(context, request)));
}

Result<Response> why(const Request& request, Context& context) {
    return json_response(TRY(why_counted(context, request)));
}

Result<Response> enter(const Request& request, Context& context) {
    return json_response(TRY(enter_figure(context, request)), 201);
}

Result<Response> workload(const Request& request, Context& context) {
    return json_response(TRY(workload_of(context, request)));
}

Result<Response> csv(const Request& request, Context& context) {
    auto asked = TRY(read_asked(context, request));
    auto text = TRY(published_csv(context, asked));
    return file_response(std::move(text), "text/csv; charset=utf-8",
                         "figures-" + asked.region + "-" + month_text(asked.month) + ".csv");
}

Result<Response> metadata(const Request& request, Context& context) {
    return json_response(TRY(published_metadata(context, TRY(read_asked(context, request)))));
}

} // namespace banxing::http::figures
