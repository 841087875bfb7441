//! The sum of products.

use super::fold::wide_fold;
use super::tree::{self, Rooms, Terms};
use crate::cast::CastTo;
use crate::element::{Bool, C64, C128, Element, bf16, f16};
use crate::instructions::{Baseline, Instructions};
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Operand};
use crate::ops::{Add, Binary, Conjugate, Multiply, Reduce, Unary};
use std::marker::PhantomData;

/// `out = sum(x1 * x2)`; args `[x1, x2, out]`; of booleans, whether both of any pair are true.
pub const fn dot<T: Dotted>() -> Kernel {
    T::DOT
}

/// [`dot`] of the conjugates of `x1`.
pub const fn vdot<T: Dotted>() -> Kernel {
    T::VDOT
}

/// What there are sums of products of.
pub trait Dotted: Element {
    #[doc(hidden)]
    const DOT: Kernel;
    #[doc(hidden)]
    const VDOT: Kernel = Self::DOT;
}

macro_rules! dotted {
    ($($T:ty $(, $Conjugate:ty)?;)*) => {$(
        impl Dotted for $T {
            const DOT: Kernel = wide_fold!(<$T as Element>::Accumulator, Dot<$T, <$T as Element>::Accumulator, Itself>);
            $(const VDOT: Kernel = wide_fold!($T, Dot<$T, $T, $Conjugate>);)?
        }
    )*};
}

dotted! { Bool; i8; i16; i32; i64; u8; u16; u32; u64; f16; bf16; f32; f64; C64, Conjugate; C128, Conjugate; }

/// What becomes of the first factor.
trait First<A: Element>: Copy + 'static {
    fn block<S: Instructions, const N: usize>(x: [A; N]) -> [A; N];
}

#[derive(Clone, Copy)]
struct Itself;

impl<A: Element> First<A> for Itself {
    #[inline(always)]
    fn block<S: Instructions, const N: usize>(x: [A; N]) -> [A; N] {
        x
    }
}

impl<A: Element> First<A> for Conjugate
where
    Conjugate: Unary<A, Out = A>,
{
    #[inline(always)]
    fn block<S: Instructions, const N: usize>(x: [A; N]) -> [A; N] {
        if size_of::<A>() < 16 {
            return <Conjugate as Unary<A>>::block::<S, N>(&x);
        }
        // Of the larger type the compiler subtracts products where it would add them.
        let mut out = x;
        for x in &mut out {
            *x = Conjugate::apply(*x);
        }
        out
    }
}

#[derive(Clone, Copy)]
struct Products<T, F>(Operand<T>, Operand<T>, PhantomData<F>);

impl<T: CastTo<A>, A: Element, F: First<A>> Terms<A> for Products<T, F>
where
    Multiply: Reduce<A>,
{
    #[inline(always)]
    unsafe fn one(self, i: usize) -> A {
        // SAFETY: i < n.
        let x1 = unsafe { self.0.get(i) };
        // SAFETY: i < n.
        let x2 = unsafe { self.1.get(i) };
        let [x1] = F::block::<Baseline, 1>([x1.cast()]);
        Multiply::apply(x1, x2.cast())
    }

    #[inline(always)]
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [A; N] {
        // SAFETY: i + N <= n, and the operand is contiguous.
        let x1 = unsafe { self.0.block::<N>(i) };
        // SAFETY: i + N <= n, and the operand is contiguous.
        let x2 = unsafe { self.1.block::<N>(i) };
        Multiply::block::<S, N>(&F::block::<S, N>(T::cast_block::<S, N>(&x1)), &T::cast_block::<S, N>(&x2))
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
        Products(x1, x2, PhantomData)
    }
}

struct Dot<T, A, F, const N: usize>(PhantomData<(T, A, F)>);

impl<T: CastTo<A>, A: CastTo<T>, F: First<A>, const N: usize> Body for Dot<T, A, F, N>
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
        let sum = unsafe { tree::join::<Add, A, S, N>(Products(x1, x2, PhantomData::<F>), 0, arguments.n) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, sum.cast()) };
    }
}
