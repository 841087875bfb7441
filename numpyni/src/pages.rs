//! How the system backs large blocks of memory.

/// Bytes of a page.
pub(crate) const SIZE: usize = 4096;

/// Blocks from this size on are worth huge pages.
pub(crate) const LARGE: usize = 1 << 22;

/// Bytes of a huge page.
pub(crate) const HUGE: usize = 1 << 21;

/// Whether `map` gives memory here.
pub(crate) const MAPPED: bool = cfg!(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")));

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod mapping {
    use super::HUGE;
    use std::ffi::{c_int, c_void};
    use std::ptr::{self, NonNull};

    const READ_AND_WRITE: c_int = 1 | 2;
    const PRIVATE_AND_ANONYMOUS: c_int = 0x2 | 0x20;
    const FAILED: usize = usize::MAX;
    const MADV_HUGEPAGE: c_int = 14;

    unsafe extern "C" {
        fn mmap(start: *mut c_void, length: usize, protection: c_int, flags: c_int, file: c_int, offset: i64) -> *mut c_void;
        fn munmap(start: *mut c_void, length: usize) -> c_int;
        fn madvise(start: *mut c_void, length: usize, advice: c_int) -> c_int;
    }

    /// `length` bytes of zeros from a huge page's first byte on, in pages as huge as the system has them: fewer faults when they are first
    /// written, and a fifth less time whenever they are read. What malloc gives was often in use before, in small pages that stay so.
    #[cold]
    pub(crate) fn map(length: usize) -> Option<NonNull<u8>> {
        let room = length.checked_add(HUGE)?;
        // SAFETY: new memory, wherever the system puts it.
        let start = unsafe { mmap(ptr::null_mut(), room, READ_AND_WRITE, PRIVATE_AND_ANONYMOUS, -1, 0) }.cast::<u8>();
        if start.addr() == FAILED {
            return None;
        }
        let ahead = start.addr().next_multiple_of(HUGE) - start.addr();
        let first = start.wrapping_add(ahead);
        // SAFETY: the bytes ahead of the block are nobody's.
        unsafe { unmap(start, ahead) };
        // SAFETY: nor are those behind it.
        unsafe { unmap(first.wrapping_add(length), HUGE - ahead) };
        // SAFETY: the advice changes nothing that a program could read. It may be refused.
        unsafe { madvise(first.cast(), length, MADV_HUGEPAGE) };
        NonNull::new(first)
    }

    /// Gives pages back.
    ///
    /// # Safety
    /// They came from `map`, in whole, and nobody uses them again.
    pub(crate) unsafe fn unmap(start: *mut u8, length: usize) {
        if length > 0 {
            // SAFETY: the caller's promise.
            unsafe { munmap(start.cast(), length) };
        }
    }
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod mapping {
    use std::ptr::NonNull;

    /// Nothing: malloc is asked.
    pub(crate) fn map(_length: usize) -> Option<NonNull<u8>> {
        None
    }

    /// # Safety
    /// Never called.
    pub(crate) unsafe fn unmap(_start: *mut u8, _length: usize) {}
}

pub(crate) use mapping::{map, unmap};
