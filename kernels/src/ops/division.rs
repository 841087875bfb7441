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
        floating [slow] => x1 % x2;
    }
}

/// Integers short enough that a float's quotient, truncated, is theirs: they differ from the next whole number by more than it rounds.
trait Short: Element {
    /// The quotient truncated toward zero, and whether there is one; without it, any number.
    fn quotient(x1: Self, x2: Self) -> (Self, bool);
    /// What the quotient leaves.
    fn rest(x1: Self, quotient: Self, x2: Self) -> Self;
}

macro_rules! short {
    ($F:ident, $whole:literal: $($T:ident $(or $negative:literal)?),*) => {$(
        impl Short for $T {
            #[inline(always)]
            fn quotient(x1: $T, x2: $T) -> ($T, bool) {
                let fits = (x2 != 0) $(& !((x1 == $T::MIN) & (x2 == $negative)))?;
                let x2 = if x2 == 0 { 1 } else { x2 };
                // Added to this number, a whole one stands in the lowest bits.
                let shifted = (x1 as $F / x2 as $F).trunc() + $whole;
                (shifted.to_bits() as $T, fits)
            }

            #[inline(always)]
            fn rest(x1: $T, quotient: $T, x2: $T) -> $T {
                x1.wrapping_sub(quotient.wrapping_mul(x2))
            }
        }
    )*};
}

short!(f32, 12582912.0: i8 or -1, i16 or -1, u8, u16);
short!(f64, 6755399441055744.0: i32 or -1, u32);

/// No float holds these; their loops go element by element.
macro_rules! long {
    ($($T:ident),*) => {$(
        impl Short for $T {
            fn quotient(_: $T, _: $T) -> ($T, bool) {
                (0, false)
            }

            fn rest(_: $T, _: $T, _: $T) -> $T {
                0
            }
        }
    )*};
}

long!(i64, u64);

/// `part(quotient, remainder, x2)` of each element; `one` of all where an element has no quotient.
#[inline(always)]
fn divided<T: Short, const N: usize>(x1: &[T; N], x2: &[T; N], one: impl Fn(T, T) -> T, part: impl Fn(T, T, T) -> T) -> [T; N] {
    let mut out = [T::zeroed(); N];
    let mut all = true;
    for j in 0..N {
        let (quotient, fits) = T::quotient(x1[j], x2[j]);
        out[j] = part(quotient, T::rest(x1[j], quotient, x2[j]), x2[j]);
        all &= fits;
    }
    if !all {
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
