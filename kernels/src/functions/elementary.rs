//! The elementary functions of float64, and in lanes of float32 most of its own, to within one unit in the last place.
//!
//! The forms of the logarithm and of the circular functions go back to K. C. Ng's fdlibm (Sun Microsystems, 1993).

use super::coefficients::*;
use super::pair::{Pair, ordered_sum, polynomial, product, sum, sum_of_product};
use super::reduced::*;
use super::vector::Table;
use super::*;
use crate::ops::Elementary;

/// Below this, squares and cubes would leave the normal range.
const TINY: f64 = 1e-60;
const INFINITY: f64 = f64::INFINITY;
/// The end of a range that holds one.
const ONE: f64 = 1.0 + f64::EPSILON;

functions! { f64 in Float64s:
    Exp: Range::Even { tiny: TINY, most: 708.0 }; 1.0; |x| exp(by_ln2(x.into())); Elementary::exp;
    Exp2: Range::Even { tiny: TINY, most: 1021.0 }; 1.0; |x| exp2(x); Elementary::exp2;
    Expm1: Range::Odd { tiny: TINY, most: 700.0 }; 1.0; |x| exp_less_one(x).round(); Elementary::expm1;
    Log: Range::PositiveNormal; 1.0; |x| log(E, x); Elementary::log;
    Log2: Range::PositiveNormal; 1.0; |x| log(TWO, x); Elementary::log2;
    Log10: Range::PositiveNormal; 1.0; |x| log(TEN, x); Elementary::log10;
    Log1p: Range::Signed(-1.0, 1e300); 1.0; |x| log1p(x.into()).abs().signed_as(x); Elementary::log1p;
    Sin: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| sine(by_half_pi(x), 0); Elementary::sin;
    Cos: Range::Even { tiny: TINY, most: 1e6 }; 1.0; |x| sine(by_half_pi(x), 1); Elementary::cos;
    Tan: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| tangent(by_half_pi(x)); Elementary::tan;
    Arcsin: Range::Odd { tiny: TINY, most: ONE }; 0.5; |x| arcsin(x); Elementary::arcsin;
    Arccos: Range::Even { tiny: TINY, most: ONE }; 0.5; |x| arccos(x); Elementary::arccos;
    Arctan: Range::Odd { tiny: TINY, most: 1e300 }; 1.0; |x| arctan(x.abs()).signed_as(x); Elementary::arctan;
    Sinh: Range::Odd { tiny: TINY, most: 700.0 }; 1.0; |x| sinh(x.abs()).signed_as(x); Elementary::sinh;
    Cosh: Range::Even { tiny: TINY, most: 700.0 }; 1.0; |x| cosh(x.abs()); Elementary::cosh;
    Tanh: Range::Odd { tiny: TINY, most: INFINITY }; 1.0; |x| tanh(x.abs()).signed_as(x); Elementary::tanh;
    Arcsinh: Range::Odd { tiny: TINY, most: 1e150 }; 1.0; |x| arcsinh(x.abs()).signed_as(x); Elementary::arcsinh;
    Arccosh: Range::Positive(1.0, 1e150); 1.0; |x| arccosh(x); Elementary::arccosh;
    Arctanh: Range::Odd { tiny: TINY, most: 1.0 }; 0.5; |x| arctanh(x.abs()).signed_as(x); Elementary::arctanh;
    Cbrt: Range::Normal; 1.0; |x| cbrt(x); f64::cbrt;
}

/// What the squares and cubes of float32s need.
const TINY_SINGLE: f64 = 1e-9;
const ONE_SINGLE: f64 = 1.0 + f32::EPSILON as f64;

functions! { f32 in Float32s:
    Exp: Range::Even { tiny: TINY_SINGLE, most: 87.0 }; 1.0; |x| exp(by_ln2(x.into())); Elementary::exp;
    Exp2: Range::Even { tiny: TINY_SINGLE, most: 126.0 }; 1.0; |x| exp2(x); Elementary::exp2;
    Expm1: Range::Odd { tiny: TINY_SINGLE, most: 50.0 }; 1.0; |x| exp_less_one(x).round(); Elementary::expm1;
    Log: Range::PositiveNormal; 1.0; |x| log(E, x); Elementary::log;
    Log2: Range::PositiveNormal; 1.0; |x| log(TWO, x); Elementary::log2;
    Log10: Range::PositiveNormal; 1.0; |x| log(TEN, x); Elementary::log10;
    Log1p: Range::Signed(-1.0, 1e37); 1.0; |x| log1p(x.into()).abs().signed_as(x); Elementary::log1p;
    Sin: Range::Odd { tiny: TINY_SINGLE, most: 1e5 }; 1.0; |x| sine(by_half_pi(x), 0); Elementary::sin;
    Cos: Range::Even { tiny: TINY_SINGLE, most: 1e5 }; 1.0; |x| sine(by_half_pi(x), 1); Elementary::cos;
    Tan: Range::Odd { tiny: TINY_SINGLE, most: 1e5 }; 1.0; |x| tangent(by_half_pi(x)); Elementary::tan;
    Arcsin: Range::Odd { tiny: TINY_SINGLE, most: ONE_SINGLE }; 0.5; |x| arcsin(x); Elementary::arcsin;
    Arccos: Range::Even { tiny: TINY_SINGLE, most: ONE_SINGLE }; 0.5; |x| arccos(x); Elementary::arccos;
    Arctan: Range::Odd { tiny: TINY_SINGLE, most: 1e11 }; 1.0; |x| arctan(x.abs()).signed_as(x); Elementary::arctan;
    Sinh: Range::Odd { tiny: TINY_SINGLE, most: 50.0 }; 1.0; |x| sinh(x.abs()).signed_as(x); sinh_of_single;
    Cosh: Range::Even { tiny: TINY_SINGLE, most: 50.0 }; 1.0; |x| cosh(x.abs()); cosh_of_single;
    Tanh: Range::Odd { tiny: TINY_SINGLE, most: INFINITY }; 1.0; |x| tanh(x.abs()).signed_as(x); Elementary::tanh;
    Arcsinh: Range::Odd { tiny: TINY_SINGLE, most: 1e18 }; 1.0; |x| arcsinh(x.abs()).signed_as(x); Elementary::arcsinh;
    Arccosh: Range::Positive(1.0, 1e18); 1.0; |x| arccosh(x); Elementary::arccosh;
    Arctanh: Range::Odd { tiny: TINY_SINGLE, most: 1.0 }; 0.5; |x| arctanh(x.abs()).signed_as(x); Elementary::arctanh;
    Cbrt: Range::Normal; 1.0; |x| cbrt(x); f32::cbrt;
}

functions2! { f64 in Float64s:
    Hypot: |x1, x2| between(x1.abs(), 1e-100, 1e100).and(between(x2.abs(), 1e-100, 1e100));
        product(x1, x1).add(product(x2, x2)).sqrt().round(); Elementary::hypot;
    Arctan2: |x1, x2| between(x1.abs(), 1e-100, 1e100).and(between(x2.abs(), 1e-100, 1e100));
        arctan2(x1, x2); f64::atan2;
}

macro_rules! power {
    ($($T:ident in $Registers:ident: $least:literal to $most:literal;)*) => {$(
        impl Function2<$T> for Power {
            type In<S: Instructions> = S::$Registers;

            #[inline(always)]
            fn fast<V: Vector>(x1: V, x2: V) -> (V, V::Mask) {
                let here = x1.is_positive_normal().and(between(x2.abs(), $least, $most));
                let (value, ordinary) = power(x1, x2.select(here, V::from(1.0)));
                (value, here.and(ordinary))
            }

            fn slow(x1: $T, x2: $T) -> $T {
                Elementary::pow(x1, x2)
            }
        }
    )*};
}

// An exponent so large would magnify the logarithm's error.
power! { f64 in Float64s: 1e-60 to 32.0; f32 in Float32s: 1e-15 to 32.0; }

functions2! { f32 in Float32s:
    Arctan2: |x1, x2| between(x1.abs(), 1e-15, 1e15).and(between(x2.abs(), 1e-15, 1e15)); arctan2(x1, x2); f32::atan2;
}

functions2! { f32 in Float64s:
    Hypot: |x1, x2| between(x1.abs(), 1e-30, 1e30).and(between(x2.abs(), 1e-30, 1e30)); x1.mul_add(x1, x2 * x2).sqrt(); Elementary::hypot;
}

/// The C library's function of float32 is two units off where it is large.
fn sinh_of_single(x: f32) -> f32 {
    Elementary::sinh(f64::from(x)) as f32
}

fn cosh_of_single(x: f32) -> f32 {
    Elementary::cosh(f64::from(x)) as f32
}

#[inline(always)]
fn exp<V: Vector>((k, r): (V, Pair<V>)) -> V {
    let beyond = (r.hi * r.hi).mul_add(polynomial(V::either::<&[f64]>(&EXP, &EXP_SHORT), r.hi), r.lo);
    times_power_of_two(r.hi + beyond + 1.0, k)
}

#[inline(always)]
fn exp2<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x, 1.0);
    let r = x - k;
    let beyond = r * r * polynomial(V::either::<&[f64]>(&EXP2, &EXP2_SHORT), r);
    times_power_of_two(r.mul_add(std::f64::consts::LN_2, beyond) + 1.0, bits)
}

/// `exp(x) - 1`.
#[inline(always)]
fn exp_less_one<V: Vector>(x: V) -> Pair<V> {
    let (k, r) = by_ln2(x.into());
    let scale = power_of_two(k);
    let whole = ordered_sum(scale, V::from(-1.0));
    let first = sum_of_product(scale, r.hi, whole.hi);
    let square = r.hi * r.hi;
    let rest = (square * r.hi).mul_add(polynomial(V::either::<&[f64]>(&EXP_TAIL, &EXP_TAIL_SHORT), r.hi), square.mul_add(0.5, r.lo));
    first.plus(scale.mul_add(rest, whole.lo))
}

/// What a logarithm is to.
struct Base {
    /// The logarithms of the sixteen inverses, negated: a sum of two.
    steps: [&'static Table; 2],
    /// That of 2, as a sum of two, of which the first is short.
    of_two: (f64, f64),
    /// That of e, as a sum of two.
    of_e: (f64, f64),
    /// What the logarithm of `1 + r` has beyond `r` times that of e, divided by `r**2`.
    beyond: (&'static [f64], &'static [f64]),
}

const E: Base = Base { steps: [&LOG_STEPS_1, &LOG_STEPS_2], of_two: (LN2_1, LN2_2), of_e: (1.0, 0.0), beyond: (&LOG, &LOG_SHORT) };
const TWO: Base =
    Base { steps: [&LOG2_STEPS_1, &LOG2_STEPS_2], of_two: (1.0, 0.0), of_e: (LOG2E_1, LOG2E_2), beyond: (&LOG2, &LOG2_SHORT) };
const TEN: Base = Base {
    steps: [&LOG10_STEPS_1, &LOG10_STEPS_2],
    of_two: (LOG10_2_1, LOG10_2_2),
    of_e: (LOG10E_1, LOG10E_2),
    beyond: (&LOG10, &LOG10_SHORT),
};

/// The logarithm of what is `step`.
#[inline(always)]
fn logarithm<V: Vector>(base: Base, step: &Step<V>) -> Pair<V> {
    let (two, two_rest) = V::coarse(base.of_two.0, base.of_two.1);
    let whole = step.k.mul_add(two, step.number.of(base.steps[0])); // exact
    let mut low = step.k.mul_add(two_rest, step.number.of(base.steps[1]));
    let (e, e_rest) = V::two(base.of_e.0, base.of_e.1);
    let first = sum_of_product(step.r, e.into(), whole);
    if e_rest != 0.0 {
        low = step.r.mul_add(e_rest, low);
    }
    let beyond = polynomial(V::either(base.beyond.0, base.beyond.1), step.r);
    first.plus((step.r * step.r).mul_add(beyond, low))
}

#[inline(always)]
fn log<V: Vector>(base: Base, x: V) -> V {
    logarithm(base, &by_step(x)).round()
}

/// `log(1 + w)`, for `w` above -1.
#[inline(always)]
fn log1p<V: Vector>(w: Pair<V>) -> V {
    let one_more = sum(V::from(1.0), w.hi);
    let step = by_step(one_more.hi);
    // What the sum lost, and two terms of the logarithm's series there.
    let lost = (one_more.lo + w.lo) * step.scale * step.inverse;
    logarithm(E, &step).plus((-lost).mul_add(lost.mul_add(0.5, step.r), lost)).round()
}

/// The sine of `r + (quarters + turn) pi/2`.
#[inline(always)]
fn sine<V: Vector>((quarters, r): (V, Pair<V>), turn: u64) -> V {
    let square = r.hi * r.hi;
    let half = square * 0.5;
    let sine = r.plus((r.hi * square).mul_add(polynomial(V::either::<&[f64]>(&SIN, &SIN_SHORT), square), -(r.lo * half)));
    let cosine = ordered_sum(V::from(1.0), -half);
    let rest = (square * square).mul_add(polynomial(V::either::<&[f64]>(&COS, &COS_SHORT), square), (-r.hi).mul_add(r.lo, cosine.lo));
    let quarters = quarters.plus_bits(V::bits(turn));
    let value = sine.round().select(quarters.is_even(), cosine.hi + rest);
    // Negated where the second lowest bit is set.
    value.xor(quarters.up(V::SIGN.trailing_zeros() - 1).and(V::bits(V::SIGN)))
}

#[inline(always)]
fn tangent<V: Vector>((quarters, r): (V, Pair<V>)) -> V {
    let square = product(r.hi, r.hi);
    let cube = product(r.hi, square.hi);
    let rest = polynomial(V::either::<&[f64]>(&TAN, &TAN_SHORT), square.hi);
    let low = r.hi.mul_add(square.lo, cube.lo).mul_add(rest, r.lo.mul_add(square.hi * 1.6, r.lo)); // of the slope, 1 + tan(r)**2, two digits do;
    let tangent = ordered_sum(r.hi, cube.hi.mul_add(rest, low));
    // A quarter of a turn further, it is the negative inverse.
    let inverse = V::from(-1.0) / tangent.hi;
    let rest = inverse.mul_add(tangent.hi, 1.0) + inverse * tangent.lo;
    (tangent.hi + tangent.lo).select(quarters.is_even(), inverse.mul_add(rest, inverse))
}

/// The angle whose tangent is `over / under + quarter pi/4`, with both less than pi/8 in size.
#[inline(always)]
fn angle<V: Vector>(quarter: V, tangent: Pair<V>) -> V {
    let square = tangent.hi * tangent.hi;
    let rest = (tangent.hi * square).mul_add(polynomial(V::either::<&[f64]>(&ARCTAN, &ARCTAN_SHORT), square), tangent.lo);
    let (first, second) = V::coarse(PI_4_1, PI_4_2);
    sum(quarter * first, tangent.hi).plus(quarter.mul_add(second, rest)).round()
}

const TAN_PI_8: f64 = std::f64::consts::SQRT_2 - 1.0;

/// Of a positive number.
#[inline(always)]
fn arctan<V: Vector>(x: V) -> V {
    let (quarter, tangent) = turned(x, V::from(1.0));
    angle(quarter, tangent)
}

/// The tangent `a / b` of an angle, as quarters of pi/2 and what is left, less than tan(pi/8), of positive numbers.
#[inline(always)]
fn turned<V: Vector>(a: V, b: V) -> (V, Pair<V>) {
    let zero = V::from(0.0);
    let steep = b.less(a * TAN_PI_8);
    let middle = (b * TAN_PI_8).less(a);
    let less = sum(a, (-b).select(middle, zero));
    let more = sum(b, a.select(middle, zero));
    let over = Pair::from(-b).select(steep, less);
    let under = Pair::from(a).select(steep, more);
    (V::from(2.0).select(steep, V::from(1.0).select(middle, zero)), over.divide(under))
}

#[inline(always)]
fn arctan2<V: Vector>(x1: V, x2: V) -> V {
    let (quarter, tangent) = turned(x1.abs(), x2.abs());
    let mirror = x2.is_negative();
    let quarter = (V::from(4.0) - quarter).select(mirror, quarter);
    angle(quarter, tangent.negated_if(mirror)).signed_as(x1)
}

/// `y` and the rest of arcsin(y), where `y` is `|x|` below 1/2, else `sqrt((1 - |x|) / 2)`; and which it is.
#[inline(always)]
fn arcsin_parts<V: Vector>(x: V) -> (Pair<V>, V::Mask) {
    let magnitude = x.abs();
    let gentle = magnitude.less(V::from(0.5));
    let half = (V::from(1.0) - magnitude) * 0.5;
    let square = (magnitude * magnitude).select(gentle, half);
    let y = Pair::from(magnitude).select(gentle, Pair::from(half).sqrt());
    (Pair { hi: y.hi, lo: (y.hi * square).mul_add(polynomial(V::either::<&[f64]>(&ARCSIN, &ARCSIN_SHORT), square), y.lo) }, gentle)
}

/// `quarter pi/4 + factor y`.
#[inline(always)]
fn from_quarter<V: Vector>(quarter: V, factor: V, y: Pair<V>) -> V {
    let (first, second) = V::coarse(PI_4_1, PI_4_2);
    sum(quarter * first, factor * y.hi).plus(quarter.mul_add(second, factor * y.lo)).round()
}

#[inline(always)]
fn arcsin<V: Vector>(x: V) -> V {
    let (y, gentle) = arcsin_parts(x);
    let quarter = V::from(0.0).select(gentle, V::from(2.0));
    from_quarter(quarter, V::from(1.0).select(gentle, V::from(-2.0)), y).signed_as(x)
}

#[inline(always)]
fn arccos<V: Vector>(x: V) -> V {
    let (y, gentle) = arcsin_parts(x);
    let negative = x.is_negative();
    let steep_quarter = V::from(4.0).select(negative, V::from(0.0));
    let factor = V::from(-1.0).select(gentle, V::from(2.0));
    from_quarter(V::from(2.0).select(gentle, steep_quarter), (-factor).select(negative, factor), y)
}

/// What the hyperbolic functions of a positive number are made of: halves of `2**k` and `2**-k`, `r`, `cosh(r) - 1`, `sinh(r) - r`.
#[inline(always)]
fn hyperbolic<V: Vector>(x: V) -> (V, V, V, V, V) {
    let (k, r) = by_ln2(x.into());
    let square = r.hi * r.hi;
    let even = (square * square).mul_add(polynomial(V::either::<&[f64]>(&COSH, &COSH_SHORT), square), square * 0.5);
    let odd = (r.hi * square).mul_add(polynomial(V::either::<&[f64]>(&SINH, &SINH_SHORT), square), r.lo);
    let (k, half) = (k.up(V::FRACTION), V::from(0.5));
    (half.plus_bits(k), half.minus_bits(k), r.hi, even, odd)
}

/// Of a positive number.
#[inline(always)]
fn sinh<V: Vector>(x: V) -> V {
    let (up, down, r, even, odd) = hyperbolic(x);
    let less = ordered_sum(up, -down);
    let more = up + down;
    let first = sum_of_product(more, r, less.hi);
    first.plus(less.hi.mul_add(even, more.mul_add(odd, less.lo))).round()
}

/// Of a positive number.
#[inline(always)]
fn cosh<V: Vector>(x: V) -> V {
    let (up, down, r, even, odd) = hyperbolic(x);
    let more = ordered_sum(up, down);
    let less = up - down;
    more.plus(up.mul_add(r, (-down).mul_add(r, less.mul_add(odd, more.hi * even)))).round()
}

/// Of a positive number.
#[inline(always)]
fn tanh<V: Vector>(x: V) -> V {
    // From here on the nearest float64 is 1.
    let end = V::from(20.0);
    let bounded = x.select(x.less(end), end);
    let over = exp_less_one(bounded + bounded).ordered();
    let under = ordered_sum(V::from(2.0), over.hi);
    over.divide(under.plus(over.lo)).round()
}

/// Of a positive number.
#[inline(always)]
fn arcsinh<V: Vector>(x: V) -> V {
    let square = product(x, x);
    let root = sum(square.hi, V::from(1.0)).plus(square.lo).ordered().sqrt();
    let first = sum(root.hi, V::from(-1.0));
    let whole = sum(first.hi, x);
    log1p(whole.plus(first.lo + root.lo).ordered())
}

#[inline(always)]
fn arccosh<V: Vector>(x: V) -> V {
    let (less, more) = (x - 1.0, sum(x, V::from(1.0)));
    let root = product(less, more.hi).plus(less * more.lo).ordered().sqrt();
    log1p(sum(less, root.hi).plus(root.lo).ordered())
}

/// Of a positive number.
#[inline(always)]
fn arctanh<V: Vector>(x: V) -> V {
    log1p(Pair::from(x + x).divide(sum(V::from(1.0), -x))) * 0.5
}

#[inline(always)]
fn cbrt<V: Vector>(x: V) -> V {
    let inverse = inverse_cbrt(x.abs());
    let square = inverse * inverse;
    // One step of Newton's iteration for the root itself.
    let root = x * square;
    ((root * root).mul_add(root, -x) * square).mul_add(-1.0 / 3.0, root)
}

/// `x**(-1/3)` to half of the bits, with no division.
#[inline(always)]
fn inverse_cbrt<V: Vector>(x: V) -> V {
    let count = (1u64 << V::FRACTION) as f64; // whose lowest bits count ones
    let shift = V::either(12, 8);
    // The bits of a number are nearly its logarithm: a third of them from a constant is a guess, a thirtieth off at most.
    let constant = (V::ONE >> shift) as f64 * (4.0 / 3.0) - 0.0682 * count / (1u64 << shift) as f64;
    let third = x.down(shift).or(V::from(count)).mul_add(-1.0 / 3.0, count * (4.0 / 3.0) + constant);
    let guess = third.up(shift);
    let error = (-x * guess).mul_add(guess * guess, 1.0);
    (guess * error).mul_add(polynomial(V::either::<&[f64]>(&INVERSE_CBRT, &INVERSE_CBRT_SHORT), error), guess)
}

/// `exp(x2 log(x1))` and whether it is ordinary; the arguments must be.
#[inline(always)]
fn power<V: Vector>(x1: V, x2: V) -> (V, V::Mask) {
    let log = logarithm(E, &by_step(x1)).ordered();
    let exponent = product(log.hi, x2);
    let (k, r) = by_ln2(Pair { hi: exponent.hi, lo: log.lo.mul_add(x2, exponent.lo) });
    (exp((k, r)), exponent.hi.abs().less(V::from(V::either(700.0, 86.0))))
}
