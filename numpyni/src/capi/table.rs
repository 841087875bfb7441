//! The function table.

use numpyni_sys as abi;

use crate::capi::{array, element, extension, machine, memory, random, reduction, ufunc};

/// The table.
pub static TABLE: abi::NumPyNI_Api = abi::NumPyNI_Api {
    size: size_of::<abi::NumPyNI_Api>() as u32,
    major: abi::NUMPYNI_ABI_MAJOR as u16,
    minor: abi::NUMPYNI_ABI_MINOR as u16,
    error_message: machine::error_message,
    error_clear: machine::error_clear,
    error_set: machine::error_set,
    array_new: array::array_new,
    array_from_memory: array::array_from_memory,
    array_dup: array::array_dup,
    array_close: array::array_close,
    array_view: array::array_view,
    array_acquire: array::array_acquire,
    view_release: array::view_release,
    array_from_view: array::array_from_view,
    array_as_strided: array::array_as_strided,
    array_reshape: array::array_reshape,
    array_transpose: array::array_transpose,
    array_broadcast_to: array::array_broadcast_to,
    array_get: element::array_get,
    array_set: element::array_set,
    array_item: element::array_item,
    array_nonzero: element::array_nonzero,
    array_astype: array::array_astype,
    array_assign: array::array_assign,
    array_arange: array::array_arange,
    array_concatenate: array::array_concatenate,
    array_overlaps: array::array_overlaps,
    dtype_promote: array::dtype_promote,
    dtype_can_cast: array::dtype_can_cast,
    ufunc_count: ufunc::ufunc_count,
    ufunc_find: ufunc::ufunc_find,
    ufunc_info: ufunc::ufunc_info,
    ufunc_types: ufunc::ufunc_types,
    ufunc_resolve: ufunc::ufunc_resolve,
    ufunc_call: ufunc::ufunc_call,
    ufunc_reduce: reduction::ufunc_reduce,
    ufunc_accumulate: reduction::ufunc_accumulate,
    ufunc_reduceat: reduction::ufunc_reduceat,
    ufunc_at: ufunc::ufunc_at,
    reduction_find: reduction::reduction_find,
    reduce: reduction::reduce,
    matmul: ufunc::matmul,
    handle_count: machine::handle_count,
    level_name: machine::level_name,
    thread_count: ufunc::thread_count,
    thread_count_set: ufunc::thread_count_set,
    extension_load: extension::extension_load,
    extension_register: extension::extension_register,
    extension_info: extension::extension_info,
    function_info: extension::function_info,
    function_overload: extension::function_overload,
    function_call: extension::function_call,
    ufunc_register: extension::ufunc_register,
    ufunc_signature: ufunc::ufunc_signature,
    random_find: random::random_find,
    random_fill: random::random_fill,
    ufunc_run: memory::ufunc_run,
    reduce_run: memory::reduce_run,
    array_is_exclusive: array::array_is_exclusive,
    take_run: memory::take_run,
};

/// The table, if it is of a version between the two: what `NumPyNI_GetApi` answers.
pub fn table(min_major: u32, max_major: u32) -> Option<&'static abi::NumPyNI_Api> {
    (min_major..=max_major).contains(&abi::NUMPYNI_ABI_MAJOR).then_some(&TABLE)
}
