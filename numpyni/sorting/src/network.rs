//! Sorting networks over registers: the lanes of some registers are sorted side by side, then merged pair by pair.

use crate::quick::Word;
use crate::register::Register;

/// The most registers a network has.
const ROWS: usize = 16;
/// The most words a network sorts.
const MOST: usize = ROWS * 8;

/// Registers for whose number there is a network.
pub(crate) trait Columns: Copy {
    /// Sorts each lane.
    fn sort(self) -> Self;
    /// Sorts each lane whose elements rise and then fall, or the other way around.
    fn merge(self) -> Self;
}

macro_rules! columns {
    ($($rows:literal: sort [$($x1:literal $x2:literal)*] merge [$($y1:literal $y2:literal)*];)*) => {$(
        impl<R: Register> Columns for [R; $rows] {
            #[inline(always)]
            fn sort(mut self) -> Self {
                $((self[$x1], self[$x2]) = self[$x1].exchange(self[$x2]);)*
                self
            }

            #[inline(always)]
            fn merge(mut self) -> Self {
                $((self[$y1], self[$y2]) = self[$y1].exchange(self[$y2]);)*
                self
            }
        }
    )*};
}

columns! {
    4: sort [0 1  2 3  0 2  1 3  1 2] merge [0 2  1 3  0 1  2 3];
    8: sort [0 1  2 3  4 5  6 7  0 2  1 3  4 6  5 7  1 2  5 6  0 4  1 5  2 6  3 7  2 4  3 5  1 2  3 4  5 6]
        merge [0 4  1 5  2 6  3 7  0 2  1 3  4 6  5 7  0 1  2 3  4 5  6 7];
    16: sort [0 5  1 4  2 12  3 13  6 7  8 9  10 15  11 14  0 2  1 10  3 6  4 7  5 14  8 11  9 12  13 15  0 8  1 3  2 11  4 13  5 9  6 10
              7 15  12 14  0 1  2 4  3 8  5 6  7 12  9 10  11 13  14 15  1 3  2 5  4 8  6 9  7 11  10 13  12 14  1 2  3 5  4 11  6 8  7 9
              10 12  13 14  2 3  4 5  6 7  8 9  10 11  12 13  4 6  5 7  8 10  9 11  3 4  5 6  7 8  9 10  11 12]
        merge [0 8  1 9  2 10  3 11  4 12  5 13  6 14  7 15  0 4  1 5  2 6  3 7  8 12  9 13  10 14  11 15  0 2  1 3  4 6  5 7  8 10  9 11
               12 14  13 15  0 1  2 3  4 5  6 7  8 9  10 11  12 13  14 15];
}

/// Exchanges lanes with those whose numbers differ by `XOR`; if `BACKWARDS`, with those of the registers in reverse.
#[inline(always)]
fn exchange<R: Register, const N: usize, const XOR: usize, const BACKWARDS: bool>(x: [R; N]) -> [R; N] {
    let mut exchanged = x;
    for i in 0..N {
        let other = if BACKWARDS { N - 1 - i } else { i };
        let (low, high) = x[i].exchange(x[other].crossed::<XOR>());
        exchanged[i] = R::joined::<XOR>(low, high);
    }
    exchanged
}

/// Sorts all lanes as one sequence: lane by lane, each from the first register to the last. A sequence that meets its neighbour backwards
/// rises and falls with it, so that halving the distance sorts both (Batcher 1968).
#[inline(always)]
fn sort_columns<R: Register, const N: usize>(x: [R; N]) -> [R; N]
where
    [R; N]: Columns,
{
    let mut x = exchange::<R, N, 1, true>(x.sort()).merge();
    x = exchange::<R, N, 1, false>(exchange::<R, N, 3, true>(x)).merge();
    if R::LANES > 4 {
        x = exchange::<R, N, 2, false>(exchange::<R, N, 7, true>(x));
        x = exchange::<R, N, 1, false>(x).merge();
    }
    x
}

/// In squares of the registers whose numbers differ by `XOR` and of such lanes, exchanges the corners beside the diagonal.
#[inline(always)]
fn turn<R: Register, const N: usize, const XOR: usize>(x: [R; N]) -> [R; N] {
    let mut turned = x;
    for pair in 0..N / 2 {
        let i = pair / XOR * 2 * XOR + pair % XOR;
        let (low, high) = (x[i], x[i + XOR]);
        turned[i] = R::joined::<XOR>(low, high.crossed::<XOR>());
        turned[i + XOR] = R::joined::<XOR>(low.crossed::<XOR>(), high);
    }
    turned
}

/// Copies a few words.
#[inline(always)]
pub(crate) fn copy<R: Register>(from: &[R::Word], to: &mut [R::Word]) {
    assert_eq!(from.len(), to.len());
    let Some(last) = from.len().checked_sub(R::LANES) else { return to.copy_from_slice(from) };
    let mut i = 0;
    loop {
        let at = i.min(last);
        // SAFETY: there are `LANES` words from `last` on, and this code runs where their instruction set is.
        let x = unsafe { R::load(from.as_ptr().wrapping_add(at)) };
        // SAFETY: as the load.
        unsafe { x.store(to.as_mut_ptr().wrapping_add(at)) };
        if i >= last {
            return;
        }
        i += R::LANES;
    }
}

/// Memory for a network, made once for many.
pub(crate) struct Buffer<W> {
    words: [W; MOST],
}

impl<W: Word> Buffer<W> {
    pub(crate) fn new() -> Buffer<W> {
        Buffer { words: [W::MAX; MOST] }
    }

    /// Sorts the first `N` registers of the words.
    #[inline(always)]
    fn sort_rows<R: Register<Word = W>, const N: usize>(&mut self)
    where
        [R; N]: Columns,
    {
        let mut x = [R::splat(W::MAX); N];
        for (i, register) in x.iter_mut().enumerate() {
            // SAFETY: `N` registers have at most `MOST` lanes, and this code runs where their instruction set is.
            *register = unsafe { R::load(self.words[i * R::LANES..].as_ptr()) };
        }
        // A sequence stands in a lane of all registers.
        x = turn::<R, N, 2>(turn::<R, N, 1>(sort_columns(x)));
        let side = if N.min(R::LANES) > 4 { 8 } else { 4 };
        if side > 4 {
            x = turn::<R, N, 4>(x);
        }
        // As many of each sequence stand side by side now.
        for (i, register) in x.into_iter().enumerate() {
            let place = i % side * N + i / side * side;
            if side == R::LANES {
                // SAFETY: as the load: the words from here on to the end of the sequence are a register or two.
                unsafe { register.store(self.words[place..].as_mut_ptr()) };
                continue;
            }
            let mut sides = [[W::MAX; 4]; 2];
            // SAFETY: eight lanes, as they are neither four nor as many as the registers.
            unsafe { register.store(sides.as_flattened_mut().as_mut_ptr()) };
            self.words[place..place + 4].copy_from_slice(&sides[0]);
            self.words[place + 4 * N..place + 4 * N + 4].copy_from_slice(&sides[1]);
        }
    }

    /// Four registers of words from four places of `x`, which has at least as many, in order.
    #[inline(always)]
    pub(crate) fn sample<R: Register<Word = W>>(&mut self, x: &[W], state: &mut u64) -> &[W] {
        for part in self.words.chunks_exact_mut(R::LANES).take(4) {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let start = ((u128::from(*state) * (x.len() - R::LANES + 1) as u128) >> 64) as usize;
            part.copy_from_slice(&x[start..start + R::LANES]);
        }
        self.sort_rows::<R, 4>();
        &self.words[..4 * R::LANES]
    }

    /// At most [`capacity`] words in order.
    #[inline(always)]
    pub(crate) fn sorted<R: Register<Word = W>>(&mut self, x: &[W]) -> &[W] {
        let rows = match x.len().div_ceil(R::LANES) {
            0..=4 => 4,
            5..=8 => 8,
            _ => 16,
        };
        copy::<R>(x, &mut self.words[..x.len()]);
        self.words[x.len()..rows * R::LANES].fill(W::MAX);
        match rows {
            4 => self.sort_rows::<R, 4>(),
            8 => self.sort_rows::<R, 8>(),
            _ => self.sort_rows::<R, 16>(),
        }
        &self.words[..x.len()]
    }
}

/// How many words the largest network over these registers sorts.
pub(crate) const fn capacity<R: Register>() -> usize {
    ROWS * R::LANES
}
