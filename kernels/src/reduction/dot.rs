//! The sum of products.

use super::fold::wide_fold;
use super::tree::{self, Rooms, Terms};
use crate::cast::CastTo;
use crate::element::Element;
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Operand};
use crate::ops::{Add, Binary, Multiply, Reduce};
use std::marker::PhantomData;

/// `out = sum(x1 * x2)`; args `[x1, x2, out]`; of booleans, whether both of any pair are true.
pub const fn dot<T>() -> Kernel
where
    T: Element + CastTo<<T as Element>::Accumulator>,
    T::Accumulator: CastTo<T>,
    Add: Reduce<T::Accumulator>,
    Multiply: Reduce<T::Accumulator>,
{
    wide_fold!(T::Accumulator, Dot<T, T::Accumulator>)
}

#[derive(Clone, Copy)]
struct Products<T>(Operand<T>, Operand<T>);

impl<T: CastTo<A>, A: Element> Terms<A> for Products<T>
where
    Multiply: Reduce<A>,
{
    #[inline(always)]
    unsafe fn one(self, i: usize) -> A {
        // SAFETY: i < n.
        let x1 = unsafe { self.0.get(i) };
        // SAFETY: i < n.
        let x2 = unsafe { self.1.get(i) };
        Multiply::apply(x1.cast(), x2.cast())
    }

    #[inline(always)]
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [A; N] {
        // SAFETY: i + N <= n, and the operand is contiguous.
        let x1 = unsafe { self.0.block::<N>(i) };
        // SAFETY: i + N <= n, and the operand is contiguous.
        let x2 = unsafe { self.1.block::<N>(i) };
        Multiply::block::<S, N>(&T::cast_block::<S, N>(&x1), &T::cast_block::<S, N>(&x2))
    }

    #[inline(always)]
    fn is_contiguous(self) -> bool {
        self.0.is_contiguous() && self.1.is_contiguous()
    }

    const SIZE: usize = size_of::<T>();

    #[inline(always)]
    unsafe fn gathered<S: Instructions>(self, i: usize, m: usize, room: &mut Rooms) -> Self {
        let [room1, room2] = room;
        // SAFETY: the caller's promise.
        let x1 = unsafe { self.0.gathered::<S, _>(i, m, room1) };
        // SAFETY: the caller's promise.
        let x2 = unsafe { self.1.gathered::<S, _>(i, m, room2) };
        Products(x1, x2)
    }
}

struct Dot<T, A, const N: usize>(PhantomData<(T, A)>);

impl<T: CastTo<A>, A: CastTo<T>, const N: usize> Body for Dot<T, A, N>
where
    Add: Reduce<A>,
    Multiply: Reduce<A>,
{
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is an input.
        let x1 = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is an input.
        let x2 = unsafe { arguments.operand::<T>(1) };
        // SAFETY: operand 2 is the output.
        let out = unsafe { arguments.operand::<T>(2) };
        // SAFETY: there are elements.
        let sum = unsafe { tree::join::<Add, A, S, N>(Products(x1, x2), 0, arguments.n) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, sum.cast()) };
    }
}
