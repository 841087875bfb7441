//! The ABI of NumPyNI (NumPy Native Interface): declarations only, no logic.
//!
//! Everything here is `repr(C)`, of fixed width, and frozen within a major version. The C header, the Cython
//! declarations, the cffi and ctypes declarations and the lock file in `include/` are generated from these files.
//!
//! Rules that hold for every entry:
//!
//! * the first argument is a context, borrowed, for one call on one thread;
//! * the result is a status: zero is success, otherwise it is the kind of the error, which also stands in the context;
//! * a handle that comes out is owned by the caller and is closed exactly once;
//! * nothing that goes in is kept, unless the entry says so;
//! * strides and offsets are in bytes, shapes in elements.

#![no_std]
#![allow(non_camel_case_types, non_snake_case)]

mod api;
mod context;
mod dtype;
mod extension;
mod function;
mod host;
mod options;
mod value;
mod view;

pub use api::*;
pub use context::*;
pub use dtype::*;
pub use extension::*;
pub use function::*;
pub use host::*;
pub use options::*;
pub use value::*;
pub use view::*;
