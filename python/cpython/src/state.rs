//! What one interpreter holds: the table, the types, the shared layer's objects.
//!
//! It is made once, by `load`, and lives as long as the process. Its cells are guarded by the GIL. One interpreter a process may
//! load it today: the slots of a type find it through [`State::get`] alone, so that this is the one line to change.

use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3_ffi::{PyObject, PyTypeObject};

use crate::element::Kind;
use crate::errors::import_error;
use crate::memory::Blocks;
use crate::object::{Outcome, Ref};
use crate::runtime::Api;

static STATE: AtomicPtr<State> = AtomicPtr::new(null_mut());

/// A place for an object of the shared layer. What it holds is never given back: it may be in use.
pub struct Held(Cell<*mut PyObject>);

impl Held {
    pub const fn empty() -> Held {
        Held(Cell::new(null_mut()))
    }

    pub fn set(&self, object: Ref<'_>) {
        self.0.set(object.to_owned().into_ptr());
    }

    #[inline(always)]
    pub fn pointer(&self) -> Option<*mut PyObject> {
        let pointer = self.0.get();
        if pointer.is_null() { None } else { Some(pointer) }
    }

    #[inline(always)]
    pub fn get(&self) -> Option<Ref<'_>> {
        // SAFETY: what is held stays alive; whoever reaches the state holds the GIL.
        self.pointer().map(|pointer| unsafe { Ref::new(pointer) })
    }
}

/// What the shared layer hands over by `set_hooks`.
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

/// The native types.
#[derive(Clone, Copy)]
pub struct Types {
    pub ndarray: *mut PyTypeObject,
    pub iterator: *mut PyTypeObject,
    pub ufunc: *mut PyTypeObject,
    pub hot: *mut PyTypeObject,
}

pub struct State {
    pub api: Api,
    pub types: Types,
    /// The module `_native`.
    pub module: Held,
    /// `numpyni._methods.ArrayMethods`
    pub cold: Held,
    pub hooks: Hooks,
    /// The scalar types by kind; NULL until `scalar_type` makes them.
    pub scalars: [Cell<*mut PyTypeObject>; 15],
    /// The dtype objects by kind: native ones, then byte-swapped ones.
    pub dtypes: [Held; 30],
    /// `numpyni.False_` and `numpyni.True_`
    pub truth: [Held; 2],
    /// The absent `initial`.
    pub no_value: Held,
    /// The memory of array objects, and of scalars.
    pub array_blocks: Blocks,
    pub scalar_blocks: Blocks,
    /// The numbers of the ufuncs behind operators, as `number::OPERATORS` lists them; `None`: the runtime lacks it.
    pub operators: Vec<Option<u32>>,
    /// The numbers of the reductions, as `methods::REDUCTIONS` lists them.
    pub reductions: Vec<Option<u32>>,
}

impl State {
    /// The state, once `load` has made it.
    #[inline(always)]
    pub fn find() -> Option<&'static State> {
        // SAFETY: NULL, or a state that was leaked for the life of the process.
        unsafe { STATE.load(Ordering::Acquire).as_ref() }
    }

    /// The state, for the slots of types: these exist only when `load` has made it.
    #[inline(always)]
    pub fn get() -> &'static State {
        debug_assert!(State::find().is_some());
        // SAFETY: `load` stores the state before any type of ours can have an instance.
        unsafe { &*STATE.load(Ordering::Relaxed) }
    }

    /// The state, or ImportError.
    pub fn loaded() -> Outcome<&'static State> {
        State::find().ok_or_else(|| import_error("the NumPyNI runtime is not loaded: call load(path) first"))
    }

    /// Publishes the one state.
    pub fn publish(self) -> &'static State {
        let state: &'static mut State = Box::leak(Box::new(self));
        STATE.store(state, Ordering::Release);
        state
    }

    /// The scalar type of a kind; NULL until it is made.
    #[inline(always)]
    pub fn scalar(&self, kind: Kind) -> *mut PyTypeObject {
        self.scalars[kind as usize].get()
    }

    /// The dtype object of a kind.
    pub fn dtype(&self, kind: Kind, swapped: bool) -> &Held {
        &self.dtypes[kind as usize + if swapped { 15 } else { 0 }]
    }
}
