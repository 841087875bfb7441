//! Loops that give an element for each element.

use crate::cast::CastTo;
use crate::element::Element;
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Reader, Writer};
use crate::ops::{Binary, BinaryPair, Ternary, Unary, UnaryPair};
use std::marker::PhantomData;

/// `$Body` with as many lanes as make two of AVX-512's registers.
macro_rules! wide {
    ($T:ty, $Body:ident<$($P:ident),*>) => {
        match size_of::<$T>() {
            1 => Kernel::wide::<$Body<$($P,)* 128>>(),
            2 => Kernel::wide::<$Body<$($P,)* 64>>(),
            4 => Kernel::wide::<$Body<$($P,)* 32>>(),
            8 => Kernel::wide::<$Body<$($P,)* 16>>(),
            _ => Kernel::wide::<$Body<$($P,)* 8>>(),
        }
    };
}

/// `out = O(x)`; args `[x, out]`.
pub const fn unary<O: Unary<T>, T: Element>() -> Kernel {
    if O::WIDE { wide!(T, UnaryBlocks<O, T>) } else { Kernel::shared::<UnaryElements<O, T>>() }
}

/// `out = O(x1, x2)`; args `[x1, x2, out]`.
pub const fn binary<O: Binary<T>, T: Element>() -> Kernel {
    binary_mixed::<O, T, T>()
}

/// `out = O(x1, x2)` of two types; args `[x1, x2, out]`.
pub const fn binary_mixed<O: Binary<T, U>, T: Element, U: Element>() -> Kernel {
    if O::WIDE { wide!(T, BinaryBlocks<O, T, U>) } else { Kernel::shared::<BinaryElements<O, T, U>>() }
}

/// `out = O(x1, x2, x3)`; args `[x1, x2, x3, out]`.
pub const fn ternary<O: Ternary<T>, T: Element>() -> Kernel {
    wide!(T, TernaryBlocks<O, T>)
}

/// `out1, out2 = O(x)`; args `[x, out1, out2]`.
pub const fn unary_pair<O: UnaryPair<T>, T: Element>() -> Kernel {
    Kernel::shared::<UnaryPairElements<O, T>>()
}

/// `out1, out2 = O(x1, x2)`; args `[x1, x2, out1, out2]`.
pub const fn binary_pair<O: BinaryPair<T>, T: Element>() -> Kernel {
    Kernel::shared::<BinaryPairElements<O, T>>()
}

/// `out = x` as a `B`, with NumPy's results of unsafe casting; args `[x, out]`.
pub const fn cast<A: CastTo<B>, B: Element>() -> Kernel {
    if A::WIDE { wide!(A, CastBlocks<A, B>) } else { Kernel::shared::<CastElements<A, B>>() }
}

struct UnaryBlocks<O, T, const N: usize>(PhantomData<(O, T)>);

impl<O: Unary<T>, T: Element, const N: usize> Body for UnaryBlocks<O, T, N> {
    const QUIET: bool = O::QUIET;

    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is an input of T, and has an element.
        let mut x = unsafe { Reader::<T, N>::new(arguments.operand(0)) };
        // SAFETY: operand 1 is the output.
        let mut out = Writer::<O::Out, N>::new(unsafe { arguments.operand(1) });
        for i in (0..arguments.n).step_by(N) {
            let m = N.min(arguments.n - i);
            // SAFETY: i + m <= n.
            let block = O::block::<S, N>(&unsafe { x.read(i, m) });
            // SAFETY: i + m <= n.
            unsafe { out.write(i, m, block) };
        }
    }
}

struct BinaryBlocks<O, T, U, const N: usize>(PhantomData<(O, T, U)>);

impl<O: Binary<T, U>, T: Element, U: Element, const N: usize> Body for BinaryBlocks<O, T, U, N> {
    const QUIET: bool = O::QUIET;

    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is an input of T, and has an element.
        let mut x1 = unsafe { Reader::<T, N>::new(arguments.operand(0)) };
        // SAFETY: operand 1 is an input of U, and has an element.
        let mut x2 = unsafe { Reader::<U, N>::new(arguments.operand(1)) };
        // SAFETY: operand 2 is the output.
        let mut out = Writer::<O::Out, N>::new(unsafe { arguments.operand(2) });
        for i in (0..arguments.n).step_by(N) {
            let m = N.min(arguments.n - i);
            // SAFETY: i + m <= n.
            let x1 = unsafe { x1.read(i, m) };
            // SAFETY: i + m <= n.
            let x2 = unsafe { x2.read(i, m) };
            let block = O::block::<S, N>(&x1, &x2);
            // SAFETY: i + m <= n.
            unsafe { out.write(i, m, block) };
        }
    }
}

struct TernaryBlocks<O, T, const N: usize>(PhantomData<(O, T)>);

impl<O: Ternary<T>, T: Element, const N: usize> Body for TernaryBlocks<O, T, N> {
    const QUIET: bool = O::QUIET;

    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is an input of T, and has an element.
        let mut x1 = unsafe { Reader::<T, N>::new(arguments.operand(0)) };
        // SAFETY: operand 1 is an input of T, and has an element.
        let mut x2 = unsafe { Reader::<T, N>::new(arguments.operand(1)) };
        // SAFETY: operand 2 is an input of T, and has an element.
        let mut x3 = unsafe { Reader::<T, N>::new(arguments.operand(2)) };
        // SAFETY: operand 3 is the output.
        let mut out = Writer::<O::Out, N>::new(unsafe { arguments.operand(3) });
        for i in (0..arguments.n).step_by(N) {
            let m = N.min(arguments.n - i);
            // SAFETY: i + m <= n.
            let x1 = unsafe { x1.read(i, m) };
            // SAFETY: i + m <= n.
            let x2 = unsafe { x2.read(i, m) };
            // SAFETY: i + m <= n.
            let x3 = unsafe { x3.read(i, m) };
            let block = O::block::<S, N>(&x1, &x2, &x3);
            // SAFETY: i + m <= n.
            unsafe { out.write(i, m, block) };
        }
    }
}

struct CastBlocks<A, B, const N: usize>(PhantomData<(A, B)>);

impl<A: CastTo<B>, B: Element, const N: usize> Body for CastBlocks<A, B, N> {
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is an input of A, and has an element.
        let mut x = unsafe { Reader::<A, N>::new(arguments.operand(0)) };
        // SAFETY: operand 1 is the output.
        let mut out = Writer::<B, N>::new(unsafe { arguments.operand(1) });
        for i in (0..arguments.n).step_by(N) {
            let m = N.min(arguments.n - i);
            // SAFETY: i + m <= n.
            let block = A::cast_block::<S, N>(&unsafe { x.read(i, m) });
            // SAFETY: i + m <= n.
            unsafe { out.write(i, m, block) };
        }
    }
}

/// A loop that goes element by element: `Name<parameters>: (inputs) -> (outputs) by expression`.
macro_rules! elements {
    ($Body:ident<$($P:ident: $Bound:path),*>($($x:ident: $X:ty = $from:literal),*) -> ($($out:ident: $Out:ty = $to:literal),*) {
        $value:expr
    }) => {
        struct $Body<$($P),*>(PhantomData<($($P),*)>);

        impl<$($P: $Bound),*> Body for $Body<$($P),*> {
            #[inline(always)]
            unsafe fn run<S: Instructions>(arguments: Arguments) {
                $(
                    // SAFETY: the operand is an input of this type.
                    let $x = unsafe { arguments.operand::<$X>($from) };
                )*
                $(
                    // SAFETY: the operand is an output of this type.
                    let $out = unsafe { arguments.operand::<$Out>($to) };
                )*
                for i in 0..arguments.n {
                    let values = {
                        $(
                            // SAFETY: i < n.
                            let $x = unsafe { $x.get(i) };
                        )*
                        $value
                    };
                    elements!(@set i values $($out)*);
                }
            }
        }
    };
    (@set $i:ident $values:ident $out:ident) => {
        // SAFETY: i < n, and the operand is an output.
        unsafe { $out.set($i, $values) };
    };
    (@set $i:ident $values:ident $out1:ident $out2:ident) => {
        // SAFETY: i < n, and the operand is an output.
        unsafe { $out1.set($i, $values.0) };
        // SAFETY: i < n, and the operand is an output.
        unsafe { $out2.set($i, $values.1) };
    };
}

elements!(UnaryElements<O: Unary<T>, T: Element>(x: T = 0) -> (out: O::Out = 1) { O::apply(x) });
elements!(BinaryElements<O: Binary<T, U>, T: Element, U: Element>(x1: T = 0, x2: U = 1) -> (out: O::Out = 2) {
    O::apply(x1, x2)
});
elements!(CastElements<A: CastTo<B>, B: Element>(x: A = 0) -> (out: B = 1) { x.cast() });
elements!(UnaryPairElements<O: UnaryPair<T>, T: Element>(x: T = 0) -> (out1: O::Out1 = 1, out2: O::Out2 = 2) {
    O::apply(x)
});
elements!(BinaryPairElements<O: BinaryPair<T>, T: Element>(x1: T = 0, x2: T = 1) -> (out1: O::Out = 2, out2: O::Out = 3) {
    O::apply(x1, x2)
});
