//! Arguments brought to where a short polynomial holds.
//!
//! W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", Prentice Hall (1980).

use super::coefficients::*;
use super::pair::{Pair, product, sum};
use super::vector::Vector;

/// Added to a float64 below 2^51, it leaves the nearest integer in the lowest bits.
const SHIFT: f64 = 6755399441055744.0;

/// The integer nearest to `x * scale`, as a float64 and, in the lowest bits, as itself.
#[inline(always)]
pub(super) fn nearest<V: Vector>(x: V, scale: f64) -> (V, V) {
    let shifted = x.mul_add(scale, SHIFT);
    (shifted - SHIFT, shifted)
}

/// `2 ** k`, by the bits of `k` from [`nearest`].
#[inline(always)]
pub(super) fn power_of_two<V: Vector>(k: V) -> V {
    k.up_52().plus_bits(V::from(1.0))
}

/// `x * 2 ** k`, of a normal number that stays one.
#[inline(always)]
pub(super) fn times_power_of_two<V: Vector>(x: V, k: V) -> V {
    x.plus_bits(k.up_52())
}

/// `2 ** -k`; zero where `k` is 1023.
#[inline(always)]
pub(super) fn inverse_power_of_two<V: Vector>(k: V) -> V {
    V::from(1.0).minus_bits(k.up_52())
}

/// `x = k ln(2) + r`: the bits of `k`, and `r`, at most ln(2)/2.
#[inline(always)]
pub(super) fn by_ln2<V: Vector>(x: V) -> (V, Pair<V>) {
    let (k, bits) = nearest(x, LOG2E_1);
    let high = (-k).mul_add(LN2_1, x);
    let low = k * LN2_2;
    let r = high - low;
    (bits, Pair { hi: r, lo: (high - r) - low })
}

/// `x = k + r/ln(2)`: the bits of `k`, and `r`, at most ln(2)/2.
#[inline(always)]
pub(super) fn by_one<V: Vector>(x: V) -> (V, Pair<V>) {
    let (k, bits) = nearest(x, 1.0);
    let rest = x - k;
    (bits, product(rest, V::from(LN2)).plus(rest * LN2_REST))
}

/// ln(2) to 53 bits, and what is left.
const LN2: f64 = std::f64::consts::LN_2;
const LN2_REST: f64 = (LN2_1 - LN2) + LN2_2;

/// `x = k pi/2 + r`: the bits of `k`, and `r`, at most pi/4; for `|x|` up to 2^20.
#[inline(always)]
pub(super) fn by_half_pi<V: Vector>(x: V) -> (V, Pair<V>) {
    let (k, bits) = nearest(x, std::f64::consts::FRAC_2_PI);
    let first = (-k).mul_add(PI_2_1, x);
    let second = sum(first, -(k * PI_2_2));
    let third = product(k, V::from(PI_2_3));
    let r = sum(second.hi, -third.hi);
    (bits, r.plus(second.lo - third.lo - k * PI_2_4).ordered())
}

/// The biased exponent, as a float64, of a positive `x`.
#[inline(always)]
pub(super) fn exponent<V: Vector>(x: V) -> V {
    // 2^52, whose lowest bits count ones.
    const COUNT: f64 = 4503599627370496.0;
    x.down_52().or(V::from(COUNT)) - COUNT
}

/// `x = 2**k m`: `k`, `m - 1` with `m` from sqrt(1/2) to sqrt(2), and `2**-k`; for normal positive `x`.
#[inline(always)]
pub(super) fn by_exponent<V: Vector>(x: V) -> (V, V, V) {
    // The bits of sqrt(1/2) with an exponent of zero: what lies below it has an exponent one less.
    const MIDDLE: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits() - (1022 << 52);
    const EXPONENT: u64 = 0x7ff << 52;
    let shifted = x.minus_bits(V::bits(MIDDLE)).and(V::bits(EXPONENT)); // k + 1022
    let k = exponent(shifted) - 1022.0;
    let m = x.minus_bits(shifted).plus_bits(V::bits(1022 << 52));
    let inverse = V::bits((1023 + 1022) << 52).minus_bits(shifted);
    (k, m - 1.0, inverse)
}
