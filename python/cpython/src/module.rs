//! The extension module `_native`: its initialisation, and `load`.

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_ulong, c_void};
use std::ptr::{null, null_mut};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyMethodDef, PyModuleDef, PyModuleDef_HEAD_INIT, PyModuleDef_Slot, PyObject, PyTypeObject};

use crate::arguments::{Arguments, needed};
use crate::array::{ArrayObject, VIEW_OFFSET, WEAK_OFFSET};
use crate::functions::UFUNCS;
use crate::methods::REDUCTIONS;
use crate::number::OPERATORS;
use crate::object::*;
use crate::protocol::{all, plain_method};
use crate::runtime::{Call, Table};
use crate::state::{Held, State, Types};
use crate::types::{Spec, check_uncollected, kept_text, offset_member};
use crate::{array, attributes, buffer, extension, hot, index, iterator, methods, number, runtime, scalar, ufunc};

/// What every module is made from, in every interpreter.
static DEFINITION: OnceLock<Definition> = OnceLock::new();

struct Definition(UnsafeCell<PyModuleDef>);

// SAFETY: the interpreter alone writes to it, and guards that.
unsafe impl Sync for Definition {}
// SAFETY: as above; its pointers are to leaked lists.
unsafe impl Send for Definition {}

/// What a module keeps of its own: where its state is.
struct Own(AtomicPtr<State>);

/// `Py_mod_multiple_interpreters`, `Py_mod_gil`: a module that says nothing keeps to one interpreter, and to its GIL.
const PROMISES: [(c_ulong, i32, usize); 2] = [(0x030C_0000, 3, 2), (0x030D_0000, 4, 1)];

fn slots() -> Vec<PyModuleDef_Slot> {
    let execute: unsafe extern "C" fn(*mut PyObject) -> i32 = execute;
    let mut slots = vec![PyModuleDef_Slot { slot: ffi::Py_mod_exec, value: (execute as *const ()).cast_mut().cast() }];
    // SAFETY: a constant of the interpreter.
    let version = unsafe { ffi::Py_Version };
    for (since, slot, value) in PROMISES {
        if version >= since {
            slots.push(PyModuleDef_Slot { slot, value: std::ptr::without_provenance_mut(value) });
        }
    }
    slots.push(PyModuleDef_Slot { slot: 0, value: null_mut() });
    slots
}

fn definition() -> Definition {
    let first = vec![
        plain_method(c"load", load),
        plain_method(c"check_version", check_version),
        plain_method(c"state_census", state_census),
    ];
    let mut methods = all(first);
    methods.push(PyMethodDef::zeroed());
    Definition(UnsafeCell::new(PyModuleDef {
        m_base: PyModuleDef_HEAD_INIT,
        m_name: c"_native".as_ptr(),
        m_doc: c"The native host of CPython: arrays and scalars over the NumPyNI runtime.".as_ptr(),
        m_size: size_of::<Own>() as isize,
        m_methods: methods.leak().as_mut_ptr(),
        m_slots: slots().leak().as_mut_ptr(),
        m_traverse: Some(traverse),
        m_clear: Some(clear),
        m_free: Some(free),
    }))
}

/// Where the interpreter enters.
///
/// # Safety
/// Called by the interpreter, with the GIL held.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyInit__native() -> *mut PyObject {
    // SAFETY: the one definition, which stands for ever.
    unsafe { ffi::PyModuleDef_Init(DEFINITION.get_or_init(definition).0.get()) }
}

/// The state that a module owns, if it has been loaded and stands.
fn state_of(module: *mut PyObject) -> Option<&'static State> {
    // SAFETY: a module of ours; NULL before its memory is there.
    let own: *mut Own = unsafe { ffi::PyModule_GetState(module) }.cast();
    // SAFETY: zeroed by the interpreter, then set by `load`.
    let own = unsafe { own.as_ref() }?;
    crate::registry::standing(own.0.load(Ordering::Acquire))
}

unsafe extern "C" fn traverse(module: *mut PyObject, visit: ffi::visitproc, argument: *mut c_void) -> i32 {
    let Some(state) = state_of(module).filter(|state| !state.gone.load(Ordering::Acquire)) else { return 0 };
    for object in state.owned() {
        // SAFETY: the collector's own function and argument.
        let found = unsafe { visit(object, argument) };
        if found != 0 {
            return found;
        }
    }
    0
}

unsafe extern "C" fn clear(module: *mut PyObject) -> i32 {
    if let Some(state) = state_of(module) {
        crate::registry::retire(state);
        state.give_back();
    }
    0
}

unsafe extern "C" fn free(module: *mut c_void) {
    // SAFETY: the interpreter passes the module.
    unsafe { clear(module.cast()) };
}

unsafe extern "C" fn execute(module: *mut PyObject) -> i32 {
    guard_status(|| {
        // SAFETY: the interpreter passes the new module.
        let module = unsafe { Ref::new(module) };
        module.set_attribute(c"VIEW_OFFSET", int(VIEW_OFFSET as i64)?.as_ref())?;
        module.set_attribute(c"VALUE_OFFSET", int(scalar::VALUE_OFFSET as i64)?.as_ref())?;
        module.set_attribute(c"__version__", text(env!("CARGO_PKG_VERSION"))?.as_ref())?;
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
        if state_of(module.as_ptr()).is_some() {
            return Ok(none());
        }
        let state = crate::registry::add(make_state(module, runtime::load(&path)?)?)?;
        // SAFETY: a module of ours has this memory.
        let own: *mut Own = unsafe { ffi::PyModule_GetState(module.as_ptr()) }.cast();
        // SAFETY: zeroed by the interpreter; it is this module's alone.
        unsafe { &*own }.0.store((&raw const *state).cast_mut(), Ordering::Release);
        publish(module, state).map(|()| none())
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

/// `state_census()`: how many states stand in this process, and how many ended with objects that nobody gave back.
unsafe extern "C" fn state_census(
    _: *mut PyObject, _: *const *mut PyObject, _: isize, _: *mut PyObject,
) -> *mut PyObject {
    guard_object(|| {
        let (standing, leaked) = crate::registry::census();
        tuple_of(2, |index| int([standing, leaked][index] as i64))
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
        function: extension::make_type(module)?,
    };
    let mut call = Call::new(api);
    Ok(State {
        cold: Held::new(cold.as_ref()),
        no_value: Held::new(no_value.as_ref()),
        operators: OPERATORS.iter().map(|name| call.find(Table::Ufunc, name)).collect(),
        ufuncs: UFUNCS.iter().map(|name| call.find(Table::Ufunc, name)).collect(),
        reductions: REDUCTIONS.iter().map(|name| call.find(Table::Reduction, name)).collect(),
        ..State::new(api, types, module.as_ptr(), size_of::<ArrayObject>(), size_of::<scalar::ScalarObject>())
    })
}

/// `Py_TPFLAGS_SEQUENCE`, which the limited interface does not name: `match` sees a sequence.
const IS_SEQUENCE: std::ffi::c_ulong = 1 << 5;

/// The array type, over `ArrayMethods`.
fn make_ndarray(module: Ref<'_>, cold: Ref<'_>) -> Outcome<*mut PyTypeObject> {
    let mut spec = Spec::new("numpyni.ndarray", size_of::<ArrayObject>(), ffi::Py_TPFLAGS_BASETYPE | IS_SEQUENCE);
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
        Ok(doc) => kept_text(doc),
        Err(Raised) => {
            clear_error();
            null()
        }
    }
}

/// Puts what `load` has made into the module.
fn publish(module: Ref<'_>, state: &State) -> Outcome<()> {
    let types = [(c"ndarray", state.types.ndarray), (c"UfuncBase", state.types.ufunc), (c"FunctionBase", state.types.function)];
    for (name, class) in types {
        // SAFETY: a type that the state keeps.
        module.set_attribute(name, unsafe { Ref::new(class.cast()) })?;
    }
    let no_value = state.no_value.get().ok_or(Raised)?;
    module.set_attribute(c"NOVALUE", no_value)?;
    module.set_attribute(c"bridge", crate::host::bridge(state)?.as_ref())?;
    let table: *const NumPyNI_Api = state.api;
    let address = unsigned(table.cast::<c_void>() as u64)?;
    module.set_attribute(c"API_ADDRESS", address.as_ref())
}
