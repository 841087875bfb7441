//! Memory that arrays share: owned and aligned to a cache line, or foreign with a release.

use std::alloc::{self, Layout};
use std::any::Any;
use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering, fence};

use crate::cache::{self, Cache};
use crate::{Error, Result, large, pages};

/// Owned memory starts at a multiple of this.
pub const ALIGNMENT: usize = 64;

/// Blocks up to this size are kept for reuse, a few of each size, per thread.
const CACHED: usize = 2048;
/// How many blocks of a size are kept.
const KEPT: usize = 16;
const CLASSES: usize = CACHED / ALIGNMENT;

/// Shared memory. A clone shares; the last one gives it back.
pub struct Buffer(NonNull<Header>);

/// Stands in front of owned memory, in the same allocation; alone for foreign memory.
struct Header {
    references: AtomicUsize,
    data: *mut u8,
    length: usize,
    origin: Origin,
}

enum Origin {
    /// Allocated with the header, `size` bytes from `start`.
    Owned { start: *mut u8, size: usize },
    /// Given back by a function.
    Foreign { release: Option<unsafe extern "C" fn(*mut c_void)>, owner: *mut c_void },
    /// Kept alive by a Rust value.
    Kept { _owner: Box<dyn Any + Send + Sync> },
}

const _: () = assert!(size_of::<Header>() <= ALIGNMENT, "the header fits in front of aligned data");

// SAFETY: the count is atomic and the memory is plain bytes; who reads and writes them is the arrays' concern.
unsafe impl Send for Buffer {}
// SAFETY: as above.
unsafe impl Sync for Buffer {}

impl Buffer {
    /// `length` bytes; zeroed, or of arbitrary (but initialised or never read) contents.
    ///
    /// # Errors
    /// `Memory` when there is none.
    pub fn new(length: usize, zeroed: bool) -> Result<Buffer> {
        // SAFETY: making a buffer releases nothing and calls nothing of a caller's.
        unsafe { cache::with(|cache| Buffer::new_in(cache, length, zeroed)) }
    }

    /// The same, given the thread's cache.
    #[inline(always)]
    pub(crate) fn new_in(cache: &mut Cache, length: usize, zeroed: bool) -> Result<Buffer> {
        let class = length.saturating_sub(1) / ALIGNMENT;
        let Some(start) = cache.blocks.take(class) else {
            return Buffer::allocate(if class < CLASSES { (class + 1) * ALIGNMENT } else { length }, length, zeroed);
        };
        Ok(Buffer::reuse(start, (class + 1) * ALIGNMENT, length, zeroed))
    }

    /// A buffer in a block that was in use before.
    #[inline(always)]
    fn reuse(start: NonNull<u8>, capacity: usize, length: usize, zeroed: bool) -> Buffer {
        let buffer = Buffer::place(start, capacity, length);
        if zeroed {
            // SAFETY: the block holds `length` bytes of data and nobody else has it.
            unsafe { buffer.data().write_bytes(0, length) };
        }
        buffer
    }

    #[inline(never)]
    fn allocate(capacity: usize, length: usize, zeroed: bool) -> Result<Buffer> {
        // With the header it fills whole pages.
        let capacity = if capacity < large::LEAST { capacity } else { large::rounded(capacity.saturating_add(ALIGNMENT)) - ALIGNMENT };
        if capacity >= large::LEAST
            && let Some(start) = large::take(capacity)
        {
            return Ok(Buffer::reuse(start, capacity, length, zeroed));
        }
        let layout = block(capacity).ok_or_else(|| Error::TooBig)?;
        let start = if is_mapped(capacity) {
            pages::map(layout.size())
        } else {
            // SAFETY: the layout's size is not zero.
            NonNull::new(unsafe { (if zeroed { alloc::alloc_zeroed } else { alloc::alloc })(layout) })
        };
        let start = start.ok_or_else(|| Error::Memory { bytes: length })?;
        Ok(Buffer::place(start, capacity, length))
    }

    /// Puts the header into a block made with `block(capacity)`.
    #[inline]
    fn place(start: NonNull<u8>, capacity: usize, length: usize) -> Buffer {
        // malloc aligns to 16; the header takes what is left in front of the first aligned address that leaves it room.
        let header = start.as_ptr().map_addr(|address| address.next_multiple_of(alignment(capacity)));
        let data = header.wrapping_add(ALIGNMENT);
        let header = header.cast::<Header>();
        let value = Header {
            references: AtomicUsize::new(1),
            data,
            length,
            origin: Origin::Owned { start: start.as_ptr(), size: capacity },
        };
        // SAFETY: `block` makes room for the alignment, the header and the data.
        unsafe { header.write(value) };
        // SAFETY: derived from a non-null pointer, inside its block.
        Buffer(unsafe { NonNull::new_unchecked(header) })
    }

    fn boxed(data: *mut u8, length: usize, origin: Origin) -> Buffer {
        let header = Header { references: AtomicUsize::new(1), data, length, origin };
        Buffer(NonNull::from(Box::leak(Box::new(header))))
    }

    /// Foreign memory, given back by `release(owner)`.
    ///
    /// # Safety
    /// `length` bytes from `data` are readable (and writable where an array over it is) until `release` is called; `release` may be
    /// called with `owner` once, from any thread.
    pub unsafe fn foreign(
        data: *mut u8,
        length: usize,
        release: Option<unsafe extern "C" fn(*mut c_void)>,
        owner: *mut c_void,
    ) -> Buffer {
        Buffer::boxed(data, length, Origin::Foreign { release, owner })
    }

    /// Memory that a Rust value keeps alive.
    ///
    /// # Safety
    /// `length` bytes from `data` are readable (and writable where an array over it is) while `owner` lives.
    pub unsafe fn kept(data: *mut u8, length: usize, owner: Box<dyn Any + Send + Sync>) -> Buffer {
        Buffer::boxed(data, length, Origin::Kept { _owner: owner })
    }

    fn header(&self) -> &Header {
        // SAFETY: the header lives while a Buffer refers to it.
        unsafe { self.0.as_ref() }
    }

    /// The first byte.
    pub fn data(&self) -> *mut u8 {
        self.header().data
    }

    /// How many bytes.
    pub fn len(&self) -> usize {
        self.header().length
    }

    /// No bytes at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The runtime allocated it.
    pub fn is_owned(&self) -> bool {
        matches!(self.header().origin, Origin::Owned { .. })
    }

    /// It came from outside Rust, so that nobody here knows who else uses it.
    pub fn is_foreign(&self) -> bool {
        matches!(self.header().origin, Origin::Foreign { .. })
    }

    /// Nobody else shares it.
    pub fn is_unique(&self) -> bool {
        self.header().references.load(Ordering::Acquire) == 1
    }

    /// Both are the same memory.
    pub fn same(&self, other: &Buffer) -> bool {
        self.0 == other.0
    }

    /// The bytes' address range.
    pub fn range(&self) -> std::ops::Range<usize> {
        let start = self.data().addr();
        start..start.wrapping_add(self.len())
    }

    /// One reference as a raw pointer, to be given back to `from_raw`.
    pub fn into_raw(self) -> *mut c_void {
        let raw = self.0.as_ptr().cast();
        std::mem::forget(self);
        raw
    }

    /// Undoes `into_raw`.
    ///
    /// # Safety
    /// `raw` came from `into_raw` and is given back once.
    pub unsafe fn from_raw(raw: *mut c_void) -> Buffer {
        // SAFETY: `into_raw` gave a pointer that is not null.
        Buffer(unsafe { NonNull::new_unchecked(raw.cast()) })
    }
}

impl Clone for Buffer {
    fn clone(&self) -> Buffer {
        self.header().references.fetch_add(1, Ordering::Relaxed);
        Buffer(self.0)
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if let Some(block) = self.release() {
            // SAFETY: keeping a block frees at most that block.
            unsafe { cache::with(|cache| cache.blocks.keep(block)) };
        }
    }
}

/// A small block of memory that nobody refers to any more.
pub(crate) struct Block {
    class: usize,
    start: *mut u8,
}

impl Buffer {
    /// Gives the memory back; a small block to the caller, for the cache.
    #[inline(always)]
    pub(crate) fn into_block(self) -> Option<Block> {
        std::mem::ManuallyDrop::new(self).release()
    }

    /// Drops this reference, once: the caller does not use the buffer again.
    #[inline(always)]
    fn release(&mut self) -> Option<Block> {
        // The last reference needs no atomic subtraction: nobody is left to share it with.
        if !self.is_unique() {
            if self.header().references.fetch_sub(1, Ordering::Release) != 1 {
                return None;
            }
            fence(Ordering::Acquire);
        }
        match self.header().origin {
            Origin::Owned { start, size } if size <= CACHED => Some(Block { class: size / ALIGNMENT - 1, start }),
            _ => {
                // SAFETY: this was the last reference.
                unsafe { self.free() };
                None
            }
        }
    }

    /// # Safety
    /// This is the last reference, and it is not used again.
    #[inline(never)]
    unsafe fn free(&mut self) {
        if let Origin::Owned { start, size } = self.header().origin {
            match NonNull::new(start).filter(|_| size >= large::LEAST) {
                Some(start) => give_back(start, size),
                // SAFETY: nobody refers to the block any more.
                None => unsafe { free(start, size) },
            }
            return;
        }
        // SAFETY: `boxed` made it from a Box, and this was the last reference.
        let header = unsafe { Box::from_raw(self.0.as_ptr()) };
        if let Origin::Foreign { release: Some(release), owner } = header.origin {
            // SAFETY: promised to `foreign`.
            unsafe { release(owner) };
        }
    }
}

/// What the header's address is a multiple of. Large blocks begin alike in their pages: streams of elements that run a few lines apart
/// from each other get in each other's way. The largest begin with a huge page.
fn alignment(capacity: usize) -> usize {
    match capacity {
        0..large::LEAST => ALIGNMENT,
        large::LEAST..MAPPED => pages::SIZE,
        _ => pages::HUGE,
    }
}

/// Capacity from which a block fills huge pages.
const MAPPED: usize = pages::HUGE - ALIGNMENT;

/// Whether a block comes from the system, where it begins with a huge page.
fn is_mapped(capacity: usize) -> bool {
    pages::MAPPED && capacity >= MAPPED
}

/// The layout of a block for `capacity` bytes of data: room for the header besides, and for the alignment where it is not met already.
/// To malloc it is malloc's own, so that large zeroed blocks come as untouched pages.
fn block(capacity: usize) -> Option<Layout> {
    let room = if is_mapped(capacity) { 0 } else { alignment(capacity) };
    let size = capacity.checked_add(room + ALIGNMENT)?;
    Layout::from_size_align(size, 16).ok()
}

/// Leaves a large block, which nobody refers to any more, to the next result of its size.
#[inline(never)]
fn give_back(start: NonNull<u8>, capacity: usize) {
    for block in large::keep(start, capacity) {
        // SAFETY: a block that was given back, and that nobody else will take.
        unsafe { free(block.start.as_ptr(), block.capacity) };
    }
}

/// # Safety
/// `start` came from `alloc` with `block(capacity)` and is freed once.
unsafe fn free(start: *mut u8, capacity: usize) {
    match block(capacity) {
        // SAFETY: the caller's promise.
        Some(layout) if is_mapped(capacity) => unsafe { pages::unmap(start, layout.size()) },
        // SAFETY: the caller's promise.
        Some(layout) => unsafe { alloc::dealloc(start, layout) },
        None => {}
    }
}

/// Small blocks that a thread has given back.
pub(crate) struct Blocks {
    blocks: [[*mut u8; KEPT]; CLASSES],
    counts: [u8; CLASSES],
}

impl Blocks {
    pub(crate) const EMPTY: Blocks = Blocks { blocks: [[std::ptr::null_mut(); KEPT]; CLASSES], counts: [0; CLASSES] };

    #[inline(always)]
    fn take(&mut self, class: usize) -> Option<NonNull<u8>> {
        let count = self.counts.get_mut(class)?;
        *count = count.checked_sub(1)?;
        NonNull::new(*self.blocks[class].get(usize::from(*count))?)
    }

    /// Keeps a block, or frees it where there are enough.
    #[inline(always)]
    pub(crate) fn keep(&mut self, Block { class, start }: Block) {
        let count = &mut self.counts[class];
        match self.blocks[class].get_mut(usize::from(*count)) {
            Some(place) => {
                *place = start;
                *count += 1;
            }
            // SAFETY: nobody refers to the block any more.
            None => unsafe { free(start, (class + 1) * ALIGNMENT) },
        }
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        for class in 0..CLASSES {
            while let Some(start) = self.take(class) {
                // SAFETY: the cache owned the block, of this class's capacity.
                unsafe { free(start.as_ptr(), (class + 1) * ALIGNMENT) };
            }
        }
    }
}
