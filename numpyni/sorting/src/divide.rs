//! Words below, at and above a bound, or their indices, these each kind in its order.

use std::hint::select_unpredictable;

#[cfg(target_arch = "x86_64")]
use crate::register::Lanes;

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

/// Writes the words that with the bits of `turn` turned are below the bound to `to` from the first of three places on, those above from the third,
/// and the bound between; as far as `to` goes, should another thread have written the words since the places were found.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn divide_words<P: Lanes>(words: &[P::Word], turn: P::Word, bound: P::Word, to: &mut [P::Word], places: [usize; 3]) {
    let [mut low, equal, mut high] = places;
    let (front, end) = (high.min(to.len()), to.len());
    let (whole, rest) = words.split_at(words.len() / P::LANES * P::LANES);
    let (bounds, turns) = (P::splat(bound), P::splat(turn));
    for chunk in whole.chunks_exact(P::LANES) {
        // SAFETY: a chunk has `LANES` words, and this code runs where the instruction set is.
        let x = unsafe { P::load(chunk.as_ptr()) };
        let turned = x.turned(turns);
        let (below, above) = (bounds.above(turned), turned.above(bounds));
        // What comes behind those below is overwritten by the next ones, or by the bound.
        put(x.packed(below), below.count_ones() as usize, &mut to[..front], &mut low);
        put(x.packed(above), above.count_ones() as usize, &mut to[..end], &mut high);
    }
    for &x in rest {
        let (below, above) = (x ^ turn < bound, x ^ turn > bound);
        let (slot, side) = if below { (low, front) } else { (high, end) };
        if below | above && slot < side {
            to[slot] = x;
        }
        low += usize::from(below);
        high += usize::from(above);
    }
    to[equal.min(front)..front].fill(bound ^ turn);
}

/// Writes the first `count` lanes to a place, all of them where there is room, and moves the place on.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn put<P: Lanes>(x: P, count: usize, to: &mut [P::Word], place: &mut usize) {
    if *place + P::LANES <= to.len() {
        // SAFETY: room for a register.
        unsafe { x.store(to.as_mut_ptr().wrapping_add(*place)) };
    } else {
        let mut lanes = [bytemuck::Zeroable::zeroed(); 16];
        // SAFETY: no register has more lanes.
        unsafe { x.store(lanes.as_mut_ptr()) };
        to.iter_mut().skip(*place).zip(&lanes[..count]).for_each(|(to, &x)| *to = x);
    }
    *place += count;
}

/// The indices, eight at a time: the register of words, what loads it, and how it is compared.
macro_rules! divides {
    ($($name:ident $Word:ty: $load:ident $splat:ident $less:ident $greater:ident;)*) => {$(
        /// [`divide`] of all words' indices.
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,bmi1,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl")]
        pub(crate) fn $name(words: &[$Word], bound: $Word, to: &mut [i64], mut places: [usize; 3]) {
            use std::arch::x86_64::*;

            let (eights, rest) = words.as_chunks::<8>();
            let (mut indices, limit) = (_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), $splat(bound));
            for eight in eights {
                // SAFETY: eight words.
                let eight = unsafe { $load(eight.as_ptr().cast()) };
                let (below, above) = ($less(eight, limit), $greater(eight, limit));
                for (place, kind) in places.iter_mut().zip([below, !(below | above), above]) {
                    let count = kind.count_ones() as usize;
                    let room = &mut to[*place..*place + count];
                    let first = _mm512_maskz_compress_epi64(kind, indices);
                    // SAFETY: as many as the room has are written.
                    unsafe { _mm512_mask_storeu_epi64(room.as_mut_ptr(), ((1u16 << count) - 1) as u8, first) };
                    *place += count;
                }
                indices = _mm512_add_epi64(indices, _mm512_set1_epi64(8));
            }
            divide(words, words.len() - rest.len(), bound, to, places, |_, index| index as i64);
        }
    )*};
}

divides! {
    indices_i32 i32: _mm256_loadu_si256 _mm256_set1_epi32 _mm256_cmplt_epi32_mask _mm256_cmpgt_epi32_mask;
    indices_i64 i64: _mm512_loadu_si512 _mm512_set1_epi64 _mm512_cmplt_epi64_mask _mm512_cmpgt_epi64_mask;
}
