//! NumPyNI: an array runtime that every Python can see through.
