"""Views by strides."""

from .. import _convert as convert
from .. import _host as host
from .. import _index
from .._manipulation import _like, broadcast_arrays, broadcast_shapes, broadcast_to

__all__ = ['as_strided', 'sliding_window_view']


class DummyArray:
    """An object with an array interface, which keeps another alive."""

    def __init__(self, interface, base=None):
        self.__array_interface__ = interface
        self.base = base


def as_strided(x, shape=None, strides=None, subok=False, writeable=True, *, check_bounds=None):
    """A view with any shape and strides; ValueError where it would reach outside the memory of `x`."""
    x = convert.array(x, copy=None, subok=subok)
    shape = x.shape if shape is None else _index.shape_of(shape)
    if strides is None:
        strides = _row_major(shape, x.itemsize) if x.flags.c_contiguous else x.strides
    strides = tuple([_index.operator.index(s) for s in strides])
    if len(strides) != len(shape):
        raise ValueError('mismatch in length of strides and shape')
    try:
        view = host.as_strided(x, x.dtype.word, shape, strides, 0, not writeable)
    except ValueError as error:
        raise ValueError(f'Given shape and strides would access memory out of bounds: {error}') from None
    return _like(x, view) if subok else view


def _row_major(shape, itemsize):
    """The strides of a row-major array."""
    strides = []
    for n in shape[::-1]:
        strides.insert(0, itemsize)
        itemsize *= n
    return tuple(strides)


def sliding_window_view(x, window_shape, axis=None, *, subok=False, writeable=False):
    """Every window of a shape, as new last axes of a view."""
    window_shape = tuple(window_shape) if hasattr(window_shape, '__iter__') else (window_shape,)
    x = convert.array(x, copy=None, subok=subok)
    if any(n < 0 for n in window_shape):
        raise ValueError('`window_shape` cannot contain negative values')
    if axis is None:
        axes = tuple(range(x.ndim))
        if len(window_shape) != len(axes):
            raise ValueError(f'Since axis is None, must provide window_shape for all dimensions of `x`; got {len(window_shape)} '
                             f'window_shape elements and `x.ndim` is {x.ndim}.')
    else:
        axes = _index.normalize_axes(axis, x.ndim, allow_duplicate=True)
        if len(window_shape) != len(axes):
            raise ValueError(f'Must provide matching length window_shape and axis; got {len(window_shape)} window_shape elements and '
                             f'{len(axes)} axes elements.')
    strides = x.strides + tuple([x.strides[i] for i in axes])
    shape = list(x.shape)
    for i, n in zip(axes, window_shape):
        if shape[i] < n:
            raise ValueError('window shape cannot be larger than input array shape')
        shape[i] -= n - 1
    return as_strided(x, tuple(shape) + window_shape, strides, subok=subok, writeable=writeable)
