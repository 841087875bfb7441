//! The memory of small objects: blocks of one size that are used again, instead of going back to the interpreter.

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::null_mut;

use pyo3_ffi as ffi;

/// How many free blocks are kept: none where no GIL guards them.
const KEPT: usize = if cfg!(feature = "free-threaded") { 0 } else { 32 };

/// Free blocks of one size.
pub struct Blocks {
    size: usize,
    count: Cell<usize>,
    blocks: [Cell<*mut c_void>; KEPT],
}

impl Blocks {
    pub const fn new(size: usize) -> Blocks {
        Blocks { size, count: Cell::new(0), blocks: [const { Cell::new(null_mut()) }; KEPT] }
    }

    /// A block, or NULL.
    #[inline(always)]
    pub fn take(&self) -> *mut c_void {
        let rest = self.count.get().wrapping_sub(1);
        match self.blocks.get(rest) {
            Some(block) => {
                self.count.set(rest);
                block.get()
            }
            // SAFETY: any size may be asked for.
            None => unsafe { ffi::PyObject_Malloc(self.size) },
        }
    }

    /// Takes a block back.
    ///
    /// # Safety
    /// `block` came from `take`, and nobody uses it any more.
    #[inline(always)]
    pub unsafe fn give(&self, block: *mut c_void) {
        match self.blocks.get(self.count.get()) {
            Some(place) => {
                place.set(block);
                self.count.set(self.count.get() + 1);
            }
            // SAFETY: the caller's promise: it is the interpreter's memory.
            None => unsafe { ffi::PyObject_Free(block) },
        }
    }

    /// Gives the free blocks back to the interpreter, and keeps none from now on.
    pub fn free(&self) {
        for place in self.blocks.iter().take(self.count.replace(KEPT)) {
            // SAFETY: a free block, which is the interpreter's memory.
            unsafe { ffi::PyObject_Free(place.replace(null_mut())) };
        }
    }
}
