//! Quicksort and quickselect over words, in registers where the CPU has wide ones.

// The registers are those of x86-64.
#![cfg_attr(not(target_arch = "x86_64"), allow(unused))]

use std::ops::BitXor;

use bytemuck::Pod;
use kernels::Level;

use crate::divide;
use crate::nth::{self, Nth};
#[cfg(target_arch = "x86_64")]
use crate::register::{Avx2x32, Avx2x64, Avx512x32, Avx512x64, Register};
#[cfg(target_arch = "x86_64")]
use crate::network::{Buffer, capacity, copy};

/// An integer that is sorted as such.
pub(crate) trait Word: Pod + Ord + BitXor<Output = Self> {
    const MIN: Self;
    const MAX: Self;

    /// The word before, or the least.
    fn before(self) -> Self;
    /// How far it is from a word that is not greater.
    fn distance(self, least: Self) -> u64;
    /// The word at a distance.
    fn beyond(self, distance: u64) -> Self;
    /// Sorts words; `scratch` is as long.
    fn sort_words(level: Level, words: &mut [Self], scratch: &mut [Self]);
    /// The word that sorting would put at a place, of many, each of which has the bits of `turn` turned; nothing where that is not found in one go.
    /// `scratch` is as long.
    fn nth(level: Level, words: &[Self], turn: Self, scratch: &mut [Self], place: usize) -> Option<Nth<Self>>;
    /// Writes the indices of the words below the bound to `order` from the first of three places on, of those that equal it from the second,
    /// of those above from the third.
    fn divide_indices(level: Level, words: &[Self], bound: Self, order: &mut [i64], places: [usize; 3]);
    /// As `divide_indices` the words themselves, each of which has the bits of `turn` turned.
    fn divide_words(level: Level, words: &[Self], turn: Self, bound: Self, divided: &mut [Self], places: [usize; 3]);
    /// Puts the word at `place` where sorting would, smaller ones before it and larger ones behind. `scratch` is as long.
    fn select_word(level: Level, words: &mut [Self], scratch: &mut [Self], place: usize);
}

/// The words with wide registers, and their instruction sets.
macro_rules! words {
    ($($Word:ident $indices:ident:
        sorted $($($level:literal)|+ $features:literal $Register:ident $sort:ident $select:ident),*;
        divided $($by_level:literal $by_features:literal $Lanes:ident $nth:ident $divide:ident),*;)*) => {$(
        impl Word for $Word {
            const MIN: Self = $Word::MIN;
            const MAX: Self = $Word::MAX;

            #[inline(always)]
            fn before(self) -> Self {
                self.saturating_sub(1)
            }

            #[inline(always)]
            fn distance(self, least: Self) -> u64 {
                self.abs_diff(least).into()
            }

            #[inline(always)]
            fn beyond(self, distance: u64) -> Self {
                self.wrapping_add(distance as $Word)
            }

            fn sort_words(level: Level, words: &mut [Self], scratch: &mut [Self]) {
                match level.name() {
                    // SAFETY: the CPU has the level.
                    $(#[cfg(target_arch = "x86_64")] $($level)|+ if words.len() > FEW => unsafe { $sort(words, scratch) },)*
                    _ => words.sort_unstable(),
                }
            }

            fn nth(level: Level, words: &[Self], turn: Self, scratch: &mut [Self], place: usize) -> Option<Nth<Self>> {
                match level.name() {
                    // SAFETY: the CPU has the level.
                    $(#[cfg(target_arch = "x86_64")] $by_level if words.len() >= nth::LEAST => unsafe { $nth(level, words, turn, scratch, place) },)*
                    _ => None,
                }
            }

            fn divide_indices(level: Level, words: &[Self], bound: Self, order: &mut [i64], places: [usize; 3]) {
                #[cfg(target_arch = "x86_64")]
                if level.name() == "v4" {
                    // SAFETY: the CPU has the level.
                    return unsafe { divide::$indices(words, bound, order, places) };
                }
                divide::divide(words, 0, bound, order, places, |_, index| index as i64);
            }

            fn divide_words(level: Level, words: &[Self], turn: Self, bound: Self, divided: &mut [Self], places: [usize; 3]) {
                match level.name() {
                    // SAFETY: the CPU has the level.
                    $(#[cfg(target_arch = "x86_64")] $by_level => unsafe { $divide(words, turn, bound, divided, places) },)*
                    _ => {
                        let turned: Vec<Self> = words.iter().map(|word| word ^ turn).collect();
                        divide::divide(&turned, 0, bound, divided, places, |word, _| word ^ turn);
                    }
                }
            }

            fn select_word(level: Level, words: &mut [Self], scratch: &mut [Self], place: usize) {
                match level.name() {
                    // SAFETY: the CPU has the level.
                    $(#[cfg(target_arch = "x86_64")] $($level)|+ if words.len() > FEW => unsafe { $select(words, scratch, place) },)*
                    _ => {
                        words.select_nth_unstable(place);
                    }
                }
            }
        }

        $(
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = $features)]
            fn $sort(words: &mut [$Word], scratch: &mut [$Word]) {
                sort::<$Register>(words, scratch);
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = $features)]
            fn $select(words: &mut [$Word], scratch: &mut [$Word], place: usize) {
                select::<$Register>(words, scratch, place);
            }
        )*

        $(
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = $by_features)]
            fn $nth(level: Level, words: &[$Word], turn: $Word, scratch: &mut [$Word], place: usize) -> Option<Nth<$Word>> {
                nth::nth::<$Lanes>(level, words, turn, scratch, place)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = $by_features)]
            fn $divide(words: &[$Word], turn: $Word, bound: $Word, divided: &mut [$Word], places: [usize; 3]) {
                divide::divide_words::<$Lanes>(words, turn, bound, divided, places);
            }
        )*
    )*};
}

words! {
    i32 indices_i32:
        sorted "v3" | "v4" "avx2,bmi1,bmi2,popcnt" Avx2x32 sort_i32_v3 select_i32_v3;
        divided "v3" "avx2,bmi1,bmi2,popcnt" Avx2x32 nth_i32_v3 divide_i32_v3,
            "v4" "avx2,bmi1,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl" Avx512x32 nth_i32_v4 divide_i32_v4;
    i64 indices_i64:
        sorted "v3" "avx2,bmi1,bmi2,popcnt" Avx2x64 sort_i64_v3 select_i64_v3,
            "v4" "avx2,bmi1,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl" Avx512x64 sort_i64_v4 select_i64_v4;
        divided "v3" "avx2,bmi1,bmi2,popcnt" Avx2x64 nth_i64_v3 divide_i64_v3,
            "v4" "avx2,bmi1,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl" Avx512x64 nth_i64_v4 divide_i64_v4;
}

/// Up to as many words insertion is the fastest.
const FEW: usize = 16;

/// Writes the words that are not greater than the pivot to the front of `to`, the others to its end; says how many are in front.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn partition<R: Register>(from: &[R::Word], to: &mut [R::Word], pivot: R::Word) -> usize {
    assert_eq!(from.len(), to.len());
    let (mut low, mut high) = (0, to.len());
    let (rest, whole) = from.split_at(from.len() % R::LANES);
    for &x in rest {
        (to[low], to[high - 1]) = (x, x);
        low += usize::from(x <= pivot);
        high -= usize::from(x > pivot);
    }
    let (to, pivot) = (to.as_mut_ptr(), R::splat(pivot));
    for chunk in whole.chunks_exact(R::LANES) {
        // SAFETY: a chunk has `LANES` words, and this code runs where the instruction set is.
        let (x, front) = unsafe { R::load(chunk.as_ptr()) }.split(pivot);
        // What is still to come fits between `low` and `high` exactly, and is a whole number of registers: so either store's surplus falls on
        // room that is still free, and where both meet they write the same.
        // SAFETY: `high - low` is as many words as are to come, these among them.
        unsafe { x.store(to.wrapping_add(low)) };
        // SAFETY: as before.
        unsafe { x.store(to.wrapping_add(high - R::LANES)) };
        low += front;
        high -= R::LANES - front;
    }
    low
}

/// A part of the words that is still to be sorted.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Default)]
struct Segment {
    start: usize,
    end: usize,
    /// Whether it is in the scratch.
    moved: bool,
    /// How often it may still be partitioned.
    partitions: u32,
}

/// Sorts words. Segments are partitioned from one of the two slices into the other; the larger part waits, so that no more wait than a length
/// has bits.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn sort<R: Register>(words: &mut [R::Word], scratch: &mut [R::Word]) {
    let (mut buffer, mut state) = (Buffer::new(), words.len() as u64);
    let mut waiting = [Segment::default(); usize::BITS as usize];
    let mut depth = 1;
    waiting[0] = Segment { end: words.len(), partitions: 2 * words.len().ilog2(), ..Segment::default() };
    while depth > 0 {
        depth -= 1;
        let Segment { start, end, moved, partitions } = waiting[depth];
        let (words, scratch) = (&mut words[start..end], &mut scratch[start..end]);
        if words.len() <= capacity::<R>() {
            let sorted = buffer.sorted::<R>(if moved { scratch } else { words });
            copy::<R>(sorted, words);
            continue;
        }
        if partitions == 0 {
            if moved {
                words.copy_from_slice(scratch);
            }
            words.sort_unstable();
            continue;
        }
        let (from, to) = if moved { (&*scratch, &mut *words) } else { (&*words, &mut *scratch) };
        let sample = buffer.sample::<R>(from, &mut state);
        let pivot = sample[sample.len() / 2];
        let mut middle = partition::<R>(from, to, pivot);
        let mut parts = [(0, middle), (middle, from.len())];
        if middle == from.len() {
            // Nothing is greater: what equals the pivot is in its place.
            middle = partition_below::<R>(from, to, pivot);
            words[middle..].fill(pivot);
            parts = [(0, middle), (0, 0)];
        }
        if middle < parts[1].1 - parts[1].0 {
            parts.swap(0, 1);
        }
        for (from, to) in parts {
            if from < to {
                waiting[depth] = Segment { start: start + from, end: start + to, moved: !moved, partitions: partitions - 1 };
                depth += 1;
            }
        }
    }
}

/// As [`partition`], but what equals the pivot comes behind.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn partition_below<R: Register>(from: &[R::Word], to: &mut [R::Word], pivot: R::Word) -> usize {
    if pivot == R::Word::MIN {
        to.copy_from_slice(from);
        return 0;
    }
    partition::<R>(from, to, pivot.before())
}

/// Words from which a pivot is chosen from many: the more it costs to go through them, the more it is worth to come near the place.
#[cfg(target_arch = "x86_64")]
const MANY: usize = 1 << 17;
#[cfg(target_arch = "x86_64")]
const SAMPLED: usize = 1 << 10;

/// A pivot that is most likely beyond the place, on the side that has more words: those are done then.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn pivot_beyond<R: Register>(words: &[R::Word], place: usize, buffer: &mut Buffer<R::Word>, state: &mut u64) -> R::Word {
    let beyond = |sample: &[R::Word], margin: usize| {
        let share = (place as u128 * sample.len() as u128 / words.len() as u128) as usize;
        sample[if share < sample.len() / 2 { share + margin } else { share - margin }]
    };
    if words.len() < MANY {
        let sample = buffer.sample::<R>(words, state);
        return beyond(sample, sample.len() / 8);
    }
    let mut sample = [words[0]; SAMPLED];
    for x in &mut sample {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *x = words[((u128::from(*state) * words.len() as u128) >> 64) as usize];
    }
    sample.sort_unstable();
    // Two and a half times the deviation of the place in the sample.
    beyond(&sample, SAMPLED / 26)
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn select<R: Register>(words: &mut [R::Word], scratch: &mut [R::Word], place: usize) {
    let (mut start, mut end, mut moved) = (0, words.len(), false);
    let (mut buffer, mut state) = (Buffer::new(), words.len() as u64);
    let mut partitions = 4 * words.len().ilog2();
    while end - start > capacity::<R>() && partitions > 0 {
        partitions -= 1;
        // From one of the two to the other; what is done goes back to the words, if it is not there.
        let (words, scratch) = (&mut words[start..end], &mut scratch[start..end]);
        let (from, to) = if moved { (&*scratch, &mut *words) } else { (&*words, &mut *scratch) };
        let pivot = pivot_beyond::<R>(from, place - start, &mut buffer, &mut state);
        let mut middle = partition::<R>(from, to, pivot);
        let mut lower = place < start + middle;
        if middle == from.len() {
            middle = partition_below::<R>(from, to, pivot);
            lower = place < start + middle;
            if !lower {
                // What is left equals the pivot.
                if !moved {
                    words.copy_from_slice(scratch);
                }
                return;
            }
        }
        let done = if lower { middle..words.len() } else { 0..middle };
        if !moved {
            words[done.clone()].copy_from_slice(&scratch[done]);
        }
        moved = !moved;
        (start, end) = if lower { (start, start + middle) } else { (start + middle, end) };
    }
    let (words, scratch) = (&mut words[start..end], &mut scratch[start..end]);
    if moved {
        words.copy_from_slice(scratch);
    }
    if words.len() > capacity::<R>() {
        words.select_nth_unstable(place - start);
    } else {
        copy::<R>(buffer.sorted::<R>(words), words);
    }
}
