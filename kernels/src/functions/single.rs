//! The elementary functions of float32 that need much more than its bits, in float64: rounded once, they are nearly always the nearest.

use super::coefficients::*;
use super::double::negated_by_second;
use super::pair::polynomial;
use super::reduced::nearest;
use super::*;
use crate::ops::Elementary;
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, FRAC_PI_4, SQRT_2};

/// Results of arguments below this may be subnormal.
const TINY: f64 = 1e-30;

functions! { f32 in Float64s:
    Sin: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| sine(x, 0); Elementary::sin;
    Cos: Range::Even { tiny: TINY, most: 1e6 }; 1.0; |x| sine(x, 1); Elementary::cos;
    Tan: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| tangent(x); Elementary::tan;
}

functions2! { f32 in Float64s:
    Hypot: |x1, x2| between(x1.abs(), 1e-30, 1e30).and(between(x2.abs(), 1e-30, 1e30));
        x1.mul_add(x1, x2 * x2).sqrt(); Elementary::hypot;
    Arctan2: |x1, x2| between(x1.abs(), 1e-15, 1e15).and(between(x2.abs(), 1e-15, 1e15));
        arctan2(x1, x2); f32::atan2;
}

/// `r` up to pi/4 and the quarters of a turn, as bits.
#[inline(always)]
fn by_half_pi<V: Vector>(x: V) -> (V, V) {
    let (k, bits) = nearest(x, FRAC_2_PI);
    let first = (-k).mul_add(PI_2_1, x);
    let second = (-k).mul_add(PI_2_2, first);
    ((-k).mul_add(PI_2_3, second), bits)
}

#[inline(always)]
fn circular<V: Vector>(r: V) -> (V, V) {
    let square = r * r;
    let sine = (r * square).mul_add(polynomial(&SIN_SHORT, square), r);
    let cosine = (square * square).mul_add(polynomial(&COS_SHORT, square), square.mul_add(-0.5, 1.0));
    (sine, cosine)
}

/// The sine of `x + turn pi/2`.
#[inline(always)]
fn sine<V: Vector>(x: V, turn: u64) -> V {
    let (r, quarters) = by_half_pi(x);
    let (sine, cosine) = circular(r);
    let quarters = quarters.plus_bits(V::bits(turn));
    negated_by_second(sine.select(quarters.is_even(), cosine), quarters)
}

#[inline(always)]
fn tangent<V: Vector>(x: V) -> V {
    let (r, quarters) = by_half_pi(x);
    let (sine, cosine) = circular(r);
    let even = quarters.is_even();
    sine.select(even, cosine) / cosine.select(even, -sine)
}

/// The angle whose tangent is `a / b`, both positive.
#[inline(always)]
fn angle<V: Vector>(a: V, b: V) -> V {
    const TAN_PI_8: f64 = SQRT_2 - 1.0;
    let steep = b.less(a * TAN_PI_8);
    let middle = (b * TAN_PI_8).less(a);
    let over = (-b).select(steep, (a - b).select(middle, a));
    let under = a.select(steep, (a + b).select(middle, b));
    let quarter = V::from(2.0).select(steep, V::from(1.0).select(middle, V::from(0.0)));
    let tangent = over / under;
    let square = tangent * tangent;
    quarter.mul_add(FRAC_PI_4, (tangent * square).mul_add(polynomial(&ARCTAN_SHORT, square), tangent))
}

#[inline(always)]
fn arctan2<V: Vector>(x1: V, x2: V) -> V {
    let value = angle(x1.abs(), x2.abs());
    (V::from(2.0 * FRAC_PI_2) - value).select(x2.is_negative(), value).signed_as(x1)
}
