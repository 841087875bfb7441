//! Arguments brought to where a short polynomial holds.
//!
//! W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", Prentice Hall (1980).

use super::coefficients::*;
use super::pair::{Pair, ordered_sum, product};
use super::vector::Vector;

/// The integer nearest to `x * scale`, as a float and, in the lowest bits, as itself.
#[inline(always)]
pub(super) fn nearest<V: Vector>(x: V, scale: f64) -> (V, V) {
    // Added to a number of a quarter of its size, it leaves the nearest integer in the lowest bits.
    let shift = 1.5 * (1u64 << V::FRACTION) as f64;
    let shifted = x.mul_add(scale, shift);
    (shifted - shift, shifted)
}

/// The sign bit where an integer, by its bits from [`nearest`], is odd.
#[inline(always)]
pub(super) fn odd<V: Vector>(bits: V) -> V {
    bits.up(V::SIGN.trailing_zeros())
}

/// `2 ** k`, by the bits of `k` from [`nearest`].
#[inline(always)]
pub(super) fn power_of_two<V: Vector>(k: V) -> V {
    k.up(V::FRACTION).plus_bits(V::from(1.0))
}

/// `x * 2 ** k`, of a normal number that stays one.
#[inline(always)]
pub(super) fn times_power_of_two<V: Vector>(x: V, k: V) -> V {
    x.plus_bits(k.up(V::FRACTION))
}

/// `x.hi + x.lo = k ln(2) + r`: the bits of `k`, and `r`, at most ln(2)/2.
#[inline(always)]
pub(super) fn by_ln2<V: Vector>(x: Pair<V>) -> (V, Pair<V>) {
    let (first, second) = V::coarse(LN2_1, LN2_2);
    let (k, bits) = nearest(x.hi, LOG2E_1);
    let high = (-k).mul_add(first, x.hi);
    let low = (-k).mul_add(second, x.lo);
    (bits, ordered_sum(high, low))
}

/// `x = k pi/2 + r`: the bits of `k`, and `r`, at most pi/4; for `|x|` up to 2^20.
#[inline(always)]
pub(super) fn by_half_pi<V: Vector>(x: V) -> (V, Pair<V>) {
    let (first, second, third) = V::either((PI_2_1, PI_2_2, PI_2_3), (PI_2_SHORT_1, PI_2_SHORT_2, PI_2_SHORT_3));
    let (k, bits) = nearest(x, std::f64::consts::FRAC_2_PI);
    let high = (-k).mul_add(first, x); // exact: the units of `k` times the first part are those of `x`, or larger
    let middle = product(k, second.into());
    // Exact whichever is larger, as `high` is a multiple of the last place of `middle`.
    let r = ordered_sum(high, -middle.hi);
    (bits, r.plus((-k).mul_add(third, -middle.lo)))
}

/// A positive normal number, `2**k (1 + r) / inverse`: `r` is small, and the inverse one of sixteen, whose number is in the lowest bits.
pub(super) struct Step<V> {
    pub k: V,
    pub number: V,
    pub inverse: V,
    pub r: V,
    /// `2**-k`.
    pub scale: V,
}

#[inline(always)]
pub(super) fn by_step<V: Vector>(x: V) -> Step<V> {
    let (k, m) = x.exponent_and_fraction();
    let number = m.down(V::FRACTION - 4);
    let inverse = number.of(&LOG_INVERSES);
    Step { k, number, inverse, r: m.mul_add(inverse, -1.0), scale: m.minus_bits(x).plus_bits(V::from(1.0)) }
}

/// A number of magnitude below 128, `n log(2)/16 + r`: half of `2 ** (n / 16)`, or nearly so, and of it the `r`, at most log(2)/32 or so.
#[inline(always)]
pub(super) fn by_step_of_ln2<V: Vector>(x: V) -> (V, V) {
    let (first, second) = V::coarse(LN2_16_1, LN2_16_2);
    let (n, bits) = nearest(x, LOG2E_1 * 16.0);
    let high = (-n).mul_add(first, x); // exact
    let r = (-n).mul_add(second, high) + bits.of(&STEPS_OFF);
    (bits.of(&STEPS_UP).plus_bits(bits.up(V::FRACTION - 4)), r)
}
