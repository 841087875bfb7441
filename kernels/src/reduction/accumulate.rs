//! Folds in order, for any operation.

use crate::element::Element;
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::Arguments;
use crate::ops::Binary;
use std::marker::PhantomData;

/// The running fold: `out[0] = in[0]; out[i] = O(out[i - 1], in[i])`; args `[in, out]`.
pub const fn accumulate<O: Binary<T, Out = T>, T: Element>() -> Kernel {
    // Each step waits for the one before: only conversions have wider instructions that help.
    if size_of::<T::Accumulator>() > size_of::<T>() { Kernel::wide::<Accumulate<O, T>>() } else { Kernel::shared::<Accumulate<O, T>>() }
}

/// `out = O(O(O(out, in[0]), in[1]), ...)`, in this order, for operations where it matters; args `[in, out]`, steps
/// `[stride of in, 0]`.
pub const fn reduce_in_order<O: Binary<T, Out = T>, T: Element>() -> Kernel {
    Kernel::shared::<InOrder<O, T>>()
}

struct Accumulate<O, T>(PhantomData<(O, T)>);

impl<O: Binary<T, Out = T>, T: Element> Body for Accumulate<O, T> {
    const QUIET: bool = O::QUIET;

    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is the input.
        let x = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is the output.
        let out = unsafe { arguments.operand::<T>(1) };
        // SAFETY: there are elements.
        let mut running = unsafe { x.get(0) };
        // SAFETY: there are elements.
        unsafe { out.set(0, running) };
        for i in 1..arguments.n {
            // SAFETY: i < n.
            running = O::block::<S, 1>(&[running], &[unsafe { x.get(i) }])[0];
            // SAFETY: i < n.
            unsafe { out.set(i, running) };
        }
    }
}

struct InOrder<O, T>(PhantomData<(O, T)>);

impl<O: Binary<T, Out = T>, T: Element> Body for InOrder<O, T> {
    const QUIET: bool = O::QUIET;

    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is the input.
        let x = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is the output.
        let out = unsafe { arguments.operand::<T>(1) };
        // SAFETY: the output has one element.
        let mut running = unsafe { out.get(0) };
        for i in 0..arguments.n {
            // SAFETY: i < n.
            running = O::apply(running, unsafe { x.get(i) });
        }
        // SAFETY: the output has one element.
        unsafe { out.set(0, running) };
    }
}
