//! Typed windows on an array's elements, for Rust: `View<'_, T>` to read, `ViewMut<'_, T>` to write.

use std::marker::PhantomData;

use crate::{Array, Axes, DType, Element, Error, Layout, Result};

/// Elements of type `T` to read, wherever they stand: unaligned and with any strides.
///
/// ```
/// use numpyni::Array;
/// let a = Array::from_slice(&[1.0, 2.0, 3.0]);
/// let view = a.view::<f64>()?;
/// assert_eq!(view.get(&[2]), Some(3.0));
/// assert_eq!(view.iter().sum::<f64>(), 6.0);
/// # Ok::<(), numpyni::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct View<'a, T> {
    data: *const T,
    layout: Layout,
    elements: PhantomData<&'a T>,
}

/// Elements of type `T` to read and write, which nobody else can reach meanwhile.
///
/// ```
/// use numpyni::{Array, Order};
/// let mut a = Array::zeros(numpyni::Kind::Int32, &[2, 2], Order::C)?;
/// a.view_mut::<i32>()?.set(&[1, 0], 7)?;
/// assert_eq!(a.view::<i32>()?.as_slice(), Some(&[0, 0, 7, 0][..]));
/// # Ok::<(), numpyni::Error>(())
/// ```
#[derive(Debug)]
pub struct ViewMut<'a, T> {
    data: *mut T,
    layout: Layout,
    elements: PhantomData<&'a mut T>,
}

// SAFETY: a view is a shared reference to elements, which are Send and Sync.
unsafe impl<T: Sync> Send for View<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for View<'_, T> {}
// SAFETY: a mutable view is an exclusive reference to elements, which are Send and Sync.
unsafe impl<T: Send> Send for ViewMut<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for ViewMut<'_, T> {}

impl Array {
    /// The elements, to be read.
    ///
    /// # Errors
    /// `Type` where they are no `T` in the machine's byte order.
    pub fn view<T: Element>(&self) -> Result<View<'_, T>> {
        self.check_type::<T>()?;
        // SAFETY: the array's elements live as long as it does, and safe code writes them through an exclusive borrow alone.
        Ok(unsafe { View::from_raw(self.as_ptr().cast(), self.layout().clone()) })
    }

    /// The elements, to be written.
    ///
    /// # Errors
    /// `Type` as for [`Array::view`]; `ReadOnly`; `Shared` where another array (a clone or a view) has the same memory, or it came
    /// from outside Rust.
    pub fn view_mut<T: Element>(&mut self) -> Result<ViewMut<'_, T>> {
        self.check_type::<T>()?;
        self.check_exclusive()?;
        // SAFETY: as for `view`; nobody else has the memory, and this array is borrowed exclusively.
        Ok(unsafe { ViewMut::from_raw(self.as_ptr().cast(), self.layout().clone()) })
    }

    fn check_type<T: Element>(&self) -> Result<()> {
        if self.dtype() == DType::of::<T>() {
            return Ok(());
        }
        Err(Error::Type(format!("the elements are {}, not {}", self.dtype(), DType::of::<T>())))
    }
}

impl<'a, T: Element> View<'a, T> {
    /// # Safety
    /// The elements that the layout reaches from `data` may be read, and nobody writes them, for `'a`.
    pub unsafe fn from_raw(data: *const T, layout: Layout) -> View<'a, T> {
        View { data, layout, elements: PhantomData }
    }

    /// Lengths, in elements.
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// Strides, in bytes.
    pub fn strides(&self) -> &[isize] {
        self.layout.strides()
    }

    /// Lengths and strides.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.layout.size()
    }

    /// No elements at all.
    pub fn is_empty(&self) -> bool {
        self.shape().contains(&0)
    }

    /// The first element. It may be unaligned.
    pub fn as_ptr(&self) -> *const T {
        self.data
    }

    /// The element at an index, if there is one.
    pub fn get(&self, index: &[usize]) -> Option<T> {
        let offset = self.layout.offset_of(index)?;
        // SAFETY: the index is inside the shape.
        Some(unsafe { self.read(offset) })
    }

    /// The element at an index.
    ///
    /// # Safety
    /// The index has one place for each axis, inside its length.
    #[inline]
    pub unsafe fn get_unchecked(&self, index: &[usize]) -> T {
        debug_assert!(self.layout.offset_of(index).is_some(), "index {index:?} outside {:?}", self.shape());
        let offset = index.iter().zip(self.strides()).map(|(&i, &stride)| i as isize * stride).sum();
        // SAFETY: the caller's promise.
        unsafe { self.read(offset) }
    }

    /// # Safety
    /// An element stands `offset` bytes after the first.
    #[inline]
    unsafe fn read(&self, offset: isize) -> T {
        let place = self.data.wrapping_byte_offset(offset);
        // SAFETY: the caller's promise; elements may be unaligned.
        unsafe { place.read_unaligned() }
    }

    /// The elements in row-major order.
    pub fn iter(&self) -> Iter<'a, T> {
        Iter {
            view: self.clone(),
            index: Axes::from_elem(0, self.shape().len()),
            offset: 0,
            left: self.len(),
        }
    }

    /// The elements in row-major order, in a vector.
    pub fn to_vec(&self) -> Vec<T> {
        match self.as_slice() {
            Some(slice) => slice.to_vec(),
            None => self.iter().collect(),
        }
    }

    /// The elements as a slice, if they stand in row-major order, without gaps, aligned.
    pub fn as_slice(&self) -> Option<&'a [T]> {
        if !self.layout.is_c_contiguous(size_of::<T>()) || !self.data.is_aligned() {
            return None;
        }
        // SAFETY: as many elements without gaps, aligned, readable and unwritten for 'a.
        Some(unsafe { std::slice::from_raw_parts(self.data, self.len()) })
    }
}

impl<'a, T: Element> ViewMut<'a, T> {
    /// # Safety
    /// The elements that the layout reaches from `data` may be read and written, by nobody else, for `'a`.
    pub unsafe fn from_raw(data: *mut T, layout: Layout) -> ViewMut<'a, T> {
        ViewMut { data, layout, elements: PhantomData }
    }

    /// The same elements, to be read.
    pub fn as_view(&self) -> View<'_, T> {
        // SAFETY: borrowed from an exclusive view.
        unsafe { View::from_raw(self.data, self.layout.clone()) }
    }

    /// Lengths, in elements.
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// Lengths and strides.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The first element. It may be unaligned.
    pub fn as_mut_ptr(&mut self) -> *mut T {
        self.data
    }

    /// The element at an index, if there is one.
    pub fn get(&self, index: &[usize]) -> Option<T> {
        self.as_view().get(index)
    }

    /// Writes the element at an index.
    ///
    /// # Errors
    /// `Index` where there is none.
    pub fn set(&mut self, index: &[usize], value: T) -> Result<()> {
        let outside = || Error::Index(format!("index {index:?} is outside the shape {:?}", self.shape()));
        let offset = self.layout.offset_of(index).ok_or_else(outside)?;
        let place = self.data.wrapping_byte_offset(offset);
        // SAFETY: the index is inside the shape; elements may be unaligned.
        unsafe { place.write_unaligned(value) };
        Ok(())
    }

    /// Writes every element.
    pub fn fill(&mut self, value: T) {
        let mut index = Axes::from_elem(0, self.shape().len());
        let mut offset = 0;
        for _ in 0..self.layout.size() {
            let place = self.data.wrapping_byte_offset(offset);
            // SAFETY: the walk stays inside the layout.
            unsafe { place.write_unaligned(value) };
            self.layout.advance(&mut index, &mut offset);
        }
    }

    /// The elements as a slice, if they stand in row-major order, without gaps, aligned.
    pub fn as_mut_slice(&mut self) -> Option<&mut [T]> {
        if !self.layout.is_c_contiguous(size_of::<T>()) || !self.data.is_aligned() {
            return None;
        }
        // SAFETY: as many elements without gaps, aligned, nobody else's while this view is borrowed.
        Some(unsafe { std::slice::from_raw_parts_mut(self.data, self.layout.size()) })
    }
}

/// The elements of a view in row-major order.
#[derive(Clone, Debug)]
pub struct Iter<'a, T> {
    view: View<'a, T>,
    index: Axes<usize>,
    offset: isize,
    left: usize,
}

impl<T: Element> Iterator for Iter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY: the walk stays inside the layout.
        let value = unsafe { self.view.read(self.offset) };
        self.view.layout.advance(&mut self.index, &mut self.offset);
        Some(value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T: Element> ExactSizeIterator for Iter<'_, T> {}

impl<'a, T: Element> IntoIterator for &View<'a, T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
