#pragma once
// A county of one child and the desks that pay for it, over the policy of the source.
#include "office_for_tests.h"

#include <casework/payment.h>

#include <algorithm>

namespace banxing::casework {

template <typename T>
Fault fault_of(const Result<T>& result) {
    EXPECT_FALSE(result);
    return result ? Fault::internal : result.error().fault;
}

inline const Date today = d("2026-11-20");
inline const char* const subsidy = "child_rehabilitation.training_subsidy";

class Setting {
public:
    explicit Setting(db::Database& on) : database(on), test(on, "2026-11-20") {}

    access::Principal as(const char* role, std::int64_t account,
                         std::int64_t region = 330681000000) const {
        auto* found = roles().find(role);
        access::Principal out;
        out.account = AccountId{account};
        out.role = role;
        out.organisation.id = OrganisationId{account};
        out.organisation.region = region;
        out.acts = found->acts;
        out.purposes = found->purposes;
        auto area = access::inside(region);
        out.reach = {area.from, area.to, account};
        return out;
    }

    Result<Receipt> put(const char* role, SubjectId subject, const char* form, const char* day,
                        Json content) {
        Submission one{form, d(day), std::move(content), {}, {}, 0};
        return database.write(db::Priority::interactive, [&](db::Session& s) {
            return submit_in(office, s, as(role, 90), subject, {one}, Door::opening);
        });
    }

    /// Born 2022-05-20, registered in 诸暨, diagnosed: every month billed is due up to the caps.
    SubjectId child(const std::string& name) {
        Submission registration{"base.registration",
                                d("2025-01-10"),
                                {{"name", name}, {"sex", "1"}, {"birth_date", "2022-05-20"}},
                                {},
                                {},
                                0};
        auto made = must(register_person(office, as("hospital", 90), registration, {}));
        SubjectId subject = made.receipt->subject;
        must(put("township_doctor", subject, "base.household_registration", "2022-06-01",
                 {{"region", "330681104"}}));
        must(put("hospital", subject, "autism_screening.diagnosis", "2025-03-03",
                 {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "甲医院"}}));
        return subject;
    }

    void bill(SubjectId subject, const std::string& month, std::int64_t fen) {
        must(put("institution", subject, "child_rehabilitation.institution_month", "2026-11-02",
                 {{"month", month}, {"sessions", 8}, {"fee_total", fen}, {"self_paid", fen}}));
    }

    std::optional<entitlement::Payable> payable(SubjectId subject) {
        return must(database.read([&](db::Session& s) {
            return entitlement::find_payable(s, subject, subsidy, "2026");
        }));
    }
    entitlement::Claim claim(std::int64_t id) {
        return *must(database.read([&](db::Session& s) { return entitlement::find_claim(s, id); }));
    }
    ledger::Sums ledger() {
        return must(database.read([&](db::Session& s) { return ledger::sums_of(s, subsidy); }));
    }
    std::vector<std::string> broken_laws() {
        return must(database.read([&](db::Session& s) { return ledger::broken_laws(s); }));
    }

    /// In how many lists the child was shown, by the audit.
    std::int64_t times_shown(SubjectId subject) {
        auto events = must(database.read([&](db::Session& s) {
            return audit::of_subject(s, subject, start_of(add_days(today, 2)), 1'000);
        }));
        return std::count_if(events.begin(), events.end(),
                             [](auto& event) { return event.action == "list.shown"; });
    }

    Result<std::int64_t> propose_net(SubjectId subject) {
        auto now = payable(subject);
        return propose(office, reviewer, {subject, subsidy, "2026", now ? now->net : Money{}});
    }

    db::Database& database;
    db::TemporaryFolder folder;
    TestOffice test;
    Office& office = test.office;
    access::Principal reviewer = as("federation_reviewer", 1);
    access::Principal approver = as("federation_approver", 2);
    access::Principal finance = as("finance", 3);
};

/// With one child and one bill: 2,000 yuan for October.
class Billed : public Setting {
public:
    explicit Billed(db::Database& on) : Setting(on) { bill(one, "2026-10", 200'000); }

    /// The claim for all that is due, approved.
    std::int64_t approved() {
        auto id = must(propose_net(one));
        must(approve(office, approver, id));
        return id;
    }

    SubjectId one = child("周小乐");
};

/// The test on each database, in a county of its own.
template <typename County = Setting, typename F>
void on_each(F test) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        County county(*database);
        test(county);
    }
}

} // namespace banxing::casework
