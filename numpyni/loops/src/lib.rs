//! The kernels of NumPyNI by dtype: the table of ufuncs, and those of casts and reductions.
//!
//! A crate of its own because compiling the thousands of loops takes minutes, and what uses them changes far more often.

#[macro_use]
mod dtype;
mod select;
mod ufuncs;

use kernels::{Kernel, ops};

pub use dtype::{DType, Element, KINDS, Kind};
pub use ufuncs::*;

/// The cast between native types.
pub fn cast(from: Kind, to: Kind) -> &'static Kernel {
    for_kind!(from, A => for_kind!(to, B => const { &kernels::cast::<A, B>() }))
}

/// Where the smallest element stands.
pub fn argmin(kind: Kind) -> &'static Kernel {
    for_kind!(kind, T => const { &kernels::arg_reduce::<ops::Minimum, T>() })
}

/// Where the largest element stands.
pub fn argmax(kind: Kind) -> &'static Kernel {
    for_kind!(kind, T => const { &kernels::arg_reduce::<ops::Maximum, T>() })
}

/// The sum of squared distances from a mean.
pub fn moments(kind: Kind) -> &'static Kernel {
    for_kind!(kind, T => const { &kernels::moments::<T>() })
}

/// How many elements are nonzero.
pub fn count_nonzero(kind: Kind) -> &'static Kernel {
    for_kind!(kind, T => const { &kernels::count_nonzero::<T>() })
}

/// The sum of products.
pub fn dot(kind: Kind) -> &'static Kernel {
    for_kind!(kind, T => const { &kernels::dot::<T>() })
}

/// The sum of products with the first factors' conjugates.
pub fn vdot(kind: Kind) -> &'static Kernel {
    for_kind!(kind, T => const { &kernels::vdot::<T>() })
}
