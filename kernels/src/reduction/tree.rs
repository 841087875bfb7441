//! The order in which terms are joined: lanes, blocks, and a tree of blocks.
//!
//! It depends on the number of terms alone, so every level and every stride gives the same bits; and the rounding error
//! is that of pairwise summation: it grows with the logarithm of n.

use crate::element::Element;
use crate::instructions::{Baseline, Instructions};
use crate::ops::Reduce;
use std::mem::MaybeUninit;

/// What is joined: the i-th term, of an element or of several.
pub(super) trait Terms<A: Element>: Copy {
    /// # Safety
    /// `i < n`.
    unsafe fn one(self, i: usize) -> A;

    /// Terms `i..i + N`.
    ///
    /// # Safety
    /// `i + N <= n`, and the operands are contiguous, if `CONTIGUOUS`.
    unsafe fn block<S: Instructions, const CONTIGUOUS: bool, const N: usize>(self, i: usize) -> [A; N];

    /// Whether the operands are.
    fn is_contiguous(self) -> bool;
}

/// How many rounds of lanes make a block, a leaf of the tree.
const ROUNDS: usize = 32;
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
    if terms.is_contiguous() {
        // SAFETY: the caller's promise, and the operands are contiguous.
        unsafe { join_as::<O, A, S, true, N>(terms, begin, end) }
    } else {
        // SAFETY: the caller's promise.
        unsafe { join_strided::<O, A, N>(terms, begin, end) }
    }
}

/// Compiled once: it is memory that strided reductions wait for.
///
/// # Safety
/// `begin < end <= n`.
#[inline(never)]
unsafe fn join_strided<O: Reduce<A>, A: Element, const N: usize>(terms: impl Terms<A>, begin: usize, end: usize) -> A {
    // SAFETY: the caller's promise.
    unsafe { join_as::<O, A, Baseline, false, N>(terms, begin, end) }
}

/// # Safety
/// `begin < end <= n`, and the operands are contiguous, if `CONTIGUOUS`.
#[inline(always)]
unsafe fn join_as<O: Reduce<A>, A: Element, S: Instructions, const CONTIGUOUS: bool, const N: usize>(
    terms: impl Terms<A>,
    begin: usize,
    end: usize,
) -> A {
    let rounds = (end - begin) / N;
    if rounds == 0 {
        // SAFETY: the caller's promise.
        return unsafe { join_few::<O, A, S, CONTIGUOUS>(terms, begin, end) };
    }
    // SAFETY: begin + rounds * N <= end.
    let lanes = unsafe { join_rounds::<O, A, S, CONTIGUOUS, N>(terms, begin, rounds) };
    let joined = across::<O, A, N>(lanes);
    let rest = begin + rounds * N;
    if rest == end || O::settled(joined) {
        return joined;
    }
    // SAFETY: rest < end.
    O::apply(joined, unsafe { join_few::<O, A, S, CONTIGUOUS>(terms, rest, end) })
}

/// # Safety
/// `rounds > 0`, `begin + rounds * N <= n`, and the operands are contiguous, if `CONTIGUOUS`.
#[inline(always)]
unsafe fn join_rounds<O: Reduce<A>, A: Element, S: Instructions, const CONTIGUOUS: bool, const N: usize>(
    terms: impl Terms<A>,
    begin: usize,
    rounds: usize,
) -> [A; N] {
    let mut waiting = [const { MaybeUninit::<[A; N]>::uninit() }; DEPTH];
    let mut depth = 0;
    let mut round = 0;
    let mut leaf = 0usize;
    loop {
        let last = rounds.min(round + ROUNDS);
        // SAFETY: round < rounds.
        let mut lanes = unsafe { terms.block::<S, CONTIGUOUS, N>(begin + round * N) };
        round += 1;
        while round < last {
            // SAFETY: round < rounds.
            let next = unsafe { terms.block::<S, CONTIGUOUS, N>(begin + round * N) };
            lanes = O::block::<S, N>(&lanes, &next);
            round += 1;
        }
        let full = round < rounds;
        let mut bits = leaf;
        while depth > 0 && (bits & 1 == 1 || !full) {
            depth -= 1;
            // SAFETY: the places below `depth` are written.
            let left = unsafe { waiting[depth].assume_init_ref() };
            lanes = O::block::<S, N>(left, &lanes);
            bits >>= 1;
        }
        if !full || O::settled(across::<O, A, N>(lanes)) {
            return lanes;
        }
        waiting[depth].write(lanes);
        depth += 1;
        leaf += 1;
    }
}

/// # Safety
/// `begin < end <= n`, and the operands are contiguous, if `CONTIGUOUS`.
#[inline(always)]
unsafe fn join_few<O: Reduce<A>, A: Element, S: Instructions, const CONTIGUOUS: bool>(
    terms: impl Terms<A>,
    begin: usize,
    end: usize,
) -> A {
    let rounds = (end - begin) / FEW;
    let mut i = begin;
    let mut joined = if rounds > 0 {
        // SAFETY: FEW terms are left.
        let mut lanes = unsafe { terms.block::<S, CONTIGUOUS, FEW>(begin) };
        i += FEW;
        for _ in 1..rounds {
            // SAFETY: FEW terms are left.
            let next = unsafe { terms.block::<S, CONTIGUOUS, FEW>(i) };
            lanes = O::block::<S, FEW>(&lanes, &next);
            i += FEW;
        }
        halve::<O, A, FEW, 4>(&mut lanes);
        halve::<O, A, FEW, 2>(&mut lanes);
        halve::<O, A, FEW, 1>(&mut lanes);
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

/// Joins the lanes, half with half; compiled once.
#[inline(never)]
fn across<O: Reduce<A>, A: Element, const N: usize>(mut lanes: [A; N]) -> A {
    halve::<O, A, N, 128>(&mut lanes);
    halve::<O, A, N, 64>(&mut lanes);
    halve::<O, A, N, 32>(&mut lanes);
    halve::<O, A, N, 16>(&mut lanes);
    halve::<O, A, N, 8>(&mut lanes);
    halve::<O, A, N, 4>(&mut lanes);
    halve::<O, A, N, 2>(&mut lanes);
    halve::<O, A, N, 1>(&mut lanes);
    lanes[0]
}

#[inline(always)]
fn halve<O: Reduce<A>, A: Element, const N: usize, const HALF: usize>(lanes: &mut [A; N]) {
    if 2 * HALF <= N {
        for j in 0..HALF {
            lanes[j] = O::apply(lanes[j], lanes[j + HALF]);
        }
    }
}
