//! Elements that are each written several times in a row, as `repeat` writes them.

use numpyni_gufunc::level::{self, Work};

use crate::mask::by_size;
use crate::{Result, Walk};

/// Bytes that are written at a time; what is too many is written again by the next element.
const REGISTER: usize = 16;
/// Bytes of one element's row from which a loop for each row is as good.
const LONG: usize = 256;

/// A word that fills a register.
trait Filling: Copy {
    type Filled: Copy;

    fn fill(self) -> Self::Filled;
}

macro_rules! filling {
    ($($Word:ty)*) => {$(
        impl Filling for $Word {
            type Filled = [$Word; REGISTER / size_of::<$Word>()];

            #[inline(always)]
            fn fill(self) -> Self::Filled {
                [self; REGISTER / size_of::<$Word>()]
            }
        }
    )*};
}

filling! { u8 u16 u32 u64 [u64; 2] }

/// `n` words, `step` bytes apart, of each of which `count` are written.
struct Spread<T> {
    n: usize,
    count: usize,
    x: *const T,
    step: isize,
    out: *mut T,
}

impl<T: Filling> Spread<T> {
    /// Writes the rows of the elements up to `end`, each in as many registers; `STORES` of zero stands for any number.
    ///
    /// # Safety
    /// As many bytes may be written behind the beginning of each row.
    #[inline(always)]
    unsafe fn rows<const STORES: usize>(&self, end: usize) {
        let stores = if STORES == 0 { (self.count * size_of::<T>()).div_ceil(REGISTER) } else { STORES };
        for i in 0..end {
            // SAFETY: i < n; the element may be unaligned.
            let filled = unsafe { self.x.wrapping_byte_offset(i as isize * self.step).read_unaligned() }.fill();
            let row = self.out.wrapping_add(i * self.count);
            for store in 0..stores {
                // SAFETY: the caller's promise.
                unsafe { row.wrapping_byte_add(store * REGISTER).cast::<T::Filled>().write_unaligned(filled) };
            }
        }
    }
}

impl<T: Filling> Work for Spread<T> {
    #[inline(always)]
    unsafe fn run(self) {
        let row = self.count * size_of::<T>();
        let stores = row.div_ceil(REGISTER);
        // Behind the last rows there is no room for a register's surplus.
        let end = (self.n + 1).saturating_sub((stores * REGISTER).div_ceil(row));
        match stores {
            // SAFETY: from each of these rows on there is room.
            1 => unsafe { self.rows::<1>(end) },
            // SAFETY: as above.
            2 => unsafe { self.rows::<2>(end) },
            // SAFETY: as above.
            3 => unsafe { self.rows::<3>(end) },
            // SAFETY: as above.
            _ => unsafe { self.rows::<0>(end) },
        }
        for i in end..self.n {
            // SAFETY: i < n; the element may be unaligned.
            let value = unsafe { self.x.wrapping_byte_offset(i as isize * self.step).read_unaligned() };
            for j in 0..self.count {
                // SAFETY: inside the element's row.
                unsafe { self.out.wrapping_add(i * self.count + j).write_unaligned(value) };
            }
        }
    }
}

/// Copies words of a size along a walk whose inner loops each read one element, and are written one behind the other. False where the walk is
/// not so, or its inner loops are long.
///
/// # Safety
/// The walk, of `out` and `x`, stays inside them; they overlap nowhere, and `out` may be written.
pub(super) unsafe fn copy(walk: &Walk, size: usize, out: *mut u8, x: *mut u8) -> bool {
    let count = walk.inner_len();
    let (&[out_step, 0], &[row, step]) = (walk.inner_strides(), walk.outer_strides()) else { return false };
    if out_step != size as isize || row != (count * size) as isize || !(size..=LONG).contains(&(count * size)) {
        return false;
    }
    // SAFETY: the caller's promise.
    by_size!(size, Word => unsafe { copy_words::<Word>(walk, step, out, x) }).is_some()
}

/// # Safety
/// As [`copy`].
unsafe fn copy_words<T: Filling>(walk: &Walk, step: isize, out: *mut u8, x: *mut u8) {
    let (n, count) = (walk.outer_shape()[0], walk.inner_len());
    let done: Result<()> = walk.outside().run(&[out, x], |at| {
        // SAFETY: two axes of the walk.
        unsafe { level::run(Spread::<T> { n, count, x: at[1].cast(), step, out: at[0].cast() }) };
        Ok(())
    });
    debug_assert!(done.is_ok());
}
