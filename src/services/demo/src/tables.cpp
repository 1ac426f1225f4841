#include "tables.h"

#include <fstream>
#include <yaml-cpp/yaml.h>

namespace banxing::demo {

namespace fs = std::filesystem;
using Lines = std::vector<std::vector<std::string>>;

static std::int64_t number(const YAML::Node& node) {
    return node.as<std::int64_t>();
}
static Range range(const YAML::Node& node) {
    return {number(node["from"]), number(node["to"])};
}
static Weighted<Range> ranges(const YAML::Node& list) {
    Weighted<Range> out;
    for (const auto& node : list) out.add(range(node), number(node["share"]));
    return out;
}
static Weighted<std::string> shares(const YAML::Node& map) {
    Weighted<std::string> out;
    for (const auto& entry : map) out.add(entry.first.as<std::string>(), number(entry.second));
    return out;
}
static std::vector<std::string> words(const YAML::Node& list) {
    return list.as<std::vector<std::string>>();
}
static ByYear by_year(const YAML::Node& list) {
    ByYear out;
    for (const auto& node : list)
        out.emplace_back(node["born_from"].as<int>(), number(node["share"]));
    return out;
}

std::int64_t rate_of(const ByYear& rates, int year) {
    std::int64_t out = 0;
    for (auto& [from, share] : rates)
        if (from <= year) out = share;
    return out;
}

static void read_people(const YAML::Node& people, Rates& out) {
    out.ages = ranges(people["ages"]);
    out.boys = number(people["boys_among_births"]);
    out.male_adults = number(people["male_adults"]);
    out.twins = number(people["twin_births"]);
    out.registered = number(people["registered_in_zhuji"]);
    out.registered_in_zhejiang = number(people["registered_elsewhere_in_zhejiang"]);
    out.moved_in = number(people["children_moved_in"]);
    out.moved_out = number(people["children_moved_out"]);
    out.died = number(people["children_died"]);
    out.mother_age = ranges(people["mother_age"]);
    for (const auto& node : people["guardian_is"])
        out.guardian_is.add(node["relation"].as<std::string>(), number(node["share"]));
    out.single_character = by_year(people["single_character_given_name"]);
    out.whole_name = by_year(people["whole_given_name"]);
    out.mothers_surname = number(people["takes_mothers_surname"]);
    out.rare_name = number(people["rare_name"]);
}

static void read_screening(const YAML::Node& screening, Rates& out) {
    for (const auto& node : screening["visits"])
        out.visits.push_back({node["age"].as<std::string>(), number(node["attended"]),
                              number(node["abnormal_on_spectrum"]),
                              number(node["abnormal_others"])});
    out.visit_days = range(screening["days_after_birthday"]);
    auto regression = screening["language_or_social_regression"];
    out.regression_on_spectrum = number(regression["on_spectrum"]);
    out.regression_others = number(regression["others"]);
    out.re_screened = number(screening["re_screen_attended"]);
    out.re_screen_days = range(screening["re_screen_after_days"]);
    out.re_screen_on_spectrum = shares(screening["re_screen_result_on_spectrum"]);
    out.re_screen_others = shares(screening["re_screen_result_others"]);
    out.diagnosed = number(screening["diagnosis_attended"]);
    out.diagnosis_days = range(screening["diagnosis_after_days"]);
    out.conclusion_on_spectrum = shares(screening["conclusion_on_spectrum"]);
    out.conclusion_others = shares(screening["conclusion_others"]);
    out.again_days = range(screening["undecided_seen_again_after_days"]);
    out.codes_confirmed = shares(screening["diagnosis_codes_confirmed"]);
    out.codes_others = shares(screening["diagnosis_codes_others"]);
}

static void read_rehabilitation(const YAML::Node& rehabilitation, Rates& out) {
    out.enrolled = number(rehabilitation["enrolled_after_diagnosis"]);
    out.enrolled_days = range(rehabilitation["enrolled_after_days"]);
    out.stops = number(rehabilitation["stops_in_a_year"]);
    out.attends_month = number(rehabilitation["month_attended"]);
    out.sessions = range(rehabilitation["days_attended_in_a_month"]);
    out.month_fee = ranges(rehabilitation["month_fee"]);
    out.insurance = ranges(rehabilitation["paid_by_insurance"]);
    out.plan = number(rehabilitation["plan_made"]);
    out.self_care_insufficient = number(rehabilitation["self_care_insufficient_from_7"]);
    out.not_ready = number(rehabilitation["not_ready_for_school_from_7"]);
    out.already_paid = number(rehabilitation["already_paid_before_go_live"]);
}

static void read_care(const YAML::Node& care, CareRates& out) {
    out.attended = number(care["attended"]);
    out.unusual = number(care["unusual"]);
    for (const auto& node : care["visits"]) {
        CareVisit visit{
            node["visit"].as<std::string>(), {}, number(node["weight"]), number(node["height"])};
        if (node["from"]) visit.days = range(node);
        out.visits.push_back(std::move(visit));
    }
    for (const auto& node : care["services"])
        out.services.push_back({node["service"].as<std::string>(),
                                parse_iso_date(node["since"].as<std::string>()).value(),
                                node["measures"].as<bool>(), words(node["visits"])});
}

static Rates read_rates(const YAML::Node& root) {
    Rates out;
    read_care(root["child_health"], out.care);
    for (const auto& node : root["people"]["registered_outside"])
        out.outside.emplace_back(node["province"].as<std::string>(), number(node["share"]));
    read_people(root["people"], out);
    out.months = root["births_by_month"]["shares"].as<std::vector<std::int64_t>>();
    for (const auto& node : root["households"]["poverty"]) {
        out.poverty.add(node["status"].as<std::string>(), number(node["share"]));
        out.poor += number(node["share"]);
    }
    out.poor_with_autism = number(root["households"]["low_income_with_autism"]);
    out.on_spectrum = number(root["autism"]["on_the_spectrum"]["share"]);
    out.boys_on_spectrum = number(root["autism"]["boys_among_them"]["share"]);
    out.adults_confirmed = number(root["autism"]["adults_confirmed"]["share"]);
    read_screening(root["screening"], out);
    read_rehabilitation(root["rehabilitation"], out);
    for (const auto& entry : root["dirt"])
        if (entry.first.as<std::string>() != "source")
            out.dirt[entry.first.as<std::string>()] = number(entry.second);
    return out;
}

static void read_organisations(const YAML::Node& root, Tables& out) {
    for (const auto& node : root["organisations"]) {
        OrganisationPlan plan{number(node["id"]),
                              node["kind"].as<std::string>(),
                              node["region"].as<std::string>(),
                              {node["zh"].as<std::string>(), node["en"].as<std::string>()}};
        if (node["capacity"]) plan.capacity = number(node["capacity"]);
        plan.diagnoses = node["diagnoses"] && node["diagnoses"].as<bool>();
        out.organisations.push_back(std::move(plan));
    }
    for (const auto& node : root["generated"])
        out.generated.push_back({node["kind"].as<std::string>(), node["per"].as<std::string>(),
                                 node["zh"].as<std::string>(), node["en"].as<std::string>()});
    for (const auto& node : root["posts"])
        out.posts.push_back({node["kind"].as<std::string>(), node["role"].as<std::string>(),
                             node["count"].as<int>()});
}

static AddressWords read_words(const YAML::Node& root) {
    AddressWords out;
    out.roads = words(root["roads"]);
    out.road_endings = words(root["road_endings"]);
    out.estates = words(root["estates"]);
    out.hamlets = words(root["hamlets"]);
    out.phone_prefixes = words(root["phone_prefixes"]);
    for (const auto& node : root["address_forms"])
        out.forms.add(node["form"].as<std::string>(), number(node["weight"]));
    out.identity_area = root["identity_area_code"].as<std::string>();
    return out;
}

static Lines lines_of(const fs::path& file) {
    std::ifstream in(file);
    Lines out;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> cells(1);
        for (char c : line) {
            if (c == '\t')
                cells.emplace_back();
            else
                cells.back() += c;
        }
        out.push_back(std::move(cells));
    }
    return out;
}

static Names read_names(const fs::path& folder) {
    Names out;
    for (auto& cells : lines_of(folder / "surnames.tsv"))
        out.surnames.add(cells.at(0), std::stoll(cells.at(1)));
    for (auto& cells : lines_of(folder / "given_names.tsv")) {
        auto& names = out.given[{std::stoi(cells.at(1)), cells.at(2).at(0)}];
        (cells.at(3) == "whole" ? names.whole : names.characters)
            .add(cells.at(4), std::stoll(cells.at(5)));
    }
    for (auto& cells : lines_of(folder / "rare_names.tsv"))
        out.rare.emplace_back(cells.at(0), cells.at(1));
    return out;
}

static Error faulty(const fs::path& folder, const std::string& why) {
    return Error::invalid(
        {"演示数据的表有误：" + folder.string(),
         "The tables of the demo county have a fault: " + folder.string() + ": " + why});
}

Result<Tables> Tables::read(const fs::path& folder) {
    try {
        Tables out;
        out.rates = read_rates(YAML::LoadFile((folder / "rates.yaml").string()));
        out.address = read_words(YAML::LoadFile((folder / "words.yaml").string()));
        read_organisations(YAML::LoadFile((folder / "organisations.yaml").string()), out);
        out.names = read_names(folder);
        for (auto& cells : lines_of(folder / "towns.tsv"))
            out.towns.emplace_back(cells.at(0), std::stoll(cells.at(1)));
        if (out.towns.empty() || out.names.surnames.empty() || out.names.given.empty())
            return fail(faulty(folder, "a table is empty or missing"));
        return out;
    } catch (const std::exception& error) {
        return fail(faulty(folder, error.what()));
    }
}

} // namespace banxing::demo
