//! Products of matrices of floats that are not large: a tile of the result stays in registers while rows of one factor meet columns of the other.

use std::arch::x86_64::*;
use std::mem::MaybeUninit;
use std::ops::Add;

use super::{Lengths, Matrix};

/// Columns of the first factor, and rows of the second, that are multiplied before the next ones' turn: what is packed of them stays in the
/// nearest cache.
const DEPTH: usize = 128;
/// Registers side by side in a tile.
const ACROSS: usize = 2;
/// The most lanes of a register.
const MOST: usize = 16;

/// Lanes of a register.
trait Register: Copy {
    type Lane: Copy + Default + Add<Output = Self::Lane>;
    const LANES: usize;
    /// # Safety
    /// The CPU has the instructions, here and below.
    unsafe fn splat(x: Self::Lane) -> Self;
    /// # Safety
    /// `LANES` elements stand there.
    unsafe fn load(from: *const Self::Lane) -> Self;
    /// # Safety
    /// There is room for `LANES` elements.
    unsafe fn store(self, to: *mut Self::Lane);
    /// # Safety
    /// See `splat`.
    unsafe fn plus(self, x: Self) -> Self;
    /// `self * x + sum`, rounded once.
    ///
    /// # Safety
    /// See `splat`.
    unsafe fn fused(self, x: Self, sum: Self) -> Self;
}

macro_rules! registers {
    ($($Register:ident of $lanes:literal $Lane:ident: $splat:ident $load:ident $store:ident $plus:ident $fused:ident;)*) => {$(
        impl Register for $Register {
            type Lane = $Lane;
            const LANES: usize = $lanes;

            #[inline(always)]
            unsafe fn splat(x: $Lane) -> Self {
                // SAFETY: the caller's promise.
                unsafe { $splat(x) }
            }

            #[inline(always)]
            unsafe fn load(from: *const $Lane) -> Self {
                // SAFETY: the caller's promise.
                unsafe { $load(from) }
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut $Lane) {
                // SAFETY: the caller's promise.
                unsafe { $store(to, self) }
            }

            #[inline(always)]
            unsafe fn plus(self, x: Self) -> Self {
                // SAFETY: the caller's promise.
                unsafe { $plus(self, x) }
            }

            #[inline(always)]
            unsafe fn fused(self, x: Self, sum: Self) -> Self {
                // SAFETY: the caller's promise.
                unsafe { $fused(self, x, sum) }
            }
        }
    )*};
}

registers! {
    __m256d of 4 f64: _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd _mm256_add_pd _mm256_fmadd_pd;
    __m256 of 8 f32: _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_add_ps _mm256_fmadd_ps;
    __m512d of 8 f64: _mm512_set1_pd _mm512_loadu_pd _mm512_storeu_pd _mm512_add_pd _mm512_fmadd_pd;
    __m512 of 16 f32: _mm512_set1_ps _mm512_loadu_ps _mm512_storeu_ps _mm512_add_ps _mm512_fmadd_ps;
}

macro_rules! levels {
    ($($name:ident $features:literal $Register:ident $(, few by $half:ident)?;)*) => {$(
        /// # Safety
        /// The CPU has the level; the matrices hold elements of the register's type, of these lengths; the last is writable and apart from the
        /// others.
        #[target_feature(enable = $features)]
        pub(super) unsafe fn $name(matrices: [Matrix; 3], lengths: Lengths) {
            $(
                let few = lengths.columns % (ACROSS * $Register::LANES);
                let mut lengths = lengths;
                if (1..=$Register::LANES / 2).contains(&few) {
                    lengths.columns -= few;
                    let [x1, x2, out] = matrices;
                    let behind = |x: Matrix| Matrix { start: x.at::<<$Register as Register>::Lane>(0, lengths.columns).cast(), ..x };
                    // SAFETY: the caller's promise, of the last columns.
                    unsafe { $half([x1, behind(x2), behind(out)], Lengths { columns: few, ..lengths }) };
                }
            )?
            // SAFETY: the caller's promise.
            unsafe { multiply::<$Register>(matrices, lengths) }
        }
    )*};
}

levels! {
    f64_v3 "avx2,bmi1,bmi2,fma" __m256d;
    f32_v3 "avx2,bmi1,bmi2,fma" __m256;
    f64_v4 "avx2,bmi1,bmi2,fma,avx512f,avx512bw,avx512dq,avx512vl" __m512d, few by f64_v3;
    f32_v4 "avx2,bmi1,bmi2,fma,avx512f,avx512bw,avx512dq,avx512vl" __m512, few by f32_v3;
}

/// Some rows of the second factor, each in registers of its own.
#[repr(align(64))]
struct Packed<T>([MaybeUninit<T>; DEPTH * ACROSS * MOST]);

/// What a strip of the product is made of: some columns of the second factor, packed row by row, and where it goes.
struct Strip<'a, T> {
    x1: Matrix,
    out: Matrix,
    packed: &'a [T],
    /// Where the packed rows begin: the same column of the first factor.
    first: usize,
    first_column: usize,
    width: usize,
}

/// # Safety
/// See `levels`.
#[inline(always)]
unsafe fn multiply<R: Register>([x1, x2, out]: [Matrix; 3], Lengths { rows, k, columns }: Lengths) {
    let mut room = Packed([const { MaybeUninit::<R::Lane>::uninit() }; DEPTH * ACROSS * MOST]);
    let across = ACROSS * R::LANES;
    let side_by_side = x2.strides[1] == size_of::<R::Lane>() as isize;
    // SAFETY: the CPU has the level.
    let zero = unsafe { R::splat(R::Lane::default()) };
    for first_column in (0..columns).step_by(across) {
        let width = across.min(columns - first_column);
        // Of nothing, the sums are zero: there is one round at least.
        for first in (0..k.max(1)).step_by(DEPTH) {
            let depth = DEPTH.min(k - first);
            for (i, row) in room.0.chunks_exact_mut(across).take(depth).enumerate() {
                let from = x2.at::<R::Lane>(first + i, first_column);
                let whole = side_by_side && width == across;
                for c in (0..across).step_by(R::LANES) {
                    // Lanes without a column are zero, which raises nothing.
                    // SAFETY: as many elements of a row of the second factor, where all columns are there.
                    let x = if whole { unsafe { R::load(from.wrapping_add(c)) } } else { zero };
                    // SAFETY: the row has room for them.
                    unsafe { x.store(row.as_mut_ptr().wrapping_add(c).cast()) };
                }
                if whole {
                    continue;
                }
                for (j, place) in row[..width].iter_mut().enumerate() {
                    // SAFETY: an element of the second factor.
                    place.write(unsafe { from.wrapping_byte_offset(x2.strides[1] * j as isize).read_unaligned() });
                }
            }
            // SAFETY: as many rows were written.
            let packed = unsafe { std::slice::from_raw_parts(room.0.as_ptr().cast(), depth * across) };
            let strip = Strip { x1, out, packed, first, first_column, width };
            // SAFETY: the caller's promise.
            unsafe { strip.rows::<R>(rows) };
        }
    }
}

impl Matrix {
    #[inline(always)]
    fn at<T>(self, row: usize, column: usize) -> *mut T {
        self.start.wrapping_offset(self.strides[0] * row as isize + self.strides[1] * column as isize).cast()
    }
}

impl<T: Copy + Default + Add<Output = T>> Strip<'_, T> {
    /// # Safety
    /// See `levels`.
    #[inline(always)]
    unsafe fn rows<R: Register<Lane = T>>(&self, rows: usize) {
        let mut row = 0;
        while row < rows {
            row += match (rows - row, self.width <= R::LANES) {
                // SAFETY: the caller's promise, and so many rows are left.
                (6.., false) => unsafe { self.tile::<R, 6, 2>(row) },
                // SAFETY: as above.
                (6.., true) => unsafe { self.tile::<R, 6, 1>(row) },
                // SAFETY: as above.
                (4..=5, false) => unsafe { self.tile::<R, 4, 2>(row) },
                // SAFETY: as above.
                (4..=5, true) => unsafe { self.tile::<R, 4, 1>(row) },
                // SAFETY: as above.
                (2..=3, false) => unsafe { self.tile::<R, 2, 2>(row) },
                // SAFETY: as above.
                (2..=3, true) => unsafe { self.tile::<R, 2, 1>(row) },
                // SAFETY: as above.
                (_, false) => unsafe { self.tile::<R, 1, 2>(row) },
                // SAFETY: as above.
                (_, true) => unsafe { self.tile::<R, 1, 1>(row) },
            };
        }
    }

    /// Some rows of the strip; gives how many.
    ///
    /// # Safety
    /// See `levels`; there are as many rows from `row` on.
    #[inline(always)]
    unsafe fn tile<R: Register<Lane = T>, const ROWS: usize, const WIDE: usize>(&self, row: usize) -> usize {
        let starts: [*const T; ROWS] = std::array::from_fn(|i| self.x1.at::<T>(row + i, self.first).cast_const());
        let step = self.x1.strides[1];
        // SAFETY: the CPU has the level.
        let mut sums = [[unsafe { R::splat(T::default()) }; WIDE]; ROWS];
        for (i, columns) in self.packed.chunks_exact(ACROSS * R::LANES).enumerate() {
            // SAFETY: a packed row has as many lanes.
            let columns: [R; WIDE] = std::array::from_fn(|c| unsafe { R::load(columns.as_ptr().wrapping_add(c * R::LANES)) });
            for (sums, start) in sums.iter_mut().zip(starts) {
                // SAFETY: an element of the first factor.
                let x = unsafe { start.wrapping_byte_offset(step * i as isize).read_unaligned() };
                // SAFETY: the CPU has the level.
                let x = unsafe { R::splat(x) };
                for (sum, column) in sums.iter_mut().zip(columns) {
                    // SAFETY: the CPU has the level.
                    *sum = unsafe { x.fused(column, *sum) };
                }
            }
        }
        for (i, sums) in sums.into_iter().enumerate() {
            // SAFETY: the caller's promise.
            unsafe { self.write(row + i, sums) };
        }
        ROWS
    }

    /// The sums of a row, added to those of earlier rounds.
    ///
    /// # Safety
    /// See `levels`; there is such a row.
    #[inline(always)]
    unsafe fn write<R: Register<Lane = T>, const WIDE: usize>(&self, row: usize, sums: [R; WIDE]) {
        let start = self.out.at::<T>(row, self.first_column);
        let side_by_side = self.out.strides[1] == size_of::<T>() as isize;
        if side_by_side && self.width == WIDE * R::LANES {
            for (c, mut sum) in sums.into_iter().enumerate() {
                let to = start.wrapping_add(c * R::LANES);
                if self.first > 0 {
                    // SAFETY: as many elements of the result, which an earlier round wrote.
                    let before = unsafe { R::load(to) };
                    // SAFETY: the CPU has the level.
                    sum = unsafe { sum.plus(before) };
                }
                // SAFETY: as many elements of the result.
                unsafe { sum.store(to) };
            }
            return;
        }
        let mut lanes = [T::default(); ACROSS * MOST];
        for (c, sum) in sums.into_iter().enumerate() {
            // SAFETY: room for all lanes of a tile.
            unsafe { sum.store(lanes.as_mut_ptr().wrapping_add(c * R::LANES)) };
        }
        for (j, &sum) in lanes[..self.width].iter().enumerate() {
            let to = start.wrapping_byte_offset(self.out.strides[1] * j as isize);
            // SAFETY: an element of the result, which an earlier round wrote.
            let sum = if self.first > 0 { sum + unsafe { to.read_unaligned() } } else { sum };
            // SAFETY: an element of the result.
            unsafe { to.write_unaligned(sum) };
        }
    }
}
