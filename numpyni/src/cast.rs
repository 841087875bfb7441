//! Elements of one type as elements of another, a run at a time: casts, copies and byte swaps.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::ptr;

use kernels::{Level, Loop};
use numpyni_gufunc::level::{self, Work};

use crate::pages::{LARGE, SIZE};
use crate::{DType, Kind};

/// How elements of one type become elements of another.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    from: DType,
    to: DType,
    /// The whole of it, or what happens between the byte swaps.
    inner: Loop,
    /// A cast between types of which one at least is byte-swapped.
    buffered: bool,
}

/// Elements in the buffer of a cast that swaps bytes.
const BLOCK: usize = 128;

impl Cast {
    /// The cast between two types.
    pub fn new(from: DType, to: DType) -> Cast {
        let buffered = from.kind() != to.kind() && !(from.is_native() && to.is_native());
        let inner = if from == to {
            copy_loop(from.itemsize())
        } else if from.kind().is_opaque() || to.kind().is_opaque() {
            // The callers refuse such casts.
            nothing
        } else if from.kind() == to.kind() {
            swap_loop(from.kind())
        } else {
            numpyni_loops::cast(from.kind(), to.kind()).at(Level::current())
        };
        Cast { from, to, inner, buffered }
    }

    /// Casts `n` elements from the first operand to the second.
    ///
    /// # Safety
    /// Each operand holds `n` elements, `steps` bytes apart, of the types given to `new`; the second is writable, and is exactly the
    /// first (with a type of the same size) or does not overlap it.
    #[inline]
    pub unsafe fn run(&self, operands: [*mut u8; 2], n: usize, steps: [isize; 2]) {
        if self.buffered {
            // SAFETY: the caller's promise.
            return unsafe { self.run_buffered(operands, n, steps) };
        }
        // SAFETY: the caller's promise.
        unsafe { call(self.inner, operands, n, steps, self.from.itemsize()) }
    }

    /// # Safety
    /// As `run`.
    #[cold]
    unsafe fn run_buffered(&self, operands: [*mut u8; 2], n: usize, steps: [isize; 2]) {
        let mut buffers = [[0u64; 2 * BLOCK]; 2];
        let [source, target] = buffers.each_mut().map(|buffer| buffer.as_mut_ptr().cast::<u8>());
        let sizes = [self.from, self.to].map(|dtype| dtype.itemsize() as isize);
        // Unswapping copies what needs no swap.
        let fetch = Cast::new(self.from, self.from.native());
        let store = Cast::new(self.to.native(), self.to);
        for start in (0..n).step_by(BLOCK) {
            let count = BLOCK.min(n - start);
            let [x, out] = [0, 1].map(|i| operands[i].wrapping_offset(steps[i] * start as isize));
            // SAFETY: the buffer holds BLOCK elements of any type; the operand, `n` of them.
            unsafe { fetch.run([x, source], count, [steps[0], sizes[0]]) };
            // SAFETY: both buffers hold BLOCK elements of any type.
            unsafe { call(self.inner, [source, target], count, sizes, 0) };
            // SAFETY: as for `fetch`.
            unsafe { store.run([target, out], count, [sizes[1], steps[1]]) };
        }
    }
}

/// # Safety
/// The loop's: two operands of `n` elements each, `steps` bytes apart. A loop of [`each_of`] learns its elements' `size`.
#[inline]
unsafe fn call(inner: Loop, operands: [*mut u8; 2], n: usize, steps: [isize; 2], size: usize) {
    let n = n as isize;
    // SAFETY: the caller's promise.
    unsafe { inner(operands.as_ptr(), &n, steps.as_ptr(), (&raw const size).cast_mut().cast()) }
}

fn copy_loop(size: usize) -> Loop {
    match size {
        1 => each::<u8, Same>,
        2 => each::<u16, Same>,
        4 => each::<u32, Same>,
        8 => each::<u64, Same>,
        16 => each::<[u64; 2], Same>,
        _ => each_of,
    }
}

fn swap_loop(kind: Kind) -> Loop {
    match (kind.size(), kind.is_complex()) {
        (1, _) => each::<u8, Same>,
        (2, _) => each::<u16, Swapped>,
        (4, _) => each::<u32, Swapped>,
        (8, false) => each::<u64, Swapped>,
        (8, true) => each::<[u32; 2], Swapped>,
        _ => each::<[u64; 2], Swapped>,
    }
}

struct Same;
struct Swapped;

/// What happens to the bytes of an element on the way.
trait Bytes<T> {
    /// Nothing does, so that a run may be copied as one.
    const SAME: bool = false;
    fn apply(x: T) -> T;
}

impl<T> Bytes<T> for Same {
    const SAME: bool = true;
    fn apply(x: T) -> T {
        x
    }
}

macro_rules! swapped {
    ($($T:ty)*) => {$(
        impl Bytes<$T> for Swapped {
            #[inline(always)]
            fn apply(x: $T) -> $T {
                x.swap_bytes()
            }
        }

        impl Bytes<[$T; 2]> for Swapped {
            #[inline(always)]
            fn apply(x: [$T; 2]) -> [$T; 2] {
                x.map(<$T>::swap_bytes)
            }
        }
    )*};
}

swapped! { u16 u32 u64 }

/// No cast at all.
///
/// # Safety
/// None.
unsafe extern "C" fn nothing(_: *const *mut u8, _: *const isize, _: *const isize, _: *mut c_void) {}

/// Copies elements of any size, none included.
///
/// # Safety
/// The promise of [`Loop`]: args are two operands of `dimensions[0]` elements, `steps` bytes apart; `data` is the elements' size.
unsafe extern "C" fn each_of(args: *const *mut u8, dimensions: *const isize, steps: *const isize, data: *mut c_void) {
    // SAFETY: the caller's promise.
    let [x, out] = unsafe { *args.cast::<[*mut u8; 2]>() };
    // SAFETY: the caller's promise.
    let [x_step, out_step] = unsafe { *steps.cast::<[isize; 2]>() };
    // SAFETY: the caller's promise.
    let n = unsafe { *dimensions };
    // SAFETY: the caller's promise.
    let size = unsafe { *data.cast::<usize>() };
    for i in 0..n {
        let (from, to) = (x.wrapping_offset(i * x_step), out.wrapping_offset(i * out_step));
        // SAFETY: i < n: an element on both sides.
        unsafe { ptr::copy(from, to, size) };
    }
}

/// Bytes up to which the C library copies by registers.
const PIECE: usize = 1 << 10;

/// Copies bytes that are the same or do not overlap. Where each is written just ahead of one that is read next, but for whole pages, the
/// processor's own instruction for it, which the C library takes for many bytes, is ten times slower than registers (but not in huge pages).
///
/// # Safety
/// As many bytes on both sides.
unsafe fn copy_bytes(x: *const u8, out: *mut u8, count: usize) {
    let ahead = out.addr().wrapping_sub(x.addr()) % SIZE;
    if !(PIECE..LARGE).contains(&count) || !(1..16).contains(&ahead) {
        // SAFETY: the caller's promise.
        return unsafe { ptr::copy(x, out, count) };
    }
    for start in (0..count).step_by(PIECE) {
        // SAFETY: as many bytes are left.
        unsafe { ptr::copy(x.wrapping_add(start), out.wrapping_add(start), PIECE.min(count - start)) };
    }
}

/// Bytes from which registers that are shuffled are worth asking which there are.
const SHUFFLED: isize = 64;

/// `out = O(x)` of elements that are written one after the other, and read `STEP` elements apart.
struct Apart<T, O, const STEP: isize> {
    x: *const u8,
    out: *mut u8,
    n: isize,
    of: PhantomData<(T, O)>,
}

/// How many of every second element are read together with those between them.
const PAIRS: isize = 16;

impl<T: Copy, O: Bytes<T>, const STEP: isize> Work for Apart<T, O, STEP> {
    #[inline(always)]
    unsafe fn run(self) {
        let (x, out, mut i) = (self.x.cast::<T>(), self.out.cast::<T>(), 0);
        // The element behind the last one may not be there.
        while STEP == 2 && i + PAIRS < self.n {
            // SAFETY: these elements and those between them are inside the operand's extent.
            let pairs = unsafe { x.wrapping_offset(2 * i).cast::<[[T; 2]; PAIRS as usize]>().read_unaligned() };
            // SAFETY: i + PAIRS < n.
            unsafe { out.wrapping_offset(i).cast::<[T; PAIRS as usize]>().write_unaligned(pairs.map(|[x, _]| O::apply(x))) };
            i += PAIRS;
        }
        for i in i..self.n {
            // SAFETY: i < n; the element may be unaligned.
            let value = O::apply(unsafe { x.wrapping_offset(STEP * i).read_unaligned() });
            // SAFETY: as above.
            unsafe { out.wrapping_offset(i).write_unaligned(value) };
        }
    }
}

/// `out = O(x)` on the bytes of elements as large as `T`.
///
/// # Safety
/// The promise of [`Loop`]: args are two operands of `dimensions[0]` elements, `steps` bytes apart.
unsafe extern "C" fn each<T: Copy, O: Bytes<T>>(
    args: *const *mut u8,
    dimensions: *const isize,
    steps: *const isize,
    _data: *mut c_void,
) {
    // SAFETY: the caller's promise.
    let [x, out] = unsafe { *args.cast::<[*mut u8; 2]>() };
    // SAFETY: the caller's promise.
    let [x_step, out_step] = unsafe { *steps.cast::<[isize; 2]>() };
    // SAFETY: the caller's promise.
    let n = unsafe { *dimensions };
    let size = size_of::<T>() as isize;
    if O::SAME && x_step == size && out_step == size {
        // SAFETY: n elements without gaps on both sides.
        return unsafe { copy_bytes(x, out, (n * size) as usize) };
    }
    if out_step == size && n * size >= SHUFFLED {
        match x_step {
            // SAFETY: n elements without gaps on both sides.
            _ if x_step == size => return unsafe { level::run(Apart::<T, O, 1> { x, out, n, of: PhantomData }) },
            // SAFETY: as above, of which the last one that is read stands first.
            _ if x_step == -size => return unsafe { level::run(Apart::<T, O, -1> { x, out, n, of: PhantomData }) },
            // SAFETY: n elements, each two sizes behind the one before, are written without gaps.
            _ if x_step == 2 * size && size <= 4 => return unsafe { level::run(Apart::<T, O, 2> { x, out, n, of: PhantomData }) },
            _ => {}
        }
    }
    let one = |i: isize, x_step: isize, out_step: isize| {
        let from = x.wrapping_offset(i * x_step).cast::<T>();
        // SAFETY: i < n.
        let value = O::apply(unsafe { from.read_unaligned() });
        // SAFETY: i < n.
        unsafe { out.wrapping_offset(i * out_step).cast::<T>().write_unaligned(value) };
    };
    if x_step == 0 && n > 0 {
        // SAFETY: the one element, of which there are n.
        let value = O::apply(unsafe { x.cast::<T>().read_unaligned() });
        let put = |i: isize, out_step: isize| {
            // SAFETY: i < n.
            unsafe { out.wrapping_offset(i * out_step).cast::<T>().write_unaligned(value) };
        };
        match out_step == size {
            true => (0..n).for_each(|i| put(i, size)),
            false => (0..n).for_each(|i| put(i, out_step)),
        }
    } else if out_step == size {
        (0..n).for_each(|i| one(i, x_step, size));
    } else {
        (0..n).for_each(|i| one(i, x_step, out_step));
    }
}
