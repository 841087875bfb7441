//! Results: scalars, arrays, and tuples of them.

use std::ffi::c_void;

use ndarray::{Array, Dimension};
use num_complex::Complex;
use numpyni_sys as abi;

use crate::view::{Element, spelled};
use crate::{Error, Result};

/// One result.
pub trait Output {
    /// As the signature spells it.
    const SPELLED: &'static str;
    /// What stands where the result goes.
    type Place;

    /// Puts the result into its place.
    ///
    /// # Safety
    /// `ctx` is the context of the call, and `place` is a `Self::Place`.
    unsafe fn put(self, ctx: *mut abi::NumPyNI_Context, place: *mut u8) -> Result<()>;
}

macro_rules! scalars {
    ($($T:ty)*) => {
        $(impl Output for $T {
            const SPELLED: &'static str = <$T as Element>::NAME;
            type Place = $T;

            unsafe fn put(self, _: *mut abi::NumPyNI_Context, place: *mut u8) -> Result<()> {
                // SAFETY: the caller's promise.
                unsafe { place.cast::<$T>().write_unaligned(self) };
                Ok(())
            }
        })*
    };
}

scalars! { bool i64 f32 f64 Complex<f32> Complex<f64> }

impl<T: Element, D: Dimension + 'static> Output for Array<T, D> {
    const SPELLED: &'static str = spelled::<T, D>();
    type Place = abi::NumPyNI_Handle;

    /// The array's memory, adopted as it is.
    unsafe fn put(self, ctx: *mut abi::NumPyNI_Context, place: *mut u8) -> Result<()> {
        let shape: Vec<i64> = self.shape().iter().map(|&length| length as i64).collect();
        let strides: Vec<i64> = self.strides().iter().map(|&stride| (stride * size_of::<T>() as isize) as i64).collect();
        let owner = Box::into_raw(Box::new(self));
        let view = abi::NumPyNI_View {
            struct_size: size_of::<abi::NumPyNI_View>() as u32,
            flags: 0,
            // SAFETY: the box was made just now.
            data: unsafe { &mut *owner }.as_mut_ptr().cast(),
            dtype: T::DTYPE,
            ndim: shape.len() as i32,
            device_type: abi::NUMPYNI_DEVICE_CPU,
            shape: shape.as_ptr(),
            strides: strides.as_ptr(),
            epoch: std::ptr::null(),
            epoch0: 0,
            lease: std::ptr::null_mut(),
        };
        // SAFETY: the caller's promise.
        let api = unsafe { crate::entry::api(ctx) };
        let out = place.cast::<abi::NumPyNI_Handle>();
        // SAFETY: the view describes memory that the owner keeps, and the caller's place takes the handle.
        let status = unsafe { (api.array_from_memory)(ctx, &view, Some(release::<T, D>), owner.cast(), out) };
        if status == abi::NUMPYNI_OK {
            return Ok(());
        }
        // SAFETY: on failure the owner is still ours.
        drop(unsafe { Box::from_raw(owner) });
        Err(Error::memory("the runtime has no room for a result"))
    }
}

/// # Safety
/// `owner` is a box that `put` gave away.
unsafe extern "C" fn release<T, D>(owner: *mut c_void) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw(owner.cast::<Array<T, D>>()) });
}

/// What a kernel returns: `N` results, or an error.
pub trait Returned<const N: usize> {
    /// Puts the results into their places.
    ///
    /// # Safety
    /// As [`Output::put`], for each place.
    unsafe fn store(self, ctx: *mut abi::NumPyNI_Context, places: [*mut u8; N]) -> Result<()>;
}

impl<R: Returned<N>, const N: usize> Returned<N> for Result<R> {
    unsafe fn store(self, ctx: *mut abi::NumPyNI_Context, places: [*mut u8; N]) -> Result<()> {
        // SAFETY: the caller's promise.
        unsafe { self?.store(ctx, places) }
    }
}

impl Returned<0> for () {
    unsafe fn store(self, _: *mut abi::NumPyNI_Context, _: [*mut u8; 0]) -> Result<()> {
        Ok(())
    }
}

impl<R: Output> Returned<1> for R {
    unsafe fn store(self, ctx: *mut abi::NumPyNI_Context, [place]: [*mut u8; 1]) -> Result<()> {
        // SAFETY: the caller's promise.
        unsafe { self.put(ctx, place) }
    }
}

macro_rules! tuples {
    ($($N:literal $($R:ident)*;)*) => {
        $(impl<$($R: Output),*> Returned<$N> for ($($R,)*) {
            #[allow(non_snake_case)]
            unsafe fn store(self, ctx: *mut abi::NumPyNI_Context, places: [*mut u8; $N]) -> Result<()> {
                let ($($R,)*) = self;
                let mut places = places.into_iter();
                $(if let Some(place) = places.next() {
                    // SAFETY: the caller's promise.
                    unsafe { $R.put(ctx, place) }?;
                })*
                Ok(())
            }
        })*
    };
}

tuples! {
    1 A; 2 A B; 3 A B C; 4 A B C D; 5 A B C D E; 6 A B C D E F;
}
