#include "life.h"

#include <algorithm>

namespace banxing::demo {

/// One school year of a child whose autism is confirmed, as far as it has come: on the roll, seen,
/// placed, at school, with a plan. Some are left waiting at each desk.
class Schooling {
public:
    Schooling(Story& story, Date confirmed)
        : story_(story), world_(story.world), confirmed_(confirmed),
          draw_(story.world.options.seed, Stream::school, std::uint64_t(story.index)) {}

    void run() {
        auto& law = world_.law;
        year_ = int(story_.today.year());
        start_ = day_of(year_, law.school_month, law.school_day);
        if (start_ > story_.today) start_ = day_of(--year_, law.school_month, law.school_day);
        months_ = age_months_on(start_, story_.person.birth);
        if (!find_stage() || draw_.chance(never_asked)) return;
        Date roll = std::max(day_of(year_, law.roll_month, 1 + int(draw_.below(28))),
                             add_days(confirmed_, 6 + int(draw_.below(20))));
        if (!enter_roll(roll)) return;
        bool at_school = newcomer_ ? place(roll) : draw_.chance(most);
        if (at_school) attend();
    }

private:
    static Date day_of(int year, int month, int day) {
        return Date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                    std::chrono::day(unsigned(day))};
    }
    template <std::size_t N>
    const char* one_of(const char* const (&words)[N]) {
        return words[std::size_t(draw_.below(std::int64_t(N)))];
    }
    bool add(const char* form, Date day, Json content, std::int64_t organisation) {
        return story_.add(form, day, std::move(content), world_.of(organisation, draw_));
    }
    Date later(Date day, int least, int most_days) {
        return add_days(day, int(draw_.between(least, most_days)));
    }

    void put(const char* stage, const char* kind, std::int64_t school) {
        stage_ = stage;
        kind_ = kind;
        school_ = school;
    }

    /// Which stage the child is in on the first day of the year, and where it goes.
    bool find_stage() {
        auto& law = world_.law;
        auto town = world_.villages[story_.home.village].town;
        auto some = draw_.below(100'000);
        int begins = law.kindergarten_from;
        if (months_ < law.kindergarten_from || months_ >= law.upper_from + law.upper_months)
            return false;
        if (months_ < law.school_from) {
            bool inclusive = some < 60'000;
            put("学前教育", inclusive ? "普惠融合幼儿园" : "特教学前",
                inclusive ? world_.kindergartens[town] : world_.special_school);
        } else if (months_ < law.upper_from) {
            begins = law.school_from;
            bool ordinary = some < 55'000;
            put("义务教育",
                ordinary        ? "就近普通学校"
                : some < 90'000 ? "特殊教育学校"
                                : "送教上门",
                ordinary ? world_.schools[town] : world_.special_school);
        } else {
            begins = law.upper_from;
            put("高中阶段", "特教高中", world_.special_school);
        }
        newcomer_ = months_ < begins + 12;
        grade_ = (months_ - begins) / 12;
        return true;
    }

    bool ordinary() const { return school_ != world_.special_school; }

    bool enter_roll(Date day) {
        bool first = newcomer_ && months_ < world_.law.upper_from;
        return add("education_placement.roll_entry", day,
                   {{"school_year", year_},
                    {"category", !newcomer_ ? "继续就读"
                                 : first    ? "首次入学"
                                            : "升学"},
                    {"stage", stage_},
                    {"wants_place", true},
                    {"wish", kind_},
                    {"where_now", !newcomer_ ? (ordinary() ? "普通学校" : "特教学校")
                                  : draw_.chance(60'000) ? "康复机构"
                                                         : "在家"},
                    {"consent", true},
                    {"source", one_of({"家长", "镇街", "残疾人统计"})}},
                   world_.education);
    }

    /// From the screen to the placement; false where somebody still has to do something.
    bool place(Date roll) {
        Json screen{{"place_seen", "幼儿园和家中"}, {"strengths", "喜欢拼图和音乐（演示）"}};
        for (auto* item :
             {"communication", "social", "routine", "learning", "self_care", "emotion", "senses"})
            screen[item] = std::to_string(1 + draw_.below(ordinary() ? 3 : 4));
        Date seen = later(roll, 4, 12);
        if (!draw_.chance(most) || !add("education_placement.ability_screen", seen,
                                        std::move(screen), world_.special_school))
            return false;
        Date met = later(seen, 5, 16);
        if (!draw_.chance(most) || !advise(met)) return false;
        Date decided = later(met, 4, 14);
        if (!draw_.chance(most) || !decide(decided)) return false;
        add("education_placement.notice", later(decided, 1, 4),
            {{"channel", "当面"}, {"received", true}, {"told_rights", true}, {"agrees", true}},
            world_.education);
        return draw_.chance(most);
    }

    bool advise(Date day) {
        return add("education_placement.panel_opinion", day,
                   {{"occasion", "入学"},
                    {"education_experts", 2},
                    {"psychology_experts", 1},
                    {"rehabilitation_experts", 1},
                    {"social_work_experts", 1},
                    {"body", "体格发育正常（演示）"},
                    {"learning_ability", "图片帮助下能跟随小组学习（演示）"},
                    {"adaptation", "环境变化时需要预告（演示）"},
                    {"stage", stage_},
                    {"kind", kind_},
                    {"supports", Json::array({"巡回指导", "资源教室"})},
                    {"companion", ordinary()},
                    {"family_heard", true}},
                   world_.education);
    }

    bool decide(Date day) {
        return add("education_placement.placement", day,
                   {{"school_year", year_},
                    {"stage", stage_},
                    {"kind", kind_},
                    {"school_name", world_.name_of(school_)},
                    {"school", school_},
                    {"start_date", iso(start_)},
                    {"supports", Json::array({"巡回指导", "资源教室"})},
                    {"companion", ordinary()},
                    {"weighed", Json::array({"专家建议", "家庭意愿"})},
                    {"follows_advice", true},
                    {"reasons", "按专家委员会建议和家庭意愿就近安置（演示）"}},
                   world_.education);
    }

    const char* grade() const {
        static constexpr const char* young[] = {"小班", "中班", "大班"};
        static constexpr const char* middle[] = {"一年级", "二年级", "三年级", "四年级", "五年级",
                                                 "六年级", "七年级", "八年级", "九年级"};
        static constexpr const char* upper[] = {"高一", "高二", "高三"};
        auto at = std::size_t(grade_);
        if (months_ < world_.law.school_from) return young[std::min(at, std::size(young) - 1)];
        if (months_ < world_.law.upper_from) return middle[std::min(at, std::size(middle) - 1)];
        return upper[std::min(at, std::size(upper) - 1)];
    }

    void attend() {
        Date day = add_days(start_, int(draw_.below(5)));
        bool home = std::string(kind_) == "送教上门";
        Json content{{"school_year", year_},
                     {"status", "在读"},
                     {"stage", stage_},
                     {"kind", kind_},
                     {"school_name", world_.name_of(school_)},
                     {"grade", grade()},
                     {"class_kind", home         ? "不进班"
                                    : ordinary() ? "普通班"
                                                 : "特教班"}};
        if (ordinary()) content["class_size"] = draw_.between(26, 42);
        if (ordinary()) content["peers"] = draw_.between(1, 3);
        if (!add("education_placement.enrolment", day, std::move(content), school_)) return;
        if (ordinary() && draw_.chance(most)) include(later(day, 3, 20));
        if (draw_.chance(80'000)) plan(later(day, 10, 45));
    }

    void include(Date day) {
        bool half = draw_.chance(40'000);
        add("inclusive_education.inclusion_mode", day,
            {{"mode", half ? "半日融合" : "逐日增加融合"},
             {"reason", "首次确定"},
             {"days_a_week", half ? 5 : 3},
             {"hours_a_day", half ? 3 : 6},
             {"companion", true},
             {"arrangement", "上午在班，下午在资源教室（演示）"},
             {"family_agrees", true}},
            school_);
    }

    void plan(Date day) {
        add("education_placement.iep", day,
            {{"school_year", year_},
             {"level", "能听懂两步指令；会用图片表达需要（演示）"},
             {"long_goals", "主动参加小组活动（演示）"},
             {"short_goals", "每天主动表达需要五次（演示）"},
             {"supports", Json::array({"课程调整", "资源教室"})},
             {"services", "资源教师每周三次，每次三十分钟（演示）"},
             {"weekly_lessons", draw_.between(12, 26)},
             {"resource_lessons", draw_.between(2, 5)},
             {"evaluation", "观察记录和作品（演示）"},
             {"participants", Json::array({"监护人", "班主任", "资源教师"})},
             {"family_heard", true}},
            school_);
    }

    static constexpr std::int64_t most = 88'000, never_asked = 6'000; // of 100,000

    Story& story_;
    const World& world_;
    Date confirmed_, start_;
    Draw draw_;
    int year_ = 0, months_ = 0, grade_ = 0;
    bool newcomer_ = false;
    const char *stage_ = "", *kind_ = "";
    std::int64_t school_ = 0;
};

void tell_school(Story& story, const Confirmed& confirmed) {
    Schooling(story, confirmed.day).run();
}

} // namespace banxing::demo
