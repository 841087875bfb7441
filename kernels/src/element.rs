//! The sixteen element types.

use bytemuck::{Pod, Zeroable};
pub use half::{bf16, f16};
use std::fmt::Debug;

/// A complex number of two `f32`.
pub type C64 = num_complex::Complex<f32>;
/// A complex number of two `f64`.
pub type C128 = num_complex::Complex<f64>;

/// A boolean in one byte: any byte may be read, nonzero is true; written as 0 or 1.
#[derive(Clone, Copy, Default, Zeroable, Pod)]
#[repr(transparent)]
pub struct Bool(u8);

impl Bool {
    /// False, as it is written.
    pub const FALSE: Bool = Bool(0);
    /// True, as it is written.
    pub const TRUE: Bool = Bool(1);

    /// `value` in a byte.
    #[inline(always)]
    pub const fn new(value: bool) -> Bool {
        Bool(value as u8)
    }

    /// Whether the byte is nonzero.
    #[inline(always)]
    pub const fn get(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for Bool {
    #[inline(always)]
    fn from(value: bool) -> Bool {
        Bool::new(value)
    }
}

impl PartialEq for Bool {
    #[inline(always)]
    fn eq(&self, other: &Bool) -> bool {
        self.get() == other.get()
    }
}

impl Debug for Bool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(f)
    }
}

/// One of the sixteen element types; any bytes are a value of it.
pub trait Element: Copy + Send + Sync + PartialEq + Debug + Pod {
    /// NumPy's name of the dtype.
    const NAME: &'static str;
    /// What sums and products of it are held in: `f32` for the half-precision types, else itself.
    type Accumulator: Element;
    /// What its mean and variance are held in: `f64` for integers, else as [`Element::Accumulator`].
    type Mean: Element;
    /// The type of its absolute value.
    type Real: Element;
}

macro_rules! elements {
    ($($T:ty, $name:literal, $Accumulator:ty, $Mean:ty, $Real:ty;)*) => {$(
        impl Element for $T {
            const NAME: &'static str = $name;
            type Accumulator = $Accumulator;
            type Mean = $Mean;
            type Real = $Real;
        }
    )*};
}

elements! {
    Bool, "bool", Bool, f64, Bool;
    i8, "int8", i8, f64, i8;
    i16, "int16", i16, f64, i16;
    i32, "int32", i32, f64, i32;
    i64, "int64", i64, f64, i64;
    u8, "uint8", u8, f64, u8;
    u16, "uint16", u16, f64, u16;
    u32, "uint32", u32, f64, u32;
    u64, "uint64", u64, f64, u64;
    f16, "float16", f32, f32, f16;
    bf16, "bfloat16", f32, f32, bf16;
    f32, "float32", f32, f32, f32;
    f64, "float64", f64, f64, f64;
    C64, "complex64", C64, C64, f32;
    C128, "complex128", C128, C128, f64;
}
