//! NumPyNI: an array runtime that every Python can see through, and a Rust crate that needs no Python.

mod array;
mod buffer;
pub mod capi;
mod dtype;
mod error;
mod layout;
mod walk;

pub use array::Array;
pub use buffer::Buffer;
pub use dtype::{DType, Element, KINDS, Kind};
pub use error::{Error, Result};
pub use kernels::{Bool, C64, C128, bf16, f16};
pub use walk::{Operands, Walk};
pub use layout::{Axes, Layout, MAXDIMS, Order, broadcast_shapes, normalize_axis};
