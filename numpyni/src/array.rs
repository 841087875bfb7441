//! An array: shared memory, a type, a layout.

use std::fmt;
use std::mem::MaybeUninit;

use kernels::Bool;
use numpyni_sys as abi;

use crate::buffer::Block;
use crate::cache::{self, Cache};
use crate::{Buffer, DType, Element, Error, Kind, Layout, Order, Result};

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
    /// What the ABI's view says of it: `NUMPYNI_READONLY`, `NUMPYNI_ALIGNED`, ...
    flags: u32,
}

/// The flags of every new array: its memory starts at a multiple of any alignment, and its strides are multiples of its item size.
const NEW: u32 = abi::NUMPYNI_OWNDATA | abi::NUMPYNI_ALIGNED;

/// The flags of elements that lie so in memory.
#[inline(always)]
fn flags_of(data: *const u8, dtype: DType, layout: &Layout) -> u32 {
    let (c_contiguous, f_contiguous) = layout.contiguity(dtype.itemsize());
    set(layout.is_aligned(data, dtype.alignment()), abi::NUMPYNI_ALIGNED)
        | set(c_contiguous, abi::NUMPYNI_C_CONTIGUOUS)
        | set(f_contiguous, abi::NUMPYNI_F_CONTIGUOUS)
        | set(dtype.is_native(), abi::NUMPYNI_NATIVE_ENDIAN)
}

#[inline(always)]
fn set(condition: bool, flag: u32) -> u32 {
    if condition { flag } else { 0 }
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
        Array::made(|cache, place| Array::make_in(cache, place, dtype, shape, order, zeroed))
    }

    /// A new array of a gapless layout, in any order of axes, with positive strides.
    #[inline]
    pub(crate) fn with_layout(dtype: DType, layout: Layout, zeroed: bool) -> Result<Array> {
        Array::made(|cache, place| Array::make_laid_out(cache, place, dtype, layout, zeroed))
    }

    /// What `make` makes, somewhere.
    #[inline(always)]
    fn made(make: impl FnOnce(&mut Cache, &mut MaybeUninit<Array>) -> Result<()>) -> Result<Array> {
        let mut place = MaybeUninit::uninit();
        // SAFETY: making an array releases nothing and calls nothing of a caller's.
        unsafe { cache::with(|cache| make(cache, &mut place)) }?;
        // SAFETY: made just now.
        Ok(unsafe { place.assume_init() })
    }

    /// A new gapless array, where it will stand.
    #[inline(always)]
    pub(crate) fn make_in(
        cache: &mut Cache,
        place: &mut MaybeUninit<Array>,
        dtype: DType,
        shape: &[usize],
        order: Order,
        zeroed: bool,
    ) -> Result<()> {
        let &[length] = shape else {
            return Array::make_laid_out(cache, place, dtype, Layout::contiguous(shape, dtype.itemsize(), order)?, zeroed);
        };
        // Spelled out because most arrays are vectors, and few things are as dear as moving a layout that was written just before.
        let itemsize = dtype.itemsize();
        let bytes = length.checked_mul(itemsize).filter(|&bytes| bytes <= isize::MAX as usize).ok_or_else(|| Error::TooBig)?;
        let buffer = Buffer::new_in(cache, bytes, zeroed)?;
        let data = buffer.data();
        let flags = NEW | set(dtype.is_native(), abi::NUMPYNI_NATIVE_ENDIAN) | abi::NUMPYNI_C_CONTIGUOUS | abi::NUMPYNI_F_CONTIGUOUS;
        place.write(Array { buffer, data, dtype, layout: Layout::vector(length, itemsize), flags });
        Ok(())
    }

    /// The same, of a layout that is gapless in some order of its axes.
    #[inline]
    fn make_laid_out(cache: &mut Cache, place: &mut MaybeUninit<Array>, dtype: DType, layout: Layout, zeroed: bool) -> Result<()> {
        debug_assert_eq!(layout.extent(dtype.itemsize()), 0..(layout.size() * dtype.itemsize()) as isize);
        let buffer = Buffer::new_in(cache, layout.size() * dtype.itemsize(), zeroed)?;
        let data = buffer.data();
        let flags = NEW | flags_of(data, dtype, &layout);
        place.write(Array { buffer, data, dtype, layout, flags });
        Ok(())
    }

    /// A new row-major array with the shape of `like` and elements of another kind.
    pub(crate) fn like(like: &Array, kind: Kind) -> Result<Array> {
        Array::made(|cache, place| Array::make_like(cache, place, like, kind))
    }

    /// The same, where it will stand.
    #[inline(always)]
    pub(crate) fn make_like(cache: &mut Cache, place: &mut MaybeUninit<Array>, like: &Array, kind: Kind) -> Result<()> {
        if like.ndim() == 1 || kind.size() != like.itemsize() || !like.is_c_contiguous() {
            return Array::make_in(cache, place, kind.into(), like.shape(), Order::C, false);
        }
        let buffer = Buffer::new_in(cache, like.size() * kind.size(), false)?;
        let data = buffer.data();
        let flags = NEW | like.flags & (abi::NUMPYNI_C_CONTIGUOUS | abi::NUMPYNI_F_CONTIGUOUS) | abi::NUMPYNI_NATIVE_ENDIAN;
        place.write(Array { buffer, data, dtype: kind.into(), layout: like.layout.clone(), flags });
        Ok(())
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
        let flags = set(readonly, abi::NUMPYNI_READONLY) | flags_of(data, dtype, &layout);
        Ok(Array { buffer, data, dtype, layout, flags })
    }

    /// A view of the same memory: another type and layout, `offset` bytes after this array's first element.
    ///
    /// # Errors
    /// `OutsideMemory`
    #[inline]
    pub fn view_as(&self, dtype: DType, layout: Layout, offset: isize) -> Result<Array> {
        let here = self.data.addr().wrapping_sub(self.buffer.data().addr()) as isize;
        let offset = here.checked_add(offset).ok_or_else(|| Error::OutsideMemory)?;
        Array::from_buffer(self.buffer.clone(), offset, dtype, layout, self.is_readonly())
    }

    /// A view that an index selected: it lies inside this array by construction.
    #[inline(always)]
    pub(crate) fn view_inside(&self, layout: Layout, offset: isize) -> Array {
        // Where nothing is selected, the offset may lead anywhere.
        let data = if layout.size() == 0 { self.data } else { self.data.wrapping_offset(offset) };
        let flags = self.flags & abi::NUMPYNI_READONLY | flags_of(data, self.dtype, &layout);
        Array { buffer: self.buffer.clone(), data, dtype: self.dtype, layout, flags }
    }

    /// [`Array::view_inside`], made where it will stand; `lay_out` adds the axes and gives the place of the first element.
    ///
    /// # Errors
    /// Those of `lay_out`.
    #[inline(always)]
    pub(crate) fn make_view_inside(&self, place: &mut MaybeUninit<Array>, lay_out: impl FnOnce(&mut Layout) -> Result<isize>) -> Result<()> {
        let flags = self.flags & abi::NUMPYNI_READONLY;
        let view = place.write(Array { buffer: self.buffer.clone(), data: self.data, dtype: self.dtype, layout: Layout::default(), flags });
        match lay_out(&mut view.layout) {
            Ok(offset) => {
                // Where nothing is selected, the offset may lead anywhere.
                view.data = if view.layout.size() == 0 { self.data } else { self.data.wrapping_offset(offset) };
                view.flags |= flags_of(view.data, view.dtype, &view.layout);
                Ok(())
            }
            Err(error) => {
                // SAFETY: written above; nobody else knows of it.
                unsafe { place.assume_init_drop() };
                Err(error)
            }
        }
    }

    /// The view of an array that was made for it.
    pub(crate) fn keep_owner(self) -> Array {
        Array { flags: self.flags | abi::NUMPYNI_OWNDATA, ..self }
    }

    /// The same view, which must not be written.
    #[inline]
    pub fn into_readonly(self) -> Array {
        Array { flags: self.flags | abi::NUMPYNI_READONLY, ..self }
    }

    /// The type of the elements.
    #[inline]
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// Lengths, in elements.
    #[inline]
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// Strides, in bytes.
    #[inline]
    pub fn strides(&self) -> &[isize] {
        self.layout.strides()
    }

    /// Lengths and strides.
    #[inline]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Number of dimensions.
    #[inline]
    pub fn ndim(&self) -> usize {
        self.layout.ndim()
    }

    /// Number of elements.
    #[inline]
    pub fn size(&self) -> usize {
        self.layout.size()
    }

    /// Size of an element, in bytes.
    #[inline]
    pub fn itemsize(&self) -> usize {
        self.dtype.itemsize()
    }

    /// The first element. Reading and writing through it is the caller's affair.
    #[inline]
    pub fn as_ptr(&self) -> *mut u8 {
        self.data
    }

    /// The memory behind it.
    #[inline]
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Writing is forbidden.
    pub fn is_readonly(&self) -> bool {
        self.flags & abi::NUMPYNI_READONLY != 0
    }

    /// It made its memory (NumPy's OWNDATA).
    pub fn owns_data(&self) -> bool {
        self.flags & abi::NUMPYNI_OWNDATA != 0
    }

    /// Gapless and row-major.
    pub fn is_c_contiguous(&self) -> bool {
        self.flags & abi::NUMPYNI_C_CONTIGUOUS != 0
    }

    /// The step from each element to the next in row-major order, if it is one step.
    #[inline(always)]
    pub(crate) fn step(&self) -> Option<isize> {
        match self.strides() {
            _ if self.is_c_contiguous() => Some(self.itemsize() as isize),
            &[stride] => Some(stride),
            _ => None,
        }
    }

    /// The step between elements in some order, if it is one step.
    #[inline(always)]
    pub(crate) fn any_step(&self) -> Option<isize> {
        if self.is_f_contiguous() { Some(self.itemsize() as isize) } else { self.step() }
    }

    /// Gapless and column-major.
    pub fn is_f_contiguous(&self) -> bool {
        self.flags & abi::NUMPYNI_F_CONTIGUOUS != 0
    }

    /// The first element and every stride are multiples of the element's alignment.
    pub fn is_aligned(&self) -> bool {
        self.flags & abi::NUMPYNI_ALIGNED != 0
    }

    /// What the ABI's view says of it.
    pub(crate) fn flags(&self) -> u32 {
        self.flags
    }

    /// Gives up its memory; a small block goes to the caller, for the cache.
    #[inline(always)]
    pub(crate) fn into_block(self) -> Option<Block> {
        let Array { buffer, .. } = self;
        buffer.into_block()
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
    pub(crate) fn check_exclusive(&self) -> Result<()> {
        self.check_writable("array")?;
        if self.buffer.is_unique() && !self.buffer.is_foreign() { Ok(()) } else { Err(Error::Shared) }
    }

    /// # Errors
    /// `ReadOnly`
    pub(crate) fn check_writable(&self, what: &'static str) -> Result<()> {
        if self.is_readonly() { Err(Error::ReadOnly { what }) } else { Ok(()) }
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
