//! What differs between levels beyond what the compiler finds by itself: half-precision conversion.

use crate::functions::{Holds, One, OneSingle};
use crate::half_precision;
use crate::lanes::{Conversion, FloatLanes, Lanes, Truths};
use half::f16;

/// The instructions that a loop may use.
pub trait Instructions:
    FloatLanes<f32>
    + FloatLanes<f64>
    + Lanes<i8>
    + Lanes<i16>
    + Lanes<i32>
    + Lanes<i64>
    + Lanes<u8>
    + Lanes<u16>
    + Lanes<u32>
    + Lanes<u64>
    + Truths
    + Conversion<f32, i8>
    + Conversion<f32, i16>
    + Conversion<f64, i8>
    + Conversion<f64, i16>
    + Conversion<f32, i32>
    + Conversion<f32, i64>
    + Conversion<f64, i32>
    + Conversion<f64, i64>
    + Conversion<f64, f32>
    + 'static
{
    /// Whether registers are so wide that small pieces of a loop are compiled for them too, once for each loop.
    const WIDE: bool;
    /// The registers of the elementary functions.
    type Float64s: Holds<f64> + Holds<f32>;
    /// Those of float32s.
    type Float32s: Holds<f32>;

    /// Exact.
    fn widen<const N: usize>(x: &[f16; N]) -> [f32; N];
    /// Rounds to nearest even, and raises overflow and underflow.
    fn narrow<const N: usize>(x: &[f32; N]) -> [f16; N];
}

/// What every CPU of the architecture has.
pub struct Baseline;

impl Instructions for Baseline {
    const WIDE: bool = false;
    type Float64s = One;
    type Float32s = OneSingle;

    #[inline(always)]
    fn widen<const N: usize>(x: &[f16; N]) -> [f32; N] {
        let mut out = [0.0; N];
        for (out, x) in out.iter_mut().zip(x) {
            *out = half_precision::f16_to_f32(*x);
        }
        out
    }

    #[inline(always)]
    fn narrow<const N: usize>(x: &[f32; N]) -> [f16; N] {
        half_precision::f32_to_f16_block(x)
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{V3, V4};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Instructions;
    use crate::functions::{Eight, EightSingles, Four, SixteenSingles};
    use half::f16;
    use std::arch::x86_64::*;

    macro_rules! level {
        ($Level:ident, $Float64s:ident, $Float32s:ident, $lanes:literal, $load:ident, $Half:ty, $widen:ident, $store:ident, $read:ident, $narrow:ident, $write:ident) => {
            /// A level of x86-64; code for it runs only inside the target features of its name.
            pub struct $Level;

            impl Instructions for $Level {
                const WIDE: bool = true;
                type Float64s = $Float64s;
                type Float32s = $Float32s;

                #[inline(always)]
                fn widen<const N: usize>(x: &[f16; N]) -> [f32; N] {
                    let mut out = [0.0; N];
                    let (from, _) = x.as_chunks::<$lanes>();
                    let (to, _) = out.as_chunks_mut::<$lanes>();
                    for (from, to) in from.iter().zip(to) {
                        // SAFETY: the level's features are on, and the chunk holds the register's lanes.
                        let half = unsafe { $load(from.as_ptr().cast::<$Half>()) };
                        // SAFETY: the level's features are on.
                        let wide = unsafe { $widen(half) };
                        // SAFETY: as the load.
                        unsafe { $store(to.as_mut_ptr(), wide) };
                    }
                    if N % $lanes != 0 {
                        let rest = N / $lanes * $lanes;
                        // Filled in a register: what is read back in other pieces than it was written in waits.
                        let mut padded = [x[rest]; $lanes];
                        for j in rest + 1..N {
                            padded[j - rest] = x[j];
                        }
                        out[rest..].copy_from_slice(&Self::widen(&padded)[..N - rest]);
                    }
                    out
                }

                #[inline(always)]
                fn narrow<const N: usize>(x: &[f32; N]) -> [f16; N] {
                    let mut out = [f16::ZERO; N];
                    let (from, _) = x.as_chunks::<$lanes>();
                    let (to, _) = out.as_chunks_mut::<$lanes>();
                    for (from, to) in from.iter().zip(to) {
                        // SAFETY: the level's features are on, and the chunk holds the register's lanes.
                        let wide = unsafe { $read(from.as_ptr()) };
                        // SAFETY: the level's features are on.
                        let half = unsafe { $narrow::<_MM_FROUND_TO_NEAREST_INT>(wide) };
                        // SAFETY: as the load.
                        unsafe { $write(to.as_mut_ptr().cast::<$Half>(), half) };
                    }
                    if N % $lanes != 0 {
                        let rest = N / $lanes * $lanes;
                        // Filled in a register: what is read back in other pieces than it was written in waits.
                        let mut padded = [x[rest]; $lanes];
                        for j in rest + 1..N {
                            padded[j - rest] = x[j];
                        }
                        out[rest..].copy_from_slice(&Self::narrow(&padded)[..N - rest]);
                    }
                    out
                }
            }
        };
    }

    level!(V3, Four, EightSingles, 8, _mm_loadu_si128, __m128i, _mm256_cvtph_ps, _mm256_storeu_ps, _mm256_loadu_ps, _mm256_cvtps_ph, _mm_storeu_si128);
    level!(V4, Eight, SixteenSingles, 16, _mm256_loadu_si256, __m256i, _mm512_cvtph_ps, _mm512_storeu_ps, _mm512_loadu_ps, _mm512_cvtps_ph, _mm256_storeu_si256);
}
