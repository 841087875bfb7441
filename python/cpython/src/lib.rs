//! The native host of CPython, over the ABI alone.
