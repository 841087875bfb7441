//! The elementary functions of half precision, in lanes of float32 that are rounded once more: neither argument nor result has more than
//! eleven bits, so that none of what [`super::elementary`] does in pairs of numbers is needed. `tests/functions.rs` tries all arguments.

use super::coefficients::*;
use super::pair::polynomial;
use super::reduced::{nearest, odd, power_of_two, times_power_of_two};
use super::single::{ONE, TINY};
use super::*;
use crate::cast::CastTo;
use crate::element::Element;
use crate::ops::Elementary;

names! { Sin Cos Tan Arcsin Arccos Exp2 Expm1 Log2 }

functions! { f32 in Float32s:
    Sin: Range::Odd { tiny: TINY, most: 1e5 }; 1.0; |x| sin(x); Elementary::sin;
    Cos: Range::Even { tiny: TINY, most: 1e5 }; 1.0; |x| cos(x); Elementary::cos;
    Tan: Range::Odd { tiny: TINY, most: 1e5 }; 1.0; |x| tan(x); Elementary::tan;
    Arcsin: Range::Odd { tiny: TINY, most: ONE }; 0.5; |x| arcsin(x.abs()).signed_as(x); Elementary::arcsin;
    Arccos: Range::Even { tiny: TINY, most: ONE }; 0.5; |x| arccos(x); Elementary::arccos;
    Exp2: Range::Even { tiny: TINY, most: 126.0 }; 1.0; |x| exp2(x); Elementary::exp2;
    Expm1: Range::Odd { tiny: TINY, most: 50.0 }; 1.0; |x| exp_less_one(x); Elementary::expm1;
    Log2: Range::PositiveNormal; 1.0; |x| log2(x); Elementary::log2;
}

/// Of one element.
#[inline]
pub(crate) fn apply<F: Function<f32>, H: CastTo<f32>>(x: H) -> H
where
    f32: CastTo<H>,
{
    super::apply::<F, f32>(x.cast()).cast()
}

/// Of a block.
#[inline(always)]
pub(crate) fn block<F: Function<f32>, H: CastTo<f32> + Element, S: Instructions, const N: usize>(x: &[H; N]) -> [H; N]
where
    f32: CastTo<H>,
{
    f32::cast_block::<S, N>(&super::block::<F, f32, S, N>(&H::cast_block::<S, N>(x)))
}

/// The sine of at most a quarter of a turn.
#[inline(always)]
fn sine_of_quarter<V: Vector>(r: V) -> V {
    let square = r * r;
    (r * square).mul_add(polynomial(&SIN_WIDE_SHORT, square), r)
}

#[inline(always)]
fn sin<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x, std::f64::consts::FRAC_1_PI);
    sine_of_quarter((-k).mul_add(PI_SHORT_2, (-k).mul_add(PI_SHORT_1, x))).xor(odd(bits))
}

/// The sine of what is missing to the next odd number of quarters.
#[inline(always)]
fn cos<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x.mul_add(std::f64::consts::FRAC_1_PI, -0.5), 1.0);
    let halves = k + 0.5;
    sine_of_quarter(halves.mul_add(PI_SHORT_2, halves.mul_add(PI_SHORT_1, -x))).xor(odd(bits))
}

/// The tangent of the angle beyond a number of quarters, or minus its inverse.
#[inline(always)]
fn tan<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x, std::f64::consts::FRAC_2_PI);
    let r = (-k).mul_add(PI_2_SHORT_2, (-k).mul_add(PI_2_SHORT_1, x));
    let square = r * r;
    let tangent = (r * square).mul_add(polynomial(&TAN_SHORT, square), r);
    let turned = odd(bits);
    (V::from(1.0) / tangent).select(turned.is_negative(), tangent).xor(turned)
}

#[inline(always)]
fn exp_less_one<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x, LOG2E_1);
    let (first, second) = V::coarse(LN2_1, LN2_2);
    let r = (-k).mul_add(second, (-k).mul_add(first, x));
    let scale = power_of_two(bits);
    scale.mul_add((r * r).mul_add(polynomial(&EXP_SHORT, r), r), scale - 1.0)
}

/// The arcsine of a positive number below 1/2, or what is missing to a quarter of a turn of a larger one's, and which.
#[inline(always)]
fn arcsin_parts<V: Vector>(x: V) -> (V, V::Mask) {
    let gentle = x.less(V::from(0.5));
    let square = (x * x).select(gentle, x.mul_add(-0.5, 0.5));
    let y = x.select(gentle, square.sqrt() * 2.0);
    // Of the larger ones, the polynomial is that of half of `y`.
    ((y * square).mul_add(polynomial(&ARCSIN_HALF_SHORT, square), y), gentle)
}

/// Of a positive number.
#[inline(always)]
fn arcsin<V: Vector>(x: V) -> V {
    let (y, gentle) = arcsin_parts(x);
    y.select(gentle, V::from(std::f64::consts::FRAC_PI_2) - y)
}

#[inline(always)]
fn arccos<V: Vector>(x: V) -> V {
    let (y, gentle) = arcsin_parts(x.abs());
    let sign = x.and(V::bits(V::SIGN));
    // From a quarter of a turn, or from none or half of one.
    let turn = V::from(std::f64::consts::FRAC_PI_2);
    let from = turn.select(gentle, turn - turn.or(sign));
    from + y.xor(sign).xor(V::bits(V::SIGN).select(gentle, V::from(0.0)))
}

#[inline(always)]
fn exp2<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x, 1.0);
    let r = x - k;
    let slope = r.mul_add(polynomial(&EXP2_HALF_SHORT, r), std::f64::consts::LN_2);
    times_power_of_two(r.mul_add(slope, 1.0), bits)
}

/// Of a positive number.
#[inline(always)]
fn log2<V: Vector>(x: V) -> V {
    let (k, m) = x.exponent_and_fraction();
    let r = m - 1.0;
    k.mul_add(V::EXPONENT, r * polynomial(&LOG2_WIDE_SHORT, r))
}
