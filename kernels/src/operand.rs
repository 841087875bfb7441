//! The operands of a loop: elements behind a pointer and a byte stride, read and written in blocks.

use crate::element::Element;
use crate::instructions::Instructions;
use bytemuck::Pod;
use std::mem::MaybeUninit;
use std::sync::atomic::{Ordering, compiler_fence};

/// What a loop is called with.
#[derive(Clone, Copy)]
pub(crate) struct Arguments {
    args: *const *mut u8,
    steps: *const isize,
    /// How many elements.
    pub n: usize,
}

impl Arguments {
    /// # Safety
    /// `dimensions[0]` is readable, and `args` and `steps` have an entry for each operand of the loop; each operand is
    /// valid for that many elements; outputs overlap an input only as exactly the same elements.
    #[inline(always)]
    pub unsafe fn new(args: *const *mut u8, dimensions: *const isize, steps: *const isize) -> Arguments {
        // SAFETY: the caller's promise.
        let n = unsafe { *dimensions };
        Arguments { args, steps, n: n.max(0) as usize }
    }

    /// # Safety
    /// Operand `index` exists and holds elements of `T`.
    #[inline(always)]
    pub unsafe fn operand<T: Element>(self, index: usize) -> Operand<T> {
        // SAFETY: the operand exists.
        let data = unsafe { self.args.wrapping_add(index).read() };
        // SAFETY: the operand exists.
        let step = unsafe { self.steps.wrapping_add(index).read() };
        Operand { data: data.cast(), step }
    }
}

/// `n` elements of `T`, `step` bytes apart.
#[derive(Clone, Copy)]
pub(crate) struct Operand<T> {
    data: *mut T,
    step: isize,
}

impl<T: Element> Operand<T> {
    /// Whether the elements lie side by side.
    #[inline(always)]
    pub fn is_contiguous(self) -> bool {
        self.step == size_of::<T>() as isize
    }

    #[inline(always)]
    fn pointer(self, i: usize) -> *mut T {
        self.data.wrapping_byte_offset(self.step.wrapping_mul(i as isize))
    }

    /// # Safety
    /// `i < n`.
    #[inline(always)]
    pub unsafe fn get(self, i: usize) -> T {
        // SAFETY: element `i` exists; it may be unaligned.
        unsafe { self.pointer(i).read_unaligned() }
    }

    /// Elements `i..i + N` of a contiguous operand.
    ///
    /// # Safety
    /// `i + N <= n`, and `self.is_contiguous()`.
    #[inline(always)]
    pub unsafe fn block<const N: usize>(self, i: usize) -> [T; N] {
        // SAFETY: the N elements lie side by side.
        unsafe { self.data.wrapping_add(i).cast::<[T; N]>().read_unaligned() }
    }

    /// The same as [`by_lines`] reads them.
    ///
    /// # Safety
    /// As above.
    #[inline(always)]
    pub unsafe fn block_by_lines<const N: usize>(self, i: usize) -> [T; N] {
        // SAFETY: the N elements lie side by side.
        unsafe { by_lines(self.data.wrapping_add(i)) }
    }

    /// `N` parts of which elements are made, from element `i` on.
    ///
    /// # Safety
    /// The operand is contiguous, and has as many parts from there on.
    #[inline(always)]
    pub unsafe fn parts<P: Pod, const N: usize>(self, i: usize) -> [P; N] {
        // SAFETY: the caller's promise.
        unsafe { self.data.wrapping_add(i).cast::<[P; N]>().read_unaligned() }
    }

    /// Elements `i..i + m` side by side: copies, which stand in `room` while the operand is used.
    ///
    /// # Safety
    /// `i + m <= n`, and the room is as large.
    #[inline(always)]
    pub unsafe fn gathered<S: Instructions, const ROOM: usize>(self, i: usize, m: usize, room: &mut Room<ROOM>) -> Self {
        let to = room.0.as_mut_ptr();
        if S::WIDE {
            // SAFETY: the caller's promise.
            unsafe { self.side_by_side(i, m, to) };
        } else {
            // SAFETY: as above.
            unsafe { self.side_by_side_once(i, m, to) };
        }
        Operand { data: to.cast(), step: size_of::<T>() as isize }
    }

    /// Copies elements `i..i + m` side by side.
    ///
    /// # Safety
    /// `i + m <= n`, and there is room for as many.
    #[inline(always)]
    unsafe fn side_by_side(self, i: usize, m: usize, to: *mut MaybeUninit<u8>) {
        let from = self.pointer(i).cast::<u8>();
        match size_of::<T>() {
            // SAFETY: the caller's promise.
            1 => unsafe { gather::<u8>(from, self.step, to, m) },
            // SAFETY: the caller's promise.
            2 => unsafe { gather::<u16>(from, self.step, to, m) },
            // SAFETY: the caller's promise.
            4 => unsafe { gather::<u32>(from, self.step, to, m) },
            // SAFETY: the caller's promise.
            8 => unsafe { gather::<u64>(from, self.step, to, m) },
            // SAFETY: the caller's promise.
            _ => unsafe { gather::<[u64; 2]>(from, self.step, to, m) },
        }
    }

    /// The same, compiled once.
    ///
    /// # Safety
    /// As above.
    #[inline(never)]
    unsafe fn side_by_side_once(self, i: usize, m: usize, to: *mut MaybeUninit<u8>) {
        // SAFETY: the caller's promise.
        unsafe { self.side_by_side(i, m, to) }
    }

    /// Elements `i..i + m`; the rest of the block repeats one of them, so that it raises nothing of its own.
    ///
    /// # Safety
    /// `0 < m <= N` and `i + m <= n`.
    #[inline(never)]
    pub unsafe fn gather<const N: usize>(self, i: usize, m: usize) -> [T; N] {
        // SAFETY: i < n.
        let mut block = [unsafe { self.get(i) }; N];
        if self.is_contiguous() {
            // SAFETY: the m elements lie side by side, and the block has room for N.
            unsafe { std::ptr::copy_nonoverlapping(self.pointer(i).cast::<u8>(), (&raw mut block).cast(), m * size_of::<T>()) };
        } else if self.step != 0 {
            // SAFETY: i + m <= n, and the block has room for N.
            unsafe { self.side_by_side(i, m, (&raw mut block).cast()) };
        }
        block
    }

    /// Writes `block` to elements `i..i + N` of a contiguous output.
    ///
    /// # Safety
    /// `i + N <= n`, `self.is_contiguous()`, and the operand is an output.
    #[inline(always)]
    pub unsafe fn store<const N: usize>(self, i: usize, block: [T; N]) {
        // SAFETY: the N elements lie side by side, and are ours to write.
        unsafe { self.data.wrapping_add(i).cast::<[T; N]>().write_unaligned(block) };
    }

    /// Writes the first `m` elements of `block` to `i..i + m`.
    ///
    /// # Safety
    /// `m <= N`, `i + m <= n`, and the operand is an output.
    #[inline(never)]
    pub unsafe fn scatter<const N: usize>(self, i: usize, m: usize, block: &[T; N]) {
        if self.is_contiguous() {
            // SAFETY: the m elements lie side by side, and are ours to write.
            unsafe { std::ptr::copy_nonoverlapping((&raw const *block).cast(), self.pointer(i).cast::<u8>(), m * size_of::<T>()) };
        } else {
            for (j, &value) in block.iter().enumerate().take(m) {
                // SAFETY: i + j < n.
                unsafe { self.set(i + j, value) };
            }
        }
    }

    /// # Safety
    /// `i < n` and the operand is an output.
    #[inline(always)]
    pub unsafe fn set(self, i: usize, value: T) {
        // SAFETY: element `i` exists and is ours to write; it may be unaligned.
        unsafe { self.pointer(i).write_unaligned(value) }
    }
}

/// Bytes for elements that are gathered.
#[repr(align(64))]
pub(crate) struct Room<const BYTES: usize>([MaybeUninit<u8>; BYTES]);

impl<const BYTES: usize> Room<BYTES> {
    #[inline(always)]
    pub fn new() -> Self {
        Room([const { MaybeUninit::uninit() }; BYTES])
    }
}

/// Bytes of a line of the caches.
const LINE: usize = 64;

/// Elements side by side, one line of the caches after the other: the compiler mixes the lines of a large block that it vectorises, and
/// prefetchers follow only what is read in order.
///
/// # Safety
/// N elements may be read there, at any alignment.
#[inline(always)]
unsafe fn by_lines<T: Element, const N: usize>(source: *const T) -> [T; N] {
    let mut block = [T::zeroed(); N];
    for (i, line) in block.chunks_mut(LINE / size_of::<T>()).enumerate() {
        let source = source.wrapping_byte_add(i * LINE);
        for (j, x) in line.iter_mut().enumerate() {
            // SAFETY: the caller's promise.
            *x = unsafe { source.wrapping_add(j).read_unaligned() };
        }
        compiler_fence(Ordering::SeqCst);
    }
    block
}

/// How many elements of every second are read together with those between them.
const PAIRS: usize = 16;

/// Writes `m` elements, `step` bytes apart, side by side. One for each width.
///
/// # Safety
/// They are readable, and there is room for as many.
#[inline(always)]
unsafe fn gather<W: Copy>(from: *const u8, step: isize, to: *mut MaybeUninit<u8>, m: usize) {
    let (from, to) = (from.cast::<W>(), to.cast::<W>());
    if step != 2 * size_of::<W>() as isize || m <= PAIRS || size_of::<W>() > 8 {
        // SAFETY: the caller's promise.
        return unsafe { gather_each(from, step, to, m) };
    }
    for i in (0..m - PAIRS).step_by(PAIRS) {
        // SAFETY: i + PAIRS < m, so these elements and those between them are inside the operand's extent.
        let pairs = unsafe { from.wrapping_add(2 * i).cast::<[[W; 2]; PAIRS]>().read_unaligned() };
        // SAFETY: there is room for m.
        unsafe { to.wrapping_add(i).cast::<[W; PAIRS]>().write_unaligned(pairs.map(|pair| pair[0])) };
    }
    // The element behind the last one may not be there: the last are read with those before them.
    let last = m - PAIRS;
    // SAFETY: last > 0; as above.
    let pairs = unsafe { from.wrapping_add(2 * last - 1).cast::<[[W; 2]; PAIRS]>().read_unaligned() };
    // SAFETY: there is room for m.
    unsafe { to.wrapping_add(last).cast::<[W; PAIRS]>().write_unaligned(pairs.map(|pair| pair[1])) };
}

/// Writes `m` elements, `step` bytes apart, side by side: one after the other, which is faster than instructions that gather.
///
/// # Safety
/// They are readable, and there is room for as many.
#[inline(never)]
unsafe fn gather_each<W: Copy>(from: *const W, step: isize, to: *mut W, m: usize) {
    for i in 0..m {
        // SAFETY: i < m.
        let x = unsafe { from.wrapping_byte_offset(step.wrapping_mul(i as isize)).read_unaligned() };
        // SAFETY: there is room for m.
        unsafe { to.wrapping_add(i).write_unaligned(x) };
    }
}

/// A contiguous or scalar input, read `N` elements at a time: a scalar is a block filled once.
pub(crate) struct Stream<T, const N: usize> {
    operand: Operand<T>,
    block: MaybeUninit<[T; N]>,
}

impl<T: Element, const N: usize> Stream<T, N> {
    /// Whether the operand can be read so.
    #[inline(always)]
    pub fn fits(operand: Operand<T>) -> bool {
        operand.is_contiguous() || operand.step == 0
    }

    /// # Safety
    /// The operand has an element, and `Stream::fits(operand)`.
    #[inline(always)]
    pub unsafe fn new(operand: Operand<T>) -> Self {
        let mut block = MaybeUninit::uninit();
        if operand.step == 0 {
            // SAFETY: there is a first element.
            block.write([unsafe { operand.get(0) }; N]);
        }
        Stream { operand, block }
    }

    /// Where elements `i..i + N` lie side by side: in the operand or in the block.
    #[inline(always)]
    fn start(&self, i: usize) -> *const T {
        let start: *const T = if self.operand.step == 0 { self.block.as_ptr().cast() } else { self.operand.data };
        start.wrapping_byte_offset(self.operand.step.wrapping_mul(i as isize))
    }

    /// Elements `i..i + N`.
    ///
    /// # Safety
    /// `i + N <= n`.
    #[inline(always)]
    pub unsafe fn read(&self, i: usize) -> [T; N] {
        // SAFETY: N elements lie side by side there.
        unsafe { self.start(i).cast::<[T; N]>().read_unaligned() }
    }

    /// Elements `i..i + N`, as [`by_lines`] reads them if so wanted.
    ///
    /// # Safety
    /// `i + N <= n`.
    #[inline(always)]
    pub unsafe fn read_by(&self, lines: bool, i: usize) -> [T; N] {
        if lines {
            // SAFETY: N elements lie side by side there.
            unsafe { by_lines(self.start(i)) }
        } else {
            // SAFETY: the caller's promise.
            unsafe { self.read(i) }
        }
    }
}
