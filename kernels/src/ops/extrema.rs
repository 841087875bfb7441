//! The larger, the smaller, and what lies between.

use super::complex::{at_least, at_most};
use super::define::*;

binary! {
    /// The larger; NaN if either is.
    Maximum(x1, x2) {
        boolean => Bool::new(x1.get() | x2.get());
        integer [plain] => x1.max(x2), S::larger(x1, x2);
        floating [quiet plain] => {
            let larger = if x1 > x2 { x1 } else { x2 };
            if x1.is_nan() { x1 } else { larger }
        }, S::if_nan(x1, x1, &S::larger(x1, x2));
        complex [quiet] => if x1.re.is_nan() | x1.im.is_nan() | at_least(x1, x2) { x1 } else { x2 };
    }
}

binary! {
    /// The smaller; NaN if either is.
    Minimum(x1, x2) {
        boolean => Bool::new(x1.get() & x2.get());
        integer [plain] => x1.min(x2), S::smaller(x1, x2);
        floating [quiet plain] => {
            let smaller = if x1 < x2 { x1 } else { x2 };
            if x1.is_nan() { x1 } else { smaller }
        }, S::if_nan(x1, x1, &S::smaller(x1, x2));
        complex [quiet] => if x1.re.is_nan() | x1.im.is_nan() | at_most(x1, x2) { x1 } else { x2 };
    }
}

binary! {
    /// The larger; the other if one is NaN.
    Fmax(x1, x2) {
        boolean => Bool::new(x1.get() | x2.get());
        integer [plain] => x1.max(x2), S::larger(x1, x2);
        floating [quiet plain] => {
            let larger = if x1 > x2 { x1 } else { x2 };
            if x2.is_nan() { x1 } else { larger }
        }, S::if_nan(x2, x1, &S::larger(x1, x2));
        complex [quiet] => if x2.re.is_nan() | x2.im.is_nan() | at_least(x1, x2) { x1 } else { x2 };
    }
}

binary! {
    /// The smaller; the other if one is NaN.
    Fmin(x1, x2) {
        boolean => Bool::new(x1.get() & x2.get());
        integer [plain] => x1.min(x2), S::smaller(x1, x2);
        floating [quiet plain] => {
            let smaller = if x1 < x2 { x1 } else { x2 };
            if x2.is_nan() { x1 } else { smaller }
        }, S::if_nan(x2, x1, &S::smaller(x1, x2));
        complex [quiet] => if x2.re.is_nan() | x2.im.is_nan() | at_most(x1, x2) { x1 } else { x2 };
    }
}

reduces!(Maximum: Bool, settled by |value| value.get());
reduces!(exact Maximum: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 C64 C128);
reduces!(Minimum: Bool, settled by |value| !value.get());
reduces!(exact Minimum: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 C64 C128);
reduces!(exact Fmax: Bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 C64 C128);
reduces!(exact Fmin: Bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 C64 C128);

/// `x1` no smaller than `x2` and no larger than `x3`; NaN if any is.
#[derive(Clone, Copy, Debug)]
pub struct Clip;

macro_rules! clip {
    ($($T:ty),*) => {$(
        impl Ternary<$T> for Clip {
            type Out = $T;
            const QUIET: bool = <Maximum as Binary<$T>>::QUIET;
            const IN_REGISTERS: bool = <Maximum as Binary<$T>>::IN_REGISTERS;

            #[inline(always)]
            fn apply(x1: $T, x2: $T, x3: $T) -> $T {
                <Minimum as Binary<$T>>::apply(<Maximum as Binary<$T>>::apply(x1, x2), x3)
            }

            #[inline(always)]
            fn block<S: Instructions, const N: usize>(x1: &[$T; N], x2: &[$T; N], x3: &[$T; N]) -> [$T; N] {
                let raised = <Maximum as Binary<$T>>::block::<S, N>(x1, x2);
                <Minimum as Binary<$T>>::block::<S, N>(&raised, x3)
            }
        }
    )*};
}

clip!(Bool, i8, i16, i32, i64, u8, u16, u32, u64, f16, bf16, f32, f64, C64, C128);
