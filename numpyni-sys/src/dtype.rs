//! The type of one element, as one 64-bit word.

/// The type of one element. Two types are the same when all eight bytes are: one compare.
///
/// `code` and `bits` are DLPack's; `ext` holds what DLPack has no room for. `lanes` is 1, but for opaque types: there it is the number
/// by which the host tells types of one width apart, and `ext` is the width in bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct NumPyNI_DType {
    /// One of the `NUMPYNI_TYPE_*` codes.
    pub code: u8,
    /// Width of one element, in bits; 0 where the width stands in `ext`.
    pub bits: u8,
    /// 1; the host's number of an opaque type.
    pub lanes: u16,
    /// `NUMPYNI_EXT_*` bits, 0 for a plain native type; the width of an opaque type in bytes.
    pub ext: u32,
}

/// Signed integer (8, 16, 32, 64 bits).
pub const NUMPYNI_TYPE_INT: u8 = 0;
/// Unsigned integer (8, 16, 32, 64 bits).
pub const NUMPYNI_TYPE_UINT: u8 = 1;
/// IEEE 754 binary floating point (16, 32, 64 bits).
pub const NUMPYNI_TYPE_FLOAT: u8 = 2;
/// Bytes whose meaning is the host's (`bits` is 0, the width stands in `ext`): they are moved, and nothing is computed of them.
pub const NUMPYNI_TYPE_OPAQUE: u8 = 3;
/// Brain floating point (16 bits).
pub const NUMPYNI_TYPE_BFLOAT: u8 = 4;
/// A pair of floating-point numbers, real and imaginary (64, 128 bits).
pub const NUMPYNI_TYPE_COMPLEX: u8 = 5;
/// One byte, zero or one (8 bits).
pub const NUMPYNI_TYPE_BOOL: u8 = 6;

/// The bytes of an element stand in the order that is not the machine's.
pub const NUMPYNI_EXT_SWAPPED: u32 = 1;
/// In a value only: a Python scalar, which takes the type of what it meets (NEP 50).
pub const NUMPYNI_EXT_WEAK: u32 = 2;
/// In a value only, with WEAK: a Python integer outside 64 bits, given as its nearest float64.
pub const NUMPYNI_EXT_BIG: u32 = 4;

const fn word(code: u8, bits: u8) -> NumPyNI_DType {
    NumPyNI_DType { code, bits, lanes: 1, ext: 0 }
}

/// The word of `bool`.
pub const NUMPYNI_BOOL: NumPyNI_DType = word(NUMPYNI_TYPE_BOOL, 8);
/// The word of `int8`.
pub const NUMPYNI_INT8: NumPyNI_DType = word(NUMPYNI_TYPE_INT, 8);
/// The word of `int16`.
pub const NUMPYNI_INT16: NumPyNI_DType = word(NUMPYNI_TYPE_INT, 16);
/// The word of `int32`.
pub const NUMPYNI_INT32: NumPyNI_DType = word(NUMPYNI_TYPE_INT, 32);
/// The word of `int64`.
pub const NUMPYNI_INT64: NumPyNI_DType = word(NUMPYNI_TYPE_INT, 64);
/// The word of `uint8`.
pub const NUMPYNI_UINT8: NumPyNI_DType = word(NUMPYNI_TYPE_UINT, 8);
/// The word of `uint16`.
pub const NUMPYNI_UINT16: NumPyNI_DType = word(NUMPYNI_TYPE_UINT, 16);
/// The word of `uint32`.
pub const NUMPYNI_UINT32: NumPyNI_DType = word(NUMPYNI_TYPE_UINT, 32);
/// The word of `uint64`.
pub const NUMPYNI_UINT64: NumPyNI_DType = word(NUMPYNI_TYPE_UINT, 64);
/// The word of `float16`.
pub const NUMPYNI_FLOAT16: NumPyNI_DType = word(NUMPYNI_TYPE_FLOAT, 16);
/// The word of `bfloat16`.
pub const NUMPYNI_BFLOAT16: NumPyNI_DType = word(NUMPYNI_TYPE_BFLOAT, 16);
/// The word of `float32`.
pub const NUMPYNI_FLOAT32: NumPyNI_DType = word(NUMPYNI_TYPE_FLOAT, 32);
/// The word of `float64`.
pub const NUMPYNI_FLOAT64: NumPyNI_DType = word(NUMPYNI_TYPE_FLOAT, 64);
/// The word of `complex64`.
pub const NUMPYNI_COMPLEX64: NumPyNI_DType = word(NUMPYNI_TYPE_COMPLEX, 64);
/// The word of `complex128`.
pub const NUMPYNI_COMPLEX128: NumPyNI_DType = word(NUMPYNI_TYPE_COMPLEX, 128);
