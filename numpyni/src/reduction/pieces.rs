//! Reductions that take two kernels, of elements one step apart: piece by piece, so that what is larger than the cache is read once.

use std::sync::{Mutex, PoisonError};

use kernels::{Level, Loop};

use super::means::{mean_kinds, quotient};
use crate::promote::part;
use crate::ufunc::{self, Bound, Shared};
use crate::{Array, Kind, Scalar, threads};

/// Bytes of a piece, which stays in the first-level cache between two kernels.
pub(super) const PIECE: usize = 1 << 14;

/// Pieces that one thread takes at a time.
const GROUP: usize = 16;

/// Some elements, one step apart.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    /// How many are before the first.
    pub first: usize,
    pub x: *mut u8,
    pub n: isize,
    pub step: isize,
}

/// What `piece` makes of `start` (the first element) and of one piece after the other, in the elements' order; and, where there are many,
/// `join` of what it makes of groups of pieces, on several threads. Pieces depend on the number of elements alone. None where the elements
/// are not one step apart, or there are none.
pub(super) fn by_pieces<T: Copy + Send>(
    x: &Array,
    start: impl Fn(*mut u8) -> T + Sync,
    piece: impl Fn(&mut T, Piece) + Sync,
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
            piece(&mut result, Piece { first: i, x: at(i), n: length.min(size - i) as isize, step });
        }
        result
    };
    let tasks = size.div_ceil(GROUP * length);
    if tasks == 1 {
        return Some(group(0));
    }
    let mut done = vec![None; tasks];
    if threads::worthwhile(size / 4, false) {
        let shared = Mutex::new(done);
        let work = |task: usize| {
            let result = group(task);
            shared.lock().unwrap_or_else(PoisonError::into_inner)[task] = Some(result);
            Ok(())
        };
        threads::for_each(tasks, work).ok()?;
        done = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    } else {
        done.iter_mut().enumerate().for_each(|(task, result)| *result = Some(group(task)));
    }
    tree(&done, &join)
}

/// Neighbours joined, then what they gave: so that errors grow with the logarithm of their number.
fn tree<T: Copy>(results: &[Option<T>], join: &impl Fn(T, T) -> T) -> Option<T> {
    match results {
        [] => None,
        &[result] => result,
        _ => {
            let (left, right) = results.split_at(results.len() / 2);
            Some(join(tree(left, join)?, tree(right, join)?))
        }
    }
}

/// Where a kernel leaves its one result, and what it starts from.
pub(super) type Bits = [u64; 2];

/// # Safety
/// Elements of the type that the loop folds.
#[inline(always)]
pub(super) unsafe fn fold_onto(fold: Bound, bits: &mut Bits, piece: Piece) {
    let args = [piece.x, (&raw mut *bits).cast()];
    // SAFETY: the caller's promise; the result has at most 16 bytes.
    unsafe { fold.run(args.as_ptr(), piece.n, [piece.step, 0].as_ptr()) };
}

/// Some elements' number, mean, and sum of squared distances from it.
#[derive(Clone, Copy, Default)]
pub(super) struct Moments {
    pub count: f64,
    pub mean: f64,
    pub squares: f64,
}

impl Moments {
    /// Both together: T. Chan, G. Golub, R. LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
    pub fn join(self, other: Moments) -> Moments {
        if self.count == 0.0 {
            return other;
        }
        let count = self.count + other.count;
        let apart = other.mean - self.mean;
        let mean = self.mean + apart * (other.count / count);
        Moments { count, mean, squares: self.squares + other.squares + apart * apart * (self.count * other.count / count) }
    }
}

/// The kernels of the moments of one type.
#[derive(Clone, Copy)]
pub(super) struct Spread {
    sum: Bound,
    distances: Loop,
    within: Kind,
}

impl Spread {
    #[inline(always)]
    pub fn new(kind: Kind) -> Option<Spread> {
        let ((within, _), level) = (mean_kinds(kind, None), Level::current());
        Some(Spread { sum: ufunc::ADD.fold(kind, within)?.at(level), distances: numpyni_loops::moments(kind).at(level), within })
    }

    /// The sum, in the type in which the mean is made.
    ///
    /// # Safety
    /// Elements of the type.
    #[inline(always)]
    pub unsafe fn sum(&self, piece: Piece) -> Scalar {
        let mut bits = [0; 2];
        // SAFETY: the caller's promise.
        unsafe { fold_onto(self.sum, &mut bits, piece) };
        Scalar::from_bits(self.within, bits)
    }

    /// The sum of squared distances from a mean of that type.
    ///
    /// # Safety
    /// Elements of the type.
    #[inline(always)]
    pub unsafe fn squares(&self, mean: Scalar, piece: Piece) -> Scalar {
        let (mean, mut squares) = (mean.bits(), [0u64; 2]);
        let args = [piece.x, (&raw const mean).cast_mut().cast(), (&raw mut squares).cast()];
        // SAFETY: the caller's promise; their mean, and the place of the result.
        unsafe { (self.distances)(args.as_ptr(), &piece.n, [piece.step, 0, 0].as_ptr(), std::ptr::null_mut()) };
        Scalar::from_bits(part(self.within), squares)
    }
}

impl Spread {
    /// The mean, and the sum of squared distances from it.
    ///
    /// # Safety
    /// Elements of the type.
    #[inline(always)]
    unsafe fn of(&self, piece: Piece) -> (Scalar, Scalar) {
        // SAFETY: the caller's promise.
        let total = unsafe { self.sum(piece) };
        let mean = quotient(total, piece.n as f64).unwrap_or(total);
        // SAFETY: as above.
        (mean, unsafe { self.squares(mean, piece) })
    }
}

/// All elements as one piece, if they are one and there are any.
#[inline(always)]
fn only_piece(x: &Array) -> Option<Piece> {
    if !(1..=PIECE / x.itemsize()).contains(&x.size()) || !x.dtype().is_native() {
        return None;
    }
    Some(Piece { first: 0, x: x.as_ptr(), n: x.size() as isize, step: x.any_step()? })
}

/// A real number in double precision.
pub(super) fn real(number: Scalar) -> f64 {
    number.cast(Kind::Float64).get::<f64>().unwrap_or(f64::NAN)
}

/// The sum of squared distances from the mean, in the type in which the mean is made.
pub(super) fn squares(x: &Array) -> Option<Scalar> {
    let spread = Spread::new(x.dtype().kind())?;
    if let Some(piece) = only_piece(x) {
        // SAFETY: elements of the array's type.
        return Some(unsafe { spread.of(piece) }.1);
    }
    if spread.within.is_complex() {
        return None; // moments are joined by real means
    }
    let piece = |before: &mut Moments, piece: Piece| {
        // SAFETY: elements of the array's type.
        let (mean, squares) = unsafe { spread.of(piece) };
        *before = before.join(Moments { count: piece.n as f64, mean: real(mean), squares: real(squares) });
    };
    let moments = by_pieces(x, |_| Moments::default(), piece, Moments::join)?;
    Some(Scalar::new(moments.squares).cast(spread.within))
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
    let piece = |[most, least]: &mut [Bits; 2], piece: Piece| {
        // SAFETY: elements of the fold's type.
        unsafe { fold_onto(maximum, most, piece) };
        // SAFETY: as above.
        unsafe { fold_onto(minimum, least, piece) };
    };
    let join = |mut before: [Bits; 2], mut after: [Bits; 2]| {
        for bits in &mut after {
            piece(&mut before, Piece { first: 0, x: (&raw mut *bits).cast(), n: 1, step: 0 });
        }
        before
    };
    let [mut most, mut least] = match only_piece(x) {
        Some(only) => {
            let mut both = start(only.x);
            piece(&mut both, only);
            both
        }
        None => by_pieces(x, start, piece, join)?,
    };
    let mut bits: Bits = [0; 2];
    let args: [*mut u8; 3] = [(&raw mut most).cast(), (&raw mut least).cast(), (&raw mut bits).cast()];
    // SAFETY: an element of the loop's type each.
    unsafe { subtract.run(args.as_ptr(), 1, [0; 3].as_ptr()) };
    Some(Scalar::from_bits(kind, bits))
}
