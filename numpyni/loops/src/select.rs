//! The loop of `where`: a choice between two elements, which knows their size alone.

use std::ffi::c_void;

use crate::Element;

/// `out = x1 if condition else x2`; args `[condition, x1, x2, out]`.
///
/// # Safety
/// As for every loop: `dimensions[0]` elements stand behind each of the four pointers, `steps` bytes apart.
pub(crate) unsafe extern "C" fn select<T: Element>(
    args: *const *mut u8,
    dimensions: *const isize,
    steps: *const isize,
    _data: *mut c_void,
) {
    // SAFETY: the caller's promise.
    let n = unsafe { *dimensions };
    // SAFETY: a loop of four operands.
    let [condition, x1, x2, out] = unsafe { args.cast::<[*mut u8; 4]>().read() };
    // SAFETY: as above.
    let s = unsafe { steps.cast::<[isize; 4]>().read() };
    let size = size_of::<T>() as isize;
    // The same loop twice: strides that the compiler knows let it vectorise.
    if s == [1, size, size, size] {
        // SAFETY: the caller's promise.
        unsafe { run::<T>(n, [condition, x1, x2, out], [1, size, size, size]) }
    } else {
        // SAFETY: the caller's promise.
        unsafe { run::<T>(n, [condition, x1, x2, out], s) }
    }
}

/// # Safety
/// As `select`.
#[inline(always)]
unsafe fn run<T: Element>(n: isize, [condition, x1, x2, out]: [*mut u8; 4], s: [isize; 4]) {
    for i in 0..n {
        // SAFETY: i < n.
        let holds = unsafe { *condition.wrapping_offset(i * s[0]) } != 0;
        // SAFETY: i < n; elements may be unaligned.
        let x1 = unsafe { x1.wrapping_offset(i * s[1]).cast::<T>().read_unaligned() };
        // SAFETY: as above.
        let x2 = unsafe { x2.wrapping_offset(i * s[2]).cast::<T>().read_unaligned() };
        // SAFETY: as above, and the output is ours to write.
        unsafe { out.wrapping_offset(i * s[3]).cast::<T>().write_unaligned(if holds { x1 } else { x2 }) };
    }
}
