//! An array: shared memory, a type, a layout.

use std::fmt;
use std::mem::MaybeUninit;

use kernels::Bool;

use crate::{Buffer, DType, Element, Error, Layout, Order, Result};

/// An n-dimensional array. Its type, layout and memory never change; its elements do.
///
/// A clone, and every view made by slicing, transposing or reshaping, shares the memory.
///
/// ```
/// use numpyni::Array;
/// let a = Array::from_slice(&[1.0, 2.0, 3.0]);
/// assert_eq!((a.shape(), a.strides()), (&[3][..], &[8][..]));
/// ```
#[derive(Clone)]
pub struct Array {
    buffer: Buffer,
    data: *mut u8,
    dtype: DType,
    layout: Layout,
    readonly: bool,
    /// It made its buffer (NumPy's OWNDATA).
    owner: bool,
    /// Gapless and row-major.
    c_contiguous: bool,
    /// Gapless and column-major.
    f_contiguous: bool,
}

// SAFETY: the buffer is Send and Sync, the rest is plain data; elements are reached through raw pointers whose users answer for
// concurrent writes.
unsafe impl Send for Array {}
// SAFETY: as above.
unsafe impl Sync for Array {}

impl Array {
    /// A new array whose elements are arbitrary.
    ///
    /// # Errors
    /// `TooManyDimensions`, `TooBig`, `Memory`.
    #[inline]
    pub fn empty(dtype: impl Into<DType>, shape: &[usize], order: Order) -> Result<Array> {
        Array::allocate(dtype.into(), shape, order, false)
    }

    /// A new array of zeroes.
    ///
    /// # Errors
    /// As [`Array::empty`].
    #[inline]
    pub fn zeros(dtype: impl Into<DType>, shape: &[usize], order: Order) -> Result<Array> {
        Array::allocate(dtype.into(), shape, order, true)
    }

    #[inline]
    fn allocate(dtype: DType, shape: &[usize], order: Order, zeroed: bool) -> Result<Array> {
        let layout = Layout::contiguous(shape, dtype.itemsize(), order)?;
        Array::with_layout(dtype, layout, zeroed)
    }

    /// A new array of a gapless layout, in any order of axes, with positive strides.
    #[inline]
    pub(crate) fn with_layout(dtype: DType, layout: Layout, zeroed: bool) -> Result<Array> {
        let mut place = MaybeUninit::uninit();
        Array::make_in(&mut place, dtype, layout, zeroed)?;
        // SAFETY: made just now.
        Ok(unsafe { place.assume_init() })
    }

    /// The same, where it will stand.
    #[inline(always)]
    pub(crate) fn make_in(
        place: &mut MaybeUninit<Array>,
        dtype: DType,
        layout: Layout,
        zeroed: bool,
    ) -> Result<&mut Array> {
        debug_assert_eq!(layout.extent(dtype.itemsize()), 0..(layout.size() * dtype.itemsize()) as isize);
        let buffer = Buffer::new(layout.size() * dtype.itemsize(), zeroed)?;
        let (c_contiguous, f_contiguous) = layout.contiguity(dtype.itemsize());
        let data = buffer.data();
        Ok(place.write(Array { buffer, data, dtype, layout, readonly: false, owner: true, c_contiguous, f_contiguous }))
    }

    /// A copy of a slice, in one dimension.
    pub fn from_slice<T: Element>(values: &[T]) -> Array {
        let array = Array::empty(DType::of::<T>(), &[values.len()], Order::C).expect("as large as the slice");
        // SAFETY: the new array holds as many elements, and nobody else has it.
        unsafe { array.data.cast::<T>().copy_from_nonoverlapping(values.as_ptr(), values.len()) };
        array
    }

    /// A 0-d array.
    pub fn scalar<T: Element>(value: T) -> Array {
        let array = Array::empty(DType::of::<T>(), &[], Order::C).expect("one element");
        // SAFETY: the new array holds one element.
        unsafe { array.data.cast::<T>().write(value) };
        array
    }

    /// An array over memory that exists.
    ///
    /// # Errors
    /// `OutsideMemory` where an element would stand outside the buffer.
    #[inline]
    pub fn from_buffer(buffer: Buffer, offset: isize, dtype: DType, layout: Layout, readonly: bool) -> Result<Array> {
        let extent = layout.extent(dtype.itemsize());
        let low = offset.checked_add(extent.start).ok_or_else(|| Error::OutsideMemory)?;
        let high = offset.checked_add(extent.end).ok_or_else(|| Error::OutsideMemory)?;
        if low < 0 || high as usize > buffer.len() || offset as usize > buffer.len() {
            return Err(Error::OutsideMemory);
        }
        let data = buffer.data().wrapping_offset(offset);
        let (c_contiguous, f_contiguous) = layout.contiguity(dtype.itemsize());
        Ok(Array { buffer, data, dtype, layout, readonly, owner: false, c_contiguous, f_contiguous })
    }

    /// A view of the same memory: another type and layout, `offset` bytes after this array's first element.
    ///
    /// # Errors
    /// `OutsideMemory`
    #[inline]
    pub fn view_as(&self, dtype: DType, layout: Layout, offset: isize) -> Result<Array> {
        let here = self.data.addr().wrapping_sub(self.buffer.data().addr()) as isize;
        let offset = here.checked_add(offset).ok_or_else(|| Error::OutsideMemory)?;
        Array::from_buffer(self.buffer.clone(), offset, dtype, layout, self.readonly)
    }

    /// A view that an index selected: it lies inside this array by construction.
    #[inline]
    pub(crate) fn view_inside(&self, layout: Layout, offset: isize) -> Array {
        // Where nothing is selected, the offset may lead anywhere.
        let data = if layout.shape().contains(&0) { self.data } else { self.data.wrapping_offset(offset) };
        let (c_contiguous, f_contiguous) = layout.contiguity(self.dtype.itemsize());
        Array { buffer: self.buffer.clone(), data, layout, owner: false, c_contiguous, f_contiguous, ..*self }
    }

    /// The view of an array that was made for it.
    pub(crate) fn keep_owner(self) -> Array {
        Array { owner: true, ..self }
    }

    /// The same view, which must not be written.
    #[inline]
    pub fn into_readonly(self) -> Array {
        Array { readonly: true, ..self }
    }

    /// The type of the elements.
    pub fn dtype(&self) -> DType {
        self.dtype
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

    /// Number of dimensions.
    pub fn ndim(&self) -> usize {
        self.layout.ndim()
    }

    /// Number of elements.
    pub fn size(&self) -> usize {
        self.layout.size()
    }

    /// Size of an element, in bytes.
    pub fn itemsize(&self) -> usize {
        self.dtype.itemsize()
    }

    /// The first element. Reading and writing through it is the caller's affair.
    pub fn as_ptr(&self) -> *mut u8 {
        self.data
    }

    /// The memory behind it.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Writing is forbidden.
    pub fn is_readonly(&self) -> bool {
        self.readonly
    }

    /// It made its memory (NumPy's OWNDATA).
    pub fn owns_data(&self) -> bool {
        self.owner
    }

    /// Gapless and row-major.
    pub fn is_c_contiguous(&self) -> bool {
        self.c_contiguous
    }

    /// Gapless and column-major.
    pub fn is_f_contiguous(&self) -> bool {
        self.f_contiguous
    }

    /// The first element and every stride are multiples of the element's alignment.
    #[inline]
    pub fn is_aligned(&self) -> bool {
        // A power of two: a mask instead of a division.
        let mask = self.dtype.alignment() - 1;
        self.data.addr() & mask == 0
            && self.shape().iter().zip(self.strides()).all(|(&n, &s)| n <= 1 || s as usize & mask == 0)
    }

    /// The byte addresses that its elements touch.
    pub fn extent(&self) -> std::ops::Range<usize> {
        let extent = self.layout.extent(self.itemsize());
        let address = self.data.addr();
        address.wrapping_add_signed(extent.start)..address.wrapping_add_signed(extent.end)
    }

    /// # Errors
    /// `Opaque`: its elements are moved, and not computed with.
    pub(crate) fn check_computable(&self) -> Result<()> {
        if self.dtype.kind().is_opaque() { Err(Error::Opaque) } else { Ok(()) }
    }

    /// Whether this array alone has its memory, which the runtime (or a Rust value that it keeps) owns.
    ///
    /// # Errors
    /// `ReadOnly`, `Shared`.
    pub(crate) fn check_exclusive(&mut self) -> Result<()> {
        self.check_writable("array")?;
        if self.buffer.is_unique() && !self.buffer.is_foreign() { Ok(()) } else { Err(Error::Shared) }
    }

    /// # Errors
    /// `ReadOnly`
    pub(crate) fn check_writable(&self, what: &'static str) -> Result<()> {
        if self.readonly { Err(Error::ReadOnly { what }) } else { Ok(()) }
    }
}

impl From<bool> for Array {
    fn from(value: bool) -> Array {
        Array::scalar(Bool::from(value))
    }
}

impl fmt::Debug for Array {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Array({:?}, shape={:?}, strides={:?})", self.dtype, self.shape(), self.strides())
    }
}
