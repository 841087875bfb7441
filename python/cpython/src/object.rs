//! References to Python objects.
//!
//! A [`Ref`] is made by the few unsafe lines at the boundary; whoever holds one holds the GIL and a live object, so its methods
//! are safe. A [`Raised`] says that an exception is pending in the interpreter.

use std::ffi::CStr;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{NonNull, null_mut};

use numpyni_sys::{NUMPYNI_ERROR_INTERNAL, NUMPYNI_ERROR_TYPE};
use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::errors::raise;

/// A Python exception is pending.
#[derive(Debug)]
pub struct Raised;

/// A value, or a pending exception.
pub type Outcome<T> = Result<T, Raised>;

/// A borrowed object, alive for `'a`; the proof that the GIL is held.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Ref<'a>(NonNull<PyObject>, PhantomData<&'a PyObject>);

/// An owned reference.
pub struct Owned(NonNull<PyObject>);

impl<'a> Ref<'a> {
    /// # Safety
    /// `pointer` is a live object for `'a`, and the GIL is held for `'a`.
    #[inline(always)]
    pub unsafe fn new(pointer: *mut PyObject) -> Self {
        // SAFETY: an object's pointer is not NULL.
        Ref(unsafe { NonNull::new_unchecked(pointer) }, PhantomData)
    }

    #[inline(always)]
    pub fn as_ptr(self) -> *mut PyObject {
        self.0.as_ptr()
    }

    #[inline(always)]
    pub fn class(self) -> *mut PyTypeObject {
        // SAFETY: the object is alive.
        unsafe { ffi::Py_TYPE(self.as_ptr()) }
    }

    /// Its class, as an object.
    pub fn class_ref(self) -> Ref<'a> {
        // SAFETY: an object's class lives as long as the object.
        unsafe { Ref::new(self.class().cast()) }
    }

    #[inline(always)]
    pub fn is_exact(self, class: *mut PyTypeObject) -> bool {
        self.class() == class
    }

    #[inline]
    pub fn is_instance(self, class: *mut PyTypeObject) -> bool {
        // SAFETY: both are alive; `class` is a type.
        self.is_exact(class) || unsafe { ffi::PyType_IsSubtype(self.class(), class) } != 0
    }

    #[inline(always)]
    pub fn is_float(self) -> bool {
        self.is_exact(&raw mut ffi::PyFloat_Type)
    }

    #[inline(always)]
    pub fn is_int(self) -> bool {
        self.is_exact(&raw mut ffi::PyLong_Type)
    }

    #[inline(always)]
    pub fn is_bool(self) -> bool {
        self.is_exact(&raw mut ffi::PyBool_Type)
    }

    #[inline(always)]
    pub fn is_complex(self) -> bool {
        self.is_exact(&raw mut ffi::PyComplex_Type)
    }

    #[inline(always)]
    pub fn is_tuple(self) -> bool {
        self.is_exact(&raw mut ffi::PyTuple_Type)
    }

    pub fn is_type(self) -> bool {
        self.is_instance(&raw mut ffi::PyType_Type)
    }

    #[inline(always)]
    pub fn is_none(self) -> bool {
        // SAFETY: None is immortal, the comparison is of addresses.
        self.as_ptr() == unsafe { ffi::Py_None() }
    }

    pub fn is_true(self) -> Outcome<bool> {
        // SAFETY: the object is alive.
        match unsafe { ffi::PyObject_IsTrue(self.as_ptr()) } {
            -1 => Err(Raised),
            truth => Ok(truth != 0),
        }
    }

    #[inline(always)]
    pub fn to_owned(self) -> Owned {
        // SAFETY: the object is alive.
        unsafe { ffi::Py_INCREF(self.as_ptr()) };
        Owned(self.0)
    }

    /// The double of a float.
    #[inline(always)]
    pub fn to_f64(self) -> Outcome<f64> {
        // SAFETY: the object is alive.
        let value = unsafe { ffi::PyFloat_AsDouble(self.as_ptr()) };
        if value == -1.0 { pending().map(|()| value) } else { Ok(value) }
    }

    /// The integer of an object with `__index__`, within 64 bits.
    #[inline(always)]
    pub fn to_i64(self) -> Outcome<i64> {
        // SAFETY: the object is alive.
        let value = unsafe { ffi::PyLong_AsLongLong(self.as_ptr()) };
        if value == -1 { pending().map(|()| value) } else { Ok(value) }
    }

    pub fn to_u64(self) -> Outcome<u64> {
        // SAFETY: the object is alive.
        let value = unsafe { ffi::PyLong_AsUnsignedLongLong(self.as_ptr()) };
        if value == u64::MAX { pending().map(|()| value) } else { Ok(value) }
    }

    /// Whether it is a str with the given ASCII text.
    #[inline(always)]
    pub fn is_text(self, text: &CStr) -> bool {
        // SAFETY: a str, which is asked for first; the text ends with a NUL.
        self.is_instance(&raw mut ffi::PyUnicode_Type) && unsafe { ffi::PyUnicode_CompareWithASCIIString(self.as_ptr(), text.as_ptr()) == 0 }
    }

    /// The text of a str.
    pub fn to_text(self) -> Outcome<String> {
        let mut size = 0;
        // SAFETY: the object is alive; anything but a str raises TypeError.
        let bytes = unsafe { ffi::PyUnicode_AsUTF8AndSize(self.as_ptr(), &mut size) };
        if bytes.is_null() {
            return Err(Raised);
        }
        // SAFETY: the str holds `size` bytes of UTF-8.
        let bytes = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), size as usize) };
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    pub fn attribute(self, name: &CStr) -> Outcome<Owned> {
        // SAFETY: the object and the name are alive; the result is a new reference.
        owned(unsafe { ffi::PyObject_GetAttrString(self.as_ptr(), name.as_ptr()) })
    }

    pub fn set_attribute(self, name: &CStr, value: Ref<'_>) -> Outcome<()> {
        // SAFETY: all three are alive.
        status(unsafe { ffi::PyObject_SetAttrString(self.as_ptr(), name.as_ptr(), value.as_ptr()) })
    }

    pub fn call(self, arguments: &[Ref<'_>]) -> Outcome<Owned> {
        if let Some(call) = vectorcall() {
            // SAFETY: a callable, and live objects, each of which is its pointer.
            return owned(unsafe { call(self.as_ptr(), arguments.as_ptr().cast(), arguments.len(), null_mut()) });
        }
        self.call_tuple(tuple(arguments)?.as_ref(), None)
    }

    pub fn call_tuple(self, arguments: Ref<'_>, keywords: Option<Ref<'_>>) -> Outcome<Owned> {
        let keywords = keywords.map_or(null_mut(), Ref::as_ptr);
        // SAFETY: a callable, a tuple, and a dict or NULL; the result is a new reference.
        owned(unsafe { ffi::PyObject_Call(self.as_ptr(), arguments.as_ptr(), keywords) })
    }

    /// How many items a tuple has; anything else raises.
    pub fn tuple_len(self) -> Outcome<usize> {
        // SAFETY: the object is alive; a wrong type raises.
        usize::try_from(unsafe { ffi::PyTuple_Size(self.as_ptr()) }).map_err(|_| Raised)
    }

    pub fn tuple_item(self, index: usize) -> Outcome<Ref<'a>> {
        // SAFETY: the object is alive; a wrong type or index raises.
        let item = unsafe { ffi::PyTuple_GetItem(self.as_ptr(), index as isize) };
        if item.is_null() {
            return Err(Raised);
        }
        // SAFETY: a tuple keeps its items.
        Ok(unsafe { Ref::new(item) })
    }
}

impl Owned {
    #[inline(always)]
    pub fn as_ref(&self) -> Ref<'_> {
        Ref(self.0, PhantomData)
    }

    #[inline(always)]
    pub fn into_ptr(self) -> *mut PyObject {
        let pointer = self.0.as_ptr();
        std::mem::forget(self);
        pointer
    }
}

/// What a call to the interpreter gave: a new reference, or NULL with an exception pending. (The unsafe call that made the
/// pointer answers for that.)
#[inline(always)]
pub fn owned(pointer: *mut PyObject) -> Outcome<Owned> {
    NonNull::new(pointer).map(Owned).ok_or(Raised)
}

impl Drop for Owned {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: this reference is ours, and the GIL is held where an Owned lives.
        unsafe { ffi::Py_DECREF(self.0.as_ptr()) };
    }
}

/// `Err` if an exception is pending.
pub fn pending() -> Outcome<()> {
    // SAFETY: called with the GIL held, as everything in this file.
    if unsafe { ffi::PyErr_Occurred() }.is_null() { Ok(()) } else { Err(Raised) }
}

/// Forgets the pending exception.
pub fn clear_error() {
    // SAFETY: the GIL is held.
    unsafe { ffi::PyErr_Clear() };
}

/// `Err` for a status that is not zero.
pub fn status(code: i32) -> Outcome<()> {
    if code == 0 { Ok(()) } else { Err(Raised) }
}

#[inline(always)]
pub fn none() -> Owned {
    // SAFETY: the address of None.
    let none = unsafe { ffi::Py_None() };
    // SAFETY: None is alive.
    unsafe { Ref::new(none) }.to_owned()
}

pub fn not_implemented() -> Owned {
    // SAFETY: the address of NotImplemented.
    let object = unsafe { ffi::Py_NotImplemented() };
    // SAFETY: NotImplemented is alive.
    unsafe { Ref::new(object) }.to_owned()
}

pub fn boolean(value: bool) -> Outcome<Owned> {
    // SAFETY: the result is a new reference.
    owned(unsafe { ffi::PyBool_FromLong(value.into()) })
}

#[inline(always)]
pub fn int(value: i64) -> Outcome<Owned> {
    // SAFETY: the result is a new reference.
    owned(unsafe { ffi::PyLong_FromLongLong(value) })
}

#[inline(always)]
pub fn unsigned(value: u64) -> Outcome<Owned> {
    // SAFETY: the result is a new reference.
    owned(unsafe { ffi::PyLong_FromUnsignedLongLong(value) })
}

#[inline(always)]
pub fn float(value: f64) -> Outcome<Owned> {
    // SAFETY: the result is a new reference.
    owned(unsafe { ffi::PyFloat_FromDouble(value) })
}

pub fn complex(real: f64, imag: f64) -> Outcome<Owned> {
    // SAFETY: the result is a new reference.
    owned(unsafe { ffi::PyComplex_FromDoubles(real, imag) })
}

pub fn text(value: &str) -> Outcome<Owned> {
    // SAFETY: the bytes are UTF-8 and of that length; the result is a new reference.
    owned(unsafe { ffi::PyUnicode_FromStringAndSize(value.as_ptr().cast(), value.len() as isize) })
}

pub fn tuple(items: &[Ref<'_>]) -> Outcome<Owned> {
    tuple_of(items.len(), |index| Ok(items[index].to_owned()))
}

/// A tuple of `len` items, each made by `item`.
pub fn tuple_of(len: usize, mut item: impl FnMut(usize) -> Outcome<Owned>) -> Outcome<Owned> {
    // SAFETY: the result is a new reference.
    let tuple = owned(unsafe { ffi::PyTuple_New(len as isize) })?;
    for index in 0..len {
        let item = item(index)?.into_ptr();
        // SAFETY: the tuple is new and has that place; the reference is given away.
        status(unsafe { ffi::PyTuple_SetItem(tuple.0.as_ptr(), index as isize, item) })?;
    }
    Ok(tuple)
}

/// A list of `len` items, each made by `item`.
pub fn list_of(len: usize, mut item: impl FnMut(usize) -> Outcome<Owned>) -> Outcome<Owned> {
    // SAFETY: the result is a new reference.
    let list = owned(unsafe { ffi::PyList_New(len as isize) })?;
    for index in 0..len {
        let item = item(index)?.into_ptr();
        // SAFETY: the list is new and has that place; the reference is given away.
        status(unsafe { ffi::PyList_SetItem(list.0.as_ptr(), index as isize, item) })?;
    }
    Ok(list)
}

/// Runs the body of an entry from Python: a pending exception gives `failure`, and so does a panic, as SystemError.
#[inline(always)]
pub fn guard<T>(failure: T, body: impl FnOnce() -> Outcome<T>) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => value,
        Ok(Err(Raised)) => failure,
        Err(_) => {
            let Raised = raise(NUMPYNI_ERROR_INTERNAL, "a defect of numpyni: a panic in its native host");
            failure
        }
    }
}

/// [`guard`] for an entry that gives an object.
#[inline(always)]
pub fn guard_object(body: impl FnOnce() -> Outcome<Owned>) -> *mut PyObject {
    guard(null_mut(), || body().map(Owned::into_ptr))
}

/// [`guard`] for an entry whose result is a status.
#[inline(always)]
pub fn guard_status(body: impl FnOnce() -> Outcome<()>) -> i32 {
    guard(-1, || body().map(|()| 0))
}

/// The result of an entry that cannot panic.
#[inline(always)]
pub fn give(outcome: Outcome<Owned>) -> *mut PyObject {
    outcome.map_or(null_mut(), Owned::into_ptr)
}

/// The type of a class, or TypeError.
pub fn as_type(class: Ref<'_>) -> Outcome<*mut PyTypeObject> {
    if class.is_type() { Ok(class.as_ptr().cast()) } else { Err(raise(NUMPYNI_ERROR_TYPE, "a class is needed")) }
}

/// `PyObject_Vectorcall`: part of every CPython since 3.9, of the limited API since 3.12, so it is looked up by its name.
#[cfg(unix)]
pub fn vectorcall() -> Option<ffi::vectorcallfunc> {
    static FOUND: std::sync::LazyLock<Option<ffi::vectorcallfunc>> = std::sync::LazyLock::new(|| {
        let process = libloading::os::unix::Library::this();
        // SAFETY: CPython's function has had this signature since it is public.
        unsafe { process.get::<ffi::vectorcallfunc>(b"PyObject_Vectorcall\0") }.ok().map(|found| *found)
    });
    *FOUND
}

/// Elsewhere calls go by tuples.
#[cfg(not(unix))]
pub fn vectorcall() -> Option<ffi::vectorcallfunc> {
    None
}
