#include "hashing.h"

#include <crypto/hash.h>

namespace banxing::audit {
namespace {

class Parts {
public:
    void add(std::string_view part) {
        text_ += std::to_string(part.size());
        text_ += ':';
        text_ += part;
    }
    void add(std::int64_t number) { add(std::to_string(number)); }
    void add(const std::optional<std::int64_t>& number) {
        if (number)
            add(*number);
        else
            text_ += '-';
    }
    std::string sm3() const { return crypto::sm3_hex(text_); }

private:
    std::string text_;
};

} // namespace

std::string digest_of(const sql::AddEvent& event, const std::vector<std::int64_t>& shown) {
    Parts parts;
    parts.add(event.at.value);
    parts.add(event.account);
    parts.add(event.organisation);
    parts.add(event.action.value);
    parts.add(event.subject_id);
    parts.add(event.purpose.value);
    parts.add(event.detail.value);
    for (auto subject : shown) parts.add(subject);
    return parts.sm3();
}

std::string hash_of(std::int64_t chain, std::int64_t seq, const std::string& digest,
                    const std::string& before) {
    Parts parts;
    parts.add(chain);
    parts.add(seq);
    parts.add(digest);
    parts.add(before);
    return parts.sm3();
}

void BatchDigest::add(const Place& place) {
    sm3_.add(std::to_string(place.chain) + "." + std::to_string(place.seq) + ";");
}

} // namespace banxing::audit
