//! The elementary functions, written so that lanes of them need no branch, no call and no table but of
//! sixteen numbers, which a register holds.
//!
//! A function has an *ordinary* range, where plain arithmetic gives the result to within one unit in the last place and raises
//! nothing; whatever lies outside (infinities, NaN, overflow, the edges of a domain) goes to the C library, which knows what to
//! raise. Fused multiplication is used throughout, so a level without it gives the same bits, slowly.
//!
//! [`elementary`] works in pairs of numbers where one does not hold enough, in lanes of float64, or of float32 with shorter polynomials;
//! [`single`] has what float32 can do in fewer steps.

mod coefficients;
mod division;
mod elementary;
pub(crate) mod half;
mod pair;
mod parts;
mod reduced;
mod single;
mod vector;

pub(crate) use division::divmod;
pub(crate) use parts::{Inverse, Quotient, magnitudes, of_parts, products, reals};
#[cfg(target_arch = "x86_64")]
pub use vector::{Eight, EightSingles, Four, SixteenSingles};
pub use vector::{Holds, One, OneSingle, Vector};
use crate::instructions::{Baseline, Instructions};
use vector::Mask;

/// A function of one `T`.
pub(crate) trait Function<T> {
    /// The registers that it is computed in.
    type In<S: Instructions>: Holds<T>;
    /// Where [`Function::fast`] holds.
    const RANGE: Range;
    /// An ordinary argument, which stands in for those that are not.
    const SAFE: f64;
    /// On ordinary arguments.
    fn fast<V: Vector>(x: V) -> V;
    /// On any argument.
    fn slow(x: T) -> T;
}

/// Where a function is ordinary. Of a magnitude below `tiny` its square might leave the normal range.
#[derive(Clone, Copy)]
pub(crate) enum Range {
    /// Magnitudes below `most`; of a tiny `x`, the function is `x`.
    Odd { tiny: f64, most: f64 },
    /// Magnitudes below `most`; of a tiny `x`, the function is that of zero.
    Even { tiny: f64, most: f64 },
    /// Magnitudes that are normal numbers.
    Normal,
    /// Positive normal numbers; of others, the function raises nothing.
    PositiveNormal,
    /// Numbers between two.
    Signed(f64, f64),
    /// Positive numbers from the first to below the second.
    Positive(f64, f64),
}

impl Range {
    #[inline(always)]
    fn contains<V: Vector>(self, x: V) -> V::Mask {
        match self {
            Range::Odd { most, .. } | Range::Even { most, .. } => x.abs().less(V::from(most)),
            Range::Signed(least, most) => V::from(least).less(x).and(x.less(V::from(most))),
            Range::Normal => x.is_normal(),
            Range::PositiveNormal => x.is_positive_normal(),
            Range::Positive(least, most) => between(x, least, most),
        }
    }

    /// Whether it contains `x`, which is not tiny.
    #[inline(always)]
    fn is_plain<V: Vector>(self, x: V) -> V::Mask {
        match self {
            Range::Odd { tiny, most } | Range::Even { tiny, most } => between(x.abs(), tiny, most),
            _ => self.contains(x),
        }
    }
}

/// The function of each lane, and where it is ordinary.
#[inline(always)]
fn lanes<F: Function<T>, T, V: Vector>(x: V) -> (V, V::Mask) {
    let plain = F::RANGE.is_plain(x);
    // One lane alone is not worth a second copy of the function, nor is what takes no care.
    let cares = V::LANES > 1 && !matches!(F::RANGE, Range::PositiveNormal);
    if cares && plain.all() { (F::fast(x), plain) } else { careful::<F, T, V>(x) }
}

/// The same, of any lanes.
#[inline(always)]
fn careful<F: Function<T>, T, V: Vector>(x: V) -> (V, V::Mask) {
    let ordinary = F::RANGE.contains(x);
    let safe = x.select(ordinary, V::from(F::SAFE));
    let value = match F::RANGE {
        Range::Odd { tiny, .. } => {
            let is_tiny = x.abs().less(V::from(tiny));
            x.select(is_tiny, F::fast(V::from(F::SAFE).select(is_tiny, safe)))
        }
        Range::Even { tiny, .. } => {
            let is_tiny = x.abs().less(V::from(tiny));
            F::fast(V::from(0.0).select(is_tiny, safe))
        }
        Range::Normal | Range::Signed(..) | Range::Positive(..) => F::fast(safe),
        Range::PositiveNormal => F::fast(x),
    };
    (value, ordinary)
}

/// A function of two `T`.
pub(crate) trait Function2<T> {
    /// The registers that it is computed in.
    type In<S: Instructions>: Holds<T>;
    /// On any arguments, and whether it holds; raises nothing where it does not.
    fn fast<V: Vector>(x1: V, x2: V) -> (V, V::Mask);
    /// Anywhere.
    fn slow(x1: T, x2: T) -> T;
}

/// Of one element.
#[inline]
pub(crate) fn apply<F: Function<T>, T: Copy>(x: T) -> T {
    block::<F, T, Baseline, 1>(&[x])[0]
}

/// Fills `$out` with registers `$V`, which `$value` gives for the elements from `$j` on, and with it whether they are as they
/// should be; gives whether all are. (A closure would not be compiled for the level.)
macro_rules! fill {
    ($out:ident: [$T:ident; $N:ident], ($V:ty), |$j:ident| $value:expr) => {{
        const { assert!($N.is_multiple_of(<$V as Vector>::LANES)) };
        let mut all = true;
        let mut $j = 0;
        while $j < $N {
            let to = $out.as_mut_ptr().wrapping_add($j);
            let (first, here) = $value;
            all &= here.all();
            $j += <$V as Vector>::LANES;
            if $N.is_multiple_of(2 * <$V as Vector>::LANES) {
                let (second, here) = $value;
                all &= here.all();
                $j += <$V as Vector>::LANES;
                // SAFETY: N is a multiple of both registers' lanes.
                unsafe { <$V as Holds<$T>>::store_two([first, second], to) };
            } else {
                // SAFETY: N is a multiple of the lanes.
                unsafe { <$V as Holds<$T>>::store(first, to) };
            }
        }
        all
    }};
}

/// Of a block.
#[inline(always)]
pub(crate) fn block<F: Function<T>, T: Copy, S: Instructions, const N: usize>(x: &[T; N]) -> [T; N] {
    let mut out = *x;
    let ordinary = fill!(out: [T; N], (F::In<S>), |j| {
        // SAFETY: N is a multiple of the lanes.
        let x = unsafe { <F::In<S> as Holds<T>>::load(x.as_ptr().wrapping_add(j)) };
        lanes::<F, T, F::In<S>>(x)
    });
    // What is amended is a copy, so that the blocks themselves need no memory.
    if !ordinary {
        let mut copy = out;
        amend::<F, T, N>(*x, &mut copy);
        out = copy;
    }
    out
}

/// `out` becomes the function of those `x` that are not ordinary.
#[cold]
#[inline(never)]
fn amend<F: Function<T>, T: Copy, const N: usize>(x: [T; N], out: &mut [T; N]) {
    for (out, x) in out.iter_mut().zip(&x) {
        // SAFETY: one element is one lane.
        let lane = unsafe { <F::In<Baseline> as Holds<T>>::load(x) };
        if !F::RANGE.contains(lane).all() {
            *out = F::slow(*x);
        }
    }
}

/// Of two elements.
#[inline]
pub(crate) fn apply2<F: Function2<T>, T: Copy>(x1: T, x2: T) -> T {
    block2::<F, T, Baseline, 1>(&[x1], &[x2])[0]
}

/// Of two blocks.
#[inline(always)]
pub(crate) fn block2<F: Function2<T>, T: Copy, S: Instructions, const N: usize>(x1: &[T; N], x2: &[T; N]) -> [T; N] {
    let mut out = *x1;
    let ordinary = fill!(out: [T; N], (F::In<S>), |j| {
        // SAFETY: N is a multiple of the lanes.
        let x1 = unsafe { <F::In<S> as Holds<T>>::load(x1.as_ptr().wrapping_add(j)) };
        // SAFETY: as the first.
        let x2 = unsafe { <F::In<S> as Holds<T>>::load(x2.as_ptr().wrapping_add(j)) };
        F::fast(x1, x2)
    });
    if !ordinary {
        let mut copy = out;
        amend2::<F, T, N>(*x1, *x2, &mut copy);
        out = copy;
    }
    out
}

#[cold]
#[inline(never)]
fn amend2<F: Function2<T>, T: Copy, const N: usize>(x1: [T; N], x2: [T; N], out: &mut [T; N]) {
    for (out, (x1, x2)) in out.iter_mut().zip(x1.iter().zip(&x2)) {
        // SAFETY: one element is one lane.
        let lane1 = unsafe { <F::In<Baseline> as Holds<T>>::load(x1) };
        // SAFETY: one element is one lane.
        let lane2 = unsafe { <F::In<Baseline> as Holds<T>>::load(x2) };
        if !F::fast(lane1, lane2).1.all() {
            *out = F::slow(*x1, *x2);
        }
    }
}

/// Whether `least <= x < most`; raises nothing.
#[inline(always)]
fn between<V: Vector>(x: V, least: f64, most: f64) -> V::Mask {
    // Not `x < least` would hold for NaN.
    V::from(least.next_down()).less(x).and(x.less(V::from(most)))
}

/// The same of two that are not negative.
#[inline(always)]
fn both_between<V: Vector>(x1: V, x2: V, least: f64, most: f64) -> V::Mask {
    V::from(least.next_down()).less(x1.least(x2)).and(x1.most(x2).less(V::from(most)))
}

/// `Name: where it is ordinary; a safe argument; |x| the function; the C library's.` for one type, in registers of a level.
macro_rules! functions {
    ($T:ident in $Registers:ident: $($Name:ident: $range:expr; $safe:literal; |$x:ident| $fast:expr; $slow:path;)*) => {$(
        impl Function<$T> for $Name {
            type In<S: Instructions> = S::$Registers;
            const RANGE: Range = $range;
            const SAFE: f64 = $safe;

            #[inline(always)]
            fn fast<V: Vector>($x: V) -> V {
                $fast
            }

            fn slow(x: $T) -> $T {
                $slow(x)
            }
        }
    )*};
}

/// `Name: |x1, x2| where it is ordinary, as it is for two ones; the function; the C library's.` for one type, in registers of a level.
macro_rules! functions2 {
    ($T:ident in $Registers:ident: $($Name:ident: |$x1:ident, $x2:ident| $ordinary:expr; $fast:expr; $slow:path;)*) => {$(
        impl Function2<$T> for $Name {
            type In<S: Instructions> = S::$Registers;

            #[inline(always)]
            fn fast<V: Vector>($x1: V, $x2: V) -> (V, V::Mask) {
                let here = $ordinary;
                if V::LANES > 1 && here.all() {
                    return ($fast, here);
                }
                let ($x1, $x2) = ($x1.select(here, V::from(1.0)), $x2.select(here, V::from(1.0)));
                ($fast, here)
            }

            fn slow(x1: $T, x2: $T) -> $T {
                $slow(x1, x2)
            }
        }
    )*};
}

/// The names of the functions; [`elementary`] says what they are.
macro_rules! names {
    ($($Name:ident)*) => {$(
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct $Name;
    )*};
}

use {fill, functions, functions2, names};

names! {
    Exp Exp2 Expm1 Log Log2 Log10 Log1p Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh Arcsinh Arccosh Arctanh Cbrt
    Power Hypot Arctan2 Logaddexp FloorDivide Remainder Fmod
}
