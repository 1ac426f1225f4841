#include "made_tasks.h"

#include <derive/policy.h>

#include <optional>

namespace banxing::derive {

Words words_of(DeskStep step) {
    switch (step) {
    case DeskStep::accept:
        return {"接收转介：", "Receive the referral: "};
    case DeskStep::again:
        return {"重发或撤回转介：", "Send again or withdraw the referral: "};
    case DeskStep::close:
        return {"转介已回复：", "Referral answered: "};
    case DeskStep::answer:
        break;
    }
    return {};
}

std::string_view name_of(DeskStep step) {
    static constexpr std::string_view names[] = {"accept", "again", "answer", "close"};
    return names[std::size_t(step)];
}

std::optional<Words> made_task_words(const System& system, std::string_view task) {
    if (task == need_task) return Words{"补充缺少的事实", "Facts that are needed"};
    if (task == verify_task)
        return Words{"核实互相矛盾的记录", "Records that contradict each other"};
    for (auto& referral : system.referrals)
        for (auto step : desk_steps) {
            if (task != referral.id + "_" + std::string(name_of(step))) continue;
            auto prefix = words_of(step);
            return Words{prefix.zh + referral.title.zh, prefix.en + referral.title.en};
        }
    return std::nullopt;
}

} // namespace banxing::derive
