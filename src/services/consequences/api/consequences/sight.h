#pragma once
// Who may read a form may learn what follows from it: the one rule for stages, to-dos, referrals,
// transitions and entitlements (decision 0044). Default is no.
#include <access/principal.h>
#include <consequences/consequences.h>

#include <string>
#include <string_view>

namespace banxing::consequences {

/// What somebody may learn from one file.
class Sight {
public:
    /// `open`: the purposes (bits) for which the file is open to the post.
    static Sight of_post(const derive::Program& program, const access::Roles& roles,
                         const access::Principal& who, std::int64_t open);
    /// Of the file's own person or guardian: everything; of locked forms (counselling …) only with
    /// `locked`.
    static Sight of_family(const derive::Program& program, const access::Roles& roles, bool locked);

    /// The post's role reads or writes it and, where it is locked, the file is open for its
    /// purpose. An unknown form: no.
    bool form(const derive::Form& form) const;
    bool form(std::string_view full_id) const;
    /// It may read one of the system's own forms.
    bool system(std::string_view id) const;

    /// It may read one of the system's own forms that the stage rests on; a stage of age alone goes
    /// with its system (decision 0051).
    bool stage(std::string_view system, std::string_view stage) const;

    /// One's own to-do (one does it, reminds of it or supervises it), or one whose form and system
    /// one may read.
    bool task(const derive::Task& task) const;
    /// One's own organisation sent or receives it, or one may read what sends or answers it.
    bool referral(const derive::Referral& referral) const;
    bool entitled(const derive::Entitled& entitled) const { return benefit(entitled.benefit); }
    /// It may read the form that makes months of the benefit, or decides or pays such amounts.
    bool benefit(std::string_view full_id) const;

    /// Leaves out what may not be learnt.
    void narrow(OfSubject& all) const;

private:
    Sight(const derive::Program& program, const access::Roles& roles)
        : program_(&program), roles_(&roles) {}
    bool reads(const derive::Form& form) const;
    bool unlocked(std::string_view system, std::string_view form) const;

    const derive::Program* program_;
    const access::Roles* roles_;
    bool family_ = false, decides_ = false;
    std::string role_, kind_; // of the post and its organisation
    std::int64_t organisation_ = 0, open_ = 0;
};

/// The same for lists over all files, as inputs of their statements.
struct ListSight {
    access::Principal who;
    std::string systems; // that the post reads: "|a|b|"
    std::string locked;  // forms and systems behind a lock that the post works with; or none
    std::int64_t locked_for = 0; // the purpose that opens them; several: none does
    std::string stages;          // of those systems that it may learn: "|a.b|"

    bool reads(std::string_view system) const;
    bool stage(std::string_view system, std::string_view stage) const;
};
ListSight list_sight(const derive::Program& program, const access::Roles& roles,
                     const access::Principal& who);

/// How many to-dos of the file are open, as far as the sight goes.
Result<std::int64_t> open_tasks_of(db::Session& session, SubjectId subject, const Sight& sight);

} // namespace banxing::consequences
