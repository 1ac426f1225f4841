#include "family_reading.h"

#include "show/family.h"

#include <access/grants.h>
#include <casework/own_file.h>

#include <desks/file.h>
#include <desks/person.h>

namespace banxing::http {
namespace {

constexpr int most_readings = 5000, most_requests = 200;

/// The check, what `f` reads, and the audit event: in this order for every page of a family.
template <typename F>
auto of_child(const Context& context, SubjectId subject, const char* action, F&& f)
    -> std::invoke_result_t<F, db::Session&, const family::Ward&> {
    auto desk = family_desk(context);
    using R = std::invoke_result_t<F, db::Session&, const family::Ward&>;
    auto out = context.read([&](db::Session& s) -> R {
        auto ward = TRY(family::child(desk, s, context.who(), subject));
        return f(s, ward);
    });
    if (!out) return out;
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return casework::note_act(context.office(), s, context.who(), action, subject,
                                  Json::object());
    }));
    return out;
}

Result<ChildShown> child_shown(const Context& context, db::Session& session,
                               const family::Ward& ward) {
    ChildShown out;
    out.ward = ward;
    auto subject = ward.guardian.subject;
    out.identity =
        TRY(context.office().registry.identity_of(session, subject)).value_or(registry::Identity());
    out.now = TRY(consequences::load(session, subject));
    const auto& office = context.office();
    consequences::Sight::of_family(*office.program, office.roles, ward.may_decide).narrow(out.now);
    out.lines = TRY(casework::places_in_line(context.office(), session, subject, out.now.pools));
    for (const auto& one : TRY(family::requests_of(family_desk(context), session, subject)))
        out.open_requests += one.answer ? 0 : 1;
    return out;
}

} // namespace

Result<bool> read_choice(const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto choice = fields.one_of("choice", {"given", "withdrawn"});
    TRY(fields.done());
    return choice == "given";
}

Result<family::NewRequest> read_new_request(const Request& request) {
    auto fields = TRY(Fields::of(request));
    family::NewRequest out;
    auto kind = fields.one_of("kind", {"correction", "review"});
    out.about = fields.text("about", 1, 120);
    out.words = fields.text("words", 2, 2000);
    out.write_id = fields.uuid("write_id");
    TRY(fields.done());
    out.kind = family::kind_named(kind).value_or(family::Kind::correction);
    return out;
}

Result<family::SignIn> read_sign_in(const Request& request) {
    auto fields = TRY(Fields::of(request));
    family::SignIn out{fields.text("code", 6, 40), fields.uuid("write_id")};
    TRY(fields.done());
    return out;
}

Result<family::NewGuardian> read_guardian(const Request& request) {
    auto fields = TRY(Fields::of(request));
    family::NewGuardian out;
    out.login = fields.text_or_empty("login", 64);
    out.name = fields.text("name", 1, 60);
    out.relation = fields.text("relation", 1, 20);
    out.proof = fields.text("proof", 1, 40);
    out.proof_number = fields.text_or_empty("proof_number", 60);
    out.until = fields.day_if_given("until");
    out.replaces = fields.integer_or("replaces", 0, INT64_MAX, 0);
    out.reason = fields.text_or_empty("reason", 200);
    if (out.replaces > 0 && out.reason.empty())
        fields.note("reason", {"替换监护人要写明原因", "say why the guardian is replaced"});
    TRY(fields.done());
    return out;
}

Result<std::string> read_reason(const Request& request) {
    auto fields = TRY(Fields::of(request));
    auto reason = fields.text("reason", 2, 200);
    TRY(fields.done());
    return reason;
}

Result<Json> own_children(const Context& context) {
    std::vector<SubjectId> subjects;
    auto out = TRY(context.read([&](db::Session& s) -> Result<Json> {
        Json list{{"children", Json::array()}};
        for (const auto& ward : TRY(family::children(family_desk(context), s, context.who()))) {
            subjects.push_back(ward.guardian.subject);
            list["children"].push_back(shown(context, TRY(child_shown(context, s, ward))));
        }
        return list;
    }));
    TRY(casework::note_shown(context.office(), context.who(), "family", std::move(subjects)));
    return out;
}

Result<Json> own_file(const Context& context, SubjectId subject) {
    return of_child(
        context, subject, "family.read",
        [&](db::Session& s, const family::Ward& ward) -> Result<Json> {
            auto file = TRY(casework::own_file(context.office(), s, subject, ward.may_decide));
            Json out{{"child", shown(context, TRY(child_shown(context, s, ward)))}};
            out["file"] = shown_file(context, file, TRY(person_card(context, s, subject)));
            out["referrals"] = shown_referrals(context, file.consequences.referrals);
            out["transitions"] = shown_transitions(file.consequences.transitions);
            out["guardians"] = shown(
                context, TRY(family::guardians_of(family_desk(context), s, subject)), ward.birth);
            return out;
        });
}

Result<casework::Explained> own_explanation(const Context& context, SubjectId subject) {
    return of_child(context, subject, "family.explained", [&](db::Session& s, const family::Ward&) {
        return casework::own_explanation(context.office(), s, subject, context.part("benefit"),
                                         context.part("period"));
    });
}

Result<std::vector<casework::BenefitFound>> own_benefits(const Context& context,
                                                         SubjectId subject) {
    return of_child(
        context, subject, "family.benefits", [&](db::Session& s, const family::Ward& ward) {
            return casework::own_benefits(context.office(), s, subject, ward.may_decide);
        });
}

Result<void> own_wish(const Context& context, SubjectId subject, const std::string& benefit,
                      bool wanted) {
    return context.services.database.write(
        db::Priority::interactive, [&](db::Session& s) -> Result<void> {
            auto ward = TRY(family::child(family_desk(context), s, context.who(), subject));
            if (!ward.may_decide)
                return fail(Error::forbidden({"孩子已到自己作主的年龄，由本人决定",
                                              "The young person is old enough to decide this"}));
            return casework::own_wish(context.office(), s, context.who(), subject, benefit, wanted);
        });
}

Result<Json> own_readings(const Context& context, SubjectId subject, const Page& page) {
    return of_child(context, subject, "family.audited",
                    [&](db::Session& s, const family::Ward&) -> Result<Json> {
                        Instant before{page.after > 0 ? page.after : context.now.ms + 1};
                        auto found = TRY(
                            family::readings_of(s, context.who(), subject, before, page.limit + 1));
                        Json out{{"items", Json::array()}};
                        bool more = found.size() > std::size_t(page.limit);
                        if (more) found.pop_back();
                        for (const auto& one : found) out["items"].push_back(shown(context, one));
                        if (more) out["next"] = std::to_string(found.back().at.ms);
                        return out;
                    });
}

Result<Json> own_consents(const Context& context, SubjectId subject) {
    return of_child(context, subject, "family.consents",
                    [&](db::Session& s, const family::Ward& ward) -> Result<Json> {
                        Json out{{"items", Json::array()}, {"may_decide", ward.may_decide}};
                        for (const auto& one :
                             TRY(family::consents_of(family_desk(context), s, subject)))
                            out["items"].push_back(shown(one));
                        return out;
                    });
}

Result<Json> own_requests(const Context& context, SubjectId subject) {
    return of_child(context, subject, "family.requests",
                    [&](db::Session& s, const family::Ward&) -> Result<Json> {
                        Json out{{"items", Json::array()}};
                        for (const auto& one :
                             TRY(family::requests_of(family_desk(context), s, subject)))
                            out["items"].push_back(shown(context, one));
                        return out;
                    });
}

Result<WholeFile> own_copy(const Context& context, SubjectId subject) {
    return of_child(
        context, subject, "family.copied",
        [&](db::Session& s, const family::Ward& ward) -> Result<WholeFile> {
            auto desk = family_desk(context);
            auto identity = TRY(context.office().registry.identity_of(s, subject));
            WholeFile out{subject,
                          identity.value_or(registry::Identity()),
                          TRY(casework::own_file(context.office(), s, subject, ward.may_decide)),
                          TRY(family::guardians_of(desk, s, subject)),
                          TRY(family::consents_of(desk, s, subject)),
                          TRY(family::requests_of(desk, s, subject)),
                          {}};
            out.readings = TRY(family::readings_of(s, context.who(), subject, {context.now.ms + 1},
                                                   most_readings));
            return out;
        });
}

Result<Json> guardians_for_desk(const Context& context, SubjectId subject) {
    auto out = TRY(context.read([&](db::Session& s) -> Result<Json> {
        if (!TRY(access::visible(s, context.who(), subject, context.today)))
            return fail(access::no_such_file());
        auto identity = TRY(context.office().registry.identity_of(s, subject));
        auto birth = identity ? identity->birth : std::optional<Date>{};
        Json list{
            {"items",
             shown(context, TRY(family::guardians_of(family_desk(context), s, subject)), birth)}};
        list["proofs"] = shown(context.services.families.proofs);
        list["relations"] = shown_relations(context);
        if (birth) put_ages(list, context, *birth);
        return list;
    }));
    TRY(casework::note_shown(context.office(), context.who(), "guardians", {subject}));
    return out;
}

Result<Json> requests_for_desk(const Context& context) {
    std::vector<SubjectId> subjects;
    auto out = TRY(context.read([&](db::Session& s) -> Result<Json> {
        Json list{{"items", Json::array()}};
        for (const auto& one :
             TRY(family::requests_on_desk(family_desk(context), s, context.who(), most_requests))) {
            subjects.push_back(one.subject);
            list["items"].push_back(shown(context, one));
        }
        return list;
    }));
    TRY(casework::note_shown(context.office(), context.who(), "requests", std::move(subjects)));
    return out;
}

} // namespace banxing::http
