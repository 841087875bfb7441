//! Large blocks of memory that were given back, for the next results of their size: from the system they would come as pages to be cleared.

use std::ptr::NonNull;
use std::sync::Mutex;

/// Bytes from which a block is kept here.
pub(crate) const LEAST: usize = 1 << 16;
/// Bytes that are kept in all.
const MOST: usize = 1 << 26;
/// A block that nobody took while so many others were given back goes to the system.
const PATIENCE: u64 = 64;

/// A free block.
pub(crate) struct Free {
    pub start: NonNull<u8>,
    /// Bytes of data that it holds.
    pub capacity: usize,
    /// How many were given back before it.
    turn: u64,
}

// SAFETY: a free block is nobody's.
unsafe impl Send for Free {}

struct Kept {
    /// The latest last.
    blocks: Vec<Free>,
    turn: u64,
}

/// A thread that finds it taken goes to the system: in a forked child the one that took it may not exist.
static KEPT: Mutex<Kept> = Mutex::new(Kept { blocks: Vec::new(), turn: 0 });

/// The capacity of a block for `length` bytes, an eighth more at most, so that results of nearly one size use it in turn.
pub(crate) fn rounded(length: usize) -> usize {
    length.checked_next_multiple_of(1 << (length.max(LEAST).ilog2() - 3)).unwrap_or(length)
}

/// The block of a capacity that was given back last: the caches may still hold it.
pub(crate) fn take(capacity: usize) -> Option<NonNull<u8>> {
    let mut kept = KEPT.try_lock().ok()?;
    let place = kept.blocks.iter().rposition(|block| block.capacity == capacity)?;
    Some(kept.blocks.remove(place).start)
}

/// Keeps a block; gives those that are the system's instead.
#[must_use]
pub(crate) fn keep(start: NonNull<u8>, capacity: usize) -> Vec<Free> {
    let block = |turn| Free { start, capacity, turn };
    let Ok(mut kept) = KEPT.try_lock() else { return vec![block(0)] };
    if capacity > MOST {
        return vec![block(0)];
    }
    let turn = kept.turn + 1;
    kept.turn = turn;
    kept.blocks.push(block(turn));
    let mut bytes = 0;
    let past = |block: &Free| {
        bytes += block.capacity;
        bytes > MOST || turn - block.turn > PATIENCE
    };
    let first = kept.blocks.iter().rposition(past).map_or(0, |place| place + 1);
    kept.blocks.drain(..first).collect()
}
