//! Reductions that take two kernels, of elements one step apart: piece by piece, so that what is larger than the cache is read once.

use std::sync::{Mutex, PoisonError};

use kernels::Level;

use super::mean_kinds;
use crate::ufunc::{self, Bound, Shared};
use crate::{Array, Kind, Scalar, threads};

/// Bytes of a piece, which stays in the first-level cache between two kernels.
const PIECE: usize = 1 << 14;

/// Pieces that one thread takes at a time.
const GROUP: usize = 16;

/// What `piece` makes of `start` (the first element) and of one piece after the other, in the elements' order; and, where there are many,
/// `join` of what it makes of groups of pieces, on several threads. Pieces depend on the number of elements alone. None where the elements
/// are not one step apart, or there are none.
fn by_pieces<T: Copy + Send>(
    x: &Array,
    start: impl Fn(*mut u8) -> T + Sync,
    piece: impl Fn(&mut T, *mut u8, isize, isize) + Sync,
    join: impl Fn(T, T) -> T,
) -> Option<T> {
    let (step, size) = (x.any_step()?, x.size());
    let length = PIECE / x.itemsize();
    if size == 0 || !x.dtype().is_native() {
        return None;
    }
    let origin = Shared(x.as_ptr());
    let group = |task: usize| {
        let at = |i: usize| origin.behind(step * i as isize);
        let first = task * GROUP * length;
        let mut result = start(at(first));
        for i in (first..size.min(first + GROUP * length)).step_by(length) {
            piece(&mut result, at(i), length.min(size - i) as isize, step);
        }
        result
    };
    let tasks = size.div_ceil(GROUP * length);
    if !threads::worthwhile(size / 4, false) {
        return (0..tasks).map(group).reduce(join);
    }
    let done = Mutex::new(vec![None; tasks]);
    let work = |task: usize| {
        let result = group(task);
        done.lock().unwrap_or_else(PoisonError::into_inner)[task] = Some(result);
        Ok(())
    };
    threads::for_each(tasks, work).ok()?;
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().reduce(join)
}

/// Where a kernel leaves its one result, and what it starts from.
type Bits = [u64; 2];

/// # Safety
/// `n` elements of the type that the loop folds, `step` bytes apart.
unsafe fn fold_onto(fold: Bound, bits: &mut Bits, x: *mut u8, n: isize, step: isize) {
    let args = [x, (&raw mut *bits).cast()];
    // SAFETY: the caller's promise; the result has at most 16 bytes.
    unsafe { fold.run(args.as_ptr(), n, [step, 0].as_ptr()) };
}

/// Some elements' number, mean, and sum of squared distances from it.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Both together: T. Chan, G. Golub, R. LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
    fn join(self, other: Moments) -> Moments {
        if self.count == 0.0 {
            return other;
        }
        let count = self.count + other.count;
        let apart = other.mean - self.mean;
        let mean = self.mean + apart * (other.count / count);
        Moments { count, mean, squares: self.squares + other.squares + apart * apart * (self.count * other.count / count) }
    }
}

/// The sum of squared distances from the mean, in the type in which the mean is made.
pub(super) fn squares(x: &Array) -> Option<Scalar> {
    let kind = x.dtype().kind();
    let (within, _) = mean_kinds(kind, None);
    let level = Level::current();
    if within.is_complex() {
        return None;
    }
    let sum = ufunc::ADD.fold(kind, within)?.at(level);
    let distances = numpyni_loops::moments(kind).at(level);
    let number = |bits| Scalar::from_bits(within, bits).cast(Kind::Float64).get::<f64>().unwrap_or(f64::NAN);
    let piece = |before: &mut Moments, x: *mut u8, n: isize, step: isize| {
        let mut sum_bits = [0; 2];
        // SAFETY: `n` elements of the fold's type.
        unsafe { fold_onto(sum, &mut sum_bits, x, n, step) };
        let total = Scalar::from_bits(within, sum_bits);
        let (mean, mut squares) = (super::quotient(total, n as f64).unwrap_or(total).bits(), [0u64; 2]);
        let args = [x, (&raw const mean).cast_mut().cast(), (&raw mut squares).cast()];
        // SAFETY: as many elements of the kernel's type; their mean, and the place of the result.
        unsafe { distances(args.as_ptr(), &n, [step, 0, 0].as_ptr(), std::ptr::null_mut()) };
        *before = before.join(Moments { count: n as f64, mean: number(mean), squares: number(squares) });
    };
    let moments = by_pieces(x, |_| Moments::default(), piece, Moments::join)?;
    Some(Scalar::new(moments.squares).cast(within))
}

/// The largest element less the smallest.
pub(super) fn range(x: &Array) -> Option<Scalar> {
    let kind = x.dtype().kind();
    let level = Level::current();
    let (maximum, minimum) = (ufunc::MAXIMUM.fold(kind, kind)?.at(level), ufunc::MINIMUM.fold(kind, kind)?.at(level));
    let subtract = ufunc::SUBTRACT.same(kind)?.at(level);
    let start = |first: *mut u8| {
        let mut bits: Bits = [0; 2];
        // SAFETY: there is a first element, of at most 16 bytes.
        unsafe { (&raw mut bits).cast::<u8>().copy_from_nonoverlapping(first, kind.size()) };
        [bits; 2]
    };
    let piece = |[most, least]: &mut [Bits; 2], x: *mut u8, n: isize, step: isize| {
        // SAFETY: `n` elements of the fold's type.
        unsafe { fold_onto(maximum, most, x, n, step) };
        // SAFETY: as above.
        unsafe { fold_onto(minimum, least, x, n, step) };
    };
    let join = |mut before: [Bits; 2], mut after: [Bits; 2]| {
        let [most, least] = &mut after;
        let (most, least) = ((&raw mut *most).cast(), (&raw mut *least).cast());
        piece(&mut before, most, 1, 0);
        piece(&mut before, least, 1, 0);
        before
    };
    let [mut most, mut least] = by_pieces(x, start, piece, join)?;
    let mut bits: Bits = [0; 2];
    let args: [*mut u8; 3] = [(&raw mut most).cast(), (&raw mut least).cast(), (&raw mut bits).cast()];
    // SAFETY: an element of the loop's type each.
    unsafe { subtract.run(args.as_ptr(), 1, [0; 3].as_ptr()) };
    Some(Scalar::from_bits(kind, bits))
}
