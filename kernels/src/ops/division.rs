//! Quotients and remainders, with the signs that Python and C give them.

use super::define::*;
use crate::fpe;

binary! {
    /// The quotient rounded down; of integers by zero it is zero, and raises divide.
    FloorDivide(x1, x2) {
        signed [slow] => {
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
        };
        unsigned [slow] => if x2 == 0 { fpe::raise(fpe::DIVIDE); 0 } else { x1 / x2 };
        floating [slow] => Python::floor_divide(x1, x2);
    }
}

binary! {
    /// What [`FloorDivide`] leaves, with the sign of `x2`.
    Remainder(x1, x2) {
        signed [slow] => {
            if x2 == 0 {
                fpe::raise(fpe::DIVIDE);
                0
            } else {
                let remainder = x1.wrapping_rem(x2);
                if remainder != 0 && (remainder < 0) != (x2 < 0) { remainder + x2 } else { remainder }
            }
        };
        unsigned [slow] => if x2 == 0 { fpe::raise(fpe::DIVIDE); 0 } else { x1 % x2 };
        floating [slow] => Python::remainder(x1, x2);
    }
}

binary! {
    /// What division truncated toward zero leaves, with the sign of `x1`.
    Fmod(x1, x2) {
        integer [slow] => if x2 == 0 { fpe::raise(fpe::DIVIDE); 0 } else { x1.wrapping_rem(x2) };
        floating [slow] => x1 % x2;
    }
}

/// Division as Python defines it: `x1 == floor_divide * x2 + remainder`.
pub(super) trait Python: Sized {
    fn floor_divide(self, x2: Self) -> Self;
    fn remainder(self, x2: Self) -> Self;
}

macro_rules! python {
    ($($T:ty),*) => {$(
        impl Python for $T {
            #[inline]
            fn floor_divide(self, x2: $T) -> $T {
                let quotient = self / x2;
                let floor = quotient.floor();
                // Rounding is monotonic: a rounded quotient that is no integer has its true floor.
                if quotient != floor && quotient.is_finite() {
                    return floor;
                }
                if x2 == 0.0 {
                    return quotient;
                }
                let remainder = self % x2;
                let below = remainder != 0.0 && (remainder < 0.0) != (x2 < 0.0);
                let whole = (self - remainder) / x2 - if below { 1.0 } else { 0.0 };
                if whole == 0.0 {
                    return (0.0 as $T).copysign(quotient);
                }
                let floor = whole.floor();
                if whole - floor > 0.5 { floor + 1.0 } else { floor }
            }

            #[inline]
            fn remainder(self, x2: $T) -> $T {
                let remainder = self % x2;
                if x2 == 0.0 || remainder.is_nan() {
                    remainder
                } else if remainder == 0.0 {
                    (0.0 as $T).copysign(x2)
                } else if (remainder < 0.0) != (x2 < 0.0) {
                    remainder + x2
                } else {
                    remainder
                }
            }
        }
    )*};
}

python!(f32, f64);
