//! What a universal extension exports, and what the runtime says of it.

use core::ffi::{c_char, c_void};

use crate::{NumPyNI_DType, NumPyNI_Fn, NumPyNI_Function, NumPyNI_Loop, NumPyNI_Value};

/// The table that a universal extension exports, as the data symbol `numpyni_extension`: constant, and there for as long as the
/// library is. The runtime reads it before it runs any of the extension's functions.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_Extension {
    /// `NUMPYNI_EXTENSION_MAGIC`
    pub magic: u64,
    /// `sizeof(NumPyNI_Extension)` of the extension.
    pub struct_size: u32,
    /// The major version of the ABI that it needs.
    pub abi_major: u16,
    /// The minor version of the ABI that it needs at least.
    pub abi_minor: u16,
    /// NUL-terminated name.
    pub name: *const c_char,
    /// NUL-terminated documentation, or NULL.
    pub doc: *const c_char,
    /// `function_count` functions. Those of one name are overloads, and are tried in their order.
    pub functions: *const NumPyNI_Function,
    /// `ufunc_count` ufuncs.
    pub ufuncs: *const NumPyNI_Ufunc,
    /// How many functions.
    pub function_count: u32,
    /// How many ufuncs.
    pub ufunc_count: u32,
}

/// How the exported table begins: "NumPyNI1" in memory, on a little-endian machine.
pub const NUMPYNI_EXTENSION_MAGIC: u64 = 0x3149_4e79_506d_754e;

/// One inner loop of a ufunc from outside.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_UfuncLoop {
    /// `sizeof(NumPyNI_UfuncLoop)` of the extension.
    pub struct_size: u32,
    /// As a function's; `NUMPYNI_RELEASES_GIL` is taken for granted.
    pub effects: u32,
    /// `"float64(float64, float64)"`; several results as `"(float64, float64)(float64)"`.
    pub signature: *const c_char,
    /// The loop, NumPy's prototype. It may be called on any thread. NULL: made of `element`.
    pub strided: NumPyNI_Loop,
    /// The same for operands without gaps, or NULL.
    pub contiguous: NumPyNI_Loop,
    /// `accumulator = accumulator op x[i]` over the operands `x` and the accumulator, whose step is zero; or NULL.
    pub reduce: NumPyNI_Loop,
    /// The function of one element, a plain C prototype (`double f(double, double)`), or NULL. Where it alone is given, all
    /// types are the same: float64, float32 or int64.
    pub element: NumPyNI_Fn,
    /// The last argument of the loops.
    pub data: *mut c_void,
}

/// A ufunc from outside.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_Ufunc {
    /// `sizeof(NumPyNI_Ufunc)` of the extension.
    pub struct_size: u32,
    /// `NUMPYNI_HAS_IDENTITY`, `NUMPYNI_REORDERABLE`.
    pub flags: u32,
    /// Number of inputs.
    pub nin: i32,
    /// Number of outputs.
    pub nout: i32,
    /// NUL-terminated name.
    pub name: *const c_char,
    /// NUL-terminated documentation, or NULL.
    pub doc: *const c_char,
    /// `nloops` loops, tried in their order.
    pub loops: *const NumPyNI_UfuncLoop,
    /// How many loops.
    pub nloops: u32,
    /// Zero.
    pub reserved: u32,
    /// The value of an empty reduction: a bool, int64 or float64.
    pub identity: NumPyNI_Value,
    /// The core dimensions of a generalized ufunc; NULL: it works element by element.
    pub core: *const c_char,
}

/// `identity` holds the value of an empty reduction.
pub const NUMPYNI_HAS_IDENTITY: u32 = 1;
/// A reduction may take its elements in any order: the operation is associative and commutative.
pub const NUMPYNI_REORDERABLE: u32 = 2;

/// What is known of a loaded extension. The strings are static.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_ExtensionInfo {
    /// `sizeof(NumPyNI_ExtensionInfo)` of the runtime.
    pub struct_size: u32,
    /// Zero.
    pub reserved: u32,
    /// NUL-terminated name.
    pub name: *const c_char,
    /// NUL-terminated documentation.
    pub doc: *const c_char,
    /// The number of its first function; the others follow. Overloads are one function.
    pub first_function: u32,
    /// How many functions.
    pub functions: u32,
    /// The number of its first ufunc; the others follow.
    pub first_ufunc: u32,
    /// How many ufuncs.
    pub ufuncs: u32,
}

/// What is known of a loaded function. The strings are static.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_FunctionInfo {
    /// `sizeof(NumPyNI_FunctionInfo)` of the runtime.
    pub struct_size: u32,
    /// How many overloads.
    pub overloads: u32,
    /// NUL-terminated name.
    pub name: *const c_char,
    /// NUL-terminated documentation of all overloads, each behind its signature.
    pub doc: *const c_char,
}

/// One overload, its signature parsed. Static.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_Overload {
    /// `sizeof(NumPyNI_Overload)` of the runtime.
    pub struct_size: u32,
    /// `NUMPYNI_NOTHROW`, ...
    pub effects: u32,
    /// Number of arguments.
    pub nargs: i32,
    /// Number of results.
    pub nresults: i32,
    /// The arguments, then the results.
    pub parameters: *const NumPyNI_Parameter,
    /// What the extension exports.
    pub function: *const NumPyNI_Function,
}

/// An argument or a result of an overload.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_Parameter {
    /// The tag of its slot: `NUMPYNI_SLOT_VIEW` for an array that goes in, `NUMPYNI_SLOT_HANDLE` for one that comes out, or a scalar's.
    pub tag: u32,
    /// Number of dimensions of an array; -1: any.
    pub ndim: i32,
    /// The type of the scalar or of the array's elements.
    pub dtype: NumPyNI_DType,
    /// What the view must have: `NUMPYNI_ALIGNED | NUMPYNI_NATIVE_ENDIAN`, and what the function asks for.
    pub flags: u32,
    /// Nonzero: the function writes it.
    pub written: u32,
    /// NUL-terminated name, or NULL.
    pub name: *const c_char,
}

/// The most arguments of a function.
pub const NUMPYNI_MAXARGS: i32 = 32;
/// The most results of a function.
pub const NUMPYNI_MAXRESULTS: i32 = 8;
