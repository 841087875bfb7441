//! libnumpyni.so: exports the table of the NumPyNI runtime.
