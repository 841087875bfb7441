//! The ABI's table over the runtime. Every entry has one shape: `guard` turns errors and panics into a pending error.
//!
//! The entries share one promise, the ABI's: pointers are null or point to what the declaration says, handles are open and stay so
//! for the length of the call, and no other thread writes elements that the call reads or writes.

mod array;
mod convert;
mod element;
mod extension;
mod guard;
mod handle;
mod machine;
mod memory;
mod random;
mod reduction;
mod table;
mod ufunc;

pub use guard::guard;
pub(crate) use handle::{Opened, Owned, Slots, open, open_new, open_view, open_with};
pub use handle::{array, close, open_count, view};
pub(crate) use ufunc::without_gil;
pub use table::{TABLE, table};

/// A new handle of an array, which its owner closes.
///
/// # Errors
/// `Memory`, `Value` where there are too many.
pub fn handle_of(array: crate::Array) -> crate::Result<numpyni_sys::NumPyNI_Handle> {
    open(array).map(|opened| opened.handle)
}
