#include "family_sql.h"
#include "sealed.h"

#include <access/acts.h>
#include <access/directory.h>
#include <casework/own_file.h>
#include <records/moves.h>

#include <algorithm>
#include <family/guardians.h>

namespace banxing::family {
namespace {

constexpr const char* family_kind = "family";
constexpr std::int64_t county_digits = 1'000'000; // of a padded region

template <typename Row>
Result<Guardian> guardian_of(const Desk& desk, db::Session& session, const Row& row) {
    Guardian out;
    out.id = row.id;
    out.subject = SubjectId(row.subject_id);
    out.account = AccountId(row.account);
    out.name = TRY(revealed(desk.office, session, out.subject, row.name, name_place));
    out.relation = row.relation;
    out.proof = row.proof;
    out.proof_number =
        TRY(revealed(desk.office, session, out.subject, row.proof_number, proof_place));
    out.from = from_days(row.from_day);
    if (row.until_day < access::open_end) out.until = from_days(row.until_day);
    out.confirmed_by = AccountId(row.confirmed_by);
    out.confirmed_for = OrganisationId(row.confirmed_for);
    out.confirmed_at = {row.confirmed_at};
    out.end_reason = row.end_reason.value_or("");
    return out;
}

Result<std::optional<Date>> birth_of(const Desk& desk, db::Session& session, SubjectId subject) {
    auto identity = TRY(desk.office.registry.identity_of(session, subject));
    return identity ? identity->birth : std::optional<Date>{};
}

/// Nothing when the row does not hold today.
Result<std::optional<Ward>> ward_of(const Desk& desk, db::Session& session, Guardian guardian) {
    guardian.subject = TRY(records::standing(session, guardian.subject));
    auto birth = TRY(birth_of(desk, session, guardian.subject));
    Date today = desk.office.clock.today();
    if (standing_on(desk.rules, guardian, birth, today) != Standing::holds)
        return std::optional<Ward>{};
    Ward out{std::move(guardian), birth};
    out.own_say = birth && reaches_age(*birth, desk.rules.own_say_months) <= today;
    bool adult = birth && reaches_age(*birth, desk.rules.adult_months) <= today;
    bool oneself = out.guardian.relation == self;
    out.may_decide =
        oneself || !out.own_say || adult; // an adult's guardian was appointed to decide
    return std::optional(std::move(out));
}

Error shut(Standing standing) {
    if (standing == Standing::too_young)
        return Error::invalid({"未到可以自己作主的年龄，请由监护人登记",
                               "Too young for a log-in of one's own: confirm a guardian"});
    return Error::invalid({"本人已成年，监护须有人民法院的判决或裁定",
                           "The person is of age: guardianship needs a decision of a court"},
                          {{"proof", {"应为人民法院判决、裁定", "must be a decision of a court"}}});
}

Result<void> check(const Desk& desk, db::Session& session, SubjectId subject,
                   const NewGuardian& wanted) {
    const auto* proof = desk.rules.proof(wanted.proof);
    if (!proof || proof->oneself != (wanted.relation == self))
        return fail(
            Error::invalid({"这份证明不能说明这种关系", "This proof does not show that relation"},
                           {{"proof", {"与关系不符", "does not fit the relation"}}}));
    Guardian as;
    as.relation = wanted.relation;
    as.proof = wanted.proof;
    as.from = desk.office.clock.today();
    as.until = wanted.until;
    auto standing = standing_on(desk.rules, as, TRY(birth_of(desk, session, subject)), as.from);
    if (standing == Standing::ended)
        return fail(Error::invalid({"证明已经失效", "The proof holds no more"},
                                   {{"until", {"应晚于今天", "must be after today"}}}));
    if (standing != Standing::holds) return fail(shut(standing));
    return {};
}

/// One organisation a county stands for all families: it holds no grant, so it opens nothing.
Result<OrganisationId> families_of(db::Session& session, std::int64_t region) {
    auto county = region / county_digits * county_digits;
    for (auto& one : TRY(access::organisations(session)))
        if (one.kind == family_kind && one.region == county) return one.id;
    access::Organisation fresh;
    fresh.kind = family_kind;
    fresh.region = county;
    fresh.name = {"家庭", "Families"};
    return access::add_organisation(session, fresh);
}

std::string fresh_login() {
    static constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz";
    std::string out = "home-";
    for (int i = 0; i < 8; ++i) out += letters[crypto::system_random().below(letters.size())];
    return out;
}

Result<AccountId> account_for(const Desk& desk, db::Session& session, const access::Principal& who,
                              const NewGuardian& wanted, Confirmed& done) {
    done.login = wanted.login;
    if (!wanted.login.empty()) {
        auto known = access::principal_of_login(session, desk.office.roles, wanted.login);
        if (known && access::holds_any(known->acts, access::acts::family)) return known->account;
        if (wanted.code_hash.empty())
            return fail(Error::invalid({"没有这个家庭账号", "There is no such account of a family"},
                                       {{"login", {"不是家庭账号", "is no family's"}}}));
    }
    if (done.login.empty()) done.login = fresh_login();
    done.fresh = true;
    // no name in plain beside the log-in: the guardian's stands sealed in the guardian's row
    access::NewAccount account{done.login, "监护人", wanted.code_hash, {}, wanted.code_until};
    account.posts.push_back({TRY(families_of(session, who.organisation.region)), family_kind});
    return access::add_account(session, desk.office.roles, account);
}

Result<void> end_in(const Desk& desk, db::Session& session, const access::Principal& who,
                    const Guardian& guardian, const std::string& reason) {
    auto now = desk.office.clock.now();
    sql::EndGuardian row{guardian.id,
                         guardian.subject.value,
                         to_days(desk.office.clock.today()),
                         who.account.value,
                         now.ms,
                         reason};
    if (TRY(session.run(row)) == 0)
        return fail(Error::conflict(
            {"这位监护人已经终止，或者不存在", "This guardian is ended already, or is none"}));
    return casework::note_act(desk.office, session, who, "guardian.ended", guardian.subject,
                              {{"guardian", guardian.id}});
}

Result<void> require_open(const Desk& desk, db::Session& session, const access::Principal& who,
                          SubjectId subject) {
    if (TRY(access::visible(session, who, subject, desk.office.clock.today()))) return {};
    return fail(access::no_such_file());
}

Result<Confirmed> confirm_in(const Desk& desk, db::Session& session, const access::Principal& who,
                             SubjectId subject, const NewGuardian& wanted) {
    TRY(require_open(desk, session, who, subject));
    TRY(check(desk, session, subject, wanted));
    Confirmed done;
    auto account = TRY(account_for(desk, session, who, wanted, done));
    Guardian before;
    before.id = wanted.replaces;
    before.subject = subject;
    if (wanted.replaces > 0) TRY(end_in(desk, session, who, before, wanted.reason));
    done.id = TRY(session.one(sql::HighestGuardian{}))->id + 1;
    auto& office = desk.office;
    sql::AddGuardian row{
        .id = done.id,
        .subject_id = subject.value,
        .account = account.value,
        .name = TRY(office.registry.seal(session, subject, wanted.name, name_place)),
        .relation = wanted.relation,
        .proof = wanted.proof,
        .proof_number =
            TRY(office.registry.seal(session, subject, wanted.proof_number, proof_place)),
        .from_day = to_days(office.clock.today()),
        .until_day = wanted.until ? to_days(*wanted.until) : access::open_end,
        .confirmed_by = who.account.value,
        .confirmed_for = who.organisation.id.value,
        .confirmed_at = office.clock.now().ms};
    TRY(session.run(row));
    TRY(casework::note_act(office, session, who, "guardian.confirmed", subject,
                           {{"guardian", done.id}, {"proof", wanted.proof}}));
    return done;
}

} // namespace

Standing standing_on(const Rules& rules, const Guardian& guardian, std::optional<Date> birth,
                     Date day) {
    if (day < guardian.from) return Standing::not_yet;
    if (guardian.until && *guardian.until <= day) return Standing::ended;
    auto reached = [&](int months) { return birth && reaches_age(*birth, months) <= day; };
    if (guardian.relation == self)
        return reached(rules.own_say_months) ? Standing::holds : Standing::too_young;
    const auto* proof = rules.proof(guardian.proof);
    bool for_adults = proof && proof->adult;
    if (!for_adults && reached(rules.adult_months)) return Standing::of_age;
    return Standing::holds;
}

Result<std::vector<Ward>> children(const Desk& desk, db::Session& session,
                                   const access::Principal& who) {
    std::vector<Ward> out;
    for (auto& row : TRY(session.all(sql::WardsOf{who.account.value}))) {
        auto ward = TRY(ward_of(desk, session, TRY(guardian_of(desk, session, row))));
        bool known = ward && std::ranges::any_of(out, [&](const Ward& other) {
                         return other.guardian.subject == ward->guardian.subject;
                     });
        if (ward && !known) out.push_back(std::move(*ward));
    }
    return out;
}

Result<Ward> child(const Desk& desk, db::Session& session, const access::Principal& who,
                   SubjectId subject) {
    for (auto& row : TRY(session.all(sql::WardsOf{who.account.value}))) {
        if (TRY(records::standing(session, SubjectId(row.subject_id))) != subject) continue;
        auto ward = TRY(ward_of(desk, session, TRY(guardian_of(desk, session, row))));
        if (ward) return std::move(*ward);
    }
    return fail(access::no_such_file());
}

Result<std::vector<Guardian>> guardians_of(const Desk& desk, db::Session& session,
                                           SubjectId subject) {
    std::vector<Guardian> out;
    for (auto& row : TRY(session.all(sql::GuardiansOf{subject.value})))
        out.push_back(TRY(guardian_of(desk, session, row)));
    return out;
}

Result<Confirmed> confirm(const Desk& desk, const access::Principal& who, SubjectId subject,
                          const NewGuardian& wanted) {
    return desk.office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return confirm_in(desk, session, who, subject, wanted);
    });
}

Result<void> end(const Desk& desk, const access::Principal& who, SubjectId subject,
                 std::int64_t guardian, const std::string& reason) {
    return desk.office.database.write(db::Priority::interactive,
                                      [&](db::Session& session) -> Result<void> {
                                          TRY(require_open(desk, session, who, subject));
                                          Guardian wanted;
                                          wanted.id = guardian;
                                          wanted.subject = subject;
                                          return end_in(desk, session, who, wanted, reason);
                                      });
}

Result<void> forget(db::Session& session, SubjectId subject) {
    TRY(session.run(sql::ForgetGuardians{subject.value}));
    TRY(session.run(sql::ForgetConsents{subject.value}));
    TRY(session.run(sql::ForgetRequests{subject.value}));
    return {};
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::family
