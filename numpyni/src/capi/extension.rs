//! Entries for universal extensions, and for ufuncs from outside.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use numpyni_sys::*;

use crate::capi::convert::{null, one, put, slice};
use crate::capi::guard;
use crate::capi::ufunc::text;
use crate::extension::{EXTENSIONS, FUNCTIONS, Function, call, load, register};
use crate::{Error, Result, ufunc};

type Context = *mut NumPyNI_Context;

pub unsafe extern "C" fn extension_load(ctx: Context, path: *const c_char, out: *mut u32) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let path = unsafe { text(path) }?;
        // SAFETY: the ABI's promise.
        unsafe { put(out, load(path)?) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn extension_register(ctx: Context, extension: *const NumPyNI_Extension, out: *mut u32) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let number = unsafe { register(extension) }?;
        // SAFETY: the ABI's promise.
        unsafe { put(out, number) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn extension_info(ctx: Context, extension: u32, out: *mut NumPyNI_ExtensionInfo) -> i32 {
    let body = || {
        let found = EXTENSIONS.get(extension).ok_or_else(|| Error::Value(format!("there is no extension {extension}")))?;
        // SAFETY: the ABI's promise.
        unsafe { put(out, found.info()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn function_info(ctx: Context, function: u32, out: *mut NumPyNI_FunctionInfo) -> i32 {
    // SAFETY: the ABI's promise.
    let body = || unsafe { put(out, find(function)?.info()) };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn function_overload(
    ctx: Context, function: u32, index: u32, out: *mut *const NumPyNI_Overload,
) -> i32 {
    let body = || {
        let overload = find(function)?.overload(index);
        let overload = overload.ok_or_else(|| Error::Index(format!("the function {function} has no overload {index}")))?;
        // SAFETY: the ABI's promise.
        unsafe { put(out, overload) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn function_call(
    ctx: Context, function: u32, args: *const NumPyNI_Value, nargs: i32, out: *mut NumPyNI_Value, nresults: *mut i32,
) -> i32 {
    let mut status = NUMPYNI_OK;
    let body = || {
        let nargs = usize::try_from(nargs).map_err(|_| Error::Value("a negative number of arguments".into()))?;
        // SAFETY: the ABI's promise.
        let values = unsafe { slice(args, nargs, "args") }?;
        // SAFETY: the ABI's promise: room for all results.
        let Some(results) = (unsafe { out.cast::<[MaybeUninit<NumPyNI_Value>; NUMPYNI_MAXRESULTS as usize]>().as_mut() }) else {
            return Err(null("the place of the results"));
        };
        // SAFETY: the ABI's promise.
        let (kind, count) = unsafe { call(ctx, find(function)?, values, results) }?;
        status = kind;
        // SAFETY: the ABI's promise.
        unsafe { put(nresults, count as i32) }
    };
    // SAFETY: the ABI's promise.
    let failed = unsafe { guard(ctx, body) };
    if failed == NUMPYNI_OK { status } else { failed }
}

pub unsafe extern "C" fn ufunc_register(ctx: Context, given: *const NumPyNI_Ufunc, out: *mut u32) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let given = unsafe { one(given, "ufunc") }?;
        if (given.struct_size as usize) < size_of::<NumPyNI_Ufunc>() {
            return Err(Error::Value("the size of the ufunc is wrong".into()));
        }
        // SAFETY: the ABI's promise.
        let numbers = ufunc::add_external(vec![unsafe { ufunc::external(given) }?])?;
        // SAFETY: the ABI's promise.
        unsafe { put(out, numbers.start as u32) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

#[inline]
fn find(number: u32) -> Result<&'static Function> {
    FUNCTIONS.get(number).ok_or_else(|| Error::Value(format!("there is no function {number}")))
}
