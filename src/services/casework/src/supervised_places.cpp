#include "supervised_places.h"

#include <access/grants.h>

namespace banxing::casework {

// What an institution files of itself; the forms of the system institution.
static constexpr const char* price_form = "institution.price";
static constexpr const char* capacity_form = "institution.capacity";
static constexpr const char* institution_kind = "institution";

Suspicion Places::begin(Doubtful kind, std::int64_t organisation, SubjectId subject) const {
    Suspicion out;
    out.kind = kind;
    out.subject = subject;
    out.organisation = organisation;
    out.month = month_;
    return out;
}

/// Newest first: the first of each is in force at the end of the month.
void Places::read(const records::Row& row, Filed& out) const {
    bool later = iso(row.day).substr(0, 7) > month_;
    auto content = Json::parse(row.content, nullptr, false);
    if (later || row.op == derive::RecordOp::withdrawal || !content.is_object()) return;
    if (row.form == price_form) {
        auto price = content.value("price", std::int64_t(0));
        if (!out.dearest || price > *out.dearest) {
            out.dearest = price;
            out.price_record = row.lineage;
        }
    }
    if (row.form == capacity_form && !out.places) {
        out.places = content.value("places", std::int64_t(0));
        out.places_record = row.lineage;
    }
}

Result<std::optional<Places::Filed>> Places::filed(Office& office, db::Session& session,
                                                   std::int64_t organisation) const {
    access::Principal itself;
    itself.organisation.id = OrganisationId{organisation};
    itself.reach = {0, 0, organisation};
    itself.purposes = office.roles.purpose_bit("registration");
    for (auto subject : TRY(access::all_visible(session, itself, office.clock.today()))) {
        auto head = TRY(records::find(session, subject));
        if (!head || head->kind != institution_kind) continue;
        Filed out{subject, {}, {}, 0, 0};
        auto rows = TRY(records::load(session, subject));
        for (auto* row : records::in_force(rows)) read(*row, out);
        return std::optional(out);
    }
    return std::optional<Filed>{};
}

void Places::prices(std::int64_t organisation, const Place& place, const Filed& filed,
                    std::vector<Suspicion>& out) const {
    if (filed.dearest)
        for (auto& charge : place.charges) {
            auto most = charge.sessions * *filed.dearest;
            if (charge.fee <= most) continue;
            auto one = begin(Doubtful::over_price, organisation, charge.subject);
            one.claimed = charge.fee;
            one.found = most;
            one.records = {charge.lineage};
            out.push_back(std::move(one));
        }
    auto children = std::int64_t(place.children.size());
    if (!filed.places || children <= *filed.places) return;
    auto one = begin(Doubtful::over_places, organisation, filed.subject);
    one.claimed = children;
    one.found = *filed.places;
    one.records = {filed.places_record};
    out.push_back(std::move(one));
}

/// Under the child seen first that day, with its records; a group is trained at the same time, so
/// children who are there together are looked into, not accused.
void Places::shifts(std::int64_t organisation, const Place& place,
                    std::vector<Suspicion>& out) const {
    for (auto& [shift, sessions] : place.shifts) {
        auto one = begin(Doubtful::long_shift, organisation, sessions.front().subject);
        for (auto& session : sessions) {
            one.claimed += session.minutes;
            if (session.subject == one.subject) one.records.push_back(session.lineage);
        }
        one.day = shift.day;
        one.found = *allowed_;
        one.trainer = shift.trainer;
        if (one.claimed > one.found) out.push_back(std::move(one));
    }
}

Result<void> Places::doubt(Office& office, db::Session& session,
                           std::vector<Suspicion>& out) const {
    for (auto& [organisation, place] : places_) {
        if (auto found = TRY(filed(office, session, organisation)))
            prices(organisation, place, *found, out);
        if (allowed_) shifts(organisation, place, out);
    }
    return {};
}

} // namespace banxing::casework
