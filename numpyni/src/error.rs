//! What can go wrong, as data. One place words it as NumPy does; one place (the ABI's) maps it to a kind.

use std::fmt;

use crate::{Casting, DType};

/// The result of the runtime.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every call of the runtime gives a `Result`, and moving a large one costs as much as a small computation: what takes more room than
/// a `String` stands in a box.
const _: () = assert!(size_of::<Error>() <= 32);

/// A shape that does not stretch to another.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Shapes {
    pub from: Vec<usize>,
    pub into: Vec<usize>,
}

/// A cast of a ufunc's operand that the rule forbids.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct OperandCast {
    pub ufunc: &'static str,
    /// "input", "output 1", ...
    pub operand: String,
    pub from: DType,
    pub to: DType,
    pub rule: Casting,
}

impl OperandCast {
    /// The error of operand `index` of a ufunc.
    pub(crate) fn error(ufunc: &'static str, (nin, nout): (usize, usize), index: usize, (from, to): (DType, DType), rule: Casting) -> Error {
        let (side, place, count) = match index.checked_sub(nin) {
            None => ("input", index, nin),
            Some(place) => ("output", place, nout),
        };
        let operand = if count == 1 { side.to_string() } else { format!("{side} {place}") };
        Error::UfuncCast(Box::new(OperandCast { ufunc, operand, from, to, rule }))
    }
}

/// What a ufunc was given that takes the types of its loops and no others.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct WrongClasses {
    pub ufunc: &'static str,
    /// NumPy's names of the classes; None: a reduction's result, whose class follows.
    pub classes: Vec<Option<String>>,
}

/// What went wrong. The variants carry what the message needs; `Display` words it as NumPy does.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs)] // the fields are what the message says
pub enum Error {
    /// No common shape exists. Python sees `ValueError`.
    Broadcast { shapes: Vec<Vec<usize>> },
    /// A value does not fit the shape it is assigned to. `ValueError`.
    BroadcastInto(Box<Shapes>),
    /// A shape that does not stretch to another one. `ValueError`.
    BroadcastTo(Box<Shapes>),
    /// A mask that does not fit the shape it selects from. `ValueError`.
    BroadcastMask(Box<Shapes>),
    /// A value that does not fit what an index array selects. `ValueError`.
    BroadcastIndexed(Box<Shapes>),
    /// The number of elements differs. `ValueError`.
    Reshape { size: usize, shape: Box<[i64]> },
    /// A copy would be needed and none was allowed. `ValueError`.
    CopyNeeded,
    /// An index outside an axis. `IndexError`.
    IndexOutOfBounds { index: i64, axis: usize, length: usize },
    /// More indices than dimensions. `IndexError`.
    TooManyIndices { ndim: usize, indexed: usize },
    /// Two ellipses. `IndexError`.
    TwoEllipses,
    /// A boolean index array of another shape. `IndexError`.
    MaskShape { axis: usize, length: usize, mask: usize },
    /// Index arrays that do not broadcast. `IndexError`.
    IndexBroadcast { shapes: Vec<Vec<usize>> },
    /// An index array that is neither of integers nor of booleans. `IndexError`.
    IndexType { dtype: DType },
    /// A slice whose step is zero. `ValueError`.
    ZeroStep,
    /// An axis that is not there. `AxisError`.
    Axis { axis: i64, ndim: usize },
    /// An axis named twice. `ValueError`.
    RepeatedAxis,
    /// A transposition that is no permutation. `ValueError`.
    BadPermutation { ndim: usize, axes: usize },
    /// Too many dimensions. `ValueError`.
    TooManyDimensions { ndim: usize },
    /// A negative length. `ValueError`.
    NegativeDimension,
    /// The size in bytes does not fit the machine. `ValueError`.
    TooBig,
    /// No memory for this many bytes. `MemoryError`.
    Memory { bytes: usize },
    /// Writing where it is forbidden. `ValueError`.
    ReadOnly { what: &'static str },
    /// A view that would leave its memory. `ValueError`.
    OutsideMemory,
    /// A cast that the rule forbids. `TypeError`.
    Cast { from: DType, to: DType, rule: Casting },
    /// A cast of one element that the rule forbids. `TypeError`.
    CastScalar { from: DType, to: DType, rule: Casting },
    /// Exclusive access to memory that others share. `ValueError`.
    Shared,
    /// Elements whose meaning is the host's, where something is to be computed with them. `TypeError`.
    Opaque,
    /// A ufunc's operand that the rule forbids to cast. `UFuncTypeError`.
    UfuncCast(Box<OperandCast>),
    /// A ufunc without a loop for these types. `UFuncTypeError`.
    NoLoop { ufunc: &'static str },
    /// A ufunc that takes the types of its loops and no others. `UFuncTypeError`.
    NoExactLoop(Box<WrongClasses>),
    /// A Python integer outside the type's range. `OverflowError`.
    IntegerOutOfBounds { value: Box<str>, dtype: DType },
    /// A reduction of nothing, without an identity. `ValueError`.
    EmptyReduction { name: &'static str },
    /// A handle that is not open. `ValueError`.
    BadHandle,
    /// A dtype word that the runtime does not know. `TypeError`.
    UnknownDType { code: u8, bits: u8, ext: u32 },
    /// Any other number that does not fit, worded by who found it. `OverflowError`.
    Overflow(String),
    /// Any other bad value, worded by who found it. `ValueError`.
    Value(String),
    /// Any other bad type, worded by who found it. `TypeError`.
    Type(String),
    /// Any other bad index, worded by who found it. `IndexError`.
    Index(String),
    /// Not to be had yet. `NotImplementedError`.
    NotImplemented(String),
    /// The host has raised already.
    Host,
    /// A defect of the runtime. `SystemError`.
    Internal(String),
}

/// A shape as NumPy's broadcasting errors print it: "(2,3)", "(4,)", "()".
fn shape(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        many => format!("({})", many.iter().map(usize::to_string).collect::<Vec<_>>().join(",")),
    }
}

/// A shape that was asked for, as NumPy prints it: an unknown length is a new axis, unless it comes first.
fn wanted(lengths: &[i64]) -> String {
    let name = |&length: &i64| if length < 0 { "newaxis".to_string() } else { length.to_string() };
    let names: Vec<String> = lengths.iter().skip_while(|&&length| length < 0).map(name).collect();
    format!("({}{})", names.join(","), if lengths.len() == 1 { "," } else { "" })
}

fn shapes(list: &[Vec<usize>]) -> String {
    list.iter().map(|s| shape(s)).collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Broadcast { shapes: list } => {
                write!(f, "operands could not be broadcast together with shapes {} ", shapes(list))
            }
            Error::BroadcastInto(s) => {
                write!(f, "could not broadcast input array from shape {} into shape {}", shape(&s.from), shape(&s.into))
            }
            Error::BroadcastTo(s) if s.into.is_empty() => f.write_str("cannot broadcast a non-scalar to a scalar array"),
            Error::BroadcastTo(s) if s.from.len() > s.into.len() => {
                f.write_str("input operand has more dimensions than allowed by the axis remapping")
            }
            Error::BroadcastTo(s) => write!(
                f,
                "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}",
                shape(&s.from),
                shape(&s.into)
            ),
            Error::BroadcastMask(s) => {
                write!(f, "could not broadcast where mask from shape {} into shape {}", shape(&s.from), shape(&s.into))
            }
            Error::BroadcastIndexed(s) => write!(
                f,
                "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
                shape(&s.from),
                shape(&s.into)
            ),
            Error::Reshape { size, shape } => {
                write!(f, "cannot reshape array of size {size} into shape {}", wanted(shape))
            }
            Error::CopyNeeded => f.write_str("Unable to avoid creating a copy while creating an array as requested."),
            Error::IndexOutOfBounds { index, axis, length } => {
                write!(f, "index {index} is out of bounds for axis {axis} with size {length}")
            }
            Error::TooManyIndices { ndim, indexed } => write!(
                f,
                "too many indices for array: array is {ndim}-dimensional, but {indexed} were indexed"
            ),
            Error::TwoEllipses => f.write_str("an index can only have a single ellipsis ('...')"),
            Error::MaskShape { axis, length, mask } => write!(
                f,
                "boolean index did not match indexed array along axis {axis}; size of axis is {length} but size of \
                 corresponding boolean axis is {mask}"
            ),
            Error::IndexBroadcast { shapes: list } => write!(
                f,
                "shape mismatch: indexing arrays could not be broadcast together with shapes {} ",
                shapes(list)
            ),
            Error::IndexType { .. } => f.write_str("arrays used as indices must be of integer (or boolean) type"),
            Error::ZeroStep => f.write_str("slice step cannot be zero"),
            Error::Axis { axis, ndim } => {
                write!(f, "axis {axis} is out of bounds for array of dimension {ndim}")
            }
            Error::RepeatedAxis => f.write_str("duplicate value in 'axis'"),
            Error::BadPermutation { ndim, axes } if ndim != axes => f.write_str("axes don't match array"),
            Error::BadPermutation { .. } => f.write_str("repeated axis in transpose"),
            Error::TooManyDimensions { ndim } => write!(
                f,
                "maximum supported dimension for an ndarray is currently {}, found {ndim}",
                crate::MAXDIMS
            ),
            Error::NegativeDimension => f.write_str("negative dimensions are not allowed"),
            Error::TooBig => f.write_str(
                "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.",
            ),
            Error::Memory { bytes } => write!(f, "Unable to allocate {bytes} bytes for an array"),
            Error::ReadOnly { what } => write!(f, "{what} is read-only"),
            Error::OutsideMemory => f.write_str("strides, shape and offset lead outside the array's memory"),
            Error::Cast { from, to, rule } => write!(
                f,
                "Cannot cast array data from {from:?} to {to:?} according to the rule '{}'",
                rule.name()
            ),
            Error::CastScalar { from, to, rule } => {
                write!(f, "Cannot cast scalar from {from:?} to {to:?} according to the rule '{}'", rule.name())
            }
            Error::Opaque => f.write_str("elements of an opaque type are moved, not computed with"),
            Error::Shared => f.write_str("the memory is shared with another array, or belongs to someone else"),
            Error::UfuncCast(cast) => {
                let OperandCast { ufunc, operand, from, to, rule } = &**cast;
                write!(f, "Cannot cast ufunc '{ufunc}' {operand} from {from:?} to {to:?} with casting rule '{}'", rule.name())
            }
            Error::NoLoop { ufunc } => write!(
                f,
                "ufunc '{ufunc}' not supported for the input types, and the inputs could not be safely coerced to any \
                 supported types according to the casting rule ''safe''"
            ),
            Error::NoExactLoop(wrong) => {
                let WrongClasses { ufunc, classes } = &**wrong;
                let name = |class: &Option<String>| {
                    class.as_ref().map_or("None".to_string(), |class| format!("<class 'numpy.dtypes.{class}'>"))
                };
                let names = classes.iter().map(name).collect::<Vec<_>>().join(", ");
                let types = if classes.len() == 1 { names } else { format!("({names})") };
                write!(f, "ufunc '{ufunc}' did not contain a loop with signature matching types {types} -> None")
            }
            Error::IntegerOutOfBounds { value, dtype } => {
                write!(f, "Python integer {value} out of bounds for {dtype}")
            }
            Error::EmptyReduction { name } => {
                write!(f, "zero-size array to reduction operation {name} which has no identity")
            }
            Error::BadHandle => f.write_str("the array handle is not open: it was closed before, or never was one"),
            Error::UnknownDType { code, bits, ext } => {
                write!(f, "unknown dtype: code {code}, {bits} bits, ext {ext}")
            }
            Error::Overflow(message)
            | Error::Value(message)
            | Error::Type(message)
            | Error::Index(message)
            | Error::NotImplemented(message) => {
                f.write_str(message)
            }
            Error::Host => f.write_str("the host has raised"),
            Error::Internal(message) => write!(f, "internal error in NumPyNI: {message}"),
        }
    }
}

impl std::error::Error for Error {}
