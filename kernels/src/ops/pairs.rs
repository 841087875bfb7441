//! The operations that give two results.

use super::define::*;
use super::division::{FloorDivide, Remainder};
use crate::functions;

/// Mantissa in `[0.5, 1)` and exponent: `x == mantissa * 2 ** exponent`.
#[derive(Clone, Copy, Debug)]
pub struct Frexp;

/// Fractional and whole part, both with the sign of `x`.
#[derive(Clone, Copy, Debug)]
pub struct Modf;

/// [`FloorDivide`] and [`Remainder`].
#[derive(Clone, Copy, Debug)]
pub struct Divmod;

impl UnaryPair<f64> for Frexp {
    type Out1 = f64;
    type Out2 = i32;

    #[inline]
    fn apply(x: f64) -> (f64, i32) {
        const FIELD: u64 = 0x7ff << 52;
        if x == 0.0 || !x.is_finite() {
            return (x, 0);
        }
        // A subnormal is first made normal.
        let (scaled, shift) = if x.to_bits() & FIELD == 0 { (x * (1u64 << 54) as f64, 54) } else { (x, 0) };
        let exponent = (scaled.to_bits() & FIELD) >> 52;
        (f64::from_bits(scaled.to_bits() & !FIELD | 1022 << 52), exponent as i32 - 1022 - shift)
    }
}

/// By way of float64, which holds every mantissa and exponent of the smaller formats.
macro_rules! frexp {
    ($($T:ty),*) => {$(
        impl UnaryPair<$T> for Frexp {
            type Out1 = $T;
            type Out2 = i32;

            #[inline]
            fn apply(x: $T) -> ($T, i32) {
                let (mantissa, exponent) = <Frexp as UnaryPair<f64>>::apply(x.cast());
                (mantissa.cast(), exponent)
            }
        }
    )*};
}

frexp!(f16, bf16, f32);

macro_rules! modf {
    ($($T:ty as $R:ty),*) => {$(
        impl UnaryPair<$T> for Modf {
            type Out1 = $T;
            type Out2 = $T;

            #[inline]
            fn apply(x: $T) -> ($T, $T) {
                let x: $R = x.cast();
                let whole = x.trunc();
                let part = if x.is_infinite() { 0.0 } else { x - whole };
                (part.copysign(x).cast(), whole.cast())
            }
        }
    )*};
}

modf!(f16 as f32, bf16 as f32, f32 as f32, f64 as f64);

macro_rules! divmod {
    ($($T:ty),* => |$x1:ident, $x2:ident| $block:expr) => {$(
        impl BinaryPair<$T> for Divmod {
            type Out = $T;
            const WIDE: bool = <FloorDivide as Binary<$T>>::WIDE;
            const LOOPED: bool = <FloorDivide as Binary<$T>>::LOOPED;

            #[inline]
            fn apply(x1: $T, x2: $T) -> ($T, $T) {
                (<FloorDivide as Binary<$T>>::apply(x1, x2), <Remainder as Binary<$T>>::apply(x1, x2))
            }

            #[inline(always)]
            fn block<S: Instructions, const N: usize>($x1: &[$T; N], $x2: &[$T; N]) -> ([$T; N], [$T; N]) {
                $block
            }
        }
    )*};
}

divmod!(i8, i16, i32, i64, u8, u16, u32, u64 => |x1, x2| {
    let quotients = <FloorDivide as Binary<_>>::block::<S, N>(x1, x2);
    let mut remainders = *x1;
    for j in 0..N {
        remainders[j] = if x2[j] == 0 { 0 } else { x1[j].wrapping_sub(quotients[j].wrapping_mul(x2[j])) };
    }
    (quotients, remainders)
});
divmod!(f32, f64 => |x1, x2| functions::divmod::<_, S, N>(x1, x2));
divmod!(f16, bf16 => |x1, x2| {
    let wide = |x| CastTo::<f32>::cast_block::<S, N>(x);
    let (quotients, remainders) = functions::divmod::<f32, S, N>(&wide(x1), &wide(x2));
    (CastTo::cast_block::<S, N>(&quotients), CastTo::cast_block::<S, N>(&remainders))
});
