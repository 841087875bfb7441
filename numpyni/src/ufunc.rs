//! Universal functions: a table of operations, and the ways to apply one.

mod call;
mod reduce;
mod resolve;
mod run;
mod select;
mod table;

pub use call::{Options, ResultOrder, Value};
pub use reduce::ReduceOptions;
pub use resolve::Signature;
pub use table::*;
