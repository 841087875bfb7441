//! The context of a call, and the kinds of errors.

use core::ffi::c_void;

use crate::{NumPyNI_Api, NumPyNI_Host};

/// What every call takes first: borrowed, for one call, on one thread.
///
/// The caller keeps it wherever it likes (the stack will do), fills `api` and `host`, and zeroes the rest. A pending error stands
/// in `error`, until `error_clear`; a context that holds an error is cleared before it is used again or dropped.
#[repr(C)]
#[derive(Debug)]
pub struct NumPyNI_Context {
    /// The table; a debug or trace table may stand in.
    pub api: *const NumPyNI_Api,
    /// What the runtime may ask of the host; NULL when there is none.
    pub host: *const NumPyNI_Host,
    /// The kind of the pending error, one of `NUMPYNI_ERROR_*`; 0 is none.
    pub error: i32,
    /// Floating-point exceptions of the last call that computed: a set of `NUMPYNI_FPE_*`, never cleared by the caller.
    pub fpe: u32,
    /// The runtime's: what the pending error carries.
    pub detail: *mut c_void,
    /// Zero.
    pub reserved: [u64; 4],
}

/// No error.
pub const NUMPYNI_OK: i32 = 0;
/// `ValueError`
pub const NUMPYNI_ERROR_VALUE: i32 = 1;
/// `TypeError`
pub const NUMPYNI_ERROR_TYPE: i32 = 2;
/// `IndexError`
pub const NUMPYNI_ERROR_INDEX: i32 = 3;
/// `OverflowError`
pub const NUMPYNI_ERROR_OVERFLOW: i32 = 4;
/// `MemoryError`
pub const NUMPYNI_ERROR_MEMORY: i32 = 5;
/// `RuntimeError`
pub const NUMPYNI_ERROR_RUNTIME: i32 = 6;
/// `BufferError`
pub const NUMPYNI_ERROR_BUFFER: i32 = 7;
/// `NotImplementedError`
pub const NUMPYNI_ERROR_NOT_IMPLEMENTED: i32 = 8;
/// `numpy.exceptions.AxisError` (a `ValueError` and an `IndexError`)
pub const NUMPYNI_ERROR_AXIS: i32 = 9;
/// NumPy's `UFuncTypeError` (a `TypeError`): no loop, or no cast that the rule allows
pub const NUMPYNI_ERROR_UFUNC_TYPE: i32 = 10;
/// The host has raised already; its own exception stands.
pub const NUMPYNI_ERROR_HOST: i32 = 11;
/// A defect of the runtime (a panic that was caught): `SystemError`
pub const NUMPYNI_ERROR_INTERNAL: i32 = 12;

/// Division by zero.
pub const NUMPYNI_FPE_DIVIDE: u32 = 1;
/// Overflow.
pub const NUMPYNI_FPE_OVERFLOW: u32 = 2;
/// Underflow.
pub const NUMPYNI_FPE_UNDERFLOW: u32 = 4;
/// An invalid operation.
pub const NUMPYNI_FPE_INVALID: u32 = 8;
/// A cast to a real type dropped imaginary parts: no exception of the hardware's, but told in the same place.
pub const NUMPYNI_FPE_IMAGINARY: u32 = 16;
