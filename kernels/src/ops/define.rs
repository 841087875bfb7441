//! How an operation is written down: its name, its operands, and a line of mathematics for each group of types.

use bytemuck::Zeroable;

/// What every operation's file needs.
pub(super) use crate::cast::CastTo;
pub(super) use crate::element::{Bool, C64, C128, Element, bf16, f16};
pub(super) use crate::instructions::{Baseline, Instructions};

/// A function of one element.
pub trait Unary<T: Element>: Copy + 'static {
    /// What it gives.
    type Out: Element;
    /// Whether wide registers help; an operation that calls libm is compiled once, for all levels.
    const WIDE: bool = true;
    /// Whether it raises nothing, even where the instructions would.
    const QUIET: bool = false;
    /// Whether it is so long that a block of a few elements costs less than they do one by one.
    const LONG: bool = false;
    /// Whether it costs next to nothing beside reading and writing memory.
    const PLAIN: bool = false;
    /// Whether `block` names the registers' instructions.
    const IN_REGISTERS: bool = false;
    /// Of one element.
    fn apply(x: T) -> Self::Out;

    /// Of a block.
    #[inline(always)]
    fn block<S: Instructions, const N: usize>(x: &[T; N]) -> [Self::Out; N] {
        let mut out = [Self::Out::zeroed(); N];
        for (out, &x) in out.iter_mut().zip(x) {
            *out = Self::apply(x);
        }
        out
    }
}

/// A function of two elements.
pub trait Binary<T: Element, U: Element = T>: Copy + 'static {
    /// What it gives.
    type Out: Element;
    /// Whether wide registers help; an operation that calls libm is compiled once, for all levels.
    const WIDE: bool = true;
    /// Whether it raises nothing, even where the instructions would.
    const QUIET: bool = false;
    /// Whether it is so long that a block of a few elements costs less than they do one by one.
    const LONG: bool = false;
    /// Whether `block` names the registers' instructions.
    const IN_REGISTERS: bool = false;
    /// Whether `block` is for the compiler to vectorise, which it does to a loop and not to what it has unrolled.
    const LOOPED: bool = false;
    /// Whether it costs next to nothing beside reading and writing memory.
    const PLAIN: bool = false;
    /// Of two elements.
    fn apply(x1: T, x2: U) -> Self::Out;

    /// Of two blocks.
    #[inline(always)]
    fn block<S: Instructions, const N: usize>(x1: &[T; N], x2: &[U; N]) -> [Self::Out; N] {
        let mut out = [Self::Out::zeroed(); N];
        for j in 0..N {
            out[j] = Self::apply(x1[j], x2[j]);
        }
        out
    }
}

/// A function of three elements.
pub trait Ternary<T: Element>: Copy + 'static {
    /// What it gives.
    type Out: Element;
    /// Whether it raises nothing, even where the instructions would.
    const QUIET: bool = false;
    /// Whether `block` names the registers' instructions.
    const IN_REGISTERS: bool = false;
    /// Of three elements.
    fn apply(x1: T, x2: T, x3: T) -> Self::Out;

    /// Of three blocks.
    #[inline(always)]
    fn block<S: Instructions, const N: usize>(x1: &[T; N], x2: &[T; N], x3: &[T; N]) -> [Self::Out; N] {
        let mut out = [Self::Out::zeroed(); N];
        for j in 0..N {
            out[j] = Self::apply(x1[j], x2[j], x3[j]);
        }
        out
    }
}

/// A function of one element that gives two.
pub trait UnaryPair<T: Element>: Copy + 'static {
    /// The first that it gives.
    type Out1: Element;
    /// The second that it gives.
    type Out2: Element;
    /// Of one element.
    fn apply(x: T) -> (Self::Out1, Self::Out2);
}

/// A function of two elements that gives two.
pub trait BinaryPair<T: Element>: Copy + 'static {
    /// Both that it gives.
    type Out: Element;
    /// Whether wide registers help.
    const WIDE: bool = true;
    /// Whether `block` is for the compiler to vectorise.
    const LOOPED: bool = false;
    /// Of two elements.
    fn apply(x1: T, x2: T) -> (Self::Out, Self::Out);
    /// Of two blocks.
    fn block<S: Instructions, const N: usize>(x1: &[T; N], x2: &[T; N]) -> ([Self::Out; N], [Self::Out; N]);
}

/// An operation whose order may change: `O(O(a, b), c) == O(a, O(b, c))`, up to rounding.
pub trait Reduce<T: Element>: Binary<T, T, Out = T> {
    /// Whether there are values that settle the result.
    const SETTLES: bool = false;
    /// Whether nothing is rounded, however many are joined one after the other.
    const EXACT: bool = false;

    /// Whether the result is `value` whatever follows.
    #[inline(always)]
    fn settled(_value: T) -> bool {
        false
    }
}

/// What an operation gives for half precision, when it gives `Self` for `f32`.
pub trait HalfOf<H: Element>: Element {
    /// `H` for `f32`; the rest as it is.
    type Half: Element;
    /// Rounds a block once.
    fn half_block<S: Instructions, const N: usize>(x: [Self; N]) -> [Self::Half; N];
}

impl<H: Element> HalfOf<H> for f32
where
    f32: CastTo<H>,
{
    type Half = H;

    #[inline(always)]
    fn half_block<S: Instructions, const N: usize>(x: [f32; N]) -> [H; N] {
        f32::cast_block::<S, N>(&x)
    }
}

impl<H: Element> HalfOf<H> for Bool {
    type Half = Bool;

    #[inline(always)]
    fn half_block<S: Instructions, const N: usize>(x: [Bool; N]) -> [Bool; N] {
        x
    }
}

/// Calls a macro for each type of a group; `floating` is the half-precision types too, computed in `f32`.
macro_rules! each {
    (boolean => $m:ident $rest:tt) => { $m!(Bool $rest); };
    (signed => $m:ident $rest:tt) => { $m!(i8 $rest); $m!(i16 $rest); $m!(i32 $rest); $m!(i64 $rest); };
    (unsigned => $m:ident $rest:tt) => { $m!(u8 $rest); $m!(u16 $rest); $m!(u32 $rest); $m!(u64 $rest); };
    (integer => $m:ident $rest:tt) => { each!(signed => $m $rest); each!(unsigned => $m $rest); };
    (float => $m:ident $rest:tt) => { $m!(f32 $rest); $m!(f64 $rest); };
    (half => $m:ident $rest:tt) => { $m!(f16 $rest); $m!(bf16 $rest); };
    (floating => $m:ident $rest:tt) => { each!(float => $m $rest); $m!(@half f16 $rest); $m!(@half bf16 $rest); };
    (complex => $m:ident $rest:tt) => { $m!(C64 $rest); $m!(C128 $rest); };
}

macro_rules! flag {
    (slow $T:ty) => { const WIDE: bool = false; };
    (short $T:ty) => { const LOOPED: bool = true; };
    (quiet $T:ty) => { const QUIET: bool = true; };
    (long $T:ty) => { const LONG: bool = true; };
    (plain $T:ty) => { const PLAIN: bool = true; };
    (plain_words $T:ty) => { const PLAIN: bool = size_of::<$T>() >= 4; };
    (registers $T:ty) => { const IN_REGISTERS: bool = true; };
}

/// What of a type's flags is so of half precision too, which is converted on the way.
macro_rules! half_flag {
    (plain $T:ty) => {};
    ($flag:ident $T:ty) => { flag!($flag $T); };
}

/// `Name(x) { group -> Out [flags] => expression, of blocks; }`; `T` is the type and `R` that of its absolute value.
macro_rules! unary {
    ($(#[$meta:meta])* $Op:ident($x:ident) { $($group:ident $(-> $Out:ident)? $([$($flag:ident)*])? => $value:expr $(, $block:expr)?;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Op;
        $(each!($group => unary_impl ($Op $x [$($Out)?] [$($($flag)*)?] $value, $($block)?));)*
    };
}

macro_rules! unary_impl {
    (@half $H:ident ($Op:ident $x:ident $Out:tt [$($flag:ident)*] $value:expr, $($block:expr)?)) => {
        impl Unary<$H> for $Op {
            type Out = <<$Op as Unary<f32>>::Out as HalfOf<$H>>::Half;
            $(half_flag!($flag $H);)*
            #[inline(always)]
            fn apply(x: $H) -> Self::Out {
                <$Op as Unary<$H>>::block::<Baseline, 1>(&[x])[0]
            }
            #[inline(always)]
            fn block<S: Instructions, const N: usize>(x: &[$H; N]) -> [Self::Out; N] {
                let x: [f32; N] = <$H as CastTo<f32>>::cast_block::<S, N>(x);
                HalfOf::<$H>::half_block::<S, N>(<$Op as Unary<f32>>::block::<S, N>(&x))
            }
        }
    };
    ($T:ident ($Op:ident $x:ident [] $flags:tt $value:expr, $($block:expr)?)) => {
        unary_impl!($T ($Op $x [$T] $flags $value, $($block)?));
    };
    ($T:ident ($Op:ident $x:ident [Real] $flags:tt $value:expr, $($block:expr)?)) => {
        unary_impl!(@real $T ($Op $x [<$T as Element>::Real] $flags $value, $($block)?));
    };
    ($(@real)? $T:ident ($Op:ident $x:ident [$Out:ty] [$($flag:ident)*] $value:expr, $($block:expr)?)) => {
        impl Unary<$T> for $Op {
            type Out = $Out;
            $(flag!($flag $T);)*
            #[inline(always)]
            fn apply($x: $T) -> $Out {
                #[allow(dead_code)]
                type T = $T;
                #[allow(dead_code)]
                type R = <$T as Element>::Real;
                $value
            }
            $(
                #[inline(always)]
                fn block<S: Instructions, const N: usize>($x: &[$T; N]) -> [$Out; N] {
                    #[allow(dead_code)]
                    type T = $T;
                    #[allow(dead_code)]
                    type R = <$T as Element>::Real;
                    $block
                }
            )?
        }
    };
}

/// `Name(x1, x2) { group -> Out [flags] => expression, of blocks; }`; `T` is the type and `R` that of its absolute value;
/// the second expression, where there is one, is that of blocks in the level `S`'s registers.
macro_rules! binary {
    ($(#[$meta:meta])* $Op:ident($x1:ident, $x2:ident) { $($group:ident $(-> $Out:ident)? $([$($flag:ident)*])? => $value:expr $(, $block:expr)?;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Op;
        $(each!($group => binary_impl ($Op $x1 $x2 [$($Out)?] [$($($flag)*)?] $value, $($block)?));)*
    };
}

macro_rules! binary_impl {
    (@half $H:ident ($Op:ident $x1:ident $x2:ident $Out:tt [$($flag:ident)*] $value:expr, $($block:expr)?)) => {
        impl Binary<$H> for $Op {
            type Out = <<$Op as Binary<f32>>::Out as HalfOf<$H>>::Half;
            $(half_flag!($flag $H);)*
            #[inline(always)]
            fn apply(x1: $H, x2: $H) -> Self::Out {
                <$Op as Binary<$H>>::block::<Baseline, 1>(&[x1], &[x2])[0]
            }
            #[inline(always)]
            fn block<S: Instructions, const N: usize>(x1: &[$H; N], x2: &[$H; N]) -> [Self::Out; N] {
                let x1: [f32; N] = <$H as CastTo<f32>>::cast_block::<S, N>(x1);
                let x2: [f32; N] = <$H as CastTo<f32>>::cast_block::<S, N>(x2);
                HalfOf::<$H>::half_block::<S, N>(<$Op as Binary<f32>>::block::<S, N>(&x1, &x2))
            }
        }
    };
    ($T:ident ($Op:ident $x1:ident $x2:ident [] $flags:tt $value:expr, $($block:expr)?)) => {
        binary_impl!($T ($Op $x1 $x2 [$T] $flags $value, $($block)?));
    };
    ($T:ident ($Op:ident $x1:ident $x2:ident [$Out:ident] [$($flag:ident)*] $value:expr, $($block:expr)?)) => {
        impl Binary<$T> for $Op {
            type Out = $Out;
            $(flag!($flag $T);)*
            #[inline(always)]
            fn apply($x1: $T, $x2: $T) -> $Out {
                #[allow(dead_code)]
                type T = $T;
                #[allow(dead_code)]
                type R = <$T as Element>::Real;
                $value
            }
            $(
                const IN_REGISTERS: bool = true;
                #[inline(always)]
                fn block<S: Instructions, const N: usize>($x1: &[$T; N], $x2: &[$T; N]) -> [$Out; N] {
                    #[allow(dead_code)]
                    type T = $T;
                    #[allow(dead_code)]
                    type R = <$T as Element>::Real;
                    $block
                }
            )?
        }
    };
}

/// Declares over which types an operation reduces in any order, and what settles it.
macro_rules! reduces {
    ($Op:ident: $($T:ident)*) => {$(
        impl Reduce<$T> for $Op {}
    )*};
    (exact $Op:ident: $($T:ident)*) => {$(
        impl Reduce<$T> for $Op {
            const EXACT: bool = true;
        }
    )*};
    ($Op:ident: $($T:ident)*, settled by |$x:ident| $settled:expr) => {$(
        impl Reduce<$T> for $Op {
            const SETTLES: bool = true;

            #[inline(always)]
            fn settled($x: $T) -> bool {
                $settled
            }
        }
    )*};
}

pub(super) use {binary, binary_impl, each, flag, half_flag, reduces, unary, unary_impl};
