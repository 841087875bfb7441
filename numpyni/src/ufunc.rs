//! Universal functions: a table of operations, and the ways to apply one.
//!
//! ```
//! use numpyni::{Array, Weak, ufunc};
//! let a = Array::from_slice(&[1.0, 4.0, 9.0]);
//! let b = ufunc::add(&ufunc::sqrt(&a)?, Weak::Int(1))?;
//! assert_eq!(b.sum()?.get::<f64>(), Some(9.0));
//! # Ok::<(), numpyni::Error>(())
//! ```

mod accumulate;
mod at;
mod call;
mod external;
mod folding;
mod output;
mod reduce;
mod resolve;
mod run;
mod shorthand;
mod table;

pub(crate) use call::{clashes, element, layout_like, spelled, transfer};
pub use external::{add as add_external, all, by_number as external_by_number, count, external};
pub use output::Output;
pub use call::{Options, ResultOrder, Value};
pub use reduce::ReduceOptions;
pub(crate) use reduce::finish;
pub use resolve::Signature;
pub use shorthand::*;
pub use table::*;
