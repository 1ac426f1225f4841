#include <algorithm>
#include <desks/words.h>

namespace banxing::http {

Json shown(const Words& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

Json shown(const access::Organisation& organisation) {
    return {{"id", organisation.id.value},
            {"name", shown(organisation.name)},
            {"region", access::region_code(organisation.region)},
            {"kind", organisation.kind}};
}

Json shown(const std::vector<derive::Citation>& citations) {
    Json out = Json::array();
    for (const auto& one : citations)
        out.push_back({{"document", one.document}, {"clause", one.clause}});
    return out;
}

Words day_words(Date day) {
    return {std::to_string(int(day.year())) + "年" + std::to_string(unsigned(day.month())) + "月" +
                std::to_string(unsigned(day.day())) + "日",
            iso(day)};
}

Words age_words(Date birth, Date day) {
    auto months = age_months_on(day, birth);
    if (months < 0) return {"未出生", "not born yet"};
    auto days = std::to_string(to_days(day) - to_days(birth));
    if (months < 1) return {days + "天", days + " days"};
    auto all = std::to_string(months), years = std::to_string(months / 12),
         rest = std::to_string(months % 12);
    if (months < 24) return {all + "个月", all + " months"};
    if (months % 12 == 0 || months >= 18 * 12) return {years + "岁", years + " years"};
    return {years + "岁" + rest + "个月", years + " y " + rest + " m"};
}

Words place_words(const policy::Regions& regions, std::int64_t region) {
    if (region == 0) return {};
    auto code = access::region_code(region);
    auto name = regions.name(code);
    if (name.empty()) return {code, code};
    const auto* found = regions.find(code);
    return {name, found && !found->latin.empty() ? found->latin : name};
}

Words money_words(Money amount) {
    auto sign = amount.fen < 0 ? "-" : "";
    auto text = sign + yuan({amount.fen < 0 ? -amount.fen : amount.fen});
    return {text + "元", "¥" + text};
}

std::string masked(const std::string& identity_number) {
    if (identity_number.size() < 10) return {};
    return identity_number.substr(0, 6) + std::string(identity_number.size() - 10, '*') +
           identity_number.substr(identity_number.size() - 4);
}

Words system_words(const derive::Program& program, const std::string& system) {
    const auto* found = program.find_system(system);
    return found ? found->label : Words{system, system};
}

Words stage_words(const derive::Program& program, const std::string& system,
                  const std::string& stage) {
    if (const auto* found = program.find_system(system))
        for (const auto& one : found->stages)
            if (one.id == stage) return one.label;
    return {stage, stage};
}

Words form_words(const derive::Program& program, const std::string& form) {
    const auto* found = program.find_form(form);
    return found ? found->label : Words{form, form};
}

// "{occurrence}健康检查" → "健康检查"
static std::string without_occurrence(std::string text) {
    static constexpr std::string_view mark = "{occurrence}";
    auto at = text.find(mark);
    if (at != std::string::npos) text.erase(at, mark.size());
    while (text.ends_with(' ')) text.pop_back();
    if (text.ends_with(" at")) text.erase(text.size() - 3);
    return text;
}

Words task_words(const derive::Program& program, const std::string& system,
                 const std::string& task) {
    const auto* found = program.find_system(system);
    if (!found) return {task, task};
    auto rule = std::ranges::find(found->tasks, task, &derive::TaskRule::id);
    if (rule == found->tasks.end())
        return derive::made_task_words(*found, task).value_or(Words{task, task});
    return {without_occurrence(rule->title.zh), without_occurrence(rule->title.en)};
}

Words fact_words(const derive::Program& program, const std::string& id) {
    auto dot = id.find('.');
    auto* system = program.find_system(id.substr(0, dot));
    if (!system || dot == std::string::npos) return {id, id};
    auto fact = std::ranges::find(system->facts, id.substr(dot + 1), &derive::Fact::id);
    return fact == system->facts.end() ? Words{id, id} : fact->label;
}

Words benefit_words(const derive::Program& program, const std::string& benefit) {
    auto dot = benefit.find('.');
    const auto* system = program.find_system(benefit.substr(0, dot));
    if (!system || dot == std::string::npos) return {benefit, benefit};
    auto found =
        std::ranges::find(system->entitlements, benefit.substr(dot + 1), &derive::Entitlement::id);
    return found == system->entitlements.end() ? Words{benefit, benefit} : found->label;
}

} // namespace banxing::http
