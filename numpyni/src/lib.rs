//! NumPyNI: an array runtime that every Python can see through, and a Rust crate that needs no Python.


#[macro_use]
extern crate numpyni_loops;

mod array;
mod buffer;
mod cache;
pub mod capi;
mod cast;
mod copy;
mod create;
mod error;
pub mod extension;
mod index;
pub mod gufunc;
mod interop;
mod large;
mod layout;
mod mask;
mod operand;
mod overlap;
mod pages;
mod promote;
mod product;
pub mod random;
mod reduction;
mod registry;
mod shape;
mod typed;
mod threads;
pub mod ufunc;
mod walk;

pub use array::Array;
pub use buffer::Buffer;
pub use cast::Cast;
pub use copy::{CopyOrder, Copying};
pub use numpyni_loops::{DType, Element, KINDS, Kind};
pub use error::{Error, OperandCast, Result, Shapes, WrongClasses};
pub use gufunc::matmul;
pub use index::{Index, Selected};
pub use kernels::{Bool, C64, C128, bf16, f16};
pub use layout::{Axes, Layout, MAXDIMS, Order, broadcast_shapes, normalize_axis};
pub use operand::{Operand, Scalar, Weak};
pub use promote::{Casting, can_cast, can_cast_weak, promote, promote_weak, result_type};
pub use typed::{Iter, View, ViewMut};
pub use reduction::Reduction;
pub use ufunc::Ufunc;
pub use walk::{Operands, Walk};
