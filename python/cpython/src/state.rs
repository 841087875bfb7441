//! What one module holds: the table, the types, the shared layer's objects.
//!
//! `load` makes it, one for each interpreter that imports the module, and the slots of types find it through [`State::get`] alone.
//! Its places are atomic: where the interpreter has no GIL, threads may reach them at the same time.

use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

use numpyni_sys::NumPyNI_Api;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::element::Kind;
use crate::errors::import_error;
use crate::memory::Blocks;
use crate::object::{Outcome, Ref};
use crate::registry;
use crate::runtime::Api;

/// A place for an object of the shared layer. What it holds stands until the module goes, for it may be in use.
#[derive(Default)]
pub struct Held(AtomicPtr<PyObject>);

impl Held {
    pub const fn empty() -> Held {
        Held(AtomicPtr::new(std::ptr::null_mut()))
    }

    pub fn new(object: Ref<'_>) -> Held {
        Held(AtomicPtr::new(object.to_owned().into_ptr()))
    }

    pub fn set(&self, object: Ref<'_>) {
        self.0.store(object.to_owned().into_ptr(), Ordering::Release);
    }

    #[inline(always)]
    pub fn pointer(&self) -> Option<*mut PyObject> {
        let pointer = self.0.load(Ordering::Acquire);
        if pointer.is_null() { None } else { Some(pointer) }
    }

    #[inline(always)]
    pub fn get(&self) -> Option<Ref<'_>> {
        // SAFETY: what is held stays alive; whoever reaches the state is attached to the interpreter.
        self.pointer().map(|pointer| unsafe { Ref::new(pointer) })
    }
}

/// What the shared layer hands over by `set_hooks`.
#[derive(Default)]
pub struct Hooks {
    pub fpe: Held,
    pub axis_error: Held,
    pub ufunc_type_error: Held,
    pub convert: Held,
    /// The dict of the dtype objects by the strings that users give.
    pub dtypes: Held,
    /// The dict of the dtype objects of opaque types by their words.
    pub opaque: Held,
}

/// The native types, owned.
#[derive(Clone, Copy)]
pub struct Types {
    pub ndarray: *mut PyTypeObject,
    pub iterator: *mut PyTypeObject,
    pub ufunc: *mut PyTypeObject,
    pub hot: *mut PyTypeObject,
    pub function: *mut PyTypeObject,
}

pub struct State {
    pub api: Api,
    pub types: Types,
    /// The module `_native`, which owns the state; borrowed.
    pub module: *mut PyObject,
    /// `numpyni._methods.ArrayMethods`
    pub cold: Held,
    pub hooks: Hooks,
    /// The scalar types by kind; NULL until `scalar_type` makes them.
    pub scalars: [AtomicPtr<PyTypeObject>; 15],
    /// The dtype objects by kind: native ones, then byte-swapped ones.
    pub dtypes: [Held; 30],
    /// `numpyni.False_` and `numpyni.True_`
    pub truth: [Held; 2],
    /// NumPy's array type, once an array of it has been met.
    pub numpy: Held,
    /// The absent `initial`.
    pub no_value: Held,
    /// The memory of array objects, and of scalars.
    pub array_blocks: Blocks,
    pub scalar_blocks: Blocks,
    /// The numbers of the ufuncs behind operators, as `number::OPERATORS` lists them; `None`: the runtime lacks it.
    pub operators: Vec<Option<u32>>,
    /// The numbers of the ufuncs behind native functions, as `functions::UFUNCS` lists them.
    pub ufuncs: Vec<Option<u32>>,
    /// The numbers of the reductions, as `methods::REDUCTIONS` lists them.
    pub reductions: Vec<Option<u32>>,
    /// Whether the module is gone, and what was held given back.
    pub gone: AtomicBool,
}

// SAFETY: types and module are only compared, and used by threads that are attached to their interpreter; the rest is atomic or,
// like `Blocks`, guarded by the GIL.
unsafe impl Sync for State {}
// SAFETY: as above.
unsafe impl Send for State {}

impl State {
    /// The state of this interpreter, once `load` has made it.
    #[inline(always)]
    pub fn find() -> Option<&'static State> {
        registry::only().or_else(registry::current)
    }

    /// The state, for the slots of types: these exist only when `load` has made it.
    #[inline(always)]
    pub fn get() -> &'static State {
        registry::only().unwrap_or_else(registry::current_or_none)
    }

    /// The state, or ImportError.
    pub fn loaded() -> Outcome<&'static State> {
        State::find().ok_or_else(|| import_error("the NumPyNI runtime is not loaded: call load(path) first"))
    }

    /// A state without types: for objects that outlive their module. It makes no object, for it has no memory.
    pub fn without_types(api: &'static NumPyNI_Api) -> State {
        let none: *mut PyTypeObject = std::ptr::null_mut();
        let types = Types { ndarray: none, iterator: none, ufunc: none, hot: none, function: none };
        State::new(api, types, none.cast(), usize::MAX, usize::MAX)
    }

    /// A state that holds no object yet. `array` and `scalar` are the sizes of the objects.
    pub fn new(api: Api, types: Types, module: *mut PyObject, array: usize, scalar: usize) -> State {
        State {
            api,
            types,
            module,
            cold: Held::empty(),
            hooks: Hooks::default(),
            scalars: Default::default(),
            dtypes: [const { Held::empty() }; 30],
            truth: Default::default(),
            numpy: Held::empty(),
            no_value: Held::empty(),
            array_blocks: Blocks::new(array),
            scalar_blocks: Blocks::new(scalar),
            operators: vec![None; crate::number::OPERATORS.len()],
            ufuncs: vec![None; crate::functions::UFUNCS.len()],
            reductions: vec![None; crate::methods::REDUCTIONS.len()],
            gone: AtomicBool::new(false),
        }
    }

    /// The scalar type of a kind; NULL until it is made.
    #[inline(always)]
    pub fn scalar(&self, kind: Kind) -> *mut PyTypeObject {
        self.scalars[kind as usize].load(Ordering::Acquire)
    }

    /// The dtype object of a kind.
    pub fn dtype(&self, kind: Kind, swapped: bool) -> &Held {
        &self.dtypes[kind as usize + if swapped { 15 } else { 0 }]
    }

    /// Every object that the state owns a reference to.
    pub fn owned(&self) -> impl Iterator<Item = *mut PyObject> {
        let Types { ndarray, iterator, ufunc, hot, function } = self.types;
        let Hooks { fpe, axis_error, ufunc_type_error, convert, dtypes, opaque } = &self.hooks;
        let held = [&self.cold, &self.numpy, &self.no_value, fpe, axis_error, ufunc_type_error, convert, dtypes, opaque];
        let held = held.into_iter().chain(&self.dtypes).chain(&self.truth).filter_map(Held::pointer);
        let scalars = self.scalars.iter().map(|scalar| scalar.load(Ordering::Acquire).cast());
        let types = [ndarray, iterator, ufunc, hot, function].map(|class| class.cast());
        held.chain(scalars).chain(types).filter(|object: &*mut PyObject| !object.is_null())
    }

    /// Gives back what is owned, once; the state is no longer to be found by then.
    pub fn give_back(&self) {
        if self.gone.swap(true, Ordering::AcqRel) {
            return;
        }
        self.array_blocks.free();
        self.scalar_blocks.free();
        for object in self.owned() {
            // SAFETY: the state owns this reference and gives it back once.
            unsafe { ffi::Py_DECREF(object) };
        }
    }
}
