#include "referrals.h"

namespace banxing::derive {

void ReferralRun::run(const Standing& standing) {
    ended_ = standing.ended;
    for (auto& rule : system_.referrals) {
        auto all = sent(rule, standing.since);
        for (Entry* entry : all) one(rule, *entry, entry != all.back());
    }
}

/// What was sent before go-live is history.
std::vector<Entry*> ReferralRun::sent(const CompiledReferral& rule, std::optional<Date> since) {
    std::vector<Entry*> out;
    for (Entry* entry : evaluation_.view().of_form(rule.opened_by.form)) {
        Date day = entry->record->day;
        if (day > evaluation_.day() || (since && day < *since)) continue;
        if (evaluation_.matches(*entry, rule.opened_by, {})) out.push_back(entry);
    }
    return out;
}

/// The last reply that names the referral, on its day or later.
std::optional<ReferralRun::Reply> ReferralRun::reply(const std::string& key, Date from,
                                                     std::optional<Date> before) {
    auto& naming = program_.reply;
    std::optional<Reply> out;
    if (naming.form < 0 || naming.what < 0) return out;
    for (Entry* entry : evaluation_.view().of_form(naming.form)) {
        const Record& record = *entry->record;
        if (record.day < from || record.day > evaluation_.day()) continue;
        if (before && record.day > *before) continue;
        auto named = evaluation_.field(*entry, naming.key);
        auto what = evaluation_.field(*entry, naming.what);
        if (!named.is(feel::Kind::string) || named.string() != key) continue;
        if (!what.is(feel::Kind::string)) continue;
        out = Reply{std::string(what.string()), {record.no, record.day}};
    }
    return out;
}

std::optional<Closing> ReferralRun::first_of(const std::vector<CompiledMatch>& matches,
                                             const std::string& occurrence, Date from,
                                             std::int64_t but) {
    std::optional<Closing> best;
    for (auto& match : matches)
        for (Entry* entry : evaluation_.view().of_form(match.form)) {
            const Record& record = *entry->record;
            if (record.no == but || record.day < from || record.day > evaluation_.day()) continue;
            if (best && best->day <= record.day) continue;
            if (evaluation_.matches(*entry, match, occurrence))
                best = Closing{record.no, record.day};
        }
    return best;
}

ReferralRun::Course ReferralRun::follow(const CompiledReferral& rule, Entry& opener,
                                        const std::string& occurrence) {
    Course course;
    course.opener = &opener;
    Date sent = opener.record->day;
    std::string key = system_.system->id + "." + rule.rule->id + "/" + occurrence;
    course.answer = first_of(rule.answered_by, occurrence, sent, opener.record->no);
    course.reply =
        reply(key, sent, course.answer ? std::optional<Date>(course.answer->day) : std::nullopt);
    if (course.answer && !rule.closed_by.empty())
        course.closing =
            first_of(rule.closed_by, occurrence, course.answer->day, course.answer->record);
    course.accept_by = end_of(rule.accept, evaluation_, sent, system_.gate.birth);
    if (course.accept_by) evaluation_.changes_on(add_days(*course.accept_by, 1));
    return course;
}

void ReferralRun::state(const Course& course, Referral& out) {
    using State = ReferralState;
    bool taken = course.reply && course.reply->what == "accepted";
    if (taken) out.accepted = course.reply->by.day;
    if (course.answer) {
        out.answered = course.answer->day;
        out.answered_by = course.answer->record;
        out.state = State::answered;
    } else if (taken) {
        out.state = State::accepted;
    } else if (course.reply) {
        out.state = course.reply->what == "withdrawn" ? State::withdrawn : State::declined;
        out.closed = course.reply->by.day;
    } else if (course.accept_by && evaluation_.day() > *course.accept_by) {
        out.state = State::expired;
        out.closed = add_days(*course.accept_by, 1);
    }
    bool open = out.state == State::sent || out.state == State::accepted;
    if (open && ended_) out.state = State::withdrawn;
}

Task ReferralRun::desk(const CompiledReferral& rule, const Referral& referral, DeskStep step) {
    Task task;
    task.system = referral.system;
    task.task = referral.referral + "_" + std::string(name_of(step));
    task.occurrence = referral.occurrence;
    task.opens = referral.sent;
    task.opened_by = referral.sent_by;
    task.role = referral.role;
    task.chaser = rule.rule->from_role;
    task.supervisor = rule.rule->escalates.to;
    task.form = rule.rule->form;
    task.place = referral.place;
    auto before = words_of(step);
    task.title = {before.zh + referral.title.zh, before.en + referral.title.en};
    return task;
}

void ReferralRun::add(Task task, const std::optional<Closing>& by) {
    if (by) {
        task.state = TaskState::done;
        task.closed_by = by->record;
        task.closed = by->day;
    } else if (auto waiver = waived(program_, evaluation_, task, nullptr)) {
        task.state = TaskState::waived;
        task.closed_by = waiver->record;
        task.closed = waiver->day;
    } else if (ended_) {
        task.state = TaskState::ended;
    }
    out_.tasks.push_back(std::move(task));
}

/// Whoever receives has to say so.
void ReferralRun::to_accept(const CompiledReferral& rule, const Course& course, Referral& out) {
    if (!rule.accept.given() || out.state == ReferralState::expired) return;
    std::optional<Closing> received = course.answer;
    if (course.reply) received = course.reply->by;
    Task task = desk(rule, out, DeskStep::accept);
    task.form = reply_form;
    task.due = course.accept_by;
    if (out.state == ReferralState::sent) out.due = task.due;
    add(std::move(task), received);
}

/// Back to the sender: withdraw it, or send another.
void ReferralRun::to_send_again(const CompiledReferral& rule, const Referral& out) {
    bool declined = out.state == ReferralState::declined;
    Task task = desk(rule, out, DeskStep::again);
    task.role = rule.rule->from_role;
    task.chaser.clear();
    task.form = reply_form;
    task.opens = out.closed.value_or(out.sent);
    Words why = declined ? Words{"转介被退回：", "Referral declined: "}
                         : Words{"转介无人接收：", "Referral expired: "};
    task.title = {why.zh + out.title.zh, why.en + out.title.en};
    add(std::move(task), {});
}

void ReferralRun::to_answer(const CompiledReferral& rule, const Course& course, Referral& out) {
    bool awaits_reply = rule.accept.given() && !out.accepted && !course.answer;
    if (out.state == ReferralState::withdrawn || awaits_reply) return;
    Task task = desk(rule, out, DeskStep::answer);
    task.opens = out.accepted.value_or(out.sent);
    task.due = end_of(rule.answer, evaluation_, task.opens, system_.gate.birth);
    task.escalates = end_of(rule.escalates, evaluation_, out.sent, system_.gate.birth);
    if (!course.answer) out.due = task.due;
    add(std::move(task), course.answer);
}

/// The to-dos of both desks, and the deadline that is awaited now.
void ReferralRun::desks(const CompiledReferral& rule, const Course& course, Referral& out) {
    using State = ReferralState;
    to_accept(rule, course, out);
    if (out.state != State::declined && out.state != State::expired)
        to_answer(rule, course, out);
    else if (!course.sent_again)
        to_send_again(rule, out);
}

void ReferralRun::open_to(const CompiledReferral& rule, const Referral& referral) {
    bool open = referral.state == ReferralState::sent ||
                referral.state == ReferralState::accepted ||
                referral.state == ReferralState::answered;
    std::int64_t holder = referral.to != 0 ? referral.to : referral.place;
    if (!open || holder == 0) return;
    if (consent_taken_back(program_, evaluation_, rule.rule->purposes)) return;
    for (auto& purpose : rule.rule->purposes)
        out_.grants.push_back({holder, purpose, from_days(0), {}});
}

void ReferralRun::one(const CompiledReferral& rule, Entry& opener, bool sent_again) {
    Referral out;
    out.system = system_.system->id;
    out.referral = rule.rule->id;
    out.occurrence = std::to_string(opener.record->lineage);
    out.title = rule.rule->title;
    out.sent = opener.record->day;
    out.sent_by = opener.record->no;
    out.from = opener.record->organisation;
    if (rule.to_slot >= 0) out.to = evaluation_.field(opener, rule.to_slot).to_int64().value_or(0);
    out.role = rule.rule->to_role;
    out.kind = rule.rule->to_kind;
    out.place = place_of(evaluation_, rule.place);
    Course course = follow(rule, opener, out.occurrence);
    course.sent_again = sent_again;
    if (!course.answer && !evaluation_.holds(rule.when)) return;
    state(course, out);
    desks(rule, course, out);
    if (out.state == ReferralState::answered) {
        bool closes = !rule.closed_by.empty();
        if (!closes || course.closing) {
            out.state = ReferralState::closed;
            out.closed = closes ? course.closing->day : course.answer->day;
        }
        if (closes) {
            Task task = desk(rule, out, DeskStep::close);
            task.role = rule.rule->from_role;
            task.chaser.clear();
            task.form = rule.rule->close_form;
            task.opens = course.answer->day;
            add(std::move(task), course.closing);
        }
    }
    open_to(rule, out);
    out_.referrals.push_back(std::move(out));
}

} // namespace banxing::derive
