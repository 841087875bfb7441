//! The view: what a JIT or a generator compiles against.

use core::ffi::c_void;

use crate::NumPyNI_DType;

/// An owned reference to an array of the runtime. Opaque: not a pointer, and none that works when cast.
///
/// Zero is no array. Closed exactly once, by `array_close`; a second close is an error, not undefined behaviour.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct NumPyNI_Handle {
    /// Meaningless outside the runtime.
    pub bits: usize,
}

/// A typed, strided window on memory. Frozen within a major version: load its fields directly.
///
/// The element at index `(i, j, ...)` stands at `data + i * strides[0] + j * strides[1] + ...`; indices are in `0..shape[k]`
/// and the caller checks them. An array never changes: while `*epoch == epoch0`, everything read from the view is true.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_View {
    /// `sizeof(NumPyNI_View)` of who filled it.
    pub struct_size: u32,
    /// `NUMPYNI_READONLY`, `NUMPYNI_ALIGNED`, ...
    pub flags: u32,
    /// The first element, offset applied. Not NULL, even with zero elements.
    pub data: *mut c_void,
    /// The type of an element.
    pub dtype: NumPyNI_DType,
    /// Number of dimensions, 0 to `NUMPYNI_MAXDIMS`.
    pub ndim: i32,
    /// DLPack's device code; 1 is the CPU.
    pub device_type: i32,
    /// `ndim` lengths, in elements.
    pub shape: *const i64,
    /// `ndim` strides, in bytes; never NULL if `ndim > 0`.
    pub strides: *const i64,
    /// Where the array's epoch stands; readable for as long as the process lives.
    pub epoch: *const u64,
    /// What `*epoch` was when the view was filled.
    pub epoch0: u64,
    /// Not NULL: this view holds the memory, until `view_release`. NULL: it is borrowed from a handle or for a call.
    pub lease: *mut c_void,
}

/// The memory must not be written through this view.
pub const NUMPYNI_READONLY: u32 = 1;
/// `data` and all strides are multiples of the element's alignment.
pub const NUMPYNI_ALIGNED: u32 = 2;
/// Elements follow one another in row-major order without gaps.
pub const NUMPYNI_C_CONTIGUOUS: u32 = 4;
/// Elements follow one another in column-major order without gaps.
pub const NUMPYNI_F_CONTIGUOUS: u32 = 8;
/// The element's bytes are in the machine's order.
pub const NUMPYNI_NATIVE_ENDIAN: u32 = 16;
/// The array owns its memory (it is not a view of another array or of foreign memory).
pub const NUMPYNI_OWNDATA: u32 = 32;

/// The largest number of dimensions, as in NumPy 2.
pub const NUMPYNI_MAXDIMS: i32 = 64;

/// The CPU, in `device_type`: DLPack's code.
pub const NUMPYNI_DEVICE_CPU: i32 = 1;
