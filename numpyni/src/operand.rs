//! What goes into a computation: arrays, single elements, and Python's scalars.

use numpyni_sys as abi;

use crate::cast::Cast;
use crate::{Array, C128, DType, Element, Error, Kind, Result};

/// One element, with its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scalar {
    kind: Kind,
    bits: [u64; 2],
}

impl Scalar {
    /// An element of a Rust type.
    pub fn new<T: Element>(value: T) -> Scalar {
        let mut bits = [0; 2];
        bytemuck::bytes_of_mut(&mut bits)[..size_of::<T>()].copy_from_slice(bytemuck::bytes_of(&value));
        Scalar { kind: T::KIND, bits }
    }

    /// An element from its bytes, in the machine's order, as the ABI has them.
    pub fn from_bits(kind: Kind, bits: [u64; 2]) -> Scalar {
        Scalar { kind, bits }
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its bytes.
    pub fn bits(&self) -> [u64; 2] {
        self.bits
    }

    /// Its value, if it is a `T`.
    pub fn get<T: Element>(&self) -> Option<T> {
        (self.kind == T::KIND).then(|| bytemuck::pod_read_unaligned(&bytemuck::bytes_of(&self.bits)[..size_of::<T>()]))
    }

    /// The value as another kind, by NumPy's 'unsafe' casting: what does not fit wraps, or loses its fraction or imaginary part.
    pub fn cast(&self, kind: Kind) -> Scalar {
        if kind == self.kind {
            return *self;
        }
        let mut bits = [0; 2];
        let (from, to) = ((&raw const self.bits).cast_mut().cast(), (&raw mut bits).cast());
        // SAFETY: 16 bytes hold an element of any kind, and the two do not overlap.
        unsafe { Cast::new(self.kind.into(), kind.into()).run([from, to], 1, [0, 0]) };
        Scalar { kind, bits }
    }

    /// The value as a signed integer by way of Python's `int`, so that nothing wraps: how NumPy stores a scalar into such an array.
    ///
    /// # Errors
    /// `IntegerOutOfBounds`, `Overflow`, `Value` (NaN).
    pub(crate) fn to_signed(self, kind: Kind) -> Result<Scalar> {
        if self.kind == kind {
            return Ok(self);
        }
        let weak = if self.kind.is_unsigned() {
            let value: u64 = self.cast(Kind::UInt64).get().unwrap_or_default();
            i64::try_from(value).ok().map(Weak::Int)
        } else if self.kind.is_integer() || self.kind.is_bool() {
            self.cast(Kind::Int64).get().map(Weak::Int)
        } else {
            let value: f64 = self.cast(Kind::Float64).get().unwrap_or_default();
            (!value.is_finite() || value.abs() < 2f64.powi(63)).then_some(Weak::Float(value))
        };
        weak.ok_or_else(|| Error::Overflow("Python int too large to convert to C long".into()))?.to_scalar(kind)
    }
}

/// A Python scalar, which takes the type of what it meets (NEP 50).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weak {
    /// A `bool`.
    Bool(bool),
    /// An `int` within 64 signed bits.
    Int(i64),
    /// An `int` above that, within 64 bits.
    UInt(u64),
    /// An `int` outside 64 bits, as its nearest float.
    Big(f64),
    /// A `float`.
    Float(f64),
    /// A `complex`.
    Complex(C128),
}

impl Weak {
    /// The value as an element: as Python's own conversions do it, so that nothing wraps.
    ///
    /// # Errors
    /// `IntegerOutOfBounds`, `Overflow`, `Value` (NaN to an integer), `Type` (complex to real).
    pub fn to_scalar(self, kind: Kind) -> Result<Scalar> {
        if kind.is_integer() {
            return self.to_integer(kind);
        }
        let natural = match self {
            _ if kind.is_opaque() => return Err(Error::Opaque),
            Weak::Bool(value) => Scalar::new(crate::Bool::from(value)),
            Weak::Int(value) => Scalar::new(value),
            Weak::UInt(value) => Scalar::new(value),
            Weak::Float(value) => Scalar::new(value),
            Weak::Big(value) if value.is_infinite() && kind != Kind::Bool => {
                return Err(Error::Overflow("int too large to convert to float".into()));
            }
            Weak::Big(value) => Scalar::new(value),
            Weak::Complex(_) if kind.is_float() => {
                return Err(Error::Type("float() argument must be a string or a real number, not 'complex'".into()));
            }
            Weak::Complex(value) => Scalar::new(value),
        };
        Ok(natural.cast(kind))
    }

    fn to_integer(self, kind: Kind) -> Result<Scalar> {
        let out_of_bounds = |value: String| Error::IntegerOutOfBounds { value: value.into(), dtype: kind.into() };
        let wide = match self {
            Weak::Bool(value) => i128::from(value),
            Weak::Int(value) => i128::from(value),
            Weak::UInt(value) => i128::from(value),
            Weak::Float(value) if value.is_nan() => {
                return Err(Error::Value("cannot convert float NaN to integer".into()));
            }
            Weak::Float(value) if value.is_infinite() => {
                return Err(Error::Overflow("cannot convert float infinity to integer".into()));
            }
            Weak::Float(value) if value.abs() < 2f64.powi(100) => value as i128,
            Weak::Float(value) | Weak::Big(value) => return Err(out_of_bounds(format!("{:.0}", value.trunc()))),
            Weak::Complex(_) => {
                return Err(Error::Type(
                    "int() argument must be a string, a bytes-like object or a real number, not 'complex'".into(),
                ));
            }
        };
        let bits = kind.size() as u32 * 8;
        let range = if kind.is_unsigned() { 0..1i128 << bits } else { -(1i128 << (bits - 1))..1i128 << (bits - 1) };
        if !range.contains(&wide) {
            return Err(out_of_bounds(wide.to_string()));
        }
        Ok(match u64::try_from(wide) {
            Ok(value) => Scalar::new(value),
            Err(_) => Scalar::new(wide as i64),
        }
        .cast(kind))
    }
}

/// An operand.
#[derive(Clone, Copy, Debug)]
pub enum Operand<'a> {
    /// An array.
    Array(&'a Array),
    /// One element of a native type.
    Element(DType, [u64; 2]),
    /// A Python scalar.
    Weak(Weak),
}

impl<'a> Operand<'a> {
    /// Its type; None for a Python scalar.
    pub fn dtype(&self) -> Option<DType> {
        match self {
            Operand::Array(array) => Some(array.dtype()),
            Operand::Element(dtype, _) => Some(*dtype),
            Operand::Weak(_) => None,
        }
    }

    /// Its shape: that of one element is empty.
    pub fn shape(&self) -> &'a [usize] {
        match self {
            Operand::Array(array) => array.shape(),
            _ => &[],
        }
    }

    /// The operand that a value of the ABI stands for.
    ///
    /// # Errors
    /// `BadHandle`, `UnknownDType`.
    #[inline]
    pub fn from_value(value: &abi::NumPyNI_Value) -> Result<Operand<'a>> {
        if value.array.bits != 0 {
            return Ok(Operand::Array(crate::capi::array(value.array)?));
        }
        Operand::from_element(value)
    }

    fn from_element(value: &abi::NumPyNI_Value) -> Result<Operand<'a>> {
        let word = value.dtype;
        let [low, _] = value.element;
        if word.ext & abi::NUMPYNI_EXT_WEAK == 0 {
            let dtype = DType::from_word(word).filter(|dtype| dtype.is_native() && !dtype.kind().is_opaque()).ok_or_else(|| unknown(word))?;
            return Ok(Operand::Element(dtype, value.element));
        }
        let big = word.ext & abi::NUMPYNI_EXT_BIG != 0;
        Ok(Operand::Weak(match (abi::NumPyNI_DType { ext: 0, ..word }) {
            abi::NUMPYNI_BOOL => Weak::Bool(low & 0xff != 0),
            abi::NUMPYNI_INT64 => Weak::Int(low as i64),
            abi::NUMPYNI_UINT64 => Weak::UInt(low),
            abi::NUMPYNI_FLOAT64 if big => Weak::Big(f64::from_bits(low)),
            abi::NUMPYNI_FLOAT64 => Weak::Float(f64::from_bits(low)),
            abi::NUMPYNI_COMPLEX128 => Weak::Complex(bytemuck::cast(value.element)),
            _ => return Err(unknown(word)),
        }))
    }
}

impl<'a> From<&'a Array> for Operand<'a> {
    fn from(array: &'a Array) -> Operand<'a> {
        Operand::Array(array)
    }
}

impl From<Scalar> for Operand<'_> {
    fn from(scalar: Scalar) -> Self {
        Operand::Element(scalar.kind.into(), scalar.bits)
    }
}

impl From<Weak> for Operand<'_> {
    fn from(weak: Weak) -> Self {
        Operand::Weak(weak)
    }
}

/// The error of a word that names no type.
pub(crate) fn unknown(word: abi::NumPyNI_DType) -> Error {
    Error::UnknownDType { code: word.code, bits: word.bits, ext: word.ext }
}
