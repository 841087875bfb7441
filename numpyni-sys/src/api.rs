//! The function table. It only grows: `include/numpyni.lock` lists its slots, and a test compares.

use core::ffi::{c_char, c_void};

use crate::*;

/// The ABI's major version: another one is another table.
pub const NUMPYNI_ABI_MAJOR: u32 = 1;
/// The ABI's minor version: a larger one has more slots at the end.
pub const NUMPYNI_ABI_MINOR: u32 = 1;

/// The table of the runtime. Static, immutable; shared by all threads and interpreters.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_Api {
    /// Size of this table in bytes: a slot beyond it is not there.
    pub size: u32,
    /// `NUMPYNI_ABI_MAJOR`
    pub major: u16,
    /// `NUMPYNI_ABI_MINOR`
    pub minor: u16,

    // ---- errors
    /// The pending error's message in UTF-8 (not NUL-terminated), valid until `error_clear`; its length goes to `length`.
    pub error_message: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, length: *mut usize) -> *const c_char,
    /// Drops the pending error, if there is one.
    pub error_clear: unsafe extern "C" fn(ctx: *mut NumPyNI_Context),
    /// Sets the pending error: a kind of `NUMPYNI_ERROR_*` and a UTF-8 message, which is copied. Returns the kind.
    pub error_set: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, kind: i32, message: *const c_char, length: usize) -> i32,

    // ---- the life of an array
    /// A new array of `ndim` lengths. `order` is C or F. `zero` nonzero: filled with zeroes, else the contents are arbitrary.
    pub array_new: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, dtype: NumPyNI_DType, ndim: i32, shape: *const i64, order: u32, zero: u32,
        out: *mut NumPyNI_Handle,
    ) -> i32,
    /// An array over foreign memory, which `view` describes (its epoch and lease are ignored; NULL strides: row-major).
    /// `release(owner)` is called once, when the last array that shares the memory is closed; on failure it is not called.
    pub array_from_memory: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, view: *const NumPyNI_View, release: NumPyNI_Release, owner: *mut c_void,
        out: *mut NumPyNI_Handle,
    ) -> i32,
    /// A second handle of the same array (with an epoch of its own).
    pub array_dup: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut NumPyNI_Handle) -> i32,
    /// Closes the handle. Its epoch changes. `ctx` may be NULL: the result says whether the handle was open.
    pub array_close: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle) -> i32,
    /// The array's view, borrowed: valid until the handle is closed.
    pub array_view: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut *const NumPyNI_View,
    ) -> i32,
    /// Fills `view` with a lease: its pointers stand until `view_release`, even when the handle is closed before.
    pub array_acquire: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, view: *mut NumPyNI_View,
    ) -> i32,
    /// Gives the lease back and sets it to NULL. Releasing a view without a lease does nothing.
    pub view_release: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, view: *mut NumPyNI_View) -> i32,
    /// A handle of an array that a view stands for: one with a lease, or one that an entry point got as an argument.
    pub array_from_view: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, view: *const NumPyNI_View, out: *mut NumPyNI_Handle,
    ) -> i32,

    // ---- views of an array: these share its memory
    /// A view with another type, shape, strides and first element, `offset` bytes after the array's. It must lie inside the
    /// memory. `readonly` nonzero takes the right to write away; zero keeps it as it is.
    pub array_as_strided: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, dtype: NumPyNI_DType, ndim: i32, shape: *const i64,
        strides: *const i64, offset: i64, readonly: u32, out: *mut NumPyNI_Handle,
    ) -> i32,
    /// Another shape, of the same size; one length may be -1. `order` is C, F or A; `copy` one of `NUMPYNI_COPY_*`.
    pub array_reshape: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, ndim: i32, shape: *const i64, order: u32, copy: u32,
        out: *mut NumPyNI_Handle,
    ) -> i32,
    /// Axes permuted by `axes` (`naxes` of them, each axis once); NULL reverses them.
    pub array_transpose: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, axes: *const i64, naxes: i32, out: *mut NumPyNI_Handle,
    ) -> i32,
    /// A read-only view of a larger shape.
    pub array_broadcast_to: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, ndim: i32, shape: *const i64, out: *mut NumPyNI_Handle,
    ) -> i32,

    // ---- indexing
    /// `a[items]`: an element where every item is an integer and each axis has one, else an array; a view for basic items,
    /// a copy where an index array stands among them.
    pub array_get: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, items: *const NumPyNI_Index, nitems: i32, out: *mut NumPyNI_Value,
    ) -> i32,
    /// `a[items] = value`, broadcast and cast ('unsafe', as NumPy's assignment).
    pub array_set: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, items: *const NumPyNI_Index, nitems: i32,
        value: *const NumPyNI_Value,
    ) -> i32,
    /// The element at `index` of the flattened (row-major) array; negative counts from the end.
    pub array_item: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, index: i64, out: *mut NumPyNI_Value,
    ) -> i32,
    /// Indices of the nonzero elements, row-major: an int64 array of shape (ndim, count).
    pub array_nonzero: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut NumPyNI_Handle,
    ) -> i32,

    // ---- copies
    /// A copy with another type and order. `copy` `IF_NEEDED` gives the array itself (a dup) where nothing would change.
    pub array_astype: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, dtype: NumPyNI_DType, order: u32, casting: u32, copy: u32,
        out: *mut NumPyNI_Handle,
    ) -> i32,
    /// `dst[...] = value` where `where_` (or zero) holds: NumPy's `copyto`. Overlap-safe.
    pub array_assign: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, dst: NumPyNI_Handle, value: *const NumPyNI_Value, casting: u32, where_: NumPyNI_Handle,
    ) -> i32,
    /// `start + i * step` for `i` in `0..length`, as NumPy's arange computes it (from the first two elements).
    pub array_arange: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, dtype: NumPyNI_DType, start: *const NumPyNI_Value, step: *const NumPyNI_Value, length: i64,
        out: *mut NumPyNI_Handle,
    ) -> i32,
    /// The arrays joined along an existing axis; `dtype` may be NULL (their common type).
    pub array_concatenate: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, arrays: *const NumPyNI_Handle, count: i64, axis: i32, dtype: *const NumPyNI_DType,
        out: *mut NumPyNI_Handle,
    ) -> i32,
    /// 1 where the two arrays' memory extents overlap (NumPy's `may_share_memory`); exact nonzero: where an element does.
    pub array_overlaps: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, x1: NumPyNI_Handle, x2: NumPyNI_Handle, exact: u32, out: *mut u32,
    ) -> i32,

    // ---- types
    /// The common type of arrays, elements and weak scalars: NumPy's `result_type` (NEP 50).
    pub dtype_promote: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, values: *const NumPyNI_Value, count: i32, out: *mut NumPyNI_DType,
    ) -> i32,
    /// 1 where the rule allows the cast: NumPy's `can_cast`.
    pub dtype_can_cast: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, from: NumPyNI_DType, to: NumPyNI_DType, casting: u32, out: *mut u32,
    ) -> i32,

    // ---- ufuncs
    /// How many ufuncs there are; they are numbered from zero. Cannot fail.
    pub ufunc_count: unsafe extern "C" fn(ctx: *mut NumPyNI_Context) -> u32,
    /// The number of a ufunc, by its NUL-terminated name.
    pub ufunc_find: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, name: *const c_char, out: *mut u32) -> i32,
    /// What is known of a ufunc.
    pub ufunc_info: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, ufunc: u32, out: *mut NumPyNI_UfuncInfo) -> i32,
    /// The `nin + nout` types of its loop number `index`.
    pub ufunc_types: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, index: u32, out: *mut NumPyNI_DType,
    ) -> i32,
    /// The `nin + nout` types that a call with `inputs` and `options` (or NULL) would use.
    pub ufunc_resolve: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions,
        out: *mut NumPyNI_DType,
    ) -> i32,
    /// Applies a ufunc to `nin` inputs; `nout` results. An output that the options gave stands in its result as zero (no array,
    /// lanes 0); a result of no dimensions comes as an element.
    pub ufunc_call: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions,
        out: *mut NumPyNI_Value,
    ) -> i32,
    /// `ufunc.reduce`. A NULL `options` reduces axis 0, as NumPy does.
    pub ufunc_reduce: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, options: *const NumPyNI_ReduceOptions,
        out: *mut NumPyNI_Value,
    ) -> i32,
    /// `ufunc.accumulate` along one axis.
    pub ufunc_accumulate: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, options: *const NumPyNI_ReduceOptions,
        out: *mut NumPyNI_Value,
    ) -> i32,
    /// `ufunc.reduceat` along one axis; `indices` is an integer array.
    pub ufunc_reduceat: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, indices: NumPyNI_Handle,
        options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
    ) -> i32,
    /// `ufunc.at`: `x[items] = ufunc(x[items], value)`, unbuffered, so that repeated indices count; `value` is NULL for a
    /// ufunc of one input.
    pub ufunc_at: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, x: NumPyNI_Handle, items: *const NumPyNI_Index, nitems: i32,
        value: *const NumPyNI_Value,
    ) -> i32,

    // ---- reductions (by name: sum, prod, min, max, any, all, mean, var, std, argmin, argmax, count_nonzero, cumsum, cumprod, ptp)
    /// The number of a reduction, by its NUL-terminated name.
    pub reduction_find: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, name: *const c_char, out: *mut u32) -> i32,
    /// Applies a reduction. A NULL `options` reduces over all axes.
    pub reduce: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, reduction: u32, x: NumPyNI_Handle, options: *const NumPyNI_ReduceOptions,
        out: *mut NumPyNI_Value,
    ) -> i32,

    // ---- products
    /// `x1 @ x2` with NumPy's rules of dimensions; `result` is zero or where the product goes.
    pub matmul: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, x1: NumPyNI_Handle, x2: NumPyNI_Handle, dtype: *const NumPyNI_DType, casting: u32,
        result: NumPyNI_Handle, out: *mut NumPyNI_Value,
    ) -> i32,

    // ---- the machine
    /// How many handles are open now. Cannot fail.
    pub handle_count: unsafe extern "C" fn(ctx: *mut NumPyNI_Context) -> u64,
    /// The level of the CPU that the kernels use ("x86-64-v4"), static and NUL-terminated. Cannot fail.
    pub level_name: unsafe extern "C" fn(ctx: *mut NumPyNI_Context) -> *const c_char,
    /// How many threads a large operation may use. Cannot fail.
    pub thread_count: unsafe extern "C" fn(ctx: *mut NumPyNI_Context) -> u32,
    /// Sets it: 0 restores the default (`NUMPYNI_NUM_THREADS`, else the cores).
    pub thread_count_set: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, count: u32) -> i32,

    // ---- universal extensions
    /// Loads the shared library at `path` (NUL-terminated) and registers what it exports; a second time gives the same number. It
    /// is never unloaded.
    pub extension_load: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, path: *const c_char, out: *mut u32) -> i32,
    /// Registers an extension that is in memory for good.
    pub extension_register: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, extension: *const NumPyNI_Extension, out: *mut u32,
    ) -> i32,
    /// What is known of an extension.
    pub extension_info: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, extension: u32, out: *mut NumPyNI_ExtensionInfo,
    ) -> i32,
    /// What is known of a function.
    pub function_info: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, function: u32, out: *mut NumPyNI_FunctionInfo) -> i32,
    /// One overload of a function.
    pub function_overload: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, function: u32, index: u32, out: *mut *const NumPyNI_Overload,
    ) -> i32,
    /// Calls a function with `nargs` arguments: its first overload that takes their types as they are, or else the first to which
    /// its scalars convert safely. `out` has room for `NUMPYNI_MAXRESULTS` results; how many there are goes to `nresults`.
    pub function_call: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, function: u32, args: *const NumPyNI_Value, nargs: i32, out: *mut NumPyNI_Value,
        nresults: *mut i32,
    ) -> i32,
    /// Registers a ufunc, whose loops stay callable for good; its number is as any other's.
    pub ufunc_register: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, ufunc: *const NumPyNI_Ufunc, out: *mut u32) -> i32,

    // ---- generalised ufuncs
    /// The core signature of a generalised ufunc in UTF-8 (not NUL-terminated), static, "(m,n),(n)->(m)"; its length goes to `length`.
    /// NULL, and no error, where the ufunc works element by element.
    pub ufunc_signature: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, ufunc: u32, length: *mut usize) -> *const c_char,

    // ---- random numbers
    /// The number of a distribution, by its NUL-terminated name.
    pub random_find: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, name: *const c_char, out: *mut u32) -> i32,
    /// Fills `out`, in row-major order, with draws from a distribution. `state` is the generator: a contiguous array of uint64 that the
    /// call changes, and that nobody else uses meanwhile. There are as many `parameters` as the distribution has, of its types; they
    /// broadcast against `out`, or, where a draw is a vector, against all but its last axis.
    pub random_fill: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, distribution: u32, state: NumPyNI_Handle, parameters: *const NumPyNI_Value, count: i32,
        out: NumPyNI_Handle,
    ) -> i32,

    // ---- over memory that the caller answers for: no handles, no views
    /// Runs loop number `index` of a ufunc (see `ufunc_types`) over the elements of a shape, one or more. Operand `k`, inputs before
    /// outputs, begins at `args[k]`, is of type `types[k]`, and moves by `strides[axis * nargs + k]` bytes along an axis. Another type
    /// than the loop's is cast on the way ('unsafe'). Outputs do not overlap inputs, unless as exactly the same elements. An operation
    /// that looks at its operands first is not for this entry: powers of integers.
    pub ufunc_run: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, ufunc: u32, index: u32, ndim: i32, shape: *const i64, types: *const NumPyNI_DType,
        args: *const *mut c_void, strides: *const i64,
    ) -> i32,
    /// A reduction of `length` elements that follow one another from `data` on.
    pub reduce_run: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, reduction: u32, dtype: *const NumPyNI_DType, data: *mut c_void, length: i64, out: *mut NumPyNI_Value,
    ) -> i32,

    // ---- memory
    /// 1 where the array may be written, the runtime made its memory, and no other handle or lease shares that: an operation whose host
    /// knows that nobody will read the array again may then write its result there.
    pub array_is_exclusive: unsafe extern "C" fn(ctx: *mut NumPyNI_Context, x: NumPyNI_Handle, out: *mut u32) -> i32,

    // ---- over memory that the caller answers for, as above
    /// Elements of `width` bytes at places that an index of `count` int64 names on each axis, one or two. `args` are the array's first
    /// element, where the selected ones go (side by side, apart from the array), and the indices; `strides` are in bytes, the axes' before the
    /// indices'. With `writes` they come from there instead.
    pub take_run: unsafe extern "C" fn(
        ctx: *mut NumPyNI_Context, width: usize, ndim: i32, shape: *const i64, strides: *const i64, count: i64, args: *const *mut c_void,
        writes: u32,
    ) -> i32,
}

/// The one exported function, `NumPyNI_GetApi`: the newest table between the two major versions, or NULL.
pub type NumPyNI_GetApi_t = unsafe extern "C" fn(min_major: u32, max_major: u32) -> *const NumPyNI_Api;
