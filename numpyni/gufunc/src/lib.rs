//! Generalised inner loops: what a core signature says, and how a function over the core of its operands becomes a loop with NumPy's
//! prototype.
//!
//! ```
//! use numpyni_gufunc::{Failed, In, Operation, Out};
//! /// `sum(x * y)` along the last axis.
//! struct Inner;
//! impl Operation for Inner {
//!     const SIGNATURE: &'static str = "(n),(n)->()";
//!     type Operands<'a> = (In<'a, f64>, In<'a, f64>, Out<'a, f64>);
//!     fn run((x, y, mut out): Self::Operands<'_>) -> Result<(), Failed> {
//!         out.set(0, 0, x.elements().zip(y.elements()).map(|(x, y)| x * y).sum());
//!         Ok(())
//!     }
//! }
//! let entry = numpyni_gufunc::entry::<Inner>();
//! assert_eq!(entry.types, ["float64"; 3]);
//! ```

pub mod level;
mod operand;
mod operation;
mod signature;

pub use operand::{In, Operands, Out};
pub use operation::{Entry, Failed, Narrow, Operation, Row, entry};
pub use signature::{Core, Dimension, MAX_CORE, MAX_DIMENSIONS, MAX_OPERANDS, Signature};
