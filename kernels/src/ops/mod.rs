//! The operations: types without a value, each a line of mathematics for each group of element types.
//!
//! To add one, write it here as its neighbours are written; `unary`, `binary` and their like make its loops.

mod define;

mod arithmetic;
mod bits;
mod comparison;
mod complex;
mod division;
mod elementary;
mod extrema;
mod neighbours;
mod pairs;
mod rounding;

pub use arithmetic::*;
pub use bits::*;
pub use comparison::*;
pub(crate) use complex::Elementary;
pub use define::{Binary, BinaryPair, HalfOf, Reduce, Ternary, Unary, UnaryPair};
pub(crate) use division::Python;
pub use division::*;
pub use elementary::*;
pub use extrema::*;
pub use neighbours::*;
pub use pairs::*;
pub use rounding::*;
