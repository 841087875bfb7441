//! The order in which terms are joined: lanes, blocks, and a tree of blocks.
//!
//! It depends on the number of terms alone, so every level and every stride gives the same bits; and the rounding error
//! is that of pairwise summation: it grows with the logarithm of n.

use crate::cast::CastTo;
use crate::element::Element;
use crate::instructions::Instructions;
use crate::operand::Room;
use crate::ops::Reduce;
use std::mem::MaybeUninit;

/// What is joined: the i-th term, of an element or of several.
pub(super) trait Terms<A: Element>: Blocks<A> {
    /// # Safety
    /// `i < n`.
    unsafe fn one(self, i: usize) -> A;
}

/// Terms by the block.
pub(super) trait Blocks<A: Element>: Copy {
    /// Terms `i..i + N`.
    ///
    /// # Safety
    /// `i + N <= n`, and the operands are contiguous.
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [A; N];

    /// Whether the operands are.
    fn is_contiguous(self) -> bool;

    /// The bytes of an operand's element.
    const SIZE: usize;

    /// Terms `i..i + m` of operands that are contiguous: copies, which stand in `room` while the terms are used.
    ///
    /// # Safety
    /// `i + m <= n`, and `m * SIZE <= ROOM`.
    unsafe fn gathered<S: Instructions>(self, i: usize, m: usize, room: &mut Rooms) -> Self;
}

/// How many bytes of an operand are gathered at a time.
const ROOM: usize = 2048;

/// Where gathered elements stand, for each of two operands.
pub(super) type Rooms = [Room<ROOM>; 2];

/// How many rounds of lanes make a block, a leaf of the tree.
const ROUNDS: usize = 32;
/// How many where nothing is rounded.
const EXACT_ROUNDS: usize = 4096;
/// How many leaves are joined between two looks at whether the result is settled.
const PATIENCE: usize = 8;
/// How many 8-bit numbers a 16-bit lane holds the sum of, whatever they are; and 16-bit numbers one of 32 bits.
const SHORT: usize = 256;
/// Leaves are counted in binary: one subtree waits for each bit.
const DEPTH: usize = 64 - 13;
/// The lanes of what is left over.
const FEW: usize = 8;

/// Joins terms `begin..end` by `O`.
///
/// # Safety
/// `begin < end <= n`.
#[inline(always)]
pub(super) unsafe fn join<O: Reduce<A>, A: Element, S: Instructions, const N: usize>(
    terms: impl Terms<A>,
    begin: usize,
    end: usize,
) -> A {
    let mut rooms = [Room::new(), Room::new()];
    let rounds = (end - begin) / N;
    if rounds == 0 {
        // SAFETY: the caller's promise, and fewer than N terms.
        return unsafe { join_few::<O, A, S>(terms, begin, end, &mut rooms) };
    }
    // SAFETY: begin + rounds * N <= end.
    let lanes = unsafe { join_rounds::<O, A, S, N>(terms, begin, rounds, &mut rooms) };
    let joined = across::<O, A, S, N>(lanes);
    let rest = begin + rounds * N;
    if rest == end || O::settled(joined) {
        return joined;
    }
    // SAFETY: rest < end, and fewer than N terms.
    O::apply(joined, unsafe { join_few::<O, A, S>(terms, rest, end, &mut rooms) })
}

/// [`join`] of lanes that are joined as `M`, [`SHORT`] rounds at a time, before they are as wide as the result.
///
/// # Safety
/// `0 < n`.
#[inline(always)]
pub(super) unsafe fn join_short<O: Reduce<M> + Reduce<A>, M: CastTo<A>, A: Element, S: Instructions, const N: usize>(
    terms: impl Terms<M> + Terms<A>,
    n: usize,
) -> A {
    let mut rooms = [Room::new(), Room::new()];
    let whole = n / N * N;
    let mut joined = None;
    let mut add = |part: A| joined = Some(joined.map_or(part, |before| O::apply(before, part)));
    for begin in (0..whole).step_by(SHORT * N) {
        let rounds = SHORT.min((whole - begin) / N);
        // SAFETY: begin + rounds * N <= n.
        let lanes = unsafe { join_rounds::<O, M, S, N>(terms, begin, rounds, &mut rooms) };
        add(across::<O, A, S, N>(M::cast_block::<S, N>(&lanes)));
    }
    if whole < n {
        // SAFETY: fewer than N terms.
        add(unsafe { join_few::<O, A, S>(terms, whole, n, &mut rooms) });
    }
    joined.unwrap_or(A::zeroed())
}

/// # Safety
/// `rounds > 0`, and `begin + rounds * N <= n`.
#[inline(always)]
pub(super) unsafe fn join_rounds<O: Reduce<A>, A: Element, S: Instructions, const N: usize>(
    terms: impl Blocks<A>,
    begin: usize,
    rounds: usize,
    rooms: &mut Rooms,
) -> [A; N] {
    let mut waiting = [const { MaybeUninit::<[A; N]>::uninit() }; DEPTH];
    let mut depth = 0;
    let mut round = 0;
    let mut leaf = 0usize;
    loop {
        let last = rounds.min(round + if O::EXACT { EXACT_ROUNDS } else { ROUNDS });
        // SAFETY: round < last <= rounds.
        let mut lanes = unsafe { join_leaf::<O, A, S, N>(terms, begin + round * N, last - round, rooms) };
        round = last;
        let full = round < rounds;
        let mut bits = leaf;
        while depth > 0 && (bits & 1 == 1 || !full) {
            depth -= 1;
            // SAFETY: the places below `depth` are written.
            let left = unsafe { waiting[depth].assume_init_ref() };
            lanes = O::block::<S, N>(left, &lanes);
            bits >>= 1;
        }
        let asks = O::SETTLES && leaf.is_multiple_of(PATIENCE);
        if !full || (asks && O::settled(across::<O, A, S, N>(lanes))) {
            return lanes;
        }
        waiting[depth].write(lanes);
        depth += 1;
        leaf += 1;
    }
}

/// Joins some rounds lane by lane. What has gaps is gathered as it is needed, so that one loop serves all strides.
///
/// # Safety
/// `rounds > 0`, and `begin + rounds * N <= n`.
#[inline(always)]
unsafe fn join_leaf<O: Reduce<A>, A: Element, S: Instructions, const N: usize>(
    terms: impl Blocks<A>,
    begin: usize,
    rounds: usize,
    rooms: &mut Rooms,
) -> [A; N] {
    let (mut piece, mut at, mut end) = (terms, begin, rounds);
    if !terms.is_contiguous() {
        end = rounds.min(rounds_in_room(&terms, N));
        // SAFETY: end <= rounds, and as many as fit.
        (piece, at) = (unsafe { terms.gathered::<S>(begin, end * N, rooms) }, 0);
    }
    // SAFETY: there is a first round, in the operands or in the rooms.
    let mut lanes = unsafe { piece.block::<S, N>(at) };
    let mut round = 1;
    loop {
        while round < end {
            at = at.wrapping_add(N);
            // SAFETY: round < end.
            let next = unsafe { piece.block::<S, N>(at) };
            lanes = O::block::<S, N>(&lanes, &next);
            round += 1;
        }
        if round == rounds {
            return lanes;
        }
        end = rounds.min(round + rounds_in_room(&terms, N));
        // SAFETY: end <= rounds, and as many as fit.
        piece = unsafe { terms.gathered::<S>(begin + round * N, (end - round) * N, rooms) };
        at = 0usize.wrapping_sub(N);
    }
}

/// How many rounds of `lanes` fit a room; every block does.
#[inline(always)]
fn rounds_in_room<A: Element, T: Blocks<A>>(_: &T, lanes: usize) -> usize {
    ROOM / (lanes * T::SIZE)
}

/// # Safety
/// `begin < end <= n`, and they are fewer than a block.
#[inline(always)]
unsafe fn join_few<O: Reduce<A>, A: Element, S: Instructions>(
    terms: impl Terms<A>,
    begin: usize,
    end: usize,
    rooms: &mut Rooms,
) -> A {
    let (mut terms, mut begin, mut end) = (terms, begin, end);
    if !terms.is_contiguous() {
        // SAFETY: the caller's promise; a block fits a room.
        (terms, begin, end) = (unsafe { terms.gathered::<S>(begin, end - begin, rooms) }, 0, end - begin);
    }
    let rounds = (end - begin) / FEW;
    let mut i = begin;
    let mut joined = if rounds > 0 {
        // SAFETY: FEW terms are left.
        let mut lanes = unsafe { terms.block::<S, FEW>(begin) };
        i += FEW;
        for _ in 1..rounds {
            // SAFETY: FEW terms are left.
            let next = unsafe { terms.block::<S, FEW>(i) };
            lanes = O::block::<S, FEW>(&lanes, &next);
            i += FEW;
        }
        halve::<O, A, S, FEW, 4>(&mut lanes);
        halve::<O, A, S, FEW, 2>(&mut lanes);
        halve::<O, A, S, FEW, 1>(&mut lanes);
        lanes[0]
    } else {
        i += 1;
        // SAFETY: begin < end.
        unsafe { terms.one(begin) }
    };
    while i < end {
        // SAFETY: i < end.
        joined = O::apply(joined, unsafe { terms.one(i) });
        i += 1;
    }
    joined
}

/// Joins the lanes, half with half.
#[inline(always)]
fn across<O: Reduce<A>, A: Element, S: Instructions, const N: usize>(lanes: [A; N]) -> A {
    if S::WIDE { halves::<O, A, S, N>(lanes) } else { across_once::<O, A, S, N>(lanes) }
}

/// The same, compiled once.
#[inline(never)]
fn across_once<O: Reduce<A>, A: Element, S: Instructions, const N: usize>(lanes: [A; N]) -> A {
    halves::<O, A, S, N>(lanes)
}

#[inline(always)]
fn halves<O: Reduce<A>, A: Element, S: Instructions, const N: usize>(lanes: [A; N]) -> A {
    let mut pair = pairs::<O, A, S, N>(lanes);
    halve::<O, A, S, 2, 1>(&mut pair);
    pair[0]
}

/// Joins the lanes with even numbers, and those with odd ones.
#[inline(always)]
pub(super) fn pairs<O: Reduce<A>, A: Element, S: Instructions, const N: usize>(mut lanes: [A; N]) -> [A; 2] {
    halve::<O, A, S, N, 128>(&mut lanes);
    halve::<O, A, S, N, 64>(&mut lanes);
    halve::<O, A, S, N, 32>(&mut lanes);
    halve::<O, A, S, N, 16>(&mut lanes);
    halve::<O, A, S, N, 8>(&mut lanes);
    halve::<O, A, S, N, 4>(&mut lanes);
    halve::<O, A, S, N, 2>(&mut lanes);
    [lanes[0], lanes[1]]
}

#[inline(always)]
fn halve<O: Reduce<A>, A: Element, S: Instructions, const N: usize, const HALF: usize>(lanes: &mut [A; N]) {
    if 2 * HALF <= N {
        let (left, right) = lanes.split_at_mut(HALF);
        if let (Some(left), Some(right)) = (left.first_chunk_mut::<HALF>(), right.first_chunk()) {
            *left = O::block::<S, HALF>(left, right);
        }
    }
}
