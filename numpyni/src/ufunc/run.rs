//! Runs a loop over operands of any layout: straight where their types are the loop's, else cast in blocks on the way.

mod columns;

use kernels::Level;
use smallvec::SmallVec;

use super::table::{Bound, Loop, MAX_OPERANDS, Ufunc};
use crate::{Array, Axes, Cast, DType, Error, Kind, Operands, Result, Walk, threads};

/// Elements that are cast at a time.
pub(super) const BLOCK: usize = 1024;

/// Elements of an inner loop that costs more to begin than to run.
const SHORT: usize = 256;
/// Elements of an inner loop across which another operand runs.
const STRIP: usize = 32;
/// Bytes of such a loop at most: the fewer lines it crosses, the better the processor looks ahead in each.
const LINES: usize = 256;
/// Inner loops that cost less than to join them.
const FEW: usize = 16;
/// Elements of the loop that short ones are joined to.
const LONG: usize = 1024;

/// Elements from which it pays to pack them.
const PACKED: usize = 512;

/// Whether elements of a size, so far apart, are packed before a loop goes over them: every second of small ones is cheaper read together with those
/// between.
#[inline(always)]
pub(super) fn is_packed(step: isize, size: usize, n: usize) -> bool {
    step == 2 * size as isize && size <= 2 && n >= PACKED
}

/// Where an operand's elements are: the first one, strides for the common shape, and their type.
#[derive(Clone)]
pub(super) struct Place {
    pub start: *mut u8,
    pub strides: Axes<isize>,
    pub dtype: DType,
}

// SAFETY: a place is what an array is; who runs loops over it answers for what they write.
unsafe impl Send for Place {}
// SAFETY: as above.
unsafe impl Sync for Place {}

impl Place {
    /// An array, broadcast to a shape.
    pub fn of(array: &Array, shape: &[usize]) -> Result<Place> {
        let strides = if array.shape() == shape {
            array.strides().into()
        } else {
            array.layout().broadcast_to(shape)?.strides().into()
        };
        Ok(Place { start: array.as_ptr(), strides, dtype: array.dtype() })
    }

    /// One element, for every index of a shape.
    pub fn element(start: *const u8, dtype: DType, ndim: usize) -> Place {
        Place { start: start.cast_mut(), strides: SmallVec::from_elem(0, ndim), dtype }
    }
}

/// A loop and its operands, inputs before outputs.
pub(super) struct Plan<'a> {
    pub inner: &'a Loop,
    pub nin: usize,
    pub level: Level,
    pub places: Operands<Place>,
    /// Booleans: where the loop runs.
    pub mask: Option<Place>,
}

impl Ufunc {
    /// Runs the loop of a number over memory: operand `k` begins at `args[k]`, and moves by `strides[axis * args.len() + k]` along an axis.
    ///
    /// # Errors
    /// `Index` where there is no such loop, `Memory`.
    ///
    /// # Safety
    /// There are as many `types` and `args` as operands, and strides for each axis. The operands hold elements of their types there;
    /// outputs are writable and overlap inputs only as exactly the same elements.
    pub(crate) unsafe fn run(&self, index: usize, shape: &[usize], types: &[DType], args: &[*mut u8], strides: &[isize]) -> Result<()> {
        let missing = || Error::Index(format!("ufunc '{}' has no loop {index}", self.name()));
        let inner = self.loops().get(index).ok_or_else(missing)?;
        let nargs = args.len();
        let own = |(&dtype, &kind): (&DType, &Kind)| dtype == kind.into();
        if let &[n] = shape
            && n < AT_ONCE
            && types.iter().zip(inner.kinds()).all(own)
        {
            // SAFETY: the caller's promise: `n` elements of the loop's types.
            unsafe { inner.at(Level::current()).run(args.as_ptr(), n as isize, strides.as_ptr()) };
            return Ok(());
        }
        let of = |k: usize| strides.iter().skip(k).step_by(nargs).copied().collect();
        let places = (0..nargs).map(|k| Place { start: args[k], strides: of(k), dtype: types[k] }).collect();
        // SAFETY: the caller's promise.
        unsafe { Plan { inner, nin: self.nin(), level: self.level(inner, shape.iter().product()), places, mask: None }.run(shape) }
    }
}

/// Elements up to which one thread runs a loop in one go.
const AT_ONCE: usize = 1 << 13;

/// The operands of one inner loop, in the loop's order, and the mask's last.
type Inner<T> = [T; MAX_OPERANDS + 1];

impl Plan<'_> {
    /// Runs the loop over all elements of a shape.
    ///
    /// # Safety
    /// The operands hold the elements that their places tell; outputs are writable and overlap inputs only as exactly the same elements.
    pub unsafe fn run(&self, shape: &[usize]) -> Result<()> {
        // Outputs first, as the order of access matters most to them.
        let order: SmallVec<[usize; 4]> = (self.nin..self.places.len()).chain(0..self.nin).collect();
        let all = order.iter().map(|&i| &self.places[i]).chain(&self.mask);
        let strides: SmallVec<[&[isize]; 5]> = all.clone().map(|place| &place.strides[..]).collect();
        let mut starts: SmallVec<[*mut u8; 5]> = all.clone().map(|place| place.start).collect();
        let walk = Walk::new(shape, &strides, false);
        let Some(repeating) = walk.repeating().filter(|_| walk.inner_len() <= SHORT && walk.size() > FEW * walk.inner_len()) else {
            if let Some(columns) = self.columns(&walk, &order) {
                // SAFETY: the caller's promise.
                return unsafe { self.beside_columns(walk, &order, &starts, &columns) };
            }
            let widest = self.places.iter().map(|place| place.dtype.itemsize()).max().unwrap_or(1);
            let (most, rest) = walk.strips(STRIP.min(LINES / widest)).unwrap_or((walk, None));
            for walk in [Some(most), rest].into_iter().flatten() {
                // SAFETY: the caller's promise.
                unsafe { self.walk(walk, &order, &starts)? };
            }
            return Ok(());
        };
        // Short rows, with which some operands repeat: those are written out as one long row, the others are one already.
        let times = (LONG / walk.inner_len()).min(walk.outer_shape()[0]);
        let mut rows: SmallVec<[Vec<u8>; 2]> = SmallVec::new();
        let mut buffered: SmallVec<[Option<isize>; 5]> = SmallVec::new();
        for (i, place) in all.enumerate() {
            if !repeating[i] {
                buffered.push(None);
                continue;
            }
            let (size, first) = (place.dtype.itemsize(), place.start.wrapping_offset(walk.offsets()[i]));
            let mut row = vec![0u8; size * walk.inner_len() * times];
            let (once, again) = row.split_at_mut(size * walk.inner_len());
            for (j, element) in once.chunks_exact_mut(size).enumerate() {
                let from = first.wrapping_offset(walk.inner_strides()[i] * j as isize);
                // SAFETY: an element of the operand's inner loop, and room for one.
                unsafe { element.as_mut_ptr().copy_from_nonoverlapping(from, size) };
            }
            again.chunks_exact_mut(once.len()).for_each(|copy| copy.copy_from_slice(once));
            starts[i] = row.as_mut_ptr();
            rows.push(row);
            buffered.push(Some(size as isize));
        }
        let (joined, rest) = walk.joined(times, &buffered);
        for walk in [Some(joined), rest].into_iter().flatten() {
            // SAFETY: the caller's promise; rows hold an inner loop as often as it is joined.
            unsafe { self.walk(walk, &order, &starts)? };
        }
        Ok(())
    }

    /// Runs the loop along a walk of the operands in an order, the mask last.
    ///
    /// # Safety
    /// As `run`, for the elements of the walk.
    unsafe fn walk(&self, walk: Walk, order: &[usize], starts: &[*mut u8]) -> Result<()> {
        let starts: SmallVec<[Shared; 5]> = starts.iter().map(|&start| Shared(start)).collect();
        threads::split(walk, self.inner.is_costly(), |part| {
            let starts: SmallVec<[*mut u8; 5]> = starts.iter().map(|start| start.0).collect();
            let mut steps: Inner<isize> = [0; MAX_OPERANDS + 1];
            let slots = || order.iter().copied().chain(self.mask.iter().map(|_| MAX_OPERANDS));
            for (slot, &stride) in slots().zip(part.inner_strides()) {
                steps[slot] = stride;
            }
            let n = part.inner_len();
            let mut blocks = self.blocks(n, &steps);
            part.run(&starts, |at| {
                let mut args: Inner<*mut u8> = [std::ptr::null_mut(); MAX_OPERANDS + 1];
                for (slot, &pointer) in slots().zip(at) {
                    args[slot] = pointer;
                }
                // SAFETY: the caller's promise, for the elements of this inner loop.
                unsafe { self.masked(&mut blocks, args, steps, n) };
                Ok(())
            })
        })
    }

    /// One inner loop, or its parts where the mask holds.
    ///
    /// # Safety
    /// As `run`, for `n` elements of each operand.
    unsafe fn masked(&self, blocks: &mut Blocks, args: Inner<*mut u8>, steps: Inner<isize>, n: usize) {
        if self.mask.is_none() {
            // SAFETY: the caller's promise.
            return unsafe { blocks.run(args, steps, n) };
        }
        let mask = (args[MAX_OPERANDS], steps[MAX_OPERANDS]);
        // SAFETY: the mask is an operand too.
        let mut runs = unsafe { Runs::new(mask.0, mask.1, n) };
        while let Some((start, length)) = runs.next() {
            let mut args = args;
            advance(&mut args, &steps, start);
            // SAFETY: the caller's promise.
            unsafe { blocks.run(args, steps, length) };
        }
    }

    /// The loop over inner loops of `n` elements, of inputs with these steps.
    fn blocks(&self, n: usize, steps: &Inner<isize>) -> Blocks {
        let mut casts = [None; MAX_OPERANDS];
        let mut size = 0;
        let block = BLOCK.min(n.max(1));
        for (index, place) in self.places.iter().enumerate() {
            let kind: DType = self.inner.kinds()[index].into();
            let packed = index < self.nin && is_packed(steps[index], kind.itemsize(), n);
            if place.dtype != kind || packed {
                let (from, to) = if index < self.nin { (place.dtype, kind) } else { (kind, place.dtype) };
                casts[index] = Some((Cast::new(from, to), size));
                size += block * kind.itemsize().div_ceil(8);
            }
        }
        Blocks {
            code: self.inner.at(self.level),
            nin: self.nin,
            sizes: self.inner.kinds().map(|kind| kind.size() as isize),
            casts,
            cast_any: size > 0,
            block,
            buffer: SmallVec::from_elem(0, size),
        }
    }
}

/// A pointer that threads share.
#[derive(Clone, Copy)]
pub(crate) struct Shared(pub *mut u8);

impl Shared {
    /// The place so many bytes behind it.
    pub fn behind(self, bytes: isize) -> *mut u8 {
        self.0.wrapping_offset(bytes)
    }
}

// SAFETY: as for `Place`.
unsafe impl Send for Shared {}
// SAFETY: as for `Place`.
unsafe impl Sync for Shared {}

/// A loop with the buffers of operands that are cast.
struct Blocks {
    code: Bound,
    nin: usize,
    /// Bytes of the loop's elements.
    sizes: [isize; MAX_OPERANDS],
    /// Per operand: its cast, and where its buffer starts.
    casts: [Option<(Cast, usize)>; MAX_OPERANDS],
    cast_any: bool,
    /// Elements of a buffer.
    block: usize,
    buffer: SmallVec<[u64; 64]>,
}

impl Blocks {
    /// # Safety
    /// As `Plan::run`, for `n` elements of each operand.
    #[inline]
    unsafe fn run(&mut self, args: Inner<*mut u8>, steps: Inner<isize>, n: usize) {
        if !self.cast_any {
            // SAFETY: the operands are the loop's, `n` elements each.
            return unsafe { self.code.run(args.as_ptr(), n as isize, steps.as_ptr()) };
        }
        let mut args = args;
        let mut done = 0;
        while done < n {
            let count = self.block.min(n - done);
            // SAFETY: `count` elements are left.
            unsafe { self.run_block(args, steps, count) };
            advance(&mut args, &steps, count);
            done += count;
        }
    }

    /// # Safety
    /// As `run`; `n` elements fit the buffers.
    unsafe fn run_block(&mut self, operands: Inner<*mut u8>, strides: Inner<isize>, n: usize) {
        let (mut args, mut steps) = (operands, strides);
        let buffer = self.buffer.as_mut_ptr();
        for (index, entry) in self.casts.iter().enumerate() {
            let Some((cast, offset)) = entry else { continue };
            args[index] = buffer.wrapping_add(*offset).cast();
            steps[index] = self.sizes[index];
            if index < self.nin {
                let steps = [strides[index], self.sizes[index]];
                // SAFETY: the operand has `n` elements, the buffer room for them.
                unsafe { cast.run([operands[index], args[index]], n, steps) };
            }
        }
        // SAFETY: every operand is of the loop's type now.
        unsafe { self.code.run(args.as_ptr(), n as isize, steps.as_ptr()) };
        for index in self.nin..MAX_OPERANDS {
            if let Some((cast, _)) = &self.casts[index] {
                // SAFETY: the buffer has `n` elements, the output room for them.
                unsafe { cast.run([args[index], operands[index]], n, [steps[index], strides[index]]) };
            }
        }
    }
}

fn advance(args: &mut Inner<*mut u8>, steps: &Inner<isize>, count: usize) {
    for (pointer, &step) in args.iter_mut().zip(steps) {
        *pointer = pointer.wrapping_offset(step.wrapping_mul(count as isize));
    }
}

/// The stretches of a mask that hold: (start, length).
pub(super) struct Runs {
    mask: *const u8,
    step: isize,
    n: usize,
    at: usize,
}

impl Runs {
    /// # Safety
    /// The mask holds `n` booleans, `step` bytes apart, while the runs are asked for.
    pub unsafe fn new(mask: *const u8, step: isize, n: usize) -> Runs {
        Runs { mask, step, n, at: 0 }
    }

    fn holds(&self, i: usize) -> bool {
        // SAFETY: i < n, by the promise of `new`.
        unsafe { *self.mask.wrapping_offset(self.step * i as isize) != 0 }
    }

    pub fn next(&mut self) -> Option<(usize, usize)> {
        let start = (self.at..self.n).find(|&i| self.holds(i))?;
        let end = if self.step == 0 { self.n } else { (start..self.n).find(|&i| !self.holds(i)).unwrap_or(self.n) };
        self.at = end;
        Some((start, end - start))
    }
}
