//! The ndarray crate's arrays and views, both ways without a copy. Its strides, in elements, exist in this file alone.

use ndarray::{ArrayViewD, ArrayViewMutD, Axis, Dimension, IxDyn, ShapeBuilder};

use crate::{Array, Axes, Buffer, DType, Element, Error, Layout, Result, View, ViewMut};

/// A layout as ndarray takes it: where its lowest element stands, lengths, strides in elements, and the axes to turn round.
struct Forwards {
    offset: isize,
    shape: Vec<usize>,
    strides: Vec<usize>,
    reversed: Vec<Axis>,
}

impl Forwards {
    fn new<T>(data: *const T, layout: &Layout) -> Result<Forwards> {
        let size = size_of::<T>();
        if !data.is_aligned() {
            return Err(Error::Value("ndarray has no views of unaligned elements".into()));
        }
        let mut forwards = Forwards { offset: 0, shape: layout.shape().to_vec(), strides: Vec::new(), reversed: Vec::new() };
        let empty = layout.shape().contains(&0);
        for (axis, (&length, &stride)) in layout.shape().iter().zip(layout.strides()).enumerate() {
            let stride = if empty || length <= 1 { 0 } else { stride };
            if !stride.unsigned_abs().is_multiple_of(size) {
                return Err(Error::Value("ndarray has no strides of parts of an element".into()));
            }
            if stride < 0 {
                forwards.offset += stride * (length as isize - 1);
                forwards.reversed.push(Axis(axis));
            }
            forwards.strides.push(stride.unsigned_abs() / size);
        }
        Ok(forwards)
    }
}

impl<'a, T: Element> View<'a, T> {
    /// The same elements as a view of the ndarray crate.
    ///
    /// # Errors
    /// `Value` where they are unaligned, or a stride is no multiple of their size: ndarray has no such views.
    pub fn to_ndarray(&self) -> Result<ArrayViewD<'a, T>> {
        let Forwards { offset, shape, strides, reversed } = Forwards::new(self.as_ptr(), self.layout())?;
        let data = self.as_ptr().wrapping_byte_offset(offset);
        let shape = IxDyn(&shape).strides(IxDyn(&strides));
        // SAFETY: the lowest element, aligned, and non-negative strides that reach what this view does, for as long.
        let mut view = unsafe { ArrayViewD::from_shape_ptr(shape, data) };
        reversed.into_iter().for_each(|axis| view.invert_axis(axis));
        Ok(view)
    }
}

impl<'a, T: Element> ViewMut<'a, T> {
    /// The same elements as a mutable view of the ndarray crate.
    ///
    /// # Errors
    /// As [`View::to_ndarray`], and where elements stand on top of one another (a stride of zero).
    pub fn into_ndarray(mut self) -> Result<ArrayViewMutD<'a, T>> {
        let Forwards { offset, shape, strides, reversed } = Forwards::new(self.as_mut_ptr(), self.layout())?;
        if !apart(&shape, &strides) {
            return Err(Error::Value("ndarray has no mutable views of elements that overlap".into()));
        }
        let data = self.as_mut_ptr().wrapping_byte_offset(offset);
        let shape = IxDyn(&shape).strides(IxDyn(&strides));
        // SAFETY: as for `to_ndarray`; the elements do not overlap, and are nobody else's for 'a.
        let mut view = unsafe { ArrayViewMutD::from_shape_ptr(shape, data) };
        reversed.into_iter().for_each(|axis| view.invert_axis(axis));
        Ok(view)
    }
}

/// Whether no two elements stand in the same place: each stride is longer than all that the smaller ones reach.
fn apart(shape: &[usize], strides: &[usize]) -> bool {
    let mut axes: Vec<(usize, usize)> = strides.iter().copied().zip(shape.iter().copied()).filter(|&(_, n)| n > 1).collect();
    axes.sort_unstable();
    let mut reach = 0;
    axes.into_iter().all(|(stride, length)| {
        let longer = stride > reach;
        reach += stride * (length - 1);
        longer
    }) || shape.contains(&0)
}

/// ndarray's lengths and strides (in elements) as a layout.
fn layout<T>(shape: &[usize], strides: &[isize]) -> Result<Layout> {
    let strides: Axes<isize> = strides.iter().map(|&stride| stride.wrapping_mul(size_of::<T>() as isize)).collect();
    Layout::strided(shape, &strides, size_of::<T>())
}

impl<'a, T: Element, D: Dimension> TryFrom<ndarray::ArrayView<'a, T, D>> for View<'a, T> {
    type Error = Error;

    fn try_from(view: ndarray::ArrayView<'a, T, D>) -> Result<View<'a, T>> {
        // SAFETY: ndarray's view promises its elements for 'a.
        Ok(unsafe { View::from_raw(view.as_ptr(), layout::<T>(view.shape(), view.strides())?) })
    }
}

impl<'a, T: Element, D: Dimension> TryFrom<ndarray::ArrayViewMut<'a, T, D>> for ViewMut<'a, T> {
    type Error = Error;

    fn try_from(mut view: ndarray::ArrayViewMut<'a, T, D>) -> Result<ViewMut<'a, T>> {
        let layout = layout::<T>(view.shape(), view.strides())?;
        // SAFETY: ndarray's mutable view promises its elements, exclusively, for 'a.
        Ok(unsafe { ViewMut::from_raw(view.as_mut_ptr(), layout) })
    }
}

impl<T: Element, D: Dimension + 'static> TryFrom<ndarray::Array<T, D>> for Array {
    type Error = Error;

    /// The array's memory, kept as it is.
    fn try_from(mut array: ndarray::Array<T, D>) -> Result<Array> {
        let layout = layout::<T>(array.shape(), array.strides())?;
        let extent = layout.extent(size_of::<T>());
        let lowest = array.as_mut_ptr().cast::<u8>().wrapping_offset(extent.start);
        // SAFETY: the array owns what its layout reaches, and its elements stay where they are when it moves.
        let buffer = unsafe { Buffer::kept(lowest, extent.len(), Box::new(array)) };
        Array::from_buffer(buffer, -extent.start, DType::of::<T>(), layout, false)
    }
}

impl<T: Element, D: Dimension> TryFrom<&ndarray::ArrayRef<T, D>> for Array {
    type Error = Error;

    /// A copy, in row-major order.
    fn try_from(array: &ndarray::ArrayRef<T, D>) -> Result<Array> {
        let copy: ndarray::Array<T, D> = array.as_standard_layout().into_owned();
        let out = Array::from_slice(copy.as_slice().unwrap_or_default());
        let shape: Vec<i64> = array.shape().iter().map(|&length| length as i64).collect();
        out.reshape(&shape, crate::CopyOrder::C, crate::Copying::IfNeeded)
    }
}
