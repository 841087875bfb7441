//! The loops of NumPyNI: SIMD reductions and elementwise loops over plain Rust types.
