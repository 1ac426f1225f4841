#include "life.h"

#include <algorithm>

namespace banxing::demo {

// Training seldom goes on after these years; lists show as many months as that.
constexpr int most_months_old = 12 * 12, list_months = 3;

class Rehabilitation {
public:
    Rehabilitation(Story& story, const Confirmed& confirmed)
        : story_(story), draw_(story.draw), world_(story.world), confirmed_(confirmed) {}

    void run() {
        auto& rates = story_.rates();
        assessment();
        bool sure = story_.person.sure;
        bool enrols = draw_.chance(rates.enrolled) || sure;
        if (!enrols) return refer(world_.list_institution, {});
        enrolled_ = story_.later(confirmed_.day, rates.enrolled_days);
        if (!story_.happens(enrolled_)) return;
        institution_ = sure ? world_.list_institution : world_.institutions.pick(draw_);
        refer(institution_, enrolled_);
        auto range = rates.month_fee.pick(draw_);
        fee_ = draw_.between(range.from, range.to);
        auto part = rates.insurance.pick(draw_);
        insurance_ = draw_.between(part.from, part.to);
        enrol();
        Date stop = months();
        bool waits = sure && story_.index % 2 == 0; // so that the institution has something to do
        if (draw_.chance(rates.plan) && !waits) plans(stop);
        if (!waits) progress(stop);
    }

private:
    /// Who is confirmed since go-live is sent on; the institution says so a little later, or has
    /// not yet. A draw of its own, so that the rest of the life stays as it is.
    void refer(std::int64_t institution, std::optional<Date> enrolled) {
        if (confirmed_.day < world_.law.go_live) return;
        Draw draw(world_.options.seed, Stream::referral, std::uint64_t(story_.index));
        Date sent = add_days(confirmed_.day, int(draw.between(0, 3)));
        if (enrolled) sent = std::min(sent, *enrolled);
        story_.add("child_rehabilitation.institution_referral", sent,
                   {{"institution", institution}, {"needs", "语言和社会交往训练（演示）"}},
                   world_.of(world_.county_mch, draw));
        Date answered = add_days(sent, int(draw.between(1, 4)));
        if (enrolled) answered = std::min(answered, *enrolled);
        constexpr std::int64_t answers = 85'000;
        if (!enrolled && !draw.chance(answers)) return;
        bool takes = enrolled || draw.chance(50'000);
        Json reply{{"referral", ""}, {"reply", takes ? "accepted" : "declined"}};
        if (!takes) reply["remark"] = "名额已满（演示）";
        story_.add("base.referral_reply", answered, std::move(reply), world_.of(institution, draw));
    }

    void enrol() {
        static constexpr const char* settings[] = {"全日", "半日", "课时", "课时"};
        story_.add(
            "child_rehabilitation.enrolment", enrolled_,
            {{"setting", settings[draw_.below(4)]}, {"institution", world_.name_of(institution_)}},
            world_.of(institution_, draw_));
    }

    /// Before the training and every few months; the institution's own scale, marked as a demo.
    void progress(Date stop) {
        auto ability = draw_.between(20, 60), symptoms = draw_.between(40, 80);
        Date day = story_.later(enrolled_, {0, 12});
        for (bool first = true; day <= stop; first = false) {
            auto conclusion = !first && draw_.chance(12'000) ? "调整" : "继续";
            Json content{{"occasion", first ? "干预前" : "阶段"},
                         {"scale", "示例评估表（演示）"},
                         {"core_symptoms", symptoms},
                         {"ability", ability},
                         {"conclusion", conclusion}};
            if (!story_.add("child_rehabilitation.progress_assessment", day, std::move(content),
                            world_.of(institution_, draw_)))
                return;
            ability += draw_.between(-2, 6);
            symptoms -= draw_.between(-3, 5);
            day = story_.later(day, {100, 185});
        }
    }

    void assessment() {
        auto& rates = story_.rates();
        Date day =
            story_.later(reaches_age(story_.person.birth, world_.law.screening_to), {-40, 60});
        constexpr std::int64_t assessed = 80'000;
        if (!draw_.chance(assessed)) return;
        story_.add("child_rehabilitation.ability_assessment", day,
                   {{"self_care_insufficient", draw_.chance(rates.self_care_insufficient)},
                    {"not_ready_for_school", draw_.chance(rates.not_ready)},
                    {"assessor", world_.name_of(world_.county_mch)}},
                   world_.of(world_.county_mch, draw_));
    }

    /// Returns the day on which training ended, or today.
    Date months() {
        auto& rates = story_.rates();
        bool recorded_before = draw_.chance(rates.already_paid);
        Date this_month = first_of_month(story_.today);
        Date history =
            add_months(world_.law.go_live, -12); // a year before go-live came with the data
        Date month = std::max(first_of_month(add_months(enrolled_, 1)), history);
        for (; month < this_month; month = add_months(month, 1)) {
            Date last = last_of_month(month);
            bool grown = age_months_on(last, story_.person.birth) >= most_months_old;
            if (grown || draw_.below(1'200'000) < rates.stops) return last;
            if (draw_.chance(rates.attends_month)) one_month(month, recorded_before);
        }
        return story_.today;
    }

    void one_month(Date month, bool recorded_before) {
        auto sessions = draw_.between(story_.rates().sessions.from, story_.rates().sessions.to);
        constexpr std::int64_t usual_sessions = 16, yuan_fen = 100;
        std::int64_t fee = fee_ * sessions / usual_sessions / yuan_fen * yuan_fen;
        std::int64_t paid = (fee - fee * insurance_ / 100'000) / yuan_fen * yuan_fen;
        Date day = add_days(add_months(month, 1), int(draw_.below(8)));
        if (!story_.happens(day)) return;
        auto text = iso(month).substr(0, 7);
        Json content{
            {"month", text}, {"sessions", sessions}, {"fee_total", fee}, {"self_paid", paid}};
        bool listed = institution_ == world_.list_institution &&
                      month >= add_months(first_of_month(story_.today), -list_months);
        bool held = listed && month >= add_months(first_of_month(story_.today), -1);
        if (listed) story_.life.held.push_back(story_.row(List::months, day, content, !held));
        if (!held)
            story_.add("child_rehabilitation.institution_month", day, std::move(content),
                       world_.of(institution_, draw_));
        if (month < world_.law.go_live) paid_before(month, paid, recorded_before);
    }

    void paid_before(Date month, std::int64_t self_paid, bool recorded) {
        Date last = last_of_month(month);
        if (!story_.registered_here ||
            age_months_on(last, story_.person.birth) >= world_.law.screening_to)
            return;
        auto amount = std::min({self_paid, world_.law.month_cap, world_.law.year_cap - so_far_});
        if (amount <= 0) return;
        so_far_ += amount;
        Date day = add_days(world_.law.go_live, 8);
        Json content{{"month", iso(month).substr(0, 7)},
                     {"amount", amount},
                     {"source", world_.name_of(world_.federation)}};
        if (recorded)
            story_.add("child_rehabilitation.already_paid", day, std::move(content),
                       world_.of(world_.federation, draw_));
        else
            story_.life.held.push_back(
                story_.row(List::paid_before, day, std::move(content), false));
    }

    void plans(Date stop) {
        Date day = story_.later(enrolled_, {3, 30});
        for (; day <= stop; day = add_days(day, 365)) {
            Json domains = Json::array({"教育"});
            if (draw_.chance(55'000)) domains.push_back("医疗");
            if (draw_.chance(35'000)) domains.push_back("心理");
            if (draw_.chance(60'000)) domains.push_back("社会适应");
            Json not_needed = Json::array();
            for (auto* domain : {"医疗", "心理", "社会适应"})
                if (std::find(domains.begin(), domains.end(), domain) == domains.end() &&
                    draw_.chance(85'000))
                    not_needed.push_back(domain);
            if (!story_.add("child_rehabilitation.rehab_plan", day,
                            {{"domains", domains},
                             {"not_needed", not_needed},
                             {"weekly_hours", draw_.between(4, 20)},
                             {"goals", "听懂并执行两步指令；主动表达需要（演示）"}},
                            world_.of(institution_, draw_)))
                return;
        }
    }

    Story& story_;
    Draw& draw_;
    const World& world_;
    const Confirmed& confirmed_;
    Date enrolled_;
    std::int64_t institution_ = 0, fee_ = 0, insurance_ = 0, so_far_ = 0;
};

void tell_rehabilitation(Story& story, const Confirmed& confirmed) {
    Rehabilitation(story, confirmed).run();
}

} // namespace banxing::demo
