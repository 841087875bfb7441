//! Division as Python defines it, of floats.

use super::vector::Vector;
use super::*;
use crate::ops::Python;

functions2! { f64 in Float64s:
    FloorDivide: |x1, x2| is_comfortable(x1, x2, 1e-270, 1e270, (1u64 << 52) as f64); divide(x1, x2).0; Python::floor_divide;
    Remainder: |x1, x2| is_comfortable(x1, x2, 1e-270, 1e270, (1u64 << 52) as f64); divide(x1, x2).1; Python::remainder;
}

functions2! { f32 in Float64s:
    FloorDivide: |x1, x2| is_comfortable(x1, x2, 1e-30, 1e30, (1u64 << 23) as f64); divide(x1, x2).0; Python::floor_divide;
    Remainder: |x1, x2| is_comfortable(x1, x2, 1e-30, 1e30, (1u64 << 23) as f64); divide(x1, x2).1; Python::remainder;
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
    // Of magnitudes, so that zero has the sign of `x2`.
    (floor, signed(signed((-floor).fused(x2, x1)).abs()))
}
