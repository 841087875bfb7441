//! Matrices that are copied across their rows: square tiles of words are turned in registers.

use numpyni_gufunc::level::{self, Work};

use crate::mask::by_size;
use crate::{Result, Walk};

/// A word of which a tile is turned.
trait Tiled {
    /// Rows and columns of a tile.
    const SIDE: usize;
    /// Columns that are written for all rows before the next ones: what is read of them stays in the nearest cache.
    const STRIP: usize = 64;

    /// Writes the columns of a tile as rows; the strides are those of its rows and of what is written.
    ///
    /// # Safety
    /// `SIDE` rows of as many words may be read from `x`, and written to `out`.
    unsafe fn turn(x: *const u8, x_stride: isize, out: *mut u8, out_stride: isize);
}

/// Words in registers of 16 bytes, which every x86-64 has: interleaving rows with those half a tile below, once for each doubling of the side,
/// turns it.
#[cfg(target_arch = "x86_64")]
macro_rules! tiled {
    ($($Word:ty: $side:literal $low:ident $high:ident;)*) => {$(
        impl Tiled for $Word {
            const SIDE: usize = $side;

            #[inline(always)]
            unsafe fn turn(x: *const u8, x_stride: isize, out: *mut u8, out_stride: isize) {
                use std::arch::x86_64::*;

                let mut rows: [__m128i; $side] = std::array::from_fn(|row| {
                    // SAFETY: a row of the tile; it may be unaligned.
                    unsafe { x.wrapping_offset(x_stride * row as isize).cast::<__m128i>().read_unaligned() }
                });
                for _ in 0..<$Word>::SIDE.ilog2() {
                    let old = rows;
                    for row in 0..$side / 2 {
                        // SAFETY: the instruction is every x86-64's.
                        rows[2 * row] = unsafe { $low(old[row], old[row + $side / 2]) };
                        // SAFETY: as above.
                        rows[2 * row + 1] = unsafe { $high(old[row], old[row + $side / 2]) };
                    }
                }
                for (row, words) in rows.into_iter().enumerate() {
                    // SAFETY: a row of what is written; it may be unaligned.
                    unsafe { out.wrapping_offset(out_stride * row as isize).cast::<__m128i>().write_unaligned(words) };
                }
            }
        }
    )*};
}

/// Words that no register holds several of, or for which none is known here.
macro_rules! tiled_by_word {
    ($($Word:ty: $side:literal $($strip:literal)?;)*) => {$(
        impl Tiled for $Word {
            const SIDE: usize = $side;
            $(const STRIP: usize = $strip;)?

            #[inline(always)]
            unsafe fn turn(x: *const u8, x_stride: isize, out: *mut u8, out_stride: isize) {
                for row in 0..$side {
                    for column in 0..$side {
                        let from = x.wrapping_offset(x_stride * column).cast::<$Word>().wrapping_offset(row);
                        // SAFETY: inside the tile; it may be unaligned.
                        let word = unsafe { from.read_unaligned() };
                        // SAFETY: as above.
                        unsafe { out.wrapping_offset(out_stride * row).cast::<$Word>().wrapping_offset(column).write_unaligned(word) };
                    }
                }
            }
        }
    )*};
}

#[cfg(target_arch = "x86_64")]
tiled! {
    u8: 16 _mm_unpacklo_epi8 _mm_unpackhi_epi8;
    u16: 8 _mm_unpacklo_epi16 _mm_unpackhi_epi16;
    u32: 4 _mm_unpacklo_epi32 _mm_unpackhi_epi32;
    u64: 2 _mm_unpacklo_epi64 _mm_unpackhi_epi64;
}

#[cfg(not(target_arch = "x86_64"))]
tiled_by_word! { u8: 16; u16: 8; u32: 4; u64: 2; }

// The processor looks ahead in no more than so many columns at once, and these are read as fast as memory gives them.
tiled_by_word! { [u64; 2]: 4 16; }

/// A matrix whose rows are written along columns that are read.
struct Matrix<T> {
    /// Columns and rows of what is written.
    shape: [usize; 2],
    x: *const T,
    x_stride: isize,
    out: *mut T,
    out_stride: isize,
}

impl<T: Tiled> Work for Matrix<T> {
    #[inline(always)]
    unsafe fn run(self) {
        let [columns, rows] = self.shape;
        for strip in (0..columns).step_by(T::STRIP) {
            for row in (0..rows).step_by(T::SIDE) {
                for column in (strip..columns.min(strip + T::STRIP)).step_by(T::SIDE) {
                    // The last tiles write some words again.
                    let (row, column) = (row.min(rows - T::SIDE), column.min(columns - T::SIDE));
                    let x = self.x.wrapping_add(row).wrapping_byte_offset(self.x_stride * column as isize);
                    let out = self.out.wrapping_add(column).wrapping_byte_offset(self.out_stride * row as isize);
                    // SAFETY: the tile is inside the matrix.
                    unsafe { T::turn(x.cast(), self.x_stride, out.cast(), self.out_stride) };
                }
            }
        }
    }
}

/// Copies words of a size along a walk whose inner loops are written without gaps, and read without gaps along the second axis. False
/// where the walk is not so, or too narrow.
///
/// # Safety
/// The walk, of `out` and `x`, stays inside them; they overlap nowhere, and `out` may be written.
pub(super) unsafe fn copy(walk: &Walk, size: usize, out: *mut u8, x: *mut u8) -> bool {
    // SAFETY: the caller's promise.
    by_size!(size, Word => unsafe { copy_words::<Word>(walk, out, x) }).unwrap_or(false)
}

/// # Safety
/// As [`copy`].
unsafe fn copy_words<T: Tiled>(walk: &Walk, out: *mut u8, x: *mut u8) -> bool {
    let size = size_of::<T>() as isize;
    let (&[step, x_stride], &[out_stride, x_step]) = (walk.inner_strides(), walk.outer_strides()) else { return false };
    let shape = [walk.inner_len(), walk.outer_shape()[0]];
    if step != size || x_step != size || shape.iter().any(|&length| length < T::SIDE) {
        return false;
    }
    let done: Result<()> = walk.outside().run(&[out, x], |at| {
        // SAFETY: a matrix of the walk.
        unsafe { level::run(Matrix::<T> { shape, x: at[1].cast(), x_stride, out: at[0].cast(), out_stride }) };
        Ok(())
    });
    done.is_ok()
}
