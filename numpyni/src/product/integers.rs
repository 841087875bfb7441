//! Products of matrices of integers, which wrap: a tile of the result stays in registers while rows of one factor meet columns of the other.

use kernels::Level;

use super::{Lengths, Matrix};

/// Rows of a tile.
const ROWS: usize = 6;
/// Columns of the first factor, and rows of the second, that are multiplied before the next ones' turn: what is packed of them stays in the
/// nearest cache.
const DEPTH: usize = 128;

/// An integer, and one that its products are summed in: of the same size where there is an instruction for that.
pub(super) trait Integer: Copy + 'static {
    /// What sums are made in; its low bits are the integer's.
    type Sum: Copy;
    const ZERO: Self::Sum;

    /// A product at the level of this CPU.
    ///
    /// # Safety
    /// The matrices hold elements of this type, of these lengths; the last is writable and apart from the others.
    unsafe fn product(matrices: [Matrix; 3], lengths: Lengths);

    fn widen(self) -> Self::Sum;
    fn narrow(sum: Self::Sum) -> Self;
    fn add_product(sum: Self::Sum, x: Self::Sum, y: Self::Sum) -> Self::Sum;
}

macro_rules! integers {
    ($($T:ident in $Sum:ident, $v4:literal $v3:literal $baseline:literal;)*) => {$(
        impl Integer for $T {
            type Sum = $Sum;
            const ZERO: $Sum = 0;

            unsafe fn product(matrices: [Matrix; 3], lengths: Lengths) {
                match Level::current().name() {
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: the CPU has the level; the rest is the caller's promise.
                    "v4" => unsafe { v4::<$T, $v4>(matrices, lengths) },
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: as above.
                    "v3" => unsafe { v3::<$T, $v3>(matrices, lengths) },
                    // SAFETY: the caller's promise.
                    _ => unsafe { tiles::<$T, $baseline>(matrices, lengths) },
                }
            }

            #[inline(always)]
            fn widen(self) -> $Sum {
                self.into()
            }

            #[inline(always)]
            fn narrow(sum: $Sum) -> $T {
                sum as $T
            }

            #[inline(always)]
            fn add_product(sum: $Sum, x: $Sum, y: $Sum) -> $Sum {
                sum.wrapping_add(x.wrapping_mul(y))
            }
        }
    )*};
}

// With the columns of a tile by level: two registers, or four where two would be taken as single numbers by the compiler.
integers! {
    u8 in u16, 64 32 16;
    u16 in u16, 64 32 16;
    u32 in u32, 32 16 8;
    u64 in u64, 32 16 8;
}

macro_rules! level {
    ($name:ident $features:literal) => {
        /// # Safety
        /// As [`Integer::product`], on a CPU that has the level.
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        unsafe fn $name<T: Integer, const COLUMNS: usize>(matrices: [Matrix; 3], lengths: Lengths) {
            // SAFETY: the caller's promise.
            unsafe { tiles::<T, COLUMNS>(matrices, lengths) }
        }
    };
}

level!(v3 "avx2,bmi1,bmi2");
level!(v4 "avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl");

/// # Safety
/// As [`Integer::product`].
#[inline(always)]
unsafe fn tiles<T: Integer, const COLUMNS: usize>([x1, x2, out]: [Matrix; 3], Lengths { rows, k, columns }: Lengths) {
    let at = |matrix: Matrix, row: usize, column: usize| -> *mut T {
        matrix.start.wrapping_offset(matrix.strides[0] * row as isize + matrix.strides[1] * column as isize).cast()
    };
    let mut packed = [[T::ZERO; COLUMNS]; DEPTH];
    for first_column in (0..columns).step_by(COLUMNS) {
        let width = COLUMNS.min(columns - first_column);
        // Of nothing, the sums are zero: there is one round at least.
        for first in (0..k.max(1)).step_by(DEPTH) {
            let depth = DEPTH.min(k - first);
            for (i, row) in packed[..depth].iter_mut().enumerate() {
                for (j, place) in row[..width].iter_mut().enumerate() {
                    // SAFETY: an element of the second factor.
                    *place = unsafe { at(x2, first + i, first_column + j).read_unaligned() }.widen();
                }
            }
            for first_row in (0..rows).step_by(ROWS) {
                let height = ROWS.min(rows - first_row);
                let mut sums = [[T::ZERO; COLUMNS]; ROWS];
                if first > 0 {
                    for (i, sums) in sums[..height].iter_mut().enumerate() {
                        for (j, sum) in sums[..width].iter_mut().enumerate() {
                            // SAFETY: an element of the result, which an earlier round wrote.
                            *sum = unsafe { at(out, first_row + i, first_column + j).read_unaligned() }.widen();
                        }
                    }
                }
                // Rows that are not there are the last one once more.
                let starts = std::array::from_fn(|i| at(x1, first_row + i.min(height - 1), first).cast_const());
                // SAFETY: `depth` elements of rows of the first factor.
                unsafe { add_products::<T, COLUMNS>(&mut sums, starts, x1.strides[1], &packed[..depth]) };
                for (i, sums) in sums[..height].iter().enumerate() {
                    for (j, &sum) in sums[..width].iter().enumerate() {
                        // SAFETY: an element of the result.
                        unsafe { at(out, first_row + i, first_column + j).write_unaligned(T::narrow(sum)) };
                    }
                }
            }
        }
    }
}

/// Adds the products of rows and a packed factor to a tile.
///
/// # Safety
/// As many elements as `packed` is long stand behind each of `rows`, `step` bytes apart.
#[inline(always)]
unsafe fn add_products<T: Integer, const COLUMNS: usize>(
    tile: &mut [[T::Sum; COLUMNS]; ROWS], rows: [*const T; ROWS], step: isize, packed: &[[T::Sum; COLUMNS]],
) {
    let mut sums = *tile;
    for (i, columns) in packed.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            // SAFETY: the caller's promise.
            let x = unsafe { row.wrapping_byte_offset(step * i as isize).read_unaligned() }.widen();
            for (sum, &y) in sums.iter_mut().zip(columns) {
                *sum = T::add_product(*sum, x, y);
            }
        }
    }
    *tile = sums;
}
