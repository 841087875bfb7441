//! Python's buffer protocol: arrays to buffers, and buffers to arrays, without a copy.

use std::ffi::{CStr, c_void};
use std::mem::MaybeUninit;
use std::ptr::{NonNull, null, null_mut};

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{Py_buffer, PyObject};

use crate::array::{ArrayObject, wrap};
use crate::element::{KINDS, Kind};
use crate::errors::raise;
use crate::host::with_gil;
use crate::object::*;
use crate::runtime::Call;
use crate::state::State;
use crate::types::{Slots, slot};

/// The formats of byte-swapped elements, by kind.
const SWAPPED: [&CStr; 15] = [
    c"?", c"b", c">h", c">i", c">q", c"B", c">H", c">I", c">Q", c">e", c"", c">f", c">d", c">Zf", c">Zd",
];

unsafe extern "C" fn get_buffer(this: *mut PyObject, buffer: *mut Py_buffer, flags: i32) -> i32 {
    guard_status(|| {
        // SAFETY: the interpreter passes an instance.
        let array = unsafe { ArrayObject::of(this) };
        if buffer.is_null() {
            return Err(raise(NUMPYNI_ERROR_BUFFER, "NULL view in getbuffer"));
        }
        // SAFETY: the caller's place for the result: `obj` stays NULL on failure.
        unsafe { (*buffer).obj = null_mut() };
        let filled = describe(array, flags)?;
        // SAFETY: as above; the buffer owns a reference to the array, which keeps all pointers.
        unsafe { buffer.write(filled) };
        std::mem::forget(array.as_ref().to_owned());
        Ok(())
    })
}

/// The buffer of an array (its reference to the array is borrowed yet), if the array can be seen as `flags` ask.
fn describe(array: &ArrayObject, flags: i32) -> Outcome<Py_buffer> {
    let asked = |flag: i32| flags & flag == flag;
    let refuse = |message: &str| Err(raise(NUMPYNI_ERROR_BUFFER, message));
    let (view, shape, _) = array.layout();
    let has = |flag: u32| view.flags & flag != 0;
    let (c, f) = (has(NUMPYNI_C_CONTIGUOUS), has(NUMPYNI_F_CONTIGUOUS));
    if asked(ffi::PyBUF_WRITABLE) && has(NUMPYNI_READONLY) {
        return Err(raise(NUMPYNI_ERROR_VALUE, "buffer source array is read-only"));
    }
    if asked(ffi::PyBUF_C_CONTIGUOUS) && !c {
        return Err(raise(NUMPYNI_ERROR_VALUE, "ndarray is not C-contiguous"));
    }
    if asked(ffi::PyBUF_F_CONTIGUOUS) && !f {
        return Err(raise(NUMPYNI_ERROR_VALUE, "ndarray is not Fortran contiguous"));
    }
    let any = asked(ffi::PyBUF_ANY_CONTIGUOUS);
    let fits = if asked(ffi::PyBUF_STRIDES) { !any || c || f } else { c };
    if !fits {
        return Err(raise(NUMPYNI_ERROR_VALUE, "ndarray is not contiguous"));
    }
    let opaque = if array.is_opaque() { Some(opaque_format(array)?) } else { None };
    let swapped = view.dtype.ext & NUMPYNI_EXT_SWAPPED != 0;
    let format = match (opaque, Kind::of(view.dtype)) {
        _ if !asked(ffi::PyBUF_FORMAT) => null(),
        (Some(format), _) => format,
        (None, None) => return refuse("an array of unknown type"),
        (None, Some(kind)) => match kind.format() {
            Some(_) if swapped => SWAPPED[kind as usize].as_ptr(),
            Some(format) => format.as_ptr(),
            None => return refuse(&format!("the buffer protocol has no format for {}", kind.name())),
        },
    };
    let shaped = asked(ffi::PyBUF_ND);
    let size: i64 = shape.iter().product();
    Ok(Py_buffer {
        buf: view.data,
        obj: array.as_ref().as_ptr(),
        len: (size * array.itemsize() as i64) as isize,
        itemsize: array.itemsize() as isize,
        readonly: i32::from(has(NUMPYNI_READONLY)),
        ndim: if shaped { view.ndim } else { 1 },
        format: format.cast_mut(),
        shape: if shaped { view.shape.cast_mut().cast() } else { null_mut() },
        strides: if asked(ffi::PyBUF_STRIDES) { view.strides.cast_mut().cast() } else { null_mut() },
        suboffsets: null_mut(),
        internal: null_mut(),
    })
}

/// The format of an opaque type: the shared layer's bytes, which the dtype object keeps as long as the process lives.
#[cold]
fn opaque_format(array: &ArrayObject) -> Outcome<*const std::ffi::c_char> {
    let dtype = array.as_ref().attribute(c"dtype")?;
    let format = dtype.as_ref().attribute(c"_buffer_format")?;
    // SAFETY: the object is alive; what is not bytes raises.
    let text = unsafe { ffi::PyBytes_AsString(format.as_ref().as_ptr()) };
    if text.is_null() { Err(Raised) } else { Ok(text) }
}

/// A buffer that is held until it is dropped.
struct Held(Box<Py_buffer>);

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: it was filled by its exporter, and is released once.
        unsafe { ffi::PyBuffer_Release(&mut *self.0) };
    }
}

/// Gives a buffer back when the last array over it is gone; on any thread.
unsafe extern "C" fn release(owner: *mut c_void) {
    // SAFETY: `owner` is a box that `from_object` leaked.
    with_gil((), || drop(Held(unsafe { Box::from_raw(owner.cast()) })));
}

/// Gives an owner back when the last array over its memory is gone; on any thread.
///
/// # Safety
/// `owner` is a reference that is given away.
pub unsafe extern "C" fn release_object(owner: *mut c_void) {
    // SAFETY: `owner` is a reference that `from_memory` gave away.
    with_gil((), || unsafe { ffi::Py_DECREF(owner.cast()) });
}

/// The array over an object's buffer, or `None` if the object has none, or one of elements that no dtype describes.
pub fn from_object(state: &State, object: Ref<'_>) -> Outcome<Option<Owned>> {
    // SAFETY: the object is alive.
    if unsafe { ffi::PyObject_CheckBuffer(object.as_ptr()) } == 0 {
        return Ok(None);
    }
    let mut buffer: Box<MaybeUninit<Py_buffer>> = Box::new(MaybeUninit::zeroed());
    // SAFETY: the object is alive, and there is room for the buffer.
    status(unsafe { ffi::PyObject_GetBuffer(object.as_ptr(), buffer.as_mut_ptr(), ffi::PyBUF_FULL_RO) })?;
    // SAFETY: zeroed, and then filled by the exporter.
    let held = Held(unsafe { buffer.assume_init() });
    let Some(dtype) = dtype_of(&held.0)? else { return Ok(None) };
    let (shape, strides) = layout(&held.0, dtype)?;
    let data = match NonNull::new(held.0.buf) {
        Some(data) => data.as_ptr(),
        None if held.0.len == 0 => NonNull::<u128>::dangling().as_ptr().cast(),
        None => return Err(raise(NUMPYNI_ERROR_BUFFER, "the object's buffer is NULL but not empty")),
    };
    let flags = if held.0.readonly != 0 { NUMPYNI_READONLY } else { 0 };
    let view = foreign_view(data, dtype, &shape, strides.as_deref(), flags);
    let owner = Box::into_raw(held_box(held)).cast();
    let made = from_view(state, &view, release, owner);
    // SAFETY: on failure the owner is still ours.
    let handle = made.inspect_err(|_| unsafe { release(owner) })?;
    wrap(state, handle, Some(object)).map(Some)
}

/// The box behind a held buffer; the caller releases it.
fn held_box(held: Held) -> Box<Py_buffer> {
    let held = std::mem::ManuallyDrop::new(held);
    // SAFETY: read once; the original is never dropped.
    unsafe { std::ptr::read(&held.0) }
}

/// The array over memory at an address.
pub fn from_memory(
    state: &State, address: usize, dtype: NumPyNI_DType, shape: &[i64], strides: Option<&[i64]>, readonly: bool,
    owner: Ref<'_>,
) -> Outcome<Owned> {
    let empty = shape.contains(&0);
    let data = match address {
        0 if empty => NonNull::<u128>::dangling().as_ptr().cast(),
        0 => return Err(raise(NUMPYNI_ERROR_VALUE, "the address of the memory is NULL")),
        address => address as *mut c_void,
    };
    if strides.is_some_and(|strides| strides.len() != shape.len()) {
        return Err(raise(NUMPYNI_ERROR_VALUE, "strides and shape must have the same length"));
    }
    let flags = if readonly { NUMPYNI_READONLY } else { 0 };
    let view = foreign_view(data, dtype, shape, strides, flags);
    let reference = owner.to_owned();
    let handle = from_view(state, &view, release_object, reference.as_ref().as_ptr().cast())?;
    std::mem::forget(reference);
    wrap(state, handle, Some(owner))
}

type Release = unsafe extern "C" fn(*mut c_void);

fn from_view(
    state: &State, view: &NumPyNI_View, release: Release, owner: *mut c_void,
) -> Outcome<crate::runtime::Handle> {
    Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours, a view whose pointers live through the call, an owner that `release` gives back.
        unsafe { (api.array_from_memory)(context, view, Some(release), owner, out) }
    })
}

fn foreign_view(
    data: *mut c_void, dtype: NumPyNI_DType, shape: &[i64], strides: Option<&[i64]>, flags: u32,
) -> NumPyNI_View {
    NumPyNI_View {
        struct_size: size_of::<NumPyNI_View>() as u32,
        flags,
        data,
        dtype,
        ndim: shape.len() as i32,
        device_type: NUMPYNI_DEVICE_CPU,
        shape: shape.as_ptr(),
        strides: strides.map_or(null(), <[i64]>::as_ptr),
        epoch: null(),
        epoch0: 0,
        lease: null_mut(),
    }
}

/// The dtype of a buffer's elements; `None` for elements that no dtype describes.
fn dtype_of(buffer: &Py_buffer) -> Outcome<Option<NumPyNI_DType>> {
    let format = if buffer.format.is_null() {
        "B"
    } else {
        // SAFETY: an exporter's format is NUL-terminated and lives as long as the buffer.
        unsafe { CStr::from_ptr(buffer.format) }.to_str().unwrap_or_default()
    };
    let Some(dtype) = dtype_of_format(format) else { return Ok(None) };
    if buffer.itemsize != isize::from(dtype.bits) / 8 {
        let message = format!("the buffer's itemsize {} does not match its format '{format}'", buffer.itemsize);
        return Err(raise(NUMPYNI_ERROR_VALUE, &message));
    }
    Ok(Some(dtype))
}

/// The dtype that a format of the `struct` module spells.
fn dtype_of_format(format: &str) -> Option<NumPyNI_DType> {
    let (order, item) = match format.as_bytes().first()? {
        b'@' | b'=' | b'<' | b'>' | b'!' | b'^' => format.split_at(1),
        _ => ("@", format),
    };
    let native = matches!(order, "@" | "^");
    let big = matches!(order, ">" | "!");
    let long = if native { size_of::<std::ffi::c_long>() } else { 4 };
    let integer = |signed: bool, size: usize| {
        KINDS.into_iter().find(|kind| {
            let code = if signed { NUMPYNI_TYPE_INT } else { NUMPYNI_TYPE_UINT };
            kind.dtype().code == code && kind.size() == size
        })
    };
    let kind = match item {
        "?" => Kind::Bool,
        "b" => Kind::Int8,
        "B" => Kind::Uint8,
        "h" => Kind::Int16,
        "H" => Kind::Uint16,
        "i" => Kind::Int32,
        "I" => Kind::Uint32,
        "l" => integer(true, long)?,
        "L" => integer(false, long)?,
        "q" => Kind::Int64,
        "Q" => Kind::Uint64,
        "n" if native => integer(true, size_of::<isize>())?,
        "N" if native => integer(false, size_of::<usize>())?,
        "e" => Kind::Float16,
        "f" => Kind::Float32,
        "d" => Kind::Float64,
        "Zf" => Kind::Complex64,
        "Zd" => Kind::Complex128,
        _ => return None,
    };
    let foreign = matches!(order, "<" | ">" | "!" | "=") && big != cfg!(target_endian = "big") && order != "=";
    let swapped = foreign && kind.size() > 1;
    Some(NumPyNI_DType { ext: if swapped { NUMPYNI_EXT_SWAPPED } else { 0 }, ..kind.dtype() })
}

type Layout = (Vec<i64>, Option<Vec<i64>>);

/// The shape and strides of a buffer; an exporter that contradicts itself is refused.
fn layout(buffer: &Py_buffer, dtype: NumPyNI_DType) -> Outcome<Layout> {
    let lie = |message: &str| Err(raise(NUMPYNI_ERROR_VALUE, message));
    let itemsize = i64::from(dtype.bits) / 8;
    let ndim = usize::try_from(buffer.ndim).unwrap_or(usize::MAX);
    if ndim > NUMPYNI_MAXDIMS as usize {
        return lie("the buffer's number of dimensions is not between 0 and 64");
    }
    // SAFETY: an exporter gives `ndim` lengths, or NULL.
    let numbers = |from: *mut isize| (!from.is_null()).then(|| unsafe { std::slice::from_raw_parts(from, ndim) });
    let copied = |numbers: &[isize]| numbers.iter().map(|&number| number as i64).collect::<Vec<_>>();
    if numbers(buffer.suboffsets).is_some_and(|suboffsets| suboffsets.iter().any(|&offset| offset >= 0)) {
        return Err(raise(NUMPYNI_ERROR_BUFFER, "a buffer with suboffsets cannot be seen as an array"));
    }
    let shape = match numbers(buffer.shape) {
        Some(shape) => copied(shape),
        None if ndim == 0 => vec![],
        None if ndim == 1 => vec![buffer.len as i64 / itemsize],
        None => return lie("the buffer has several dimensions but no shape"),
    };
    if shape.iter().any(|&length| length < 0) {
        return lie("the buffer's shape has a negative length");
    }
    let bytes = shape.iter().try_fold(itemsize, |bytes, &length| bytes.checked_mul(length));
    if bytes != Some(buffer.len as i64) {
        return lie("the buffer's length does not match its shape");
    }
    let strides = numbers(buffer.strides).map(copied);
    if let Some(strides) = &strides
        && bytes != Some(0)
    {
        let mut reach = Some(itemsize);
        for (&length, &stride) in shape.iter().zip(strides) {
            let span = stride.checked_abs().and_then(|stride| stride.checked_mul(length - 1));
            reach = reach.zip(span).and_then(|(reach, span)| reach.checked_add(span));
        }
        if reach.is_none() {
            return lie("the buffer's strides reach beyond any memory");
        }
    }
    Ok((shape, strides))
}

/// The slot of exported buffers.
pub fn slots(slots: &mut Slots) {
    slots.push(slot(ffi::Py_bf_getbuffer, get_buffer as ffi::getbufferproc as *const ()));
}
