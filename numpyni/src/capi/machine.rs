//! Entries for errors and for the machine.

use std::ffi::{CStr, c_char};
use std::ptr;

use kernels::Level;
use numpyni_sys as abi;

use crate::capi::convert::null;
use crate::capi::guard::{Pending, clear, set};
use crate::capi::open_count;

type Context = *mut abi::NumPyNI_Context;

pub unsafe extern "C" fn error_message(ctx: Context, length: *mut usize) -> *const c_char {
    // SAFETY: the ABI's promise.
    let detail = unsafe { ctx.as_ref() }.map_or(ptr::null_mut(), |ctx| ctx.detail);
    // SAFETY: null, or what `set` put there.
    let message = unsafe { detail.cast::<Pending>().as_ref() }.map_or("", |pending| pending.message.as_str());
    if !length.is_null() {
        // SAFETY: the ABI's promise.
        unsafe { length.write(message.len()) };
    }
    message.as_ptr().cast()
}

pub unsafe extern "C" fn error_clear(ctx: Context) {
    // SAFETY: the ABI's promise.
    unsafe { clear(ctx) }
}

pub unsafe extern "C" fn error_set(ctx: Context, kind: i32, message: *const c_char, length: usize) -> i32 {
    if kind == abi::NUMPYNI_OK {
        // SAFETY: the ABI's promise.
        unsafe { clear(ctx) };
        return kind;
    }
    // SAFETY: the ABI's promise.
    let bytes = unsafe { super::convert::slice(message.cast::<u8>(), length, "message") };
    let message = match bytes {
        Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => null("message").to_string(),
    };
    // SAFETY: the ABI's promise.
    unsafe { set(ctx, kind, message) }
}

pub unsafe extern "C" fn handle_count(_ctx: Context) -> u64 {
    open_count()
}

/// The names of the x86-64 psABI and of Arm, for the kernels' own.
const LEVELS: [(&str, &CStr); 3] = [("v3", c"x86-64-v3"), ("v4", c"x86-64-v4"), ("neon", c"NEON")];

pub unsafe extern "C" fn level_name(_ctx: Context) -> *const c_char {
    let level = Level::current().name();
    LEVELS.iter().find(|(name, _)| *name == level).map_or(c"baseline", |&(_, name)| name).as_ptr()
}
