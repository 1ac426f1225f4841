#pragma once
#include <cstdint>
#include <string_view>

namespace banxing::crypto {

/// Botan counts in bytes of uint8_t, we keep them in strings.
inline const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

} // namespace banxing::crypto
