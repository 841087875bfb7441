//! The iterator over an array's first axis.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicI64, Ordering};

use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::array::ArrayObject;
use crate::errors::raise;
use crate::index::at;
use crate::object::*;
use crate::state::State;
use crate::types::{Slots, Spec, slot};

/// The memory of an iterator.
#[repr(C)]
struct IteratorObject {
    header: PyObject,
    /// The array, owned.
    array: *mut PyObject,
    position: AtomicI64,
}

unsafe extern "C" fn iterate(array: *mut PyObject) -> *mut PyObject {
    let state = State::get();
    // SAFETY: the interpreter passes an instance.
    if unsafe { ArrayObject::of(array) }.ndim() == 0 {
        let Raised = raise(numpyni_sys::NUMPYNI_ERROR_TYPE, "iteration over a 0-d array");
        return null_mut();
    }
    // SAFETY: the interpreter passes an instance, whose class lives as long.
    let class = unsafe { ffi::Py_TYPE(array) };
    if class != state.types.ndarray && item_of(class) != item_of(state.types.ndarray) {
        // SAFETY: an array is a sequence.
        return unsafe { ffi::PySeqIter_New(array) };
    }
    // SAFETY: a type of ours.
    let iterator = unsafe { ffi::PyType_GenericAlloc(state.types.iterator, 0) };
    if !iterator.is_null() {
        // SAFETY: the array is alive.
        unsafe { ffi::Py_INCREF(array) };
        // SAFETY: a new, zeroed iterator.
        unsafe { (*iterator.cast::<IteratorObject>()).array = array };
    }
    iterator
}

/// What gives the items of a sequence: another function than `ndarray`'s where a subclass has a `__getitem__` of its own.
fn item_of(class: *mut PyTypeObject) -> *mut std::ffi::c_void {
    // SAFETY: a live heap type.
    unsafe { ffi::PyType_GetSlot(class, ffi::Py_sq_item) }
}

unsafe extern "C" fn next(iterator: *mut PyObject) -> *mut PyObject {
    // SAFETY: the interpreter passes an instance.
    let iterator = unsafe { &*iterator.cast::<IteratorObject>() };
    // SAFETY: an iterator owns its array.
    let array = unsafe { ArrayObject::of(iterator.array) };
    // Without a GIL a position is taken before its item is: no two threads get the same.
    let taken = cfg!(feature = "free-threaded");
    let position = if taken { iterator.position.fetch_add(1, Ordering::Relaxed) } else { iterator.position.load(Ordering::Relaxed) };
    match at(State::get(), array, position) {
        Ok(Some(item)) => {
            if !taken {
                iterator.position.store(position + 1, Ordering::Relaxed);
            }
            item.into_ptr()
        }
        Ok(None) | Err(Raised) => null_mut(),
    }
}

unsafe extern "C" fn dealloc(iterator: *mut PyObject) {
    // SAFETY: the interpreter deallocates instances only.
    let array = unsafe { (*iterator.cast::<IteratorObject>()).array };
    // SAFETY: as above.
    let class: *mut PyTypeObject = unsafe { ffi::Py_TYPE(iterator) };
    // SAFETY: it came from the generic allocator; the type is not subclassed and has no cycles.
    unsafe { ffi::PyObject_Free(iterator.cast()) };
    // SAFETY: an instance of a heap type owns a reference to it.
    unsafe { ffi::Py_DECREF(class.cast()) };
    // SAFETY: the iterator owned it (NULL if it was never set).
    unsafe { ffi::Py_XDECREF(array) };
}

/// Makes the iterator's type.
pub fn make_type(module: Ref<'_>) -> Outcome<*mut PyTypeObject> {
    let flags = ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION;
    let mut spec = Spec::new("numpyni.ndarray_iterator", size_of::<IteratorObject>(), flags);
    spec.slots.push(slot(ffi::Py_tp_iter, ffi::PyObject_SelfIter as *const ()));
    spec.slots.push(slot(ffi::Py_tp_iternext, next as ffi::iternextfunc as *const ()));
    spec.slots.push(slot(ffi::Py_tp_dealloc, dealloc as ffi::destructor as *const ()));
    spec.make(module, None)
}

/// The slot of `iter(a)`.
pub fn slots(slots: &mut Slots) {
    slots.push(slot(ffi::Py_tp_iter, iterate as ffi::getiterfunc as *const ()));
}
