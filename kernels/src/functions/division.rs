//! Division as Python defines it, of floats.

use super::vector::Vector;
use super::*;
use crate::ops::Python;

functions2! { f64 in Float64s:
    FloorDivide: |x1, x2| is_comfortable(x1, x2, 1e-270, 1e270, (1u64 << 52) as f64); divide(x1, x2).0; Python::floor_divide;
    Remainder: |x1, x2| is_comfortable(x1, x2, 1e-270, 1e270, (1u64 << 52) as f64); divide(x1, x2).1; Python::remainder;
    Fmod: |x1, x2| is_comfortable(x1, x2, 1e-270, 1e270, (1u64 << 52) as f64); divide(x1.abs(), x2.abs()).1.signed_as(x1); std::ops::Rem::rem;
}

functions2! { f32 in Float64s:
    FloorDivide: |x1, x2| is_comfortable(x1, x2, 1e-30, 1e30, (1u64 << 23) as f64); divide(x1, x2).0; Python::floor_divide;
    Remainder: |x1, x2| is_comfortable(x1, x2, 1e-30, 1e30, (1u64 << 23) as f64); divide(x1, x2).1; Python::remainder;
    Fmod: |x1, x2| is_comfortable(x1, x2, 1e-30, 1e30, (1u64 << 23) as f64); divide(x1.abs(), x2.abs()).1.signed_as(x1); std::ops::Rem::rem;
}

/// Whether `|x2|` is from `least` to `most` and `|x1 / x2|` below `quotient`, up to which every whole number is a float: then
/// the remainder is exact, or rounded once, and nothing underflows.
#[inline(always)]
fn is_comfortable<V: Vector>(x1: V, x2: V, least: f64, most: f64, quotient: f64) -> V::Mask {
    let divisor = x2.abs();
    let usual = between(divisor, least, most);
    // What is not must not overflow here.
    usual.and(x1.abs().less(divisor.select(usual, V::from(1.0)) * quotient))
}

/// The quotient rounded down, and the remainder with the sign of `x2`.
#[inline(always)]
fn divide<V: Vector>(x1: V, x2: V) -> (V, V) {
    // A quotient that might underflow is that of zero.
    let zero = x1.and(V::bits(V::SIGN));
    let quotient = zero.select(x1.abs().less(x2.abs()), x1) / x2;
    // Rounding is monotonic, so this is the floor, unless rounding led to a whole number from below.
    let floor = quotient.floor();
    let signed = |x: V| x.xor(x2.and(V::bits(V::SIGN)));
    let remainder = signed((-floor).fused(x2, x1));
    let below = remainder.less(V::from(0.0));
    let floor = (floor - 1.0).select(below, floor);
    (floor, left(floor, x1, x2))
}

/// What a quotient that was rounded down leaves.
#[inline(always)]
fn left<V: Vector>(floor: V, x1: V, x2: V) -> V {
    let signed = |x: V| x.xor(x2.and(V::bits(V::SIGN)));
    // Of magnitudes, so that zero has the sign of `x2`.
    signed(signed((-floor).fused(x2, x1)).abs())
}

/// [`FloorDivide`] and [`Remainder`] of two blocks, by one division.
#[inline(always)]
pub(crate) fn divmod<T: Copy, S: Instructions, const N: usize>(x1: &[T; N], x2: &[T; N]) -> ([T; N], [T; N])
where
    FloorDivide: Function2<T>,
    Remainder: Function2<T>,
{
    type In<S, T> = <FloorDivide as Function2<T>>::In<S>;
    const { assert!(N.is_multiple_of(<In<S, T> as Vector>::LANES)) };
    let (mut floors, mut remainders, mut ordinary) = (*x1, *x1, true);
    for j in (0..N).step_by(<In<S, T> as Vector>::LANES) {
        // SAFETY: N is a multiple of the lanes.
        let x1 = unsafe { <In<S, T> as Holds<T>>::load(x1.as_ptr().wrapping_add(j)) };
        // SAFETY: as the first.
        let x2 = unsafe { <In<S, T> as Holds<T>>::load(x2.as_ptr().wrapping_add(j)) };
        let (floor, here) = FloorDivide::fast(x1, x2);
        let one = <In<S, T>>::from(1.0);
        let remainder = left(floor, x1.select(here, one), x2.select(here, one));
        ordinary &= here.all();
        // SAFETY: as what was read.
        unsafe { <In<S, T> as Holds<T>>::store(floor, floors.as_mut_ptr().wrapping_add(j)) };
        // SAFETY: as what was read.
        unsafe { <In<S, T> as Holds<T>>::store(remainder, remainders.as_mut_ptr().wrapping_add(j)) };
    }
    if !ordinary {
        let (mut whole, mut rest) = (floors, remainders);
        amend2::<FloorDivide, T, N>(*x1, *x2, &mut whole);
        amend2::<Remainder, T, N>(*x1, *x2, &mut rest);
        (floors, remainders) = (whole, rest);
    }
    (floors, remainders)
}
