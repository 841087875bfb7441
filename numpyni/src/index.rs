//! Indexing: `a[i, 1:n:2, None, ..., indices, mask]`, reading and writing.
//!
//! Basic items (integers, slices, new axes, an ellipsis) select a view; an index array among them selects a copy.

mod advanced;
mod few;
mod gather;

use smallvec::SmallVec;

use crate::promote::can_cast;
use crate::{Array, Casting, CopyOrder, Error, Kind, Layout, MAXDIMS, Operand, Result, Scalar};

pub(crate) use few::{Axis, Few};

/// One item of an index.
#[derive(Clone, Copy, Debug)]
pub enum Index<'a> {
    /// One place on an axis; a negative one counts from the end.
    Integer(i64),
    /// `start:stop:step`
    Slice {
        /// Where it starts; a negative one counts from the end.
        start: Option<i64>,
        /// Where it stops.
        stop: Option<i64>,
        /// Not zero.
        step: i64,
    },
    /// A new axis of length one.
    NewAxis,
    /// As many whole axes as are left.
    Ellipsis,
    /// Places given by an array of integers, or of booleans.
    Array(&'a Array),
}

impl Index<'_> {
    /// The whole axis.
    pub const ALL: Index<'static> = Index::Slice { start: None, stop: None, step: 1 };
}

/// What an index selects.
#[derive(Clone, Debug)]
pub enum Selected {
    /// One element: every axis has its integer. (Of an opaque type it is an array of no dimensions.)
    Element(Scalar),
    /// An array.
    Array(Array),
}

/// What basic items select.
pub(crate) enum Basic {
    /// One element.
    Element(Scalar),
    /// Elements of the one axis that there is, each `stride` bytes behind the one before: what most slices are.
    Section { offset: isize, length: usize, stride: isize },
    /// A view.
    Window(Window),
}

/// A view: its layout, and where it starts.
pub(crate) struct Window {
    pub layout: Layout,
    pub offset: isize,
}

impl Array {
    /// `self[items]`: a view, a copy where an index array stands among the items, or one element.
    ///
    /// # Errors
    /// `IndexOutOfBounds`, `TooManyIndices`, `TwoEllipses`, `ZeroStep`, `MaskShape`, `IndexBroadcast`, `IndexType`,
    /// `TooManyDimensions`, `Memory`.
    #[inline]
    pub fn get(&self, items: &[Index<'_>]) -> Result<Selected> {
        if is_one_array(items) {
            return self.get_advanced(items).map(Selected::Array);
        }
        if has_arrays(items) {
            let items = integers_of(items)?;
            if has_arrays(&items) {
                return self.get_advanced(&items).map(Selected::Array);
            }
            // An array of one integer is as good as the integer, but what it selects is a copy.
            return match self.get(&items)? {
                Selected::Array(array) => array.copy(CopyOrder::K).map(Selected::Array),
                element => Ok(element),
            };
        }
        Ok(match self.select(items.iter().copied())? {
            Basic::Element(scalar) => Selected::Element(scalar),
            Basic::Section { offset, length, stride } => Selected::Array(self.view_inside(Layout::axis(length, stride), offset)),
            Basic::Window(window) => Selected::Array(self.view_inside(window.layout, window.offset)),
        })
    }

    /// What basic items select.
    ///
    /// # Errors
    /// As [`Array::get`].
    #[inline(always)]
    pub(crate) fn select<'a>(&self, items: impl ExactSizeIterator<Item = Index<'a>> + Clone) -> Result<Basic> {
        match self.select_simply(items.clone())? {
            Some(basic) => Ok(basic),
            None => self.window(items).map(Basic::Window),
        }
    }

    /// The same, of what is no window.
    ///
    /// # Errors
    /// As [`Array::get`].
    #[inline(always)]
    pub(crate) fn select_simply<'a>(&self, items: impl ExactSizeIterator<Item = Index<'a>> + Clone) -> Result<Option<Basic>> {
        if items.len() == self.ndim()
            && !self.dtype().kind().is_opaque()
            && let Some(offset) = self.offset_of_integers(items.clone())?
        {
            // SAFETY: an element stands there, and concurrent writes are excluded as for the whole array.
            return Ok(Some(Basic::Element(unsafe { self.read(offset) })));
        }
        if let Some(Index::Slice { start, stop, step }) = items.clone().next()
            && items.len() == 1
            && let &[stride] = self.strides()
        {
            let (first, length) = slice(start, stop, step, self.size())?;
            let offset = if length > 0 { first as isize * stride } else { 0 };
            return Ok(Some(Basic::Section { offset, length, stride: stride.wrapping_mul(step as isize) }));
        }
        Ok(None)
    }

    /// `self[items]` as an array: an element is one of no dimensions, and a view too.
    ///
    /// # Errors
    /// As [`Array::get`].
    pub fn index(&self, items: &[Index<'_>]) -> Result<Array> {
        if has_arrays(items) {
            return match self.get(items)? {
                Selected::Array(array) => Ok(array),
                Selected::Element(scalar) => Ok(Array::from_scalar(scalar)),
            };
        }
        let window = self.window(items.iter().copied())?;
        Ok(self.view_inside(window.layout, window.offset))
    }

    /// `self[items] = x`, broadcast and cast ('unsafe'). Nothing is written where an error comes back.
    ///
    /// # Errors
    /// As [`Array::get`] and [`Array::assign`], and `BroadcastIndexed`.
    pub fn set(&mut self, items: &[Index<'_>], x: Operand<'_>) -> Result<()> {
        self.check_exclusive()?;
        // SAFETY: nobody else has this memory, and this array is borrowed exclusively.
        unsafe { self.set_shared(items, x) }
    }

    /// [`Array::set`] into memory that other arrays may share.
    ///
    /// # Errors
    /// As [`Array::set`].
    ///
    /// # Safety
    /// No other thread reads or writes the elements meanwhile, and no slice of Rust's refers to them.
    pub unsafe fn set_shared(&self, items: &[Index<'_>], x: Operand<'_>) -> Result<()> {
        self.check_writable("assignment destination")?;
        match x {
            Operand::Array(x) if can_cast(x.dtype(), self.dtype(), Casting::Unsafe) => {}
            Operand::Array(x) => return Err(x.forbidden(self.dtype(), Casting::Unsafe)),
            _ => self.check_computable()?,
        }
        if is_one_array(items) {
            // SAFETY: the caller's promise.
            return unsafe { self.set_advanced(items, x) };
        }
        if has_arrays(items) {
            let items = integers_of(items)?;
            return match has_arrays(&items) {
                // SAFETY: the caller's promise.
                true => unsafe { self.set_advanced(&items, x) },
                // SAFETY: the caller's promise.
                false => unsafe { self.set_shared(&items, x) },
            };
        }
        let element = if items.len() == self.ndim() { self.offset_of_integers(items.iter().copied())? } else { None };
        let x = match x {
            Operand::Weak(weak) => weak.to_scalar(self.dtype().kind())?.into(),
            // The truth of a lone element is defined, whatever its shape.
            Operand::Array(x)
                if element.is_some() && !self.dtype().kind().is_opaque() && x.ndim() > 0 && !(x.size() == 1 && self.dtype().kind().is_bool()) =>
            {
                return Err(Error::Value("setting an array element with a sequence.".into()));
            }
            Operand::Element(dtype, bits) if self.dtype().kind().is_integer() && !self.dtype().kind().is_unsigned() => {
                Scalar::from_bits(dtype.kind(), bits).to_signed(self.dtype().kind())?.into()
            }
            x => x,
        };
        if let (Some(offset), Operand::Element(dtype, bits)) = (element, x) {
            // SAFETY: the element is inside the array, which is writable; the rest is the caller's promise.
            unsafe { self.write(offset, Scalar::from_bits(dtype.kind(), bits)) };
            return Ok(());
        }
        let window = self.window(items.iter().copied())?;
        let target = self.view_inside(window.layout, window.offset);
        // SAFETY: the caller's promise.
        unsafe { target.assign_shared(x, Casting::Unsafe, None) }
    }

    /// The element at a place of the flattened (row-major) array; a negative place counts from the end.
    ///
    /// # Errors
    /// `IndexOutOfBounds`, `Opaque`.
    pub fn item(&self, place: i64) -> Result<Scalar> {
        self.check_computable()?;
        let size = self.size();
        let mut rest = normalize(place, size, 0)?;
        let mut offset = 0;
        for (&length, &stride) in self.shape().iter().zip(self.strides()).rev() {
            offset += (rest % length) as isize * stride;
            rest /= length;
        }
        // SAFETY: an element stands there; concurrent writes are excluded as for the whole array.
        Ok(unsafe { self.read(offset) })
    }

    /// Where the element stands that an integer for each axis selects; None where an item is something else.
    #[inline(always)]
    fn offset_of_integers<'a>(&self, items: impl Iterator<Item = Index<'a>>) -> Result<Option<isize>> {
        let mut offset = 0;
        for (axis, (item, (&length, &stride))) in items.zip(self.shape().iter().zip(self.strides())).enumerate() {
            let Index::Integer(index) = item else { return Ok(None) };
            offset += normalize(index, length, axis)? as isize * stride;
        }
        Ok(Some(offset))
    }

    /// What basic items select.
    #[inline(always)]
    fn window<'a>(&self, items: impl Iterator<Item = Index<'a>> + Clone) -> Result<Window> {
        let mut layout = Layout::default();
        let offset = self.lay_out(items, &mut layout)?;
        Ok(Window { layout, offset })
    }

    /// Adds the axes that basic items select to a layout without any; gives the place of the first element.
    ///
    /// # Errors
    /// As [`Array::get`].
    #[inline(always)]
    pub(crate) fn lay_out<'a>(&self, items: impl Iterator<Item = Index<'a>> + Clone, layout: &mut Layout) -> Result<isize> {
        let mut offset = 0isize;
        let mut axis = 0;
        let whole = whole_axes(items.clone(), self.ndim(), |_| Ok(1))?;
        for item in items {
            match item {
                Index::Integer(index) => {
                    offset += normalize(index, self.shape()[axis], axis)? as isize * self.strides()[axis];
                    axis += 1;
                }
                Index::Slice { start, stop, step } => {
                    let (first, length) = slice(start, stop, step, self.shape()[axis])?;
                    let stride = self.strides()[axis];
                    offset += if length > 0 { first as isize * stride } else { 0 };
                    // Between elements the product fits; a lone element's stride says nothing.
                    layout.push(length, stride.wrapping_mul(step as isize));
                    axis += 1;
                }
                Index::NewAxis => layout.push(1, 0),
                Index::Ellipsis => {
                    for _ in 0..whole {
                        layout.push(self.shape()[axis], self.strides()[axis]);
                        axis += 1;
                    }
                }
                Index::Array(_) => return Err(Error::Internal("an index array among basic items".into())),
            }
        }
        for axis in axis..self.ndim() {
            layout.push(self.shape()[axis], self.strides()[axis]);
        }
        if layout.ndim() > MAXDIMS {
            return Err(Error::Index(format!(
                "number of dimensions must be within [0, {MAXDIMS}], indexing result would have {}",
                layout.ndim()
            )));
        }
        Ok(offset)
    }
}

fn has_arrays(items: &[Index<'_>]) -> bool {
    items.iter().any(|item| matches!(item, Index::Array(_)))
}

/// Whether an array is the only item, and no integer without dimensions.
#[inline(always)]
fn is_one_array(items: &[Index<'_>]) -> bool {
    matches!(items, [Index::Array(array)] if array.ndim() > 0)
}

/// The items with each array of one integer and no dimensions as that integer.
fn integers_of<'a>(items: &[Index<'a>]) -> Result<SmallVec<[Index<'a>; 4]>> {
    let integer = |item: &Index<'a>| match *item {
        Index::Array(array) if array.ndim() == 0 && array.dtype().kind().is_integer() => {
            let index = array.item(0)?.cast(Kind::Int64).get().unwrap_or_default();
            Ok(Index::Integer(index))
        }
        item => Ok(item),
    };
    items.iter().map(integer).collect()
}

/// How many axes an ellipsis (or the end of the index) stands for. `consumed` says how many axes an index array takes.
#[inline(always)]
fn whole_axes<'a>(
    items: impl Iterator<Item = Index<'a>>,
    ndim: usize,
    consumed: impl Fn(&Array) -> Result<usize>,
) -> Result<usize> {
    let (mut indexed, mut ellipses) = (0, 0);
    for item in items {
        match item {
            Index::Integer(_) | Index::Slice { .. } => indexed += 1,
            Index::Array(array) => indexed += consumed(array)?,
            Index::NewAxis => {}
            Index::Ellipsis => ellipses += 1,
        }
    }
    if ellipses > 1 {
        return Err(Error::TwoEllipses);
    }
    ndim.checked_sub(indexed).ok_or_else(|| Error::TooManyIndices { ndim, indexed })
}

/// A place in `0..length`; a negative one counts from the end.
#[inline(always)]
fn normalize(index: i64, length: usize, axis: usize) -> Result<usize> {
    let place = if index < 0 { index.wrapping_add(length as i64) } else { index };
    if place >= 0 && (place as u64) < length as u64 {
        Ok(place as usize)
    } else {
        Err(Error::IndexOutOfBounds { index, axis, length })
    }
}

/// The first place and the number of places of a slice, clipped as Python clips it.
#[inline(always)]
fn slice(start: Option<i64>, stop: Option<i64>, step: i64, length: usize) -> Result<(usize, usize)> {
    let length = length as i64;
    // Places that a slice may name: from `low` (before the first one) to `high`.
    let (low, high) = match step {
        0 => return Err(Error::ZeroStep),
        1.. => (0, length),
        _ => (-1, length - 1),
    };
    let clip = |place: i64| (if place < 0 { place.saturating_add(length) } else { place }).clamp(low, high);
    let start = start.map_or(if step > 0 { low } else { high }, clip);
    let stop = stop.map_or(if step > 0 { high } else { low }, clip);
    let distance = if step > 0 { stop - start } else { start - stop };
    let count = if distance <= 0 { 0 } else { (distance - 1) as u64 / step.unsigned_abs() + 1 };
    Ok((start.max(0) as usize, count as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_clip_as_in_python() {
        for (start, stop, step, length, expected) in [
            (None, None, 1, 5, (0, 5)), (None, None, -1, 5, (4, 5)), (Some(-2), None, 1, 5, (3, 2)),
            (Some(10), None, -2, 5, (4, 3)), (Some(3), Some(1), 1, 5, (3, 0)), (None, None, i64::MIN, 5, (4, 1)),
            (Some(i64::MIN), Some(i64::MAX), i64::MAX, 5, (0, 1)), (None, None, -1, 0, (0, 0)),
        ] {
            assert_eq!(slice(start, stop, step, length).unwrap(), expected);
        }
        assert_eq!(slice(None, None, 0, 3), Err(Error::ZeroStep));
    }
}
