#include "reports_reading.h"

#include "figures_reading.h"
#include "show/figures.h"

#include <casework/own_file.h>
#include <clock/clock.h>
#include <consequences/figures.h>

#include <algorithm>
#include <desks/sheets.h>
#include <desks/words.h>
#include <filesystem>
#include <reports/book.h>
#include <resources/map.h>

namespace banxing::http {
namespace {

Json shown_point(geography::Position at) {
    return {{"north", at.latitude}, {"east", at.longitude}};
}

std::string place_name(const Context& context, const std::string& code) {
    const auto* found = context.services.regions.find(code);
    return found ? found->name : code;
}

Json shown_provider(const Context& context, const resources::Provider& one) {
    Json out{{"organisation", one.organisation},
             {"name", http::shown(one.name)},
             {"place", place_name(context, access::region_code(one.region))},
             {"taken", one.taken}};
    if (one.at) out["at"] = shown_point(*one.at);
    if (one.places) out["places"] = *one.places;
    if (auto free = one.free()) out["free"] = *free;
    return out;
}

Json shown_town(const Context& context, const resources::Map& map, const resources::Town& one) {
    auto code = access::region_code(one.region);
    Json out{{"code", code},           {"name", place_name(context, code)},
             {"need", one.need},       {"served", one.served},
             {"missing", one.missing}, {"reached", one.reached},
             {"gap", one.gap}};
    if (one.at) out["at"] = shown_point(*one.at);
    if (one.nearest)
        out["nearest"] = {{"name", http::shown(map.providers[*one.nearest].name)},
                          {"metres", one.metres}};
    return out;
}

const char* name_of(resources::Basis basis) {
    static constexpr const char* names[] = {"today", "recorded", "projected", "as_now"};
    return names[int(basis)];
}

Result<resources::Wish> read_wish(const Context& context, const resources::Catalogue& all,
                                  const Request& request) {
    Query query(request);
    auto region = query.text("region", 12), service = query.text("service", 40),
         horizon = query.text("horizon", 10);
    TRY(query.done());
    resources::Wish out;
    out.region = TRY(read_region(context, region));
    out.service = service.empty() ? &all.services.front() : all.find(service);
    if (!out.service) return fail(Error::not_found({"没有这一类服务", "There is no such service"}));
    if (horizon.empty()) return out;
    auto day = parse_iso_date(horizon);
    if (!day || std::ranges::find(all.horizons, *day) == all.horizons.end())
        return fail(Error::not_found({"规划没有这个时点", "The plan has no such horizon"}));
    out.horizon = day;
    return out;
}

Json begun(const Context& context, const resources::Catalogue& all, const resources::Wish& wish) {
    Json out{{"region", region_shown(context, wish.region)},
             {"day", iso(wish.horizon.value_or(context.today))},
             {"document", all.document},
             {"clause", all.clause},
             {"services", Json::array()},
             {"service", wish.service->id},
             {"reach", wish.service->reach},
             {"horizons", Json::array()},
             {"schematic", all.schematic},
             {"providers", Json::array()},
             {"towns", Json::array()}};
    for (const auto& one : all.services)
        out["services"].push_back({{"id", one.id}, {"label", http::shown(one.label)}});
    for (const auto& day : all.horizons) out["horizons"].push_back(iso(day));
    return out;
}

Result<void> put_supply(const Context& context, db::Session& session, const resources::Wish& wish,
                        Json& out) {
    if (wish.service->supply.empty()) return {};
    constexpr int course = 24;
    auto figure = TRY(insight::figure(
        session, context.services.cube, *context.office().program, wish.service->supply,
        {wish.region, consequences::month_number(context.today), course}));
    out["supply"] = http::shown(figure, wish.region);
    return {};
}

Json shown_line(const reports::Line& line, const std::string& region) {
    static constexpr const char* names[] = {"open",   "no_data",  "reached",
                                            "missed", "on_track", "at_risk"};
    Json out{{"figure", http::shown(line.figure, region)},
             {"goal", http::shown(line.goal)},
             {"by", iso(line.target->by)},
             {"standing", names[int(line.standing)]},
             {"basis",
              {{"document", line.target->basis.document}, {"clause", line.target->basis.clause}}}};
    if (!line.before.empty()) out["before"] = line.before;
    if (!line.reported.empty()) out["reported"] = line.reported;
    return out;
}

Json shown_part(const reports::Part& part) {
    Json out{{"id", part.id}, {"title", http::shown(part.title)}, {"said", Json::array()}};
    for (const auto& one : part.said)
        out["said"].push_back({{"text", http::shown(one.text)}, {"from", http::shown(one.from)}});
    return out;
}

Result<reports::Report> made(const Context& context, const reports::Asked& asked) {
    return reports::report(context.office(), context.services.cube, context.services.duties,
                           context.who(), asked);
}

} // namespace

Result<Json> resources_of(const Context& context, const Request& request) {
    // two small files, read anew: positions may change without a new start
    std::filesystem::path data = std::filesystem::path(context.services.home) / "data";
    const auto all = TRY(resources::Catalogue::read(data, context.services.demo));
    auto wish = TRY(read_wish(context, all, request));
    auto out = begun(context, all, wish);
    TRY(context.read([&](db::Session& session) -> Result<void> {
        auto map = TRY(resources::map(session, context.services.cube, all, wish, context.today));
        out["basis"] = name_of(map.basis);
        for (const auto& one : map.providers)
            out["providers"].push_back(shown_provider(context, one));
        for (const auto& one : map.towns) out["towns"].push_back(shown_town(context, map, one));
        if (map.supply_then >= 0) out["supply_then"] = map.supply_then;
        return put_supply(context, session, wish, out);
    }));
    return out;
}

Result<ReportWish> read_report(const Context& context, const Request& request) {
    Query query(request);
    auto region = query.text("region", 12), month = query.text("month", 7);
    ReportWish out;
    out.asked.year = query.one_of("span", {"month", "year"}, "month") == "year";
    out.english = query.one_of("language", {"zh", "en"}, "zh") == "en";
    TRY(query.done());
    out.asked.region = TRY(read_region(context, region));
    out.asked.month = TRY(read_month(context, month));
    return out;
}

Result<Json> report_of(const Context& context, const reports::Asked& asked) {
    auto report = TRY(made(context, asked));
    Json out{{"region", region_shown(context, asked.region)},
             {"month", month_text(asked.month)},
             {"span", asked.year ? "year" : "month"},
             {"title", shown(report.title)},
             {"period", shown(report.period)},
             {"parts", Json::array()},
             {"lines", Json::array()},
             {"steps", report.steps},
             {"places", Json::array()}};
    for (const auto& one : report.parts) out["parts"].push_back(shown_part(one));
    for (const auto& one : report.lines) out["lines"].push_back(shown_line(one, asked.region));
    for (const auto& one : report.loads)
        out["places"].push_back(
            {{"code", one.code}, {"name", one.name}, {"open", one.open}, {"overdue", one.overdue}});
    if (report.frozen) out["frozen"] = iso(*report.frozen);
    return out;
}

Result<std::string> report_book(const Context& context, const ReportWish& wish) {
    auto report = TRY(made(context, wish.asked));
    auto language = wish.english ? reports::Language::en : reports::Language::zh;
    return written_by(context, [&](const std::string& path) {
        return reports::write_book(report, language, path);
    });
}

Result<Json> freeze_report(const Context& context, const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto region = fields.text("region", 2, 12), month = fields.text("month", 7, 7);
    TRY(fields.done());
    reports::Asked asked{TRY(read_region(context, region)), TRY(read_month(context, month)), false};
    auto id = TRY(reports::freeze(context.office(), context.services.cube, context.who(), asked));
    return Json{{"report", id}};
}

} // namespace banxing::http
