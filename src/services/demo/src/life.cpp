#include "life.h"

#include "names.h"

#include <algorithm>

namespace banxing::demo {

bool Story::add(const char* form, Date day, Json content, Writer writer) {
    if (!happens(day)) return false;
    // what lies before the first of December was entered then, when history was brought in
    Date import_from = add_days(world.law.go_live, -31);
    Date entered = day < import_from ? add_days(import_from, int(draw.below(25)))
                                     : add_days(day, int(draw.below(3)));
    life.entries.push_back({form, day, std::min(entered, today), std::move(content), writer});
    return true;
}

Held Story::row(List list, Date day, Json content, bool recorded) const {
    auto& village = world.villages[home.village];
    return {list,         day,         std::move(content), recorded,
            index,        person.name, person.number,      world.towns[village.town].name,
            village.name, person.male, person.birth,       guardian};
}

static Guardian guardian_of(Story& story) {
    auto& people = story.cluster.people;
    Guardian out;
    out.relation = story.rates().guardian_is.pick(story.draw);
    int known = out.relation == "52"   ? story.person.mother
                : out.relation == "51" ? story.person.father
                                       : -1;
    int older = out.relation == "51" || out.relation == "52" ? 28 : 56;
    bool male = out.relation == "51" || out.relation == "61" || out.relation == "63";
    out.name = known >= 0 ? people[std::size_t(known)].name
                          : full_name(story.world.tables, story.draw,
                                      int(story.person.birth.year()) - older, male,
                                      out.relation == "51" ? std::optional(story.home.surname)
                                                           : std::nullopt);
    out.phone = phone(story.world, story.draw);
    return out;
}

/// When somebody came, left or died; before the rest of the life, which it bounds.
static std::string bounds(Story& story) {
    auto& rates = story.rates();
    auto lived = to_days(story.today) - to_days(story.person.birth);
    auto some_day = [&] { return add_days(story.person.birth, int(story.draw.below(lived + 1))); };
    if (!story.person.child) {
        Date recent = add_days(story.today, -int(story.draw.between(5, 300)));
        bool dies = story.draw.chance(150), leaves = !dies && story.draw.chance(600);
        if (dies || leaves) story.end = recent;
        return dies ? "base.death" : leaves ? "base.moving_out" : "";
    }
    if (story.draw.chance(rates.moved_in)) story.since = some_day();
    bool dies = story.draw.chance(rates.died), leaves = !dies && story.draw.chance(rates.moved_out);
    if (dies || leaves) story.end = std::max(some_day(), story.since);
    return dies ? "base.death" : leaves ? "base.moving_out" : "";
}

static Date registration_day(Story& story) {
    if (story.person.child)
        return std::min(add_days(story.since, int(story.draw.between(5, 40))),
                        story.end.value_or(story.today));
    Date first = add_days(story.world.law.go_live, -int(story.draw.between(12, 120)));
    return std::min(first, story.end.value_or(story.today));
}

static void tell_guardian(Story& story, Date day, Writer writer) {
    auto content = [](const Guardian& guardian) {
        return Json{{"guardian_name", guardian.name},
                    {"guardian_phone", guardian.phone},
                    {"relation", guardian.relation}};
    };
    story.add("base.guardian", day, content(story.guardian), writer);
    Guardian changed = story.guardian;
    changed.phone = phone(story.world, story.draw);
    constexpr std::int64_t new_phone = 8'000;
    Date later = add_days(day, int(story.draw.between(200, 1500)));
    if (story.draw.chance(new_phone) && story.add("base.guardian", later, content(changed), writer))
        story.guardian = changed;
}

static void tell_home(Story& story, Date day) {
    auto worker = story.world.village_worker(story.home.village);
    auto& village = story.world.villages[story.home.village].code;
    story.add("base.residence",
              story.person.child ? std::max(story.since, story.person.birth) : day,
              {{"village", village}, {"address", story.home.address}}, worker);
    auto& rates = story.rates();
    auto kind = story.draw.below(100'000);
    story.registered_here = kind < rates.registered;
    bool in_province = kind < rates.registered + rates.registered_in_zhejiang;
    auto& world = story.world;
    auto place = story.registered_here ? village
                 : in_province         ? story.draw.one_of(world.elsewhere)
                                       : story.draw.one_of(world.outside.pick(story.draw));
    story.add("base.household_registration", day, {{"region", place}}, worker);
}

static void tell_poverty(Story& story) {
    if (story.home.poverty.empty() || !story.person.child) return;
    Date day = add_days(story.world.law.go_live, int(story.draw.between(-60, 60)));
    story.add("base.poverty", day,
              {{"status", story.home.poverty}, {"until", iso(add_months(day, 12))}},
              story.world.of(story.world.federation, story.draw));
}

static void tell_basics(Story& story, const std::string& ending) {
    auto& person = story.person;
    auto& world = story.world;
    Date day = registration_day(story);
    Writer writer = person.child ? world.doctor(story.home.village, story.draw)
                                 : world.village_worker(story.home.village);
    Json content{
        {"name", person.name}, {"sex", person.male ? "1" : "2"}, {"birth_date", iso(person.birth)}};
    constexpr std::int64_t no_card_yet = 3'000;
    bool number = !person.number.empty() && !(person.child && story.draw.chance(no_card_yet));
    if (number) content["identity_number"] = person.number;
    story.life.identity = {
        person.name, person.male ? "1" : "2", person.birth, number ? person.number : "", "", ""};
    if (person.child) {
        story.guardian = guardian_of(story);
        content["guardian_name"] = story.guardian.name;
        content["guardian_phone"] = story.guardian.phone;
        content["relation"] = story.guardian.relation;
    }
    story.add("base.registration", day, std::move(content), writer);
    if (person.child) tell_guardian(story, day, writer);
    story.life.identity.guardian_name = story.guardian.name;
    story.life.identity.guardian_phone = story.guardian.phone;
    tell_home(story, day);
    tell_poverty(story);
    if (ending.empty()) return;
    Json end{{"source", story.draw.chance(50'000) ? "村社" : "家属"}};
    story.add(ending.c_str(), *story.end, std::move(end), world.village_worker(story.home.village));
}

/// A reply names the referral by the number of the record that sent it.
static void name_referrals(std::vector<Entry>& entries) {
    auto sends = [](auto& one) {
        return std::string_view(one.form) == "child_rehabilitation.institution_referral";
    };
    auto sent = std::find_if(entries.begin(), entries.end(), sends) - entries.begin();
    for (auto& entry : entries)
        if (std::string_view(entry.form) == "base.referral_reply")
            entry.content["referral"] =
                "child_rehabilitation.to_institution/" + std::to_string(sent + 1);
}

Life tell(const World& world, const Cluster& cluster, std::size_t who, std::int64_t index) {
    auto& person = cluster.people[who];
    Story story{world,
                cluster,
                person,
                cluster.households[std::size_t(person.household)],
                Draw(world.options.seed, Stream::life, std::uint64_t(index)),
                index,
                world.options.day,
                person.birth,
                {}};
    auto ending = bounds(story);
    tell_basics(story, ending);
    if (person.child) {
        if (auto confirmed = tell_screening(story)) {
            story.life.confirmed = true;
            tell_rehabilitation(story, *confirmed);
            tell_school(story, *confirmed);
        }
        tell_care(story);
    }
    if (person.grown) tell_grown(story);
    auto& entries = story.life.entries;
    std::stable_sort(entries.begin(), entries.end(), [](auto& a, auto& b) {
        return std::tie(a.entered, a.day) < std::tie(b.entered, b.day);
    });
    name_referrals(entries);
    return std::move(story.life);
}

} // namespace banxing::demo
