#include "life.h"

#include <algorithm>

namespace banxing::demo {

/// Health checks of early childhood and what belongs to them, on the day of the screening visit
/// where there was one. A stream of its own: the rest of a life does not depend on it.
class Care {
public:
    explicit Care(Story& story)
        : story_(story), rates_(story.rates().care),
          draw_(story.world.options.seed, Stream::care, std::uint64_t(story.index)) {}

    void run() {
        for (auto& visit : rates_.visits)
            if (auto day = day_of(visit); day && story_.happens(*day)) services(visit, *day);
    }

private:
    std::optional<Date> some_day(Date from, Range days) {
        auto after = draw_.between(days.from, days.to);
        return draw_.chance(rates_.attended) ? std::optional(add_days(from, int(after)))
                                             : std::nullopt;
    }

    std::optional<Date> day_of(const CareVisit& visit) {
        if (visit.days) return some_day(story_.person.birth, *visit.days);
        auto& ages = story_.world.law.visits;
        auto age = std::find_if(ages.begin(), ages.end(),
                                [&](auto& one) { return one.code == visit.code; });
        if (age == ages.end()) return std::nullopt;
        auto seen = story_.visits.find(visit.code);
        if (seen != story_.visits.end()) return seen->second;
        return some_day(reaches_age(story_.person.birth, age->months), story_.rates().visit_days);
    }

    void services(const CareVisit& visit, Date day) {
        for (auto& service : rates_.services) {
            auto& at = service.visits;
            bool due = std::find(at.begin(), at.end(), visit.code) != at.end();
            if (!due || day < service.since) continue;
            Json content{{"service", service.code},
                         {"visit", visit.code},
                         {"finding", draw_.chance(rates_.unusual) ? "有异常" : "未见异常"}};
            if (service.measures) {
                content["weight"] = spread(visit.weight, 12);
                content["height"] = spread(visit.height, 5);
            }
            story_.add("base.child_health_service", day, std::move(content),
                       story_.world.doctor(story_.home.village, draw_));
        }
    }

    /// Somewhere within so many per cent.
    std::int64_t spread(std::int64_t usual, std::int64_t per_cent) {
        return usual * draw_.between(1'000 - 10 * per_cent, 1'000 + 10 * per_cent) / 1'000;
    }

    Story& story_;
    const CareRates& rates_;
    Draw draw_;
};

void tell_care(Story& story) {
    Care(story).run();
}

} // namespace banxing::demo
