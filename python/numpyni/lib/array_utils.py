"""Axes and extents of arrays."""

from .. import _host as host
from .._index import normalize_axis

__all__ = ['byte_bounds', 'normalize_axis_index', 'normalize_axis_tuple']


def normalize_axis_index(axis, ndim, msg_prefix=None):
    """An axis in `0..ndim`; AxisError beyond."""
    return normalize_axis(axis, ndim, msg_prefix)


def normalize_axis_tuple(axis, ndim, argname=None, allow_duplicate=False):
    """A tuple of axes in `0..ndim` from an integer or an iterable of integers; ValueError where one repeats."""
    import operator
    if not isinstance(axis, (tuple, list)):
        try:
            axis = [operator.index(axis)]
        except TypeError:
            pass
    axis = tuple([normalize_axis(each, ndim, argname) for each in axis])
    if not allow_duplicate and len(set(axis)) != len(axis):
        raise ValueError(f'repeated axis in `{argname}` argument' if argname else 'repeated axis')
    return axis


def byte_bounds(a):
    """The address of the first byte of an array and the one past its last."""
    low = high = host.address(a)
    if a.size:
        for n, stride in zip(a.shape, a.strides):
            if stride < 0:
                low += (n - 1) * stride
            else:
                high += (n - 1) * stride
        high += a.itemsize
    return low, high
