#include <algorithm>
#include <charconv>
#include <family/sign_in.h>

namespace banxing::family {
namespace {

constexpr const char* session_form = "child_rehabilitation.session";
constexpr const char* sign_in_form = "child_rehabilitation.family_sign_in";
constexpr std::int64_t shown_ms = 10 * 60'000LL; // one code; the one before it is taken as well
constexpr std::size_t letters = 8;

/// Nobody can make a code who does not hold the key of the look-ups; it says nothing of a child.
std::string code_of(const Desk& desk, std::int64_t organisation, std::int64_t period) {
    auto digits = desk.office.vault.lookup("sign_in", std::to_string(organisation) + "/" +
                                                          std::to_string(period));
    std::transform(digits.begin(), digits.end(), digits.begin(),
                   [](unsigned char c) { return char(std::toupper(c)); });
    return std::to_string(organisation) + "-" + digits.substr(0, letters);
}

Error not_shown() {
    return Error::invalid({"签到码不对或已过期，请重新扫机构上显示的码",
                           "This code is not the one that is shown now; please scan again"},
                          {{"code", {"签到码不对或已过期", "not the code that is shown now"}}});
}

/// The organisation whose code of now, or of just before, it is.
Result<std::int64_t> organisation_of(const Desk& desk, std::string code) {
    std::erase_if(code, [](char c) { return c == ' '; });
    std::transform(code.begin(), code.end(), code.begin(),
                   [](unsigned char c) { return char(std::toupper(c)); });
    std::int64_t organisation = 0;
    std::from_chars(code.data(), code.data() + code.size(), organisation);
    auto period = desk.office.clock.now().ms / shown_ms;
    for (auto at : {period, period - 1})
        if (organisation > 0 && code == code_of(desk, organisation, at)) return organisation;
    return fail(not_shown());
}

} // namespace

Result<SignInCode> sign_in_code(const Desk& desk, const access::Principal& who) {
    const auto* form = desk.office.program->find_form(session_form);
    if (!form || std::ranges::find(form->write_roles, who.role) == form->write_roles.end())
        return fail(
            Error::not_found({"您的岗位不记训练签到", "Your post keeps no training sessions"}));
    auto period = desk.office.clock.now().ms / shown_ms;
    return SignInCode{code_of(desk, who.organisation.id.value, period), {(period + 1) * shown_ms}};
}

Result<casework::Written> sign_in(const Desk& desk, const access::Principal& who, SubjectId subject,
                                  const SignIn& wanted) {
    auto organisation = TRY(organisation_of(desk, wanted.code));
    auto receipt = TRY(desk.office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<casework::Receipt> {
            TRY(child(desk, session, who, subject));
            casework::Submission what{.form = sign_in_form,
                                      .day = desk.office.clock.today(),
                                      .content = {{"organisation", organisation}},
                                      .write_id = wanted.write_id,
                                      .reason = {}};
            return casework::submit_in(desk.office, session, who, subject, {what},
                                       casework::Door::opening);
        }));
    return receipt.written.front();
}

} // namespace banxing::family
