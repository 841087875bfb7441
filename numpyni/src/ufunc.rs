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
mod alike;
mod at;
mod call;
mod external;
mod few;
mod folding;
mod output;
mod reduce;
mod resolve;
mod rows;
mod run;
mod shorthand;
mod small;
mod table;

pub(crate) use alike::{Existing, Input, LONG, Target};
pub(crate) use call::{clashes, element, spelled, transfer};
pub use external::{
    add as add_external, by_number as external_by_number, count, external, general_by_number as external_general, names,
};
pub use output::Output;
pub use call::{Options, ResultOrder, Value};
pub use reduce::ReduceOptions;
pub(crate) use reduce::finish;
pub(crate) use run::Shared;
pub(crate) use small::{RANK, row_major_strides};
pub use resolve::Signature;
pub use shorthand::*;
pub use table::*;
