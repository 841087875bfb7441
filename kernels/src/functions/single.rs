//! The elementary functions of float32, in float64: rounded once, they are nearly always the nearest.

use super::coefficients::*;
use super::double::{by_cube, closer_inverse_cbrt, negated_by_second};
use super::pair::polynomial;
use super::reduced::{by_exponent, inverse_power_of_two, nearest, power_of_two, times_power_of_two};
use super::*;
use crate::ops::Elementary;
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, FRAC_PI_4, LN_2, LOG2_E, LOG10_E, SQRT_2};

/// Results of arguments below this may be subnormal.
const TINY: f64 = 1e-30;
const NORMAL: f64 = f32::MIN_POSITIVE as f64;
const INFINITY: f64 = f64::INFINITY;
/// The end of a range that holds one.
const ONE: f64 = 1.0 + f64::EPSILON;

functions! { f32:
    Exp: Range::Even { tiny: TINY, most: 87.0 }; 1.0; |x| exp(x); Elementary::exp;
    Exp2: Range::Even { tiny: TINY, most: 126.0 }; 1.0; |x| exp2(x); Elementary::exp2;
    Expm1: Range::Odd { tiny: TINY, most: 87.0 }; 1.0; |x| expm1(x); Elementary::expm1;
    Log: Range::Positive(NORMAL, INFINITY); 1.0; |x| log(x); Elementary::log;
    Log2: Range::Positive(NORMAL, INFINITY); 1.0; |x| log2(x); Elementary::log2;
    Log10: Range::Positive(NORMAL, INFINITY); 1.0; |x| log(x) * LOG10_E; Elementary::log10;
    Log1p: Range::AboveMinusOne { tiny: TINY, most: INFINITY }; 1.0; |x| log1p(x); Elementary::log1p;
    Sin: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| sine(x, 0); Elementary::sin;
    Cos: Range::Even { tiny: TINY, most: 1e6 }; 1.0; |x| sine(x, 1); Elementary::cos;
    Tan: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| tangent(x); Elementary::tan;
    Arcsin: Range::Odd { tiny: TINY, most: ONE }; 0.5; |x| arcsin(x); Elementary::arcsin;
    Arccos: Range::Even { tiny: TINY, most: ONE }; 0.5; |x| V::from(FRAC_PI_2) - arcsin(x); Elementary::arccos;
    Arctan: Range::Odd { tiny: TINY, most: INFINITY }; 1.0; |x| arctan(x.abs()).signed_as(x); Elementary::arctan;
    Sinh: Range::Odd { tiny: TINY, most: 87.0 }; 1.0; |x| hyperbolic(x.abs()).0.signed_as(x); Elementary::sinh;
    Cosh: Range::Even { tiny: TINY, most: 87.0 }; 1.0; |x| hyperbolic(x.abs()).1; Elementary::cosh;
    Tanh: Range::Odd { tiny: TINY, most: INFINITY }; 1.0; |x| tanh(x.abs()).signed_as(x); Elementary::tanh;
    Arcsinh: Range::Odd { tiny: TINY, most: 1e30 }; 1.0; |x| arcsinh(x.abs()).signed_as(x); Elementary::arcsinh;
    Arccosh: Range::Positive(1.0, 1e30); 1.0; |x| arccosh(x); Elementary::arccosh;
    Arctanh: Range::Odd { tiny: TINY, most: 1.0 }; 0.5; |x| arctanh(x.abs()).signed_as(x); Elementary::arctanh;
    Cbrt: Range::Signed(NORMAL, INFINITY); 1.0; |x| cbrt(x.abs()).signed_as(x); f32::cbrt;
}

functions2! { f32:
    Power: |x1, x2| {
        let far = between(x1, 1e-18, 1e18).and(between(x2.abs(), 1e-15, 2.0));
        far.or(between(x1, 1e-3, 1e3).and(between(x2.abs(), 1e-15, 12.0)))
    }; power(x1, x2); Elementary::pow;
    Hypot: |x1, x2| between(x1.abs(), 1e-30, 1e30).and(between(x2.abs(), 1e-30, 1e30));
        x1.mul_add(x1, x2 * x2).sqrt(); Elementary::hypot;
    Arctan2: |x1, x2| between(x1.abs(), 1e-15, 1e15).and(between(x2.abs(), 1e-15, 1e15));
        arctan2(x1, x2); f32::atan2;
}

/// `cosh(r) - 1` and `sinh(r)`, for `|r|` up to ln(2)/2.
#[inline(always)]
fn hyperbolic_near_zero<V: Vector>(r: V) -> (V, V) {
    let square = r * r;
    let even = (square * square).mul_add(polynomial(&COSH_SHORT, square), square * 0.5);
    (even, (r * square).mul_add(polynomial(&SINH_SHORT, square), r))
}

/// The bits of `k`, and `x - k ln(2)`.
#[inline(always)]
fn by_ln2<V: Vector>(x: V) -> (V, V) {
    let (k, bits) = nearest(x, LOG2_E);
    (bits, (-k).mul_add(LN_2, x))
}

/// `exp(r)`, for `|r|` up to ln(2)/2.
#[inline(always)]
fn exp_near_zero<V: Vector>(r: V) -> V {
    (r * r).mul_add(polynomial(&EXP_SHORT, r), r) + 1.0
}

#[inline(always)]
fn exp<V: Vector>(x: V) -> V {
    let (k, r) = by_ln2(x);
    times_power_of_two(exp_near_zero(r), k)
}

#[inline(always)]
fn exp2<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x, 1.0);
    times_power_of_two(exp_near_zero((x - k) * LN_2), bits)
}

#[inline(always)]
fn expm1<V: Vector>(x: V) -> V {
    let (k, r) = by_ln2(x);
    let (even, odd) = hyperbolic_near_zero(r);
    let scale = power_of_two(k);
    scale.mul_add(even + odd, scale - 1.0)
}

/// `log(1 + f)`, where `1 + f` is from sqrt(1/2) to sqrt(2), and the polynomial to use.
#[inline(always)]
fn log_near_one<V: Vector, const N: usize>(f: V, c: &[f64; N]) -> V {
    let s = f / (f + 2.0);
    let z = s * s;
    (s * z).mul_add(polynomial(c, z), s + s)
}

#[inline(always)]
fn log<V: Vector>(x: V) -> V {
    let (k, f, _) = by_exponent(x);
    k.mul_add(LN_2, log_near_one(f, &LOG_SHORT))
}

#[inline(always)]
fn log2<V: Vector>(x: V) -> V {
    let (k, f, _) = by_exponent(x);
    log_near_one(f, &LOG_SHORT).mul_add(LOG2_E, k)
}

/// Of float64s, too: in float64 `1 + x` loses what matters of a small `x`.
#[inline(always)]
fn log1p<V: Vector>(x: V) -> V {
    let more = x + 1.0;
    let lost = x - (more - 1.0);
    let (k, f, inverse) = by_exponent(more);
    let square = f * f;
    let slope = (V::from(1.0) - f) * (square + 1.0);
    k.mul_add(LN_2, (lost * inverse).mul_add(slope, log_near_one(f, &LOG_SHORT)))
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

/// Of a positive number.
#[inline(always)]
fn arctan<V: Vector>(x: V) -> V {
    angle(x, V::from(1.0))
}

#[inline(always)]
fn arctan2<V: Vector>(x1: V, x2: V) -> V {
    let value = angle(x1.abs(), x2.abs());
    (V::from(2.0 * FRAC_PI_2) - value).select(x2.is_negative(), value).signed_as(x1)
}

#[inline(always)]
fn arcsin<V: Vector>(x: V) -> V {
    let magnitude = x.abs();
    let gentle = magnitude.less(V::from(0.5));
    let half = (V::from(1.0) - magnitude) * 0.5;
    let square = (magnitude * magnitude).select(gentle, half);
    let y = magnitude.select(gentle, half.sqrt());
    let value = (y * square).mul_add(polynomial(&ARCSIN_SHORT, square), y);
    value.select(gentle, value.mul_add(-2.0, FRAC_PI_2)).signed_as(x)
}

/// The hyperbolic sine and cosine.
#[inline(always)]
fn hyperbolic<V: Vector>(x: V) -> (V, V) {
    let (k, r) = by_ln2(x);
    let (even, odd) = hyperbolic_near_zero(r);
    let (up, down) = (power_of_two(k) * 0.5, inverse_power_of_two(k) * 0.5);
    let (less, more) = (up - down, up + down);
    (less + less.mul_add(even, more * odd), more + more.mul_add(even, less * odd))
}

/// Of a positive number.
#[inline(always)]
fn tanh<V: Vector>(x: V) -> V {
    // From here on the nearest float32 is 1.
    let end = V::from(10.0);
    let (sine, cosine) = hyperbolic(x.select(x.less(end), end));
    sine / cosine
}

/// Of a positive number.
#[inline(always)]
fn arcsinh<V: Vector>(x: V) -> V {
    let square = x * x;
    log1p(x + square / ((square + 1.0).sqrt() + 1.0))
}

#[inline(always)]
fn arccosh<V: Vector>(x: V) -> V {
    let less = x - 1.0;
    log1p(less + (less * (x + 1.0)).sqrt())
}

/// Of a positive number.
#[inline(always)]
fn arctanh<V: Vector>(x: V) -> V {
    log1p((x + x) / (V::from(1.0) - x)) * 0.5
}

/// Of a positive number.
#[inline(always)]
fn cbrt<V: Vector>(x: V) -> V {
    let (m, inverse, scale) = by_cube(x);
    let inverse = closer_inverse_cbrt(m, closer_inverse_cbrt(m, inverse));
    m * inverse * inverse * scale
}

/// `exp(x2 log(x1))`.
#[inline(always)]
fn power<V: Vector>(x1: V, x2: V) -> V {
    let (k, f, _) = by_exponent(x1);
    exp(x2 * k.mul_add(LN_2, log_near_one(f, &LOG)))
}
