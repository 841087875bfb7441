//! The elementary functions of float32: those of [`super::elementary`] with shorter polynomials, and forms of their own where
//! so few bits are had for less.

use super::coefficients::*;
use super::elementary::*;
use super::pair::{ordered_sum, polynomial, sum};
use super::reduced::*;
use super::*;
use crate::ops::Elementary;

/// What the squares and cubes of float32s need.
pub(super) const TINY: f64 = 1e-9;
const CUBED: f64 = 6e-5;
pub(super) const ONE: f64 = 1.0 + f32::EPSILON as f64;

functions! { f32 in Float32s:
    Exp: Range::Even { tiny: TINY, most: 87.0 }; 1.0; |x| exp(by_ln2(x.into())); Elementary::exp;
    Exp2: Range::Even { tiny: TINY, most: 126.0 }; 1.0; |x| exp2(x); Elementary::exp2;
    Expm1: Range::Odd { tiny: TINY, most: 50.0 }; 1.0; |x| exp_less_one(x).round(); Elementary::expm1;
    Log: Range::PositiveNormal; 1.0; |x| log(E, x); Elementary::log;
    Log2: Range::PositiveNormal; 1.0; |x| log(TWO, x); Elementary::log2;
    Log10: Range::PositiveNormal; 1.0; |x| log(TEN, x); Elementary::log10;
    Log1p: Range::Signed(-1.0, 1e37); 1.0; |x| log_of_pair(sum(V::from(1.0), x)).abs().signed_as(x); Elementary::log1p;
    Sin: Range::Odd { tiny: TINY, most: 1e5 }; 1.0; |x| sine(by_half_pi(x), 0); Elementary::sin;
    Cos: Range::Even { tiny: TINY, most: 1e5 }; 1.0; |x| sine(by_half_pi(x), 1); Elementary::cos;
    Tan: Range::Odd { tiny: TINY, most: 1e5 }; 1.0; |x| tangent(by_half_pi(x)); tan_of_single;
    Arcsin: Range::Odd { tiny: TINY, most: ONE }; 0.5; |x| arcsin(x); Elementary::arcsin;
    Arccos: Range::Even { tiny: TINY, most: ONE }; 0.5; |x| arccos(x); Elementary::arccos;
    Arctan: Range::Odd { tiny: TINY, most: 1e18 }; 1.0; |x| arctan(x.abs()).signed_as(x); Elementary::arctan;
    Sinh: Range::Odd { tiny: TINY, most: 87.0 }; 1.0; |x| sinh(x.abs()).signed_as(x); sinh_of_single;
    Cosh: Range::Even { tiny: TINY, most: 87.0 }; 1.0; |x| cosh(x.abs()); cosh_of_single;
    Tanh: Range::Odd { tiny: TINY, most: f64::INFINITY }; 1.0; |x| tanh(x.abs()).signed_as(x); Elementary::tanh;
    Arcsinh: Range::Odd { tiny: CUBED, most: 1e18 }; 1.0; |x| arcsinh(x.abs()).signed_as(x); Elementary::arcsinh;
    Arccosh: Range::Positive(1.0, 1e18); 1.0; |x| arccosh(x); Elementary::arccosh;
    Arctanh: Range::Odd { tiny: CUBED, most: 1.0 }; 0.5; |x| arctanh(x.abs()).signed_as(x); Elementary::arctanh;
    Cbrt: Range::Normal; 1.0; |x| cbrt(x); f32::cbrt;
}

/// The C library's function of float32 is more than a unit off in places, as those of the hyperbolics are.
fn tan_of_single(x: f32) -> f32 {
    Elementary::tan(f64::from(x)) as f32
}

fn sinh_of_single(x: f32) -> f32 {
    Elementary::sinh(f64::from(x)) as f32
}

fn cosh_of_single(x: f32) -> f32 {
    Elementary::cosh(f64::from(x)) as f32
}

fn arctan2_of_single(x1: f32, x2: f32) -> f32 {
    f64::from(x1).atan2(f64::from(x2)) as f32
}

/// Half of `exp(x)` by its large part and what is missing, and half of its inverse.
#[inline(always)]
fn halves<V: Vector>(x: V) -> (V, V, V) {
    let (half, r) = by_step_of_ln2(x);
    let factor = (r * r).mul_add(polynomial(&EXP_STEP_SHORT, r), r);
    (half, factor, V::from(0.25) / half.mul_add(factor, half))
}

/// Of a positive number.
#[inline(always)]
fn cosh<V: Vector>(x: V) -> V {
    let (half, factor, inverse) = halves(x);
    half + half.mul_add(factor, inverse)
}

/// Of a positive number.
#[inline(always)]
fn sinh<V: Vector>(x: V) -> V {
    let (half, factor, inverse) = halves(x);
    let square = x * x;
    let small = x.mul_add(square * polynomial(&SINH_SMALL_SHORT, square), x);
    small.select(x.less(V::from(0.82)), half + half.mul_add(factor, -inverse))
}

/// Of a positive number.
#[inline(always)]
fn tanh<V: Vector>(x: V) -> V {
    // From here on the nearest float32 is 1.
    let x = x.least(V::from(9.3));
    let first = x.less(V::from(0.125));
    let number = x.most(V::from(0.09375)).down(V::FRACTION - 1); // of the half octave
    let d = x - number.of(&TANH_MIDDLES);
    let slope = TANH_TERMS.iter().rev().map(|terms| number.of(terms)).reduce(|value, term| value.mul_add(d, term)).expect("terms");
    d.mul_add(slope, x.select(first, number.of(&TANH_VALUES)))
}

/// What the tangent of the angle of positive coordinates, less that of their half octave in the tables, is a quotient of.
#[inline(always)]
fn turned<V: Vector>(over: V, under: V, number: V) -> (V, V) {
    let (cos, sin) = (number.of(&ARCTAN_COS), number.of(&ARCTAN_SIN));
    ((-sin).mul_add(under, cos * over), sin.mul_add(over, cos * under))
}

/// What arctan has beyond `z`, relative to it.
#[inline(always)]
fn beyond_tangent<V: Vector>(z: V) -> V {
    let square = z * z;
    square * polynomial(&ARCTAN_STEP_SHORT, square)
}

/// The number of a tangent's half octave.
#[inline(always)]
fn half_octave<V: Vector>(tangent: V) -> V {
    tangent.most(V::from(0.125)).least(V::from(8.0)).down(V::FRACTION - 1)
}

/// Of a positive number.
#[inline(always)]
fn arctan<V: Vector>(x: V) -> V {
    let number = half_octave(x);
    let (over, under) = turned(x, V::from(1.0), number);
    let z = over / under;
    number.of(&ARCTAN_ANGLES_1) + (z + z.mul_add(beyond_tangent(z), number.of(&ARCTAN_ANGLES_2)))
}

#[inline(always)]
fn arctan2<V: Vector>(x1: V, x2: V) -> V {
    let (a, b) = (x1.abs(), x2.abs());
    // The bits of a number are nearly its logarithm, so this is nearly the ratio.
    let number = half_octave(a.minus_bits(b).plus_bits(V::from(1.0)));
    let (over, under) = turned(a, b, number);
    let over = over.xor(x2.and(V::bits(V::SIGN)));
    let inverse = V::from(1.0) / under;
    let z = over * inverse;
    let rest = inverse * (-z).mul_add(under, over);
    let mirror = x2.less(V::from(0.0));
    let high = number.of(&ARCTAN_MIRRORED_1).select(mirror, number.of(&ARCTAN_ANGLES_1));
    let low = number.of(&ARCTAN_MIRRORED_2).select(mirror, number.of(&ARCTAN_ANGLES_2));
    (high + (z + (z.mul_add(beyond_tangent(z), rest) + low))).signed_as(x1)
}

/// `y` and the rest of arcsin(y), to which in the latter case `more` is added: `small` where `x` is below 1/2, else `sqrt(2 - 2 x)` with
/// the bit of the sign from `sign`; and which it is. Of a positive `x`.
#[inline(always)]
fn arcsin_parts<V: Vector>(x: V, small: V, sign: V, more: f64) -> (V, V, V::Mask) {
    let gentle = x.less(V::from(0.5));
    let square = (-x).mul_add(2.0, 2.0); // exact where it is used
    let root = square.sqrt();
    // Half of the inverse of the root, to a thirtieth: the bits of a number are nearly its logarithm.
    let inverse = V::bits(0x5eb7_59df).plus_bits(sign).minus_bits(square.down(1));
    let rest = inverse.mul_add((-root).mul_add(root, square), more);
    let square = (x * x).select(gentle, square * 0.25);
    let y = small.select(gentle, root.or(sign));
    let beyond = square * polynomial(&ARCSIN_SHORT, square);
    (y, y.mul_add(beyond, V::from(0.0).select(gentle, rest)), gentle)
}

#[inline(always)]
fn arcsin<V: Vector>(x: V) -> V {
    let (y, rest, gentle) = arcsin_parts(x.abs(), x.abs(), V::bits(V::SIGN), PI_2_SINGLE_2);
    ordered_sum(V::from(0.0).select(gentle, V::from(PI_2_SINGLE_1)), y).plus(rest).round().signed_as(x)
}

#[inline(always)]
fn arccos<V: Vector>(x: V) -> V {
    let sign = x.and(V::bits(V::SIGN));
    let (y, rest, gentle) = arcsin_parts(x.abs(), -x, sign, 0.0);
    let quarter = V::from(PI_2_SINGLE_1);
    let turn = quarter.select(gentle, quarter - quarter.or(sign));
    ordered_sum(turn, y).plus(turn.mul_add(PI_2_SINGLE_2 / PI_2_SINGLE_1, rest)).round()
}

functions2! { f32 in Float32s:
    Arctan2: |x1, x2| both_between(x1.abs(), x2.abs(), 1e-15, 1e15); arctan2(x1, x2); arctan2_of_single;
}
