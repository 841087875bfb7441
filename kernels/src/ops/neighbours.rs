//! Floats as their format has them: signs, steps and exponents.

use super::define::*;

binary! {
    /// `x1` with the sign of `x2`.
    Copysign(x1, x2) {
        floating => x1.copysign(x2);
    }
}

binary! {
    /// 0 below zero, 1 above, `x2` at zero; NaN stays.
    Heaviside(x1, x2) {
        floating [quiet] => {
            let step = if x1 > 0.0 { 1.0 } else { 0.0 };
            let step = if x1 == 0.0 { x2 } else { step };
            if x1.is_nan() { x1 } else { step }
        };
    }
}

/// The next number after `x1` toward `x2`.
#[derive(Clone, Copy, Debug)]
pub struct Nextafter;

/// The distance from `|x|` to the next number.
#[derive(Clone, Copy, Debug)]
pub struct Spacing;

/// Numbers of one sign are ordered as their bits. The distance is to the next number away from zero, with the sign of `x`; but that of
/// float16 is, as NumPy has it, to the next larger one.
macro_rules! neighbours {
    ($($T:ty, $NAN:expr, $MIN:expr, $away:expr;)*) => {$(
        impl Binary<$T> for Nextafter {
            type Out = $T;
            const WIDE: bool = false;

            #[inline]
            fn apply(x1: $T, x2: $T) -> $T {
                if x1.is_nan() || x2.is_nan() {
                    return $NAN;
                }
                if x1 == x2 {
                    return x2;
                }
                let bits = x1.to_bits();
                let magnitude = bits << 1;
                if magnitude == 0 {
                    crate::fpe::raise(crate::fpe::UNDERFLOW);
                    return <$T>::from_bits(1).copysign(x2);
                }
                let next = <$T>::from_bits(if (x1 < x2) == x1.is_sign_positive() { bits + 1 } else { bits - 1 });
                if next.is_infinite() {
                    crate::fpe::raise(crate::fpe::OVERFLOW);
                } else if next.to_bits() << 1 < $MIN.to_bits() << 1 {
                    crate::fpe::raise(crate::fpe::UNDERFLOW);
                }
                next
            }
        }

        impl Unary<$T> for Spacing {
            type Out = $T;
            const WIDE: bool = false;

            #[inline]
            fn apply(x: $T) -> $T {
                if !x.is_finite() {
                    return $NAN;
                }
                let away = x.is_sign_positive() || $away;
                let next = match x.to_bits() << 1 {
                    0 => 1,
                    _ if away => x.to_bits() + 1,
                    _ => x.to_bits() - 1,
                };
                let next = <$T>::from_bits(next);
                if next.is_infinite() { next } else { next - x }
            }
        }
    )*};
}

neighbours! {
    f16, f16::NAN, f16::MIN_POSITIVE, false;
    bf16, bf16::NAN, bf16::MIN_POSITIVE, true;
    f32, f32::NAN, f32::MIN_POSITIVE, true;
    f64, f64::NAN, f64::MIN_POSITIVE, true;
}

/// `x1 * 2 ** x2`.
#[derive(Clone, Copy, Debug)]
pub struct Ldexp;

macro_rules! ldexp {
    ($T:ty, $c:ident) => {
        ldexp!(@as $T: i32, |x1, x2| {
            unsafe extern "C" {
                safe fn $c(x1: $T, x2: std::ffi::c_int) -> $T;
            }
            $c(x1, x2)
        });
        ldexp!(@long $T);
    };
    (half $($T:ty),*) => {$(
        ldexp!(@as $T: i32, |x1, x2| {
            let x1: f32 = x1.cast();
            <Ldexp as Binary<f32, i32>>::apply(x1, x2).cast()
        });
        ldexp!(@long $T);
    )*};
    (@long $T:ty) => {
        ldexp!(@as $T: i64, |x1, x2| <Ldexp as Binary<$T, i32>>::apply(x1, x2.clamp(i32::MIN.into(), i32::MAX.into()) as i32));
    };
    (@as $T:ty: $I:ty, |$x1:ident, $x2:ident| $value:expr) => {
        impl Binary<$T, $I> for Ldexp {
            type Out = $T;
            const WIDE: bool = false;

            #[inline]
            fn apply($x1: $T, $x2: $I) -> $T {
                $value
            }
        }
    };
}

ldexp!(f32, ldexpf);
ldexp!(f64, ldexp);
ldexp!(half f16, bf16);
