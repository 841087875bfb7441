//! What `#[kernel]` and `extension!` expand to.

use std::panic::{AssertUnwindSafe, catch_unwind};

use numpyni_sys as abi;

use crate::{Error, Result};

pub use crate::output::{Output, Returned};
pub use crate::view::Argument;
pub use abi::{NumPyNI_Context as Context, NumPyNI_Function as Function, NumPyNI_Slot as Slot};

/// A table that threads share: it is constant.
#[repr(transparent)]
pub struct Shared(pub Function);

// SAFETY: the pointers lead to constants.
unsafe impl Sync for Shared {}

/// The exported table.
#[repr(transparent)]
pub struct Extension(#[allow(dead_code)] abi::NumPyNI_Extension);

// SAFETY: as above.
unsafe impl Sync for Extension {}

/// The table of an extension; the texts end with a NUL.
pub const fn extension(name: &'static str, doc: &'static str, functions: &'static [Shared]) -> Extension {
    Extension(abi::NumPyNI_Extension {
        magic: abi::NUMPYNI_EXTENSION_MAGIC,
        struct_size: size_of::<abi::NumPyNI_Extension>() as u32,
        abi_major: abi::NUMPYNI_ABI_MAJOR as u16,
        abi_minor: 1,
        name: name.as_ptr().cast(),
        doc: doc.as_ptr().cast(),
        functions: functions.as_ptr().cast(),
        ufuncs: std::ptr::null(),
        function_count: functions.len() as u32,
        ufunc_count: 0,
    })
}

/// The entry of a function in the table; the texts end with a NUL.
pub const fn function(
    name: &'static str, doc: &'static str, signature: &'static [u8], typed: unsafe extern "C" fn(),
    packed: unsafe extern "C" fn(*mut Context, *const Slot, *mut Slot) -> i32, written: u64, releases_gil: bool,
) -> Function {
    Function {
        struct_size: size_of::<Function>() as u32,
        effects: if releases_gil { abi::NUMPYNI_RELEASES_GIL } else { 0 },
        name: name.as_ptr().cast(),
        doc: doc.as_ptr().cast(),
        signature: signature.as_ptr().cast(),
        typed: Some(typed),
        packed: Some(packed),
        written,
        layout: 0,
        op: 0,
    }
}

/// A bit for each that holds.
pub const fn bits(flags: &[bool]) -> u64 {
    let (mut bits, mut i) = (0, 0);
    while i < flags.len() {
        bits |= (flags[i] as u64) << i;
        i += 1;
    }
    bits
}

/// The length of all texts together.
pub const fn length(parts: &[&str]) -> usize {
    let (mut length, mut i) = (0, 0);
    while i < parts.len() {
        length += parts[i].len();
        i += 1;
    }
    length
}

/// The texts, one after the other.
pub const fn joined<const N: usize>(parts: &[&str]) -> [u8; N] {
    let (mut text, mut at, mut i) = ([0; N], 0, 0);
    while i < parts.len() {
        let (part, mut k) = (parts[i].as_bytes(), 0);
        while k < part.len() {
            text[at] = part[k];
            at += 1;
            k += 1;
        }
        i += 1;
    }
    text
}

/// Where the result of a slot goes.
pub fn place(slot: &mut Slot) -> *mut u8 {
    match slot.tag {
        abi::NUMPYNI_SLOT_COMPLEX64 | abi::NUMPYNI_SLOT_COMPLEX128 => {
            std::ptr::with_exposed_provenance_mut(slot.bits as usize)
        }
        _ => (&raw mut slot.bits).cast(),
    }
}

/// Runs a kernel: its error, or its panic, becomes the pending error of the context.
///
/// # Safety
/// `ctx` is the context of the call.
pub unsafe fn run(ctx: *mut Context, name: &str, body: impl FnOnce() -> Result<()>) -> i32 {
    let error = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return abi::NUMPYNI_OK,
        Ok(Err(error)) => error,
        Err(panic) => {
            let said = panic.downcast_ref::<&str>().map(|text| text.to_string());
            let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            Error { kind: abi::NUMPYNI_ERROR_INTERNAL, message: format!("{name}() panicked: {said}") }
        }
    };
    // SAFETY: the caller's promise.
    unsafe { raise(ctx, &error) }
}

/// The runtime's table.
///
/// # Safety
/// `ctx` is the context of a call.
pub(crate) unsafe fn api<'a>(ctx: *mut Context) -> &'a abi::NumPyNI_Api {
    // SAFETY: the caller's promise.
    let table = unsafe { (*ctx).api };
    // SAFETY: the context of a call has a table, which is static.
    unsafe { &*table }
}

/// # Safety
/// As `run`.
#[cold]
unsafe fn raise(ctx: *mut Context, error: &Error) -> i32 {
    // SAFETY: the caller's promise.
    let api = unsafe { api(ctx) };
    // SAFETY: the message is copied.
    unsafe { (api.error_set)(ctx, error.kind, error.message.as_ptr().cast(), error.message.len()) }
}
