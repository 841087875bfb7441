//! Words below, at and above a bound, or their indices, each kind in its order.

use std::hint::select_unpredictable;

/// From `first` on, one by one: of each word what `item` makes of it and its index.
pub(crate) fn divide<W: Ord + Copy, I>(
    words: &[W],
    first: usize,
    bound: W,
    to: &mut [I],
    [mut less, mut equal, mut greater]: [usize; 3],
    item: impl Fn(W, usize) -> I,
) {
    for (&word, index) in words[first..].iter().zip(first..) {
        let (below, above) = (word < bound, word > bound);
        let place = select_unpredictable(below, less, select_unpredictable(above, greater, equal));
        to[place] = item(word, index);
        less += usize::from(below);
        greater += usize::from(above);
        equal += usize::from(!below & !above);
    }
}

/// Eight at a time: the register of words, what loads it, and how it is compared; what is written, and how it is put together.
macro_rules! divides {
    ($($name:ident $Word:ty: $load:ident $splat:ident $less:ident $greater:ident;
        $Item:ty: |$eight:ident, $indices:ident| $items:expr, $compress:ident $store:ident, $item:expr;)*) => {$(
        /// [`divide`] of all words.
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,bmi1,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl")]
        pub(crate) fn $name(words: &[$Word], bound: $Word, to: &mut [$Item], mut places: [usize; 3]) {
            use std::arch::x86_64::*;

            let (eights, rest) = words.as_chunks::<8>();
            let (mut indices, limit) = (_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), $splat(bound));
            for eight in eights {
                // SAFETY: eight words.
                let eight = unsafe { $load(eight.as_ptr().cast()) };
                let (below, above) = ($less(eight, limit), $greater(eight, limit));
                let items = {
                    let ($eight, $indices) = (eight, indices);
                    $items
                };
                for (place, kind) in places.iter_mut().zip([below, !(below | above), above]) {
                    let count = kind.count_ones() as usize;
                    let room = &mut to[*place..*place + count];
                    let first = $compress(kind, items);
                    // SAFETY: as many as the room has are written.
                    unsafe { $store(room.as_mut_ptr(), ((1u16 << count) - 1) as u8, first) };
                    *place += count;
                }
                indices = _mm512_add_epi64(indices, _mm512_set1_epi64(8));
            }
            divide(words, words.len() - rest.len(), bound, to, places, $item);
        }
    )*};
}

divides! {
    indices_i32 i32: _mm256_loadu_si256 _mm256_set1_epi32 _mm256_cmplt_epi32_mask _mm256_cmpgt_epi32_mask;
        i64: |_words, indices| indices, _mm512_maskz_compress_epi64 _mm512_mask_storeu_epi64, |_, index| index as i64;
    indices_i64 i64: _mm512_loadu_si512 _mm512_set1_epi64 _mm512_cmplt_epi64_mask _mm512_cmpgt_epi64_mask;
        i64: |_words, indices| indices, _mm512_maskz_compress_epi64 _mm512_mask_storeu_epi64, |_, index| index as i64;
    words_i32 i32: _mm256_loadu_si256 _mm256_set1_epi32 _mm256_cmplt_epi32_mask _mm256_cmpgt_epi32_mask;
        i32: |words, _indices| words, _mm256_maskz_compress_epi32 _mm256_mask_storeu_epi32, |word, _| word;
    words_i64 i64: _mm512_loadu_si512 _mm512_set1_epi64 _mm512_cmplt_epi64_mask _mm512_cmpgt_epi64_mask;
        i64: |words, _indices| words, _mm512_maskz_compress_epi64 _mm512_mask_storeu_epi64, |word, _| word;
}
