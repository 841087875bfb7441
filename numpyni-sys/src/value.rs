//! Operands: an array or one element; indices; packed slots.

use crate::{NumPyNI_DType, NumPyNI_Handle};

/// An operand or a result: an array (`array.bits != 0`), or one element of type `dtype`.
///
/// A Python scalar is an element with `NUMPYNI_EXT_WEAK` set in `dtype.ext`: bool as `bool`, int as `int64` (or `uint64` above
/// its range, or `float64` with `NUMPYNI_EXT_BIG` outside both), float as `float64`, complex as `complex128`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct NumPyNI_Value {
    /// The array, or zero. In a result it is owned by the caller.
    pub array: NumPyNI_Handle,
    /// The type of the element; ignored for an array.
    pub dtype: NumPyNI_DType,
    /// The element's bytes, from the first byte on, in the machine's order. In a result that is an array, `element[0]` is the address of
    /// its view, as `array_view` gives it (since ABI 1.1); in an operand that is an array it is ignored.
    pub element: [u64; 2],
}

/// One item of an index expression, as in `a[i, 1:n:2, None, ..., idx]`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct NumPyNI_Index {
    /// One of the `NUMPYNI_INDEX_*` kinds.
    pub kind: u32,
    /// For a slice: `NUMPYNI_HAS_START | NUMPYNI_HAS_STOP`.
    pub flags: u32,
    /// The integer, or the slice's start.
    pub start: i64,
    /// The slice's stop.
    pub stop: i64,
    /// The slice's step; not zero.
    pub step: i64,
    /// For an index array (of integers or booleans).
    pub array: NumPyNI_Handle,
}

/// An integer (negative counts from the end).
pub const NUMPYNI_INDEX_INTEGER: u32 = 0;
/// A slice.
pub const NUMPYNI_INDEX_SLICE: u32 = 1;
/// `None`: a new axis of length one.
pub const NUMPYNI_INDEX_NEWAXIS: u32 = 2;
/// `...`
pub const NUMPYNI_INDEX_ELLIPSIS: u32 = 3;
/// An array of integers or booleans (a Python bool is a 0-d boolean array).
pub const NUMPYNI_INDEX_ARRAY: u32 = 4;

/// The slice has a start.
pub const NUMPYNI_HAS_START: u32 = 1;
/// The slice has a stop.
pub const NUMPYNI_HAS_STOP: u32 = 2;

/// One argument or result of a packed call: a tag and 64 bits.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct NumPyNI_Slot {
    /// The value's bits: an integer, a double's pattern, or a pointer (a view, a complex number, a handle's bits).
    pub bits: u64,
    /// One of the `NUMPYNI_SLOT_*` tags.
    pub tag: u32,
    /// Zero.
    pub reserved: u32,
}

/// No value.
pub const NUMPYNI_SLOT_NONE: u32 = 0;
/// A boolean, 0 or 1.
pub const NUMPYNI_SLOT_BOOL: u32 = 1;
/// A signed 64-bit integer.
pub const NUMPYNI_SLOT_INT64: u32 = 2;
/// A float32's pattern in the low 32 bits.
pub const NUMPYNI_SLOT_FLOAT32: u32 = 3;
/// A float64's pattern.
pub const NUMPYNI_SLOT_FLOAT64: u32 = 4;
/// A pointer to two float32.
pub const NUMPYNI_SLOT_COMPLEX64: u32 = 5;
/// A pointer to two float64.
pub const NUMPYNI_SLOT_COMPLEX128: u32 = 6;
/// A pointer to a `NumPyNI_View`.
pub const NUMPYNI_SLOT_VIEW: u32 = 7;
/// An owned handle.
pub const NUMPYNI_SLOT_HANDLE: u32 = 8;
