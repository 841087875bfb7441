//! Elements by an index array for each axis, or by a mask, read or written: one pass, with nothing made but the result.

use std::marker::PhantomData;

use crate::index::normalize;
use crate::mask::by_size;
use crate::ufunc::Input;
use crate::{Array, Kind, Operand, Result, Weak};

/// Elements of a vector up to which this costs less than what [`super::advanced`] prepares.
const FEW: usize = 1 << 10;

/// An axis: how many places it has and how far apart they are, and the numbers that select some, as far apart as `step` says.
#[derive(Clone, Copy)]
pub(crate) struct Axis {
    pub length: usize,
    pub stride: isize,
    pub index: *const u8,
    pub step: isize,
}

/// What the index of an axis consists of.
#[derive(Clone, Copy)]
enum Places {
    /// A byte for each place.
    Mask(Axis),
    /// Numbers of type int64.
    One([Axis; 1]),
    /// Two axes' numbers of type int64, of which each pair is a place.
    Two([Axis; 2]),
}

/// What is selected: `count` elements of `width` bytes behind `start`.
pub(crate) struct Few<'a> {
    start: *mut u8,
    width: usize,
    places: Places,
    count: usize,
    arrays: PhantomData<&'a Array>,
}

impl<'a> Few<'a> {
    /// Elements of a type that is computed with: of a vector by a vector of int64 or of as many booleans, of a matrix by two vectors of int64.
    #[inline(always)] // the structure is larger than what is done with it
    pub fn of(array: &'a Array, indices: &[&'a Array]) -> Option<Few<'a>> {
        let &count = indices.first()?.shape().first()?;
        let axis = |axis: usize, kind: Kind| {
            let index = indices[axis];
            let (&[length], &[step]) = (index.shape(), index.strides()) else { return None };
            let fits = length == count && index.dtype() == kind.into();
            fits.then(|| Axis { length: array.shape()[axis], stride: array.strides()[axis], index: index.as_ptr(), step })
        };
        let places = match (array.shape(), indices) {
            (&[length], [_]) if length.max(count) > FEW => return None,
            (&[length], [mask]) if mask.dtype() == Kind::Bool.into() && count == length => Places::Mask(axis(0, Kind::Bool)?),
            ([_], [_]) => Places::One([axis(0, Kind::Int64)?]),
            ([_, _], [_, _]) => Places::Two([axis(0, Kind::Int64)?, axis(1, Kind::Int64)?]),
            _ => return None,
        };
        let mut few = Few { start: array.as_ptr(), width: array.itemsize(), places, count, arrays: PhantomData };
        if let Places::Mask(mask) = few.places {
            few.count = (0..count).filter(|&i| mask.holds(i)).count();
        }
        (!array.dtype().kind().is_opaque()).then_some(few)
    }

    /// Elements, or whole rows, behind an address: one axis or two, of a mask one; None of more.
    ///
    /// # Safety
    /// While `'a` lasts, elements stand where the axes say, and `count` numbers can be read of each; of a mask, a byte for each place.
    pub unsafe fn behind(start: *mut u8, width: usize, axes: &[Axis], count: usize, is_mask: bool) -> Option<Few<'a>> {
        let places = match *axes {
            [axis] if is_mask => Places::Mask(axis),
            [axis] => Places::One([axis]),
            [first, second] if !is_mask => Places::Two([first, second]),
            _ => return None,
        };
        Some(Few { start, width, places, count, arrays: PhantomData })
    }

    /// How many elements are selected.
    #[inline(always)]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether each number is inside its axis.
    ///
    /// # Errors
    /// `IndexOutOfBounds`
    pub fn check(&self) -> Result<()> {
        let axes = match &self.places {
            Places::Mask(_) => &[],
            Places::One(axes) => &axes[..],
            Places::Two(axes) => axes,
        };
        axes.iter().enumerate().try_for_each(|(axis, places)| places.check(axis, self.count))
    }

    /// Calls `f` with the numbers of the selected elements, and how far behind the first each stands. False, with no more
    /// calls, where a number is outside or fewer are selected by now: what another thread changes meanwhile leads nowhere else.
    #[inline(always)]
    fn each(&self, width: isize, mut f: impl FnMut(usize, isize)) -> bool {
        let count = self.count;
        match self.places {
            Places::Mask(mask) => {
                let mut done = 0;
                for i in 0..mask.length {
                    if mask.holds(i) && done < count {
                        f(done, mask.stride * i as isize);
                        done += 1;
                    }
                }
                done == count
            }
            // Numbers side by side, of elements that are so too, are a loop of their own, without multiplications.
            Places::One([axis]) if (axis.step, axis.stride) == (Axis::GAPLESS, width) => {
                Axis { step: Axis::GAPLESS, stride: width, ..axis }.each(count, f)
            }
            Places::One([axis]) => axis.each(count, f),
            Places::Two([first, second]) => {
                for i in 0..count {
                    let (Some(down), Some(across)) = (first.offset(i), second.offset(i)) else { return false };
                    f(i, down + across);
                }
                true
            }
        }
    }

    /// Copies the selected elements to `out`; false where a number is outside.
    ///
    /// # Safety
    /// Room for `count` elements.
    pub unsafe fn read(&self, out: *mut u8) -> bool {
        let start = self.start;
        let words = by_size!(self.width, Word => {
            self.each(size_of::<Word>() as isize, move |i, offset| {
                // SAFETY: `each` gives places of elements.
                let element = unsafe { start.wrapping_offset(offset).cast::<Word>().read_unaligned() };
                // SAFETY: the caller's promise.
                unsafe { out.cast::<Word>().wrapping_add(i).write_unaligned(element) };
            })
        });
        words.unwrap_or_else(|| {
            self.each(self.width as isize, |i, offset| {
                let row = start.wrapping_offset(offset);
                // SAFETY: `each` gives places of rows; the rest is the caller's promise.
                unsafe { out.wrapping_add(self.width * i).copy_from_nonoverlapping(row, self.width) };
            })
        })
    }

    /// Copies elements from `from`, `step` bytes apart, to the selected ones whose numbers are inside.
    ///
    /// # Safety
    /// `count` elements can be read there, apart from those that are written, which no other thread touches meanwhile and no slice of Rust's
    /// refers to.
    pub unsafe fn write(&self, from: *const u8, step: isize) {
        let start = self.start;
        let words = by_size!(self.width, Word => {
            self.each(size_of::<Word>() as isize, move |i, offset| {
                // SAFETY: the caller's promise.
                let element = unsafe { from.wrapping_offset(step * i as isize).cast::<Word>().read_unaligned() };
                // SAFETY: `each` gives places of elements; the rest is the caller's promise.
                unsafe { start.wrapping_offset(offset).cast::<Word>().write_unaligned(element) };
            });
        });
        words.unwrap_or_else(|| {
            self.each(self.width as isize, |i, offset| {
                let row = from.wrapping_offset(step * i as isize);
                // SAFETY: as above, with rows.
                unsafe { start.wrapping_offset(offset).copy_from_nonoverlapping(row, self.width) };
            });
        });
    }

    /// Writes an array's elements to the selected ones of another, or its one element to all; false, with nothing written, where the array or
    /// the indices are not this simple.
    ///
    /// # Safety
    /// No other thread touches the elements meanwhile, and no slice of Rust's refers to them.
    pub unsafe fn assign(array: &'a Array, indices: &[&'a Array], x: &Array) -> bool {
        let Some(few) = Few::of(array, indices) else { return false };
        if x.dtype() != array.dtype() || x.may_overlap(array) {
            return false;
        }
        let step = match (x.shape(), x.strides()) {
            ([], _) => 0,
            (&[length], &[stride]) if length == few.count => stride,
            _ => return false,
        };
        // SAFETY: the value has an element for each that is selected, or one for all; the rest is the caller's promise.
        unsafe { few.write_to(array, indices, x.as_ptr(), step) }
    }

    /// The same of one element that no array holds.
    ///
    /// # Safety
    /// As [`Few::assign`].
    pub unsafe fn assign_one(array: &'a Array, indices: &[&'a Array], value: &Operand<'_>) -> bool {
        let (Some(few), dtype) = (Few::of(array, indices), array.dtype()) else { return false };
        let bits = match value {
            &Operand::Weak(Weak::Int(number)) if dtype.kind().is_bool() => Some([u64::from(number != 0), 0]),
            value => value.bits(dtype).filter(|_| dtype.is_native()),
        };
        // SAFETY: one element for all; the rest is the caller's promise.
        bits.is_some_and(|bits| unsafe { few.write_to(array, indices, (&raw const bits).cast(), 0) })
    }

    /// [`Few::write`] to the array that it was made of, if it may be written, the indices are apart from it, and their numbers inside.
    ///
    /// # Safety
    /// As [`Few::write`].
    unsafe fn write_to(&self, array: &Array, indices: &[&Array], from: *const u8, step: isize) -> bool {
        let may = !array.is_readonly() && !indices.iter().any(|index| index.may_overlap(array)) && self.check().is_ok();
        if may {
            // SAFETY: the caller's promise.
            unsafe { self.write(from, step) };
        }
        may
    }
}

impl Axis {
    /// How far numbers are apart that stand side by side.
    const GAPLESS: isize = size_of::<i64>() as isize;

    /// [`Few::each`] of so many numbers of the axis.
    #[inline(always)]
    fn each(self, count: usize, mut f: impl FnMut(usize, isize)) -> bool {
        for i in 0..count {
            let Some(offset) = self.offset(i) else { return false };
            f(i, offset);
        }
        true
    }

    /// Number `i` of the index, one of so many as the maker of a [`Few`] knows of.
    #[inline(always)]
    fn number(&self, i: usize) -> i64 {
        // SAFETY: the index has a number there.
        unsafe { self.index.wrapping_offset(self.step * i as isize).cast::<i64>().read_unaligned() }
    }

    /// How far behind the first place number `i` stands, if it is inside.
    #[inline(always)]
    fn offset(&self, i: usize) -> Option<isize> {
        let number = self.number(i);
        let from_start = if number < 0 { number.wrapping_add(self.length as i64) } else { number };
        ((from_start as u64) < self.length as u64).then(|| self.stride * from_start as isize)
    }

    fn check(&self, axis: usize, count: usize) -> Result<()> {
        let length = self.length as i64;
        // Below zero where a number is outside: what wraps is so too.
        let outside = |axis: &Axis| {
            (0..count).fold(0, |outside, i| {
                let number = axis.number(i);
                outside | number.wrapping_add(length) | (length - 1).wrapping_sub(number)
            })
        };
        let outside = if self.step == Axis::GAPLESS { outside(&Axis { step: Axis::GAPLESS, ..*self }) } else { outside(self) };
        if outside >= 0 {
            return Ok(());
        }
        (0..count).try_for_each(|i| normalize(self.number(i), self.length, axis).map(drop))
    }

    /// Byte `i` of a mask.
    #[inline(always)]
    fn holds(&self, i: usize) -> bool {
        // SAFETY: the mask has as many bytes as the axis has places.
        unsafe { *self.index.wrapping_offset(self.step * i as isize) != 0 }
    }
}
