#include "calls.h"

#include <desks/tasks.h>

namespace banxing::http {
namespace {

Words paying_sentence(const HomeCounts& home) {
    auto open = std::to_string(home.payable), proposed = std::to_string(home.proposed),
         approved = std::to_string(home.approved);
    auto sum = money_words(*home.payable_fen);
    return {"待初审" + open + "笔，共" + sum.zh + "；待审批" + proposed + "笔；待支付" + approved +
                "笔。",
            open + " to review, " + sum.en + " in all; " + proposed + " to approve; " + approved +
                " to pay."};
}

Words sentence_of(const HomeCounts& home) {
    const auto& counts = home.counts;
    auto overdue = std::to_string(counts.overdue), soon = std::to_string(counts.soon);
    if (home.payable_fen && home.payable + home.proposed + home.approved > 0)
        return paying_sentence(home);
    if (!home.next) return {"今天没有待办。", "Nothing waits for you today."};
    if (counts.overdue > 0)
        return {"有" + overdue + "项已逾期，" + soon + "项七天内到期。",
                overdue + " overdue, " + soon + " due within seven days."};
    if (counts.soon > 0) return {"有" + soon + "项七天内到期。", soon + " due within seven days."};
    return {"近七天没有到期的待办。", "Nothing is due within seven days."};
}

Json shown_kind(const Context& context, const consequences::KindCount& kind) {
    auto title = task_words(*context.office().program, kind.system, kind.task);
    return {{"system", kind.system},
            {"task", kind.task},
            {"title", shown(title)},
            {"open", kind.open},
            {"overdue", kind.overdue}};
}

Json shown_family(const Context& context, const Family& family) {
    Json out{{"subject", to_text(family.subject)},
             {"name", family.identity.name},
             {"tasks", Json::array()}};
    if (family.identity.birth) out["age"] = shown(age_words(*family.identity.birth, context.today));
    if (!family.identity.guardian_name.empty()) out["guardian"] = family.identity.guardian_name;
    if (!family.identity.guardian_phone.empty()) out["phone"] = family.identity.guardian_phone;
    if (!family.address.empty()) out["address"] = family.address;
    if (family.no_sms) out["no_sms"] = true;
    if (family.sms) out["sms"] = {{"state", family.sms->state}, {"day", iso(family.sms->day)}};
    if (family.sms && !family.sms->reason.empty()) out["sms"]["reason"] = family.sms->reason;
    for (const auto& task : family.tasks)
        out["tasks"].push_back(shown(context, family.subject, task));
    return out;
}

} // namespace

Json shown_page(const Context& context, const TaskPage& page) {
    Json out{{"items", Json::array()}, {"counts", shown(page.counts)}};
    for (const auto& [subject, task] : page.page.items)
        out["items"].push_back(shown(context, subject, task));
    if (!page.page.next.empty()) out["next"] = page.page.next;
    if (page.kinds.empty()) return out;
    out["kinds"] = Json::array();
    for (const auto& kind : page.kinds)
        out["kinds"].push_back(
            {{"system", kind.system},
             {"task", kind.task},
             {"title", shown(task_words(*context.office().program, kind.system, kind.task))}});
    return out;
}

Json shown_home(const Context& context, const HomeCounts& home) {
    Json out{{"sentence", shown(sentence_of(home))},
             {"counts", shown(home.counts)},
             {"by_task", Json::array()}};
    if (home.doubts) out["counts"]["doubts"] = *home.doubts;
    if (home.payable_fen) {
        out["counts"]["payable_fen"] = home.payable_fen->fen;
        out["counts"]["payable"] = home.payable;
        out["counts"]["proposed"] = home.proposed;
        out["counts"]["approved"] = home.approved;
    }
    if (home.next) out["next"] = shown(context, home.next->subject, home.next->task);
    for (const auto& kind : home.kinds) out["by_task"].push_back(shown_kind(context, kind));
    return out;
}

Json shown_calls(const Context& context, const Place& place, const CallList& calls) {
    const auto& regions = context.services.regions;
    auto region = place.region != 0 ? place.region : context.who().organisation.region;
    Json out{{"place", shown(place_words(regions, region))},
             {"day", iso(context.today)},
             {"gateway", calls.gateway},
             {"villages", Json::array()}};
    std::int64_t village = -1;
    for (const auto& family : calls.families) { // sorted by place
        if (family.village != village) {
            village = family.village;
            out["villages"].push_back({{"code", access::region_code(village)},
                                       {"name", place_words(regions, village).zh},
                                       {"families", Json::array()}});
        }
        out["villages"].back()["families"].push_back(shown_family(context, family));
    }
    return out;
}

} // namespace banxing::http
