//! `out = out O (in[0] O in[1] O ...)`.

use super::tree::{self, Rooms, Terms};
use crate::cast::CastTo;
use crate::element::Element;
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Operand};
use crate::ops::Reduce;
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
        (_, 1) => Kernel::wide::<Fold<O, T, A, A, 128>>(),
        (t, a) if t > a => wide_fold!(T, Fold<O, T, A, A>),
        _ => wide_fold!(A, Fold<O, T, A, A>),
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

    #[inline(always)]
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [A; N] {
        // SAFETY: i + N <= n, and the operand is contiguous.
        T::cast_block::<S, N>(&unsafe { self.0.block::<N>(i) })
    }

    #[inline(always)]
    fn is_contiguous(self) -> bool {
        self.0.is_contiguous()
    }

    const SIZE: usize = size_of::<T>();

    #[inline(always)]
    unsafe fn gathered(self, i: usize, m: usize, room: &mut Rooms) -> Self {
        // SAFETY: the caller's promise.
        Elements(unsafe { self.0.gathered(i, m, &mut room[0]) })
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
