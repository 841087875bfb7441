//! What a variance needs.

use super::fold::wide_fold;
use super::tree::{self, Blocks, Rooms, Terms};
use crate::cast::CastTo;
use crate::element::{C64, C128, Element};
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Operand};
use crate::ops::{Add, Binary, Reduce};
use bytemuck::Zeroable;
use std::marker::PhantomData;

/// `out += sum(|x - mean|²)`; args `[x, mean, out]`, steps `[stride of x, 0, 0]`; `mean` is a [`Element::Mean`], and `out`
/// the type of its absolute value.
pub const fn moments<T>() -> Kernel
where
    T: Element + CastTo<<T as Element>::Mean>,
    T::Mean: Distance,
    Add: Reduce<<T::Mean as Element>::Real>,
{
    wide_fold!(T::Mean, Moments<T, T::Mean>)
}

/// How far two numbers are apart, squared.
pub trait Distance: Element {
    /// `|self - other|²`.
    fn distance_squared(self, other: Self) -> Self::Real;
}

macro_rules! distance {
    ($($T:ty, |$d:ident| $square:expr;)*) => {$(
        impl Distance for $T {
            #[inline(always)]
            fn distance_squared(self, other: $T) -> Self::Real {
                let $d = self - other;
                $square
            }
        }
    )*};
}

distance! {
    f32, |d| d * d;
    f64, |d| d * d;
    C64, |d| d.re * d.re + d.im * d.im;
    C128, |d| d.re * d.re + d.im * d.im;
}

#[derive(Clone, Copy)]
struct Deviations<T, M>(Operand<T>, M);

impl<T: CastTo<M>, M: Distance> Terms<M::Real> for Deviations<T, M> {
    #[inline(always)]
    unsafe fn one(self, i: usize) -> M::Real {
        // SAFETY: i < n.
        unsafe { self.0.get(i) }.cast().distance_squared(self.1)
    }
}

impl<T: CastTo<M>, M: Distance> Blocks<M::Real> for Deviations<T, M> {
    #[inline(always)]
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [M::Real; N] {
        // SAFETY: i + N <= n, and the operand is contiguous.
        let x = T::cast_block::<S, N>(&unsafe { self.0.block::<N>(i) });
        let mut out = [M::Real::zeroed(); N];
        for j in 0..N {
            out[j] = x[j].distance_squared(self.1);
        }
        out
    }

    #[inline(always)]
    fn is_contiguous(self) -> bool {
        self.0.is_contiguous()
    }

    const SIZE: usize = size_of::<T>();

    #[inline(always)]
    unsafe fn gathered<S: Instructions>(self, i: usize, m: usize, room: &mut Rooms) -> Self {
        // SAFETY: the caller's promise.
        Deviations(unsafe { self.0.gathered::<S, _>(i, m, &mut room[0]) }, self.1)
    }
}

struct Moments<T, M, const N: usize>(PhantomData<(T, M)>);

impl<T: CastTo<M>, M: Distance, const N: usize> Body for Moments<T, M, N>
where
    Add: Reduce<M::Real>,
{
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is an input.
        let x = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is an input.
        let mean = unsafe { arguments.operand::<M>(1) };
        // SAFETY: operand 2 is the output.
        let out = unsafe { arguments.operand::<M::Real>(2) };
        // SAFETY: the mean is one element.
        let mean = unsafe { mean.get(0) };
        // SAFETY: there are elements.
        let sum = unsafe { tree::join::<Add, M::Real, S, N>(Deviations(x, mean), 0, arguments.n) };
        // SAFETY: the output has one element.
        let start = unsafe { out.get(0) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, Add::apply(start, sum)) };
    }
}
