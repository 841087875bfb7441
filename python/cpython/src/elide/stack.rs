//! Whether the interpreter's stack alone refers to an object.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::null;
use std::sync::LazyLock;

use pyo3_ffi as ffi;
use pyo3_ffi::PyObject;

use crate::object::Ref;

type IsTemporary = unsafe extern "C" fn(*mut PyObject) -> c_int;

/// Whether only the interpreter's stack refers to an object of one reference.
pub fn is_unseen(object: Ref<'_>) -> bool {
    static ASKED: LazyLock<Option<IsTemporary>> = LazyLock::new(|| {
        let process = libloading::os::unix::Library::this();
        // SAFETY: CPython's function has had this signature since it is there.
        unsafe { process.get::<IsTemporary>(b"PyUnstable_Object_IsUniqueReferencedTemporary\0") }.ok().map(|found| *found)
    });
    match *ASKED {
        // SAFETY: an object that the caller keeps alive.
        Some(is_temporary) => unsafe { is_temporary(object.as_ptr()) != 0 },
        None => cfg!(not(feature = "free-threaded")) && interpreter_calls(),
    }
}

/// Whether the innermost caller outside this library is the interpreter's loop, which may call through the operator's function of the API.
fn interpreter_calls() -> bool {
    let mut frames = [null(); FRAMES];
    let mut walk = Walk { frames: &mut frames, count: 0 };
    // SAFETY: `step` takes the walk, which lives meanwhile.
    unsafe { _Unwind_Backtrace(step, (&raw mut walk).cast()) };
    let count = walk.count;
    let (own, interpreter) = (located(interpreter_calls as *const c_void).base, located(ffi::PyNumber_Add as *const c_void).base);
    let mut outside = frames[..count].iter().map(|&address| located(address)).skip_while(|place| place.base == own);
    for _ in 0..MOST {
        let Some(place) = outside.next().filter(|place| place.base == interpreter) else { return false };
        let Some(name) = place.name else { continue };
        // A function without a public name may stand behind the operator's, not before it.
        let operator = name.to_bytes().starts_with(b"PyNumber_");
        return name == LOOP || operator && outside.next().is_some_and(|place| place.name == Some(LOOP));
    }
    false
}

/// The interpreter's loop.
const LOOP: &CStr = c"_PyEval_EvalFrameDefault";
/// Frames that are looked at; those of this library are among them.
const FRAMES: usize = 16;
/// Frames from the slot to the interpreter's loop: `binary_op1`, `PyNumber_Add` and the loop.
const MOST: usize = 3;

struct Walk<'a> {
    frames: &'a mut [*const c_void; FRAMES],
    count: usize,
}

unsafe extern "C" {
    fn _Unwind_Backtrace(step: unsafe extern "C" fn(*mut c_void, *mut c_void) -> c_int, walk: *mut c_void) -> c_int;
    fn _Unwind_GetIP(frame: *mut c_void) -> usize;
    fn dladdr(address: *const c_void, info: *mut Info) -> c_int;
}

unsafe extern "C" fn step(frame: *mut c_void, walk: *mut c_void) -> c_int {
    /// `_URC_NO_REASON` and `_URC_END_OF_STACK`
    const GO_ON: c_int = 0;
    const END: c_int = 5;
    // SAFETY: the walk that `interpreter_calls` began with.
    let walk = unsafe { &mut *walk.cast::<Walk<'_>>() };
    let Some(place) = walk.frames.get_mut(walk.count) else { return END };
    // SAFETY: the unwinder's own frame. The call stands before the address that it returns to.
    *place = unsafe { _Unwind_GetIP(frame) }.wrapping_sub(1) as *const c_void;
    walk.count += 1;
    GO_ON
}

/// `Dl_info`
#[repr(C)]
struct Info {
    file: *const c_char,
    base: *mut c_void,
    name: *const c_char,
    address: *mut c_void,
}

/// Where an address is: its library, and the public function that it is in.
struct Place {
    base: *const c_void,
    name: Option<&'static CStr>,
}

fn located(address: *const c_void) -> Place {
    let mut info = Info { file: null(), base: std::ptr::null_mut(), name: null(), address: std::ptr::null_mut() };
    // SAFETY: any address may be asked for.
    let found = unsafe { dladdr(address, &mut info) } != 0;
    // SAFETY: a name of a library that is not unloaded: the interpreter's, or this one.
    let name = (found && !info.name.is_null()).then(|| unsafe { CStr::from_ptr(info.name) });
    Place { base: if found { info.base } else { null() }, name }
}
