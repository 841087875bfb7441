//! Types from specs: lists of slots, members, attributes and methods, which the interpreter keeps for ever.

use std::collections::BTreeMap;
use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr::{null, null_mut};
use std::sync::{Mutex, PoisonError};

use pyo3_ffi as ffi;
use pyo3_ffi::{PyGetSetDef, PyMemberDef, PyMethodDef, PyMethodDefPointer, PyObject, PyType_Slot, PyTypeObject};

use crate::object::{Outcome, Owned, Ref, owned};

/// The slots of a type, without the end mark.
pub type Slots = Vec<PyType_Slot>;

/// PEP 590's flag; the limited API names it from 3.12 on.
pub const HAVE_VECTORCALL: u64 = 1 << 11;

/// A slot with a function.
pub fn slot(id: c_int, function: *const ()) -> PyType_Slot {
    PyType_Slot { slot: id, pfunc: function.cast_mut().cast() }
}

/// An offset that the interpreter reads from a type's members (`__weaklistoffset__`, `__vectorcalloffset__`).
pub fn offset_member(name: &'static CStr, offset: usize) -> PyMemberDef {
    PyMemberDef {
        name: name.as_ptr(),
        type_code: ffi::Py_T_PYSSIZET,
        offset: offset as isize,
        flags: ffi::Py_READONLY,
        doc: null(),
    }
}

/// An attribute with a getter, and a setter or none.
pub fn attribute(name: &'static CStr, get: ffi::getter, set: Option<ffi::setter>, doc: &'static CStr) -> PyGetSetDef {
    PyGetSetDef { name: name.as_ptr(), get: Some(get), set, doc: doc.as_ptr(), closure: null_mut() }
}

/// The C type of every method and function of ours: `METH_FASTCALL | METH_KEYWORDS`.
pub type Fast = unsafe extern "C" fn(*mut PyObject, *const *mut PyObject, isize, *mut PyObject) -> *mut PyObject;

/// A method or function; `doc` may be NULL.
pub fn method(name: &'static CStr, function: Fast, doc: *const c_char) -> PyMethodDef {
    PyMethodDef {
        ml_name: name.as_ptr(),
        ml_meth: PyMethodDefPointer { PyCFunctionFastWithKeywords: function },
        ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        ml_doc: doc,
    }
}

/// A type before it is made.
pub struct Spec {
    pub name: String,
    pub size: usize,
    pub flags: u64,
    pub slots: Slots,
    pub members: Vec<PyMemberDef>,
    pub attributes: Vec<PyGetSetDef>,
    pub methods: Vec<PyMethodDef>,
}

/// The lists of a type, which the interpreter points into. They are the same in every interpreter, and stand for ever.
struct Lists {
    name: CString,
    slots: Slots,
}

// SAFETY: the interpreters only read them.
unsafe impl Send for Lists {}
// SAFETY: as above.
unsafe impl Sync for Lists {}

static LISTS: Mutex<BTreeMap<String, &Lists>> = Mutex::new(BTreeMap::new());

/// A text that the interpreter points to: kept for ever, once.
pub fn kept_text(text: String) -> *const c_char {
    static TEXTS: Mutex<BTreeMap<String, CString>> = Mutex::new(BTreeMap::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    texts.entry(text).or_insert_with_key(|text| CString::new(text.as_str()).unwrap_or_default()).as_ptr()
}

/// A slot with a list that ends with an empty entry; the list is never freed.
fn list_slot<T: Default>(id: c_int, mut list: Vec<T>) -> PyType_Slot {
    list.push(T::default());
    PyType_Slot { slot: id, pfunc: list.leak().as_mut_ptr().cast() }
}

impl Spec {
    pub fn new(name: &str, size: usize, flags: u64) -> Spec {
        Spec { name: name.to_owned(), size, flags, slots: vec![], members: vec![], attributes: vec![], methods: vec![] }
    }

    /// Makes the type, with `bases` (a tuple) or with `object`.
    pub fn make(self, module: Ref<'_>, bases: Option<Ref<'_>>) -> Outcome<*mut PyTypeObject> {
        let (size, flags) = (self.size, self.flags);
        let lists = *LISTS.lock().unwrap_or_else(PoisonError::into_inner).entry(self.name.clone()).or_insert_with(|| self.leak());
        let mut spec = ffi::PyType_Spec {
            name: lists.name.as_ptr(),
            basicsize: size as c_int,
            itemsize: 0,
            flags: (ffi::Py_TPFLAGS_DEFAULT | flags) as u32,
            slots: lists.slots.as_ptr().cast_mut(),
        };
        let bases = bases.map_or(null_mut(), Ref::as_ptr);
        // SAFETY: the spec and its lists are complete; bases is a tuple of types or NULL.
        let made = owned(unsafe { ffi::PyType_FromModuleAndSpec(module.as_ptr(), &mut spec, bases) })?;
        Ok(made.into_ptr().cast())
    }

    fn leak(mut self) -> &'static Lists {
        if !self.members.is_empty() {
            self.slots.push(list_slot(ffi::Py_tp_members, self.members));
        }
        if !self.attributes.is_empty() {
            self.slots.push(list_slot(ffi::Py_tp_getset, self.attributes));
        }
        if !self.methods.is_empty() {
            self.slots.push(list_slot(ffi::Py_tp_methods, self.methods));
        }
        self.slots.push(PyType_Slot::default());
        let name = CString::new(self.name).unwrap_or_default();
        Box::leak(Box::new(Lists { name, slots: self.slots }))
    }
}

/// The slots that keep a type out of the garbage collector although its bases, being Python classes, are in it: a type with a
/// `tp_traverse` of its own does not inherit their flag. The function serves subclasses, which are in it.
pub fn uncollected(traverse: ffi::traverseproc) -> [PyType_Slot; 2] {
    let free: ffi::freefunc = ffi::PyObject_Free;
    [slot(ffi::Py_tp_traverse, traverse as *const ()), slot(ffi::Py_tp_free, free as *const ())]
}

/// ImportError if instances of the class would need a collector's header: we allocate them without.
pub fn check_uncollected(class: *mut PyTypeObject) -> Outcome<()> {
    // SAFETY: a type.
    let flags = unsafe { ffi::PyType_GetFlags(class) };
    if flags & ffi::Py_TPFLAGS_HAVE_GC == 0 {
        return Ok(());
    }
    Err(crate::errors::import_error("this interpreter puts native types into its garbage collector"))
}

/// A traversal of an object's class alone.
pub unsafe extern "C" fn traverse_class(
    object: *mut PyObject, visit: ffi::visitproc, argument: *mut std::ffi::c_void,
) -> i32 {
    // SAFETY: the collector passes an instance.
    let class = unsafe { ffi::Py_TYPE(object) };
    // SAFETY: the collector's own function and argument.
    unsafe { visit(class.cast(), argument) }
}

/// A new instance by a type's own allocator: zeroed behind its header.
///
/// # Safety
/// `class` is a type, whose instances are plain memory until they are filled.
pub unsafe fn instance(class: *mut PyTypeObject) -> Outcome<Owned> {
    // SAFETY: every type has the slot.
    let allocate = unsafe { ffi::PyType_GetSlot(class, ffi::Py_tp_alloc) };
    // SAFETY: that is the type of the slot.
    let allocate: ffi::allocfunc = unsafe { std::mem::transmute(allocate) };
    // SAFETY: a type and its own allocator.
    owned(unsafe { allocate(class, 0) })
}
