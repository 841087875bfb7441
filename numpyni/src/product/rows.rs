//! A matrix and a vector, from either side: sums of products of rows that have no gaps, some at a time, in the order that every level
//! keeps.

use std::ops::{Add, Mul};

use numpyni_gufunc::level::Work;

/// Elements of a row that are added side by side.
const LANES: usize = 16;
/// Rows that share what is read of the vector.
const ROWS: usize = 4;
/// The longest rows whose sums stay as exact as pairwise ones.
pub(super) const LONGEST: usize = 1 << 12;

/// Rows of small integers from this length on are blocks of the kernel's.
pub(super) const BRIEF: usize = 256;

/// Rows without gaps, where they begin and how far they are apart, the vectors that each is multiplied by, and where the sums go: of a row's
/// side by side.
#[derive(Clone, Copy)]
pub(super) struct Rows<T, const VECTORS: usize> {
    pub matrix: *const T,
    pub stride: isize,
    pub vectors: [*const T; VECTORS],
    pub out: *mut T,
    pub step: isize,
    pub count: usize,
    pub k: usize,
}

/// Columns that are summed up side by side, at most and at least.
const WIDE: usize = 32;
pub(super) const NARROW: usize = 8;
/// Rows whose products are added one after the other, before they are added to those of other rows.
const TALL: usize = 256;

/// Rows without gaps, each of which is multiplied by an element of a vector, and where their sum goes.
#[derive(Clone, Copy)]
pub(super) struct Columns<T> {
    pub matrix: *const T,
    pub stride: isize,
    pub vector: *const T,
    pub vector_step: isize,
    pub out: *mut T,
    pub step: isize,
    pub count: usize,
    pub k: usize,
}

impl<T: Copy + Default + Add<Output = T> + Mul<Output = T>, const VECTORS: usize> Work for Rows<T, VECTORS> {
    /// Writes the sums.
    ///
    /// # Safety
    /// The matrix has `count` rows of `k` elements, as many as each vector; there is room for the sums of each, apart from them.
    #[inline(always)]
    unsafe fn run(self) {
        let whole = self.count / ROWS * ROWS;
        for row in (0..whole).step_by(ROWS) {
            if VECTORS == 1 {
                // SAFETY: so many rows are there.
                unsafe { self.some::<ROWS>(row) };
            } else {
                // More sums would not fit the registers.
                // SAFETY: so many rows are there.
                unsafe { self.some::<{ ROWS / 2 }>(row) };
                // SAFETY: as above.
                unsafe { self.some::<{ ROWS / 2 }>(row + ROWS / 2) };
            }
        }
        for row in whole..self.count {
            // SAFETY: row < count.
            unsafe { self.some::<1>(row) };
        }
    }
}

impl<T: Copy + Default + Add<Output = T> + Mul<Output = T>, const VECTORS: usize> Rows<T, VECTORS> {
    /// `N` rows from `first` on.
    ///
    /// # Safety
    /// That of `run`, and first + N <= count.
    #[inline(always)]
    unsafe fn some<const N: usize>(self, first: usize) {
        let starts: [*const T; N] = std::array::from_fn(|i| self.matrix.wrapping_byte_offset(self.stride * (first + i) as isize));
        let mut sums = [[[T::default(); LANES]; VECTORS]; N];
        let mut whole = self.k / LANES * LANES;
        for at in (0..whole).step_by(LANES) {
            // SAFETY: at + LANES <= k.
            unsafe { self.add::<N, LANES>(&mut sums, starts, at) };
        }
        if self.k - whole >= LANES / 2 {
            // SAFETY: half as many are left.
            unsafe { self.add::<N, { LANES / 2 }>(&mut sums, starts, whole) };
            whole += LANES / 2;
        }
        if self.k - whole >= LANES / 4 {
            // SAFETY: a quarter as many are left.
            unsafe { self.add::<N, { LANES / 4 }>(&mut sums, starts, whole) };
            whole += LANES / 4;
        }
        for (i, (sums, start)) in sums.into_iter().zip(starts).enumerate() {
            let out = self.out.wrapping_byte_offset(self.step * (first + i) as isize);
            for (j, (sums, vector)) in sums.into_iter().zip(self.vectors).enumerate() {
                let mut rest = T::default();
                for at in whole..self.k {
                    // SAFETY: at < k.
                    let a = unsafe { start.wrapping_add(at).read_unaligned() };
                    // SAFETY: at < k.
                    let b = unsafe { vector.wrapping_add(at).read_unaligned() };
                    rest = rest + a * b;
                }
                let eight: [T; LANES / 2] = std::array::from_fn(|lane| sums[lane] + sums[lane + LANES / 2]);
                let four: [T; LANES / 4] = std::array::from_fn(|lane| eight[lane] + eight[lane + LANES / 4]);
                let sum = (four[0] + four[2]) + (four[1] + four[3]) + rest;
                // SAFETY: room for the sums of a row.
                unsafe { out.wrapping_add(j).write_unaligned(sum) };
            }
        }
    }

    /// Adds the products of `WIDE` elements of each row to as many of the sums.
    ///
    /// # Safety
    /// at + WIDE <= k, of the rows and the vectors.
    #[inline(always)]
    unsafe fn add<const N: usize, const WIDE: usize>(self, sums: &mut [[[T; LANES]; VECTORS]; N], starts: [*const T; N], at: usize) {
        // SAFETY: the caller's promise.
        let x = self.vectors.map(|vector| unsafe { vector.wrapping_add(at).cast::<[T; WIDE]>().read_unaligned() });
        for (sums, start) in sums.iter_mut().zip(starts) {
            // SAFETY: as above.
            let row = unsafe { start.wrapping_add(at).cast::<[T; WIDE]>().read_unaligned() };
            for (sums, x) in sums.iter_mut().zip(x) {
                for ((sum, a), b) in sums.iter_mut().zip(row).zip(x) {
                    *sum = *sum + a * b;
                }
            }
        }
    }
}

impl<T: Copy + Default + Add<Output = T> + Mul<Output = T>> Work for Columns<T> {
    /// Writes the sums.
    ///
    /// # Safety
    /// The matrix has `k` rows, as many as the vector has elements, of `count` elements, [`NARROW`] or more; there is room for as many sums, apart
    /// from them.
    #[inline(always)]
    unsafe fn run(self) {
        let whole = self.count / WIDE * WIDE;
        for first in (0..whole).step_by(WIDE) {
            // SAFETY: so many columns are there.
            unsafe { self.some::<WIDE>(first) };
        }
        for first in (whole..self.count).step_by(NARROW) {
            // The last ones overlap those before: the same sums once more.
            // SAFETY: as above.
            unsafe { self.some::<NARROW>(first.min(self.count - NARROW)) };
        }
    }
}

impl<T: Copy + Default + Add<Output = T> + Mul<Output = T>> Columns<T> {
    /// `N` columns from `first` on.
    ///
    /// # Safety
    /// That of `run`, and first + N <= count.
    #[inline(always)]
    unsafe fn some<const N: usize>(self, first: usize) {
        let mut totals = [T::default(); N];
        for from in (0..self.k).step_by(TALL) {
            let mut sums = [T::default(); N];
            for at in from..self.k.min(from + TALL) {
                let place = self.vector.wrapping_byte_offset(self.vector_step * at as isize);
                // SAFETY: at < k.
                let factor = unsafe { place.read_unaligned() };
                let place = self.matrix.wrapping_byte_offset(self.stride * at as isize).wrapping_add(first);
                // SAFETY: at < k; the row has these columns.
                let row = unsafe { place.cast::<[T; N]>().read_unaligned() };
                for (sum, x) in sums.iter_mut().zip(row) {
                    *sum = *sum + factor * x;
                }
            }
            for (total, sum) in totals.iter_mut().zip(sums) {
                *total = *total + sum;
            }
        }
        for (column, total) in (first..).zip(totals) {
            let out = self.out.wrapping_byte_offset(self.step * column as isize);
            // SAFETY: room for the sum of a column.
            unsafe { out.write_unaligned(total) };
        }
    }
}
