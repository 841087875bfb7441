//! The native host of CPython, over the ABI alone.
//!
//! The extension module `_native` makes Python objects of the runtime's arrays and elements. It is built against the limited
//! API (abi3, CPython 3.11 and newer), or for one version of CPython without a GIL, and reaches the runtime through the function
//! table of libnumpyni only, as every other consumer does.
//!
//! Without a GIL, objects are safe because they do not change: what does (an array's `layout`, an iterator's position, the places
//! of the `state`) is atomic.
//!
//! How it reads, from the bottom up:
//!
//! * `object`: references to Python objects, and the guard that keeps panics inside;
//! * `runtime`: the table, and owned handles; `errors`: the one place where kinds of errors become exceptions;
//! * `element`: the fifteen types of an element; `operand`: objects to operands and back;
//! * `array`, with `layout`, `index`, `number`, `attributes`, `methods`, `iterator` and `buffer`: the `ndarray` type;
//! * `scalar`, with `arithmetic`: the scalar types;
//! * `memory`: blocks that small objects use again;
//! * `ufunc`, and `hot` with `functions` and `sequence`: callables whose plain case is native;
//! * `extension`: functions of universal extensions, with `numpy`: NumPy's arrays as their operands;
//! * `protocol`, with `arguments`: the functions that the shared Python layer calls;
//! * `state`, `registry`, `module`, `host`: what one interpreter holds, how it is found, and what the runtime may ask of it.

mod arguments;
mod arithmetic;
mod array;
mod attributes;
mod buffer;
mod direct;
mod element;
mod elide;
mod errors;
mod extension;
mod functions;
mod host;
mod hot;
mod index;
mod iterator;
mod layout;
mod memory;
mod methods;
mod module;
mod number;
mod numpy;
mod object;
mod operand;
mod protocol;
mod random;
mod registry;
mod runtime;
mod scalar;
mod sequence;
mod state;
mod types;
mod ufunc;
mod ufunc_protocol;

pub use module::PyInit__native;

#[cfg(all(feature = "abi3", feature = "free-threaded"))]
compile_error!("abi3 has no free threads: build with --no-default-features --features free-threaded");

// What pyo3-ffi was configured for (PYO3_CONFIG_FILE) is what this crate is built for.
const _: () = assert!(size_of::<pyo3_ffi::PyObject>() == if cfg!(feature = "free-threaded") { 32 } else { 16 });
