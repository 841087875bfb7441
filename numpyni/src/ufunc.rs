//! Universal functions: a table of operations, and the ways to apply one.

mod accumulate;
mod at;
mod call;
mod reduce;
mod resolve;
mod run;
mod select;
mod table;

pub(crate) use call::{clashes, spelled, transfer};
pub use call::{Options, ResultOrder, Value};
pub use reduce::ReduceOptions;
pub(crate) use reduce::finish;
pub use resolve::Signature;
pub use table::*;
