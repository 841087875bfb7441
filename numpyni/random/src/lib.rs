//! Random numbers: bit generators, and distributions over them, whose streams are NumPy's to the last bit.
//!
//! A generator is an array of words (`engine::run` says which), so that whoever owns it can read, set and copy its state. The
//! distributions are the rows of `DISTRIBUTIONS`. What goes through logarithms and powers uses the C library's, in NumPy's order of
//! operations: on a platform where NumPy calls another library the last bit may differ.

mod bounded;
mod continuous;
mod discrete;
mod engine;
mod engines;
mod factorials;
mod gamma;
mod legacy;
mod source;
mod table;
mod vectors;
mod ziggurat;

pub use engine::{length, run};
pub use source::Source;
pub use table::{Bulk, DISTRIBUTIONS, Distribution, Draw, ParameterKind, Value, Vector};
