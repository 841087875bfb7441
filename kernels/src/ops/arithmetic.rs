//! Sums, products, and what else keeps to the four rules.

use super::complex;
use super::define::*;
use crate::cast::Truncate;
use crate::functions::{self, apply2, block2};
use crate::lanes::add_complex;

binary! {
    /// `x1 + x2`; integers wrap, booleans are or-ed.
    Add(x1, x2) {
        boolean => Bool::new(x1.get() | x2.get());
        integer [plain] => x1.wrapping_add(x2), S::add(x1, x2);
        floating [plain] => x1 + x2, S::add(x1, x2);
        complex [plain] => x1 + x2, add_complex::<S, R, N>(x1, x2);
    }
}

binary! {
    /// `x1 - x2`; integers wrap.
    Subtract(x1, x2) {
        integer [plain] => x1.wrapping_sub(x2);
        floating [plain] => x1 - x2;
        complex [plain] => x1 - x2;
    }
}

binary! {
    /// `x1 * x2`; integers wrap, booleans are and-ed.
    Multiply(x1, x2) {
        boolean => Bool::new(x1.get() & x2.get());
        integer => x1.wrapping_mul(x2), S::multiply(x1, x2);
        floating [plain] => x1 * x2, S::multiply(x1, x2);
        complex => x1 * x2, functions::products::<R, S, N>(x1, x2);
    }
}

binary! {
    /// `x1 / x2`, the true quotient: of integers in float64.
    Divide(x1, x2) {
        integer -> f64 => x1 as f64 / x2 as f64;
        floating => x1 / x2;
        complex [long] => complex::divide(x1, x2), complex::divide_block::<R, S, N>(x1, x2);
    }
}

unary! {
    /// `-x`; integers wrap.
    Negative(x) {
        integer [plain] => x.wrapping_neg();
        float [plain] => -x;
        half => T::from_bits(x.to_bits() ^ 0x8000);
        complex [plain] => -x;
    }
}

unary! {
    /// `+x`.
    Positive(x) {
        integer [plain] => x;
        float [plain] => x;
        half [plain] => x;
        complex => x;
    }
}

unary! {
    /// `|x|`; the least integer wraps to itself; of a complex number, its distance from zero.
    Absolute(x) {
        boolean => x;
        signed [plain] => x.wrapping_abs();
        unsigned [plain] => x;
        float [plain] => x.abs();
        half => T::from_bits(x.to_bits() & 0x7fff);
        complex -> Real [long] => apply2::<functions::Hypot, R>(x.re, x.im), functions::magnitudes::<R, S, N>(x);
    }
}

unary! {
    /// `|x|` of a float.
    Fabs(x) {
        float [plain] => x.abs();
        half => T::from_bits(x.to_bits() & 0x7fff);
    }
}

unary! {
    /// -1, 0 or 1; NaN stays; `z / |z|` of a complex number.
    Sign(x) {
        signed [plain] => x.signum(), S::smaller(&S::larger(x, &[-1; N]), &[1; N]);
        unsigned [plain] => T::from(x > 0);
        floating [quiet] => if x.is_nan() { x } else { T::from(i8::from(x > 0.0) - i8::from(x < 0.0)) };
        complex [slow] => complex::sign(x);
    }
}

unary! {
    /// `1 / x`; of an integer truncated to one.
    Reciprocal(x) {
        integer [slow] => Truncate::<T>::truncate(1.0 / x as f64);
        floating => 1.0 / x;
        complex [long] => complex::reciprocal(x), functions::of_parts::<functions::Inverse, R, S, N>(x, x);
    }
}

unary! {
    /// `x * x`.
    Square(x) {
        integer [plain] => x.wrapping_mul(x);
        floating [plain] => x * x;
        complex [registers] => x * x, functions::products::<R, S, N>(x, x);
    }
}

unary! {
    /// The complex conjugate.
    Conjugate(x) {
        integer [plain] => x;
        float [plain] => x;
        half [plain] => x;
        complex => T::new(x.re, -x.im), complex::conjugate_block(x);
    }
}

unary! {
    /// Degrees to radians.
    Deg2rad(x) {
        floating => x * (std::f64::consts::PI / 180.0) as T;
    }
}

unary! {
    /// Radians to degrees.
    Rad2deg(x) {
        floating => x * (180.0 / std::f64::consts::PI) as T;
    }
}

binary! {
    /// `x1` to the power `x2`; integers wrap, and a negative power of one is what is left of the fraction.
    Power(x1, x2) {
        signed [slow] => {
            if x2 < 0 {
                match x1 {
                    1 => 1,
                    -1 => if x2 & 1 == 0 { 1 } else { -1 },
                    _ => 0,
                }
            } else {
                let (mut base, mut exponent, mut power) = (x1, x2, 1 as T);
                while exponent > 0 {
                    if exponent & 1 == 1 {
                        power = power.wrapping_mul(base);
                    }
                    base = base.wrapping_mul(base);
                    exponent >>= 1;
                }
                power
            }
        };
        unsigned [slow] => {
            let (mut base, mut exponent, mut power) = (x1, x2, 1 as T);
            while exponent > 0 {
                if exponent & 1 == 1 {
                    power = power.wrapping_mul(base);
                }
                base = base.wrapping_mul(base);
                exponent >>= 1;
            }
            power
        };
        floating [long] => apply2::<functions::Power, T>(x1, x2), block2::<functions::Power, T, S, N>(x1, x2);
        complex [slow] => complex::power(x1, x2);
    }
}

/// [`Power`] of floats.
pub type FloatPower = Power;

reduces!(exact Add: Bool i8 i16 i32 i64 u8 u16 u32 u64);
reduces!(Add: f32 f64 C64 C128);
reduces!(exact Multiply: Bool i8 i16 i32 i64 u8 u16 u32 u64);
reduces!(Multiply: f32 f64 C64 C128);
