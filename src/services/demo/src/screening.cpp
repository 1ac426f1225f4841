#include "life.h"

namespace banxing::demo {

// How many days before the county's today a list's rows are not in the files yet.
constexpr int held_check_days = 90, held_diagnosis_days = 150;
constexpr int sure_months =
    18; // the age at which signs are seen in those who are sure to be confirmed

class Screening {
public:
    explicit Screening(Story& story) : story_(story), draw_(story.draw), world_(story.world) {}

    std::optional<Confirmed> run() {
        for (auto& age : world_.law.visits) {
            if (confirmed_) break;
            auto& seen = story_.visits[age.code];
            if (attends(age.rates.attended)) seen = visit(age);
        }
        if (!confirmed_ || !in_files_) return std::nullopt;
        follow_ups();
        return confirmed_;
    }

private:
    bool attends(std::int64_t rate) { return draw_.chance(rate) || story_.person.sure; }
    bool on_spectrum() const { return story_.person.on_spectrum; }
    /// Forms of the norm exist since the norm.
    bool record(const char* form, Date day, Json content, Writer writer) {
        return day >= world_.law.norm_since && story_.add(form, day, std::move(content), writer);
    }

    bool found_abnormal(const VisitAge& age) {
        bool drawn = draw_.chance(on_spectrum() ? age.rates.abnormal_on_spectrum
                                                : age.rates.abnormal_others);
        return drawn || (story_.person.sure && age.months >= sure_months);
    }

    bool regresses() {
        auto& rates = story_.rates();
        return draw_.chance(on_spectrum() ? rates.regression_on_spectrum : rates.regression_others);
    }

    Json findings(const VisitAge& age, bool abnormal) {
        Json signs = Json::array();
        for (auto& sign : age.signs)
            if (abnormal && draw_.chance(signs.empty() ? 60'000 : 25'000)) signs.push_back(sign);
        bool regression = abnormal && regresses();
        if (abnormal && signs.empty() && !regression) signs.push_back(age.signs.front());
        return {{"visit_age", age.code}, {"signs", signs}, {"regression", regression}};
    }

    /// The day, unless it does not come or only a list tells of it.
    std::optional<Date> visit(const VisitAge& age) {
        Date day =
            story_.later(reaches_age(story_.person.birth, age.months), story_.rates().visit_days);
        if (!story_.happens(day)) return std::nullopt;
        bool abnormal = found_abnormal(age);
        Json content = findings(age, abnormal);
        bool listed = world_.villages[story_.home.village].town == world_.list_town;
        if (listed && day > add_days(story_.today, -held_check_days) &&
            draw_.chance(world_.held_visits)) {
            story_.life.held.push_back(story_.row(List::checks, day, std::move(content), false));
            return std::nullopt;
        }
        auto writer = world_.doctor(story_.home.village, draw_);
        if (listed && day > add_days(story_.today, -held_check_days - 20))
            story_.life.held.push_back(story_.row(List::checks, day, content, true));
        record("autism_screening.child_health_check", day, std::move(content), writer);
        if (abnormal && !excluded_) re_screen(day);
        return day;
    }

    Json scores(Date day, bool abnormal, const char* round) {
        int months = age_months_on(day, story_.person.birth);
        Json out{{"round", round}, {"history_abnormal", abnormal && draw_.chance(85'000)}};
        if (months >= 18 && months < 24) {
            auto core = abnormal ? draw_.between(2, 5) : draw_.below(2);
            out["mchat_core"] = core;
            out["mchat_total"] = core + (abnormal ? draw_.between(2, 9) : draw_.below(2));
        }
        if (months >= 24)
            out["abc_total"] = abnormal ? draw_.between(53, 110) : draw_.between(4, 45);
        out["development_total"] = abnormal ? draw_.between(45, 69) : draw_.between(85, 115);
        for (auto* domain : {"language", "adaptive", "social"})
            out[domain] = abnormal ? draw_.between(40, 80) : draw_.between(80, 118);
        return out;
    }

    void re_screen(Date from) {
        auto& rates = story_.rates();
        if (!attends(rates.re_screened)) return;
        Date day = story_.later(from, rates.re_screen_days);
        if (!story_.happens(day)) return;
        auto& results = on_spectrum() ? rates.re_screen_on_spectrum : rates.re_screen_others;
        auto result = results.pick(draw_);
        bool abnormal = result == "异常" || story_.person.sure;
        auto mch = world_.of(world_.county_mch, draw_);
        record("autism_screening.re_screening", day, scores(day, abnormal, "首次"), mch);
        if (!abnormal) {
            constexpr std::int64_t comes_again = 80'000;
            day = story_.later(day, {55, 88});
            if (!draw_.chance(comes_again) || !story_.happens(day)) return;
            abnormal = draw_.chance(on_spectrum() ? 60'000 : result == "待复测" ? 6'000 : 1'000);
            record("autism_screening.re_screening", day, scores(day, abnormal, "复查"), mch);
        }
        if (abnormal && attends(rates.diagnosed)) diagnose(story_.later(day, rates.diagnosis_days));
    }

    void diagnose(Date day) {
        auto& rates = story_.rates();
        bool sure = story_.person.sure;
        auto hospital = sure ? world_.list_hospital : world_.hospitals.pick(draw_);
        auto conclusion =
            (on_spectrum() ? rates.conclusion_on_spectrum : rates.conclusion_others).pick(draw_);
        if (sure) conclusion = "确诊";
        if (!diagnosis(day, hospital, conclusion)) return;
        if (conclusion != "暂不能确诊" || !draw_.chance(rates.diagnosed)) return;
        Date again = story_.later(day, rates.again_days);
        diagnosis(again, hospital, on_spectrum() ? "确诊" : "排除");
    }

    bool diagnosis(Date day, std::int64_t hospital, const std::string& conclusion) {
        if (!story_.happens(day)) return false;
        bool confirms = conclusion == "确诊";
        Json content{{"conclusion", conclusion}, {"hospital", world_.name_of(hospital)}};
        std::string code =
            (confirms ? story_.rates().codes_confirmed : story_.rates().codes_others).pick(draw_);
        if (conclusion != "暂不能确诊") content["icd10"] = code;
        content["cars_total"] = confirms ? draw_.between(30, 48) : draw_.between(17, 29);
        if (confirms) content["advice"] = "建议尽早开始康复训练";
        bool listed = hospital == world_.list_hospital;
        bool held = listed && !story_.person.sure &&
                    day > add_days(story_.today, -held_diagnosis_days) &&
                    draw_.chance(world_.held_visits);
        if (listed) story_.life.held.push_back(story_.row(List::diagnoses, day, content, !held));
        if (!held)
            story_.add("autism_screening.diagnosis", day, std::move(content),
                       world_.of(hospital, draw_));
        if (confirms) confirmed_ = Confirmed{day, code, hospital};
        if (confirms && !held) guide(day, hospital);
        excluded_ = conclusion == "排除";
        in_files_ = !held;
        return !held;
    }

    void guide(Date diagnosed, std::int64_t hospital) {
        constexpr std::int64_t guided = 85'000;
        if (!draw_.chance(guided)) return;
        Json topics = Json::array({"病情", "康复方法", "救助政策", "康复机构"});
        if (draw_.chance(40'000)) topics.push_back("合理预期");
        auto wishes = draw_.chance(80'000)   ? "去机构"
                      : draw_.chance(60'000) ? "家庭干预"
                                             : "再考虑";
        record("autism_screening.guidance", story_.later(diagnosed, {0, 6}),
               {{"topics", topics}, {"wishes", wishes}}, world_.of(hospital, draw_));
    }

    void follow_ups() {
        constexpr int until_months = 14 * 12; // fewer come in later years
        Date seen = confirmed_->day;
        for (;;) {
            int months = age_months_on(seen, story_.person.birth);
            if (months >= until_months) return;
            int gap =
                months < world_.law.young_months ? world_.law.young_gap : world_.law.older_gap;
            constexpr std::int64_t on_time = 76'000;
            if (!draw_.chance(on_time)) gap *= 2;
            seen = add_days(add_months(seen, gap), int(draw_.between(-12, 14)));
            if (!story_.happens(seen)) return;
            auto progress = draw_.chance(68'000) ? "改善" : draw_.chance(85'000) ? "稳定" : "退步";
            record("autism_screening.follow_up", seen,
                   {{"weekly_hours", draw_.between(0, 20)}, {"progress", progress}},
                   world_.of(confirmed_->hospital, draw_));
        }
    }

    Story& story_;
    Draw& draw_;
    const World& world_;
    std::optional<Confirmed> confirmed_;
    bool excluded_ = false, in_files_ = true;
};

std::optional<Confirmed> tell_screening(Story& story) {
    return Screening(story).run();
}

} // namespace banxing::demo
