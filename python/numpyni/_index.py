"""Index expressions that are not plain: from what users write to the protocol's items."""

import operator

from . import _host as host
from ._scalars_base import generic
from ._dtypes import bool_, intp, scalar_types

_INVALID = ('only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid '
            'indices')
_LIMIT = 1 << 63
_bool_type = scalar_types['bool']
asarray = None      # set by _convert


def parse(key):
    """The items (int, slice, None, Ellipsis, ndarray) of an index expression."""
    if not isinstance(key, tuple):
        return (item_of(key),)
    items = tuple([item_of(each) for each in key])
    if len(items) >= 64 and sum([isinstance(each, host.ndarray) for each in items]) >= 64:
        raise IndexError('too many advanced indices for array')
    return items


def item_of(key):
    """One item of an index expression."""
    if type(key) is int:
        if not -_LIMIT <= key < _LIMIT:
            raise IndexError(_INVALID)
        return key
    if key is None or key is Ellipsis:
        return key
    if type(key) is slice:
        return slice(_bound(key.start), _bound(key.stop), _step(key.step))
    if isinstance(key, (bool, _bool_type)):
        return asarray(bool(key))
    if isinstance(key, generic):
        try:
            return operator.index(key)
        except TypeError:
            raise IndexError(_INVALID) from None
    if isinstance(key, host.ndarray):
        return _of_array(key)
    if isinstance(key, (str, bytes, dict, set, float, complex)):
        raise IndexError(_INVALID)
    try:
        return item_of(operator.index(key))
    except TypeError:
        pass
    try:
        array = asarray(key)
    except (TypeError, NotImplementedError):
        raise IndexError(_INVALID) from None
    if array.size == 0 and not hasattr(key, 'dtype'):
        return array.astype(intp)
    if array.dtype.kind not in 'biu':
        raise IndexError(_INVALID)
    return _of_array(array)


def _of_array(array):
    kind = array.dtype.kind
    if kind not in 'biu':
        raise IndexError('arrays used as indices must be of integer (or boolean) type')
    if array.ndim == 0 and kind != 'b':
        return operator.index(array)
    return array


def _bound(value):
    if value is None or type(value) is int and -_LIMIT <= value < _LIMIT:
        return value
    try:
        value = operator.index(value)
    except TypeError:
        raise TypeError('slice indices must be integers or None or have an __index__ method') from None
    return max(-_LIMIT, min(value, _LIMIT - 1))


def _step(value):
    value = _bound(value)
    if value == 0:
        raise ValueError('slice step cannot be zero')
    return value


def normalize_axis(axis, ndim, prefix=None):
    """An axis in `0..ndim`; AxisError beyond."""
    if type(axis) is int and -ndim <= axis < ndim:
        return axis + ndim if axis < 0 else axis
    from .exceptions import AxisError
    try:
        index = operator.index(axis)
    except TypeError:
        raise TypeError(f"'{type(axis).__name__}' object cannot be interpreted as an integer") from None
    if not -ndim <= index < ndim:
        raise AxisError(index, ndim, prefix)
    return index + ndim if index < 0 else index


def normalize_axes(axis, ndim, prefix=None, allow_duplicate=False):
    """A tuple of axes in `0..ndim` from an integer or a sequence of integers."""
    axes = (axis,) if not hasattr(axis, '__iter__') or getattr(axis, 'ndim', 1) == 0 else axis
    axes = tuple([normalize_axis(each, ndim, prefix) for each in axes])
    if not allow_duplicate and len(set(axes)) != len(axes):
        raise ValueError(f'repeated axis in `{prefix}` argument' if prefix else 'repeated axis')
    return axes


def shape_of(shape, signed=False):
    """A tuple of lengths from an integer or a sequence of integers; `signed` ones for strides."""
    if type(shape) is not tuple:
        try:
            shape = (operator.index(shape),)
        except TypeError:
            if isinstance(shape, (str, bytes)) or not hasattr(shape, '__iter__'):
                raise TypeError(f"'{type(shape).__name__}' object cannot be interpreted as an integer") from None
            shape = tuple(shape)
    if bool in map(type, shape):
        raise TypeError(f'expected a sequence of integers or a single integer, got {shape!r}')
    shape = tuple([n if type(n) is int else operator.index(n) for n in shape])
    if len(shape) > 64:
        raise ValueError(f'maximum supported dimension for an ndarray is currently 64, found {len(shape)}')
    for n in shape:
        if n < 0 and not signed:
            raise ValueError('negative dimensions are not allowed')
        if n >= _LIMIT:
            raise ValueError('Maximum allowed dimension exceeded')
    return shape


def flat_position(array, args):
    """The flat position that `item(*args)` means."""
    if len(args) == 1 and isinstance(args[0], tuple):
        args = args[0]
    if not args:
        if array.size != 1:
            raise ValueError('can only convert an array of size 1 to a Python scalar')
        return 0
    if len(args) == 1 and array.ndim != 1:
        position = operator.index(args[0])
        if not -array.size <= position < array.size:
            raise IndexError(f'index {position} is out of bounds for size {array.size}')
        return position % array.size
    if len(args) != array.ndim:
        raise ValueError('incorrect number of indices for array')
    position = 0
    for axis, (each, n) in enumerate(zip(args, array.shape)):
        each = operator.index(each)
        if not -n <= each < n:
            raise IndexError(f'index {each} is out of bounds for axis {axis} with size {n}')
        position = position * n + each % n
    return position
