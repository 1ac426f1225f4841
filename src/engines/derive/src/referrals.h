#pragma once
#include "made_tasks.h"
#include "tasks.h"

namespace banxing::derive {

/// The referrals of one system for one file, with the to-dos of the desks on
/// both ends and what they open.
class ReferralRun {
public:
    ReferralRun(const Program::Impl& program, const CompiledSystem& system, Evaluation& evaluation,
                Consequences& out)
        : program_(program), system_(system), evaluation_(evaluation), out_(out) {}
    void run(const Standing& standing);

private:
    struct Reply {
        std::string what; // accepted, declined, withdrawn
        Closing by;
    };
    /// What is found about one sending.
    struct Course {
        Entry* opener = nullptr;
        std::optional<Reply> reply; // the last one before the answer
        std::optional<Closing> answer, closing;
        bool sent_again = false;
        std::optional<Date> accept_by;
    };
    void one(const CompiledReferral& rule, Entry& opener, bool sent_again);
    Course follow(const CompiledReferral& rule, Entry& opener, const std::string& occurrence);
    std::optional<Reply> reply(const std::string& key, Date from, std::optional<Date> before);
    std::optional<Closing> first_of(const std::vector<CompiledMatch>& matches,
                                    const std::string& occurrence, Date from, std::int64_t but);
    void state(const Course& course, Referral& out);
    std::vector<Entry*> sent(const CompiledReferral& rule, std::optional<Date> since);
    void to_accept(const CompiledReferral& rule, const Course& course, Referral& out);
    void to_send_again(const CompiledReferral& rule, const Referral& out);
    void to_answer(const CompiledReferral& rule, const Course& course, Referral& out);
    void desks(const CompiledReferral& rule, const Course& course, Referral& out);
    Task desk(const CompiledReferral& rule, const Referral& referral, DeskStep step);
    void add(Task task, const std::optional<Closing>& by);
    void open_to(const CompiledReferral& rule, const Referral& referral);

    const Program::Impl& program_;
    const CompiledSystem& system_;
    Evaluation& evaluation_;
    Consequences& out_;
    bool ended_ = false;
};

} // namespace banxing::derive
