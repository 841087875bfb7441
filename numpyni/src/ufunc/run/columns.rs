//! Short rows beside a column (`(n, 3) + (n, 1)`): the column's elements are written out as often as a row is long, many rows at a time,
//! so that one inner loop serves all of them.

use numpyni_gufunc::level::{self, Work};
use smallvec::SmallVec;

use super::{FEW, Inner, MAX_OPERANDS, Plan, SHORT, Shared};
use crate::mask::by_size;
use crate::{Operands, Result, Walk, threads};

/// Bytes of a column that are written out before the loop runs over them.
const WRITTEN: usize = 1 << 13;
/// The most bytes that are written at a time.
const SURPLUS: usize = 32;

/// How many elements of a size are written at a time: not those that fill a register of 16 bytes, which crosses no cache line.
const fn lanes(size: usize) -> usize {
    if size < 16 { SURPLUS / size } else { 1 }
}

impl Plan<'_> {
    /// Per operand of a walk: whether it is a column. None unless the rows are short, one input is a column at least, and the others lie
    /// without gaps.
    pub(super) fn columns(&self, walk: &Walk, order: &[usize]) -> Option<Operands<bool>> {
        let (n, &[rows]) = (walk.inner_len(), walk.outer_shape()) else { return None };
        if self.mask.is_some() || !(2..=SHORT).contains(&n) || rows <= FEW {
            return None;
        }
        let strides = walk.inner_strides().iter().zip(walk.outer_strides());
        let columns: Option<Operands<bool>> = order
            .iter()
            .zip(strides)
            .map(|(&operand, (&step, &next))| {
                let column = step == 0 && operand < self.nin && matches!(self.places[operand].dtype.itemsize(), 1 | 2 | 4 | 8 | 16);
                (column || step != 0 && next == step * n as isize).then_some(column)
            })
            .collect();
        columns.filter(|columns| columns.contains(&true))
    }

    /// Runs the loop along a walk of rows beside columns.
    ///
    /// # Safety
    /// As [`Plan::run`]; `columns` is what the function of that name says of the walk.
    pub(super) unsafe fn beside_columns(&self, walk: Walk, order: &[usize], starts: &[*mut u8], columns: &[bool]) -> Result<()> {
        let starts: SmallVec<[Shared; 5]> = starts.iter().map(|&start| Shared(start)).collect();
        threads::split(walk, self.inner.is_costly(), |part| {
            let (n, rows) = (part.inner_len(), part.outermost());
            let widest = self.places.iter().map(|place| place.dtype.itemsize()).max().unwrap_or(1);
            let times = (WRITTEN / (n * widest)).clamp(1, rows);
            let mut blocks = self.blocks(n * times, &[0; MAX_OPERANDS + 1]);
            let bytes = |operand: usize| n * times * self.places[operand].dtype.itemsize() + SURPLUS;
            let room = |(&column, &operand): (&bool, &usize)| if column { bytes(operand) } else { 0 };
            let mut written: SmallVec<[Vec<[u64; 2]>; 4]> =
                columns.iter().zip(order).map(|operand| Vec::with_capacity(room(operand).div_ceil(size_of::<[u64; 2]>()))).collect();
            let (mut args, mut steps): (Inner<*mut u8>, Inner<isize>) = ([std::ptr::null_mut(); MAX_OPERANDS + 1], [0; MAX_OPERANDS + 1]);
            for first in (0..rows).step_by(times) {
                let count = times.min(rows - first);
                for (i, &operand) in order.iter().enumerate() {
                    let next = part.outer_strides()[i];
                    let at = starts[i].0.wrapping_offset(part.offsets()[i] + next * first as isize);
                    let size = self.places[operand].dtype.itemsize();
                    (args[operand], steps[operand]) = (at, part.inner_strides()[i]);
                    if columns[i] {
                        let to = written[i].as_mut_ptr();
                        // SAFETY: the column has `count` elements from there on; the buffer has room for `n` times as many, and the surplus.
                        by_size!(size, Word => unsafe { write_out::<Word, { lanes(size_of::<Word>()) }>(at, next, count, to.cast(), n) });
                        (args[operand], steps[operand]) = (to.cast(), size as isize);
                    }
                }
                // SAFETY: the caller's promise: the rows follow each other without gaps, and so do the columns' elements written out.
                unsafe { blocks.run(args, steps, n * count) };
            }
            Ok(())
        })
    }
}

/// Writes each of `count` elements, `step` bytes apart, `n` times.
///
/// # Safety
/// The elements may be read; `to` has room, and for [`SURPLUS`] bytes more.
unsafe fn write_out<T: Copy, const LANES: usize>(from: *const u8, step: isize, count: usize, to: *mut T, n: usize) {
    // SAFETY: the caller's promise.
    unsafe { level::run(Repeated::<T, LANES> { from, step, count, to, n }) }
}

struct Repeated<T, const LANES: usize> {
    from: *const u8,
    step: isize,
    count: usize,
    to: *mut T,
    n: usize,
}

impl<T: Copy, const LANES: usize> Work for Repeated<T, LANES> {
    #[inline(always)]
    unsafe fn run(self) {
        for row in 0..self.count {
            // SAFETY: the caller's promise; elements may be unaligned.
            let value = unsafe { self.from.wrapping_offset(row as isize * self.step).cast::<T>().read_unaligned() };
            let to = self.to.wrapping_add(row * self.n);
            // What is too many the next row overwrites.
            for column in (0..self.n).step_by(LANES) {
                // SAFETY: the caller's promise.
                unsafe { to.wrapping_add(column).cast::<[T; LANES]>().write_unaligned([value; LANES]) };
            }
        }
    }
}
