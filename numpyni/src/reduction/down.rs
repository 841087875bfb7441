//! The places of extrema down the first axis of rows without gaps: row by row, each lane beside the next.

use numpyni_gufunc::level::{self, Work};
use crate::{Array, Kind, Order, Result};

/// Lanes that are compared at once.
const LANES: usize = 64;

/// The number of a row among some, in a word as wide as the elements: so both go through as many lanes of a register.
trait Number: Copy {
    /// How many rows have a number; zero is that of none.
    const MOST: usize;
    fn of(row: usize) -> Self;
    fn get(self) -> usize;
}

macro_rules! numbers {
    ($($T:ident)*) => {$(
        impl Number for $T {
            const MOST: usize = $T::MAX as usize;

            #[inline(always)]
            fn of(row: usize) -> $T {
                row as $T
            }

            #[inline(always)]
            fn get(self) -> usize {
                self as usize
            }
        }
    )*};
}

numbers! { u8 u16 u32 u64 }

/// Elements of which one is the better one.
trait Ordered: Copy {
    type Number: Number;

    /// Whether `self` comes before `other`: it is larger, or smaller, or the first that is no number.
    fn beats<const MOST: bool>(self, other: Self) -> bool;
}

macro_rules! ordered {
    ($($T:ident $Number:ident,)*) => {$(
        impl Ordered for $T {
            type Number = $Number;

            #[inline(always)]
            #[allow(clippy::eq_op)] // what is no number differs from itself
            fn beats<const MOST: bool>(self, other: Self) -> bool {
                let before = if MOST { self > other } else { self < other };
                before | ((self != self) & (other == other))
            }
        }
    )*};
}

ordered! { u8 u8, i8 u8, u16 u16, i16 u16, u32 u32, i32 u32, u64 u64, i64 u64, f32 u32, f64 u64, }

/// Complex numbers, by their parts.
macro_rules! ordered_pairs {
    ($($T:ident $Number:ident,)*) => {$(
        impl Ordered for [$T; 2] {
            type Number = $Number;

            #[inline(always)]
            fn beats<const MOST: bool>(self, other: Self) -> bool {
                let is_number = |[real, imag]: [$T; 2]| !(real.is_nan() | imag.is_nan());
                let ([real1, imag1], [real2, imag2]) = if MOST { (self, other) } else { (other, self) };
                let before = (real1 > real2) | ((real1 == real2) & (imag1 > imag2));
                is_number(other) & (before | !is_number(self))
            }
        }
    )*};
}

ordered_pairs! { f32 u32, f64 u64, }

/// The places along the first axis, with that axis of length one; None where the array is not so.
///
/// # Errors
/// `Memory`
pub(super) fn places(x: &Array, axis: usize, most: bool) -> Result<Option<Array>> {
    let (&[rows, lanes], 0) = (x.shape(), axis) else { return Ok(None) };
    let few = lanes < LANES && rows <= LANES;
    if rows < 2 || lanes < 2 || !(few || lanes >= LANES / 4) || x.strides()[1] != x.itemsize() as isize {
        return Ok(None);
    }
    macro_rules! find {
        ($($kinds:pat $(if $condition:expr)? => $find:ident $T:ty,)*) => {
            match x.dtype().kind() {
                $($kinds $(if $condition)? => if most { $find::<$T, true> } else { $find::<$T, false> },)*
                _ => return Ok(None),
            }
        };
    }
    let find: unsafe fn(&Array, *mut i64) = find! {
        Kind::Bool | Kind::UInt8 => find u8,
        Kind::UInt16 => find u16,
        Kind::UInt32 => find u32,
        Kind::UInt64 => find u64,
        Kind::Int8 => find i8,
        Kind::Int16 => find i16,
        Kind::Int32 => find i32,
        Kind::Int64 => find i64,
        Kind::Float32 => find f32,
        Kind::Float64 => find f64,
        Kind::Complex64 => find [f32; 2],
        Kind::Complex128 => find [f64; 2],
    };
    let places = Array::empty(Kind::Int64, &[1, lanes], Order::C)?;
    // Comparisons with what is no number say so, which does not count.
    let raised = kernels::fpe::take();
    // SAFETY: rows of elements of the type without gaps, and as many places, which are new.
    unsafe { find(x, places.as_ptr().cast()) };
    kernels::fpe::clear();
    kernels::fpe::raise(raised);
    Ok(Some(places))
}

/// Rows of elements side by side, and where the places of the largest (or the smallest) go.
struct Rows<T, const MOST: bool> {
    start: *const T,
    stride: isize,
    rows: usize,
    lanes: usize,
    places: *mut i64,
}

/// The rows of an array of two dimensions.
fn rows_of<T: Ordered, const MOST: bool>(x: &Array, places: *mut i64) -> Rows<T, MOST> {
    Rows { start: x.as_ptr().cast(), stride: x.strides()[0], rows: x.shape()[0], lanes: x.shape()[1], places }
}

/// # Safety
/// The array has two dimensions, and rows of elements of `T` without gaps; there is room for a place of each lane.
unsafe fn find<T: Ordered, const MOST: bool>(x: &Array, places: *mut i64) {
    // SAFETY: the caller's promise.
    unsafe { level::run(rows_of::<T, MOST>(x, places)) };
}

impl<T: Ordered, const MOST: bool> Work for Rows<T, MOST> {
    /// # Safety
    /// The rows hold elements, at least one each; there is room for a place of each lane.
    #[inline(always)]
    unsafe fn run(self) {
        if self.lanes < LANES {
            // SAFETY: the caller's promise.
            return unsafe { self.one_by_one() };
        }
        for first in (0..self.lanes).step_by(LANES) {
            // The last lanes are compared with some before them once more.
            // SAFETY: the caller's promise.
            unsafe { self.some::<LANES>(first.min(self.lanes - LANES)) };
        }
    }
}

impl<T: Ordered, const MOST: bool> Rows<T, MOST> {
    /// # Safety
    /// As `run`.
    #[inline(always)]
    unsafe fn one_by_one(&self) {
        for lane in 0..self.lanes {
            // SAFETY: the caller's promise.
            unsafe { self.some::<1>(lane) };
        }
    }

    /// # Safety
    /// As `run`; there are `N` lanes from `first` on.
    #[inline(always)]
    unsafe fn some<const N: usize>(&self, first: usize) {
        let row = |row: usize| {
            let start = self.start.wrapping_byte_offset(self.stride * row as isize).wrapping_add(first);
            // SAFETY: `N` elements of a row.
            unsafe { start.cast::<[T; N]>().read_unaligned() }
        };
        let (mut best, mut places) = (row(0), [0i64; N]);
        for begin in (1..self.rows).step_by(T::Number::MOST) {
            let mut numbers = [T::Number::of(0); N];
            for at in begin..self.rows.min(begin.saturating_add(T::Number::MOST)) {
                let x = row(at);
                for ((best, number), x) in best.iter_mut().zip(&mut numbers).zip(x) {
                    let better = x.beats::<MOST>(*best);
                    *best = if better { x } else { *best };
                    *number = if better { T::Number::of(at - begin + 1) } else { *number };
                }
            }
            for (place, number) in places.iter_mut().zip(numbers) {
                *place = if number.get() == 0 { *place } else { (begin - 1 + number.get()) as i64 };
            }
        }
        // SAFETY: room for `N` places.
        unsafe { self.places.wrapping_add(first).cast::<[i64; N]>().write_unaligned(places) };
    }
}
