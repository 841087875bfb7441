//! The word that sorting would put at a place, without moving any: a sample tells between which two words it lies most likely, and one pass
//! finds the words between those (Floyd and Rivest 1975).

// The registers are those of x86-64.
#![cfg_attr(not(target_arch = "x86_64"), allow(unused))]

#[cfg(target_arch = "x86_64")]
use crate::quick::Word;
#[cfg(target_arch = "x86_64")]
use crate::register::Lanes;
#[cfg(target_arch = "x86_64")]
use kernels::Level;

/// A word, and how many are less and how many are the same.
#[derive(Clone, Copy)]
pub(crate) struct Nth<W> {
    pub word: W,
    pub less: usize,
    pub equal: usize,
}

impl<W> Nth<W> {
    /// Whether it is at a place.
    pub fn is_at(&self, place: usize) -> bool {
        (self.less..self.less + self.equal).contains(&place)
    }
}

/// Words from which a sample is worth its price.
pub(crate) const LEAST: usize = 1 << 11;
/// Words from which a larger sample is.
const MANY: usize = 1 << 16;
/// The most words in a sample.
const SAMPLED: usize = 1 << 10;

/// The word at a place of at least [`LEAST`], each of which has the bits of `turn` turned; `scratch` is as long. Nothing where the sample deceives,
/// which is rare.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn nth<P: Lanes>(
    level: Level,
    words: &[P::Word],
    turn: P::Word,
    scratch: &mut [P::Word],
    place: usize,
) -> Option<Nth<P::Word>> {
    assert!(place < words.len() && words.len() == scratch.len() && words.len() >= LEAST);
    let (low, high) = bounds(level, words, turn, scratch, place);
    let (less, between) = gather::<P>(words, turn, scratch, low, high);
    if !(less..less + between).contains(&place) {
        return None;
    }
    if low == high {
        return Some(Nth { word: low, less, equal: between });
    }
    let (between, room) = scratch.split_at_mut(between);
    P::Word::select_word(level, between, room.get_mut(..between.len())?, place - less);
    let word = between[place - less];
    let count = |holds: fn(&P::Word, &P::Word) -> bool| between.iter().map(|x| usize::from(holds(x, &word))).sum::<usize>();
    Some(Nth { word, less: less + count(PartialOrd::lt), equal: count(PartialEq::eq) })
}

/// Two words of a sample between which the place's is most likely: two and a half times the deviation of its place in the sample apart.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn bounds<W: Word>(level: Level, words: &[W], turn: W, scratch: &mut [W], place: usize) -> (W, W) {
    let (count, margin) = if words.len() < MANY { (SAMPLED / 4, SAMPLED / 4 / 13) } else { (SAMPLED, SAMPLED / 26) };
    let (sample, room) = scratch.split_at_mut(count);
    let mut state = words.len() as u64;
    for x in &mut *sample {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *x = words[((u128::from(state) * words.len() as u128) >> 64) as usize] ^ turn;
    }
    W::sort_words(level, sample, &mut room[..count]);
    let share = (place as u128 * count as u128 / words.len() as u128) as usize;
    let low = if share < margin { W::MIN } else { sample[share - margin] };
    (low, sample.get(share + margin).copied().unwrap_or(W::MAX))
}

/// Writes the words from the lower to the higher to the front of `to`, turned; says how many are less, and how many were written.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn gather<P: Lanes>(words: &[P::Word], turn: P::Word, to: &mut [P::Word], low: P::Word, high: P::Word) -> (usize, usize) {
    let (mut less, mut between) = (0, 0);
    let (whole, rest) = words.split_at(words.len() / P::LANES * P::LANES);
    let (lows, highs, turns) = (P::splat(low), P::splat(high), P::splat(turn));
    let lanes = u32::MAX >> (u32::BITS as usize - P::LANES);
    for chunk in whole.chunks_exact(P::LANES) {
        // SAFETY: a chunk has `LANES` words, and this code runs where the instruction set is.
        let x = unsafe { P::load(chunk.as_ptr()) }.turned(turns);
        let below = lows.above(x);
        let inside = lanes & !(below | x.above(highs));
        // SAFETY: no more were written than read before this chunk, so that there is room for as many.
        unsafe { x.packed(inside).store(to.as_mut_ptr().wrapping_add(between)) };
        less += below.count_ones() as usize;
        between += inside.count_ones() as usize;
    }
    for &x in rest {
        let x = x ^ turn;
        to[between] = x;
        less += usize::from(x < low);
        between += usize::from(low <= x && x <= high);
    }
    (less, between)
}
