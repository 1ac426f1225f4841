#include <derive/in_force.h>

namespace banxing::derive {

bool takes_precedence(const ParameterValue& one, const ParameterValue& other, bool widest) {
    auto specific = one.region.size() <=> other.region.size();
    if (widest) specific = other.region.size() <=> one.region.size();
    return specific > 0 || (specific == 0 && one.valid.from > other.valid.from);
}

const ParameterValue* in_force(const Parameter& parameter, std::string_view place, Date day) {
    const ParameterValue* best = nullptr;
    for (auto& value : parameter.values) {
        bool here = place.empty() || place.starts_with(value.region);
        if (!here || !value.valid.contains(day)) continue;
        if (!best || takes_precedence(value, *best, place.empty())) best = &value;
    }
    return best;
}

} // namespace banxing::derive
