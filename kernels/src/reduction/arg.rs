//! Where the extremum is.

use super::fold::{Elements, wide_fold};
use super::tree::{self, Blocks, Terms};
use crate::cast::CastTo;
use crate::element::Element;
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Room};
use crate::ops::Reduce;
use std::marker::PhantomData;
use std::ops::RangeInclusive;

/// `out =` where `O` (`Maximum` or `Minimum`) of all elements first stands, a NaN before all; args `[in, out]`, `out` an int64.
pub const fn arg_reduce<O, T>() -> Kernel
where
    T: Element + CastTo<<T as Element>::Accumulator>,
    O: Reduce<T::Accumulator>,
{
    wide_fold!(T::Accumulator, Arg<O, T, T::Accumulator>)
}

/// How many blocks are reduced before their extremum is compared with that of those before: more of them where there are many, as the
/// last that had it is searched once.
const BLOCKS: RangeInclusive<usize> = 32..=128;

struct Arg<O, T, A, const N: usize>(PhantomData<(O, T, A)>);

impl<O: Reduce<A>, T: CastTo<A>, A: Element, const N: usize> Body for Arg<O, T, A, N> {
    const QUIET: bool = true;

    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is the input.
        let x = Elements::<T>(unsafe { arguments.operand(0) });
        // SAFETY: operand 1 is the output.
        let out = unsafe { arguments.operand::<i64>(1) };
        // SAFETY: there are elements.
        let mut best: A = unsafe { x.one(0) };
        let blocks = (arguments.n / (32 * N)).clamp(*BLOCKS.start(), *BLOCKS.end());
        let (mut span, mut i) = (0, 0);
        while i < arguments.n && !is_nan(best) && !O::settled(best) {
            let end = arguments.n.min(i + blocks * N);
            // SAFETY: i < end <= n.
            let candidate = O::apply(best, unsafe { tree::join::<O, A, S, N>(x, i, end) });
            if candidate != best {
                best = candidate;
                span = i;
            }
            i = end;
        }
        let mut first = span;
        // SAFETY: first + N <= n.
        while first + N <= arguments.n && !is_among::<A, N>(best, &unsafe { block::<S, T, A, N>(x, first) }) {
            first += N;
        }
        // SAFETY: the best is among those of its span, so `first` stays below n.
        while !is(best, unsafe { x.one(first) }) {
            first += 1;
        }
        // SAFETY: the output has one element.
        unsafe { out.set(0, first as i64) };
    }
}

/// Elements `i..i + N`.
///
/// # Safety
/// `i + N <= n`.
#[inline(always)]
unsafe fn block<S: Instructions, T: CastTo<A>, A: Element, const N: usize>(x: Elements<T>, i: usize) -> [A; N] {
    let (mut x, mut i) = (x, i);
    let mut rooms = [Room::new(), Room::new()];
    if !x.is_contiguous() {
        // SAFETY: the caller's promise; a block fits a room.
        (x, i) = (unsafe { Blocks::<A>::gathered::<S>(x, i, N, &mut rooms) }, 0);
    }
    // SAFETY: i + N <= n, and the operand is contiguous.
    unsafe { x.block::<S, N>(i) }
}

#[inline(always)]
fn is_among<A: Element, const N: usize>(best: A, block: &[A; N]) -> bool {
    block.iter().fold(false, |found, &x| found | is(best, x))
}

#[inline(always)]
fn is<A: Element>(best: A, x: A) -> bool {
    (x == best) | (is_nan(x) & is_nan(best))
}

/// A NaN alone is not equal to itself.
#[allow(clippy::eq_op)]
#[inline(always)]
fn is_nan<A: Element>(x: A) -> bool {
    x != x
}
