#include "payment.h"
#include "supervised_places.h"

#include <access/directory.h>
#include <casework/supervision.h>
#include <entitlement/payable.h>

#include <set>

namespace banxing::casework {

// What institutions bill and what they keep of each session; the forms of child_rehabilitation.
static constexpr const char* month_form = "child_rehabilitation.institution_month";
static constexpr const char* session_form = "child_rehabilitation.session";
static constexpr const char* day_minutes = "benefits.day_minutes";
static constexpr const char* not_signed_in = "未签到";

const char* name_of(Doubtful kind) {
    static constexpr const char* names[] = {"unattended", "two_places",  "long_day",
                                            "over_price", "over_places", "long_shift"};
    return names[int(kind)];
}

/// What one file says of one month.
class MonthOfChild {
public:
    MonthOfChild(SubjectId subject, std::string month)
        : subject_(subject), month_(std::move(month)) {}

    void add(const records::Row& row) {
        auto content = Json::parse(row.content, nullptr, false);
        if (!content.is_object()) return;
        if (row.form == session_form) session(row, content);
        if (row.form == month_form && content.value("month", "") == month_)
            bills_.push_back({row.organisation, row.lineage, content.value("sessions", 0),
                              content.value("fee_total", std::int64_t(0))});
        if (row.form == month_form &&
            content.value("month", "").substr(0, 4) == month_.substr(0, 4))
            billed_by_.insert(row.organisation);
    }

    /// What can only be judged of an institution as a whole.
    void tell(Places& places) const {
        for (auto organisation : billed_by_) places.billed(organisation, subject_);
        for (auto& bill : bills_)
            places.charged(bill.organisation, {subject_, bill.lineage, bill.sessions, bill.fee});
        for (auto& [day, sessions] : days_)
            for (auto& session : sessions)
                if (!session.trainer.empty())
                    places.trained(session.organisation, {day, session.trainer},
                                   {subject_, session.lineage, session.minutes});
    }

    std::vector<Suspicion> doubts(std::optional<std::int64_t> minutes_allowed) const {
        std::vector<Suspicion> out;
        for (auto& bill : bills_) unattended(bill, out);
        for (auto& [day, sessions] : days_) {
            two_places(day, sessions, out);
            if (minutes_allowed) long_day(day, sessions, *minutes_allowed, out);
        }
        return out;
    }

private:
    struct Session {
        std::int64_t organisation = 0, lineage = 0, minutes = 0;
        bool signed_in = false;
        std::string trainer;
    };
    struct Bill {
        std::int64_t organisation = 0, lineage = 0, sessions = 0, fee = 0;
    };
    using Day = std::vector<Session>;

    void session(const records::Row& row, const Json& content) {
        keeps_.insert(row.organisation);
        if (iso(row.day).substr(0, 7) != month_) return;
        days_[row.day].push_back({row.organisation, row.lineage, content.value("minutes", 0),
                                  content.value("sign_in", not_signed_in) != not_signed_in,
                                  content.value("trainer", std::string())});
    }

    Suspicion begin(Doubtful kind, std::int64_t organisation) const {
        Suspicion out;
        out.kind = kind;
        out.subject = subject_;
        out.organisation = organisation;
        out.month = month_;
        return out;
    }

    /// Only where the institution keeps sessions at all: silence proves nothing.
    void unattended(const Bill& bill, std::vector<Suspicion>& out) const {
        if (!keeps_.contains(bill.organisation)) return;
        auto one = begin(Doubtful::unattended, bill.organisation);
        one.claimed = bill.sessions;
        one.records = {bill.lineage};
        for (auto& [day, sessions] : days_)
            for (auto& session : sessions)
                if (session.organisation == bill.organisation && session.signed_in) ++one.found;
        if (one.claimed > one.found) out.push_back(std::move(one));
    }

    void two_places(Date day, const Day& sessions, std::vector<Suspicion>& out) const {
        std::set<std::int64_t> places;
        auto one = begin(Doubtful::two_places, sessions.front().organisation);
        for (auto& session : sessions) {
            places.insert(session.organisation);
            one.records.push_back(session.lineage);
        }
        one.day = day;
        one.claimed = std::int64_t(places.size());
        one.found = 1;
        if (places.size() > 1) out.push_back(std::move(one));
    }

    void long_day(Date day, const Day& sessions, std::int64_t allowed,
                  std::vector<Suspicion>& out) const {
        auto one = begin(Doubtful::long_day, sessions.front().organisation);
        for (auto& session : sessions) {
            one.claimed += session.minutes;
            one.records.push_back(session.lineage);
        }
        one.day = day;
        one.found = allowed;
        if (one.claimed > allowed) out.push_back(std::move(one));
    }

    SubjectId subject_;
    std::string month_;
    std::vector<Bill> bills_;
    std::map<Date, Day> days_;
    std::set<std::int64_t> keeps_, billed_by_;
};

/// The parameter as in force today for this file; nothing where the documents leave it open.
static std::optional<std::int64_t> allowed_minutes(const Office& office,
                                                   const std::vector<records::Row>& rows) {
    auto records = records::as_records(rows);
    auto text = office.program->value({"person", records}, office.clock.today(), day_minutes);
    if (!text || text->empty() || text->find_first_not_of("0123456789") != text->npos)
        return std::nullopt;
    return std::stoll(*text);
}

static Result<void> look_at(Office& office, db::Session& session, SubjectId subject,
                            const std::string& month, Places& places, std::vector<Suspicion>& out) {
    auto rows = TRY(records::load(session, subject));
    MonthOfChild child(subject, month);
    for (auto* row : records::in_force(rows))
        if (row->op != derive::RecordOp::withdrawal) child.add(*row);
    auto allowed = allowed_minutes(office, rows);
    for (auto& one : child.doubts(allowed)) out.push_back(std::move(one));
    child.tell(places);
    if (allowed) places.allow(*allowed);
    return {};
}

static Result<void> name_places(db::Session& session, std::vector<Suspicion>& list) {
    std::map<std::int64_t, Words> names;
    for (auto& one : list) {
        auto [known, is_new] = names.try_emplace(one.organisation);
        if (is_new)
            if (auto found =
                    TRY(access::find_organisation(session, OrganisationId{one.organisation})))
                known->second = found->name;
        one.organisation_name = known->second;
    }
    return {};
}

Result<std::vector<Suspicion>> suspicions(Office& office, const access::Principal& who,
                                          const std::string& month) {
    constexpr int page = 1'000;
    TRY(require_act(who, access::Act::review | access::Act::approve));
    auto mine = for_money(office, who);
    auto list =
        TRY(office.database.read([&](db::Session& session) -> Result<std::vector<Suspicion>> {
            std::vector<Suspicion> out;
            Places places(month);
            for (SubjectId after{0};;) {
                auto some = TRY(entitlement::candidates(session, month_form, after, page));
                for (auto subject : some)
                    if (TRY(access::visible(session, mine, subject, office.clock.today())))
                        TRY(look_at(office, session, subject, month, places, out));
                if (some.size() < std::size_t(page)) break;
                after = some.back();
            }
            TRY(places.doubt(office, session, out));
            TRY(name_places(session, out));
            return out;
        }));
    std::vector<SubjectId> people;
    for (auto& one : list) people.push_back(one.subject);
    TRY(note_shown(office, who, "suspicions", std::move(people)));
    return list;
}

} // namespace banxing::casework
