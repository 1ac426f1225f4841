#include <wire/names.h>

namespace banxing::http {

constexpr std::int64_t fresh_ms = 5'000;

void Names::keep_fresh(Instant now) const {
    {
        std::lock_guard held(lock_);
        if (now.ms - read_at_.ms < fresh_ms) return;
        read_at_ = now;
    }
    auto organisations = database_.read([](db::Session& s) { return access::organisations(s); });
    auto accounts = database_.read([](db::Session& s) { return access::account_names(s); });
    if (!organisations || !accounts) return; // names stay as they were: no reason to refuse a page
    std::lock_guard held(lock_);
    for (const auto& one : *organisations) organisations_[one.id.value] = one.name;
    accounts_ = std::move(*accounts);
}

Words Names::organisation(std::int64_t id) const {
    std::lock_guard held(lock_);
    auto found = organisations_.find(id);
    return found == organisations_.end() ? Words() : found->second;
}

std::string Names::account(std::int64_t id) const {
    std::lock_guard held(lock_);
    auto found = accounts_.find(id);
    return found == accounts_.end() ? std::string() : found->second;
}

} // namespace banxing::http
