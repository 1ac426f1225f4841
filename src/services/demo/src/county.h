#pragma once
// The county that people live in: its villages, organisations and those who write, and what the
// policy says of them.
#include "tables.h"

#include <access/directory.h>
#include <casework/casework.h>
#include <demo/demo.h>

namespace banxing::demo {

struct Village {
    std::string code, name;
    std::size_t town = 0;
};

struct Town {
    std::string code, name;
    Weighted<std::size_t> villages; // communities triple
};

/// An organisation and an account of it that writes.
struct Writer {
    std::int64_t organisation = 0, account = 0;
};

struct Staff {
    access::Organisation organisation;
    std::vector<std::int64_t> accounts; // by post, in order
};

struct VisitAge {
    std::string code;
    int months = 0;
    Visit rates;
    std::vector<std::string> signs;
};

/// What the generator must know of the policy; read from the published set.
struct Law {
    std::vector<VisitAge> visits;
    std::map<std::string, std::string> sign_words; // by code
    Date norm_since; // of the screening norm: nobody filled its forms before
    Date go_live;    // of the subsidies
    int young_months = 0, young_gap = 0, older_gap = 0;                           // follow-ups
    int screening_to = 0;                                                         // months
    std::int64_t month_cap = 0, year_cap = 0;                                     // fen
    int kindergarten_from = 0, school_from = 0, upper_from = 0, upper_months = 0; // months
    int school_month = 0, school_day = 0, roll_month = 0; // when a school year and its roll begin
};

struct World {
    Options options;
    Tables tables;
    Law law;
    std::vector<Town> towns;
    std::vector<Village> villages;
    Weighted<std::size_t> town_shares;
    std::vector<std::string> elsewhere;         // counties of the province that are not ours
    Weighted<std::vector<std::string>> outside; // counties of other provinces
    std::map<std::int64_t, Staff> staff;
    std::vector<std::int64_t> village_organisations, town_organisations; // by village, by town
    std::vector<std::int64_t> kindergartens, schools;                    // by town
    std::int64_t education = 0, special_school = 0;
    Weighted<std::int64_t> institutions, hospitals;
    std::int64_t county_mch = 0, federation = 0;
    std::int64_t labour = 0, training = 0, coaching = 0, civil = 0, care = 0, day_care = 0;
    std::size_t list_town = 0;
    std::int64_t list_hospital = 0, list_institution = 0;
    std::int64_t held_visits = 100'000; // per 100,000 of the list's visits are not in the files yet

    Writer village_worker(std::size_t village) const;
    Writer doctor(std::size_t village, Draw& draw) const;
    Writer of(std::int64_t organisation, Draw& draw) const;
    const std::string& name_of(std::int64_t organisation) const;
};

/// Reads tables, regions and policy; not yet the organisations.
Result<World> read_world(const casework::Office& office, const Options& options);

/// Organisations, accounts and posts; fills `world` and returns one account of each role.
Result<std::vector<Account>> add_staff(db::Session& session, const access::Roles& roles,
                                       World& world, const std::string& password_hash);

constexpr const char* demo_password = "banxing-demo";
constexpr const char* county_code = "330681";

} // namespace banxing::demo
