#include <audit/audit.h>

#include <family/readings.h>

namespace banxing::family {

Result<std::vector<Reading>> readings_of(db::Session& session, const access::Principal& who,
                                         SubjectId subject, Instant before, int most) {
    std::vector<Reading> out;
    for (auto& event : TRY(audit::of_subject(session, subject, before, most))) {
        auto reference = std::to_string(event.chain) + "-" + std::to_string(event.seq);
        out.push_back({std::move(reference), event.at, event.organisation, event.purpose,
                       event.action, event.account == who.account});
    }
    return out;
}

} // namespace banxing::family
