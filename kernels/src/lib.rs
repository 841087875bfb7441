//! The loops of NumPyNI: SIMD reductions and elementwise loops over raw pointers and byte strides.
//!
//! This crate knows no dtype object, no shape and no array. It has operations ([`ops`]), sixteen element types
//! ([`Element`]), and constructors that make of both a [`Kernel`]: one loop for each [`Level`] of the CPU, with NumPy's
//! prototype ([`Loop`]). A level changes the speed, never the bits.
//!
//! ```
//! use numpyni_kernels::{Kernel, Level, binary, ops};
//!
//! static ADD: Kernel = binary::<ops::Add, f64>();
//!
//! let (x1, x2, mut out) = ([1.0, 2.0], 10.0, [0.0; 2]);
//! let args = [(&raw const x1).cast_mut().cast(), (&raw const x2).cast_mut().cast(), (&raw mut out).cast()];
//! // SAFETY: each operand holds two float64s, `step` bytes apart; a step of zero is a scalar.
//! unsafe { ADD.at(Level::current())(args.as_ptr(), &2, [8, 0, 8].as_ptr(), std::ptr::null_mut()) };
//! assert_eq!(out, [11.0, 12.0]);
//! ```
//!
//! # To add an operation
//!
//! Write a line of mathematics for each group of types, in the file of [`ops`] where its neighbours are:
//!
//! ```text
//! binary! {
//!     /// `x1 + x2`; integers wrap, booleans are or-ed.
//!     Add(x1, x2) {
//!         boolean => Bool::new(x1.get() | x2.get());
//!         integer => x1.wrapping_add(x2);
//!         floating => x1 + x2;      // f32, f64, and f16 and bf16 computed in f32 and rounded once
//!         complex => x1 + x2;
//!     }
//! }
//! ```
//!
//! `-> Bool` after a group names another result type; `[slow]` says that wide registers do not help, so that one loop
//! serves every level; `[quiet]` that the loop leaves the floating-point status ([`fpe`]) as it was; `[long]` that even a
//! few elements are best done as a block; `[plain]` that it costs next to nothing beside reading and writing, `[plain_words]`
//! that it does so for elements of four bytes and more; `[registers]` that the expression of blocks names registers. `reduces!`
//! declares the types over which it may be joined in any order, and where nothing is rounded then.
//!
//! # Operands
//!
//! Pointers need no alignment. An output may be exactly an input (in place); no other overlap is allowed. Of zero elements
//! nothing is written.

mod cast;
mod element;
mod elementwise;
pub mod fpe;
mod functions;
mod half_precision;
mod instructions;
mod kernel;
mod lanes;
mod level;
mod operand;
pub mod ops;
mod reduction;

pub use cast::CastTo;
pub use element::{Bool, C64, C128, Element, bf16, f16};
pub use elementwise::{binary, binary_mixed, binary_pair, cast, ternary, unary, unary_pair};
pub use kernel::{Kernel, Loop};
pub use level::Level;
pub use reduction::{Dotted, Short, accumulate, arg_reduce, count_nonzero, dot, moments, reduce, reduce_in_order, reduce_into, reduce_short, reduce_to_truth, vdot};
