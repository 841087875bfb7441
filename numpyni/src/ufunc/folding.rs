//! How a reduction goes through memory: which axis is the inner one, in what pieces, on how many threads.

use kernels::Level;
use smallvec::SmallVec;

use super::rows::{ROWS, SumRows, sum_rows};
use super::run::{BLOCK, Runs, Shared};
use super::table::{Bound, Code, Ufunc};
use crate::{Array, Axes, Cast, DType, Kind, Result, Walk, threads};

/// Bytes of the pieces of a row that threads take, at least.
const PIECE: usize = 1 << 13;

/// Elements that one fold of a full reduction takes at most. The partial results are folded in turn, so neither threads nor their
/// number change a result.
pub(super) const CHUNK: usize = 1 << 18;

/// An axis of a reduction: its length, and the strides of the accumulator (zero where it is reduced), of `x` and of the mask.
#[derive(Clone, Copy, Debug)]
struct Axis {
    length: usize,
    strides: [isize; 3],
}

/// How elements of one type are folded into accumulators of another.
#[derive(Clone)]
pub(super) struct Folding {
    from: DType,
    into: Kind,
    /// From `x` straight into an accumulator.
    direct: Option<Bound>,
    /// From elements of the accumulator's type into it.
    same: Option<Bound>,
    /// From rows of `x` into a row of accumulators.
    rows: Option<SumRows>,
    /// The binary loop.
    binary: Bound,
    /// To the accumulator's type, where that is not `x`'s.
    cast: Option<Cast>,
    buffer: Vec<u64>,
    reorderable: bool,
}

impl Folding {
    pub(super) fn new(ufunc: &Ufunc, from: DType, into: Kind) -> Result<Folding> {
        let level = Level::current();
        let at = |code: &Code| code.at(level);
        let binary = ufunc.same(into).filter(|entry| entry.kinds()[2] == into).ok_or_else(|| ufunc.no_matching_loop())?;
        let direct = if from.is_native() { ufunc.fold(from.kind(), into).map(at) } else { None };
        let cast = (from != into.into()).then(|| Cast::new(from, into.into()));
        Ok(Folding {
            from,
            into,
            direct,
            same: ufunc.fold(into, into).map(at),
            rows: if ufunc == super::table::ADD { sum_rows(from, into) } else { None },
            binary: binary.at(level),
            buffer: Vec::new(),
            cast,
            reorderable: ufunc.reorderable(),
        })
    }

    /// Folds all of `x` into the accumulator, whose axes have length one where they are reduced.
    pub(super) fn all(&mut self, x: &Array, accumulator: &Array, mask: Option<&Array>, reduced: u64) -> Result<()> {
        let zeros: Axes<isize> = SmallVec::from_elem(0, x.ndim());
        let mask_strides = mask.map_or(&zeros[..], Array::strides);
        let axis = |i: usize| Axis {
            length: x.shape()[i],
            strides: [if reduced & (1 << i) != 0 { 0 } else { accumulator.strides()[i] }, x.strides()[i], mask_strides[i]],
        };
        let group = |folded: bool| (0..x.ndim()).filter(move |&i| (reduced & (1 << i) != 0) == folded).map(axis).collect();
        let (mut kept, mut folded): (Axes<Axis>, Axes<Axis>) = (group(false), group(true));
        let mut starts = [accumulator.as_ptr(), x.as_ptr(), mask.map_or(std::ptr::null_mut(), Array::as_ptr)];
        coalesce(&mut kept, &mut starts, true);
        coalesce(&mut folded, &mut starts, self.reorderable);
        self.axes(&kept, &folded, starts)
    }

    /// Cuts the work among threads along a kept axis, or folds one long run in chunks.
    fn axes(&mut self, kept: &[Axis], folded: &[Axis], starts: [*mut u8; 3]) -> Result<()> {
        let lengths = |axes: &[Axis]| axes.iter().map(|axis| axis.length).product::<usize>();
        let size = lengths(kept) * lengths(folded);
        let masked = !starts[2].is_null();
        if kept.is_empty() && folded.len() == 1 && folded[0].length > CHUNK && !masked && self.same.is_some() && self.direct.is_some() {
            return self.chunks(folded[0], starts);
        }
        let widest = kept.iter().enumerate().max_by_key(|(_, axis)| axis.length);
        if let Some((cut, axis)) = widest
            && axis.length > 1
            && threads::worthwhile(size, false)
            && !self.bundles(kept, folded)
        {
            // Rows that are cut must stay long: short pieces of them take longer than they save.
            let row = axis.length * axis.strides[1].unsigned_abs();
            let pieces = if folded.iter().any(|down| down.strides[1].unsigned_abs() > axis.strides[1].unsigned_abs()) {
                (row / PIECE).min(threads::count())
            } else {
                4 * threads::count()
            };
            let tasks = axis.length.min(size >> 17).min(pieces).max(1);
            let starts = starts.map(Shared);
            return threads::for_each(tasks, |task| {
                let (start, end) = (axis.length * task / tasks, axis.length * (task + 1) / tasks);
                let mut part: Axes<Axis> = kept.into();
                part[cut].length = end - start;
                let mut at = starts.map(|shared| shared.0);
                advance(&mut at, axis.strides, start);
                self.clone().part(&part, folded, at)
            });
        }
        self.part(kept, folded, starts)
    }

    /// One long run: partial results of fixed chunks, which are folded in turn.
    fn chunks(&mut self, run: Axis, starts: [*mut u8; 3]) -> Result<()> {
        let tasks = run.length.div_ceil(CHUNK);
        let size = self.into.size();
        let partial = vec![0u64; tasks * 2];
        let at = Shared(partial.as_ptr().cast_mut().cast());
        let x = Shared(starts[1]);
        let first = |task: usize| {
            let (at, x) = (at, x);
            let out = at.0.wrapping_add(task * size);
            let source = x.0.wrapping_offset(run.strides[1] * (task * CHUNK) as isize);
            let n = CHUNK.min(run.length - task * CHUNK) - 1;
            // The last element is the start value, so that the loop starts where the chunk does: on a whole cache line.
            let last = source.wrapping_offset(run.strides[1] * n as isize);
            // SAFETY: the chunk has a last element; there is room for a partial result per task.
            unsafe { Cast::new(self.from, self.into.into()).run([last, out], 1, [0, 0]) };
            let args = [source, out];
            if let Some(direct) = self.direct {
                // SAFETY: the rest of the chunk.
                unsafe { direct.run(args.as_ptr(), n as isize, [run.strides[1], 0].as_ptr()) };
            }
            Ok(())
        };
        if threads::worthwhile(run.length / 4, false) {
            threads::for_each(tasks, first)?;
        } else {
            (0..tasks).try_for_each(first)?;
        }
        if let Some(same) = self.same {
            let args = [partial.as_ptr().cast_mut().cast(), starts[0]];
            // SAFETY: a partial result per task, without gaps; the accumulator's one element.
            unsafe { same.run(args.as_ptr(), tasks as isize, [size as isize, 0].as_ptr()) };
        }
        Ok(())
    }

    /// Whether rows are so narrow, and lie so close, that several are folded at once into a wide row of partial results.
    fn bundles(&self, kept: &[Axis], folded: &[Axis]) -> bool {
        let ([row], [down]) = (kept, folded) else { return false };
        let size = self.from.itemsize() as isize;
        self.reorderable
            && self.cast.is_none()
            && row.length < 64
            && row.strides[1] == size
            && row.strides[0] == size
            && down.strides[1] == size * row.length as isize
            && down.length * row.length >= 4 * BLOCK
    }

    fn part(&mut self, kept: &[Axis], folded: &[Axis], starts: [*mut u8; 3]) -> Result<()> {
        if starts[2].is_null() && self.bundles(kept, folded) {
            self.bundled(kept[0], folded[0], starts);
            return Ok(());
        }
        // The inner axis: the folded one, unless the kept one lies closer and is long enough for its own loop.
        let along = match (kept.first(), folded.first()) {
            (Some(row), Some(down)) => {
                row.strides[1].unsigned_abs() >= down.strides[1].unsigned_abs() || (row.length < 16 && down.length > row.length)
            }
            (None, _) => true,
            (_, None) => false,
        };
        let one = Axis { length: 1, strides: [0; 3] };
        let (inner, mut outer): (Axis, Axes<Axis>) = if along {
            (folded.first().copied().unwrap_or(one), kept.iter().chain(folded.iter().skip(1)).copied().collect())
        } else {
            (kept[0], folded.iter().chain(&kept[1..]).copied().collect())
        };
        // A long row is cut into blocks, so that its accumulators stay in the nearest cache while the rows pass.
        let block = if along { inner.length } else { inner.length.min(4 * BLOCK) };
        let inner_blocks = Axis { length: inner.length / block, strides: inner.strides.map(|s| s * block as isize) };
        let rest = inner.length % block;
        if !along {
            outer.push(inner_blocks);
        }
        self.strips(&outer, Axis { length: block, ..inner }, starts)?;
        if rest > 0 {
            outer.pop();
            let mut starts = starts;
            advance(&mut starts, inner.strides, inner.length - rest);
            self.strips(&outer, Axis { length: rest, ..inner }, starts)?;
        }
        Ok(())
    }

    /// Folds the strips along one axis, for all indices of the others; the first of the others is the innermost.
    fn strips(&mut self, outer: &[Axis], inner: Axis, starts: [*mut u8; 3]) -> Result<()> {
        let shape: Axes<usize> = outer.iter().rev().map(|axis| axis.length).collect();
        let strides = [0, 1, 2].map(|i| outer.iter().rev().map(|axis| axis.strides[i]).collect::<Axes<isize>>());
        let walk = Walk::new(&shape, &[&strides[0], &strides[1], &strides[2]], true);
        let s = walk.inner_strides();
        let steps = [s[0], s[1], s[2]];
        let side_by_side = inner.strides[..2] == [self.into.size() as isize, self.from.itemsize() as isize] && starts[2].is_null();
        let rows = self.rows.filter(|_| side_by_side && s[0] == 0);
        walk.run(&starts, |at| {
            let mut at = [at[0], at[1], at[2]];
            let mut done = 0;
            if let Some(rows) = rows {
                done = walk.inner_len() / ROWS * ROWS;
                // SAFETY: so many rows of the function's type without gaps, and a row of sums that nobody else has.
                unsafe { rows(at[0], at[1], inner.length, done, steps[1]) };
                advance(&mut at, steps, done);
            }
            for _ in done..walk.inner_len() {
                self.strip(at, inner);
                advance(&mut at, steps, 1);
            }
            Ok(())
        })
    }

    /// One strip, or the parts of it where the mask holds.
    fn strip(&mut self, at: [*mut u8; 3], axis: Axis) {
        if at[2].is_null() {
            return self.segment(at, axis);
        }
        // SAFETY: the mask has the shape of `x`.
        let mut runs = unsafe { Runs::new(at[2], axis.strides[2], axis.length) };
        while let Some((start, length)) = runs.next() {
            let mut at = at;
            advance(&mut at, axis.strides, start);
            self.segment(at, Axis { length, ..axis });
        }
    }

    /// Folds `x` elements into one accumulator (its stride is zero) or into as many.
    fn segment(&mut self, [out, x, _]: [*mut u8; 3], Axis { length, strides: [out_step, step, _] }: Axis) {
        if out_step == 0
            && let Some(direct) = self.direct
        {
            // SAFETY: `length` elements of the fold's type, and one accumulator.
            return unsafe { direct.run([x, out].as_ptr(), length as isize, [step, 0].as_ptr()) };
        }
        let Some(cast) = self.cast else { return self.alike(out, out_step, x, step, length) };
        if self.buffer.is_empty() {
            self.buffer = vec![0; BLOCK * self.into.size().div_ceil(8)];
        }
        let buffer: *mut u8 = self.buffer.as_mut_ptr().cast();
        let size = self.into.size() as isize;
        for start in (0..length).step_by(BLOCK) {
            let n = BLOCK.min(length - start);
            // SAFETY: `n` elements are left, and the buffer has room for them.
            unsafe { cast.run([x.wrapping_offset(step * start as isize), buffer], n, [step, size]) };
            self.alike(out.wrapping_offset(out_step * start as isize), out_step, buffer, size, n);
        }
    }

    /// `segment` of elements of the accumulator's type.
    fn alike(&self, out: *mut u8, out_step: isize, x: *mut u8, step: isize, n: usize) {
        if out_step != 0 {
            // SAFETY: `n` accumulators and as many elements, of the loop's type; the output is exactly the first input.
            return unsafe { self.binary.run([out, x, out].as_ptr(), n as isize, [out_step, step, out_step].as_ptr()) };
        }
        if let Some(same) = self.same {
            // SAFETY: `n` elements of the fold's type, and one accumulator.
            return unsafe { same.run([x, out].as_ptr(), n as isize, [step, 0].as_ptr()) };
        }
        for i in 0..n as isize {
            let args = [out, x.wrapping_offset(step * i), out];
            // SAFETY: one element each.
            unsafe { self.binary.run(args.as_ptr(), 1, [0; 3].as_ptr()) };
        }
    }

    /// Narrow rows without gaps between them, such as (1000000, 3) along axis 0: bundles of rows are added up as wide rows, whose parts
    /// are folded at the end.
    fn bundled(&mut self, row: Axis, down: Axis, starts: [*mut u8; 3]) {
        let rows = BLOCK / row.length;
        let wide = rows * row.length;
        let size = self.into.size();
        let mut partial = vec![0u64; (wide * size).div_ceil(8)];
        let at: *mut u8 = partial.as_mut_ptr().cast();
        // SAFETY: at least four bundles are there.
        unsafe { at.copy_from_nonoverlapping(starts[1], wide * size) };
        let bundle = |i: usize| starts[1].wrapping_add(i * wide * size);
        let bundles = down.length / rows;
        for i in 1..bundles {
            self.alike(at, size as isize, bundle(i), size as isize, wide);
        }
        for i in 0..rows {
            self.alike(starts[0], size as isize, at.wrapping_add(i * row.length * size), size as isize, row.length);
        }
        for i in bundles * rows..down.length {
            let x = starts[1].wrapping_offset(down.strides[1] * i as isize);
            self.alike(starts[0], size as isize, x, size as isize, row.length);
        }
    }
}

fn advance(at: &mut [*mut u8; 3], strides: [isize; 3], count: usize) {
    for (pointer, stride) in at.iter_mut().zip(strides) {
        *pointer = pointer.wrapping_offset(stride.wrapping_mul(count as isize));
    }
}

/// Drops axes of length one, sorts the others by the strides of `x` from the smallest on (if their order may change), turns those that
/// run backwards, and merges those that continue one another.
fn coalesce(axes: &mut Axes<Axis>, starts: &mut [*mut u8; 3], reorder: bool) {
    axes.retain(|axis| axis.length != 1);
    if reorder {
        for axis in axes.iter_mut().filter(|axis| axis.strides[1] < 0) {
            advance(starts, axis.strides, axis.length - 1);
            axis.strides = axis.strides.map(|stride| -stride);
        }
        axes.sort_by_key(|axis| axis.strides[1].unsigned_abs());
    } else {
        axes.reverse();
    }
    let mut merged: Axes<Axis> = SmallVec::new();
    for &axis in axes.iter() {
        match merged.last_mut() {
            Some(last) if (0..3).all(|i| axis.strides[i] == last.strides[i] * last.length as isize) => last.length *= axis.length,
            _ => merged.push(axis),
        }
    }
    *axes = merged;
}
