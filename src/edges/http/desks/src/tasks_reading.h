#pragma once
// What the pages of to-dos read: several answers of consequences in one snapshot.
#include <casework/casework.h>
#include <core/money.h>

#include <messages/sms.h>
#include <wire/read.h>

namespace banxing::http {

struct Context;

/// A town or village; both 0: the whole area.
struct Place {
    std::int64_t region = 0, from = 0, to = 0;
};

/// Empty: the whole area of the post. Notes a fault when it is no region code.
Result<Place> read_place(Query& query, const std::string& name);
Result<consequences::TaskFilter> read_filter(const Request& request);

struct TaskPage {
    consequences::TaskPage page;
    consequences::Counts counts;
    std::vector<consequences::KindCount> kinds;
};
Result<TaskPage> task_page(const Context& context, const consequences::TaskFilter& filter);

struct HomeCounts {
    consequences::Counts counts;
    std::vector<consequences::KindCount> kinds;
    std::optional<consequences::Listed> next;
    std::optional<std::int64_t> doubts;
    std::optional<Money> payable_fen; // of the paying desks, with what follows
    std::int64_t payable = 0, proposed = 0, approved = 0;
};
Result<HomeCounts> home_counts(const Context& context);

struct Family {
    SubjectId subject;
    registry::Identity identity;
    std::int64_t village = 0;
    std::vector<derive::Task> tasks;
    std::string address;                  // empty: not known, or not for this post
    std::optional<messages::Message> sms; // the newest of the last weeks
    bool no_sms = false;                  // wants none; known while a gateway is there
};
struct CallList {
    std::vector<Family> families; // by village
    bool gateway = false;         // SMS can be sent now
};
/// Families with open tasks that this post does or reminds of; who was shown is audited.
Result<CallList> families_to_call(const Context& context, const Place& place);

Result<std::vector<SubjectId>> read_sms_wish(const Request& request);
/// Not found when one of them is not on the call list.
Result<messages::Asked> send_sms(const Context& context, const std::vector<SubjectId>& wish);

} // namespace banxing::http
