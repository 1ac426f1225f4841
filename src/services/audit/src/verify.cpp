#include "audit_sql.h"
#include "hashing.h"

#include <audit/audit.h>

#include <map>
#include <tuple>

namespace banxing::audit {
namespace {

struct Head {
    std::int64_t chain, seq;
    std::string hash;
};

/// Goes over the rows in order; a list's event comes once per subject it showed.
class Walk {
public:
    /// False once a fault was found.
    bool take(std::vector<db::Value>& values) {
        auto row = sql::WholeChains::row(values);
        if (current_ && current_->chain == row.chain && current_->seq == row.seq) {
            shown_.push_back(row.shown.value_or(0));
            return true;
        }
        if (!finish()) return false;
        shown_.clear();
        if (row.shown) shown_.push_back(*row.shown);
        current_ = std::move(row);
        return true;
    }

    /// Judges the event whose rows have all come.
    bool finish() {
        if (!current_) return true;
        auto& row = *current_;
        auto& head = heads_.try_emplace(row.chain, Head{row.chain, 0, no_hash}).first->second;
        if (row.seq != head.seq + 1) return found(row.chain, head.seq + 1, "removed");
        sql::AddEvent event{.chain = row.chain,
                            .seq = row.seq,
                            .at = row.at,
                            .account = row.account,
                            .organisation = row.organisation,
                            .action = row.action,
                            .subject_id = row.subject_id,
                            .purpose = row.purpose,
                            .detail = row.detail,
                            .digest = row.digest,
                            .hash = row.hash};
        bool kept = row.blanked == 0 ? digest_of(event, shown_) == row.digest : is_blank(row);
        if (!kept) return found(row.chain, row.seq, "altered");
        if (hash_of(row.chain, row.seq, row.digest, head.hash) != row.hash)
            return found(row.chain, row.seq, "altered");
        if (row.blanked != 0) note_blanked(row);
        if (row.action == opened_action) claims_.push_back(row.detail);
        if (row.action == blanked_action) announced_.push_back(row.detail);
        head.seq = row.seq;
        head.hash = row.hash;
        return true;
    }

    std::optional<Broken> broken;
    const std::map<std::int64_t, Head>& heads() const { return heads_; }
    const std::vector<std::string>& claims() const { return claims_; }

    /// What was blanked without the audit's own word, or is not what that word says.
    Result<std::optional<Broken>> check_blanked() {
        std::map<std::int64_t, std::string> said;
        for (auto& text : announced_) {
            auto detail = TRY(parse_json(text));
            said[detail.at("batch").get<std::int64_t>()] = detail.at("digest").get<std::string>();
        }
        for (auto& [number, batch] : batches_) // nobody's batch names the row itself
            if (!said.contains(number)) return std::optional(batch.as_broken());
        for (auto& [number, batch] : batches_)
            if (batch.digest.hex() != said[number]) return std::optional(batch.as_broken());
        return std::optional<Broken>{};
    }

private:
    /// Events that were blanked together, in the order of the walk.
    struct Batch {
        Place first;
        BatchDigest digest;
        Broken as_broken() const { return {first.chain, first.seq, "altered"}; }
    };

    bool is_blank(const sql::WholeChains::Row& row) const {
        return !row.account && !row.organisation && !row.subject_id && row.purpose.empty() &&
               row.detail == "{}" && shown_.empty() && row.action != opened_action &&
               row.action != blanked_action;
    }
    void note_blanked(const sql::WholeChains::Row& row) {
        Place place{row.chain, row.seq};
        auto [at, fresh] = batches_.try_emplace(row.blanked);
        if (fresh) at->second.first = place;
        at->second.digest.add(place);
    }

    bool found(std::int64_t chain, std::int64_t seq, const char* what) {
        broken = Broken{chain, seq, what};
        return false;
    }

    std::optional<sql::WholeChains::Row> current_;
    std::vector<std::int64_t> shown_;
    std::map<std::int64_t, Head> heads_;
    std::vector<std::string> claims_;    // details of opening events
    std::vector<std::string> announced_; // details of those that say what was blanked
    std::map<std::int64_t, Batch> batches_;
};

/// What a chain's row says its end is.
Result<std::optional<Broken>> check_ends(db::Session& session, const Walk& walk) {
    for (auto& row : TRY(session.all(sql::AllHeads{}))) {
        auto seen = walk.heads().find(row.chain);
        auto last = seen == walk.heads().end() ? 0 : seen->second.seq;
        if (row.seq > last) return std::optional(Broken{row.chain, last + 1, "cut"});
        if (row.seq < last) return std::optional(Broken{row.chain, row.seq + 1, "altered"});
        if (last > 0 && row.head != seen->second.hash)
            return std::optional(Broken{row.chain, last, "altered"});
    }
    return std::optional<Broken>{};
}

/// What later chains say an earlier one's end was: here a tail shows that was cut off together with
/// the chain's row.
Result<std::optional<Broken>> check_claims(db::Session& session, const Walk& walk) {
    for (auto& text : walk.claims()) {
        auto detail = TRY(parse_json(text));
        for (auto& head : detail.at("heads")) {
            auto chain = head.at("chain").get<std::int64_t>();
            auto seq = head.at("seq").get<std::int64_t>();
            if (seq == 0) continue; // it was being opened at the same moment
            auto row = TRY(session.one(sql::HashAt{.chain = chain, .seq = seq}));
            if (!row) return std::optional(Broken{chain, seq, "cut"});
            if (row->hash != head.at("hash").get<std::string>())
                return std::optional(Broken{chain, seq, "altered"});
        }
    }
    return std::optional<Broken>{};
}

} // namespace

Result<std::optional<Broken>> verify(db::Database& database) {
    Walk walk;
    std::vector<db::Value> values;
    auto done = database.scan(sql::WholeChains::statement(), {},
                              [&](std::span<const db::Value> row) -> Result<void> {
                                  values.assign(row.begin(), row.end());
                                  if (!walk.take(values))
                                      return fail(Error::internal("audit: a broken row"));
                                  return {};
                              });
    if (walk.broken || (done && !walk.finish())) return walk.broken;
    if (!done) return fail(std::move(done).error());
    if (auto broken = TRY(walk.check_blanked())) return broken;
    return database.read([&](db::Session& session) -> Result<std::optional<Broken>> {
        if (auto broken = TRY(check_ends(session, walk))) return broken;
        return check_claims(session, walk);
    });
}

} // namespace banxing::audit
