"""`ndarray.ctypes`: the array as ctypes sees it."""

import ctypes


class _ctypes:
    """Address, shape and strides of an array as objects of ctypes."""

    __module__ = 'numpyni'

    def __init__(self, array, ptr=None):
        self._arr, self._ctypes = array, ctypes
        self._data = ctypes.c_void_p(array.__array_interface__['data'][0] if ptr is None else ptr)

    def data_as(self, obj):
        """The address as a pointer type; the pointer keeps the array."""
        pointer = ctypes.cast(self._data, obj)
        pointer._arr = self._arr
        return pointer

    def shape_as(self, obj):
        """The shape as an array of an integer type."""
        return (obj * self._arr.ndim)(*self._arr.shape)

    def strides_as(self, obj):
        """The strides as an array of an integer type."""
        return (obj * self._arr.ndim)(*self._arr.strides)

    @property
    def data(self):
        """The address."""
        return self._data.value

    @property
    def shape(self):
        """The shape, of C's `ssize_t`."""
        return self.shape_as(ctypes.c_ssize_t)

    @property
    def strides(self):
        """The strides, of C's `ssize_t`."""
        return self.strides_as(ctypes.c_ssize_t)

    @property
    def _as_parameter_(self):
        return self.data_as(ctypes.c_void_p)
