//! The ABI of NumPyNI: declarations only.
