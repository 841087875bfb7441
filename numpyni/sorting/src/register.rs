//! Registers of words: what sorting asks of an instruction set.

use std::arch::x86_64::*;
use std::mem::transmute;

use crate::quick::Word;

/// A register of words, as far as words are told apart in it. Its methods are for code inside the target features of its instruction set.
pub(crate) trait Lanes: Copy {
    /// What a lane holds.
    type Word: Word;
    /// How many lanes it has.
    const LANES: usize;

    /// `x` in every lane.
    fn splat(x: Self::Word) -> Self;
    /// # Safety
    /// The CPU has the instruction set, and `LANES` words may be read.
    unsafe fn load(from: *const Self::Word) -> Self;
    /// # Safety
    /// The CPU has the instruction set, and `LANES` words may be written.
    unsafe fn store(self, to: *mut Self::Word);
    /// The lanes that are greater than the pivot's, as bits.
    fn above(self, pivot: Self) -> u32;
    /// Each lane's bits, those turned that are set in the other's.
    fn turned(self, other: Self) -> Self;
    /// Lanes with their bit first; what comes behind them is anything.
    fn packed(self, bits: u32) -> Self;
}

/// A register of words that are sorted in it.
pub(crate) trait Register: Lanes {
    /// The smaller and the larger, lane by lane.
    fn exchange(self, other: Self) -> (Self, Self);
    /// Lane i from lane i ^ `XOR`.
    fn crossed<const XOR: usize>(self) -> Self;
    /// `high` in the lanes whose number has the highest bit of `XOR`, `low` in the others.
    fn joined<const XOR: usize>(low: Self, high: Self) -> Self;
    /// Lanes without their bit first, then the others.
    fn arranged(self, bits: u32) -> Self;

    /// Lanes that are not greater than the pivot's first, then the others; and how many come first.
    #[inline(always)]
    fn split(self, pivot: Self) -> (Self, usize) {
        let above = self.above(pivot);
        (self.arranged(above), Self::LANES - above.count_ones() as usize)
    }
}

/// Lane i ^ `XOR` for each lane i of `N`, each counted as `PARTS` places.
const fn cross<const XOR: usize, const N: usize, const PARTS: usize>() -> [i32; N] {
    let mut lanes = [0; N];
    let mut i = 0;
    while i < N {
        lanes[i] = ((((i / PARTS) ^ XOR) * PARTS + i % PARTS) % N) as i32;
        i += 1;
    }
    lanes
}

/// The lanes whose number has the highest bit of `XOR`, as bits.
const fn upper<const XOR: usize>() -> u32 {
    let bit = 1 << XOR.ilog2();
    let (mut mask, mut i) = (0, 0);
    while i < 16 {
        mask |= ((i & bit != 0) as u32) << i;
        i += 1;
    }
    mask
}

/// All ones in the places whose bit is set in `mask`, each lane of which counts as `PARTS` places.
const fn spread<const PARTS: usize>(mask: u32) -> [i32; 8] {
    let (mut places, mut i) = ([0; 8], 0);
    while i < 8 {
        places[i] = -((mask >> (i / PARTS) & 1) as i32);
        i += 1;
    }
    places
}

/// For each mask of `LANES` lanes, the places that bring lanes without their bit before those with it.
const fn splits<const MASKS: usize, const LANES: usize>() -> [[u8; 8]; MASKS] {
    let mut table = [[0; 8]; MASKS];
    let mut mask = 0;
    while mask < MASKS {
        let (mut at, mut wanted) = (0, 0);
        while wanted < 2 {
            let mut lane = 0;
            while lane < LANES {
                if mask >> lane & 1 == wanted {
                    let (parts, mut part) = (8 / LANES, 0);
                    while part < parts {
                        table[mask][at] = (lane * parts + part) as u8;
                        at += 1;
                        part += 1;
                    }
                }
                lane += 1;
            }
            wanted += 1;
        }
        mask += 1;
    }
    table
}

static SPLITS_OF_8: [[u8; 8]; 256] = splits::<256, 8>();
static SPLITS_OF_4: [[u8; 8]; 16] = splits::<16, 4>();

/// One register type a block; an expression may use the names beside it.
macro_rules! lanes {
    ($($Name:ident($Raw:ty) of $lanes:literal $Word:ty: splat $splat:ident($Splat:ty);
        above |$x:ident, $pivot:ident| $above:expr;
        turned $turned:ident;
        packed |$a:ident, $bits:ident| $packed:expr;)*) => {$(
        #[derive(Clone, Copy)]
        pub(crate) struct $Name($Raw);

        impl Lanes for $Name {
            type Word = $Word;
            const LANES: usize = $lanes;

            #[inline(always)]
            fn splat(x: $Word) -> Self {
                // SAFETY: the instruction set is there, as for all methods.
                $Name(unsafe { $splat(x as $Splat) })
            }

            #[inline(always)]
            unsafe fn load(from: *const $Word) -> Self {
                // SAFETY: the caller's promise.
                $Name(unsafe { from.cast::<$Raw>().read_unaligned() })
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut $Word) {
                // SAFETY: the caller's promise.
                unsafe { to.cast::<$Raw>().write_unaligned(self.0) }
            }

            #[inline(always)]
            fn above(self, pivot: Self) -> u32 {
                let ($x, $pivot) = (self.0, pivot.0);
                // SAFETY: the instruction set is there.
                unsafe { $above }
            }

            #[inline(always)]
            fn turned(self, other: Self) -> Self {
                // SAFETY: the instruction set is there.
                $Name(unsafe { $turned(self.0, other.0) })
            }

            #[inline(always)]
            fn packed(self, bits: u32) -> Self {
                let ($a, $bits) = (self.0, bits);
                // SAFETY: the instruction set is there.
                $Name(unsafe { $packed })
            }
        }
    )*};
}

/// What sorting asks of them besides.
macro_rules! registers {
    ($($Name:ident($Raw:ty):
        exchange |$x1:ident, $x2:ident| $exchange:expr;
        crossed |$c:ident, $index:ident of $parts:literal| $crossed:expr;
        joined $mask:ident = $mask_value:expr, |$low:ident, $high:ident| $joined:expr;
        arranged |$a:ident, $bits:ident| $arranged:expr;)*) => {$(
        impl Register for $Name {
            #[inline(always)]
            fn exchange(self, other: Self) -> (Self, Self) {
                let ($x1, $x2) = (self.0, other.0);
                // SAFETY: the instruction set is there.
                let (low, high) = unsafe { $exchange };
                ($Name(low), $Name(high))
            }

            #[inline(always)]
            fn crossed<const XOR: usize>(self) -> Self {
                let $c = self.0;
                let lanes = const { cross::<XOR, { size_of::<$Raw>() / 4 }, $parts>() };
                // SAFETY: as many bits, and all of them are a value.
                let $index = unsafe { transmute::<[i32; size_of::<$Raw>() / 4], $Raw>(lanes) };
                // SAFETY: the instruction set is there.
                $Name(unsafe { $crossed })
            }

            #[inline(always)]
            fn joined<const XOR: usize>(low: Self, high: Self) -> Self {
                let ($low, $high) = (low.0, high.0);
                let $mask = const { $mask_value };
                // SAFETY: the instruction set is there.
                $Name(unsafe { $joined })
            }

            #[inline(always)]
            fn arranged(self, bits: u32) -> Self {
                let ($a, $bits) = (self.0, bits as usize);
                // SAFETY: the instruction set is there.
                $Name(unsafe { $arranged })
            }
        }
    )*};
}

lanes! {
    Avx2x32(__m256i) of 8 i32: splat _mm256_set1_epi32(i32);
        above |x, pivot| above_8(x, pivot);
        turned _mm256_xor_si256;
        packed |x, bits| _mm256_permutevar8x32_epi32(x, places(SPLITS_OF_8[!bits as usize & 255]));

    Avx2x64(__m256i) of 4 i64: splat _mm256_set1_epi64x(i64);
        above |x, pivot| above_4(x, pivot);
        turned _mm256_xor_si256;
        packed |x, bits| _mm256_permutevar8x32_epi32(x, places(SPLITS_OF_4[!bits as usize & 15]));

    Avx512x32(__m512i) of 16 i32: splat _mm512_set1_epi32(i32);
        above |x, pivot| u32::from(_mm512_cmpgt_epi32_mask(x, pivot));
        turned _mm512_xor_si512;
        packed |x, bits| _mm512_maskz_compress_epi32(bits as u16, x);

    Avx512x64(__m512i) of 8 i64: splat _mm512_set1_epi64(i64);
        above |x, pivot| u32::from(_mm512_cmpgt_epi64_mask(x, pivot));
        turned _mm512_xor_si512;
        packed |x, bits| _mm512_maskz_compress_epi64(bits as u8, x);
}

registers! {
    Avx2x32(__m256i):
        exchange |x1, x2| (_mm256_min_epi32(x1, x2), _mm256_max_epi32(x1, x2));
        crossed |x, index of 1| _mm256_permutevar8x32_epi32(x, index);
        joined mask = spread::<1>(upper::<XOR>()), |low, high| blend(low, high, mask);
        arranged |x, bits| _mm256_permutevar8x32_epi32(x, places(SPLITS_OF_8[bits & 255]));

    Avx2x64(__m256i):
        exchange |x1, x2| exchange_i64(x1, x2);
        crossed |x, index of 2| _mm256_permutevar8x32_epi32(x, index);
        joined mask = spread::<2>(upper::<XOR>()), |low, high| blend(low, high, mask);
        arranged |x, bits| _mm256_permutevar8x32_epi32(x, places(SPLITS_OF_4[bits & 15]));

    Avx512x64(__m512i):
        exchange |x1, x2| (_mm512_min_epi64(x1, x2), _mm512_max_epi64(x1, x2));
        crossed |x, index of 2| _mm512_permutexvar_epi32(index, x);
        joined mask = upper::<XOR>() as u8, |low, high| _mm512_mask_blend_epi64(mask, low, high);
        // Faster than compressing what has its bit and what has not.
        arranged |x, bits| _mm512_permutexvar_epi64(wide_places(SPLITS_OF_8[bits & 255]), x);
}

#[inline]
#[target_feature(enable = "avx2")]
fn blend(low: __m256i, high: __m256i, mask: [i32; 8]) -> __m256i {
    // SAFETY: eight numbers fill the register.
    let mask = unsafe { _mm256_loadu_si256(mask.as_ptr().cast()) };
    _mm256_blendv_epi8(low, high, mask)
}

#[inline]
#[target_feature(enable = "avx2")]
fn exchange_i64(x1: __m256i, x2: __m256i) -> (__m256i, __m256i) {
    let greater = _mm256_cmpgt_epi64(x1, x2);
    (_mm256_blendv_epi8(x1, x2, greater), _mm256_blendv_epi8(x2, x1, greater))
}

/// The places of a table's row, a byte each, as indices.
#[inline]
#[target_feature(enable = "avx2")]
fn places(row: [u8; 8]) -> __m256i {
    _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(i64::from_le_bytes(row)))
}

#[inline]
#[target_feature(enable = "avx2,avx512f")]
fn wide_places(row: [u8; 8]) -> __m512i {
    _mm512_cvtepu8_epi64(_mm_cvtsi64_si128(i64::from_le_bytes(row)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn above_8(x: __m256i, pivot: __m256i) -> u32 {
    _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(x, pivot))) as u32
}

#[inline]
#[target_feature(enable = "avx2")]
fn above_4(x: __m256i, pivot: __m256i) -> u32 {
    _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(x, pivot))) as u32
}
