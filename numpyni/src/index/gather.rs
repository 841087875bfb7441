//! Words from numbered places, many at a time where the CPU can.

// What is here is for the registers of x86-64.
#![cfg_attr(not(target_arch = "x86_64"), allow(unused, unreachable_code))]

use std::hint::select_unpredictable;

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

/// A loop over eight numbers at a time, and over what is left.
macro_rules! gathers {
    ($($name:ident $Word:ty: $scale:literal $gather:ident $Words:ident;)*) => {$(
        /// # Safety
        /// That of [`gather`].
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f")]
        unsafe fn $name(numbers: &[i64], length: usize, from: *const u8, to: *mut u8) {
            use std::arch::x86_64::*;

            let (eights, rest) = numbers.as_chunks::<8>();
            let (limit, to) = (_mm512_set1_epi64(length as i64), to.cast::<$Word>());
            for (k, eight) in eights.iter().enumerate() {
                // SAFETY: eight numbers.
                let eight = unsafe { _mm512_loadu_si512(eight.as_ptr().cast()) };
                // Another thread may have written the index since it was checked: what is outside by now is the first place.
                let inside = _mm512_maskz_mov_epi64(_mm512_cmplt_epu64_mask(eight, limit), eight);
                // SAFETY: all are inside.
                let words = unsafe { $gather::<$scale>(inside, from.cast()) };
                // SAFETY: room for eight words.
                unsafe { to.wrapping_add(8 * k).cast::<$Words>().write_unaligned(words) };
            }
            for (k, &i) in rest.iter().enumerate() {
                let inside = select_unpredictable((i as usize) < length, i as usize, 0);
                // SAFETY: inside; words may be unaligned.
                let word = unsafe { from.cast::<$Word>().wrapping_add(inside).read_unaligned() };
                // SAFETY: room for a word for each number.
                unsafe { to.wrapping_add(8 * eights.len() + k).write_unaligned(word) };
            }
        }
    )*};
}

gathers! {
    gather_4 u32: 4 _mm512_i64gather_epi32 __m256i;
    gather_8 u64: 8 _mm512_i64gather_epi64 __m512i;
}
