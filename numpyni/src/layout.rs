//! Shapes and byte strides, with no memory behind them.

use std::ops::Range;

use smallvec::SmallVec;

use crate::{Error, Result, Shapes};

/// The largest number of dimensions, as in NumPy 2.
pub const MAXDIMS: usize = numpyni_sys::NUMPYNI_MAXDIMS as usize;

/// A list with one entry per axis.
pub type Axes<T> = SmallVec<[T; 4]>;

/// The order in which a new array's elements stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// Row-major.
    #[default]
    C,
    /// Column-major.
    F,
}

/// How many axes stand in a layout itself.
const INLINE: usize = 4;

/// Lengths and byte strides. Its size in elements, and every distance inside it, fit in `isize`.
///
/// Up to four axes stand in it, so that copying it is copying a few words; more are in a box.
#[derive(Clone, Debug)]
pub struct Layout {
    ndim: usize,
    size: usize,
    /// The axes, where there are at most `INLINE`; the rest is zero.
    shape: [usize; INLINE],
    strides: [isize; INLINE],
    /// The axes, where there are more.
    many: Option<Box<(Axes<usize>, Axes<isize>)>>,
}

impl Default for Layout {
    /// No axes: one element.
    #[inline(always)]
    fn default() -> Layout {
        Layout { ndim: 0, size: 1, shape: [0; INLINE], strides: [0; INLINE], many: None }
    }
}

impl PartialEq for Layout {
    fn eq(&self, other: &Layout) -> bool {
        self.same_shape(other) && self.strides() == other.strides()
    }
}

impl Eq for Layout {}

impl FromIterator<(usize, isize)> for Layout {
    /// Lengths and strides whose distances are known to fit, because they are some of another layout's.
    #[inline]
    fn from_iter<T: IntoIterator<Item = (usize, isize)>>(axes: T) -> Layout {
        let mut layout = Layout::default();
        axes.into_iter().for_each(|(length, stride)| layout.push(length, stride));
        layout
    }
}

impl Layout {
    /// A gapless layout.
    ///
    /// # Errors
    /// `TooManyDimensions`, `TooBig`.
    #[inline(always)]
    pub fn contiguous(shape: &[usize], itemsize: usize, order: Order) -> Result<Layout> {
        if let &[length] = shape {
            length.checked_mul(itemsize).filter(|&bytes| bytes <= isize::MAX as usize).ok_or_else(|| Error::TooBig)?;
            return Ok(Layout::vector(length, itemsize));
        }
        Layout::contiguous_in(shape, itemsize, order)
    }

    /// One axis without gaps, whose elements fit in `isize::MAX` bytes.
    #[inline(always)]
    pub(crate) fn vector(length: usize, itemsize: usize) -> Layout {
        Layout::axis(length, itemsize as isize)
    }

    /// One axis, whose distances fit.
    #[inline(always)]
    pub(crate) fn axis(length: usize, stride: isize) -> Layout {
        Layout { ndim: 1, size: length, shape: [length, 0, 0, 0], strides: [stride, 0, 0, 0], many: None }
    }

    #[inline(never)]
    fn contiguous_in(shape: &[usize], itemsize: usize, order: Order) -> Result<Layout> {
        checked_size(shape, itemsize)?;
        let mut layout: Layout = shape.iter().map(|&length| (length, 0)).collect();
        let strides = match &mut layout.many {
            None => &mut layout.strides[..shape.len()],
            Some(many) => &mut many.1,
        };
        let mut stride = itemsize;
        let mut set = |(place, &length): (&mut isize, &usize)| {
            *place = stride as isize;
            stride *= length.max(1);
        };
        match order {
            Order::C => strides.iter_mut().zip(shape).rev().for_each(&mut set),
            Order::F => strides.iter_mut().zip(shape).for_each(&mut set),
        }
        Ok(layout)
    }

    /// Any strides.
    ///
    /// # Errors
    /// `TooManyDimensions`, `TooBig` where a distance inside does not fit.
    #[inline]
    pub fn strided(shape: &[usize], strides: &[isize], itemsize: usize) -> Result<Layout> {
        debug_assert_eq!(shape.len(), strides.len());
        checked_size(shape, 1)?;
        let layout = Layout::of(shape, strides);
        layout.checked_extent(itemsize).ok_or_else(|| Error::TooBig)?;
        Ok(layout)
    }

    /// Lengths and strides whose distances are known to fit, because they are some of another layout's.
    #[inline]
    pub(crate) fn of(shape: &[usize], strides: &[isize]) -> Layout {
        debug_assert_eq!(shape.len(), strides.len());
        shape.iter().copied().zip(strides.iter().copied()).collect()
    }

    /// Adds an axis inside the others.
    #[inline(always)]
    pub(crate) fn push(&mut self, length: usize, stride: isize) {
        if let (Some(place), Some(step)) = (self.shape.get_mut(self.ndim), self.strides.get_mut(self.ndim)) {
            (*place, *step) = (length, stride);
        } else {
            self.push_many(length, stride);
        }
        self.ndim += 1;
        self.size = self.size.wrapping_mul(length);
    }

    #[cold]
    #[inline(never)]
    fn push_many(&mut self, length: usize, stride: isize) {
        let few = (std::mem::take(&mut self.shape), std::mem::take(&mut self.strides));
        let many = self.many.get_or_insert_with(|| Box::new((few.0.into(), few.1.into())));
        many.0.push(length);
        many.1.push(stride);
    }

    /// The first `axis` axes, and the others.
    pub(crate) fn split_at(&self, axis: usize) -> (Layout, Layout) {
        let ((a, b), (c, d)) = (self.shape().split_at(axis), self.strides().split_at(axis));
        (Layout::of(a, c), Layout::of(b, d))
    }

    /// Lengths, in elements.
    #[inline]
    pub fn shape(&self) -> &[usize] {
        match &self.many {
            None => &self.shape[..self.ndim.min(INLINE)],
            Some(many) => &many.0,
        }
    }

    /// Strides, in bytes.
    #[inline]
    pub fn strides(&self) -> &[isize] {
        match &self.many {
            None => &self.strides[..self.ndim.min(INLINE)],
            Some(many) => &many.1,
        }
    }

    /// Number of dimensions.
    #[inline]
    pub fn ndim(&self) -> usize {
        self.ndim
    }

    /// Number of elements.
    #[inline]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Both have the same lengths.
    #[inline(always)]
    pub fn same_shape(&self, other: &Layout) -> bool {
        self.ndim == other.ndim && self.shape == other.shape && (self.many.is_none() || self.shape() == other.shape())
    }

    /// The first element of memory that starts at `data`, and all others, stand at multiples of `alignment`, a power of two.
    #[inline]
    pub(crate) fn is_aligned(&self, data: *const u8, alignment: usize) -> bool {
        let mask = alignment - 1;
        data.addr() & mask == 0 && self.shape().iter().zip(self.strides()).all(|(&n, &s)| n <= 1 || s as usize & mask == 0)
    }

    /// How many bytes after the first element the one at `index` stands, if there is one.
    pub fn offset_of(&self, index: &[usize]) -> Option<isize> {
        if index.len() != self.ndim() {
            return None;
        }
        let axes = index.iter().zip(self.shape().iter().zip(self.strides()));
        let mut offset = 0;
        for (&place, (&length, &stride)) in axes {
            offset += if place < length { place as isize * stride } else { return None };
        }
        Some(offset)
    }

    /// Moves an index, and its offset in bytes, to the next element in row-major order; from the last one to the first.
    pub(crate) fn advance(&self, index: &mut [usize], offset: &mut isize) {
        for ((place, &length), &stride) in index.iter_mut().zip(self.shape()).zip(self.strides()).rev() {
            *place += 1;
            if *place < length {
                *offset += stride;
                return;
            }
            *place = 0;
            *offset -= stride * (length as isize - 1);
        }
    }

    /// The byte offsets, from the first element, that elements of `itemsize` bytes touch: `low..high`. Empty without elements.
    pub fn extent(&self, itemsize: usize) -> Range<isize> {
        self.checked_extent(itemsize).expect("checked when the layout was made")
    }

    #[inline]
    fn checked_extent(&self, itemsize: usize) -> Option<Range<isize>> {
        if self.shape().contains(&0) {
            return Some(0..0);
        }
        let (mut low, mut high) = (0isize, isize::try_from(itemsize).ok()?);
        for (&length, &stride) in self.shape().iter().zip(self.strides()) {
            let last = isize::try_from(length - 1).ok()?.checked_mul(stride)?;
            if last < 0 {
                low = low.checked_add(last)?;
            } else {
                high = high.checked_add(last)?;
            }
        }
        high.checked_sub(low)?;
        Some(low..high)
    }

    /// Whether it is gapless and row-major, and whether it is gapless and column-major.
    #[inline]
    pub fn contiguity(&self, itemsize: usize) -> (bool, bool) {
        if self.ndim == 1 {
            // Spelled out because most arrays are vectors.
            let gapless = self.shape[0] <= 1 || self.strides[0] == itemsize as isize;
            return (gapless, gapless);
        }
        (self.is_c_contiguous(itemsize), self.is_f_contiguous(itemsize))
    }

    /// Gapless and row-major. Axes of length one do not count; no elements are contiguous.
    pub fn is_c_contiguous(&self, itemsize: usize) -> bool {
        gapless(self.shape().iter().zip(self.strides()).rev(), self.shape(), itemsize)
    }

    /// Gapless and column-major.
    pub fn is_f_contiguous(&self, itemsize: usize) -> bool {
        gapless(self.shape().iter().zip(self.strides()), self.shape(), itemsize)
    }

    /// The axes permuted.
    ///
    /// # Errors
    /// `BadPermutation`, `Axis`.
    pub fn transpose(&self, axes: &[i64]) -> Result<Layout> {
        let ndim = self.ndim();
        if axes.len() != ndim {
            return Err(Error::BadPermutation { ndim, axes: axes.len() });
        }
        let mut seen = 0u64;
        let mut layout = Layout::default();
        for &axis in axes {
            let axis = normalize_axis(axis, ndim)?;
            if seen & (1 << axis) != 0 {
                return Err(Error::BadPermutation { ndim, axes: ndim });
            }
            seen |= 1 << axis;
            layout.push(self.shape()[axis], self.strides()[axis]);
        }
        Ok(layout)
    }

    /// The axes in reverse.
    pub fn reversed(&self) -> Layout {
        self.shape().iter().copied().zip(self.strides().iter().copied()).rev().collect()
    }

    /// Stretched to a larger shape: new axes and axes of length one get stride zero.
    ///
    /// # Errors
    /// `BroadcastInto`, `TooManyDimensions`, `TooBig`.
    pub fn broadcast_to(&self, shape: &[usize]) -> Result<Layout> {
        let failed = || Error::BroadcastInto(Box::new(Shapes { from: self.shape().to_vec(), into: shape.to_vec() }));
        let added = shape.len().checked_sub(self.ndim()).ok_or_else(failed)?;
        checked_size(shape, 1)?;
        let mut strides: Axes<isize> = SmallVec::from_elem(0, shape.len());
        for (axis, (&length, &stride)) in self.shape().iter().zip(self.strides()).enumerate() {
            if length == shape[added + axis] {
                strides[added + axis] = stride;
            } else if length != 1 {
                return Err(failed());
            }
        }
        Ok(Layout::of(shape, &strides))
    }

    /// The same elements in the same order (`order`) under another shape, if no copy is needed for it. The sizes are equal.
    pub fn reshaped(&self, shape: &[usize], itemsize: usize, order: Order) -> Result<Option<Layout>> {
        let target = Layout::contiguous(shape, itemsize, order)?;
        if target.size() == 0 || (order == Order::C && self.is_c_contiguous(itemsize))
            || (order == Order::F && self.is_f_contiguous(itemsize))
        {
            return Ok(Some(target));
        }
        // In Fortran order, reverse everything, solve in C order, reverse back.
        if order == Order::F {
            let shape: Axes<usize> = shape.iter().rev().copied().collect();
            return Ok(self.reversed().split_and_merge(&shape).map(|layout| layout.reversed()));
        }
        Ok(self.split_and_merge(shape))
    }

    /// Matches runs of old axes with runs of new ones of the same size; a run of old axes must be evenly spaced inside.
    fn split_and_merge(&self, shape: &[usize]) -> Option<Layout> {
        let old: Axes<(usize, isize)> =
            self.shape().iter().copied().zip(self.strides().iter().copied()).filter(|&(length, _)| length != 1).collect();
        let mut strides: Axes<isize> = SmallVec::from_elem(0, shape.len());
        let (mut i, mut j) = (0, 0);
        while i < old.len() && j < shape.len() {
            let (first, start) = (i, j);
            let (mut have, mut want) = (old[i].0, shape[j]);
            while have != want {
                if have < want {
                    i += 1;
                    have *= old.get(i)?.0;
                } else {
                    j += 1;
                    want *= shape.get(j)?;
                }
            }
            let run = &old[first..=i];
            if run.windows(2).any(|pair| pair[0].1 != pair[1].1.wrapping_mul(pair[1].0 as isize)) {
                return None;
            }
            let mut stride = old[i].1;
            for axis in (start..=j).rev() {
                strides[axis] = stride;
                stride = stride.wrapping_mul(shape[axis] as isize);
            }
            i += 1;
            j += 1;
        }
        // What is left has length one: any stride will do; take the last one's.
        let last = if j > 0 { strides[j - 1] } else { 0 };
        strides[j..].fill(last);
        Some(Layout::of(shape, &strides))
    }
}

fn gapless<'a>(axes: impl Iterator<Item = (&'a usize, &'a isize)>, shape: &[usize], itemsize: usize) -> bool {
    let mut expected = itemsize as isize;
    for (&length, &stride) in axes {
        if length != 1 {
            if stride != expected {
                return shape.contains(&0);
            }
            expected = expected.wrapping_mul(length as isize);
        }
    }
    true
}

/// The number of bytes of a gapless array. As in NumPy, a zero length does not excuse an overflow among the others.
fn checked_size(shape: &[usize], itemsize: usize) -> Result<usize> {
    if shape.len() > MAXDIMS {
        return Err(Error::TooManyDimensions { ndim: shape.len() });
    }
    let mut bytes = itemsize;
    for &length in shape {
        bytes = bytes.checked_mul(length.max(1)).filter(|&b| b <= isize::MAX as usize).ok_or_else(|| Error::TooBig)?;
    }
    Ok(bytes)
}

/// An axis in `0..ndim`; a negative one counts from the end.
///
/// # Errors
/// `Axis`
pub fn normalize_axis(axis: i64, ndim: usize) -> Result<usize> {
    let from_end = if axis < 0 { axis.checked_add(ndim as i64) } else { Some(axis) };
    match from_end {
        Some(index) if index >= 0 && (index as u64) < ndim as u64 => Ok(index as usize),
        _ => Err(Error::Axis { axis, ndim }),
    }
}

/// The common shape of several.
///
/// # Errors
/// `Broadcast`, `TooManyDimensions`.
pub fn broadcast_shapes(shapes: &[&[usize]]) -> Result<Axes<usize>> {
    let ndim = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    if ndim > MAXDIMS {
        return Err(Error::TooManyDimensions { ndim });
    }
    let mut common: Axes<usize> = SmallVec::from_elem(1, ndim);
    for shape in shapes {
        for (length, &wanted) in common[ndim - shape.len()..].iter_mut().zip(*shape) {
            if *length == 1 {
                *length = wanted;
            } else if wanted != 1 && wanted != *length {
                return Err(Error::Broadcast { shapes: shapes.iter().map(|s| s.to_vec()).collect() });
            }
        }
    }
    checked_size(&common, 1)?;
    Ok(common)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(shape: &[usize]) -> Layout {
        Layout::contiguous(shape, 8, Order::C).unwrap()
    }

    #[test]
    fn a_reshape_of_a_contiguous_layout_needs_no_copy() {
        assert_eq!(c(&[2, 3, 4]).reshaped(&[4, 6], 8, Order::C).unwrap(), Some(c(&[4, 6])));
        assert_eq!(c(&[]).reshaped(&[1, 1], 8, Order::C).unwrap(), Some(c(&[1, 1])));
    }

    #[test]
    fn a_transposed_layout_reshapes_only_inside_its_axes() {
        let t = c(&[6, 4]).reversed();
        assert_eq!(t.reshaped(&[24], 8, Order::C).unwrap(), None);
        let split = t.reshaped(&[2, 2, 6], 8, Order::C).unwrap().unwrap();
        assert_eq!(split.strides(), [16, 8, 32]);
        assert_eq!(t.reshaped(&[24], 8, Order::F).unwrap().unwrap().strides(), [8]);
    }

    #[test]
    fn overflowing_shapes_are_refused() {
        assert_eq!(Layout::contiguous(&[1 << 62, 4], 8, Order::C), Err(Error::TooBig));
        assert_eq!(Layout::contiguous(&[0, 1 << 62, 4], 8, Order::C), Err(Error::TooBig));
        assert!(Layout::strided(&[3], &[isize::MAX], 8).is_err());
        assert_eq!(Layout::contiguous(&[1; 65], 8, Order::C), Err(Error::TooManyDimensions { ndim: 65 }));
    }

    #[test]
    fn shapes_broadcast_as_in_numpy() {
        assert_eq!(broadcast_shapes(&[&[3, 1], &[4]]).unwrap().as_slice(), [3, 4]);
        assert_eq!(broadcast_shapes(&[&[0], &[1]]).unwrap().as_slice(), [0]);
        assert!(broadcast_shapes(&[&[2, 3], &[4]]).is_err());
    }
}
