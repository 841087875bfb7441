//! NumPy's arrays as operands of a call, read where they stand.
//!
//! NumPy keeps the layout of its array objects (`PyArrayObject_fields` of its public header) from 1.7 on. It is read directly, because
//! its buffer protocol takes longer than most calls; on the first array, what is read is compared with what its attributes say, and
//! where these differ the buffer protocol is used.

use std::ffi::{CStr, c_char, c_int, c_void};

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::buffer::release_object;
use crate::element::Kind;
use crate::object::*;
use crate::runtime::{Call, Handle};
use crate::state::State;

/// `PyArrayObject_fields`, as far as it is read.
#[repr(C)]
struct Array {
    header: PyObject,
    data: *mut c_void,
    nd: c_int,
    dimensions: *const i64,
    strides: *const i64,
    base: *mut PyObject,
    descr: *const Descr,
    flags: c_int,
}

/// `PyArray_Descr`, as far as it is read.
#[repr(C)]
struct Descr {
    header: PyObject,
    class: *mut PyTypeObject,
    kind: c_char,
    letter: c_char,
    byteorder: c_char,
    former_flags: c_char,
    number: c_int,
}

/// What NumPy's flags are to the runtime.
const FLAGS: [(c_int, u32); 3] = [(0x1, NUMPYNI_C_CONTIGUOUS), (0x2, NUMPYNI_F_CONTIGUOUS), (0x100, NUMPYNI_ALIGNED)];
const WRITEABLE: c_int = 0x0400;
/// The epoch of views that are lent: it never is what they say, so they are closed to whoever asks later.
static NEVER: u64 = 0;

/// The kinds of NumPy's type numbers; `long` has eight bytes where the runtime runs.
const KINDS: [Option<Kind>; 24] = {
    use Kind::*;
    let long = if size_of::<std::ffi::c_long>() == 8 { (Int64, Uint64) } else { (Int32, Uint32) };
    let mut kinds = [None; 24];
    let numbers = [
        (0, Bool), (1, Int8), (2, Uint8), (3, Int16), (4, Uint16), (5, Int32), (6, Uint32), (7, long.0), (8, long.1),
        (9, Int64), (10, Uint64), (11, Float32), (12, Float64), (14, Complex64), (15, Complex128), (23, Float16),
    ];
    let mut i = 0;
    while i < numbers.len() {
        kinds[numbers[i].0] = Some(numbers[i].1);
        i += 1;
    }
    kinds
};

/// The handle of an array over the memory of a NumPy array; None for any other object.
#[inline(always)]
pub fn handle(state: &State, object: Ref<'_>) -> Outcome<Option<Handle>> {
    let known = state.numpy.pointer() == Some(object.class().cast());
    if known || recognise(state, object)? { open(state, object) } else { Ok(None) }
}

/// A view of a NumPy array, for one call that keeps the array. No handle is opened: the view names the object instead
/// (`NumPyNI_View::epoch0`). None for any other object, and where another thread could change the array meanwhile.
#[inline(always)]
pub fn lent(state: &State, object: Ref<'_>) -> Option<NumPyNI_View> {
    if cfg!(feature = "free-threaded") || state.numpy.pointer() != Some(object.class().cast()) {
        return None;
    }
    let mut view = view(object)?;
    // SAFETY: an instance of NumPy's array type, whose layout has been checked.
    let flags = unsafe { (*object.as_ptr().cast::<Array>()).flags };
    for (flag, of_ours) in FLAGS {
        view.flags |= if flags & flag != 0 { of_ours } else { 0 };
    }
    view.flags |= if view.dtype.ext & NUMPYNI_EXT_SWAPPED == 0 { NUMPYNI_NATIVE_ENDIAN } else { 0 };
    (view.epoch, view.epoch0) = (&raw const NEVER, object.as_ptr().expose_provenance() as u64);
    Some(view)
}

fn open(state: &State, object: Ref<'_>) -> Outcome<Option<Handle>> {
    let Some(view) = view(object) else { return Ok(None) };
    let owner = object.to_owned();
    let handle = Call::new(state.api).handle(|api, context, out| {
        let owner = owner.as_ref().as_ptr().cast();
        // SAFETY: a context of ours; the view's pointers belong to the array, which the owner keeps.
        unsafe { (api.array_from_memory)(context, &view, Some(release_object), owner, out) }
    })?;
    std::mem::forget(owner);
    Ok(Some(handle))
}

/// What stands in a NumPy array; None where the runtime has no such dtype.
#[inline(always)]
fn view(object: Ref<'_>) -> Option<NumPyNI_View> {
    // SAFETY: an instance of NumPy's array type, whose layout has been checked.
    let array = unsafe { &*object.as_ptr().cast::<Array>() };
    // SAFETY: an array has a dtype.
    let descr = unsafe { &*array.descr };
    let kind = *KINDS.get(usize::try_from(descr.number).ok()?)?;
    let foreign = if cfg!(target_endian = "big") { b'<' } else { b'>' };
    let swapped = if descr.byteorder as u8 == foreign { NUMPYNI_EXT_SWAPPED } else { 0 };
    Some(NumPyNI_View {
        struct_size: size_of::<NumPyNI_View>() as u32,
        flags: if array.flags & WRITEABLE == 0 { NUMPYNI_READONLY } else { 0 },
        data: array.data,
        dtype: NumPyNI_DType { ext: swapped, ..kind?.dtype() },
        ndim: array.nd,
        device_type: NUMPYNI_DEVICE_CPU,
        shape: array.dimensions,
        strides: array.strides,
        epoch: std::ptr::null(),
        epoch0: 0,
        lease: std::ptr::null_mut(),
    })
}

/// Whether an object is the first NumPy array, and says of itself what stands in it: then its type is known from now on.
#[cold]
fn recognise(state: &State, object: Ref<'_>) -> Outcome<bool> {
    if state.numpy.pointer().is_some() {
        return Ok(false);
    }
    // SAFETY: a borrowed reference, or NULL.
    let modules = unsafe { ffi::PyImport_GetModuleDict() };
    // SAFETY: the interpreter's dict of modules; a borrowed reference, or NULL.
    let numpy = unsafe { ffi::PyDict_GetItemString(modules, c"numpy".as_ptr()) };
    if numpy.is_null() {
        return Ok(false);
    }
    // SAFETY: a module that is imported.
    let numpy = unsafe { Ref::new(numpy) }.to_owned();
    let class = match numpy.as_ref().attribute(c"ndarray") {
        Ok(class) => class,
        Err(Raised) => {
            clear_error();
            return Ok(false);
        }
    };
    if class.as_ref() != object.class_ref() || !tells_the_truth(object).unwrap_or_else(|Raised| {
        clear_error();
        false
    }) {
        return Ok(false);
    }
    state.numpy.set(class.as_ref());
    Ok(true)
}

/// Whether what stands in the array is what its attributes say.
fn tells_the_truth(object: Ref<'_>) -> Outcome<bool> {
    let lengths = |name: &CStr| {
        let tuple = object.attribute(name)?;
        (0..tuple.as_ref().tuple_len()?).map(|i| tuple.as_ref().tuple_item(i)?.to_i64()).collect::<Outcome<Vec<_>>>()
    };
    let (shape, strides) = (lengths(c"shape")?, lengths(c"strides")?);
    let number = object.attribute(c"dtype")?.as_ref().attribute(c"num")?.as_ref().to_i64()?;
    let data = object.attribute(c"ctypes")?.as_ref().attribute(c"data")?.as_ref().to_i64()?;
    let writeable = object.attribute(c"flags")?.as_ref().attribute(c"writeable")?.as_ref().is_true()?;
    // SAFETY: an array object of NumPy is larger than what is read of it here, in every release.
    let array = unsafe { &*object.as_ptr().cast::<Array>() };
    let read = |from: *const i64| {
        if from.is_null() || array.nd <= 0 {
            return vec![];
        }
        // SAFETY: the number of dimensions has been found to be right.
        unsafe { std::slice::from_raw_parts(from, array.nd as usize) }.to_vec()
    };
    let plain = i64::from(array.nd) == shape.len() as i64
        && array.data as i64 == data
        && (array.flags & WRITEABLE != 0) == writeable
        && read(array.dimensions) == shape
        && read(array.strides) == strides;
    // SAFETY: where all else is right, this is the dtype.
    Ok(plain && i64::from(unsafe { (*array.descr).number }) == number)
}
