//! Loops that give one element for many.

mod accumulate;
mod arg;
mod count;
mod dot;
mod fold;
mod moments;
mod tree;

pub use accumulate::{accumulate, reduce_in_order};
pub use arg::arg_reduce;
pub use count::count_nonzero;
pub use dot::{Dotted, dot, vdot};
pub use fold::{Short, reduce, reduce_into, reduce_short, reduce_to_truth};
pub use moments::moments;
