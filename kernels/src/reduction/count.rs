//! How many are true.

use crate::cast::CastTo;
use crate::element::{Bool, Element};
use crate::instructions::Instructions;
use crate::kernel::{Body, Kernel};
use crate::operand::{Arguments, Room};
use std::marker::PhantomData;

/// `out += how many of in are nonzero`; args `[in, out]`, `out` an int64, steps `[stride of in, 0]`.
pub const fn count_nonzero<T: CastTo<Bool>>() -> Kernel {
    if size_of::<T>() == 1 { Kernel::wide::<Count<T, 256>>() } else { Kernel::wide::<Count<T, 64>>() }
}

struct Count<T, const N: usize>(PhantomData<T>);

impl<T: CastTo<Bool> + Element, const N: usize> Body for Count<T, N> {
    #[inline(always)]
    unsafe fn run<S: Instructions>(arguments: Arguments) {
        let n = arguments.n;
        // SAFETY: operand 0 is an input.
        let x = unsafe { arguments.operand::<T>(0) };
        // SAFETY: operand 1 is the output.
        let out = unsafe { arguments.operand::<i64>(1) };
        let (mut count, mut room) = (0, Room::<4096>::new());
        for i in (0..n / N * N).step_by(N) {
            let (mut block, mut at) = (x, i);
            if !x.is_contiguous() {
                // SAFETY: i + N <= n, and a block fits the room.
                (block, at) = (unsafe { x.gathered::<S, _>(i, N, &mut room) }, 0);
            }
            // SAFETY: i + N <= n, or the block is gathered.
            count += S::count(&T::cast_block::<S, N>(&unsafe { block.block_by_lines::<N>(at) }));
        }
        for i in n / N * N..n {
            // SAFETY: i < n.
            count += usize::from(unsafe { x.get(i) }.cast().get());
        }
        // SAFETY: the output has one element.
        let start = unsafe { out.get(0) };
        // SAFETY: the output has one element.
        unsafe { out.set(0, start + count as i64) };
    }
}
