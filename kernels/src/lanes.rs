//! Arithmetic on whole arrays of lanes: what the compiler finds by itself at the baseline, in registers above it.

use crate::cast::{CastTo, Truncate};
use crate::element::Bool;
use bytemuck::Pod;
use num_complex::Complex;

/// Arrays of `T`, lane by lane. Whatever the registers, the results are those of the scalar code beside each method.
pub trait Lanes<T: Copy> {
    /// `x1 + x2`; integers wrap.
    fn add<const N: usize>(x1: &[T; N], x2: &[T; N]) -> [T; N];
    /// `x1 * x2`; integers wrap.
    fn multiply<const N: usize>(x1: &[T; N], x2: &[T; N]) -> [T; N];
    /// `if x1 > x2 { x1 } else { x2 }`.
    fn larger<const N: usize>(x1: &[T; N], x2: &[T; N]) -> [T; N];
    /// `if x1 < x2 { x1 } else { x2 }`.
    fn smaller<const N: usize>(x1: &[T; N], x2: &[T; N]) -> [T; N];
}

/// What floats have besides.
pub trait FloatLanes<T: Copy>: Lanes<T> {
    /// `if x.is_nan() { x1 } else { x2 }`.
    fn if_nan<const N: usize>(x: &[T; N], x1: &[T; N], x2: &[T; N]) -> [T; N];
}

/// Truths, a byte each.
pub trait Truths {
    /// How many hold.
    fn count<const N: usize>(x: &[Bool; N]) -> usize;
}

/// Floats as other numbers: to integers toward zero; what the integer cannot hold becomes its least number, and raises
/// invalid; integers of 8 and 16 bits are the lowest of 32.
pub trait Conversion<F: Copy, T> {
    /// `x as T`.
    fn convert<const N: usize>(x: &[F; N]) -> [T; N];
}

/// The sum of complex numbers is that of their parts.
#[inline(always)]
pub(crate) fn add_complex<S: FloatLanes<R>, R: Pod, const N: usize>(
    x1: &[Complex<R>; N],
    x2: &[Complex<R>; N],
) -> [Complex<R>; N] {
    let mut out = *x1;
    let (chunks, rest) = out.as_chunks_mut::<8>();
    for (j, x1) in rest.iter_mut().enumerate() {
        let x2 = &x2[N / 8 * 8 + j];
        [x1.re] = S::add(&[x1.re], &[x2.re]);
        [x1.im] = S::add(&[x1.im], &[x2.im]);
    }
    for (j, chunk) in chunks.iter_mut().enumerate() {
        let mut other = *chunk;
        other.copy_from_slice(&x2[8 * j..8 * j + 8]);
        let sum: [R; 16] = S::add(&bytemuck::cast(*chunk), &bytemuck::cast(other));
        *chunk = bytemuck::cast(sum);
    }
    out
}

#[inline(always)]
fn zip<T: Copy, const N: usize>(x1: &[T; N], x2: &[T; N], f: impl Fn(T, T) -> T) -> [T; N] {
    let mut out = *x1;
    for j in 0..N {
        out[j] = f(x1[j], x2[j]);
    }
    out
}

macro_rules! baseline {
    ($($T:ty, $add:expr, $multiply:expr;)*) => {$(
        impl Lanes<$T> for crate::instructions::Baseline {
            #[inline(always)]
            fn add<const N: usize>(x1: &[$T; N], x2: &[$T; N]) -> [$T; N] {
                zip(x1, x2, $add)
            }
            #[inline(always)]
            fn multiply<const N: usize>(x1: &[$T; N], x2: &[$T; N]) -> [$T; N] {
                zip(x1, x2, $multiply)
            }
            #[inline(always)]
            fn larger<const N: usize>(x1: &[$T; N], x2: &[$T; N]) -> [$T; N] {
                zip(x1, x2, |x1, x2| if x1 > x2 { x1 } else { x2 })
            }
            #[inline(always)]
            fn smaller<const N: usize>(x1: &[$T; N], x2: &[$T; N]) -> [$T; N] {
                zip(x1, x2, |x1, x2| if x1 < x2 { x1 } else { x2 })
            }
        }
    )*};
    (float $($T:ty),*) => {$(
        baseline!($T, |x1, x2| x1 + x2, |x1, x2| x1 * x2;);
        impl FloatLanes<$T> for crate::instructions::Baseline {
            #[inline(always)]
            fn if_nan<const N: usize>(x: &[$T; N], x1: &[$T; N], x2: &[$T; N]) -> [$T; N] {
                let mut out = *x1;
                for j in 0..N {
                    out[j] = if x[j].is_nan() { x1[j] } else { x2[j] };
                }
                out
            }
        }
    )*};
}

baseline! {
    i8, i8::wrapping_add, i8::wrapping_mul;
    i16, i16::wrapping_add, i16::wrapping_mul;
    i32, i32::wrapping_add, i32::wrapping_mul;
    i64, i64::wrapping_add, i64::wrapping_mul;
    u8, u8::wrapping_add, u8::wrapping_mul;
    u16, u16::wrapping_add, u16::wrapping_mul;
    u32, u32::wrapping_add, u32::wrapping_mul;
    u64, u64::wrapping_add, u64::wrapping_mul;
}
baseline!(float f32, f64);

impl Truths for crate::instructions::Baseline {
    #[inline(always)]
    fn count<const N: usize>(x: &[Bool; N]) -> usize {
        x.iter().map(|x| usize::from(x.get())).sum()
    }
}

macro_rules! baseline_conversion {
    ($($F:ty => $T:ty, |$x:ident| $value:expr;)*) => {$(
        impl Conversion<$F, $T> for crate::instructions::Baseline {
            #[inline(always)]
            fn convert<const N: usize>(x: &[$F; N]) -> [$T; N] {
                let mut out = [<$T>::default(); N];
                for (out, &$x) in out.iter_mut().zip(x) {
                    *out = $value;
                }
                out
            }
        }
    )*};
}

baseline_conversion! {
    f32 => i32, |x| x.truncate();
    f32 => i64, |x| x.truncate();
    f64 => i32, |x| x.truncate();
    f64 => i64, |x| x.truncate();
    f64 => f32, |x| x as f32;
}

/// By way of 32 bits, since the compiler knows how to narrow those.
macro_rules! narrowing {
    ($($Level:ty),*) => {$(narrowing!(@ $Level: f32 => i8, f32 => i16, f64 => i8, f64 => i16);)*};
    (@ $Level:ty: $($F:ty => $T:ty),*) => {$(
        impl Conversion<$F, $T> for $Level {
            #[inline(always)]
            fn convert<const N: usize>(x: &[$F; N]) -> [$T; N] {
                let whole: [i32; N] = <Self as Conversion<$F, i32>>::convert(x);
                CastTo::<$T>::cast_block::<Self, N>(&whole)
            }
        }
    )*};
}

narrowing!(crate::instructions::Baseline);
#[cfg(target_arch = "x86_64")]
narrowing!(crate::instructions::V3);

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{FloatLanes, Lanes, Conversion, Truths};
    use crate::element::Bool;
    use crate::instructions::{Baseline, V3, V4};
    use std::arch::x86_64::*;

    /// A method by one instruction a register; what fills none is left to the scalar code.
    macro_rules! method {
        ($name:ident, $T:ty, $lanes:literal, $Register:ty, ($($x:ident),*), $instruction:expr, $Rest:ident) => {
            #[inline(always)]
            fn $name<const N: usize>($($x: &[$T; N]),*) -> [$T; N] {
                if N % $lanes != 0 {
                    return <Baseline as $Rest<$T>>::$name($($x),*);
                }
                let mut out = [<$T>::default(); N];
                for j in (0..N).step_by($lanes) {
                    $(
                        // SAFETY: lanes j.. of the register's width are in the array.
                        let $x = unsafe { $x.as_ptr().add(j).cast::<$Register>().read_unaligned() };
                    )*
                    // SAFETY: the level's features are on.
                    let result = unsafe { $instruction };
                    // SAFETY: as the reads.
                    unsafe { out.as_mut_ptr().add(j).cast::<$Register>().write_unaligned(result) };
                }
                out
            }
        };
    }

    macro_rules! lanes {
        ($($Level:ident $T:ty, $lanes:literal $Register:ty: $add:ident, $max:ident, $min:ident $(, $multiply:ident)?;)*) => {$(
            impl Lanes<$T> for $Level {
                method!(add, $T, $lanes, $Register, (x1, x2), $add(x1, x2), Lanes);
                lanes!(@multiply $T, $lanes, $Register $(, $multiply)?);
                method!(larger, $T, $lanes, $Register, (x1, x2), $max(x1, x2), Lanes);
                method!(smaller, $T, $lanes, $Register, (x1, x2), $min(x1, x2), Lanes);
            }
        )*};
        (@multiply $T:ty, $lanes:literal, $Register:ty, $multiply:ident) => {
            method!(multiply, $T, $lanes, $Register, (x1, x2), $multiply(x1, x2), Lanes);
        };
        (@multiply $T:ty, $lanes:literal, $Register:ty) => {
            #[inline(always)]
            fn multiply<const N: usize>(x1: &[$T; N], x2: &[$T; N]) -> [$T; N] {
                <Baseline as Lanes<$T>>::multiply(x1, x2)
            }
        };
    }

    lanes! {
        V3 f32, 8 __m256: _mm256_add_ps, _mm256_max_ps, _mm256_min_ps, _mm256_mul_ps;
        V3 f64, 4 __m256d: _mm256_add_pd, _mm256_max_pd, _mm256_min_pd, _mm256_mul_pd;
        V3 i8, 32 __m256i: _mm256_add_epi8, _mm256_max_epi8, _mm256_min_epi8;
        V3 i16, 16 __m256i: _mm256_add_epi16, _mm256_max_epi16, _mm256_min_epi16, _mm256_mullo_epi16;
        V3 i32, 8 __m256i: _mm256_add_epi32, _mm256_max_epi32, _mm256_min_epi32, _mm256_mullo_epi32;
        V3 i64, 4 __m256i: _mm256_add_epi64, larger_i64, smaller_i64;
        V3 u8, 32 __m256i: _mm256_add_epi8, _mm256_max_epu8, _mm256_min_epu8;
        V3 u16, 16 __m256i: _mm256_add_epi16, _mm256_max_epu16, _mm256_min_epu16, _mm256_mullo_epi16;
        V3 u32, 8 __m256i: _mm256_add_epi32, _mm256_max_epu32, _mm256_min_epu32, _mm256_mullo_epi32;
        V3 u64, 4 __m256i: _mm256_add_epi64, larger_u64, smaller_u64;
        V4 f32, 16 __m512: _mm512_add_ps, _mm512_max_ps, _mm512_min_ps, _mm512_mul_ps;
        V4 f64, 8 __m512d: _mm512_add_pd, _mm512_max_pd, _mm512_min_pd, _mm512_mul_pd;
        V4 i8, 64 __m512i: _mm512_add_epi8, _mm512_max_epi8, _mm512_min_epi8;
        V4 i16, 32 __m512i: _mm512_add_epi16, _mm512_max_epi16, _mm512_min_epi16, _mm512_mullo_epi16;
        V4 i32, 16 __m512i: _mm512_add_epi32, _mm512_max_epi32, _mm512_min_epi32, _mm512_mullo_epi32;
        V4 i64, 8 __m512i: _mm512_add_epi64, _mm512_max_epi64, _mm512_min_epi64, _mm512_mullo_epi64;
        V4 u8, 64 __m512i: _mm512_add_epi8, _mm512_max_epu8, _mm512_min_epu8;
        V4 u16, 32 __m512i: _mm512_add_epi16, _mm512_max_epu16, _mm512_min_epu16, _mm512_mullo_epi16;
        V4 u32, 16 __m512i: _mm512_add_epi32, _mm512_max_epu32, _mm512_min_epu32, _mm512_mullo_epi32;
        V4 u64, 8 __m512i: _mm512_add_epi64, _mm512_max_epu64, _mm512_min_epu64, _mm512_mullo_epi64;
    }

    macro_rules! float_lanes {
        ($($Level:ident $T:ty, $lanes:literal $Register:ty: |$x:ident, $x1:ident, $x2:ident| $if_nan:expr;)*) => {$(
            impl FloatLanes<$T> for $Level {
                method!(if_nan, $T, $lanes, $Register, ($x, $x1, $x2), $if_nan, FloatLanes);
            }
        )*};
    }

    float_lanes! {
        V3 f32, 8 __m256: |x, x1, x2| nan_f32(x, x1, x2);
        V3 f64, 4 __m256d: |x, x1, x2| nan_f64(x, x1, x2);
        V4 f32, 16 __m512: |x, x1, x2| wide_nan_f32(x, x1, x2);
        V4 f64, 8 __m512d: |x, x1, x2| wide_nan_f64(x, x1, x2);
    }

    macro_rules! truths {
        ($($Level:ident $lanes:literal $Register:ty: |$x:ident| $count:expr;)*) => {$(
            impl Truths for $Level {
                #[inline(always)]
                fn count<const N: usize>(x: &[Bool; N]) -> usize {
                    const { assert!(N.is_multiple_of($lanes)) };
                    let mut count = 0;
                    for j in (0..N).step_by($lanes) {
                        // SAFETY: lanes j.. of the register's width are in the array.
                        let $x = unsafe { x.as_ptr().add(j).cast::<$Register>().read_unaligned() };
                        // SAFETY: the level's features are on.
                        count += unsafe { $count } as usize;
                    }
                    count
                }
            }
        )*};
    }

    truths! {
        V3 32 __m256i: |x| falsehoods(x).count_zeros();
        V4 64 __m512i: |x| _mm512_test_epi8_mask(x, x).count_ones();
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn falsehoods(x: __m256i) -> u32 {
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(x, _mm256_setzero_si256())) as u32
    }

    /// One conversion a register.
    macro_rules! conversion {
        ($($Level:ident $F:ty, $lanes:literal $From:ty => $T:ty, $To:ty: $convert:ident;)*) => {$(
            impl Conversion<$F, $T> for $Level {
                #[inline(always)]
                fn convert<const N: usize>(x: &[$F; N]) -> [$T; N] {
                    if N % $lanes != 0 {
                        return <Baseline as Conversion<$F, $T>>::convert(x);
                    }
                    let mut out = [<$T>::default(); N];
                    for j in (0..N).step_by($lanes) {
                        // SAFETY: lanes j.. of the register's width are in the array.
                        let register = unsafe { x.as_ptr().add(j).cast::<$From>().read_unaligned() };
                        // SAFETY: the level's features are on.
                        let result = unsafe { $convert(register) };
                        // SAFETY: as the read.
                        unsafe { out.as_mut_ptr().add(j).cast::<$To>().write_unaligned(result) };
                    }
                    out
                }
            }
        )*};
    }

    conversion! {
        V3 f64, 4 __m256d => f32, __m128: _mm256_cvtpd_ps;
        V4 f64, 8 __m512d => f32, __m256: _mm512_cvtpd_ps;
        V3 f32, 8 __m256 => i32, __m256i: _mm256_cvttps_epi32;
        V3 f64, 4 __m256d => i32, __m128i: _mm256_cvttpd_epi32;
        V4 f32, 16 __m512 => i32, __m512i: _mm512_cvttps_epi32;
        V4 f32, 16 __m512 => i8, __m128i: bytes_of_singles;
        V4 f32, 16 __m512 => i16, __m256i: words_of_singles;
        V4 f64, 8 __m512d => i8, i64: bytes_of_doubles;
        V4 f64, 8 __m512d => i16, __m128i: words_of_doubles;
        V4 f64, 8 __m512d => i32, __m256i: _mm512_cvttpd_epi32;
        V4 f32, 8 __m256 => i64, __m512i: _mm512_cvttps_epi64;
        V4 f64, 8 __m512d => i64, __m512i: _mm512_cvttpd_epi64;
    }

    /// AVX2 has no conversion to 64 bits; but added to 1.5 * 2^52, a smaller number stands in the lowest bits.
    macro_rules! to_64_bits {
        ($($F:ty),*) => {$(
            impl Conversion<$F, i64> for V3 {
                #[inline(always)]
                fn convert<const N: usize>(x: &[$F; N]) -> [i64; N] {
                    const SHIFT: f64 = 6755399441055744.0;
                    const LARGE: f64 = 2251799813685248.0;
                    if !x.iter().fold(true, |all, &x| all & (f64::from(x).abs() < LARGE)) {
                        return <Baseline as Conversion<$F, i64>>::convert(x);
                    }
                    let mut out = [0; N];
                    for (out, &x) in out.iter_mut().zip(x) {
                        *out = ((f64::from(x).trunc() + SHIFT).to_bits() as i64).wrapping_sub(SHIFT.to_bits() as i64);
                    }
                    out
                }
            }
        )*};
    }

    to_64_bits!(f32, f64);

    /// What is more than one instruction.
    macro_rules! registers {
        ($($features:literal $name:ident($($x:ident),*: $Register:ty) -> $Out:ty = $value:expr;)*) => {$(
            #[inline]
            #[target_feature(enable = $features)]
            fn $name($($x: $Register),*) -> $Out {
                $value
            }
        )*};
    }

    registers! {
        "avx2" larger_i64(x1, x2: __m256i) -> __m256i = _mm256_blendv_epi8(x2, x1, _mm256_cmpgt_epi64(x1, x2));
        "avx2" smaller_i64(x1, x2: __m256i) -> __m256i = _mm256_blendv_epi8(x1, x2, _mm256_cmpgt_epi64(x1, x2));
        "avx2" larger_u64(x1, x2: __m256i) -> __m256i = _mm256_blendv_epi8(x2, x1, _mm256_cmpgt_epi64(order(x1), order(x2)));
        "avx2" smaller_u64(x1, x2: __m256i) -> __m256i = _mm256_blendv_epi8(x1, x2, _mm256_cmpgt_epi64(order(x1), order(x2)));
        "avx2" order(x: __m256i) -> __m256i = _mm256_xor_si256(x, _mm256_set1_epi64x(i64::MIN));
        "avx2" nan_f32(x, x1, x2: __m256) -> __m256 = _mm256_blendv_ps(x2, x1, _mm256_cmp_ps::<_CMP_UNORD_Q>(x, x));
        "avx2" nan_f64(x, x1, x2: __m256d) -> __m256d = _mm256_blendv_pd(x2, x1, _mm256_cmp_pd::<_CMP_UNORD_Q>(x, x));
        "avx512f" wide_nan_f32(x, x1, x2: __m512) -> __m512 = _mm512_mask_mov_ps(x2, _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(x, x), x1);
        "avx512f" wide_nan_f64(x, x1, x2: __m512d) -> __m512d = _mm512_mask_mov_pd(x2, _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(x, x), x1);
        "avx512f" bytes_of_singles(x: __m512) -> __m128i = _mm512_cvtepi32_epi8(_mm512_cvttps_epi32(x));
        "avx512f" words_of_singles(x: __m512) -> __m256i = _mm512_cvtepi32_epi16(_mm512_cvttps_epi32(x));
        "avx512f,avx512vl" bytes_of_doubles(x: __m512d) -> i64 = _mm_cvtsi128_si64(_mm256_cvtepi32_epi8(_mm512_cvttpd_epi32(x)));
        "avx512f,avx512vl" words_of_doubles(x: __m512d) -> __m128i = _mm256_cvtepi32_epi16(_mm512_cvttpd_epi32(x));
    }
}
