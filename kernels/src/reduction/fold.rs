//! `out = out O (in[0] O in[1] O ...)`.

use super::tree::{self, Blocks, Rooms, Terms};
use crate::cast::CastTo;
use crate::element::{Bool, Element};
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Operand};
use crate::ops::{Binary, Reduce};
use std::marker::PhantomData;

/// `$Body` with as many lanes as make four of AVX-512's registers of `$T`.
macro_rules! wide_fold {
    ($T:ty, $Body:ident<$($P:ty),*>) => {
        match size_of::<$T>() {
            1 => Kernel::wide::<$Body<$($P,)* 256>>(),
            2 => Kernel::wide::<$Body<$($P,)* 128>>(),
            4 => Kernel::wide::<$Body<$($P,)* 64>>(),
            8 => Kernel::wide::<$Body<$($P,)* 32>>(),
            _ => Kernel::wide::<$Body<$($P,)* 16>>(),
        }
    };
}
pub(super) use wide_fold;

/// `out = out O (in[0] O in[1] O ...)`: `out` holds the start value; args `[in, out]`, steps `[stride of in, 0]`.
///
/// Half precision is rounded once, at the end.
pub const fn reduce<O, T>() -> Kernel
where
    T: Element + CastTo<<T as Element>::Accumulator>,
    T::Accumulator: CastTo<T>,
    O: Reduce<T::Accumulator>,
{
    wide_fold!(T::Accumulator, Fold<O, T, T::Accumulator, T>)
}

/// [`reduce`] of `T` in and into an `A`: `reduce_into::<Add, i32, i64>()`, `reduce_into::<LogicalOr, f64, Bool>()`.
pub const fn reduce_into<O, T, A>() -> Kernel
where
    T: CastTo<A>,
    A: Element + CastTo<A>,
    O: Reduce<A>,
{
    match (size_of::<T>(), size_of::<A>()) {
        (1, 1) => Kernel::wide::<Fold<O, T, A, A, 256>>(),
        (16, 1) => Kernel::wide::<Fold<O, T, A, A, 32>>(),
        (_, 1) => Kernel::wide::<Fold<O, T, A, A, 128>>(),
        (t, a) if t > a => wide_fold!(T, Fold<O, T, A, A>),
        _ => wide_fold!(A, Fold<O, T, A, A>),
    }
}

/// [`reduce_into`] of short whole numbers into a truth, by an operation of numbers that tells zero from the rest: only the result becomes a truth.
pub const fn reduce_to_truth<O, T>() -> Kernel
where
    T: CastTo<T> + CastTo<Bool>,
    Bool: CastTo<T>,
    O: Reduce<T>,
{
    wide_fold!(T, Fold<O, T, T, Bool>)
}

/// [`reduce_into`] of numbers of 8 to 32 bits by an operation that makes no more than 256 times as much of 256 of them, as [`Add`](crate::ops::Add) does:
/// they are joined in lanes of twice as many bits as long as nothing is lost.
pub const fn reduce_short<O, T, A>() -> Kernel
where
    T: Short + CastTo<<T as Short>::Twice> + CastTo<A>,
    T::Twice: CastTo<A>,
    A: CastTo<A>,
    O: Reduce<T::Twice> + Reduce<A>,
{
    if size_of::<T>() == 1 { Kernel::wide::<FoldShort<O, T, A, 128>>() } else { Kernel::wide::<FoldShort<O, T, A, 64>>() }
}

/// A number of 8, 16 or 32 bits.
pub trait Short: Element {
    /// One of twice as many.
    type Twice: Element;
}

macro_rules! short {
    ($($T:ty => $Twice:ty),*) => { $(impl Short for $T { type Twice = $Twice; })* };
}

short!(Bool => u16, i8 => i16, u8 => u16, i16 => i32, u16 => u32, i32 => i64, u32 => u64);

struct FoldShort<O, T, A, const N: usize>(PhantomData<(O, T, A)>);

impl<O, T, A, const N: usize> Body for FoldShort<O, T, A, N>
where
    T: Short + CastTo<<T as Short>::Twice> + CastTo<A>,
    T::Twice: CastTo<A>,
    A: CastTo<A>,
    O: Reduce<T::Twice> + Reduce<A>,
{
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is the input.
        let x = Elements::<T>(unsafe { arguments.operand(0) });
        // SAFETY: operand 1 is the output.
        let out: Operand<A> = unsafe { arguments.operand(1) };
        // SAFETY: there are elements.
        let joined = unsafe { tree::join_short::<O, T::Twice, A, S, N>(x, arguments.n) };
        // SAFETY: the output has one element.
        let start = unsafe { out.get(0) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, <O as Binary<A, A>>::apply(start, joined)) };
    }
}

/// The elements of one operand, each as an `A`.
#[derive(Clone, Copy)]
pub(super) struct Elements<T>(pub Operand<T>);

impl<T: CastTo<A>, A: Element> Terms<A> for Elements<T> {
    #[inline(always)]
    unsafe fn one(self, i: usize) -> A {
        // SAFETY: i < n.
        unsafe { self.0.get(i) }.cast()
    }
}

impl<T: CastTo<A>, A: Element> Blocks<A> for Elements<T> {
    #[inline(always)]
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [A; N] {
        // What becomes smaller comes in many lines. (The compiler does not vectorise so many of the largest elements one by one.)
        let x = if const { size_of::<T>() > size_of::<A>() && size_of::<T>() <= 8 } {
            // SAFETY: i + N <= n, and the operand is contiguous.
            unsafe { self.0.block_by_lines::<N>(i) }
        } else {
            // SAFETY: as above.
            unsafe { self.0.block::<N>(i) }
        };
        T::cast_block::<S, N>(&x)
    }

    #[inline(always)]
    fn is_contiguous(self) -> bool {
        self.0.is_contiguous()
    }

    const SIZE: usize = size_of::<T>();

    #[inline(always)]
    unsafe fn gathered<S: Instructions>(self, i: usize, m: usize, room: &mut Rooms) -> Self {
        // SAFETY: the caller's promise.
        Elements(unsafe { self.0.gathered::<S, _>(i, m, &mut room[0]) })
    }
}

/// In: T; joined as A; out: R.
struct Fold<O, T, A, R, const N: usize>(PhantomData<(O, T, A, R)>);

impl<O, T, A, R, const N: usize> Body for Fold<O, T, A, R, N>
where
    O: Reduce<A>,
    T: CastTo<A>,
    A: CastTo<R>,
    R: CastTo<A>,
{
    const QUIET: bool = O::QUIET;

    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is the input.
        let x = Elements::<T>(unsafe { arguments.operand(0) });
        // SAFETY: operand 1 is the output.
        let out: Operand<R> = unsafe { arguments.operand(1) };
        // SAFETY: there are elements.
        let joined = unsafe { tree::join::<O, A, S, N>(x, 0, arguments.n) };
        // SAFETY: the output has one element.
        let start = unsafe { out.get(0) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, O::apply(start.cast(), joined).cast()) };
    }
}
