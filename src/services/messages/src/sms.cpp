#include "messages_sql.h"

#include <casework/own_file.h>
#include <core/json.h>
#include <records/records.h>

#include <messages/sms.h>

namespace banxing::messages {
namespace {

constexpr std::int64_t gateway_silent_ms = 120'000;

Result<Asked> remind_in(casework::Office& office, db::Session& session,
                        const access::Principal& who, const std::vector<SubjectId>& families) {
    if (!TRY(gateway_open(session, office.clock.now())))
        return fail(Error::conflict({"没有接通短信网关，请打电话或上门。",
                                     "No SMS gateway is connected: please call or visit."}));
    Asked out;
    auto today = office.clock.today();
    auto id = TRY(session.one(sql::HighestSms{}))->id;
    for (auto subject : families) {
        auto identity = TRY(office.registry.identity_of(session, subject));
        bool none = !identity || identity->guardian_phone.empty();
        int* count = &out.queued;
        if (TRY(newest_of(session, subject, today)))
            count = &out.already;
        else if (TRY(not_wanted(session, subject)))
            count = &out.not_wanted;
        else if (none)
            count = &out.no_number;
        ++*count;
        if (count != &out.queued) continue;
        TRY(session.run(sql::AddSms{.id = ++id,
                                    .subject_id = subject.value,
                                    .day = to_days(today),
                                    .sender = who.organisation.name.zh,
                                    .asked_by = who.account.value,
                                    .asked_for = who.organisation.id.value,
                                    .asked_at = office.clock.now().ms}));
        TRY(casework::note_act(office, session, who, "sms.asked", subject, {{"message", id}}));
    }
    return out;
}

} // namespace

Result<Asked> remind(casework::Office& office, const access::Principal& who,
                     const std::vector<SubjectId>& families) {
    return office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return remind_in(office, session, who, families);
    });
}

Result<std::optional<Message>> newest_of(db::Session& session, SubjectId subject, Date since) {
    auto row = TRY(session.one(sql::NewestSms{subject.value, to_days(since)}));
    if (!row) return std::optional<Message>();
    auto state = row->state == "writing" ? "queued" : row->state;
    return std::optional(Message{state, row->reason, from_days(row->day), {row->changed_at}});
}

Result<bool> not_wanted(db::Session& session, SubjectId subject) {
    auto rows = TRY(records::load(session, subject));
    for (const auto* row : records::in_force(rows)) { // the newest first
        if (row->form != "base.message_wish" || row->op == derive::RecordOp::withdrawal) continue;
        return !TRY(parse_json(row->content)).value("sms", true);
    }
    return false;
}

Result<bool> gateway_open(db::Session& session, Instant now) {
    auto row = TRY(session.one(sql::Gateway{}));
    return row && now.ms - row->seen_at < gateway_silent_ms;
}

Result<void> forget(db::Session& session, SubjectId subject) {
    TRY(session.run(sql::ForgetSms{subject.value}));
    return {};
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::messages
