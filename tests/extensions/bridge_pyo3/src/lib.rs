//! Arrays of NumPyNI, of NumPy and of whatever has a buffer in a module by PyO3, without a copy.

use numpyni_sys::*;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::{ffi, types::PyCapsule};

/// What the capsule `numpyni._native.bridge` points to: `NumPyNI_Bridge` of numpyni_python.h.
#[repr(C)]
struct Bridge {
    struct_size: u32,
    reserved: u32,
    api: &'static NumPyNI_Api,
    host: &'static NumPyNI_Host,
    /// NULL where views are not to be read in place.
    ndarray: *mut ffi::PyTypeObject,
    view_offset: usize,
}

/// A one-dimensional array of float64, for as long as its object is borrowed.
struct Array<'a> {
    view: &'a NumPyNI_View,
    /// Where the view is not the object's own.
    handle: Option<(&'a Bridge, NumPyNI_Handle)>,
}

fn bridge(py: Python<'_>) -> PyResult<&Bridge> {
    py.import("numpyni")?;
    // SAFETY: the header says what the capsule points to; it stands for good.
    unsafe { PyCapsule::import(py, c"numpyni._native.bridge") }
}

fn context(bridge: &Bridge) -> NumPyNI_Context {
    let detail = std::ptr::null_mut();
    NumPyNI_Context { api: bridge.api, host: bridge.host, error: 0, fpe: 0, detail, reserved: [0; 4] }
}

impl<'a> Array<'a> {
    fn borrow(object: &'a Bound<'_, PyAny>) -> PyResult<Array<'a>> {
        let bridge = bridge(object.py())?;
        let array = if object.get_type_ptr() == bridge.ndarray {
            let place = object.as_ptr().wrapping_byte_add(bridge.view_offset);
            // SAFETY: the view stands there in an object of exactly this type.
            Array { view: unsafe { &*place.cast() }, handle: None }
        } else {
            Array::ask(bridge, object)?
        };
        let view = array.view;
        let fits = view.dtype == NUMPYNI_FLOAT64 && view.ndim == 1 && view.flags & NUMPYNI_ALIGNED != 0;
        if fits { Ok(array) } else { Err(PyTypeError::new_err("a one-dimensional array of float64 is needed")) }
    }

    /// The host's array for any object.
    fn ask(bridge: &'a Bridge, object: &'a Bound<'_, PyAny>) -> PyResult<Array<'a>> {
        let (mut context, mut handle, mut view) = (context(bridge), NumPyNI_Handle::default(), std::ptr::null());
        let given = NumPyNI_Object { bits: object.as_ptr() as usize };
        let array_from = bridge.host.array_from.expect("CPython's host has it");
        // SAFETY: a context for this thread, an object that is alive, a place for the handle.
        let mut status = unsafe { array_from(&mut context, given, &mut handle) };
        if status == NUMPYNI_OK {
            // SAFETY: an open handle, a place for the view.
            status = unsafe { (bridge.api.array_view)(&mut context, handle, &mut view) };
        }
        if status != NUMPYNI_OK {
            let raise = bridge.host.raise.expect("CPython's host has it");
            // SAFETY: the context holds an error.
            unsafe { raise(&mut context) };
            return Err(PyErr::fetch(object.py()));
        }
        // SAFETY: the view of an open handle, which this value keeps open.
        Ok(Array { view: unsafe { &*view }, handle: Some((bridge, handle)) })
    }

    fn iter(&self) -> impl Iterator<Item = f64> {
        // SAFETY: one axis.
        let (length, stride) = unsafe { (*self.view.shape, *self.view.strides) };
        let at = move |i: i64| self.view.data.wrapping_byte_offset((i * stride) as isize).cast::<f64>();
        // SAFETY: inside the array, aligned.
        (0..length).map(move |i| unsafe { *at(i) })
    }
}

impl Drop for Array<'_> {
    fn drop(&mut self) {
        if let Some((bridge, handle)) = self.handle {
            // SAFETY: a context for this thread, a handle of our own.
            unsafe { (bridge.api.array_close)(&mut context(bridge), handle) };
        }
    }
}

/// The sum of the elements.
#[pyfunction]
fn asum(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    Ok(Array::borrow(object)?.iter().sum())
}

#[pymodule]
fn bridge_pyo3(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(asum, module)?)
}
