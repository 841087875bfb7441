//! How the system backs large blocks of memory.

use std::ptr::NonNull;

/// Bytes of a page.
pub(crate) const SIZE: usize = 4096;

/// Blocks from this size on are worth huge pages: as in NumPy.
const LARGE: usize = 1 << 22;

/// Asks for huge pages behind a large block: fewer faults when it is first written, and fewer misses ever after.
#[inline]
pub(crate) fn prefer_huge(start: NonNull<u8>, length: usize) {
    if length >= LARGE {
        advise(start, length);
    }
}

#[cfg(target_os = "linux")]
#[cold]
fn advise(start: NonNull<u8>, length: usize) {
    use std::ffi::{c_int, c_void};

    const MADV_HUGEPAGE: c_int = 14;
    unsafe extern "C" {
        fn madvise(start: *mut c_void, length: usize, advice: c_int) -> c_int;
    }
    let skipped = start.as_ptr().addr().next_multiple_of(SIZE) - start.as_ptr().addr();
    let whole = start.as_ptr().wrapping_add(skipped);
    // SAFETY: the pages belong to the block, and the advice changes nothing that a program could read. It may be refused.
    unsafe { madvise(whole.cast(), length - skipped, MADV_HUGEPAGE) };
}

#[cfg(not(target_os = "linux"))]
fn advise(_start: NonNull<u8>, _length: usize) {}
