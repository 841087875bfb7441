//! Arguments: scalars, and views that deref to ndarray's.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use ndarray::{ArrayView, ArrayViewMut, Axis, Dimension, RawArrayViewMut, ShapeBuilder};
use num_complex::Complex;
use numpyni_sys as abi;

use crate::{Error, Result};

/// A type that an array's elements have.
pub trait Element: Copy + 'static {
    /// The dtype's name.
    const NAME: &'static str;
    /// The dtype's word.
    const DTYPE: abi::NumPyNI_DType;
}

/// What a kernel takes. The macro sees to it that the signature spells the same.
pub trait Argument: Sized {
    /// As the signature spells it.
    const SPELLED: &'static str;
    /// The kernel writes it.
    const WRITTEN: bool = false;
    /// What the typed entry gets.
    type Passed: Copy;

    /// What the typed entry would get, out of a slot.
    ///
    /// # Safety
    /// The slot is the one that the signature promises.
    unsafe fn unpack(slot: abi::NumPyNI_Slot) -> Self::Passed;

    /// The argument, whose number is `index`.
    ///
    /// # Safety
    /// `passed` is what the signature promises, for the length of the call.
    unsafe fn take(passed: Self::Passed, index: usize) -> Result<Self>;
}

macro_rules! elements {
    ($($T:ty, $name:literal, $DTYPE:ident;)*) => {
        $(impl Element for $T {
            const NAME: &'static str = $name;
            const DTYPE: abi::NumPyNI_DType = abi::$DTYPE;
        })*
    };
}

elements! {
    bool, "bool", NUMPYNI_BOOL; i8, "int8", NUMPYNI_INT8; i16, "int16", NUMPYNI_INT16; i32, "int32", NUMPYNI_INT32;
    i64, "int64", NUMPYNI_INT64; u8, "uint8", NUMPYNI_UINT8; u16, "uint16", NUMPYNI_UINT16; u32, "uint32", NUMPYNI_UINT32;
    u64, "uint64", NUMPYNI_UINT64; f32, "float32", NUMPYNI_FLOAT32; f64, "float64", NUMPYNI_FLOAT64;
    Complex<f32>, "complex64", NUMPYNI_COMPLEX64; Complex<f64>, "complex128", NUMPYNI_COMPLEX128;
}

macro_rules! scalars {
    ($($T:ty, $Passed:ty, $slot:ident => $unpack:expr, $passed:ident => $take:expr;)*) => {
        $(impl Argument for $T {
            const SPELLED: &'static str = <$T as Element>::NAME;
            type Passed = $Passed;

            unsafe fn unpack($slot: abi::NumPyNI_Slot) -> $Passed {
                $unpack
            }

            unsafe fn take($passed: $Passed, _: usize) -> Result<$T> {
                Ok($take)
            }
        })*
    };
}

scalars! {
    bool, u8, slot => slot.bits as u8, passed => passed != 0;
    i64, i64, slot => slot.bits as i64, passed => passed;
    f32, f32, slot => f32::from_bits(slot.bits as u32), passed => passed;
    f64, f64, slot => f64::from_bits(slot.bits), passed => passed;
    // SAFETY: the pointer of a complex argument leads to one, for the length of the call.
    Complex<f32>, *const Complex<f32>, slot => slot.bits as usize as *const _, passed => unsafe { passed.read_unaligned() };
    // SAFETY: as above.
    Complex<f64>, *const Complex<f64>, slot => slot.bits as usize as *const _, passed => unsafe { passed.read_unaligned() };
}

/// An array that a kernel reads: ndarray's view, for the length of the call.
pub struct View<'a, T, D>(ArrayView<'a, T, D>);

/// An array that a kernel writes. The runtime sees to it that no other argument shares its memory.
pub struct ViewMut<'a, T, D>(ArrayViewMut<'a, T, D>);

impl<'a, T, D> Deref for View<'a, T, D> {
    type Target = ArrayView<'a, T, D>;

    fn deref(&self) -> &ArrayView<'a, T, D> {
        &self.0
    }
}

impl<'a, T, D> Deref for ViewMut<'a, T, D> {
    type Target = ArrayViewMut<'a, T, D>;

    fn deref(&self) -> &ArrayViewMut<'a, T, D> {
        &self.0
    }
}

impl<'a, T, D> DerefMut for ViewMut<'a, T, D> {
    fn deref_mut(&mut self) -> &mut ArrayViewMut<'a, T, D> {
        &mut self.0
    }
}

/// Room for "complex128[:,:,:,:,:,:]".
const LONGEST: usize = 32;

/// How the signature spells an array of `T` with the dimensions `D`.
struct Spelled<T, D>(PhantomData<(T, D)>);

impl<T: Element, D: Dimension> Spelled<T, D> {
    const BRACKETS: &'static str = match D::NDIM {
        Some(0) => "[]",
        Some(1) => "[:]",
        Some(2) => "[:,:]",
        Some(3) => "[:,:,:]",
        Some(4) => "[:,:,:,:]",
        Some(5) => "[:,:,:,:,:]",
        Some(6) => "[:,:,:,:,:,:]",
        _ => "[...]",
    };
    const TEXT: [u8; LONGEST] = crate::entry::joined(&[T::NAME, Self::BRACKETS]);
    const LENGTH: usize = crate::entry::length(&[T::NAME, Self::BRACKETS]);
    const SPELLED: &'static str = {
        let (text, _) = Self::TEXT.split_at(Self::LENGTH);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => panic!("names of dtypes are ASCII"),
        }
    };
}

/// How an array of `T` with the dimensions `D` is spelled.
pub(crate) const fn spelled<T: Element, D: Dimension>() -> &'static str {
    Spelled::<T, D>::SPELLED
}

/// ndarray's raw view of what the ABI's view describes.
///
/// # Safety
/// `view` is a view of the type `T` and, unless `D` is dynamic, of its number of dimensions; its elements are aligned.
unsafe fn raw<T: Element, D: Dimension>(view: *const abi::NumPyNI_View, index: usize) -> Result<RawArrayViewMut<T, D>> {
    // SAFETY: the caller's promise.
    let view = unsafe { &*view };
    let (mut shape, mut strides) = (D::zeros(view.ndim as usize), D::zeros(view.ndim as usize));
    let mut lowest = view.data.cast::<T>();
    let (mut reversed, mut empty, mut uneven) = (0u64, false, false);
    for axis in 0..view.ndim as usize {
        // SAFETY: a view has `ndim` lengths.
        let length = unsafe { *view.shape.wrapping_add(axis) } as usize;
        // SAFETY: and as many strides.
        let stride = unsafe { *view.strides.wrapping_add(axis) } as isize;
        let stride = if length <= 1 { 0 } else { stride };
        if stride < 0 {
            lowest = lowest.wrapping_byte_offset(stride * (length as isize - 1));
            reversed |= 1 << axis;
        }
        empty |= length == 0;
        uneven |= !stride.unsigned_abs().is_multiple_of(size_of::<T>());
        shape[axis] = length;
        strides[axis] = stride.unsigned_abs() / size_of::<T>();
    }
    if uneven {
        return Err(Error::value(format!("argument {}: ndarray has no strides of parts of an element", index + 1)));
    }
    if empty {
        strides = D::zeros(view.ndim as usize);
        (lowest, reversed) = (view.data.cast(), 0);
    }
    // SAFETY: the lowest element, and non-negative strides that reach what the view does.
    let mut raw = unsafe { RawArrayViewMut::from_shape_ptr(shape.strides(strides), lowest) };
    for axis in (0..view.ndim as usize).filter(|axis| reversed & (1 << axis) != 0) {
        raw.invert_axis(Axis(axis));
    }
    Ok(raw)
}

macro_rules! views {
    ($($View:ident $deref:ident $written:literal),*) => {
        $(impl<T: Element, D: Dimension> Argument for $View<'_, T, D> {
            const SPELLED: &'static str = spelled::<T, D>();
            const WRITTEN: bool = $written;
            type Passed = *const abi::NumPyNI_View;

            unsafe fn unpack(slot: abi::NumPyNI_Slot) -> Self::Passed {
                slot.bits as usize as *const _
            }

            unsafe fn take(passed: Self::Passed, index: usize) -> Result<Self> {
                // SAFETY: the runtime passes what the signature spells.
                let raw = unsafe { raw::<T, D>(passed, index) }?;
                // SAFETY: the elements stand for the length of the call; those of a `ViewMut` are nobody else's.
                Ok($View(unsafe { raw.$deref() }))
            }
        })*
    };
}

views! { View deref_into_view false, ViewMut deref_into_view_mut true }
