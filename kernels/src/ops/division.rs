//! Quotients and remainders, with the signs that Python and C give them.

use super::define::*;
use crate::fpe;
use crate::functions::{self, block2};

binary! {
    /// The quotient rounded down; of integers by zero it is zero, and raises divide.
    FloorDivide(x1, x2) {
        signed [short] => {
            if x2 == 0 {
                fpe::raise(fpe::DIVIDE);
                0
            } else if x1 == T::MIN && x2 == -1 {
                fpe::raise(fpe::OVERFLOW);
                x1
            } else {
                let quotient = x1 / x2;
                quotient - T::from(x1 % x2 != 0 && (x1 < 0) != (x2 < 0))
            }
        }, divided(x1, x2, Self::apply, |quotient, remainder, x2| quotient.wrapping_sub(T::from((remainder != 0) & ((remainder ^ x2) < 0))));
        unsigned [short] => x1.checked_div(x2).unwrap_or_else(|| {
            fpe::raise(fpe::DIVIDE);
            0
        }), divided(x1, x2, Self::apply, |quotient, _, _| quotient);
        floating [long] => Python::floor_divide(x1, x2), block2::<functions::FloorDivide, T, S, N>(x1, x2);
    }
}

binary! {
    /// What [`FloorDivide`] leaves, with the sign of `x2`.
    Remainder(x1, x2) {
        signed [short] => {
            if x2 == 0 {
                fpe::raise(fpe::DIVIDE);
                0
            } else {
                let remainder = x1.wrapping_rem(x2);
                if remainder != 0 && (remainder < 0) != (x2 < 0) { remainder + x2 } else { remainder }
            }
        }, divided(x1, x2, Self::apply, |_, remainder, x2| {
            if (remainder != 0) & ((remainder ^ x2) < 0) { remainder.wrapping_add(x2) } else { remainder }
        });
        unsigned [short] => if x2 == 0 { fpe::raise(fpe::DIVIDE); 0 } else { x1 % x2 },
            divided(x1, x2, Self::apply, |_, remainder, _| remainder);
        floating [long] => Python::remainder(x1, x2), block2::<functions::Remainder, T, S, N>(x1, x2);
    }
}

binary! {
    /// What division truncated toward zero leaves, with the sign of `x1`.
    Fmod(x1, x2) {
        integer [short] => if x2 == 0 { fpe::raise(fpe::DIVIDE); 0 } else { x1.wrapping_rem(x2) },
            divided(x1, x2, Self::apply, |_, remainder, _| remainder);
        floating [long] => x1 % x2, block2::<functions::Fmod, T, S, N>(x1, x2);
    }
}

/// Integers short enough, or such of them, that a float's quotient, truncated, is theirs: they differ from the next whole number by more
/// than it rounds.
trait Short: Element {
    /// Whether there is a quotient, and it is to be had that way.
    fn fits(x1: Self, x2: Self) -> bool;
    /// The quotient truncated toward zero.
    fn quotient(x1: Self, x2: Self) -> Self;
    /// What the quotient leaves.
    fn rest(x1: Self, quotient: Self, x2: Self) -> Self;
}

/// Added to this number, a whole one stands in the lowest bits.
const WHOLE_F32: f32 = 12582912.0;
const WHOLE_F64: f64 = 6755399441055744.0;

macro_rules! short {
    ($($T:ident: |$x1:ident, $x2:ident| $fits:expr; |$x:ident| $float:expr, $whole:ident;)*) => {$(
        impl Short for $T {
            #[inline(always)]
            fn fits($x1: $T, $x2: $T) -> bool {
                $fits
            }

            #[inline(always)]
            fn quotient(x1: $T, x2: $T) -> $T {
                let float = |$x: $T| $float;
                // Less that number's bits, which in a shorter type are none.
                ((float(x1) / float(x2)).trunc() + $whole).to_bits().wrapping_sub($whole.to_bits()) as $T
            }

            #[inline(always)]
            fn rest(x1: $T, quotient: $T, x2: $T) -> $T {
                x1.wrapping_sub(quotient.wrapping_mul(x2))
            }
        }
    )*};
}

/// Whether 52 bits hold it, with its sign.
#[inline(always)]
fn is_short(x: i64) -> bool {
    (x.wrapping_add(1 << 51) as u64) < 1 << 52
}

/// What is short, by its bits: few levels convert such integers.
#[inline(always)]
fn short_float(x: i64) -> f64 {
    f64::from_bits(WHOLE_F64.to_bits().wrapping_add(x as u64)) - WHOLE_F64
}

short! {
    i8: |x1, x2| (x2 != 0) & ((x1 != i8::MIN) | (x2 != -1)); |x| x as f32, WHOLE_F32;
    i16: |x1, x2| (x2 != 0) & ((x1 != i16::MIN) | (x2 != -1)); |x| x as f32, WHOLE_F32;
    i32: |x1, x2| (x2 != 0) & ((x1 != i32::MIN) | (x2 != -1)); |x| x as f64, WHOLE_F64;
    i64: |x1, x2| (x2 != 0) & is_short(x1) & is_short(x2); |x| short_float(x), WHOLE_F64;
    u8: |_x1, x2| x2 != 0; |x| x as f32, WHOLE_F32;
    u16: |_x1, x2| x2 != 0; |x| x as f32, WHOLE_F32;
    u32: |_x1, x2| x2 != 0; |x| x as f64, WHOLE_F64;
    u64: |x1, x2| (x2 != 0) & ((x1 | x2) >> 51 == 0); |x| short_float(x as i64), WHOLE_F64;
}

/// `part(quotient, remainder, x2)` of each element; `one` of all where an element does not fit.
#[inline(always)]
fn divided<T: Short, const N: usize>(x1: &[T; N], x2: &[T; N], one: impl Fn(T, T) -> T, part: impl Fn(T, T, T) -> T) -> [T; N] {
    let mut out = [T::zeroed(); N];
    let mut all = true;
    for j in 0..N {
        all &= T::fits(x1[j], x2[j]);
    }
    if all {
        for j in 0..N {
            let quotient = T::quotient(x1[j], x2[j]);
            out[j] = part(quotient, T::rest(x1[j], quotient, x2[j]), x2[j]);
        }
    } else {
        for j in 0..N {
            out[j] = one(x1[j], x2[j]);
        }
    }
    out
}

/// Division as Python defines it: `x1 == floor_divide * x2 + remainder`.
pub(crate) trait Python: Sized {
    fn floor_divide(self, x2: Self) -> Self;
    fn remainder(self, x2: Self) -> Self;
}

/// [`Python`] of what is no NaN. Functions of their own, which nothing is moved out of: the comparisons that the compiler
/// chooses raise for NaN, which is to stay silent.
trait Ordered: Sized {
    fn ordered_floor_divide(self, x2: Self) -> Self;
    fn ordered_remainder(self, x2: Self) -> Self;
}

trait SmallQuotient: Sized {
    /// The floor of `x1 / x2` where every whole number up to it is a float, so that the remainder is exact.
    fn small_quotient(x1: Self, x2: Self) -> Option<Self>;
}

macro_rules! python {
    ($($T:ty),*) => {$(
        impl Python for $T {
            #[inline]
            fn floor_divide(self, x2: $T) -> $T {
                if self.is_nan() || x2.is_nan() { self + x2 } else { self.ordered_floor_divide(x2) }
            }

            #[inline]
            fn remainder(self, x2: $T) -> $T {
                if self.is_nan() || x2.is_nan() { self + x2 } else { self.ordered_remainder(x2) }
            }
        }

        impl Ordered for $T {
            #[inline(never)]
            fn ordered_floor_divide(self, x2: $T) -> $T {
                match <$T>::small_quotient(self, x2) {
                    Some(floor) => floor,
                    None if x2 == 0.0 => self / x2,
                    None => {
                        let remainder = self % x2;
                        let below = remainder != 0.0 && (remainder < 0.0) != (x2 < 0.0);
                        let whole = (self - remainder) / x2 - if below { 1.0 } else { 0.0 };
                        if whole == 0.0 {
                            return (0.0 as $T).copysign(self / x2);
                        }
                        let floor = whole.floor();
                        if whole - floor > 0.5 { floor + 1.0 } else { floor }
                    }
                }
            }

            #[inline(never)]
            fn ordered_remainder(self, x2: $T) -> $T {
                let remainder = match <$T>::small_quotient(self, x2) {
                    Some(floor) => (-floor).mul_add(x2, self),
                    None => {
                        let remainder = self % x2;
                        let below = remainder != 0.0 && (remainder < 0.0) != (x2 < 0.0);
                        if below { remainder + x2 } else { remainder }
                    }
                };
                if remainder == 0.0 { remainder.copysign(x2) } else { remainder }
            }
        }

        impl SmallQuotient for $T {
            #[inline]
            fn small_quotient(x1: $T, x2: $T) -> Option<$T> {
                if x1.abs() < x2.abs() && x2.is_finite() {
                    let below = x1 != 0.0 && (x1 < 0.0) != (x2 < 0.0);
                    let zero = if x1.is_sign_negative() == x2.is_sign_negative() { 0.0 } else { -0.0 };
                    return Some(if below { -1.0 } else { zero });
                }
                // Asked before dividing, which would raise.
                if !(x1.abs() * (<$T>::EPSILON / 2.0) < x2.abs() && x2.is_finite()) {
                    return None;
                }
                let quotient = x1 / x2;
                let floor = quotient.floor();
                // Rounding is monotonic: a rounded quotient that is no whole number has its true floor.
                if floor != quotient {
                    return Some(floor);
                }
                let remainder = (-quotient).mul_add(x2, x1);
                let below = remainder != 0.0 && (remainder < 0.0) != (x2 < 0.0);
                Some(if below { floor - 1.0 } else { floor })
            }
        }
    )*};
}

python!(f32, f64);
