//! Casts between the element types, with the results of NumPy's unsafe casting.

use crate::element::{Bool, C64, C128, Element};
use crate::functions::reals;
use crate::half_precision as half_bits;
use crate::instructions::Instructions;
use crate::lanes::Conversion;
use half::{bf16, f16};
use num_complex::Complex;

/// `self` as a `B`: integers wrap, complex numbers lose their imaginary part, anything to [`Bool`] is `!= 0`, and floats
/// truncate; what no integer holds becomes what x86-64's conversion gives, and raises invalid.
pub trait CastTo<B: Element>: Element {
    /// Whether it costs next to nothing beside reading and writing memory.
    const PLAIN: bool = false;

    /// One element.
    fn cast(self) -> B;

    /// A block of them.
    #[inline(always)]
    fn cast_block<S: Instructions, const N: usize>(x: &[Self; N]) -> [B; N] {
        let mut out = [B::zeroed(); N];
        for (out, &x) in out.iter_mut().zip(x) {
            *out = x.cast();
        }
        out
    }
}

/// `[from] => [to] { one, of a block }`.
macro_rules! casts {
    ([$($A:ty),*] => $tail:tt $cast:tt) => { $(casts!(@from $A => $tail $cast);)* };
    (@from $A:ty => [$($B:ty),*] $cast:tt) => { $(casts!(@one $A => $B, $cast);)* };
    (@one $A:ty => $B:ty, { $(plain $PLAIN:literal)? |$x:ident| $value:expr $(, $block:expr)? }) => {
        impl CastTo<$B> for $A {
            $(const PLAIN: bool = $PLAIN;)?

            #[inline(always)]
            fn cast(self) -> $B {
                #[allow(dead_code)]
                type Target = $B;
                let $x = self;
                $value
            }

            $(
                #[inline(always)]
                fn cast_block<S: Instructions, const N: usize>($x: &[$A; N]) -> [$B; N] {
                    #[allow(dead_code)]
                    type Target = $B;
                    $block
                }
            )?
        }
    };
}

casts!([i8, i16, i32, i64, u8, u16, u32, u64] => [i8, i16, i32, i64, u8, u16, u32, u64] { plain true |x| x as Target });
casts!([i8, i16, i32, i64, u8, u16, u32, u64] => [f32, f64] { |x| x as Target });
casts!([i8, i16, i32, i64, u8, u16, u32, u64] => [C64, C128] { |x| Target::new(x as _, 0.0) });
casts!([i8, i16, i32, i64, u8, u16, u32, u64] => [Bool] { |x| Bool::new(x != 0) });
casts!([Bool] => [i8, i16, i32, i64, u8, u16, u32, u64] { |x| x.get() as Target });
casts!([Bool] => [f32, f64] { |x| u8::from(x.get()) as Target });
casts!([Bool] => [C64, C128] { |x| Target::new(u8::from(x.get()) as _, 0.0) });
casts!([Bool] => [Bool] { |x| Bool::new(x.get()) });
casts!([f32, f64] => [i8, i16, i32, i64, u8, u16, u32, u64] { |x| Truncate::<Target>::truncate(x), Truncate::block::<S, N>(x) });
casts!([f32] => [f32, f64] { |x| x as Target });
casts!([f64] => [f32] { |x| x as Target, <S as Conversion<f64, f32>>::convert(x) });
casts!([f64] => [f64] { plain true |x| x });
casts!([f32, f64] => [C64, C128] { |x| Target::new(x as _, 0.0) });
casts!([f32, f64] => [Bool] { |x| Bool::new(x != 0.0) });
casts!([C64, C128] => [i8, i16, i32, i64, u8, u16, u32, u64] { |x| Truncate::<Target>::truncate(x.re), Truncate::block::<S, N>(&reals::<_, S, N>(x)) });
casts!([C64, C128] => [f64] { |x| x.re as Target, CastTo::<Target>::cast_block::<S, N>(&reals::<_, S, N>(x)) });
casts!([C64, C128] => [f32] { |x| x.re as Target, reals::<_, S, N>(&CastTo::<C64>::cast_block::<S, N>(x)) });
casts!([C64] => [C64] { plain true |x| x });
casts!([C64] => [C128] { |x| Target::new(x.re as _, x.im as _) });
casts!([C128] => [C64] { |x| Target::new(x.re as _, x.im as _), cast_parts::<S, _, _, N>(x) });
casts!([C128] => [C128] { plain true |x| x });
casts!([C64, C128] => [Bool] { |x| Bool::new((x.re != 0.0) | (x.im != 0.0)) });

/// Both parts, as twice as many reals: so they fill registers.
#[inline(always)]
fn cast_parts<S: Instructions, A: CastTo<B>, B: Element, const N: usize>(x: &[Complex<A>; N]) -> [Complex<B>; N]
where
    Complex<A>: Element,
    Complex<B>: Element,
{
    const { assert!(N.is_multiple_of(8)) };
    let mut out = [<Complex<B> as bytemuck::Zeroable>::zeroed(); N];
    let (from, _) = x.as_chunks::<8>();
    let (to, _) = out.as_chunks_mut::<8>();
    for (from, to) in from.iter().zip(to) {
        let parts: [B; 16] = A::cast_block::<S, 16>(&bytemuck::cast(*from));
        *to = bytemuck::cast(parts);
    }
    out
}

/// Half precision goes by way of `f32`, in whole blocks.
macro_rules! half_casts {
    (@to $H:ty: $($B:ty),*) => {$(
        impl CastTo<$B> for $H {
            #[inline(always)]
            fn cast(self) -> $B {
                CastTo::<f32>::cast(self).cast()
            }

            #[inline(always)]
            fn cast_block<S: Instructions, const N: usize>(x: &[Self; N]) -> [$B; N] {
                let wide: [f32; N] = CastTo::<f32>::cast_block::<S, N>(x);
                CastTo::<$B>::cast_block::<S, N>(&wide)
            }
        }
    )*};
    (@from $H:ty: $($A:ty),*) => {$(
        impl CastTo<$H> for $A {
            #[inline(always)]
            fn cast(self) -> $H {
                CastTo::<f32>::cast(self).cast()
            }

            #[inline(always)]
            fn cast_block<S: Instructions, const N: usize>(x: &[Self; N]) -> [$H; N] {
                let wide: [f32; N] = CastTo::<f32>::cast_block::<S, N>(x);
                CastTo::<$H>::cast_block::<S, N>(&wide)
            }
        }
    )*};
    (@odd $H:ty: $($A:ty, |$x:ident| $re:expr;)*) => {$(
        impl CastTo<$H> for $A {
            #[inline(always)]
            fn cast(self) -> $H {
                let $x = self;
                half_bits::to_odd($re).cast()
            }

            #[inline(always)]
            fn cast_block<S: Instructions, const N: usize>(x: &[Self; N]) -> [$H; N] {
                let mut wide = [0.0; N];
                for (wide, &$x) in wide.iter_mut().zip(x) {
                    *wide = half_bits::to_odd($re);
                }
                CastTo::<$H>::cast_block::<S, N>(&wide)
            }
        }
    )*};
    ($($H:ty),*) => {$(
        half_casts!(@to $H: Bool, i8, i16, i32, i64, u8, u16, u32, u64, f64, C64, C128);
        half_casts!(@from $H: Bool, i8, i16, i32, i64, u8, u16, u32, u64, C64);
        half_casts!(@odd $H: f64, |x| x; C128, |x| x.re;);
        impl CastTo<$H> for $H {
            #[inline(always)]
            fn cast(self) -> $H {
                self
            }
        }
    )*};
}

half_casts!(f16, bf16);
half_casts!(@to f16: bf16);
half_casts!(@to bf16: f16);

impl CastTo<f32> for f16 {
    #[inline(always)]
    fn cast(self) -> f32 {
        half_bits::f16_to_f32(self)
    }

    #[inline(always)]
    fn cast_block<S: Instructions, const N: usize>(x: &[f16; N]) -> [f32; N] {
        S::widen(x)
    }
}

impl CastTo<f16> for f32 {
    #[inline(always)]
    fn cast(self) -> f16 {
        half_bits::f32_to_f16(self)
    }

    #[inline(always)]
    fn cast_block<S: Instructions, const N: usize>(x: &[f32; N]) -> [f16; N] {
        S::narrow(x)
    }
}

impl CastTo<f32> for bf16 {
    #[inline(always)]
    fn cast(self) -> f32 {
        half_bits::bf16_to_f32(self)
    }
}

impl CastTo<bf16> for f32 {
    #[inline(always)]
    fn cast(self) -> bf16 {
        half_bits::f32_to_bf16(self)
    }

    #[inline(always)]
    fn cast_block<S: Instructions, const N: usize>(x: &[f32; N]) -> [bf16; N] {
        half_bits::f32_to_bf16_block(x)
    }
}

/// Float to integer as x86-64 converts and C's compilers use it: through `i32`, or `i64` where 32 bits cannot hold it.
pub(crate) trait Truncate<B>: Copy {
    fn truncate(self) -> B;

    /// Of a block.
    fn block<S: Instructions, const N: usize>(x: &[Self; N]) -> [B; N];
}

macro_rules! in_registers {
    ($F:ty => $I:ty) => {
        #[inline(always)]
        fn block<S: Instructions, const N: usize>(x: &[$F; N]) -> [$I; N] {
            <S as Conversion<$F, $I>>::convert(x)
        }
    };
}

macro_rules! truncate {
    ($F:ty, $to_i32:ident, $to_i64:ident, $load:ident) => {
        #[cfg(target_arch = "x86_64")]
        impl Truncate<i32> for $F {
            #[inline(always)]
            fn truncate(self) -> i32 {
                use std::arch::x86_64::{$load, $to_i32};
                // SAFETY: SSE2 is part of x86-64.
                let register = unsafe { $load(self) };
                // SAFETY: SSE2 is part of x86-64.
                unsafe { $to_i32(register) }
            }

            in_registers!($F => i32);
        }

        #[cfg(target_arch = "x86_64")]
        impl Truncate<i64> for $F {
            #[inline(always)]
            fn truncate(self) -> i64 {
                use std::arch::x86_64::{$load, $to_i64};
                // SAFETY: SSE2 is part of x86-64.
                let register = unsafe { $load(self) };
                // SAFETY: SSE2 is part of x86-64.
                unsafe { $to_i64(register) }
            }

            in_registers!($F => i64);
        }

        #[cfg(not(target_arch = "x86_64"))]
        impl Truncate<i32> for $F {
            #[inline(always)]
            fn truncate(self) -> i32 {
                self as i32
            }

            in_registers!($F => i32);
        }

        #[cfg(not(target_arch = "x86_64"))]
        impl Truncate<i64> for $F {
            #[inline(always)]
            fn truncate(self) -> i64 {
                self as i64
            }

            in_registers!($F => i64);
        }

        impl Truncate<u64> for $F {
            #[inline(always)]
            fn truncate(self) -> u64 {
                const HALF: $F = 9_223_372_036_854_775_808.0;
                if self >= HALF {
                    (Truncate::<i64>::truncate(self - HALF) as u64) ^ (1 << 63)
                } else {
                    Truncate::<i64>::truncate(self) as u64
                }
            }

            #[inline(always)]
            fn block<S: Instructions, const N: usize>(x: &[$F; N]) -> [u64; N] {
                const HALF: $F = 9_223_372_036_854_775_808.0;
                let mut low = *x;
                let mut high = [0; N];
                for (x, high) in low.iter_mut().zip(&mut high) {
                    // By bits: of NaN nothing is raised here, nor of what is below.
                    let upper = (HALF.to_bits()..=<$F>::INFINITY.to_bits()).contains(&x.to_bits());
                    *high = u64::from(upper) << 63;
                    *x -= if upper { HALF } else { 0.0 };
                }
                let low = <S as Conversion<$F, i64>>::convert(&low);
                for (high, low) in high.iter_mut().zip(low) {
                    *high ^= low as u64;
                }
                high
            }
        }

        truncate!(@by i32, $F: i8, i16);
        truncate!(@as i8, $F: u8);
        truncate!(@as i16, $F: u16);
        truncate!(@as i64, $F: u32);
    };
    (@by $Via:ty, $F:ty: $($B:ty),*) => {$(
        impl Truncate<$B> for $F {
            #[inline(always)]
            fn truncate(self) -> $B {
                Truncate::<$Via>::truncate(self) as $B
            }

            in_registers!($F => $B);
        }
    )*};
    (@as $Via:ty, $F:ty: $B:ty) => {
        impl Truncate<$B> for $F {
            #[inline(always)]
            fn truncate(self) -> $B {
                Truncate::<$Via>::truncate(self) as $B
            }

            #[inline(always)]
            fn block<S: Instructions, const N: usize>(x: &[$F; N]) -> [$B; N] {
                CastTo::<$B>::cast_block::<S, N>(&<S as Conversion<$F, $Via>>::convert(x))
            }
        }
    };
}

truncate!(f32, _mm_cvttss_si32, _mm_cvttss_si64, _mm_set_ss);
truncate!(f64, _mm_cvttsd_si32, _mm_cvttsd_si64, _mm_set_sd);
