//! The elementary functions of float64, to within one unit in the last place; and what those of float32 in [`super::single`] share.
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
/// Below this, cubes are beyond the last place.
const CUBED: f64 = 2e-9;
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
    Log1p: Range::Signed(-1.0, 1e300); 1.0; |x| log_of_pair(sum(V::from(1.0), x)).abs().signed_as(x); Elementary::log1p;
    Sin: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| sine(by_half_pi(x), 0); Elementary::sin;
    Cos: Range::Even { tiny: TINY, most: 1e6 }; 1.0; |x| sine(by_half_pi(x), 1); Elementary::cos;
    Tan: Range::Odd { tiny: TINY, most: 1e6 }; 1.0; |x| tangent(by_half_pi(x)); Elementary::tan;
    Arcsin: Range::Odd { tiny: TINY, most: ONE }; 0.5; |x| arcsin(x); Elementary::arcsin;
    Arccos: Range::Even { tiny: TINY, most: ONE }; 0.5; |x| arccos(x); Elementary::arccos;
    Arctan: Range::Odd { tiny: TINY, most: 1e300 }; 1.0; |x| arctan(x.abs()).signed_as(x); Elementary::arctan;
    Sinh: Range::Odd { tiny: TINY, most: 700.0 }; 1.0; |x| sinh(x.abs()).signed_as(x); Elementary::sinh;
    Cosh: Range::Even { tiny: TINY, most: 700.0 }; 1.0; |x| cosh(x.abs()); Elementary::cosh;
    Tanh: Range::Odd { tiny: TINY, most: INFINITY }; 1.0; |x| tanh(x.abs()).signed_as(x); Elementary::tanh;
    Arcsinh: Range::Odd { tiny: CUBED, most: 1e150 }; 1.0; |x| arcsinh(x.abs()).signed_as(x); Elementary::arcsinh;
    Arccosh: Range::Positive(1.0, 1e150); 1.0; |x| arccosh(x); Elementary::arccosh;
    Arctanh: Range::Odd { tiny: CUBED, most: 1.0 }; 0.5; |x| arctanh(x.abs()).signed_as(x); Elementary::arctanh;
    Cbrt: Range::Normal; 1.0; |x| cbrt(x); f64::cbrt;
}

functions2! { f64 in Float64s:
    Hypot: |x1, x2| is_usual_length(x1, x2, 1e-100, 1e100); length(x1, x2); Elementary::hypot;
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

macro_rules! logaddexp {
    ($($T:ident in $Registers:ident: $most:literal, $tiny:expr, $reach:literal;)*) => {$(
        impl Function2<$T> for Logaddexp {
            type In<S: Instructions> = S::$Registers;

            #[inline(always)]
            fn fast<V: Vector>(x1: V, x2: V) -> (V, V::Mask) {
                // A condition each: of one for both the compiler makes the difference of what they were, which of infinities is invalid.
                let (here1, here2) = (x1.abs().less(V::from($most)), x2.abs().less(V::from($most)));
                let (x1, x2) = (x1.select(here1, V::from(1.0)), x2.select(here2, V::from(1.0)));
                let distance = (x1 - x2).abs();
                let less = exp(by_ln2((-distance.most(V::from($tiny)).least(V::from($reach))).into()));
                let value = x1.select(x2.less(x1), x2) + log_of_pair(ordered_sum(V::from(1.0), less));
                (value, here1.and(here2).and(distance.less(V::from($reach))))
            }

            fn slow(x1: $T, x2: $T) -> $T {
                if x1 == x2 {
                    // Before there is a difference, which of infinities would be invalid.
                    return x1 + std::f64::consts::LN_2 as $T;
                }
                // The compiler would take it before the branch.
                let difference = std::hint::black_box(x1) - x2;
                if difference > 0.0 {
                    x1 + Elementary::log1p(Elementary::exp(-difference))
                } else if difference <= 0.0 {
                    x2 + Elementary::log1p(Elementary::exp(difference))
                } else {
                    difference
                }
            }
        }
    )*};
}

logaddexp! { f64 in Float64s: 1e300, TINY, 700.0; f32 in Float32s: 1e30, 1e-9, 80.0; }

functions2! { f32 in Float32s:
    Hypot: |x1, x2| is_usual_length(x1, x2, 1e-12, 1e12); length(x1, x2); Elementary::hypot;
}

/// Whether the larger magnitude is zero, or from `least` to `most`, whose squares are ordinary.
#[inline(always)]
fn is_usual_length<V: Vector>(x1: V, x2: V, least: f64, most: f64) -> V::Mask {
    let larger = x1.abs().most(x2.abs());
    between(larger, least, most).or(larger.equal(V::from(0.0)))
}

/// `sqrt(x1**2 + x2**2)`, within a unit in the last place: of the sum's two roundings half is left after the root.
#[inline(always)]
fn length<V: Vector>(x1: V, x2: V) -> V {
    let (x1, x2) = (x1.abs(), x2.abs());
    let (larger, smaller) = (x1.most(x2), x1.least(x2));
    // One that is too small to count has no square, which might underflow.
    let counts = (larger * V::either(1e-10, 1e-5)).less(smaller);
    let smaller = smaller.select(counts, V::from(0.0));
    larger.fused(larger, smaller * smaller).sqrt()
}

#[inline(always)]
pub(super) fn exp<V: Vector>((k, r): (V, Pair<V>)) -> V {
    let beyond = (r.hi * r.hi).mul_add(polynomial(V::either::<&[f64]>(&EXP, &EXP_SHORT), r.hi), r.lo);
    times_power_of_two(r.hi + beyond + 1.0, k)
}

#[inline(always)]
pub(super) fn exp2<V: Vector>(x: V) -> V {
    let (k, bits) = nearest(x, 1.0);
    let r = x - k;
    let beyond = r * r * polynomial(V::either::<&[f64]>(&EXP2, &EXP2_SHORT), r);
    times_power_of_two(r.mul_add(std::f64::consts::LN_2, beyond) + 1.0, bits)
}

/// `exp(x) - 1`.
#[inline(always)]
pub(super) fn exp_less_one<V: Vector>(x: V) -> Pair<V> {
    let (k, r) = by_ln2(x.into());
    let scale = power_of_two(k);
    let whole = ordered_sum(scale, V::from(-1.0));
    let first = sum_of_product(scale, r.hi, whole.hi);
    let square = r.hi * r.hi;
    let rest = (square * r.hi).mul_add(polynomial(V::either::<&[f64]>(&EXP_TAIL, &EXP_TAIL_SHORT), r.hi), square.mul_add(0.5, r.lo));
    first.plus(scale.mul_add(rest, whole.lo))
}

/// What a logarithm is to.
pub(super) struct Base {
    /// The logarithms of the sixteen inverses, negated: a sum of two.
    steps: [&'static Table; 2],
    /// That of 2, as a sum of two, of which the first is short.
    of_two: (f64, f64),
    /// That of e, as a sum of two.
    of_e: (f64, f64),
    /// What the logarithm of `1 + r` has beyond `r` times that of e, divided by `r**2`.
    beyond: (&'static [f64], &'static [f64]),
}

pub(super) const E: Base = Base { steps: [&LOG_STEPS_1, &LOG_STEPS_2], of_two: (LN2_1, LN2_2), of_e: (1.0, 0.0), beyond: (&LOG, &LOG_SHORT) };
pub(super) const TWO: Base =
    Base { steps: [&LOG2_STEPS_1, &LOG2_STEPS_2], of_two: (1.0, 0.0), of_e: (LOG2E_1, LOG2E_2), beyond: (&LOG2, &LOG2_SHORT) };
pub(super) const TEN: Base = Base {
    steps: [&LOG10_STEPS_1, &LOG10_STEPS_2],
    of_two: (LOG10_2_1, LOG10_2_2),
    of_e: (LOG10E_1, LOG10E_2),
    beyond: (&LOG10, &LOG10_SHORT),
};

impl Base {
    /// The logarithm of all but `1 + r`, exactly, and the rest of it.
    #[inline(always)]
    fn whole<V: Vector>(&self, step: &Step<V>) -> (V, V) {
        let (two, two_rest) = V::coarse(self.of_two.0 * V::EXPONENT, self.of_two.1 * V::EXPONENT);
        (step.k.mul_add(two, step.number.of(self.steps[0])), step.k.mul_add(two_rest, step.number.of(self.steps[1])))
    }
}

/// The logarithm of what is `step`.
#[inline(always)]
fn logarithm<V: Vector>(base: Base, step: &Step<V>) -> Pair<V> {
    let (whole, mut low) = base.whole(step);
    let (e, e_rest) = V::two(base.of_e.0, base.of_e.1);
    let first = sum_of_product(step.r, e.into(), whole);
    if e_rest != 0.0 {
        low = step.r.mul_add(e_rest, low);
    }
    let beyond = polynomial(V::either(base.beyond.0, base.beyond.1), step.r);
    first.plus((step.r * step.r).mul_add(beyond, low))
}

#[inline(always)]
pub(super) fn log<V: Vector>(base: Base, x: V) -> V {
    let step = by_step(x);
    let (whole, low) = base.whole(&step);
    let (e, e_rest) = V::two(base.of_e.0, base.of_e.1);
    let beyond = polynomial(V::either(base.beyond.0, base.beyond.1), step.r);
    let rest = if e_rest == 0.0 { (step.r * step.r).mul_add(beyond, low) } else { step.r.mul_add(step.r.mul_add(beyond, e_rest), low) };
    // The rest is less than the whole and their sum, unless the whole is zero.
    whole + step.r.mul_add(e, rest)
}

/// The logarithm of a pair: if it is near one, as exact as what it differs by.
#[inline(always)]
pub(super) fn log_of_pair<V: Vector>(x: Pair<V>) -> V {
    let step = by_step(x.hi);
    // Of the second part, two terms of the logarithm's series.
    let low = x.lo * step.scale * step.inverse;
    logarithm(E, &step).plus((-low).mul_add(low.mul_add(0.5, step.r), low)).round()
}

/// The sine of `r + (quarters + turn) pi/2`.
#[inline(always)]
pub(super) fn sine<V: Vector>((quarters, r): (V, Pair<V>), turn: u64) -> V {
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

/// The tangent of `r + quarters pi/2`. By `h`, that of `r / 2`, it is `2 h / (1 - h**2)`, or minus the inverse of that.
#[inline(always)]
pub(super) fn tangent<V: Vector>((quarters, r): (V, Pair<V>)) -> V {
    let square = r.hi * r.hi;
    let beyond = polynomial(V::either::<&[f64]>(&TAN_OF_HALF, &TAN_OF_HALF_SHORT), square);
    let twice = ordered_sum(r.hi, (r.hi * square).mul_add(beyond, r.lo)); // of `r.lo`, the slope is nearly one
    let h = twice.hi * 0.5;
    let rest = sum_of_product(-h, h, V::from(1.0));
    let rest = Pair { hi: rest.hi, lo: (-h).mul_add(twice.lo, rest.lo) };
    let turned = odd(quarters);
    let is_turned = turned.is_negative();
    let (over, under) = (rest.select(is_turned, twice), twice.select(is_turned, rest));
    let value = over.hi / under.hi;
    let rest = (-value).mul_add(under.lo, over.lo) + (-value).mul_add(under.hi, over.hi);
    // The bits of a number are nearly its logarithm, so that this is an eighth off at most.
    let inverse = V::bits(V::either(0x7fde_6238_22fc_16e6, 0x7ef3_11c7)).minus_bits(under.hi);
    rest.mul_add(inverse, value).xor(turned)
}

/// `quarter pi/4 + rest`, which is no larger than the first, or alone.
#[inline(always)]
fn angle<V: Vector>(quarter: V, rest: Pair<V>) -> V {
    let (first, second) = V::coarse(PI_4_1, PI_4_2);
    ordered_sum(quarter * first, rest.hi).plus(quarter.mul_add(second, rest.lo)).round()
}

/// The angle whose tangent is `a / b`, of positive numbers, as quarters of pi/2 and what is left; `more` is the sum of similar ones.
#[inline(always)]
fn turned<V: Vector>(a: V, b: V, more: Pair<V>) -> (V, Pair<V>) {
    let zero = V::from(0.0);
    let steep = (b + b).less(a);
    let gentle = a.less(b * 0.5);
    // Between, the difference is exact.
    let over = (-b).select(steep, a.select(gentle, a - b));
    let under = Pair { hi: a.select(steep, b.select(gentle, more.hi)), lo: zero.select(steep, zero.select(gentle, more.lo)) };
    let tangent = Pair::from(over).divide(under);
    let square = tangent.hi * tangent.hi;
    let rest = (tangent.hi * square).mul_add(polynomial(&ARCTAN, square), tangent.lo);
    (V::from(2.0).select(steep, zero.select(gentle, V::from(1.0))), Pair { hi: tangent.hi, lo: rest })
}

/// Of a positive number.
#[inline(always)]
fn arctan<V: Vector>(x: V) -> V {
    let one = V::from(1.0);
    let (quarter, rest) = turned(x, one, ordered_sum(one, x));
    angle(quarter, rest)
}

#[inline(always)]
fn arctan2<V: Vector>(x1: V, x2: V) -> V {
    let (a, b) = (x1.abs(), x2.abs());
    let (quarter, rest) = turned(a, b, sum(a, b));
    let mirror = x2.is_negative();
    let quarter = (V::from(4.0) - quarter).select(mirror, quarter);
    angle(quarter, rest.negated_if(mirror)).signed_as(x1)
}

/// `y` and the rest of arcsin(y), where `y` is `|x|` below 1/2, else `sqrt((1 - |x|) / 2)`; and which it is.
#[inline(always)]
fn arcsin_parts<V: Vector>(x: V) -> (Pair<V>, V::Mask) {
    let magnitude = x.abs();
    let gentle = magnitude.less(V::from(0.5));
    let half = (V::from(1.0) - magnitude) * 0.5;
    let square = (magnitude * magnitude).select(gentle, half);
    let y = Pair::from(magnitude).select(gentle, Pair::from(half).sqrt());
    (Pair { hi: y.hi, lo: (y.hi * square).mul_add(polynomial(&ARCSIN, square), y.lo) }, gentle)
}

#[inline(always)]
fn arcsin<V: Vector>(x: V) -> V {
    let (y, gentle) = arcsin_parts(x);
    let quarter = V::from(0.0).select(gentle, V::from(2.0));
    angle(quarter, y.times(V::from(1.0).select(gentle, V::from(-2.0)))).signed_as(x)
}

#[inline(always)]
fn arccos<V: Vector>(x: V) -> V {
    let (y, gentle) = arcsin_parts(x);
    let negative = x.is_negative();
    let steep_quarter = V::from(4.0).select(negative, V::from(0.0));
    let factor = V::from(-1.0).select(gentle, V::from(2.0));
    angle(V::from(2.0).select(gentle, steep_quarter), y.times((-factor).select(negative, factor)))
}

/// What the hyperbolic functions of a positive number are made of: halves of `2**k` and `2**-k`, `r`, `cosh(r) - 1`, `sinh(r) - r`.
#[inline(always)]
fn hyperbolic<V: Vector>(x: V) -> (V, V, V, V, V) {
    let (k, r) = by_ln2(x.into());
    let square = r.hi * r.hi;
    let even = (square * square).mul_add(polynomial(&COSH, square), square * 0.5);
    let odd = (r.hi * square).mul_add(polynomial(&SINH, square), r.lo);
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
pub(super) fn arcsinh<V: Vector>(x: V) -> V {
    let square = product(x, x);
    let root = sum(square.hi, V::from(1.0)).plus(square.lo).sqrt();
    log_of_pair(ordered_sum(root.hi, x).plus(root.lo))
}

#[inline(always)]
pub(super) fn arccosh<V: Vector>(x: V) -> V {
    let square = product(x, x);
    let root = ordered_sum(square.hi, V::from(-1.0)).plus(square.lo).sqrt();
    log_of_pair(ordered_sum(x, root.hi).plus(root.lo))
}

/// Of a positive number.
#[inline(always)]
pub(super) fn arctanh<V: Vector>(x: V) -> V {
    let one = V::from(1.0);
    log_of_pair(ordered_sum(one, x).divide(ordered_sum(one, -x))) * 0.5
}

#[inline(always)]
pub(super) fn cbrt<V: Vector>(x: V) -> V {
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
