#include "wide.h"

namespace banxing::feel {
namespace {

using Limb = std::uint64_t;

int leading_zeros(U128 n) {
    auto high = static_cast<Limb>(n >> 64);
    return high ? __builtin_clzll(high) : 64 + __builtin_clzll(static_cast<Limb>(n));
}

int bits_of(const Wide& n) {
    return n.high ? 256 - leading_zeros(n.high) : n.low ? 128 - leading_zeros(n.low) : 0;
}

// Three limbs by two: the divisor's top bit is set and the quotient fits one limb.
Limb divide_step(Limb n2, Limb n1, Limb n0, U128 divisor, U128& remainder) {
    auto d1 = static_cast<Limb>(divisor >> 64), d0 = static_cast<Limb>(divisor);
    U128 top = static_cast<U128>(n2) << 64 | n1;
    U128 q = n2 >= d1 ? ~Limb{0} : top / d1;
    U128 r = top - q * d1;
    while (!(r >> 64) && q * d0 > (r << 64 | n0)) --q, r += d1;
    remainder =
        (top << 64 | n0) - q * divisor; // modulo 2^128: the true remainder is below the divisor
    return static_cast<Limb>(q);
}

WideDivision divide_by_limb(const Wide& n, Limb divisor) {
    Limb limbs[4] = {static_cast<Limb>(n.low), static_cast<Limb>(n.low >> 64),
                     static_cast<Limb>(n.high), static_cast<Limb>(n.high >> 64)};
    U128 rest = 0;
    for (int i = 3; i >= 0; --i) {
        U128 part = rest << 64 | limbs[i];
        limbs[i] = static_cast<Limb>(part / divisor);
        rest = part % divisor;
    }
    return {{static_cast<U128>(limbs[1]) << 64 | limbs[0],
             static_cast<U128>(limbs[3]) << 64 | limbs[2]},
            rest};
}

} // namespace

WideDivision divide_wide(const Wide& n, U128 divisor) {
    if (n.high == 0) return {Wide(n.low / divisor), n.low % divisor};
    if (!(divisor >> 64)) return divide_by_limb(n, static_cast<Limb>(divisor));
    int shift = leading_zeros(divisor);
    U128 d = divisor << shift;
    Limb limbs[5] = {};
    U128 low = shift ? n.low << shift : n.low;
    U128 high = shift ? n.high << shift | n.low >> (128 - shift) : n.high;
    limbs[0] = static_cast<Limb>(low), limbs[1] = static_cast<Limb>(low >> 64);
    limbs[2] = static_cast<Limb>(high), limbs[3] = static_cast<Limb>(high >> 64);
    limbs[4] = shift ? static_cast<Limb>(n.high >> (128 - shift)) : 0;
    Limb quotient[3] = {};
    for (int i = 2; i >= 0; --i) {
        U128 rest;
        quotient[i] = divide_step(limbs[i + 2], limbs[i + 1], limbs[i], d, rest);
        limbs[i] = static_cast<Limb>(rest), limbs[i + 1] = static_cast<Limb>(rest >> 64);
        limbs[i + 2] = 0;
    }
    U128 rest = (static_cast<U128>(limbs[1]) << 64 | limbs[0]) >> shift;
    return {{static_cast<U128>(quotient[1]) << 64 | quotient[0], quotient[2]}, rest};
}

int digits_of(U128 n) {
    if (n == 0) return 1;
    int guess = ((128 - leading_zeros(n)) * 1233) >> 12; // ⌊bits · log10 2⌋
    return guess < 39 && n >= ten_to(guess) ? guess + 1 : guess;
}

int digits_of(const Wide& n) {
    if (n.high == 0) return digits_of(n.low);
    int guess = (bits_of(n) * 1233) >> 12;
    return guess < 78 && !(n < powers_of_ten[static_cast<std::size_t>(guess)]) ? guess + 1 : guess;
}

U128 square_root_of(const Wide& n) {
    if (n.is_zero()) return 0;
    int bits = (bits_of(n) + 1) / 2;
    U128 x = bits >= 128 ? ~U128{0} : static_cast<U128>(1) << bits;
    for (;;) { // Newton from above: strictly falling until it is the root
        Wide sum = divide_wide(n, x).quotient + Wide(x);
        U128 next = sum.low >> 1 | sum.high << 127;
        if (next >= x) return x;
        x = next;
    }
}

} // namespace banxing::feel
