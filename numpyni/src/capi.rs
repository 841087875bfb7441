//! The ABI's table over the runtime. Every entry has one shape: `guard` turns errors and panics into a pending error.

mod guard;
mod handle;

pub use guard::guard;
pub use handle::{array, close, open, open_count, view};
