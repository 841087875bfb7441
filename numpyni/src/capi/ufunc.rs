//! Entries for ufuncs, reductions, products and threads: not there yet.

use std::ffi::c_char;

use numpyni_sys::*;

use crate::Error;
use crate::capi::guard;

pub unsafe extern "C" fn ufunc_count(_ctx: *mut NumPyNI_Context) -> u32 {
    0
}

pub unsafe extern "C" fn ufunc_find(ctx: *mut NumPyNI_Context, _name: *const c_char, _out: *mut u32) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_find".into()))) }
}

pub unsafe extern "C" fn ufunc_info(ctx: *mut NumPyNI_Context, _ufunc: u32, _out: *mut NumPyNI_UfuncInfo) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_info".into()))) }
}

pub unsafe extern "C" fn ufunc_types(ctx: *mut NumPyNI_Context, _ufunc: u32, _index: u32, _out: *mut NumPyNI_DType) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_types".into()))) }
}

pub unsafe extern "C" fn ufunc_resolve(ctx: *mut NumPyNI_Context, _ufunc: u32, _inputs: *const NumPyNI_Value, _options: *const NumPyNI_UfuncOptions, _out: *mut NumPyNI_DType) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_resolve".into()))) }
}

pub unsafe extern "C" fn ufunc_call(ctx: *mut NumPyNI_Context, _ufunc: u32, _inputs: *const NumPyNI_Value, _options: *const NumPyNI_UfuncOptions, _out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_call".into()))) }
}

pub unsafe extern "C" fn ufunc_reduce(ctx: *mut NumPyNI_Context, _ufunc: u32, _x: NumPyNI_Handle, _options: *const NumPyNI_ReduceOptions, _out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_reduce".into()))) }
}

pub unsafe extern "C" fn ufunc_accumulate(ctx: *mut NumPyNI_Context, _ufunc: u32, _x: NumPyNI_Handle, _options: *const NumPyNI_ReduceOptions, _out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_accumulate".into()))) }
}

pub unsafe extern "C" fn ufunc_reduceat(ctx: *mut NumPyNI_Context, _ufunc: u32, _x: NumPyNI_Handle, _indices: NumPyNI_Handle, _options: *const NumPyNI_ReduceOptions, _out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_reduceat".into()))) }
}

pub unsafe extern "C" fn ufunc_at(ctx: *mut NumPyNI_Context, _ufunc: u32, _x: NumPyNI_Handle, _items: *const NumPyNI_Index, _nitems: i32, _value: *const NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("ufunc_at".into()))) }
}

pub unsafe extern "C" fn reduction_find(ctx: *mut NumPyNI_Context, _name: *const c_char, _out: *mut u32) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("reduction_find".into()))) }
}

pub unsafe extern "C" fn reduce(ctx: *mut NumPyNI_Context, _reduction: u32, _x: NumPyNI_Handle, _options: *const NumPyNI_ReduceOptions, _out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("reduce".into()))) }
}

pub unsafe extern "C" fn matmul(ctx: *mut NumPyNI_Context, _x1: NumPyNI_Handle, _x2: NumPyNI_Handle, _dtype: *const NumPyNI_DType, _casting: u32, _result: NumPyNI_Handle, _out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("matmul".into()))) }
}

pub unsafe extern "C" fn thread_count(_ctx: *mut NumPyNI_Context) -> u32 {
    1
}

pub unsafe extern "C" fn thread_count_set(ctx: *mut NumPyNI_Context, _count: u32) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || Err(Error::NotImplemented("thread_count_set".into()))) }
}

