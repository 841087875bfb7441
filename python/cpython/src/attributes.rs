//! The attributes of arrays.

use std::ffi::c_void;
use std::ptr::null;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyGetSetDef, PyObject};

use crate::array::{ArrayObject, derive};
use crate::element::Kind;
use crate::errors::{attribute_error, raise};
use crate::object::*;
use crate::runtime::{Call, to_word};
use crate::state::State;
use crate::types::attribute;

/// What a getter computes.
type Get = fn(&State, &ArrayObject) -> Outcome<Owned>;

macro_rules! getters {
    ($($name:ident = $body:expr;)*) => {$(
        unsafe extern "C" fn $name(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
            let body: Get = $body;
            // SAFETY: the interpreter passes an instance.
            guard_object(|| body(State::get(), unsafe { ArrayObject::of(this) }))
        }
    )*};
}

getters! {
    shape = |_, array| integers(array.shape());
    strides = |_, array| integers(array.strides());
    ndim = |_, array| int(array.ndim() as i64);
    size = |_, array| int(array.size());
    itemsize = |_, array| int(array.itemsize() as i64);
    nbytes = |_, array| int(array.size() * array.itemsize() as i64);
    dtype = |state, array| dtype_object(state, array.dtype());
    transposed = |state, array| transpose(state, array, None);
    real = |state, array| part(state, array, 0, c"_real_cold");
    imag = |state, array| part(state, array, 1, c"_imag_cold");
    base = |_, array| match array.base() {
        Some(_) if array.is_opaque() => array.as_ref().attribute(c"_base_cold")?.as_ref().call(&[]),
        base => Ok(base.map_or_else(none, Ref::to_owned)),
    };
    data = |_, array| {
        // SAFETY: the array is alive; the result is a new reference.
        owned(unsafe { ffi::PyMemoryView_FromObject(array.as_ref().as_ptr()) })
    };
}

fn integers(values: &[i64]) -> Outcome<Owned> {
    tuple_of(values.len(), |index| int(values[index]))
}

/// The shared layer's object of a dtype.
pub fn dtype_object(state: &State, dtype: NumPyNI_DType) -> Outcome<Owned> {
    if dtype.code == NUMPYNI_TYPE_OPAQUE {
        return opaque_dtype(state, dtype);
    }
    let held = Kind::of(dtype).map(|kind| state.dtype(kind, dtype.ext & NUMPYNI_EXT_SWAPPED != 0));
    match held.and_then(|held| held.get()) {
        Some(object) => Ok(object.to_owned()),
        None => Err(raise(NUMPYNI_ERROR_TYPE, &format!("no dtype is registered for the word {:#x}", to_word(dtype)))),
    }
}

/// What the shared layer has registered for the word of an opaque type.
#[cold]
fn opaque_dtype(state: &State, dtype: NumPyNI_DType) -> Outcome<Owned> {
    let Some(known) = state.hooks.opaque.get() else {
        return Err(raise(NUMPYNI_ERROR_TYPE, "opaque types are not known yet"));
    };
    let word = unsigned(to_word(dtype))?;
    // SAFETY: a mapping and a key, both alive.
    owned(unsafe { ffi::PyObject_GetItem(known.as_ptr(), word.as_ref().as_ptr()) })
}

/// `a.transpose(axes)`, or all axes reversed.
pub fn transpose(state: &State, array: &ArrayObject, axes: Option<&[i64]>) -> Outcome<Owned> {
    let (first, len) = axes.map_or((null(), 0), |axes| (axes.as_ptr(), axes.len() as i32));
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours, an open handle, `len` axes or NULL.
        unsafe { (api.array_transpose)(context, array.handle.get(), first, len, out) }
    })?;
    derive(state, array, handle)
}

/// The real or the imaginary parts of complex elements, as a view; the shared layer knows the rest.
fn part(state: &State, array: &ArrayObject, which: i64, cold: &std::ffi::CStr) -> Outcome<Owned> {
    let dtype = array.dtype();
    if which == 0 && !array.is_opaque() && dtype.code != NUMPYNI_TYPE_COMPLEX {
        return Ok(array.as_ref().to_owned());
    }
    if dtype.code != NUMPYNI_TYPE_COMPLEX || dtype.ext != 0 {
        return array.as_ref().attribute(cold)?.as_ref().call(&[]);
    }
    let half = NumPyNI_DType { code: NUMPYNI_TYPE_FLOAT, bits: dtype.bits / 2, ..dtype };
    let (shape, strides, offset) = (array.shape(), array.strides(), which * i64::from(half.bits / 8));
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours, an open handle, a length and a stride for each axis.
        unsafe {
            (api.array_as_strided)(context, array.handle.get(), half, shape.len() as i32, shape.as_ptr(), strides.as_ptr(), offset, 0, out)
        }
    })?;
    derive(state, array, handle)
}

unsafe extern "C" fn set_real(this: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> i32 {
    set_cold(this, value, c"_set_real")
}

unsafe extern "C" fn set_imag(this: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> i32 {
    set_cold(this, value, c"_set_imag")
}

/// `a.shape = shape` and its kin: the shared layer computes the layout and calls `set_layout`.
unsafe extern "C" fn set_shape(this: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> i32 {
    set_cold(this, value, c"_set_shape")
}

unsafe extern "C" fn set_dtype(this: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> i32 {
    set_cold(this, value, c"_set_dtype")
}

unsafe extern "C" fn set_strides(this: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> i32 {
    set_cold(this, value, c"_set_strides")
}

fn set_cold(this: *mut PyObject, value: *mut PyObject, name: &std::ffi::CStr) -> i32 {
    guard_status(|| {
        if value.is_null() {
            return Err(attribute_error("Cannot delete an attribute of an array's layout"));
        }
        // SAFETY: the interpreter passes an instance.
        let this = unsafe { Ref::new(this) };
        // SAFETY: not NULL: an object.
        let value = unsafe { Ref::new(value) };
        this.attribute(name)?.as_ref().call(&[value]).map(drop)
    })
}

/// The attributes of the type.
pub fn all() -> Vec<PyGetSetDef> {
    vec![
        attribute(c"shape", shape, Some(set_shape), c"Tuple of array dimensions."),
        attribute(c"strides", strides, Some(set_strides), c"Tuple of bytes to step in each dimension."),
        attribute(c"ndim", ndim, None, c"Number of array dimensions."),
        attribute(c"size", size, None, c"Number of elements in the array."),
        attribute(c"itemsize", itemsize, None, c"Length of one array element in bytes."),
        attribute(c"nbytes", nbytes, None, c"Total bytes consumed by the elements of the array."),
        attribute(c"dtype", dtype, Some(set_dtype), c"Data-type of the array's elements."),
        attribute(c"T", transposed, None, c"View of the transposed array."),
        attribute(c"real", real, Some(set_real), c"The real parts: a view."),
        attribute(c"imag", imag, Some(set_imag), c"The imaginary parts: a view; zeroes, read-only, of a real array."),
        attribute(c"base", base, None, c"Base object if memory is from some other object."),
        attribute(c"data", data, None, c"Python buffer object pointing to the start of the array's data."),
    ]
}

