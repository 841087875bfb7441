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
    /// Bytes that mean something to the host alone. No table over types has an entry for them.
    Opaque,
}

/// The number of kinds that are computed with: the length of every table over types.
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
        static ROWS: [Row; KINDS + 1] = [$(Row {
            kind: Kind::$kind,
            name: $name,
            word: abi::$word,
            size: size_of::<$element>(),
            align: align_of::<$element>(),
        },)* OPAQUE];

        $(impl Element for $element {
            const KIND: Kind = Kind::$kind;
        })*

        /// Calls a generic function with the Rust type of a kind: `for_kind!(kind, T => expression)`.
        #[macro_export]
        macro_rules! for_kind {
            ($k:expr, $T:ident => $body:expr) => {
                match $k {
                    $($crate::Kind::$kind => { type $T = $element; $body })*
                    $crate::Kind::Opaque => unreachable!("opaque elements are refused before anything is computed"),
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
        ROWS[..KINDS].iter().map(|row| row.kind)
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
        matches!(self, Kind::Complex64 | Kind::Complex128)
    }

    /// Bytes that mean something to the host alone.
    #[inline]
    pub fn is_opaque(self) -> bool {
        self == Kind::Opaque
    }
}

/// The row of opaque elements, but for their width.
const OPAQUE: Row = Row {
    kind: Kind::Opaque,
    name: "opaque",
    word: abi::NumPyNI_DType { code: abi::NUMPYNI_TYPE_OPAQUE, bits: 0, lanes: 1, ext: 0 },
    size: 0,
    align: 1,
};

/// The type of an array's elements: a kind, in the machine's byte order or the other one; of opaque ones, a width and a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DType {
    kind: Kind,
    swapped: bool,
    /// The host's number of an opaque type; else 0.
    number: u16,
    /// The width of an opaque type; else 0.
    width: u32,
}

impl DType {
    /// The type of a kind, in the machine's byte order.
    #[inline]
    pub const fn new(kind: Kind) -> DType {
        DType { kind, swapped: false, number: 0, width: 0 }
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
        DType { swapped: false, ..self }
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
        self.kind.size() + self.width as usize
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
        word.ext |= if self.swapped { abi::NUMPYNI_EXT_SWAPPED } else { self.width };
        if self.kind.is_opaque() {
            word.lanes = self.number;
        }
        word
    }

    /// The type of an ABI word; None where the runtime knows no such type. WEAK and BIG are not part of a type.
    #[inline]
    pub fn from_word(word: abi::NumPyNI_DType) -> Option<DType> {
        DType::from_plain(word).or_else(|| DType::from_opaque(word))
    }

    #[inline]
    fn from_plain(word: abi::NumPyNI_DType) -> Option<DType> {
        let place = BY_WORD.get(usize::from(word.code))?.get(word.bits.trailing_zeros() as usize)?;
        let row = ROWS.get(usize::from(*place))?;
        let swapped = word.ext == abi::NUMPYNI_EXT_SWAPPED;
        let known = row.word.bits == word.bits && word.lanes == 1 && (swapped || word.ext == 0);
        known.then_some(DType { swapped: swapped && row.size > 1, ..DType::new(row.kind) })
    }

    #[cold]
    fn from_opaque(word: abi::NumPyNI_DType) -> Option<DType> {
        let known = word.code == abi::NUMPYNI_TYPE_OPAQUE && word.bits == 0 && word.ext <= i32::MAX as u32;
        known.then_some(DType { number: word.lanes, width: word.ext, ..DType::new(Kind::Opaque) })
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
            kind if !self.swapped && !kind.is_opaque() => return f.write_str(self.kind.name()),
            Kind::BFloat16 => return f.write_str(">bfloat16"),
            Kind::Opaque => return write!(f, "V{}", self.width),
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
