//! The places of extrema down the first axis of rows without gaps: row by row, each lane beside the next.

use kernels::Level;

use crate::{Array, Kind, Order, Result};

/// Lanes that are compared at once.
const LANES: usize = 64;

/// Elements of which one is the better one.
trait Ordered: Copy {
    /// Whether `self` comes before `other`: it is larger, or smaller, or the first that is no number.
    fn beats<const MOST: bool>(self, other: Self) -> bool;
}

macro_rules! ordered {
    ($($T:ident)*) => {$(
        impl Ordered for $T {
            #[inline(always)]
            #[allow(clippy::eq_op)] // what is no number differs from itself
            fn beats<const MOST: bool>(self, other: Self) -> bool {
                let before = if MOST { self > other } else { self < other };
                before | ((self != self) & (other == other))
            }
        }
    )*};
}

ordered! { u8 i8 u16 i16 u32 i32 u64 i64 f32 f64 }

/// The places along the first axis, with that axis of length one; None where the array is not so.
///
/// # Errors
/// `Memory`
pub(super) fn places(x: &Array, axis: usize, most: bool) -> Result<Option<Array>> {
    let (&[rows, lanes], 0) = (x.shape(), axis) else { return Ok(None) };
    if lanes < LANES / 4 || rows < 2 || x.strides()[1] != x.itemsize() as isize {
        return Ok(None);
    }
    macro_rules! find {
        ($($kinds:pat => $T:ty,)*) => {
            match x.dtype().kind() {
                $($kinds => if most { at_level::<$T, true> } else { at_level::<$T, false> },)*
                _ => return Ok(None),
            }
        };
    }
    let find: unsafe fn(Rows) = find! {
        Kind::Bool | Kind::UInt8 => u8,
        Kind::UInt16 => u16,
        Kind::UInt32 => u32,
        Kind::UInt64 => u64,
        Kind::Int8 => i8,
        Kind::Int16 => i16,
        Kind::Int32 => i32,
        Kind::Int64 => i64,
        Kind::Float32 => f32,
        Kind::Float64 => f64,
    };
    let places = Array::empty(Kind::Int64, &[1, lanes], Order::C)?;
    // Comparisons with what is no number say so, which does not count.
    let raised = kernels::fpe::take();
    // SAFETY: rows of elements of the type without gaps, and as many places, which are new.
    unsafe { find(Rows { start: x.as_ptr(), stride: x.strides()[0], rows, lanes, places: places.as_ptr().cast() }) };
    kernels::fpe::clear();
    kernels::fpe::raise(raised);
    Ok(Some(places))
}

/// Rows of elements side by side, and where the places go.
#[derive(Clone, Copy)]
struct Rows {
    start: *const u8,
    stride: isize,
    rows: usize,
    lanes: usize,
    places: *mut i64,
}

/// # Safety
/// The rows hold elements of `T`, at least one each; there is room for a place of each lane.
unsafe fn at_level<T: Ordered, const MOST: bool>(rows: Rows) {
    match Level::current().name() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the CPU has the level; the rest is the caller's promise.
        "v4" => unsafe { v4::<T, MOST>(rows) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        "v3" => unsafe { v3::<T, MOST>(rows) },
        // SAFETY: the caller's promise.
        _ => unsafe { all::<T, MOST>(rows) },
    }
}

macro_rules! levels {
    ($($name:ident $features:literal)*) => {$(
        /// # Safety
        /// As [`at_level`], on a CPU that has the level.
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        unsafe fn $name<T: Ordered, const MOST: bool>(rows: Rows) {
            // SAFETY: the caller's promise.
            unsafe { all::<T, MOST>(rows) }
        }
    )*};
}

levels! {
    v3 "avx2,bmi1,bmi2"
    v4 "avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl"
}

/// # Safety
/// As [`at_level`].
#[inline(always)]
unsafe fn all<T: Ordered, const MOST: bool>(rows: Rows) {
    let mut first = 0;
    while first < rows.lanes {
        // The last lanes are compared with some before them once more, where there are as many.
        first = if first + LANES <= rows.lanes { first } else { rows.lanes.saturating_sub(LANES) };
        if first + LANES <= rows.lanes {
            // SAFETY: the caller's promise.
            unsafe { some::<T, MOST, LANES>(rows, first) };
            first += LANES;
            continue;
        }
        for lane in 0..rows.lanes {
            // SAFETY: the caller's promise.
            unsafe { some::<T, MOST, 1>(rows, lane) };
        }
        return;
    }
}

/// # Safety
/// As [`at_level`]; there are `N` lanes from `first` on.
#[inline(always)]
unsafe fn some<T: Ordered, const MOST: bool, const N: usize>(rows: Rows, first: usize) {
    let row = |row: usize| {
        let start = rows.start.wrapping_offset(rows.stride * row as isize).cast::<T>().wrapping_add(first);
        // SAFETY: `N` elements of a row.
        unsafe { start.cast::<[T; N]>().read_unaligned() }
    };
    let (mut best, mut places) = (row(0), [0i64; N]);
    for at in 1..rows.rows {
        let x = row(at);
        for ((best, place), x) in best.iter_mut().zip(&mut places).zip(x) {
            let better = x.beats::<MOST>(*best);
            *best = if better { x } else { *best };
            *place = if better { at as i64 } else { *place };
        }
    }
    // SAFETY: room for `N` places.
    unsafe { rows.places.wrapping_add(first).cast::<[i64; N]>().write_unaligned(places) };
}
