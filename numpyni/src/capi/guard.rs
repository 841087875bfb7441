//! The shape of every entry: errors and panics become a pending error of the context.

use std::panic::{AssertUnwindSafe, catch_unwind};

use numpyni_sys as abi;

use crate::{Error, Result};

/// Runs the body of an entry. A failure goes into the context, and its kind is the result.
///
/// # Safety
/// `context` is null or points to a context that is this call's own.
pub unsafe fn guard(context: *mut abi::NumPyNI_Context, body: impl FnOnce() -> Result<()>) -> i32 {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => abi::NUMPYNI_OK,
        // SAFETY: the caller's promise.
        Ok(Err(error)) => unsafe { fail(context, error) },
        Err(panic) => {
            let message = panic
                .downcast_ref::<&str>()
                .map(|text| text.to_string())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            // SAFETY: the caller's promise.
            unsafe { fail(context, Error::Internal(message)) }
        }
    }
}

/// What a context's `detail` points to.
pub struct Pending {
    /// The message, in UTF-8.
    pub message: String,
}

/// Puts an error into the context.
///
/// # Safety
/// As `guard`.
#[cold]
unsafe fn fail(context: *mut abi::NumPyNI_Context, error: Error) -> i32 {
    // SAFETY: the caller's promise.
    unsafe { set(context, kind(&error), error.to_string()) }
}

/// Sets the pending error; one that stood there before is dropped.
///
/// # Safety
/// As `guard`.
pub unsafe fn set(context: *mut abi::NumPyNI_Context, kind: i32, message: String) -> i32 {
    // SAFETY: the caller's promise.
    unsafe { clear(context) };
    // SAFETY: the caller's promise.
    if let Some(context) = unsafe { context.as_mut() } {
        context.error = kind;
        context.detail = Box::into_raw(Box::new(Pending { message })).cast();
    }
    kind
}

/// Drops the pending error.
///
/// # Safety
/// As `guard`.
pub unsafe fn clear(context: *mut abi::NumPyNI_Context) {
    // SAFETY: the caller's promise.
    if let Some(context) = unsafe { context.as_mut() } {
        context.error = abi::NUMPYNI_OK;
        let detail = std::mem::replace(&mut context.detail, std::ptr::null_mut());
        if !detail.is_null() {
            // SAFETY: `set` made it from a Box and nobody took it since.
            drop(unsafe { Box::from_raw(detail.cast::<Pending>()) });
        }
    }
}

/// The one place that maps errors to the ABI's kinds.
fn kind(error: &Error) -> i32 {
    match error {
        Error::IndexOutOfBounds { .. }
        | Error::TooManyIndices { .. }
        | Error::TwoEllipses
        | Error::MaskShape { .. }
        | Error::IndexBroadcast { .. }
        | Error::IndexType { .. }
        | Error::Index(_) => abi::NUMPYNI_ERROR_INDEX,
        Error::Axis { .. } => abi::NUMPYNI_ERROR_AXIS,
        Error::Memory { .. } => abi::NUMPYNI_ERROR_MEMORY,
        Error::Cast { .. } | Error::CastScalar { .. } | Error::UnknownDType { .. } | Error::Opaque | Error::Type(_) => abi::NUMPYNI_ERROR_TYPE,
        Error::UfuncCast(_) | Error::NoLoop { .. } | Error::NoExactLoop(_) => abi::NUMPYNI_ERROR_UFUNC_TYPE,
        Error::IntegerOutOfBounds { .. } | Error::Overflow(_) => abi::NUMPYNI_ERROR_OVERFLOW,
        Error::NotImplemented(_) => abi::NUMPYNI_ERROR_NOT_IMPLEMENTED,
        Error::Host => abi::NUMPYNI_ERROR_HOST,
        Error::Internal(_) => abi::NUMPYNI_ERROR_INTERNAL,
        Error::Broadcast { .. }
        | Error::BroadcastInto(_)
        | Error::BroadcastTo(_)
        | Error::BroadcastMask(_)
        | Error::BroadcastIndexed(_)
        | Error::Shared
        | Error::Reshape { .. }
        | Error::CopyNeeded
        | Error::ZeroStep
        | Error::RepeatedAxis
        | Error::BadPermutation { .. }
        | Error::TooManyDimensions { .. }
        | Error::NegativeDimension
        | Error::TooBig
        | Error::ReadOnly { .. }
        | Error::OutsideMemory
        | Error::EmptyReduction { .. }
        | Error::BadHandle
        | Error::Value(_) => abi::NUMPYNI_ERROR_VALUE,
    }
}
