//! What the runtime may ask of CPython.

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::PyObject;

use crate::array::{ArrayObject, VIEW_OFFSET, wrap};
use crate::errors::raise;
use crate::object::*;
use crate::runtime::{Api, Handle};
use crate::state::State;

/// The host interface of every context of ours.
pub static HOST: NumPyNI_Host = NumPyNI_Host {
    struct_size: size_of::<NumPyNI_Host>() as u32,
    reserved: 0,
    array_from: Some(array_from),
    object_from: Some(object_from),
    raise: Some(raise_pending),
    object_dup: Some(object_dup),
    object_close: Some(object_close),
    gil_release: Some(gil_release),
    gil_acquire: Some(gil_acquire),
    check_signals: Some(check_signals),
};

/// What the capsule `numpyni._native.bridge` points to: `NumPyNI_Bridge` of numpyni_python.h, for other extensions of CPython.
#[repr(C)]
struct Bridge {
    struct_size: u32,
    reserved: u32,
    api: Api,
    host: &'static NumPyNI_Host,
    /// NULL where another thread may give an array another shape meanwhile.
    ndarray: *mut ffi::PyTypeObject,
    view_offset: usize,
}

/// The capsule. It stands for good, since its users keep the pointer.
pub fn bridge(state: &State) -> Outcome<Owned> {
    let bridge = Box::new(Bridge {
        struct_size: size_of::<Bridge>() as u32,
        reserved: 0,
        api: state.api,
        host: &HOST,
        ndarray: if cfg!(feature = "free-threaded") { std::ptr::null_mut() } else { state.types.ndarray },
        view_offset: VIEW_OFFSET,
    });
    // SAFETY: a pointer that is not NULL, and a static name.
    owned(unsafe { ffi::PyCapsule_New(Box::into_raw(bridge).cast(), c"numpyni._native.bridge".as_ptr(), None) })
}

/// Runs `body` with the GIL held, from any thread. After the interpreter's end nothing runs.
pub fn with_gil<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    // SAFETY: may be asked at any time.
    if unsafe { ffi::Py_IsInitialized() } == 0 {
        return otherwise;
    }
    // SAFETY: the interpreter is there.
    let state = unsafe { ffi::PyGILState_Ensure() };
    let result = body();
    // SAFETY: what was ensured is released.
    unsafe { ffi::PyGILState_Release(state) };
    result
}

/// The status of a Python exception that stands in the interpreter.
fn host_error(context: *mut NumPyNI_Context) -> i32 {
    let message = "an exception is pending";
    let Some(state) = State::find() else { return NUMPYNI_ERROR_HOST };
    // SAFETY: the runtime's own context, and a message that is copied.
    unsafe { (state.api.error_set)(context, NUMPYNI_ERROR_HOST, message.as_ptr().cast(), message.len()) }
}

/// The array of a handle, or of anything that the shared layer converts.
unsafe extern "C" fn array_from(
    context: *mut NumPyNI_Context, object: NumPyNI_Object, out: *mut NumPyNI_Handle,
) -> i32 {
    with_gil(NUMPYNI_ERROR_HOST, || {
        let made = guard(None, || {
            let state = State::loaded()?;
            // SAFETY: the runtime passes an object that its caller keeps.
            let object = unsafe { Ref::new(object.bits as *mut PyObject) };
            if let Some(handle) = crate::numpy::handle(state, object)? {
                return Ok(Some(handle.into_bits()));
            }
            let kept;
            let array = match ArrayObject::find(state, object) {
                Some(array) => array,
                None => {
                    kept = crate::operand::convert(state, object)?;
                    ArrayObject::expect(state, kept.as_ref())?
                }
            };
            let handle = crate::runtime::Call::new(state.api).handle(|api, context, out| {
                // SAFETY: a context of ours and an open handle.
                unsafe { (api.array_dup)(context, array.handle.get(), out) }
            })?;
            Ok(Some(handle.into_bits()))
        });
        let Some(handle) = made else { return host_error(context) };
        // SAFETY: the caller's place for the result.
        unsafe { *out = handle };
        NUMPYNI_OK
    })
}

unsafe extern "C" fn object_from(
    context: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut NumPyNI_Object,
) -> i32 {
    with_gil(NUMPYNI_ERROR_HOST, || {
        let made = guard_object(|| {
            let state = State::loaded()?;
            wrap(state, Handle::from_bits(state.api, array), None)
        });
        if made.is_null() {
            return host_error(context);
        }
        // SAFETY: the caller's place for the result.
        unsafe { *out = NumPyNI_Object { bits: made as usize } };
        NUMPYNI_OK
    })
}

unsafe extern "C" fn raise_pending(context: *mut NumPyNI_Context) {
    with_gil((), || {
        // SAFETY: the runtime's own context.
        let kind = unsafe { (*context).error };
        let Some(state) = State::find() else { return };
        if kind == NUMPYNI_OK {
            return;
        }
        if kind != NUMPYNI_ERROR_HOST {
            let mut length = 0;
            // SAFETY: the runtime's own context, which holds an error.
            let bytes = unsafe { (state.api.error_message)(context, &mut length) };
            let length = if bytes.is_null() { 0 } else { length };
            let bytes = if length == 0 { [].as_ptr() } else { bytes.cast::<u8>() };
            // SAFETY: the message has that length and stands until the error is cleared.
            let message = String::from_utf8_lossy(unsafe { std::slice::from_raw_parts(bytes, length) });
            let Raised = raise(kind, &message);
        }
        // SAFETY: the runtime's own context.
        unsafe { (state.api.error_clear)(context) };
    });
}

unsafe extern "C" fn object_dup(_: *mut NumPyNI_Context, object: NumPyNI_Object) -> NumPyNI_Object {
    // SAFETY: an object that the caller keeps.
    with_gil((), || unsafe { ffi::Py_XINCREF(object.bits as *mut PyObject) });
    object
}

unsafe extern "C" fn object_close(_: *mut NumPyNI_Context, object: NumPyNI_Object) {
    // SAFETY: a reference that the caller gives back.
    with_gil((), || unsafe { ffi::Py_XDECREF(object.bits as *mut PyObject) });
}

unsafe extern "C" fn gil_release(_: *mut NumPyNI_Context) -> usize {
    // SAFETY: calls into the runtime hold the GIL, and the runtime releases it on the thread of the call.
    unsafe { ffi::PyEval_SaveThread() as usize }
}

unsafe extern "C" fn gil_acquire(_: *mut NumPyNI_Context, state: usize) {
    // SAFETY: what `gil_release` gave on this thread.
    unsafe { ffi::PyEval_RestoreThread(state as *mut ffi::PyThreadState) };
}

unsafe extern "C" fn check_signals(context: *mut NumPyNI_Context) -> i32 {
    // SAFETY: the runtime asks with the GIL held.
    if unsafe { ffi::PyErr_CheckSignals() } == 0 { NUMPYNI_OK } else { host_error(context) }
}
