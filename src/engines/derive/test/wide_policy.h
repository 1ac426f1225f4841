#pragma once
// The small policy with a system in which everything comes again: repeats, periods, referrals.
#include "small_policy.h"

namespace banxing::derive::small {

inline TaskRule rule(const char* id, const char* closing, Opening opening) {
    TaskRule out;
    out.id = id, out.title = {std::string("{occurrence}") + id, id}, out.opening = opening;
    out.closed_by = {{closing, "", ""}};
    out.role = "doctor", out.place = "base.home", out.form = closing, out.basis = {clause()};
    return out;
}

inline std::vector<TaskRule> series() {
    TaskRule rolling = rule("rolling", "later.seen", Opening::repeat);
    rolling.every = {Span::months, "later.interval"}, rolling.since = "later.joined_on";
    rolling.when = "not(已退出)";
    TaskRule fixed = rule("fixed", "later.report", Opening::repeat);
    fixed.every = {Span::months, "later.interval"}, fixed.from_done = false;
    fixed.since = "later.joined_on", fixed.lapses_at_next = true;
    TaskRule yearly = rule("yearly", "later.roll", Opening::period);
    yearly.each = CalendarPeriod::year, yearly.lapses_at_next = true, yearly.when = "not(已退出)";
    TaskRule kept = rule("kept", "later.kept", Opening::grid);
    kept.grid = "steps", kept.opened_by = {"later.joined", "", ""};
    kept.due = {Span::days, "later.days", true};
    TaskRule grown = rule("grown", "later.report", Opening::condition);
    grown.when = "已退出", grown.due = {Span::age, "later.adult", true};
    grown.escalates = {{Span::working_days, "later.days"}, "chief"};
    grown.since = "later.joined_on", grown.waive = {"ill"};
    TaskRule island = rule("island", "later.report", Opening::record);
    island.opened_by = {"later.joined", "", ""};
    island.applies = {{"3309", {d("2020-01-01"), {}}, clause()},
                      {"330681", {d("2026-01-01"), d("2026-07-01")}, clause()}};
    TaskRule resume = rule("resume", "later.report", Opening::condition);
    resume.when = "已暂停";
    return {rolling, fixed, yearly, kept, grown, island, resume};
}

inline ReferralRule referral() {
    ReferralRule out;
    out.id = "sent_on", out.title = {"转介", "referral"};
    out.opened_by = {"later.send", "", ""};
    out.from_role = "doctor", out.to_role = "county", out.to_kind = "hospital",
    out.to_field = "target", out.place = "base.home";
    out.accept = {Span::working_days, "later.days"}, out.answer = {Span::months, "later.interval"};
    out.answered_by = {{"later.seen", "", ""}}, out.closed_by = {{"later.report", "", ""}};
    out.form = "later.seen", out.close_form = "later.report", out.purposes = {"health"};
    out.basis = {clause()};
    return out;
}

inline System later() {
    System s;
    s.id = "later", s.label = {"以后", "later"}, s.uses = {"base"}, s.place = "base.home";
    s.operation = {{"33", d("2025-01-01")}};
    s.gate = {"base.born", "later.young", "later.adult", "", {}};
    s.ends = {"base.died"};
    auto empty = [](const char* id) { return form("later", id, FormKind::event, {}); };
    Form send =
        form("later", "send", FormKind::event, {field("target", "去向", FieldType::integer)});
    send.day_label = {"转出日期", "sent on"};
    send.contradictions = {{"unborn", {"早于出生", "before birth"}, "转出日期 < 生日", {}},
                           {"same", {"去向相同", "same"}, "去向 = 档案中去向", {clause()}}};
    Form paused =
        form("later", "paused", FormKind::event, {field("on", "暂停", FieldType::boolean)});
    Form guest = form("later", "guest", FormKind::state, {field("until", "到期", FieldType::date)});
    s.forms = {empty("joined"),
               empty("left"),
               empty("seen"),
               empty("report"),
               empty("roll"),
               empty("kept"),
               send,
               paused,
               guest};
    Fact joined = fact("joined_on", "加入日期", ValueType::date, FactKind::latest);
    joined.form = "later.joined", joined.no_record = NoRecord::absent;
    Fact left = fact("left", "已退出", ValueType::boolean, FactKind::exists);
    left.form = "later.left", left.no_record = NoRecord::value, left.no_record_value = "false";
    Fact target = fact("target", "去向", ValueType::number, FactKind::latest);
    target.form = "later.send", target.field = "target", target.no_record = NoRecord::absent;
    Fact seen = fact("seen_days", "历次日期", ValueType::list, FactKind::list);
    seen.form = "later.seen", seen.since = "later.joined_on";
    Fact wait = fact("wait", "已等天数", ValueType::number, FactKind::days_since);
    wait.birth = "later.joined_on";
    Fact who = fact("who", "加入单位", ValueType::number, FactKind::latest);
    who.form = "later.joined", who.field = "$organisation", who.no_record = NoRecord::absent;
    Fact stopped = fact("stopped", "已暂停", ValueType::boolean, FactKind::latest);
    stopped.form = "later.paused", stopped.field = "on";
    stopped.no_record = NoRecord::value, stopped.no_record_value = "false";
    s.facts = {joined, left, target, seen, wait, who, stopped};
    s.grants = {{"", "later.guest", {"health", "art"}, {clause()}}};
    Parameter interval = parameter("interval", "间隔", "3");
    interval.values.push_back({"6", "33", {d("2026-06-01"), {}}, clause(), false, {}});
    s.parameters = {interval, parameter("days", "天数", "5", "days"),
                    parameter("young", "起始年龄", "24"), parameter("adult", "成年", "84")};
    s.grids["steps"] = {{"1月", {"1个月", "1 month"}, 1}, {"10天后", {"40天", "40 days"}, 0, 40}};
    s.stages = {{"gone", {"已退出", "gone"}, "已退出"}};
    s.tasks = series();
    s.referrals = {referral()};
    TransitionRule school;
    school.id = "school", school.label = {"入学", "school"}, school.age = "later.adult";
    school.ends = true, school.when = "not(已退出)", school.hand_over = {{"later.report", "", ""}};
    school.hand_over_form = "later.report", school.place = "base.home", school.basis = {clause()};
    s.transitions = {school};
    return s;
}

inline PolicySource wide() {
    PolicySource source = policy();
    source.systems[0].forms[3].fields.push_back(field("reason", "原因", FieldType::text));
    source.systems[0].forms.push_back(form(
        "base", "referral_reply", FormKind::event,
        {field("referral", "转介编号", FieldType::text), field("reply", "答复", FieldType::text)}));
    source.systems[0].forms.push_back(form(
        "base", "consent", FormKind::event,
        {field("purpose", "用途", FieldType::text), field("decision", "表示", FieldType::text)}));
    source.systems.push_back(later());
    return source;
}

} // namespace banxing::derive::small
