// UPDATE_GOLDEN=1 cargo test -p numpyni-sys; DO NOT EDIT
//! The slots of the table as functions, for those that call by name.

#![allow(clippy::missing_safety_doc)]

use core::ffi::{c_char, c_void};

use numpyni::capi::TABLE;
use numpyni_sys::*;

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_error_message(ctx: *mut NumPyNI_Context, length: *mut usize) -> *const c_char {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.error_message)(ctx, length) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_error_clear(ctx: *mut NumPyNI_Context) {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.error_clear)(ctx) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_error_set(ctx: *mut NumPyNI_Context, kind: i32, message: *const c_char, length: usize) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.error_set)(ctx, kind, message, length) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_new(ctx: *mut NumPyNI_Context, dtype: NumPyNI_DType, ndim: i32, shape: *const i64, order: u32, zero: u32, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_new)(ctx, dtype, ndim, shape, order, zero, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_from_memory(ctx: *mut NumPyNI_Context, view: *const NumPyNI_View, release: NumPyNI_Release, owner: *mut c_void, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_from_memory)(ctx, view, release, owner, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_dup(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_dup)(ctx, array, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_close(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_close)(ctx, array) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_view(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut *const NumPyNI_View) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_view)(ctx, array, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_acquire(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, view: *mut NumPyNI_View) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_acquire)(ctx, array, view) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_view_release(ctx: *mut NumPyNI_Context, view: *mut NumPyNI_View) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.view_release)(ctx, view) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_from_view(ctx: *mut NumPyNI_Context, view: *const NumPyNI_View, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_from_view)(ctx, view, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_as_strided(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, dtype: NumPyNI_DType, ndim: i32, shape: *const i64, strides: *const i64, offset: i64, readonly: u32, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_as_strided)(ctx, array, dtype, ndim, shape, strides, offset, readonly, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_reshape(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, ndim: i32, shape: *const i64, order: u32, copy: u32, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_reshape)(ctx, array, ndim, shape, order, copy, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_transpose(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, axes: *const i64, naxes: i32, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_transpose)(ctx, array, axes, naxes, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_broadcast_to(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, ndim: i32, shape: *const i64, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_broadcast_to)(ctx, array, ndim, shape, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_get(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, items: *const NumPyNI_Index, nitems: i32, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_get)(ctx, array, items, nitems, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_set(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, items: *const NumPyNI_Index, nitems: i32, value: *const NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_set)(ctx, array, items, nitems, value) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_item(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, index: i64, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_item)(ctx, array, index, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_nonzero(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_nonzero)(ctx, array, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_astype(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, dtype: NumPyNI_DType, order: u32, casting: u32, copy: u32, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_astype)(ctx, array, dtype, order, casting, copy, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_assign(ctx: *mut NumPyNI_Context, dst: NumPyNI_Handle, value: *const NumPyNI_Value, casting: u32, where_: NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_assign)(ctx, dst, value, casting, where_) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_arange(ctx: *mut NumPyNI_Context, dtype: NumPyNI_DType, start: *const NumPyNI_Value, step: *const NumPyNI_Value, length: i64, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_arange)(ctx, dtype, start, step, length, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_concatenate(ctx: *mut NumPyNI_Context, arrays: *const NumPyNI_Handle, count: i64, axis: i32, dtype: *const NumPyNI_DType, out: *mut NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_concatenate)(ctx, arrays, count, axis, dtype, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_overlaps(ctx: *mut NumPyNI_Context, x1: NumPyNI_Handle, x2: NumPyNI_Handle, exact: u32, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_overlaps)(ctx, x1, x2, exact, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_dtype_promote(ctx: *mut NumPyNI_Context, values: *const NumPyNI_Value, count: i32, out: *mut NumPyNI_DType) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.dtype_promote)(ctx, values, count, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_dtype_can_cast(ctx: *mut NumPyNI_Context, from: NumPyNI_DType, to: NumPyNI_DType, casting: u32, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.dtype_can_cast)(ctx, from, to, casting, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_count(ctx: *mut NumPyNI_Context) -> u32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_count)(ctx) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_find(ctx: *mut NumPyNI_Context, name: *const c_char, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_find)(ctx, name, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_info(ctx: *mut NumPyNI_Context, ufunc: u32, out: *mut NumPyNI_UfuncInfo) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_info)(ctx, ufunc, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_types(ctx: *mut NumPyNI_Context, ufunc: u32, index: u32, out: *mut NumPyNI_DType) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_types)(ctx, ufunc, index, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_resolve(ctx: *mut NumPyNI_Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions, out: *mut NumPyNI_DType) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_resolve)(ctx, ufunc, inputs, options, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_call(ctx: *mut NumPyNI_Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_call)(ctx, ufunc, inputs, options, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_reduce(ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_reduce)(ctx, ufunc, x, options, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_accumulate(ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_accumulate)(ctx, ufunc, x, options, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_reduceat(ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, indices: NumPyNI_Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_reduceat)(ctx, ufunc, x, indices, options, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_at(ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, items: *const NumPyNI_Index, nitems: i32, value: *const NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_at)(ctx, ufunc, x, items, nitems, value) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_reduction_find(ctx: *mut NumPyNI_Context, name: *const c_char, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.reduction_find)(ctx, name, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_reduce(ctx: *mut NumPyNI_Context, reduction: u32, x: NumPyNI_Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.reduce)(ctx, reduction, x, options, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_matmul(ctx: *mut NumPyNI_Context, x1: NumPyNI_Handle, x2: NumPyNI_Handle, dtype: *const NumPyNI_DType, casting: u32, result: NumPyNI_Handle, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.matmul)(ctx, x1, x2, dtype, casting, result, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_handle_count(ctx: *mut NumPyNI_Context) -> u64 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.handle_count)(ctx) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_level_name(ctx: *mut NumPyNI_Context) -> *const c_char {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.level_name)(ctx) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_thread_count(ctx: *mut NumPyNI_Context) -> u32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.thread_count)(ctx) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_thread_count_set(ctx: *mut NumPyNI_Context, count: u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.thread_count_set)(ctx, count) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_extension_load(ctx: *mut NumPyNI_Context, path: *const c_char, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.extension_load)(ctx, path, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_extension_register(ctx: *mut NumPyNI_Context, extension: *const NumPyNI_Extension, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.extension_register)(ctx, extension, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_extension_info(ctx: *mut NumPyNI_Context, extension: u32, out: *mut NumPyNI_ExtensionInfo) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.extension_info)(ctx, extension, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_function_info(ctx: *mut NumPyNI_Context, function: u32, out: *mut NumPyNI_FunctionInfo) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.function_info)(ctx, function, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_function_overload(ctx: *mut NumPyNI_Context, function: u32, index: u32, out: *mut *const NumPyNI_Overload) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.function_overload)(ctx, function, index, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_function_call(ctx: *mut NumPyNI_Context, function: u32, args: *const NumPyNI_Value, nargs: i32, out: *mut NumPyNI_Value, nresults: *mut i32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.function_call)(ctx, function, args, nargs, out, nresults) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_register(ctx: *mut NumPyNI_Context, ufunc: *const NumPyNI_Ufunc, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_register)(ctx, ufunc, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_signature(ctx: *mut NumPyNI_Context, ufunc: u32, length: *mut usize) -> *const c_char {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_signature)(ctx, ufunc, length) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_random_find(ctx: *mut NumPyNI_Context, name: *const c_char, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.random_find)(ctx, name, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_random_fill(ctx: *mut NumPyNI_Context, distribution: u32, state: NumPyNI_Handle, parameters: *const NumPyNI_Value, count: i32, out: NumPyNI_Handle) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.random_fill)(ctx, distribution, state, parameters, count, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_ufunc_run(ctx: *mut NumPyNI_Context, ufunc: u32, index: u32, ndim: i32, shape: *const i64, types: *const NumPyNI_DType, args: *const *mut c_void, strides: *const i64) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.ufunc_run)(ctx, ufunc, index, ndim, shape, types, args, strides) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_reduce_run(ctx: *mut NumPyNI_Context, reduction: u32, dtype: *const NumPyNI_DType, data: *mut c_void, length: i64, out: *mut NumPyNI_Value) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.reduce_run)(ctx, reduction, dtype, data, length, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_array_is_exclusive(ctx: *mut NumPyNI_Context, x: NumPyNI_Handle, out: *mut u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.array_is_exclusive)(ctx, x, out) }
}

#[rustfmt::skip]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NumPyNI_take_run(ctx: *mut NumPyNI_Context, width: usize, ndim: i32, shape: *const i64, strides: *const i64, count: i64, args: *const *mut c_void, writes: u32) -> i32 {
    // SAFETY: the caller keeps the slot's promise.
    unsafe { (TABLE.take_run)(ctx, width, ndim, shape, strides, count, args, writes) }
}
