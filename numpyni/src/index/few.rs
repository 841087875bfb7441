//! A few elements of a vector by an index array or a mask, read or written: one pass, with nothing made but the result.

use crate::mask::by_size;
use crate::ufunc::Input;
use crate::{Array, Kind, Operand};

/// Elements up to which this costs less than what [`super::advanced`] prepares.
const FEW: usize = 1 << 10;

/// A vector, and what selects few of its elements.
pub(crate) struct Few<'a> {
    vector: &'a Array,
    index: &'a Array,
    step: isize,
}

impl<'a> Few<'a> {
    /// A vector of a type that is computed with, and a vector of int64, or of as many booleans.
    pub fn of(vector: &'a Array, index: &'a Array) -> Option<Few<'a>> {
        let (&[length], &[count], &[step]) = (vector.shape(), index.shape(), index.strides()) else { return None };
        let is_mask = index.dtype() == Kind::Bool.into() && count == length;
        let fits = is_mask || index.dtype() == Kind::Int64.into();
        (fits && length.max(count) <= FEW && !vector.dtype().kind().is_opaque()).then_some(Few { vector, index, step })
    }

    /// How many elements are selected.
    pub fn count(&self) -> usize {
        if self.is_mask() { (0..self.index.size()).filter(|&i| self.holds(i)).count() } else { self.index.size() }
    }

    #[inline(always)]
    fn is_mask(&self) -> bool {
        self.index.dtype().kind() == Kind::Bool
    }

    #[inline(always)]
    fn holds(&self, i: usize) -> bool {
        // SAFETY: the mask has as many bytes as the vector has elements.
        unsafe { *self.index.as_ptr().wrapping_offset(self.step * i as isize) != 0 }
    }

    #[inline(always)]
    fn number(&self, i: usize) -> i64 {
        // SAFETY: the index array has an element there.
        unsafe { self.index.as_ptr().wrapping_offset(self.step * i as isize).cast::<i64>().read_unaligned() }
    }

    /// Whether all indices are inside the vector.
    fn is_inside(&self) -> bool {
        let length = self.vector.size() as i64;
        self.is_mask() || (0..self.index.size()).fold(true, |inside, i| inside & (-length <= self.number(i)) & (self.number(i) < length))
    }

    /// Calls `f` with the numbers of at most `count` selected elements, and how far behind the first each stands. False where they are fewer, or
    /// an index is out of bounds; what another thread changes meanwhile leads nowhere else.
    #[inline(always)]
    fn each(&self, count: usize, mut f: impl FnMut(usize, isize)) -> bool {
        let (length, stride) = (self.vector.size() as i64, self.vector.strides()[0]);
        let mut done = 0;
        if self.is_mask() {
            for i in 0..self.index.size() {
                if self.holds(i) && done < count {
                    f(done, stride * i as isize);
                    done += 1;
                }
            }
            return done == count;
        }
        for i in 0..count {
            let index = self.number(i);
            let from_start = if index < 0 { index.wrapping_add(length) } else { index };
            if (from_start as u64) < length as u64 {
                f(i, stride * from_start as isize);
                done += 1;
            }
        }
        done == count
    }

    /// Copies the selected elements to `out`; false where an index is out of bounds.
    ///
    /// # Safety
    /// Room for `count` elements.
    pub unsafe fn read(&self, out: *mut u8, count: usize) -> bool {
        let start = self.vector.as_ptr();
        by_size!(self.vector.itemsize(), Word => {
            self.each(count, |i, offset| {
                // SAFETY: `each` gives places of elements.
                let element = unsafe { start.wrapping_offset(offset).cast::<Word>().read_unaligned() };
                // SAFETY: the caller's promise.
                unsafe { out.cast::<Word>().wrapping_add(i).write_unaligned(element) };
            })
        }) == Some(true)
    }

    /// Writes a value's elements to the selected ones, or its one element to all; false, with nothing written, where the value or the index is
    /// not this simple.
    ///
    /// # Safety
    /// No other thread touches the elements meanwhile, and no slice of Rust's refers to them.
    pub unsafe fn write(&self, value: &Operand<'_>) -> bool {
        let (start, dtype, count) = (self.vector.as_ptr(), self.vector.dtype(), self.count());
        let bits = match value {
            Operand::Array(_) => [0; 2],
            single => match single.bits(dtype).filter(|_| dtype.is_native()) {
                Some(bits) => bits,
                None => return false,
            },
        };
        let (from, step) = match value {
            Operand::Array(x) if x.dtype() != dtype || x.may_overlap(self.vector) => return false,
            Operand::Array(x) => match (x.shape(), x.strides()) {
                ([], _) => (x.as_ptr().cast_const(), 0),
                (&[length], &[stride]) if length == count => (x.as_ptr().cast_const(), stride),
                _ => return false,
            },
            _ => ((&raw const bits).cast(), 0),
        };
        if self.vector.is_readonly() || self.index.may_overlap(self.vector) || !self.is_inside() {
            return false;
        }
        by_size!(self.vector.itemsize(), Word => {
            self.each(count, |i, offset| {
                // SAFETY: the value has an element there.
                let element = unsafe { from.wrapping_offset(step * i as isize).cast::<Word>().read_unaligned() };
                // SAFETY: `each` gives places of elements; the rest is the caller's promise.
                unsafe { start.wrapping_offset(offset).cast::<Word>().write_unaligned(element) };
            })
        })
        .is_some()
    }
}
