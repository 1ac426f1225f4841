#include "life.h"

namespace banxing::demo {

// The lives of adults that are told; several parts of one person may follow each other.
enum class Part { unasked, unwilling, trains, works, waits, boards, at_home };

class Grown {
public:
    explicit Grown(Story& story)
        : story_(story), draw_(story.draw), world_(story.world), rates_(story.rates()) {}

    void run() {
        diagnosis();
        switch (part()) {
        case Part::unasked:
            return;
        case Part::unwilling:
            return question(ago(20, 300), "无");
        case Part::trains:
            return train(ago(130, 190));
        case Part::works:
            return work();
        case Part::waits:
            wait();
            return;
        case Part::boards:
            return board();
        case Part::at_home:
            return at_home();
        }
    }

private:
    Part part() {
        static const std::vector<Part> all{Part::unasked, Part::unwilling, Part::trains,
                                           Part::works,   Part::waits,     Part::boards,
                                           Part::at_home};
        int certain = story_.person.part;
        return certain >= 0 ? all[std::size_t(certain) % all.size()] : draw_.one_of(all);
    }
    Date ago(int nearest, int farthest) {
        return add_days(story_.today, -int(draw_.between(nearest, farthest)));
    }
    Date after(Date day, int least, int most) {
        return add_days(day, int(draw_.between(least, most)));
    }
    bool add(const char* form, Date day, Json content, std::int64_t organisation) {
        return story_.add(form, day, std::move(content), world_.of(organisation, draw_));
    }

    void diagnosis() {
        auto hospital = world_.hospitals.pick(draw_);
        int years = int(draw_.between(3, 17));
        Date day = after(reaches_age(story_.person.birth, years * 12), 0, 300);
        add("autism_screening.diagnosis", day,
            {{"conclusion", "确诊"},
             {"hospital", world_.name_of(hospital)},
             {"icd10", rates_.codes_confirmed.pick(draw_)}},
            hospital);
    }

    void question(Date day, const char* answer) {
        bool willing = std::string(answer) == "有";
        Json content{{"intention", answer},
                     {"answered_by", draw_.chance(50'000) ? "本人" : "共同"},
                     {"asked_how", draw_.chance(50'000) ? "面谈" : "上门"}};
        if (willing) content["wishes"] = Json::array({draw_.chance(50'000) ? "烘焙" : "图书"});
        if (!willing) content["reasons_against"] = Json::array({"家庭顾虑"});
        add("work_training.intention", day, std::move(content), world_.labour);
    }

    /// Returns the first day of the course.
    Date prepare(Date asked) {
        question(asked, "有");
        Date assessed = after(asked, 10, 25);
        add("work_training.vocational_assessment", assessed,
            {{"interests", Json::array({"烘焙"})},
             {"strengths", "记得住步骤，认真（演示）"},
             {"self_care", "独立"},
             {"travel", "少量帮助"},
             {"understanding", "少量帮助"},
             {"tasks", "独立"},
             {"together", "大量帮助"},
             {"emotions", "少量帮助"},
             {"hours_a_day", draw_.between(3, 7)},
             {"support_needs", Json::array({"图示", "安静环境"})},
             {"conclusion", "支持性就业"},
             {"advised_courses", Json::array({"岗前培训"})},
             {"assessor", world_.name_of(world_.training)}},
            world_.training);
        Date first = after(assessed, 12, 40);
        add("work_training.course_enrolment", first,
            {{"course_number", course},
             {"course_kind", "岗前培训"},
             {"course", "烘焙基础（演示）"},
             {"hours", 96},
             {"planned_end", iso(add_days(first, course_days))}},
            world_.training);
        return first;
    }

    void train(Date asked) {
        Date first = prepare(asked);
        Date month = first_of_month(add_months(first, 1));
        for (; month < first_of_month(story_.today); month = add_months(month, 1))
            add("work_training.attendance", after(add_months(month, 1), 0, 6),
                {{"course_number", course},
                 {"month", iso(month).substr(0, 7)},
                 {"planned", 16},
                 {"attended", draw_.between(10, 16)}},
                world_.training);
    }

    void work() {
        Date ended = add_days(prepare(ago(330, 370)), course_days);
        add("work_training.course_result", ended,
            {{"course_number", course},
             {"result", "结业"},
             {"hours", draw_.between(80, 96)},
             {"learnt", "能独立完成一道工序（演示）"}},
            world_.training);
        Date proposed = after(ended, 5, 20);
        std::string employer = "暨阳演示面包房（演示）", post = "面点助理";
        add("supported_employment.job_match", proposed,
            {{"employer", employer},
             {"post", post},
             {"work_kind", "烘焙"},
             {"public_post", false},
             {"reasons", Json::array({"兴趣相符", "培训对应"})},
             {"why", "喜欢揉面，学过烘焙基础；工位安静（演示）"}},
            world_.labour);
        Date start = after(proposed, 8, 20);
        bool began = add("supported_employment.work_start", start,
                         {{"employer", employer},
                          {"post", post},
                          {"work_kind", "烘焙"},
                          {"work_form", "支持性就业"},
                          {"public_post", false},
                          {"hours_a_week", draw_.between(15, 40)},
                          {"certificate_holder", draw_.chance(70'000)},
                          {"found_by", "就业服务推荐"}},
                         world_.labour);
        if (began) support(start);
    }

    void support(Date start) {
        add("supported_employment.employment_terms", after(start, 3, 20),
            {{"working_time", "全日制"},
             {"contract", "固定期限"},
             {"monthly_wage", draw_.between(24, 32) * wage_step},
             {"by_bank", true},
             {"insured", Json::array({"养老", "医疗", "失业", "工伤"})}},
            world_.labour);
        add("supported_employment.coach_assignment", start,
            {{"coach", full_coach_name},
             {"coach_number", "辅01"},
             {"employer_of_coach", world_.name_of(world_.coaching)},
             {"purchased", true},
             {"certified", draw_.chance(70'000)},
             {"caseload", draw_.between(3, 9)}},
            world_.coaching);
        std::int64_t hours = 20, alone = 50;
        for (Date day = after(start, 20, 30); story_.happens(day); day = after(day, 26, 34)) {
            add("supported_employment.support_phase", day,
                {{"phase", alone < 80 ? "密集支持" : "逐步减少"},
                 {"hours_a_week", hours},
                 {"independence", alone},
                 {"prompts", alone < 70 ? "示范" : "口头"}},
                world_.coaching);
            hours = std::max<std::int64_t>(hours - 4, 2);
            alone = std::min<std::int64_t>(alone + 9, 98);
        }
        add("supported_employment.retention_check", after(add_months(start, 1), 0, 5),
            {{"point", "1月"},
             {"still_there", true},
             {"paid_on_time", true},
             {"person_says", "满意"},
             {"employer_says", "一般"}},
            world_.labour);
    }

    /// Asks for care and is assessed; returns the day of the request.
    Date wait() {
        question(ago(200, 300), "无");
        Date asked = ago(60, 190);
        add("care.care_request", asked,
            {{"wanted_kind", "寄宿制"},
             {"asked_by", "监护人"},
             {"person_agrees", draw_.chance(70'000) ? "愿意" : "未能表达"},
             {"reasons", Json::array({"照护人年老"})},
             {"urgent", draw_.chance(20'000)}},
            world_.civil);
        Json family = Json::array();
        for (auto* one : {"无人照护", "照护人年老", "照护人病残"})
            if (draw_.chance(40'000)) family.push_back(one);
        Json content{{"family", family},
                     {"feelings", "母亲在旁边就安心（演示）"},
                     {"advised_kind", "寄宿制"},
                     {"assessor", world_.name_of(world_.civil)}};
        for (auto* domain : {"daily_living", "safety", "health", "communication", "night"})
            content[domain] = draw_.below(4);
        add("care.need_assessment", after(asked, 6, 20), std::move(content), world_.civil);
        return asked;
    }

    void placed(Date day, const char* kind, std::int64_t home) {
        std::int64_t fee = draw_.between(20, 32) * wage_step, paid = fee * 3 / 5;
        add("care.placement", day,
            {{"institution", world_.name_of(home)},
             {"kind", kind},
             {"agreement", true},
             {"monthly_fee", fee},
             {"public_part", paid},
             {"family_part", fee - paid}},
            home);
        Date plan = after(day, 2, 12);
        if (!draw_.chance(70'000)) return; // so that a plan is missing here and there
        add("care.care_plan", plan,
            {{"contents", Json::array({"生活照料", "护理", "人文关怀", "精神慰藉", "心理疏导"})},
             {"daily_life", "协助洗漱（演示）"},
             {"company", "保留每天的音乐时间（演示）"},
             {"comfort", "每晚与家人视频（演示）"},
             {"feelings", "每周一次，情绪激动时到安静室（演示）"},
             {"goals", "独立刷牙（演示）"},
             {"agreed_by", Json::array({"本人", "监护人"})}},
            home);
    }

    void notes(int every, const char* presence, std::int64_t home) {
        Date day = add_days(story_.today, -30);
        for (; day < story_.today; day = add_days(day, every))
            add("care.daily_record", day,
                {{"presence", presence},
                 {"mood", draw_.chance(80'000) ? "平稳" : "低落"},
                 {"activities", Json::array({"户外", "陪伴谈心"})}},
                home);
    }

    void board() {
        placed(std::min(after(wait(), 25, 40), add_days(story_.today, -20)), "寄宿制", world_.care);
        notes(1, "在托", world_.care);
    }

    void at_home() {
        question(ago(200, 300), "无");
        bool day_care = draw_.chance(40'000);
        placed(ago(60, 400), day_care ? "日间" : "居家", day_care ? world_.day_care : world_.care);
        notes(day_care ? 1 : 7, day_care ? "在托" : "上门",
              day_care ? world_.day_care : world_.care);
    }

    static constexpr const char* course = "P2026-1";
    static constexpr const char* full_coach_name = "演示辅导员";
    static constexpr int course_days = 84;
    static constexpr std::int64_t wage_step = 10'000; // 100 yuan in fen

    Story& story_;
    Draw& draw_;
    const World& world_;
    const Rates& rates_;
};

void tell_grown(Story& story) {
    Grown(story).run();
}

} // namespace banxing::demo
