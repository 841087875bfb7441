//! The fifteen types of an element: their words, and one element's bytes to a number and back.

use half::{bf16, f16};
use numpyni_sys::*;

/// One element's bytes, from the first on, in the machine's order; the rest is zero.
pub type Bits = [u64; 2];

/// The type of an element, without its byte order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    Bool,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Float16,
    Bfloat16,
    Float32,
    Float64,
    Complex64,
    Complex128,
}

/// Every kind, in the order of its number.
pub const KINDS: [Kind; 15] = {
    use Kind::*;
    [
        Bool, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Float16, Bfloat16, Float32, Float64, Complex64,
        Complex128,
    ]
};

const DTYPES: [NumPyNI_DType; 15] = [
    NUMPYNI_BOOL, NUMPYNI_INT8, NUMPYNI_INT16, NUMPYNI_INT32, NUMPYNI_INT64, NUMPYNI_UINT8, NUMPYNI_UINT16,
    NUMPYNI_UINT32, NUMPYNI_UINT64, NUMPYNI_FLOAT16, NUMPYNI_BFLOAT16, NUMPYNI_FLOAT32, NUMPYNI_FLOAT64,
    NUMPYNI_COMPLEX64, NUMPYNI_COMPLEX128,
];

/// The names of the scalar types.
pub const NAMES: [&str; 15] = [
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "bfloat16", "float32",
    "float64", "complex64", "complex128",
];

/// The formats of the buffer protocol (`None`: it has none for bfloat16).
const FORMATS: [Option<&std::ffi::CStr>; 15] = [
    Some(c"?"), Some(c"b"), Some(c"h"), Some(c"i"), Some(c"q"), Some(c"B"), Some(c"H"), Some(c"I"), Some(c"Q"), Some(c"e"),
    None, Some(c"f"), Some(c"d"), Some(c"Zf"), Some(c"Zd"),
];

impl Kind {
    /// The kind of a dtype, whatever its byte order.
    #[inline(always)]
    pub fn of(dtype: NumPyNI_DType) -> Option<Kind> {
        Some(match (dtype.code, dtype.bits) {
            (NUMPYNI_TYPE_FLOAT, 64) => Kind::Float64,
            (NUMPYNI_TYPE_INT, 64) => Kind::Int64,
            (NUMPYNI_TYPE_BOOL, 8) => Kind::Bool,
            (NUMPYNI_TYPE_INT, 8) => Kind::Int8,
            (NUMPYNI_TYPE_INT, 16) => Kind::Int16,
            (NUMPYNI_TYPE_INT, 32) => Kind::Int32,
            (NUMPYNI_TYPE_UINT, 8) => Kind::Uint8,
            (NUMPYNI_TYPE_UINT, 16) => Kind::Uint16,
            (NUMPYNI_TYPE_UINT, 32) => Kind::Uint32,
            (NUMPYNI_TYPE_UINT, 64) => Kind::Uint64,
            (NUMPYNI_TYPE_FLOAT, 16) => Kind::Float16,
            (NUMPYNI_TYPE_BFLOAT, 16) => Kind::Bfloat16,
            (NUMPYNI_TYPE_FLOAT, 32) => Kind::Float32,
            (NUMPYNI_TYPE_COMPLEX, 64) => Kind::Complex64,
            (NUMPYNI_TYPE_COMPLEX, 128) => Kind::Complex128,
            _ => return None,
        })
    }

    /// The native dtype.
    #[inline(always)]
    pub fn dtype(self) -> NumPyNI_DType {
        DTYPES[self as usize]
    }

    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    pub fn format(self) -> Option<&'static std::ffi::CStr> {
        FORMATS[self as usize]
    }

    /// Bytes of one element.
    #[inline(always)]
    pub fn size(self) -> usize {
        self.dtype().bits as usize / 8
    }

    pub fn is_integer(self) -> bool {
        matches!(self.dtype().code, NUMPYNI_TYPE_INT | NUMPYNI_TYPE_UINT)
    }

    pub fn is_complex(self) -> bool {
        self.dtype().code == NUMPYNI_TYPE_COMPLEX
    }

    pub fn is_real(self) -> bool {
        matches!(self.dtype().code, NUMPYNI_TYPE_FLOAT | NUMPYNI_TYPE_BFLOAT)
    }
}

/// An element's value, in the widest type of its family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    Bool(bool),
    Int(i64),
    Uint(u64),
    Real(f64),
    Complex(f64, f64),
}

/// One Rust type that stands for a kind.
pub trait Element: Copy + PartialEq + PartialOrd + 'static {
    const KIND: Kind;
    /// From the low bytes.
    fn from_bits(bits: Bits) -> Self;
    /// To the low bytes; the others are zero.
    fn to_bits(self) -> Bits;
}

macro_rules! elements {
    ($($type:ty = $kind:ident: |$bits:ident| $from:expr, |$value:ident| $to:expr;)*) => {$(
        impl Element for $type {
            const KIND: Kind = Kind::$kind;
            #[inline(always)]
            fn from_bits($bits: Bits) -> Self { $from }
            #[inline(always)]
            fn to_bits(self) -> Bits { let $value = self; $to }
        }
    )*};
}

elements! {
    bool = Bool: |b| b[0] as u8 != 0, |v| [v as u64, 0];
    i8 = Int8: |b| b[0] as i8, |v| [v as u8 as u64, 0];
    i16 = Int16: |b| b[0] as i16, |v| [v as u16 as u64, 0];
    i32 = Int32: |b| b[0] as i32, |v| [v as u32 as u64, 0];
    i64 = Int64: |b| b[0] as i64, |v| [v as u64, 0];
    u8 = Uint8: |b| b[0] as u8, |v| [v as u64, 0];
    u16 = Uint16: |b| b[0] as u16, |v| [v as u64, 0];
    u32 = Uint32: |b| b[0] as u32, |v| [v as u64, 0];
    u64 = Uint64: |b| b[0], |v| [v, 0];
    f16 = Float16: |b| f16::from_bits(b[0] as u16), |v| [v.to_bits() as u64, 0];
    bf16 = Bfloat16: |b| bf16::from_bits(b[0] as u16), |v| [v.to_bits() as u64, 0];
    f32 = Float32: |b| f32::from_bits(b[0] as u32), |v| [v.to_bits() as u64, 0];
    f64 = Float64: |b| f64::from_bits(b[0]), |v| [v.to_bits(), 0];
}

/// The value of an element.
pub fn decode(kind: Kind, bits: Bits) -> Number {
    match kind {
        Kind::Bool => Number::Bool(bool::from_bits(bits)),
        Kind::Int8 => Number::Int(i8::from_bits(bits).into()),
        Kind::Int16 => Number::Int(i16::from_bits(bits).into()),
        Kind::Int32 => Number::Int(i32::from_bits(bits).into()),
        Kind::Int64 => Number::Int(i64::from_bits(bits)),
        Kind::Uint8 => Number::Uint(u8::from_bits(bits).into()),
        Kind::Uint16 => Number::Uint(u16::from_bits(bits).into()),
        Kind::Uint32 => Number::Uint(u32::from_bits(bits).into()),
        Kind::Uint64 => Number::Uint(bits[0]),
        Kind::Float16 => Number::Real(<f16 as Element>::from_bits(bits).into()),
        Kind::Bfloat16 => Number::Real(<bf16 as Element>::from_bits(bits).into()),
        Kind::Float32 => Number::Real(<f32 as Element>::from_bits(bits).into()),
        Kind::Float64 => Number::Real(<f64 as Element>::from_bits(bits)),
        Kind::Complex64 => {
            let (real, imag) = (bits[0] as u32, (bits[0] >> 32) as u32);
            Number::Complex(f32::from_bits(real).into(), f32::from_bits(imag).into())
        }
        Kind::Complex128 => Number::Complex(f64::from_bits(bits[0]), f64::from_bits(bits[1])),
    }
}

impl Number {
    /// The real part.
    pub fn real(self) -> f64 {
        match self {
            Number::Bool(value) => f64::from(u8::from(value)),
            Number::Int(value) => value as f64,
            Number::Uint(value) => value as f64,
            Number::Real(value) | Number::Complex(value, _) => value,
        }
    }

    /// The imaginary part.
    pub fn imag(self) -> f64 {
        if let Number::Complex(_, imag) = self { imag } else { 0.0 }
    }

    /// The 64 bits of an integer, as C casts: wrapping; a real number toward zero, one that does not fit as the smallest integer.
    pub fn wrapped(self) -> u64 {
        match self {
            Number::Bool(value) => value.into(),
            Number::Int(value) => value as u64,
            Number::Uint(value) => value,
            Number::Real(value) | Number::Complex(value, _) => {
                let value = value.trunc();
                if (-(2f64.powi(63))..2f64.powi(63)).contains(&value) {
                    value as i64 as u64
                } else if (0.0..2f64.powi(64)).contains(&value) {
                    value as u64
                } else {
                    i64::MIN as u64
                }
            }
        }
    }

    /// Whether it differs from zero.
    pub fn is_true(self) -> bool {
        match self {
            Number::Bool(value) => value,
            Number::Int(value) => value != 0,
            Number::Uint(value) => value != 0,
            Number::Real(value) => value != 0.0,
            Number::Complex(real, imag) => real != 0.0 || imag != 0.0,
        }
    }
}

/// The float16 nearest to a double. (The library's conversion looks at the upper half of the double alone.)
pub fn half_of(value: f64) -> f16 {
    f16::from_f32(rounded_to_odd(value))
}

/// The bfloat16 nearest to a double.
pub fn bfloat_of(value: f64) -> bf16 {
    bf16::from_f32(rounded_to_odd(value))
}

/// A double cut to float32, with the last bit set if anything was cut off: rounded again to a shorter format, it gives what rounding
/// the double once gives (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
fn rounded_to_odd(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) == value || value.is_nan() {
        return near;
    }
    let away = f64::from(near).abs() > value.abs();
    f32::from_bits((near.to_bits() - u32::from(away)) | 1)
}

/// The element of a kind nearest to a value, as C casts.
pub fn encode(kind: Kind, value: Number) -> Bits {
    match kind {
        Kind::Bool => value.is_true().to_bits(),
        Kind::Int8 | Kind::Uint8 => (value.wrapped() as u8).to_bits(),
        Kind::Int16 | Kind::Uint16 => (value.wrapped() as u16).to_bits(),
        Kind::Int32 | Kind::Uint32 => (value.wrapped() as u32).to_bits(),
        Kind::Int64 | Kind::Uint64 => value.wrapped().to_bits(),
        Kind::Float16 => Element::to_bits(half_of(value.real())),
        Kind::Bfloat16 => Element::to_bits(bfloat_of(value.real())),
        Kind::Float32 => Element::to_bits(value.real() as f32),
        Kind::Float64 => Element::to_bits(value.real()),
        Kind::Complex64 => {
            let (real, imag) = ((value.real() as f32).to_bits(), (value.imag() as f32).to_bits());
            [u64::from(real) | u64::from(imag) << 32, 0]
        }
        Kind::Complex128 => [value.real().to_bits(), value.imag().to_bits()],
    }
}

/// Reads an element in memory, of either byte order.
///
/// # Safety
/// `dtype.bits / 8` bytes at `data` may be read.
#[inline(always)]
pub unsafe fn read(dtype: NumPyNI_DType, data: *const u8) -> Bits {
    let size = (dtype.bits as usize / 8).min(16);
    let mut bytes = [0u8; 16];
    // SAFETY: the element's bytes, as the caller promises; they fit.
    unsafe { data.copy_to_nonoverlapping(bytes.as_mut_ptr(), size) };
    in_order(dtype, bytes)
}

/// Writes an element to memory, in either byte order.
///
/// # Safety
/// `dtype.bits / 8` bytes at `data` may be written.
#[inline(always)]
pub unsafe fn write(dtype: NumPyNI_DType, data: *mut u8, bits: Bits) {
    let size = (dtype.bits as usize / 8).min(16);
    let bytes = bytes_of(in_order(dtype, bytes_of(bits)));
    // SAFETY: the element's bytes, as the caller promises.
    unsafe { bytes.as_ptr().copy_to_nonoverlapping(data, size) };
}

fn bytes_of(bits: Bits) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&bits[0].to_ne_bytes());
    bytes[8..].copy_from_slice(&bits[1].to_ne_bytes());
    bytes
}

/// The element's bytes with each part reversed where the dtype says so.
#[inline(always)]
fn in_order(dtype: NumPyNI_DType, mut bytes: [u8; 16]) -> Bits {
    if dtype.ext & NUMPYNI_EXT_SWAPPED != 0 {
        let size = (dtype.bits as usize / 8).min(16);
        let part = if dtype.code == NUMPYNI_TYPE_COMPLEX { size / 2 } else { size };
        bytes[..size].chunks_exact_mut(part.max(1)).for_each(<[u8]>::reverse);
    }
    let (low, high) = bytes.split_at(8);
    let word = |half: &[u8]| half.try_into().map_or(0, u64::from_ne_bytes);
    [word(low), word(high)]
}
