#pragma once
// data/demo as values. Rates and shares are per 100,000, money in fen.
#include "draw.h"

#include <core/date.h>
#include <core/result.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace banxing::demo {

struct Range {
    std::int64_t from = 0, to = 0;
};

/// What begins to hold with a birth year.
using ByYear = std::vector<std::pair<int, std::int64_t>>;

struct Visit {
    std::string age;
    std::int64_t attended = 0, abnormal_on_spectrum = 0, abnormal_others = 0;
};

/// An age of the child health services; `days` after birth where the screening has no such age.
struct CareVisit {
    std::string code;
    std::optional<Range> days;
    std::int64_t weight = 0, height = 0; // grams, millimetres
};

struct CareService {
    std::string code;
    Date since;
    bool measures = false;
    std::vector<std::string> visits;
};

struct CareRates {
    std::int64_t attended = 0, unusual = 0;
    std::vector<CareVisit> visits;
    std::vector<CareService> services;
};

struct Rates {
    Weighted<Range> ages, mother_age, month_fee, insurance;
    Weighted<std::string> guardian_is, poverty;
    std::vector<std::int64_t> months; // of births, January first
    std::int64_t boys = 0, male_adults = 0, twins = 0, registered = 0, registered_in_zhejiang = 0;
    std::int64_t moved_in = 0, moved_out = 0, died = 0, mothers_surname = 0, rare_name = 0;
    ByYear single_character, whole_name;
    std::int64_t poor_with_autism = 0, poor = 0;
    std::int64_t on_spectrum = 0, boys_on_spectrum = 0, adults_confirmed = 0;
    std::vector<Visit> visits;
    Range visit_days, re_screen_days, diagnosis_days, again_days, enrolled_days, sessions;
    std::int64_t regression_on_spectrum = 0, regression_others = 0;
    std::int64_t re_screened = 0, diagnosed = 0, enrolled = 0, stops = 0, attends_month = 0,
                 plan = 0;
    Weighted<std::string> re_screen_on_spectrum, re_screen_others;
    Weighted<std::string> conclusion_on_spectrum, conclusion_others, codes_confirmed, codes_others;
    std::int64_t self_care_insufficient = 0, not_ready = 0, already_paid = 0;
    CareRates care;
    std::vector<std::pair<std::string, std::int64_t>> outside; // provinces of the others, share
    std::map<std::string, std::int64_t> dirt;
};

struct GivenNames {
    Weighted<std::string> characters, whole;
};

struct Names {
    Weighted<std::string> surnames;
    std::map<std::pair<int, char>, GivenNames> given;      // last birth year, sex
    std::vector<std::pair<std::string, std::string>> rare; // name, sex (empty: both)
};

struct AddressWords {
    std::vector<std::string> roads, road_endings, estates, hamlets, phone_prefixes;
    Weighted<std::string> forms;
    std::string identity_area;
};

struct OrganisationPlan {
    std::int64_t id = 0;
    std::string kind, region;
    Words name;
    std::int64_t capacity = 0;
    bool diagnoses = false;
};

struct Generated {
    std::string kind, per, zh, en;
};

struct PostPlan {
    std::string kind, role;
    int count = 1;
};

struct Tables {
    Rates rates;
    Names names;
    AddressWords address;
    std::vector<std::pair<std::string, std::int64_t>> towns; // code, share
    std::vector<OrganisationPlan> organisations;
    std::vector<Generated> generated;
    std::vector<PostPlan> posts;

    static Result<Tables> read(const std::filesystem::path& folder);
};

/// The rate that holds for a birth year.
std::int64_t rate_of(const ByYear& rates, int year);

} // namespace banxing::demo
