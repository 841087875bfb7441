//! What `rustc` laid out: size of every struct, offset of every field. `c_and_cpp_lay_the_structs_out_alike` checks that
//! no struct and no field is missing.

use core::mem::{offset_of, size_of};
use numpyni_sys::*;

/// A struct's name, its size, and its fields with their offsets.
pub type Struct = (&'static str, usize, Vec<(&'static str, usize)>);

macro_rules! layout {
    ($($name:ident { $($field:ident),* $(,)? })*) => {
        vec![$((stringify!($name), size_of::<$name>(), vec![$((stringify!($field), offset_of!($name, $field))),*])),*]
    };
}

pub fn of_rust() -> Vec<Struct> {
    layout! {
        NumPyNI_DType {
            code, bits, lanes, ext
        }
        NumPyNI_Object {
            bits
        }
        NumPyNI_Host {
            struct_size, reserved, array_from, object_from, raise, object_dup, object_close, gil_release,
            gil_acquire, check_signals
        }
        NumPyNI_Context {
            api, host, error, fpe, detail, reserved
        }
        NumPyNI_Handle {
            bits
        }
        NumPyNI_View {
            struct_size, flags, data, dtype, ndim, device_type, shape, strides, epoch, epoch0, lease
        }
        NumPyNI_Value {
            array, dtype, element
        }
        NumPyNI_Index {
            kind, flags, start, stop, step, array
        }
        NumPyNI_Slot {
            bits, tag, reserved
        }
        NumPyNI_UfuncOptions {
            struct_size, casting, order, reserved, out, where_, signature
        }
        NumPyNI_ReduceOptions {
            struct_size, flags, axes, naxes, dtype, initial, where_, out, ddof
        }
        NumPyNI_UfuncInfo {
            struct_size, ntypes, nin, nout, name, doc, has_identity, reserved, identity
        }
        NumPyNI_Function {
            struct_size, effects, name, doc, signature, typed, packed, written, layout, op
        }
        NumPyNI_Extension {
            magic, struct_size, abi_major, abi_minor, name, doc, functions, ufuncs, function_count, ufunc_count
        }
        NumPyNI_UfuncLoop {
            struct_size, effects, signature, strided, contiguous, reduce, element, data
        }
        NumPyNI_Ufunc {
            struct_size, flags, nin, nout, name, doc, loops, nloops, reserved, identity, core
        }
        NumPyNI_ExtensionInfo {
            struct_size, reserved, name, doc, first_function, functions, first_ufunc, ufuncs
        }
        NumPyNI_FunctionInfo {
            struct_size, overloads, name, doc
        }
        NumPyNI_Overload {
            struct_size, effects, nargs, nresults, parameters, function
        }
        NumPyNI_Parameter {
            tag, ndim, dtype, flags, written, name
        }
        NumPyNI_Api {
            size, major, minor, error_message, error_clear, error_set, array_new, array_from_memory,
            array_dup, array_close, array_view, array_acquire, view_release, array_from_view,
            array_as_strided, array_reshape, array_transpose, array_broadcast_to, array_get, array_set,
            array_item, array_nonzero, array_astype, array_assign, array_arange, array_concatenate,
            array_overlaps, dtype_promote, dtype_can_cast, ufunc_count, ufunc_find, ufunc_info, ufunc_types,
            ufunc_resolve, ufunc_call, ufunc_reduce, ufunc_accumulate, ufunc_reduceat, ufunc_at,
            reduction_find, reduce, matmul, handle_count, level_name, thread_count, thread_count_set,
            extension_load, extension_register, extension_info, function_info, function_overload, function_call,
            ufunc_register, ufunc_signature, random_find, random_fill, ufunc_run, reduce_run,
            array_is_exclusive, take_run
        }
    }
}
