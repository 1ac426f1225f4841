#include "figures_reading.h"

#include "show/figures.h"

#include <access/grants.h>
#include <casework/own_file.h>
#include <consequences/figures.h>
#include <files/write.h>

#include <charconv>
#include <desks/file.h>
#include <desks/person.h>
#include <insight/standardised.h>
#include <rulebook/rulebook.h>
#include <sstream>

namespace banxing::http {
namespace {

std::optional<std::int64_t> month_in(const std::string& text) {
    auto day = parse_iso_date(text + "-01");
    return day ? std::optional(consequences::month_number(*day)) : std::nullopt;
}

} // namespace

Result<std::int64_t> read_month(const Context& context, const std::string& text) {
    if (text.empty()) return consequences::month_number(context.today);
    auto month = month_in(text);
    if (!month || *month > consequences::month_number(context.today))
        return fail(Error::invalid({"月份不对，应如 2026-10，且不晚于本月",
                                    "The month must be like 2026-10 and not lie ahead"},
                                   {{"month", {"应如 2026-10", "like 2026-10"}}}));
    return *month;
}

Result<std::string> read_region(const Context& context, std::string region) {
    if (region.empty()) region = access::region_code(context.who().organisation.region);
    auto number = access::region_of(region);
    if (!number || !context.services.regions.find(region))
        return fail(Error::not_found({"没有这个区划代码。", "There is no such region."}));
    if (!access::reaches(context.who(), *number))
        return fail(
            Error::forbidden({"这个地区不在您的范围内。", "This region is outside your area."}));
    return region;
}

Json region_shown(const Context& context, const std::string& region) {
    return {{"code", region}, {"name", context.services.regions.name(region)}};
}

Result<insight::Asked> read_asked(const Context& context, const Request& request) {
    Query query(request);
    auto region = query.text("region", 12), month = query.text("month", 7);
    insight::Asked out;
    out.back = int(query.integer("back", 1, 60, 24));
    TRY(query.done());
    out.region = TRY(read_region(context, region));
    out.month = TRY(read_month(context, month));
    return out;
}

Result<Json> figures_of(const Context& context, const insight::Asked& asked) {
    return context.read([&](db::Session& session) -> Result<Json> {
        Json out{{"region", region_shown(context, asked.region)},
                 {"month", month_text(asked.month)},
                 {"items", Json::array()}};
        for (auto& one :
             TRY(insight::board(session, context.services.cube, *context.office().program, asked)))
            out["items"].push_back(shown(one, asked.region));
        return out;
    });
}

Result<Json> figure_by_age(const Context& context, const insight::Asked& asked) {
    auto found = insight::find_indicator(*context.office().program, context.part("indicator"));
    if (!found) return fail(Error::not_found({"没有这个指标", "There is no such indicator"}));
    auto birth_of = [&](SubjectId subject) {
        auto person = context.office().registry.listed(subject);
        return person ? person->birth : std::nullopt;
    };
    auto ages = TRY(context.read(
        [&](db::Session& session) { return insight::by_age(session, *found, asked, birth_of); }));
    auto bands = insight::bands();
    Json out{{"region", region_shown(context, asked.region)},
             {"month", month_text(asked.month)},
             {"unknown", ages.unknown},
             {"bands", Json::array()},
             {"places", Json::array()}};
    for (std::size_t i = 0; i < bands.size(); ++i)
        if (ages.people[i] > 0)
            out["bands"].push_back({{"from", bands[i]}, {"people", ages.people[i]}});
    for (const auto& one : ages.places)
        out["places"].push_back({{"code", one.region},
                                 {"name", region_shown(context, one.region)["name"]},
                                 {"below", one.below},
                                 {"share", percent_text(one.share)},
                                 {"standard", percent_text(one.standard)}});
    return out;
}

Result<Json> one_figure(const Context& context, const insight::Asked& asked) {
    auto& program = *context.office().program;
    return context.read([&](db::Session& session) -> Result<Json> {
        auto& cube = context.services.cube;
        auto figure =
            TRY(insight::figure(session, cube, program, context.part("indicator"), asked));
        Json out{{"region", region_shown(context, asked.region)},
                 {"month", month_text(asked.month)},
                 {"figure", shown(figure, asked.region)},
                 {"definition", shown_definition(program, figure.listed)},
                 {"places", Json::array()},
                 {"entries", Json::array()}};
        for (auto& place : TRY(insight::places(session, cube, figure, asked)))
            out["places"].push_back(shown(context.services.regions, figure, place));
        auto region = access::region_of(asked.region).value_or(0);
        if (!figure.listed.counted())
            for (auto& one : TRY(insight::entered_of(session, figure.listed.id, region)))
                out["entries"].push_back(shown(context, one));
        return out;
    });
}

namespace {

struct PeopleAsked {
    consequences::PeopleFilter filter;
    std::string region;
};

/// "town/subject" of the last one shown.
Result<void> read_after(const std::string& after, consequences::PeopleFilter& filter) {
    if (after.empty()) return {};
    auto slash = after.find('/');
    auto subject = slash == after.npos ? std::nullopt : parse_subject_id(after.substr(slash + 1));
    auto town = access::region_of(after.substr(0, std::min(slash, after.size())));
    if (!subject || !town)
        return fail(Error::invalid({"翻页位置无效。", "The page position is not valid."}));
    filter.after_town = *town;
    filter.after_subject = *subject;
    return {};
}

Result<PeopleAsked> read_people(const Context& context, const Request& request) {
    Query query(request);
    auto region = query.text("region", 12), day = query.text("day", 10),
         after = query.text("after", 40);
    auto part = query.one_of("part", {"all", "above", "missing"}, "all");
    PeopleAsked out;
    out.filter.limit = int(query.integer("limit", 1, 200, 50));
    TRY(query.done());
    out.region = TRY(read_region(context, region));
    auto area = access::inside(*access::region_of(out.region));
    out.filter.town_from = area.from;
    out.filter.town_to = area.to;
    out.filter.indicator = context.part("indicator");
    auto parsed = parse_iso_date(day);
    if (!day.empty() && !parsed)
        return fail(Error::invalid({"日期不对。", "The day is not valid."},
                                   {{"day", {"应如 2026-10-31", "like 2026-10-31"}}}));
    out.filter.day = parsed.value_or(last_of_month(context.today));
    out.filter.part = part == "above"     ? consequences::Part::above
                      : part == "missing" ? consequences::Part::missing
                                          : consequences::Part::all;
    TRY(read_after(after, out.filter));
    return out;
}

/// Numbers are for whoever has figures; who is counted, for those who read the system.
Result<void> check_read(const Context& context, const std::string& indicator) {
    if (!insight::find_indicator(*context.office().program, indicator))
        return fail(Error::not_found({"没有这个指标", "There is no such indicator"}));
    if (!context.list_sight().reads(indicator.substr(0, indicator.find('.'))))
        return fail(Error::forbidden({"您的岗位不能查看这个指标的人员名单。",
                                      "Your post may not see who is counted here."}));
    return {};
}

} // namespace

Result<Json> people_of_figure(const Context& context, const Request& request) {
    auto asked = TRY(read_people(context, request));
    TRY(check_read(context, asked.filter.indicator));
    std::vector<SubjectId> shown_people;
    auto out = TRY(context.read([&](db::Session& session) -> Result<Json> {
        Json page{{"day", iso(asked.filter.day)}, {"items", Json::array()}};
        page["total"] =
            TRY(consequences::count_people(session, context.who(), asked.filter, context.today));
        auto found =
            TRY(consequences::people_counted(session, context.who(), asked.filter, context.today));
        for (auto& one : found) {
            auto person = TRY(person_card(context, session, one.subject));
            page["items"].push_back({{"person", std::move(person)}, {"above", one.above > 0}});
            shown_people.push_back(one.subject);
        }
        if (int(found.size()) == asked.filter.limit)
            page["next"] = std::to_string(found.back().town) + "/" + to_text(found.back().subject);
        return page;
    }));
    TRY(casework::note_shown(context.office(), context.who(), "figure", std::move(shown_people)));
    return out;
}

Result<Json> why_counted(const Context& context, const Request& request) {
    Query query(request);
    auto text = query.text("day", 10);
    TRY(query.done());
    auto day = parse_iso_date(text).value_or(last_of_month(context.today));
    auto subject = TRY(context.subject());
    TRY(check_read(context, context.part("indicator")));
    return context.read([&](db::Session& session) -> Result<Json> {
        if (!TRY(access::visible(session, context.who(), subject, context.today)))
            return fail(access::no_such_file());
        auto head = TRY(records::find(session, subject));
        auto rows = TRY(records::load(session, subject));
        auto records = records::as_records(rows);
        auto facts = TRY(context.office().program->why_counted({head ? head->kind : "", records},
                                                               day, context.part("indicator")));
        return Json{{"facts", shown_facts(context, facts, rows)}};
    });
}

Result<Json> workload_of(const Context& context, const Request& request) {
    Query query(request);
    auto region = query.text("region", 12);
    TRY(query.done());
    return rulebook::workload(context.office(), TRY(read_region(context, region)));
}

Result<Json> enter_figure(const Context& context, const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto region = fields.text("region", 2, 12), month = fields.text("month", 7, 7);
    insight::Entered what;
    what.indicator = context.part("indicator");
    what.below = fields.integer("below");
    what.above = fields.integer_or("above", 0, 1'000'000'000'000, 0);
    what.source = fields.text("source", 2, 200);
    TRY(fields.done());
    what.region = *access::region_of(TRY(read_region(context, region)));
    what.month = TRY(read_month(context, month));
    auto found = insight::find_indicator(*context.office().program, what.indicator);
    if (!found || found->indicator->entered_by.empty())
        return fail(
            Error::not_found({"这个指标不是填报的", "This indicator is not entered by hand"}));
    return context.services.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<Json> {
            auto done = TRY(insight::enter(session, context.who(), what, context.now));
            TRY(casework::note_act(context.office(), session, context.who(), "figure.entered",
                                   SubjectId{},
                                   {{"indicator", done.indicator},
                                    {"region", done.region},
                                    {"month", done.month},
                                    {"version", done.version}}));
            return shown(context, done);
        });
}

namespace {

std::vector<std::string> csv_row(const Context& context, const insight::Published& one) {
    auto& indicator = *one.listed.indicator;
    bool count = indicator.unit == derive::Unit::count;
    auto name = context.services.regions.find(one.region);
    std::vector<std::string> row{one.listed.id, indicator.label.zh, one.region,
                                 name ? name->name : one.region, month_text(one.month)};
    if (one.withheld) {
        row.insert(row.end(), {"", "", "", "withheld"});
        return row;
    }
    row.push_back(count ? "" : std::to_string(one.above));
    row.push_back(std::to_string(one.below));
    row.push_back(insight::figure_text(indicator, one.above, one.below));
    row.emplace_back("published");
    return row;
}

Result<std::vector<insight::Published>> published(const Context& context,
                                                  const insight::Asked& asked) {
    return context.read([&](db::Session& session) {
        return insight::publish(session, context.services.cube, *context.office().program, asked);
    });
}

} // namespace

Result<std::string> published_csv(const Context& context, const insight::Asked& asked) {
    std::ostringstream out;
    files::CsvWriter csv(out);
    const std::vector<std::string> head{"indicator",   "name",  "region",
                                        "region_name", "month", "numerator",
                                        "denominator", "value", "status"};
    csv.row(head);
    for (auto& one : TRY(published(context, asked))) csv.row(csv_row(context, one));
    return out.str();
}

Result<Json> published_metadata(const Context& context, const insight::Asked& asked) {
    Json out{{"region", region_shown(context, asked.region)},
             {"month", month_text(asked.month)},
             {"policy", context.office().program->source().version},
             {"least_published", insight::least_published},
             {"indicators", Json::array()}};
    for (auto& one : insight::catalogue(*context.office().program)) {
        auto definition = shown_definition(*context.office().program, one);
        definition["id"] = one.id;
        definition["title"] = shown(one.indicator->label);
        out["indicators"].push_back(std::move(definition));
    }
    return out;
}

} // namespace banxing::http
