//! Which state belongs to which interpreter.
//!
//! In a process where one interpreter has imported us, which is nearly every one, the state is a single load away. With several, a
//! thread asks for its interpreter, and remembers the answer until a state comes or goes.

use std::cell::Cell;
use std::ffi::CStr;
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use pyo3_ffi as ffi;
use pyo3_ffi::{PyInterpreterState, PyObject};

use crate::object::{Outcome, owned, status, text};
use crate::state::State;

/// The state, while all are of one interpreter: the newest.
static ONLY: AtomicPtr<State> = AtomicPtr::new(null_mut());
/// Moves on when a state comes or goes.
static EPOCH: AtomicU64 = AtomicU64::new(1);
/// States whose interpreter ended before their module.
static LEAKED: AtomicUsize = AtomicUsize::new(0);
static STATES: Mutex<Vec<Entry>> = Mutex::new(Vec::new());
/// What an object finds that has outlived its module.
static NOBODY: OnceLock<State> = OnceLock::new();

/// A state, which stays in memory until its interpreter ends: calls may be in it that its module does not outlive.
struct Entry {
    interpreter: i64,
    state: Box<State>,
    /// Whether the module is there, so that the state may be found.
    live: bool,
}

thread_local! {
    static LAST: Cell<(u64, *mut PyInterpreterState, *const State)> = const { Cell::new((0, null_mut(), null())) };
}

fn states() -> MutexGuard<'static, Vec<Entry>> {
    STATES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The state, if the process has exactly one interpreter with states.
#[inline(always)]
pub fn only() -> Option<&'static State> {
    // SAFETY: NULL, or a state that stands until its interpreter ends.
    unsafe { ONLY.load(Ordering::Acquire).as_ref() }
}

/// The state of this interpreter; of several modules, the newest.
#[inline(never)]
pub fn current() -> Option<&'static State> {
    // SAFETY: the callers are attached to an interpreter.
    let interpreter = unsafe { ffi::PyInterpreterState_Get() };
    let epoch = EPOCH.load(Ordering::Acquire);
    let (seen, of, state) = LAST.get();
    let state = if (seen, of) == (epoch, interpreter) {
        state
    } else {
        let state = search(number(interpreter));
        LAST.set((epoch, interpreter, state));
        state
    };
    // SAFETY: NULL, or a state that stands until this interpreter ends.
    unsafe { state.as_ref() }
}

/// [`current`], or the state without types.
#[cold]
pub fn current_or_none() -> &'static State {
    current().unwrap_or_else(|| match NOBODY.get() {
        Some(nobody) => nobody,
        // Types of ours exist, so a state has been added.
        None => std::process::abort(),
    })
}

fn search(interpreter: i64) -> *const State {
    let states = states();
    let found = states.iter().rev().find(|entry| entry.live && entry.interpreter == interpreter);
    found.map_or(null(), |entry| &raw const *entry.state)
}

/// The number of an interpreter, which no other ever has.
fn number(interpreter: *mut PyInterpreterState) -> i64 {
    // SAFETY: an interpreter.
    unsafe { ffi::PyInterpreterState_GetID(interpreter) }
}

/// Lets a state be found by the interpreter that this thread is in.
pub fn add(state: State) -> Outcome<&'static State> {
    NOBODY.get_or_init(|| State::without_types(state.api));
    // SAFETY: the callers are attached to an interpreter.
    let interpreter = unsafe { ffi::PyInterpreterState_Get() };
    free_at_end(interpreter)?;
    let interpreter = number(interpreter);
    let state = Box::new(state);
    let pointer = &raw const *state;
    change(|states| states.push(Entry { interpreter, state, live: true }));
    // SAFETY: the box stands until the interpreter ends.
    Ok(unsafe { &*pointer })
}

/// Lets a state be found no longer.
pub fn retire(state: *const State) {
    change(|states| {
        for entry in states.iter_mut().filter(|entry| std::ptr::eq(&raw const *entry.state, state)) {
            entry.live = false;
        }
    });
}

/// The state at an address, if it still stands.
pub fn standing(state: *const State) -> Option<&'static State> {
    let found = states().iter().any(|entry| std::ptr::eq(&raw const *entry.state, state));
    // SAFETY: just found; it stands until its interpreter ends, which the callers are in.
    if found { unsafe { state.as_ref() } } else { None }
}

/// How many states stand, and how many have ended with objects that nobody gave back.
pub fn census() -> (usize, usize) {
    (states().len(), LEAKED.load(Ordering::Relaxed))
}

/// Has the states of this interpreter freed when it ends: by a capsule in its own dict.
fn free_at_end(interpreter: *mut PyInterpreterState) -> Outcome<()> {
    // SAFETY: an interpreter; the dict is borrowed, NULL if there is none.
    let dict = unsafe { ffi::PyInterpreterState_GetDict(interpreter) };
    if dict.is_null() {
        return Ok(());
    }
    let key = text(&format!("{} {:p}", NAME.to_string_lossy(), &STATES))?;
    // SAFETY: a dict and a str.
    let known = unsafe { ffi::PyDict_Contains(dict, key.as_ref().as_ptr()) };
    if known != 0 {
        return status(known.min(0));
    }
    let pointer = std::ptr::without_provenance_mut(number(interpreter) as usize + 1);
    // SAFETY: no NULL, a static name, a destructor for such a capsule.
    let capsule = owned(unsafe { ffi::PyCapsule_New(pointer, NAME.as_ptr(), Some(ended)) })?;
    // SAFETY: a dict, a str and a capsule.
    status(unsafe { ffi::PyDict_SetItem(dict, key.as_ref().as_ptr(), capsule.as_ref().as_ptr()) })
}

const NAME: &CStr = c"numpyni._native";

unsafe extern "C" fn ended(capsule: *mut PyObject) {
    // SAFETY: a capsule of `free_at_end`.
    let number = unsafe { ffi::PyCapsule_GetPointer(capsule, NAME.as_ptr()) }.addr() as i64 - 1;
    change(|states| {
        let leaked = states.iter().filter(|entry| entry.interpreter == number && entry.live).count();
        LEAKED.fetch_add(leaked, Ordering::Relaxed);
        states.retain(|entry| entry.interpreter != number);
    });
}

/// Changes the list, and whatever is derived from it.
fn change(body: impl FnOnce(&mut Vec<Entry>)) {
    let mut states = states();
    // A thread that sees no only state goes by its interpreter.
    ONLY.store(null_mut(), Ordering::Release);
    body(&mut states);
    EPOCH.fetch_add(1, Ordering::AcqRel);
    let alone = states.windows(2).all(|pair| pair[0].interpreter == pair[1].interpreter);
    if let Some(newest) = states.iter().rev().find(|entry| entry.live && alone) {
        ONLY.store((&raw const *newest.state).cast_mut(), Ordering::Release);
    }
}
