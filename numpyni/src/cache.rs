//! What a thread keeps for its next small arrays: free blocks of memory, and free slots of the table of handles. They stand together
//! because making an array takes one of each and closing it gives them back: one look for the thread's own, instead of two.

use std::cell::UnsafeCell;

use crate::buffer::Blocks;
use crate::capi::Slots;

/// One thread's.
pub(crate) struct Cache {
    pub blocks: Blocks,
    pub slots: Slots,
}

impl Cache {
    const EMPTY: Cache = Cache { blocks: Blocks::EMPTY, slots: Slots::EMPTY };
}

thread_local! {
    static CACHE: UnsafeCell<Cache> = const { UnsafeCell::new(Cache::EMPTY) };
}

/// Runs `work` with this thread's cache; while the thread is being taken down, with an empty one that is given back at once.
///
/// # Safety
/// `work` does not come back here: it releases no memory but blocks of the cache, and calls nothing of a caller's.
#[inline(always)]
pub(crate) unsafe fn with<R>(work: impl FnOnce(&mut Cache) -> R) -> R {
    match CACHE.try_with(UnsafeCell::get) {
        // SAFETY: this thread's own, and by the caller's promise nobody else refers to it meanwhile.
        Ok(cache) => work(unsafe { &mut *cache }),
        Err(_) => without(work),
    }
}

#[cold]
#[inline(never)]
fn without<R>(work: impl FnOnce(&mut Cache) -> R) -> R {
    work(&mut const { Cache::EMPTY })
}
