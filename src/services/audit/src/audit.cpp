#include "audit_sql.h"
#include "entries.h"
#include "hashing.h"

#include <audit/audit.h>
#include <crypto/random.h>

#include <algorithm>

namespace banxing::audit {
namespace {

constexpr int heads_named_at_opening = 8; // of the chains opened last

/// Each process writes a chain of its own, so that processes on one database do not wait for each
/// other.
std::int64_t chain_of_process() {
    static const std::int64_t chain = crypto::system_random().int63();
    return chain;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

template <typename Tag>
std::optional<std::int64_t> number(const std::optional<Id<Tag>>& id) {
    return id ? std::optional(id->value) : std::nullopt;
}

std::vector<std::int64_t> sorted(const std::vector<SubjectId>& subjects) {
    std::vector<std::int64_t> out;
    out.reserve(subjects.size());
    for (auto subject : subjects) out.push_back(subject.value);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

/// Adds the event behind `place` and makes it the chain's head.
Result<void> add(db::Session& session, std::int64_t chain, const sql::NextSeq::Row& place,
                 const Event& event) {
    auto detail = event.detail.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (!is_ascii(event.action) || !is_ascii(event.purpose) || !is_ascii(detail))
        return fail(Error::internal("audit: text of people in an event"));
    auto shown = sorted(event.shown);
    sql::AddEvent row{.chain = chain,
                      .seq = place.seq,
                      .at = event.at.ms,
                      .account = number(event.account),
                      .organisation = number(event.organisation),
                      .action = event.action,
                      .subject_id = number(event.subject),
                      .purpose = event.purpose,
                      .detail = std::move(detail),
                      .digest = "",
                      .hash = ""};
    row.digest.value = digest_of(row, shown);
    row.hash.value = hash_of(chain, place.seq, row.digest.value, place.head);
    TRY(session.run(row));
    for (auto subject : shown)
        TRY(session.run(sql::AddSubject{.chain = chain, .seq = place.seq, .subject_id = subject}));
    TRY(session.run(sql::SetHead{.chain = chain, .head = row.hash.value}));
    return {};
}

/// The opening event names the last heads of the other chains: a tail cut off there shows here.
Result<void> open(db::Session& session, std::int64_t chain, Instant at) {
    auto opened =
        TRY(session.run(sql::OpenChain{.chain = chain, .head = no_hash, .opened = at.ms}));
    if (opened == 0) return {}; // another connection of this process was faster
    auto heads = Json::array();
    for (auto& head :
         TRY(session.all(sql::LatestHeads{.count = heads_named_at_opening, .besides = chain})))
        heads.push_back({{"chain", head.chain}, {"seq", head.seq}, {"hash", head.head}});
    Event event{.at = at, .action = opened_action};
    event.detail = {{"heads", std::move(heads)}};
    auto place = TRY(session.one(sql::NextSeq{.chain = chain}));
    return add(session, chain, *place, event);
}

} // namespace

Result<void> append(db::Session& session, const Event& event) {
    auto chain = chain_of_process();
    auto place = TRY(session.one(sql::NextSeq{.chain = chain}));
    if (!place) {
        TRY(open(session, chain, event.at));
        place = TRY(session.one(sql::NextSeq{.chain = chain}));
    }
    return add(session, chain, *place, event);
}

Result<std::vector<Entry>> of_subject(db::Session& session, SubjectId subject, Instant before,
                                      int count) {
    return entries(TRY(session.all(
        sql::EventsOfSubject{.subject_id = subject.value, .before = before.ms, .count = count})));
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}

} // namespace banxing::audit
