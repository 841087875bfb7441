//! Errors: the one place where a kind of the ABI becomes a Python exception.

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::PyObject;

use crate::object::{Owned, Raised, text};
use crate::state::State;

/// The exception class of a kind.
fn class(kind: i32) -> *mut PyObject {
    let hooks = State::find().map(|state| &state.hooks);
    let hooked = match kind {
        NUMPYNI_ERROR_AXIS => hooks.and_then(|hooks| hooks.axis_error.pointer()),
        NUMPYNI_ERROR_UFUNC_TYPE => hooks.and_then(|hooks| hooks.ufunc_type_error.pointer()),
        _ => None,
    };
    let builtin = match kind {
        NUMPYNI_ERROR_VALUE | NUMPYNI_ERROR_AXIS => &raw const ffi::PyExc_ValueError,
        NUMPYNI_ERROR_TYPE | NUMPYNI_ERROR_UFUNC_TYPE => &raw const ffi::PyExc_TypeError,
        NUMPYNI_ERROR_INDEX => &raw const ffi::PyExc_IndexError,
        NUMPYNI_ERROR_OVERFLOW => &raw const ffi::PyExc_OverflowError,
        NUMPYNI_ERROR_MEMORY => &raw const ffi::PyExc_MemoryError,
        NUMPYNI_ERROR_RUNTIME => &raw const ffi::PyExc_RuntimeError,
        NUMPYNI_ERROR_BUFFER => &raw const ffi::PyExc_BufferError,
        NUMPYNI_ERROR_NOT_IMPLEMENTED => &raw const ffi::PyExc_NotImplementedError,
        _ => &raw const ffi::PyExc_SystemError,
    };
    // SAFETY: the interpreter's exception classes are set before any extension is loaded, and never change.
    hooked.unwrap_or_else(|| unsafe { *builtin })
}

/// Raises the exception of a kind of `NUMPYNI_ERROR_*`.
#[cold]
pub fn raise(kind: i32, message: &str) -> Raised {
    raise_class(class(kind), message)
}

/// Raises ImportError.
#[cold]
pub fn import_error(message: &str) -> Raised {
    // SAFETY: set before any extension is loaded.
    raise_class(unsafe { ffi::PyExc_ImportError }, message)
}

/// Raises AttributeError.
#[cold]
pub fn attribute_error(message: &str) -> Raised {
    // SAFETY: set before any extension is loaded.
    raise_class(unsafe { ffi::PyExc_AttributeError }, message)
}

fn raise_class(class: *mut PyObject, message: &str) -> Raised {
    if let Ok(message) = text(message) {
        let message: &Owned = &message;
        // SAFETY: an exception class and a str.
        unsafe { ffi::PyErr_SetObject(class, message.as_ref().as_ptr()) };
    }
    Raised
}
