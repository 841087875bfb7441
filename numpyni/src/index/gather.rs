//! Words from numbered places, many at a time where the CPU can.

// What is here is for the registers of x86-64.
#![cfg_attr(not(target_arch = "x86_64"), allow(unused, unreachable_code))]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;
use std::hint::select_unpredictable;
use std::mem::transmute_copy;

use kernels::Level;

/// Writes the words at numbered places side by side; false where there is no faster way than one by one.
///
/// # Safety
/// `length` words stand behind `from`, at least one, and there is room for a word for each number, apart from them.
pub(super) unsafe fn gather<T: Copy>(numbers: &[i64], length: usize, from: *const u8, to: *mut u8) -> bool {
    if Level::current().name() != "v4" {
        return false;
    }
    match size_of::<T>() {
        // SAFETY: as below.
        #[cfg(target_arch = "x86_64")]
        1 if length >= 4 => unsafe { gather_1(numbers, length, from, to) },
        // SAFETY: as below.
        #[cfg(target_arch = "x86_64")]
        2 if length >= 2 => unsafe { gather_2(numbers, length, from, to) },
        // SAFETY: the CPU has the level; the rest is the caller's promise.
        #[cfg(target_arch = "x86_64")]
        4 => unsafe { gather_4(numbers, length, from, to) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        8 => unsafe { gather_8(numbers, length, from, to) },
        _ => return false,
    }
    true
}

/// What is gathered of smaller words: 32 bits from each place on, or from so far before it that they are inside, and the word moved down.
macro_rules! narrow {
    ($($name:ident $Word:ty: $scale:literal $narrow:ident;)*) => {$(
        /// # Safety
        /// The CPU has the level; of `length` words, which are four bytes at least, all numbers are inside.
        #[cfg(target_arch = "x86_64")]
        #[inline]
        #[target_feature(enable = "avx512f,avx512vl,avx2")]
        unsafe fn $name(inside: __m512i, length: usize, from: *const u8) -> [$Word; 8] {
            let last = _mm512_set1_epi64((length - 4 / size_of::<$Word>()) as i64);
            let first = _mm512_min_epu64(inside, last);
            // SAFETY: four bytes from there on are inside.
            let words = unsafe { _mm512_i64gather_epi32::<$scale>(first, from.cast()) };
            let behind = _mm512_cvtepi64_epi32(_mm512_slli_epi64::<{ <$Word>::BITS.ilog2() }>(_mm512_sub_epi64(inside, first)));
            // SAFETY: the register's lower part is as many bytes.
            unsafe { transmute_copy(&$narrow(_mm256_srlv_epi32(words, behind))) }
        }
    )*};
}

narrow! {
    narrow_1 u8: 1 _mm256_cvtepi32_epi8;
    narrow_2 u16: 2 _mm256_cvtepi32_epi16;
}

/// A loop over eight numbers at a time, gathered by an expression, and over what is left.
macro_rules! gathers {
    ($($name:ident $Word:ty: |$inside:ident, $length:ident, $from:ident| $gather:expr => $Words:ty;)*) => {$(
        /// # Safety
        /// That of [`gather`].
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx512vl,avx2")]
        unsafe fn $name(numbers: &[i64], $length: usize, $from: *const u8, to: *mut u8) {
            let (eights, rest) = numbers.as_chunks::<8>();
            let (limit, to) = (_mm512_set1_epi64($length as i64), to.cast::<$Word>());
            for (k, eight) in eights.iter().enumerate() {
                // SAFETY: eight numbers.
                let eight = unsafe { _mm512_loadu_si512(eight.as_ptr().cast()) };
                // Another thread may have written the index since it was checked: what is outside by now is the first place.
                let $inside = _mm512_maskz_mov_epi64(_mm512_cmplt_epu64_mask(eight, limit), eight);
                // SAFETY: all are inside.
                let words = unsafe { $gather };
                // SAFETY: room for eight words.
                unsafe { to.wrapping_add(8 * k).cast::<$Words>().write_unaligned(words) };
            }
            for (k, &i) in rest.iter().enumerate() {
                let inside = select_unpredictable((i as usize) < $length, i as usize, 0);
                // SAFETY: inside; words may be unaligned.
                let word = unsafe { $from.cast::<$Word>().wrapping_add(inside).read_unaligned() };
                // SAFETY: room for a word for each number.
                unsafe { to.wrapping_add(8 * eights.len() + k).write_unaligned(word) };
            }
        }
    )*};
}

gathers! {
    gather_1 u8: |inside, length, from| narrow_1(inside, length, from) => [u8; 8];
    gather_2 u16: |inside, length, from| narrow_2(inside, length, from) => [u16; 8];
    gather_4 u32: |inside, length, from| _mm512_i64gather_epi32::<4>(inside, from.cast()) => __m256i;
    gather_8 u64: |inside, length, from| _mm512_i64gather_epi64::<8>(inside, from.cast()) => __m512i;
}
