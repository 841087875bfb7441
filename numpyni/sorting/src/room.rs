//! Memory to work in, kept by each thread: the system clears what it hands out, which takes longer than sorting it.

use std::cell::Cell;

use bytemuck::Pod;

/// How many bytes a thread keeps at most.
const KEPT: usize = 32 << 20;

thread_local! {
    static ROOM: Cell<Vec<u64>> = const { Cell::new(Vec::new()) };
}

/// Calls `work` with `N` slices of as many elements, which hold anything.
pub(crate) fn with<W: Pod, R, const N: usize>(n: usize, work: impl FnOnce([&mut [W]; N]) -> R) -> R {
    let words = (n * size_of::<W>()).div_ceil(8);
    let mut room = ROOM.take();
    if room.len() < words * N {
        room.resize(words * N, 0);
    }
    let mut rest = &mut room[..];
    let result = work(std::array::from_fn(|_| {
        let (slice, behind) = std::mem::take(&mut rest).split_at_mut(words);
        rest = behind;
        &mut bytemuck::cast_slice_mut(slice)[..n]
    }));
    if size_of_val(&room[..]) <= KEPT {
        ROOM.set(room);
    }
    result
}
