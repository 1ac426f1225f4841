#include "audit_sql.h"
#include "hashing.h"

#include <audit/retention.h>
#include <audit/words.h>
#include <clock/clock.h>
#include <crypto/random.h>

#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace banxing::audit {
namespace {

Error wrong_retention(const std::string& what) {
    return Error::invalid({"审计保存期限文件有误：" + what,
                           "The file of the audit's retention has a fault: " + what});
}

Result<int> months_of(const YAML::Node& node, int least) {
    int months = node["months"] ? node["months"].as<int>() : 0;
    if (months < std::max(least, 1)) return fail(wrong_retention("months"));
    return months;
}

Result<Retention> retention_of(const YAML::Node& root) {
    auto least = TRY(months_of(root["at_least"], 1));
    Retention out;
    for (const auto& kind : root["kinds"]) {
        auto months = TRY(months_of(kind, least));
        for (const auto& node : kind["actions"]) {
            auto action = node.as<std::string>();
            bool known = words_of(action).zh != action;
            if (!known || action == opened_action || action == blanked_action)
                return fail(wrong_retention(action));
            out.months[action] = months;
        }
    }
    return out;
}

/// What is past its time, with the moment before which that holds.
struct Past {
    std::vector<Place> places;
    Json before = Json::object();
};

Result<Past> past_of(db::Session& session, const Retention& retention, Instant now, int most) {
    Past out;
    auto today = civil_day(now);
    for (const auto& [action, months] : retention.months) {
        auto left = most - int(out.places.size());
        if (left <= 0) break;
        auto before = start_of(add_months(today, -months)).ms;
        auto rows = TRY(session.all(sql::PastTheirTime{action, before, left}));
        if (!rows.empty()) out.before[action] = before;
        for (const auto& row : rows) out.places.push_back({row.chain, row.seq});
    }
    std::ranges::sort(out.places);
    return out;
}

} // namespace

Result<Retention> Retention::read(const std::string& file) {
    try {
        return retention_of(YAML::LoadFile(file));
    } catch (const YAML::Exception& e) {
        return fail(wrong_retention(e.what()));
    }
}

Result<std::int64_t> blank_old(db::Database& database, const Retention& retention, Instant now,
                               int most) {
    return database.write(
        db::Priority::background, [&](db::Session& session) -> Result<std::int64_t> {
            auto past = TRY(past_of(session, retention, now, most));
            if (past.places.empty()) return std::int64_t(0);
            auto batch = crypto::system_random().int63();
            BatchDigest digest;
            for (const auto& [chain, seq] : past.places) {
                TRY(session.run(sql::Blank{chain, seq, batch}));
                TRY(session.run(sql::ForgetShown{chain, seq}));
                digest.add({chain, seq});
            }
            auto count = std::int64_t(past.places.size());
            Event event{.at = now, .account = {}, .organisation = {}, .action = blanked_action};
            event.detail = {{"batch", batch},
                            {"count", count},
                            {"before", std::move(past.before)},
                            {"digest", digest.hex()}};
            TRY(append(session, event));
            return count;
        });
}

} // namespace banxing::audit
