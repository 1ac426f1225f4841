// Addresses, queries, languages and JSON bodies as anybody may send them.
#include <core/text.h>

#include <cstdlib>
#include <interface/routes.h>
#include <wire/read.h>

using namespace banxing;
using namespace banxing::http;

static void require(bool holds) {
    if (!holds) std::abort();
}

// What was accepted is UTF-8 without zeros, and a path leads to at most one route.
static void check_target(std::string_view text) {
    Request request;
    if (!read_target(text, request)) return;
    require(request.path.starts_with('/') && is_valid_utf8(request.path));
    require(request.path.find('\0') == std::string::npos);
    auto found = find_route(routes(), Method::get, request.path);
    if (found.route)
        require(found.allow.empty() &&
                (!check_query(*found.route, request) || request.query.size() < 20));
}

// Either every member was asked for and right, or the refusal names at least one fault.
static void check_body(std::string_view text) {
    Request request;
    request.body = std::string(text);
    auto fields = Fields::of(request);
    if (!fields) return;
    auto name = fields->text("name", 1, 64);
    fields->day_if_given("day");
    fields->each("items", 0, 10, [](Fields& item) { item.integer("amount"); });
    auto done = fields->done();
    if (done)
        require(!name.empty() && to_utf32(name).size() <= 64);
    else
        require(!done.error().fields.empty());
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    check_target(text);
    check_body(text);
    (void)language_of(text);
    return 0;
}
