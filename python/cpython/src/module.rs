//! The extension module `_native`: its initialisation, and `load`.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_void};
use std::ptr::{null, null_mut};

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyMethodDef, PyModuleDef, PyModuleDef_HEAD_INIT, PyModuleDef_Slot, PyObject, PyTypeObject};

use crate::arguments::{Arguments, needed};
use crate::array::{ArrayObject, VIEW_OFFSET, WEAK_OFFSET};
use crate::errors::import_error;
use crate::memory::Blocks;
use crate::methods::REDUCTIONS;
use crate::number::OPERATORS;
use crate::object::*;
use crate::protocol::{all, plain_method};
use crate::runtime::{Call, Table};
use crate::state::{Held, Hooks, State, Types};
use crate::types::{Spec, check_uncollected, offset_member};
use crate::{array, attributes, buffer, hot, index, iterator, methods, number, runtime, scalar, ufunc};

/// What a module keeps of its own: nothing; the state of the interpreter is published by `load`.
static SLOTS: Leaked<PyModuleDef_Slot> = Leaked(Cell::new(null_mut()));
static METHODS: Leaked<PyMethodDef> = Leaked(Cell::new(null_mut()));

/// A list that is made once, under the GIL, and never freed.
struct Leaked<T>(Cell<*mut T>);

// SAFETY: it is only touched by the module's initialisation, which holds the GIL.
unsafe impl<T> Sync for Leaked<T> {}

impl<T> Leaked<T> {
    fn get_or(&self, make: impl FnOnce() -> Vec<T>) -> *mut T {
        if self.0.get().is_null() {
            self.0.set(make().leak().as_mut_ptr());
        }
        self.0.get()
    }
}

/// Where the interpreter enters.
///
/// # Safety
/// Called by the interpreter, with the GIL held.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyInit__native() -> *mut PyObject {
    let execute: unsafe extern "C" fn(*mut PyObject) -> i32 = execute;
    let slots = SLOTS.get_or(|| {
        let exec = PyModuleDef_Slot { slot: ffi::Py_mod_exec, value: (execute as *const ()).cast_mut().cast() };
        vec![exec, PyModuleDef_Slot { slot: 0, value: null_mut() }]
    });
    let methods = METHODS.get_or(|| {
        let mut methods = all(vec![plain_method(c"load", load), plain_method(c"check_version", check_version)]);
        methods.push(PyMethodDef::zeroed());
        methods
    });
    let definition = PyModuleDef {
        m_base: PyModuleDef_HEAD_INIT,
        m_name: c"_native".as_ptr(),
        m_doc: c"The native host of CPython: arrays and scalars over the NumPyNI runtime.".as_ptr(),
        m_size: 0,
        m_methods: methods,
        m_slots: slots,
        m_traverse: None,
        m_clear: None,
        m_free: None,
    };
    // SAFETY: the interpreter keeps the definition for ever, so it is leaked.
    unsafe { ffi::PyModuleDef_Init(Box::leak(Box::new(definition))) }
}

unsafe extern "C" fn execute(module: *mut PyObject) -> i32 {
    guard_status(|| {
        // SAFETY: the interpreter passes the new module.
        let module = unsafe { Ref::new(module) };
        module.set_attribute(c"VIEW_OFFSET", int(VIEW_OFFSET as i64)?.as_ref())?;
        module.set_attribute(c"VALUE_OFFSET", int(scalar::VALUE_OFFSET as i64)?.as_ref())?;
        module.set_attribute(c"name", text("cpython")?.as_ref())
    })
}

/// `load(path)`: loads the runtime and makes the types. A second call does nothing.
unsafe extern "C" fn load(
    module: *mut PyObject, values: *const *mut PyObject, count: isize, keywords: *mut PyObject,
) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter's own arguments.
        let arguments = unsafe { Arguments::new(values, count as usize, keywords) };
        // SAFETY: a module's function gets its module.
        let module = unsafe { Ref::new(module) };
        let [path] = arguments.parse("load", ["path"], 1)?;
        let path = path_text(needed(path)?)?;
        if let Some(state) = State::find() {
            if state.module.pointer() == Some(module.as_ptr()) {
                return Ok(none());
            }
            return Err(import_error("numpyni's native host is loaded in another interpreter of this process"));
        }
        let state = make_state(module, runtime::load(&path)?)?;
        publish(module, state.publish()).map(|()| none())
    })
}

/// `check_version(path, min, max)`: ImportError if the runtime at `path` has no table between these major versions.
unsafe extern "C" fn check_version(
    _: *mut PyObject, values: *const *mut PyObject, count: isize, keywords: *mut PyObject,
) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter's own arguments.
        let arguments = unsafe { Arguments::new(values, count as usize, keywords) };
        let [path, min, max] = arguments.parse("check_version", ["path", "min", "max"], 3)?;
        let (min, max) = (crate::arguments::number(min, 0)?, crate::arguments::number(max, 0)?);
        runtime::open(&path_text(needed(path)?)?, min, max).map(|_| none())
    })
}

/// The text of a path.
fn path_text(path: Ref<'_>) -> Outcome<String> {
    // SAFETY: an object; what is no path raises.
    let path = owned(unsafe { ffi::PyOS_FSPath(path.as_ptr()) })?;
    path.as_ref().to_text()
}

/// An attribute of a module of the package, which is imported if need be.
fn imported(module: &CStr, name: &CStr) -> Outcome<Owned> {
    // SAFETY: a NUL-terminated name; the result is a new reference.
    let module = owned(unsafe { ffi::PyImport_ImportModule(module.as_ptr()) })?;
    module.as_ref().attribute(name)
}

fn make_state(module: Ref<'_>, api: runtime::Api) -> Outcome<State> {
    let cold = imported(c"numpyni._methods", c"ArrayMethods")?;
    let no_value = imported(c"numpyni._words", c"NOVALUE")?;
    let types = Types {
        ndarray: make_ndarray(module, cold.as_ref())?,
        iterator: iterator::make_type(module)?,
        ufunc: ufunc::make_type(module)?,
        hot: hot::make_type(module)?,
    };
    let mut call = Call::new(api);
    let held = |object: Ref<'_>| {
        let held = Held::empty();
        held.set(object);
        held
    };
    Ok(State {
        api,
        types,
        module: held(module),
        cold: held(cold.as_ref()),
        hooks: Hooks {
            fpe: Held::empty(),
            axis_error: Held::empty(),
            ufunc_type_error: Held::empty(),
            convert: Held::empty(),
            dtypes: Held::empty(),
            opaque: Held::empty(),
        },
        scalars: [const { Cell::new(null_mut()) }; 15],
        dtypes: [const { Held::empty() }; 30],
        truth: [const { Held::empty() }; 2],
        no_value: held(no_value.as_ref()),
        array_blocks: Blocks::new(size_of::<ArrayObject>()),
        scalar_blocks: Blocks::new(size_of::<scalar::ScalarObject>()),
        operators: OPERATORS.iter().map(|name| call.find(Table::Ufunc, name)).collect(),
        reductions: REDUCTIONS.iter().map(|name| call.find(Table::Reduction, name)).collect(),
    })
}

/// The array type, over `ArrayMethods`.
fn make_ndarray(module: Ref<'_>, cold: Ref<'_>) -> Outcome<*mut PyTypeObject> {
    let mut spec = Spec::new("numpyni.ndarray", size_of::<ArrayObject>(), ffi::Py_TPFLAGS_BASETYPE);
    for slots in [array::slots, index::slots, number::slots, iterator::slots, buffer::slots] {
        slots(&mut spec.slots);
    }
    spec.members.push(offset_member(c"__weaklistoffset__", WEAK_OFFSET));
    spec.attributes = attributes::all();
    spec.methods = methods::all(|name| documentation(cold, name));
    let bases = tuple(&[cold])?;
    let class = spec.make(module, Some(bases.as_ref()))?;
    check_uncollected(class).map(|()| class)
}

/// The documentation of a cold method, kept for ever; NULL if it has none.
fn documentation(cold: Ref<'_>, name: &CStr) -> *const c_char {
    let doc = cold.attribute(name).and_then(|method| method.as_ref().attribute(c"__doc__"));
    match doc.and_then(|doc| doc.as_ref().to_text()) {
        Ok(doc) => Box::leak(std::ffi::CString::new(doc).unwrap_or_default().into_boxed_c_str()).as_ptr(),
        Err(Raised) => {
            clear_error();
            null()
        }
    }
}

/// Puts what `load` has made into the module.
fn publish(module: Ref<'_>, state: &State) -> Outcome<()> {
    let types = [(c"ndarray", state.types.ndarray), (c"UfuncBase", state.types.ufunc)];
    for (name, class) in types {
        // SAFETY: a type that the state keeps.
        module.set_attribute(name, unsafe { Ref::new(class.cast()) })?;
    }
    let no_value = state.no_value.get().ok_or(Raised)?;
    module.set_attribute(c"NOVALUE", no_value)?;
    let table: *const NumPyNI_Api = state.api;
    let address = unsigned(table.cast::<c_void>() as u64)?;
    module.set_attribute(c"API_ADDRESS", address.as_ref())
}
