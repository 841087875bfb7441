//! How many are true.

use crate::cast::CastTo;
use crate::element::{Bool, Element};
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::Arguments;
use std::marker::PhantomData;

/// `out += how many of in are nonzero`; args `[in, out]`, `out` an int64, steps `[stride of in, 0]`.
pub const fn count_nonzero<T: CastTo<Bool>>() -> Kernel {
    if size_of::<T>() == 1 { Kernel::wide::<Count<T, 256>>() } else { Kernel::wide::<Count<T, 64>>() }
}

struct Count<T, const N: usize>(PhantomData<T>);

impl<T: CastTo<Bool> + Element, const N: usize> Body for Count<T, N> {
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        // SAFETY: operand 0 is the input.
        let x = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is the output.
        let out = unsafe { arguments.operand::<i64>(1) };
        let mut count = 0i64;
        let mut i = 0;
        while i + N <= arguments.n {
            let block = if x.is_contiguous() {
                // SAFETY: i + N <= n, and the operand is contiguous.
                unsafe { x.block::<true, N>(i) }
            } else {
                // SAFETY: i + N <= n.
                unsafe { x.block::<false, N>(i) }
            };
            let truths = T::cast_block::<S, N>(&block);
            count += S::count(&truths) as i64;
            i += N;
        }
        for i in i..arguments.n {
            // SAFETY: i < n.
            count += i64::from(unsafe { x.get(i) }.cast().get());
        }
        // SAFETY: the output has one element.
        let start = unsafe { out.get(0) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, start + count) };
    }
}
