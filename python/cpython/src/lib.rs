//! The native host of CPython, over the ABI alone.
//!
//! The extension module `_native` makes Python objects of the runtime's arrays and elements. It is built against the limited
//! API (abi3, CPython 3.11 and newer) and reaches the runtime through the function table of libnumpyni only, as every other
//! consumer does.
//!
//! How it reads, from the bottom up:
//!
//! * `object`: references to Python objects, and the guard that keeps panics inside;
//! * `runtime`: the table, and owned handles; `errors`: the one place where kinds of errors become exceptions;
//! * `element`: the fifteen types of an element; `operand`: objects to operands and back;
//! * `array`, with `index`, `number`, `attributes`, `methods`, `iterator` and `buffer`: the `ndarray` type;
//! * `scalar`, with `arithmetic`: the scalar types;
//! * `memory`: blocks that small objects use again;
//! * `ufunc`, and `hot` with `functions` and `sequence`: callables whose plain case is native;
//! * `protocol`, with `arguments`: the functions that the shared Python layer calls;
//! * `state`, `registry`, `module`, `host`: what one interpreter holds, how it is found, and what the runtime may ask of it.

mod arguments;
mod arithmetic;
mod array;
mod attributes;
mod buffer;
mod element;
mod errors;
mod functions;
mod host;
mod hot;
mod index;
mod iterator;
mod memory;
mod methods;
mod module;
mod number;
mod object;
mod operand;
mod protocol;
mod registry;
mod runtime;
mod scalar;
mod sequence;
mod state;
mod types;
mod ufunc;
mod ufunc_protocol;

pub use module::PyInit__native;
