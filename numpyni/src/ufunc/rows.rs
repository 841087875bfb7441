//! Sums down the columns of rows without gaps: several rows at a time, so that the sums are read and written seldom.

use std::hint::black_box;

use numpyni_gufunc::level::{self, Work};
use crate::{DType, Kind};

/// Adds rows of `n` elements, `stride` bytes apart, to `n` sums: in order, as one row after the other would be. `rows` is a multiple of
/// [`ROWS`].
///
/// # Safety
/// The rows hold elements of the one type, the sums those of the other; they do not overlap.
pub(super) type SumRows = unsafe fn(sums: *mut u8, x: *const u8, n: usize, rows: usize, stride: isize);

/// How elements of one type are added to sums of another, if it is known.
pub(super) fn sum_rows(from: DType, into: Kind) -> Option<SumRows> {
    if !from.is_native() {
        return None;
    }
    macro_rules! pairs {
        ($($from:ident $T:ty => $into:ident $A:ty, $parts:literal;)*) => {
            match (from.kind(), into) {
                $((Kind::$from, Kind::$into) => Some(sum::<$T, $A, $parts>),)*
                _ => None,
            }
        };
    }
    pairs! {
        Float32 f32 => Float32 f32, 1; Float64 f64 => Float64 f64, 1; Complex64 f32 => Complex64 f32, 2; Complex128 f64 => Complex128 f64, 2;
        Bool u8 => Int64 i64, 1; Int8 i8 => Int64 i64, 1; Int16 i16 => Int64 i64, 1; Int32 i32 => Int64 i64, 1; Int64 i64 => Int64 i64, 1;
        UInt8 u8 => UInt64 u64, 1; UInt16 u16 => UInt64 u64, 1; UInt32 u32 => UInt64 u64, 1; UInt64 u64 => UInt64 u64, 1;
    }
}

/// A number that a sum takes.
trait Adds<A>: Copy {
    fn add_to(self, sum: A) -> A;
}

macro_rules! adds {
    ($($A:ident, |$sum:ident, $x:ident| $value:expr, $($T:ident)*;)*) => {$($(
        impl Adds<$A> for $T {
            #[inline(always)]
            fn add_to(self, $sum: $A) -> $A {
                let $x = self as $A;
                $value
            }
        }
    )*)*};
}

adds! {
    f32, |sum, x| sum + x, f32;
    f64, |sum, x| sum + x, f64;
    i64, |sum, x| sum.wrapping_add(x), u8 i8 i16 i32 i64;
    u64, |sum, x| sum.wrapping_add(x), u8 u16 u32 u64;
}

/// Rows that are added at a time.
pub(super) const ROWS: usize = 8;
/// Columns that are added at a time.
const LANES: usize = 32;

struct Rows<T, A> {
    sums: *mut A,
    x: *const T,
    n: usize,
    rows: usize,
    stride: isize,
}

/// # Safety
/// That of [`SumRows`]; an element has as many parts.
unsafe fn sum<T: Adds<A>, A: Copy, const PARTS: usize>(sums: *mut u8, x: *const u8, n: usize, rows: usize, stride: isize) {
    // SAFETY: the caller's promise.
    unsafe { level::run(Rows::<T, A> { sums: sums.cast(), x: x.cast(), n: n * PARTS, rows, stride }) };
}

impl<T: Adds<A>, A: Copy> Work for Rows<T, A> {
    /// # Safety
    /// That of [`SumRows`].
    #[inline(always)]
    unsafe fn run(self) {
        let whole = self.n / LANES * LANES;
        for row in (0..self.rows).step_by(ROWS) {
            let rows = std::array::from_fn(|i| self.x.wrapping_byte_offset(self.stride.wrapping_mul((row + i) as isize)));
            for column in (0..whole).step_by(LANES) {
                // SAFETY: these rows exist, and there are `LANES` columns from here on.
                unsafe { self.columns::<LANES>(rows, column) };
            }
            for column in whole..self.n {
                // SAFETY: these rows exist, and there is a column.
                unsafe { self.columns::<1>(rows, column) };
            }
        }
    }
}

impl<T: Adds<A>, A: Copy> Rows<T, A> {
    /// # Safety
    /// As `run`, and there are `N` columns from `column` on.
    #[inline(always)]
    unsafe fn columns<const N: usize>(&self, rows: [*const T; ROWS], column: usize) {
        let at = self.sums.wrapping_add(column).cast::<[A; N]>();
        // SAFETY: `N` sums.
        let mut sums = unsafe { at.read_unaligned() };
        for row in rows {
            // Integers may be added in any order, and the compiler would gather them down the rows if it saw that these lie a stride apart.
            // SAFETY: `N` elements of a row.
            let x = unsafe { black_box(row).wrapping_add(column).cast::<[T; N]>().read_unaligned() };
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum = x.add_to(*sum);
            }
        }
        // SAFETY: `N` sums, ours to write.
        unsafe { at.write_unaligned(sums) };
    }
}
