//! The types of elements.

use std::fmt;

use numpyni_sys as abi;

/// The kind of an element, in NumPy's order of types. The number indexes every table over types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)] // the names say it all
pub enum Kind {
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    BFloat16,
    Float32,
    Float64,
    Complex64,
    Complex128,
}

/// The number of kinds: the length of every table over types.
pub const KINDS: usize = 15;

struct Row {
    kind: Kind,
    name: &'static str,
    word: abi::NumPyNI_DType,
    size: usize,
    align: usize,
}

macro_rules! rows {
    ($($kind:ident $name:literal $word:ident $element:ty;)*) => {
        static ROWS: [Row; KINDS] = [$(Row {
            kind: Kind::$kind,
            name: $name,
            word: abi::$word,
            size: size_of::<$element>(),
            align: align_of::<$element>(),
        }),*];

        $(impl Element for $element {
            const KIND: Kind = Kind::$kind;
        })*

        /// Calls a generic function with the Rust type of a kind: `for_kind!(kind, T => expression)`.
        #[macro_export]
        macro_rules! for_kind {
            ($k:expr, $T:ident => $body:expr) => {
                match $k {
                    $($crate::Kind::$kind => { type $T = $element; $body })*
                }
            };
        }
    };
}

/// A Rust type that is an element of an array.
pub trait Element: kernels::Element {
    /// Its kind.
    const KIND: Kind;
}

rows! {
    Bool "bool" NUMPYNI_BOOL kernels::Bool;
    Int8 "int8" NUMPYNI_INT8 i8;
    UInt8 "uint8" NUMPYNI_UINT8 u8;
    Int16 "int16" NUMPYNI_INT16 i16;
    UInt16 "uint16" NUMPYNI_UINT16 u16;
    Int32 "int32" NUMPYNI_INT32 i32;
    UInt32 "uint32" NUMPYNI_UINT32 u32;
    Int64 "int64" NUMPYNI_INT64 i64;
    UInt64 "uint64" NUMPYNI_UINT64 u64;
    Float16 "float16" NUMPYNI_FLOAT16 kernels::f16;
    BFloat16 "bfloat16" NUMPYNI_BFLOAT16 kernels::bf16;
    Float32 "float32" NUMPYNI_FLOAT32 f32;
    Float64 "float64" NUMPYNI_FLOAT64 f64;
    Complex64 "complex64" NUMPYNI_COMPLEX64 kernels::C64;
    Complex128 "complex128" NUMPYNI_COMPLEX128 kernels::C128;
}

impl Kind {
    /// All kinds, in order.
    #[inline]
    pub fn all() -> impl Iterator<Item = Kind> {
        ROWS.iter().map(|row| row.kind)
    }

    #[inline]
    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// NumPy's name: "float64".
    #[inline]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Size of an element, in bytes.
    #[inline]
    pub fn size(self) -> usize {
        self.row().size
    }

    /// bool
    #[inline]
    pub fn is_bool(self) -> bool {
        self == Kind::Bool
    }

    /// A signed or unsigned integer (not bool).
    #[inline]
    pub fn is_integer(self) -> bool {
        (Kind::Int8..=Kind::UInt64).contains(&self)
    }

    /// An unsigned integer (not bool).
    #[inline]
    pub fn is_unsigned(self) -> bool {
        matches!(self, Kind::UInt8 | Kind::UInt16 | Kind::UInt32 | Kind::UInt64)
    }

    /// A real floating-point number.
    #[inline]
    pub fn is_float(self) -> bool {
        (Kind::Float16..=Kind::Float64).contains(&self)
    }

    /// A complex number.
    #[inline]
    pub fn is_complex(self) -> bool {
        self >= Kind::Complex64
    }
}

/// The type of an array's elements: a kind, in the machine's byte order or the other one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DType {
    kind: Kind,
    swapped: bool,
}

impl DType {
    /// The type of a kind, in the machine's byte order.
    #[inline]
    pub const fn new(kind: Kind) -> DType {
        DType { kind, swapped: false }
    }

    /// The type of a Rust type.
    #[inline]
    pub const fn of<T: Element>() -> DType {
        DType::new(T::KIND)
    }

    /// The same type in the other byte order; single bytes have no order.
    #[inline]
    pub fn byteswapped(self) -> DType {
        DType { swapped: !self.swapped && self.kind.size() > 1, ..self }
    }

    /// The same type in the machine's byte order.
    #[inline]
    pub fn native(self) -> DType {
        DType::new(self.kind)
    }

    /// Its kind.
    #[inline]
    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// Whether its bytes stand in the machine's order.
    #[inline]
    pub const fn is_native(self) -> bool {
        !self.swapped
    }

    /// Size of an element, in bytes.
    #[inline]
    pub fn itemsize(self) -> usize {
        self.kind.size()
    }

    /// Alignment of an element, in bytes.
    #[inline]
    pub fn alignment(self) -> usize {
        self.kind.row().align
    }

    /// The ABI's word.
    #[inline]
    pub fn word(self) -> abi::NumPyNI_DType {
        let mut word = self.kind.row().word;
        word.ext |= if self.swapped { abi::NUMPYNI_EXT_SWAPPED } else { 0 };
        word
    }

    /// The type of an ABI word; None where the runtime knows no such type. WEAK and BIG are not part of a type.
    #[inline]
    pub fn from_word(word: abi::NumPyNI_DType) -> Option<DType> {
        let place = BY_WORD.get(usize::from(word.code))?.get(word.bits.trailing_zeros() as usize)?;
        let row = ROWS.get(usize::from(*place))?;
        let swapped = word.ext == abi::NUMPYNI_EXT_SWAPPED;
        let known = row.word.bits == word.bits && word.lanes == 1 && (swapped || word.ext == 0);
        known.then_some(DType { kind: row.kind, swapped: swapped && row.size > 1 })
    }
}

/// The row of a word, by its code and the logarithm of its bits; none where the number is too large.
static BY_WORD: [[u8; 8]; 7] = {
    let mut table = [[u8::MAX; 8]; 7];
    let mut i = 0;
    while i < KINDS {
        let word = ROWS[i].word;
        table[word.code as usize][word.bits.trailing_zeros() as usize] = i as u8;
        i += 1;
    }
    table
};

impl From<Kind> for DType {
    fn from(kind: Kind) -> DType {
        DType::new(kind)
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.kind {
            _ if !self.swapped => return f.write_str(self.kind.name()),
            Kind::BFloat16 => return f.write_str(">bfloat16"),
            kind if kind.is_unsigned() => 'u',
            kind if kind.is_integer() => 'i',
            kind if kind.is_float() => 'f',
            _ => 'c',
        };
        let order = if cfg!(target_endian = "little") { '>' } else { '<' };
        write!(f, "{order}{letter}{}", self.itemsize())
    }
}

impl fmt::Debug for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dtype('{self}')")
    }
}
