//! The sum of products.

use super::fold::wide_fold;
use super::tree::{self, Blocks, Rooms, Terms};
use crate::cast::CastTo;
use crate::element::{Bool, C64, C128, Element, bf16, f16};
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Operand, Room};
use crate::ops::{Add, Binary, Multiply, Reduce};
use bytemuck::Zeroable;
use num_complex::Complex;
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
    ($($T:ty),*) => {$(
        impl Dotted for $T {
            const DOT: Kernel = wide_fold!(<$T as Element>::Accumulator, Dot<$T, <$T as Element>::Accumulator>);
        }
    )*};
    (complex $($T:ty: $R:ty),*) => {$(
        impl Dotted for $T {
            const DOT: Kernel = wide_fold!($T, DotOfParts<$R, Itself>);
            const VDOT: Kernel = wide_fold!($T, DotOfParts<$R, Conjugated>);
        }
    )*};
}

dotted! { Bool, i8, i16, i32, i64, u8, u16, u32, u64, f16, bf16, f32, f64 }
dotted! { complex C64: f32, C128: f64 }

/// Two operands that go together.
#[derive(Clone, Copy)]
struct Two<T>(Operand<T>, Operand<T>);

impl<T: Element> Two<T> {
    #[inline(always)]
    fn is_contiguous(self) -> bool {
        self.0.is_contiguous() && self.1.is_contiguous()
    }

    /// # Safety
    /// That of [`Operand::gathered`], for both.
    #[inline(always)]
    unsafe fn gathered<S: Instructions>(self, i: usize, m: usize, [room1, room2]: &mut Rooms) -> Self {
        // SAFETY: the caller's promise.
        let x1 = unsafe { self.0.gathered::<S, _>(i, m, room1) };
        // SAFETY: the caller's promise.
        Two(x1, unsafe { self.1.gathered::<S, _>(i, m, room2) })
    }
}

#[derive(Clone, Copy)]
struct Products<T>(Two<T>);

impl<T: CastTo<A>, A: Element> Terms<A> for Products<T>
where
    Multiply: Reduce<A>,
{
    #[inline(always)]
    unsafe fn one(self, i: usize) -> A {
        // SAFETY: i < n.
        let x1 = unsafe { self.0.0.get(i) };
        // SAFETY: i < n.
        let x2 = unsafe { self.0.1.get(i) };
        Multiply::apply(x1.cast(), x2.cast())
    }
}

impl<T: CastTo<A>, A: Element> Blocks<A> for Products<T>
where
    Multiply: Reduce<A>,
{
    #[inline(always)]
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [A; N] {
        // SAFETY: i + N <= n, and the operand is contiguous.
        let x1 = unsafe { self.0.0.block::<N>(i) };
        // SAFETY: i + N <= n, and the operand is contiguous.
        let x2 = unsafe { self.0.1.block::<N>(i) };
        Multiply::block::<S, N>(&T::cast_block::<S, N>(&x1), &T::cast_block::<S, N>(&x2))
    }

    #[inline(always)]
    fn is_contiguous(self) -> bool {
        self.0.is_contiguous()
    }

    const SIZE: usize = size_of::<T>();

    #[inline(always)]
    unsafe fn gathered<S: Instructions>(self, i: usize, m: usize, room: &mut Rooms) -> Self {
        // SAFETY: the caller's promise.
        Products(unsafe { self.0.gathered::<S>(i, m, room) })
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
        let sum = unsafe { tree::join::<Add, A, S, N>(Products(Two(x1, x2)), 0, arguments.n) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, sum.cast()) };
    }
}

/// Products of the parts of complex numbers, two terms for each two numbers: of a block the first half holds those of like parts, the second those
/// of the first number's parts by the other parts of the second.
#[derive(Clone, Copy)]
struct PartProducts<R>(Two<Complex<R>>);

impl<R: Element> Blocks<Complex<R>> for PartProducts<R>
where
    Complex<R>: Element,
    Multiply: Reduce<R>,
{
    #[inline(always)]
    unsafe fn block<S: Instructions, const N: usize>(self, i: usize) -> [Complex<R>; N] {
        // SAFETY: i + N terms are of as many halves of numbers, and the operand is contiguous.
        let x1 = unsafe { self.0.0.parts::<R, N>(i / 2) };
        // SAFETY: as above.
        let x2 = unsafe { self.0.1.parts::<R, N>(i / 2) };
        let mut crossed = x2;
        for pair in crossed.as_chunks_mut::<2>().0 {
            *pair = [pair[1], pair[0]];
        }
        let mut products = [Complex::zeroed(); N];
        let parts: &mut [R] = bytemuck::cast_slice_mut(&mut products);
        parts[..N].copy_from_slice(&Multiply::block::<S, N>(&x1, &x2));
        parts[N..].copy_from_slice(&Multiply::block::<S, N>(&x1, &crossed));
        products
    }

    #[inline(always)]
    fn is_contiguous(self) -> bool {
        self.0.is_contiguous()
    }

    const SIZE: usize = size_of::<R>();

    #[inline(always)]
    unsafe fn gathered<S: Instructions>(self, i: usize, m: usize, room: &mut Rooms) -> Self {
        // SAFETY: the caller's promise.
        PartProducts(unsafe { self.0.gathered::<S>(i / 2, m / 2, room) })
    }
}

/// What the first numbers of products stand for.
trait First: 'static {
    /// Whether it is their conjugates.
    const CONJUGATE: bool;
}

struct Itself;

impl First for Itself {
    const CONJUGATE: bool = false;
}

struct Conjugated;

impl First for Conjugated {
    const CONJUGATE: bool = true;
}

/// The sum of products of complex numbers.
struct DotOfParts<R, F, const N: usize>(PhantomData<(R, F)>);

impl<R, F: First, const N: usize> Body for DotOfParts<R, F, N>
where
    R: Element + num_traits::Num,
    Complex<R>: Element,
    Add: Reduce<Complex<R>> + Reduce<R>,
    Multiply: Reduce<R>,
{
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is an input.
        let x1 = unsafe { arguments.operand::<Complex<R>>(0) };
        // SAFETY: operand 1 is an input.
        let x2 = unsafe { arguments.operand::<Complex<R>>(1) };
        // SAFETY: operand 2 is the output.
        let out = unsafe { arguments.operand::<Complex<R>>(2) };
        let whole = arguments.n / (N / 2) * (N / 2);
        let mut sums = [R::zero(); 4];
        if whole > 0 {
            let mut rooms = [Room::new(), Room::new()];
            // SAFETY: as many rounds of two terms for each two numbers.
            let products = unsafe { tree::join_rounds::<Add, Complex<R>, S, N>(PartProducts(Two(x1, x2)), 0, whole / (N / 2), &mut rooms) };
            let parts: &[R] = bytemuck::cast_slice(&products);
            let of = |half: &[R]| tree::pairs::<Add, R, S, N>(std::array::from_fn(|lane| half[lane]));
            let (straight, crossed) = (of(&parts[..N]), of(&parts[N..]));
            sums = [straight[0], straight[1], crossed[0], crossed[1]];
        }
        let mut rest = [R::zero(); 4];
        for i in whole..arguments.n {
            // SAFETY: i < n.
            let x1 = unsafe { x1.get(i) };
            // SAFETY: i < n.
            let x2 = unsafe { x2.get(i) };
            for (sum, product) in rest.iter_mut().zip([x1.re * x2.re, x1.im * x2.im, x1.re * x2.im, x1.im * x2.re]) {
                *sum = *sum + product;
            }
        }
        for (sum, rest) in sums.iter_mut().zip(rest) {
            *sum = *sum + rest;
        }
        let [reals, imaginaries, upper, lower] = sums;
        let sum = if F::CONJUGATE {
            Complex::new(reals + imaginaries, upper - lower)
        } else {
            Complex::new(reals - imaginaries, upper + lower)
        };
        // SAFETY: the output has one element.
        unsafe { out.set(0, sum) };
    }
}
