//! Loops that give an element for each element.

use crate::cast::CastTo;
use crate::element::Element;
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Stream};
use crate::ops::{Binary, BinaryPair, Ternary, Unary, UnaryPair};
use std::marker::PhantomData;

/// `$Body` with lanes for the level's registers: two of AVX-512's where the operation says how to use them; and where the
/// compiler is to find it out, so many that it keeps them a loop and vectorises that. The second number is of the blocks behind the last
/// whole one, since most arrays of a Python program are small; where there is none, they are as large, and take no code.
/// What is plain goes a line of the caches at a time, in half registers.
/// x86-64's baseline goes element by element, by `$Small`: no CPU sold since 2015 runs it, and blocks would be a third of the library.
macro_rules! wide {
    (plain $T:ty, $Body:ident, $Small:ident<$($P:ident),*>) => {
        match size_of::<$T>() {
            1 => wide!(@plain 64, $Body, $Small<$($P),*>),
            2 => wide!(@plain 32, $Body, $Small<$($P),*>),
            4 => wide!(@plain 16, $Body, $Small<$($P),*>),
            8 => wide!(@plain 8, $Body, $Small<$($P),*>),
            _ => wide!(@plain 4, $Body, $Small<$($P),*>),
        }
    };
    (@plain $many:literal, $Body:ident, $Small:ident<$($P:ident),*>) => {
        Kernel::halved::<$Body<$($P,)* $many, $many>, $Small<$($P),*>>()
    };
    (@ $many:literal, $few:literal, $Body:ident, $Small:ident<$($P:ident),*>) => {
        Kernel::sized::<$Body<$($P,)* $many, $few>, $Small<$($P),*>>()
    };
    ($T:ty, $Body:ident, $Small:ident<$($P:ident),*>) => {
        match size_of::<$T>() {
            1 | 2 | 4 | 8 => wide!(@ 64, 64, $Body, $Small<$($P),*>),
            _ => wide!(@ 32, 32, $Body, $Small<$($P),*>),
        }
    };
    ($T:ty, $long:expr, $in_registers:expr, $Body:ident, $Small:ident<$($P:ident),*>) => {
        match (size_of::<$T>(), $long || $in_registers) {
            // What is long needs all registers for itself.
            _ if $long && matches!(size_of::<<$T as Element>::Real>(), 2 | 4) => wide!(@ 16, 16, $Body, $Small<$($P),*>),
            _ if $long && size_of::<<$T as Element>::Real>() == 8 => wide!(@ 8, 8, $Body, $Small<$($P),*>),
            (1 | 2, _) => wide!(@ 64, 64, $Body, $Small<$($P),*>),
            (4, true) => wide!(@ 32, 16, $Body, $Small<$($P),*>),
            (8, true) => wide!(@ 16, 8, $Body, $Small<$($P),*>),
            (16, true) => wide!(@ 8, 8, $Body, $Small<$($P),*>),
            (4 | 8, false) => wide!(@ 64, 4, $Body, $Small<$($P),*>),
            _ => wide!(@ 32, 4, $Body, $Small<$($P),*>),
        }
    };
}

/// `out = O(x)`; args `[x, out]`.
pub const fn unary<O: Unary<T>, T: Element>() -> Kernel {
    match (O::WIDE, O::PLAIN) {
        (false, _) => Kernel::shared::<UnaryElements<O, T>>(),
        (true, true) => wide!(plain T, UnaryBlocks, UnaryElements<O, T>),
        (true, false) => wide!(T, O::LONG, O::IN_REGISTERS, UnaryBlocks, UnaryElements<O, T>),
    }
}

/// `out = O(x1, x2)`; args `[x1, x2, out]`.
pub const fn binary<O: Binary<T>, T: Element>() -> Kernel {
    binary_mixed::<O, T, T>()
}

/// `out = O(x1, x2)` of two types; args `[x1, x2, out]`.
pub const fn binary_mixed<O: Binary<T, U>, T: Element, U: Element>() -> Kernel {
    if !O::WIDE {
        Kernel::shared::<BinaryElements<O, T, U>>()
    } else if O::PLAIN {
        wide!(plain T, BinaryBlocks, BinaryElements<O, T, U>)
    } else if O::LOOPED {
        wide!(@ 128, 16, BinaryBlocks, BinaryElements<O, T, U>)
    } else {
        wide!(T, O::LONG, O::IN_REGISTERS, BinaryBlocks, BinaryElements<O, T, U>)
    }
}

/// `out = O(x1, x2, x3)`; args `[x1, x2, x3, out]`.
pub const fn ternary<O: Ternary<T>, T: Element>() -> Kernel {
    wide!(T, false, O::IN_REGISTERS, TernaryBlocks, TernaryElements<O, T>)
}

/// `out1, out2 = O(x)`; args `[x, out1, out2]`.
pub const fn unary_pair<O: UnaryPair<T>, T: Element>() -> Kernel {
    Kernel::shared::<UnaryPairElements<O, T>>()
}

/// `out1, out2 = O(x1, x2)`; args `[x1, x2, out1, out2]`.
pub const fn binary_pair<O: BinaryPair<T>, T: Element>() -> Kernel {
    match (O::WIDE, O::LOOPED) {
        (true, true) if size_of::<T>() == 1 => Kernel::sized::<BinaryPairBlocks<O, T, 128, 16>, BinaryPairBlocks<O, T, 1, 1>>(),
        (true, true) => Kernel::sized::<BinaryPairBlocks<O, T, 128, 32>, BinaryPairBlocks<O, T, 1, 1>>(),
        (true, false) => Kernel::sized::<BinaryPairBlocks<O, T, 16, 16>, BinaryPairBlocks<O, T, 1, 1>>(),
        _ => Kernel::shared::<BinaryPairBlocks<O, T, 1, 1>>(),
    }
}

/// `out = x` as a `B`, with NumPy's results of unsafe casting; args `[x, out]`.
pub const fn cast<A: CastTo<B>, B: Element>() -> Kernel {
    match (A::PLAIN, size_of::<A>() == size_of::<B>()) {
        (true, true) => wide!(plain A, CastBlocks, CastElements<A, B>),
        (true, false) => wide!(@plain 64, CastBlocks, CastElements<A, B>),
        (false, _) => wide!(A, CastBlocks, CastElements<A, B>),
    }
}

/// A loop in blocks of `MANY` and `FEW`: `Name<parameters>: (inputs) -> (output) [quiet, long, looped, plain, in registers] by the block of `N`, or by the element`.
macro_rules! blocks {
    ($Body:ident<$($P:ident: $Bound:path),*>($($x:ident: $X:ty = $from:literal),*) -> ($Out:ty = $to:literal) [$quiet:expr, $long:expr, $looped:expr, $plain:expr, $in_registers:expr] {
        $block:expr, $one:expr
    }) => {
        struct $Body<$($P,)* const MANY: usize, const FEW: usize>(PhantomData<($($P),*)>);

        impl<$($P: $Bound,)* const MANY: usize, const FEW: usize> $Body<$($P,)* MANY, FEW> {
            /// Few elements, and those with gaps, are cheaper one by one, unless they are of a type that the scalar code must emulate.
            const ONE_BY_ONE: bool = (size_of::<first!($($X),*)>() >= 4 || $looped) && !$long;
            /// What is left behind the last whole block is done with elements of that block again.
            const AGAIN: bool = !$long && !$looped && (size_of::<first!($($X),*)>() < 4 || $plain || $in_registers);
            /// A block of many lines, vectorised by the compiler.
            const BY_LINES: bool = !$long && !$looped && !$plain && !$in_registers && size_of::<first!($($X),*)>() >= 8;

            /// Whole blocks from element `i` on, if the operands allow it; gives where they end.
            ///
            /// # Safety
            /// That of `Body::run`.
            #[inline(always)]
            unsafe fn whole<S: Instructions, const N: usize>(arguments: Arguments, mut i: usize) -> usize {
                $(
                    // SAFETY: the operand is an input of this type.
                    let $x = unsafe { arguments.operand::<$X>($from) };
                )*
                // SAFETY: the operand is the output.
                let out = unsafe { arguments.operand::<$Out>($to) };
                let end = arguments.n / N * N;
                if i + N <= arguments.n && out.is_contiguous() $(&& Stream::<$X, N>::fits($x))* {
                    $(
                        // SAFETY: there are elements, and they fit a stream.
                        let $x = unsafe { Stream::<$X, N>::new($x) };
                    )*
                    // Computed before an output that is an input too is written.
                    let last = (Self::AGAIN && end < arguments.n).then(|| {
                        $(
                            // SAFETY: the last N elements, of at least as many.
                            let $x = &unsafe { $x.read(arguments.n - N) };
                        )*
                        $block
                    });
                    while i < end {
                        $(
                            // SAFETY: i + N <= n, as `i` and `end` are multiples of N.
                            let $x = &unsafe { $x.read_by(Self::BY_LINES, i) };
                        )*
                        let block = $block;
                        // SAFETY: as above, and the output is contiguous.
                        unsafe { out.store(i, block) };
                        i += N;
                    }
                    if let Some(block) = last {
                        // SAFETY: as for what it was computed from, and the output is contiguous.
                        unsafe { out.store(arguments.n - N, block) };
                        i = arguments.n;
                    }
                }
                i
            }

            /// Blocks of any operands, gathered, from element `i` to the last.
            ///
            /// # Safety
            /// That of `Body::run`.
            #[inline(always)]
            unsafe fn gathered<S: Instructions, const N: usize>(arguments: Arguments, mut i: usize) -> usize {
                $(
                    // SAFETY: the operand is an input of this type.
                    let $x = unsafe { arguments.operand::<$X>($from) };
                )*
                // SAFETY: the operand is the output.
                let out = unsafe { arguments.operand::<$Out>($to) };
                while i < arguments.n {
                    let m = N.min(arguments.n - i);
                    $(
                        // SAFETY: i + m <= n.
                        let $x = &unsafe { $x.gather(i, m) };
                    )*
                    let block = $block;
                    // SAFETY: i + m <= n.
                    unsafe { out.scatter(i, m, &block) };
                    i += m;
                }
                i
            }
        }

        impl<$($P: $Bound,)* const MANY: usize, const FEW: usize> Body for $Body<$($P,)* MANY, FEW> {
            const QUIET: bool = $quiet;

            #[inline(always)]
            unsafe fn run<S: Instructions>(arguments: Arguments) {
                const { assert!(MANY.is_multiple_of(FEW)) };
                let n = arguments.n;
                // SAFETY: the caller's promise.
                let mut i = unsafe { Self::whole::<S, MANY>(arguments, 0) };
                if !Self::ONE_BY_ONE {
                    // SAFETY: the caller's promise.
                    i = unsafe { Self::gathered::<S, MANY>(arguments, i) };
                } else if FEW < MANY {
                    // SAFETY: the caller's promise.
                    i = unsafe { Self::whole::<S, FEW>(arguments, i) };
                }
                $(
                    // SAFETY: the operand is an input of this type.
                    let $x = unsafe { arguments.operand::<$X>($from) };
                )*
                // SAFETY: the operand is the output.
                let out = unsafe { arguments.operand::<$Out>($to) };
                while i < n {
                    $(
                        // SAFETY: i < n.
                        let $x = unsafe { $x.get(i) };
                    )*
                    // SAFETY: i < n.
                    unsafe { out.set(i, $one) };
                    i += 1;
                }
            }
        }
    };
}

macro_rules! first {
    ($T:ty $(, $U:ty)*) => { $T };
}

blocks!(UnaryBlocks<O: Unary<T>, T: Element>(x: T = 0) -> (O::Out = 1) [O::QUIET, O::LONG, false, O::PLAIN, O::IN_REGISTERS] {
    O::block::<S, N>(x), O::apply(x)
});
blocks!(BinaryBlocks<O: Binary<T, U>, T: Element, U: Element>(x1: T = 0, x2: U = 1) -> (O::Out = 2) [O::QUIET, O::LONG, O::LOOPED, O::PLAIN, O::IN_REGISTERS] {
    O::block::<S, N>(x1, x2), O::apply(x1, x2)
});
blocks!(TernaryBlocks<O: Ternary<T>, T: Element>(x1: T = 0, x2: T = 1, x3: T = 2) -> (O::Out = 3) [O::QUIET, false, false, false, O::IN_REGISTERS] {
    O::block::<S, N>(x1, x2, x3), O::apply(x1, x2, x3)
});
blocks!(CastBlocks<A: CastTo<B>, B: Element>(x: A = 0) -> (B = 1) [false, false, false, false, A::PLAIN || size_of::<A::Real>() < size_of::<A>()] {
    A::cast_block::<S, N>(x), x.cast()
});

/// A loop that goes element by element: `Name<parameters>: (inputs) -> (outputs) [quiet] by expression`.
macro_rules! elements {
    ($Body:ident<$($P:ident: $Bound:path),*>($($x:ident: $X:ty = $from:literal),*) -> ($($out:ident: $Out:ty = $to:literal),*) [$quiet:expr] {
        $value:expr
    }) => {
        struct $Body<$($P),*>(PhantomData<($($P),*)>);

        impl<$($P: $Bound),*> Body for $Body<$($P),*> {
            const QUIET: bool = $quiet;

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

elements!(UnaryElements<O: Unary<T>, T: Element>(x: T = 0) -> (out: O::Out = 1) [O::QUIET] { O::apply(x) });
elements!(BinaryElements<O: Binary<T, U>, T: Element, U: Element>(x1: T = 0, x2: U = 1) -> (out: O::Out = 2) [O::QUIET] {
    O::apply(x1, x2)
});
elements!(TernaryElements<O: Ternary<T>, T: Element>(x1: T = 0, x2: T = 1, x3: T = 2) -> (out: O::Out = 3) [O::QUIET] {
    O::apply(x1, x2, x3)
});
elements!(CastElements<A: CastTo<B>, B: Element>(x: A = 0) -> (out: B = 1) [false] { x.cast() });
elements!(UnaryPairElements<O: UnaryPair<T>, T: Element>(x: T = 0) -> (out1: O::Out1 = 1, out2: O::Out2 = 2) [false] {
    O::apply(x)
});

/// The one loop with two inputs and two outputs: blocks of `MANY`, then of `FEW`, then by the element.
struct BinaryPairBlocks<O, T, const MANY: usize, const FEW: usize>(PhantomData<(O, T)>);

impl<O: BinaryPair<T>, T: Element, const MANY: usize, const FEW: usize> BinaryPairBlocks<O, T, MANY, FEW> {
    /// Whole blocks from element `i` on, if the operands allow it; gives where they end.
    ///
    /// # Safety
    /// That of `Body::run`.
    #[inline(always)]
    unsafe fn whole<S: Instructions, const N: usize>(arguments: Arguments, mut i: usize) -> usize {
        // SAFETY: operand 0 is an input.
        let x1 = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is an input.
        let x2 = unsafe { arguments.operand::<T>(1) };
        // SAFETY: operand 2 is an output.
        let out1 = unsafe { arguments.operand::<O::Out>(2) };
        // SAFETY: operand 3 is an output.
        let out2 = unsafe { arguments.operand::<O::Out>(3) };
        if !out1.is_contiguous() || !out2.is_contiguous() || !Stream::<T, N>::fits(x1) || !Stream::<T, N>::fits(x2) {
            return i;
        }
        // SAFETY: there are elements, and they fit a stream.
        let x1 = unsafe { Stream::<T, N>::new(x1) };
        // SAFETY: as the first.
        let x2 = unsafe { Stream::<T, N>::new(x2) };
        while i + N <= arguments.n {
            // SAFETY: i + N <= n.
            let block1 = unsafe { x1.read(i) };
            // SAFETY: i + N <= n.
            let block2 = unsafe { x2.read(i) };
            let (block1, block2) = O::block::<S, N>(&block1, &block2);
            // SAFETY: i + N <= n, and the output is contiguous.
            unsafe { out1.store(i, block1) };
            // SAFETY: i + N <= n, and the output is contiguous.
            unsafe { out2.store(i, block2) };
            i += N;
        }
        i
    }
}

impl<O: BinaryPair<T>, T: Element, const MANY: usize, const FEW: usize> Body for BinaryPairBlocks<O, T, MANY, FEW> {
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        const { assert!(MANY.is_multiple_of(FEW)) };
        let mut i = 0;
        if MANY > FEW {
            // SAFETY: the caller's promise.
            i = unsafe { Self::whole::<S, MANY>(arguments, i) };
        }
        if FEW > 1 {
            // SAFETY: the caller's promise.
            i = unsafe { Self::whole::<S, FEW>(arguments, i) };
        }
        // SAFETY: operand 0 is an input.
        let x1 = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is an input.
        let x2 = unsafe { arguments.operand::<T>(1) };
        // SAFETY: operand 2 is an output.
        let out1 = unsafe { arguments.operand::<O::Out>(2) };
        // SAFETY: operand 3 is an output.
        let out2 = unsafe { arguments.operand::<O::Out>(3) };
        for i in i..arguments.n {
            // SAFETY: i < n.
            let element1 = unsafe { x1.get(i) };
            // SAFETY: i < n.
            let element2 = unsafe { x2.get(i) };
            let (element1, element2) = O::apply(element1, element2);
            // SAFETY: i < n, and the operand is an output.
            unsafe { out1.set(i, element1) };
            // SAFETY: i < n, and the operand is an output.
            unsafe { out2.set(i, element2) };
        }
    }
}
