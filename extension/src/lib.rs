//! Universal NumPyNI extensions in Rust: kernels over views, compiled once, for every Python.
//!
//! A crate that depends on this one under the name `numpyni` (`numpyni = { package = "numpyni-extension", ... }`), with
//! `crate-type = ["cdylib"]`, becomes an extension by
//!
//! ```
//! # extern crate numpyni_extension as numpyni;
//! use numpyni::{Ix1, Result, View};
//!
//! /// The sum of the elements.
//! #[numpyni::kernel]
//! fn asum(x: View<f64, Ix1>) -> Result<f64> {
//!     Ok(x.sum())
//! }
//!
//! numpyni::extension! { "example", "An example.", [asum] }
//! # fn main() {}
//! ```
//!
//! `View` and `ViewMut` deref to ndarray's views. An `Err` becomes the Python exception of its kind, and so does a panic.
//! The extension links neither the runtime nor Python.

#[doc(hidden)]
pub mod entry;
mod output;
mod view;

pub use ndarray;
pub use ndarray::{Array, Array1, Array2, Array3, ArrayD, Ix0, Ix1, Ix2, Ix3, Ix4, IxDyn};
pub use num_complex::Complex;
pub use numpyni_extension_macros::kernel;
pub use view::{Element, View, ViewMut};

/// What a kernel fails with: the kind is Python's exception.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    kind: i32,
    message: String,
}

/// The result of a kernel.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! kinds {
    ($($name:ident $kind:ident $exception:literal),* $(,)?) => {
        impl Error {
            $(
                #[doc = concat!("Python's `", $exception, "`.")]
                pub fn $name(message: impl Into<String>) -> Error {
                    Error { kind: numpyni_sys::$kind, message: message.into() }
                }
            )*
        }
    };
}

kinds! {
    value NUMPYNI_ERROR_VALUE "ValueError",
    wrong_type NUMPYNI_ERROR_TYPE "TypeError",
    index NUMPYNI_ERROR_INDEX "IndexError",
    overflow NUMPYNI_ERROR_OVERFLOW "OverflowError",
    memory NUMPYNI_ERROR_MEMORY "MemoryError",
    runtime NUMPYNI_ERROR_RUNTIME "RuntimeError",
    not_implemented NUMPYNI_ERROR_NOT_IMPLEMENTED "NotImplementedError",
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<&str> for Error {
    fn from(message: &str) -> Error {
        Error::value(message)
    }
}

impl From<String> for Error {
    fn from(message: String) -> Error {
        Error::value(message)
    }
}

impl From<ndarray::ShapeError> for Error {
    fn from(error: ndarray::ShapeError) -> Error {
        Error::value(error.to_string())
    }
}

/// Exports kernels: `extension! { "name", "Documentation.", [kernel1, kernel2] }`.
#[macro_export]
macro_rules! extension {
    ($name:literal, $doc:literal, [$($kernel:ident),* $(,)?]) => {
        #[doc(hidden)]
        #[allow(non_upper_case_globals)]
        #[unsafe(no_mangle)]
        pub static numpyni_extension: $crate::entry::Extension = {
            static FUNCTIONS: &[$crate::entry::Shared] = &[$($crate::entry::Shared($kernel::FUNCTION)),*];
            $crate::entry::extension(concat!($name, "\0"), concat!($doc, "\0"), FUNCTIONS)
        };
    };
}
