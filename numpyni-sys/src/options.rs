//! What a call to a ufunc or a reduction may ask for beyond its operands. A NULL options pointer means the defaults.

use core::ffi::{c_char, c_void};

use crate::{NumPyNI_DType, NumPyNI_Handle, NumPyNI_Value};

/// Options of `ufunc_call`. Fill `struct_size`, zero the rest, set what you need.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_UfuncOptions {
    /// `sizeof(NumPyNI_UfuncOptions)` of the caller.
    pub struct_size: u32,
    /// One of `NUMPYNI_CASTING_*`; 0 is the default, same_kind.
    pub casting: u32,
    /// One of `NUMPYNI_ORDER_*`, of the results that are made; 0 is the default, 'K'.
    pub order: u32,
    /// Zero.
    pub reserved: u32,
    /// `nout` handles; zero means: make one. NULL means: make all.
    pub out: *const NumPyNI_Handle,
    /// A boolean array that broadcasts with the operands, or zero.
    pub where_: NumPyNI_Handle,
    /// `nin + nout` types of the loop; a word of all zeroes (lanes 0) leaves that one open. NULL leaves all open.
    pub signature: *const NumPyNI_DType,
}

/// Options of `ufunc_reduce`, `ufunc_accumulate`, `ufunc_reduceat` and `reduce`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_ReduceOptions {
    /// `sizeof(NumPyNI_ReduceOptions)` of the caller.
    pub struct_size: u32,
    /// `NUMPYNI_KEEPDIMS`, `NUMPYNI_ALL_AXES`.
    pub flags: u32,
    /// `naxes` axes, negative ones count from the end; ignored with `NUMPYNI_ALL_AXES`.
    pub axes: *const i64,
    /// How many axes; zero reduces nothing.
    pub naxes: i64,
    /// The type of the computation and the result, or NULL.
    pub dtype: *const NumPyNI_DType,
    /// The start value, or NULL.
    pub initial: *const NumPyNI_Value,
    /// A boolean array that broadcasts to the operand, or zero.
    pub where_: NumPyNI_Handle,
    /// Where the result goes, or zero.
    pub out: NumPyNI_Handle,
    /// For var and std: the divisor is N - ddof.
    pub ddof: f64,
}

/// Keep the reduced axes, with length one.
pub const NUMPYNI_KEEPDIMS: u32 = 1;
/// Reduce over all axes (`axis=None`; for accumulate and argmin: over the flattened array).
pub const NUMPYNI_ALL_AXES: u32 = 2;

/// 'same_kind', where nothing is said.
pub const NUMPYNI_CASTING_DEFAULT: u32 = 0;
/// 'no'
pub const NUMPYNI_CASTING_NO: u32 = 1;
/// 'equiv'
pub const NUMPYNI_CASTING_EQUIV: u32 = 2;
/// 'safe'
pub const NUMPYNI_CASTING_SAFE: u32 = 3;
/// 'same_kind'
pub const NUMPYNI_CASTING_SAME_KIND: u32 = 4;
/// 'unsafe'
pub const NUMPYNI_CASTING_UNSAFE: u32 = 5;

/// 'K': as the operands stand in memory.
pub const NUMPYNI_ORDER_K: u32 = 0;
/// 'C': row-major.
pub const NUMPYNI_ORDER_C: u32 = 1;
/// 'F': column-major.
pub const NUMPYNI_ORDER_F: u32 = 2;
/// 'A': 'F' if the operand is Fortran-contiguous and not C-contiguous, else 'C'.
pub const NUMPYNI_ORDER_A: u32 = 3;

/// Never copy: an error where a copy would be needed.
pub const NUMPYNI_COPY_NEVER: u32 = 0;
/// Copy only where it is needed.
pub const NUMPYNI_COPY_IF_NEEDED: u32 = 1;
/// Always copy.
pub const NUMPYNI_COPY_ALWAYS: u32 = 2;

/// What is known of a ufunc. The strings are static.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_UfuncInfo {
    /// `sizeof(NumPyNI_UfuncInfo)` of the runtime.
    pub struct_size: u32,
    /// How many loops `ufunc_types` lists.
    pub ntypes: u32,
    /// Number of inputs.
    pub nin: i32,
    /// Number of outputs.
    pub nout: i32,
    /// NUL-terminated name, "add".
    pub name: *const c_char,
    /// NUL-terminated documentation.
    pub doc: *const c_char,
    /// Nonzero: `identity` holds the value of an empty reduction.
    pub has_identity: u32,
    /// Zero.
    pub reserved: u32,
    /// The identity, as a weak scalar.
    pub identity: NumPyNI_Value,
}

/// What gives foreign memory back; called once, on any thread.
pub type NumPyNI_Release = Option<unsafe extern "C" fn(owner: *mut c_void)>;
