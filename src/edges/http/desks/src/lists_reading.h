#pragma once
// Lists over what follows from the files: the radar, referrals, who stands where.
#include <consequences/radar.h>

#include <wire/read.h>

namespace banxing::http {

struct Context;

/// One more than a page holds was asked for; returns whether there is more.
template <typename Item>
bool cut(std::vector<Item>& items, int limit) {
    bool more = items.size() > std::size_t(limit);
    if (more) items.resize(std::size_t(limit));
    return more;
}

/// The audit event of a list of which every item names its `subject`.
Result<void> note_shown(const Context& context, const char* list, const Json& items);

struct RadarWish {
    consequences::ComingFilter filter;
    bool contacts = false; // with guardian and phone, for calling
};
Result<RadarWish> read_radar(const Request& request);
/// Who was shown is audited. Contacts need the act call_list.
Result<Json> radar_page(const Context& context, const RadarWish& wish);

Result<consequences::SentFilter> read_sent(const Request& request);
Result<Json> referrals_page(const Context& context, const consequences::SentFilter& filter);

Result<consequences::StandingFilter> read_standing(const Request& request);
/// The pathways that can be asked for, and who stands where in the one that was.
Result<Json> standing_page(const Context& context, const consequences::StandingFilter& filter);

} // namespace banxing::http
