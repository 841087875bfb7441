//! How many are true.

use super::fold::wide_fold;
use crate::cast::CastTo;
use crate::element::{Bool, Element};
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::Arguments;
use std::marker::PhantomData;

/// `out += how many of in are nonzero`; args `[in, out]`, `out` an int64, steps `[stride of in, 0]`.
pub const fn count_nonzero<T: CastTo<Bool>>() -> Kernel {
    wide_fold!(T, Count<T>)
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
            // A byte a lane holds what 255 blocks can count.
            let end = (i + 255 * N).min(arguments.n / N * N);
            let mut lanes = [0u8; N];
            while i < end {
                // SAFETY: i + N <= n.
                let block = T::cast_block::<S, N>(&unsafe { x.load::<N>(i) });
                for j in 0..N {
                    lanes[j] += u8::from(block[j].get());
                }
                i += N;
            }
            count += lanes.iter().map(|&lane| i64::from(lane)).sum::<i64>();
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
