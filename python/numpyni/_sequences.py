"""Arrays of text, datetimes, structures and objects from nested sequences: how deep they are, and what type they have."""

import datetime

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from ._scalars_base import generic
from ._words import MAXDIMS, ORDER_C, ORDER_F

ndarray = host.ndarray
_TEXT = {str: 'U', bytes: 'S'}


# ---- types

def types_of(values, kind):
    """The dtypes of flat values of one Python type, as a set."""
    if issubclass(kind, generic):
        return {each.dtype for each in values}
    if issubclass(kind, ndarray):
        return {each.dtype for each in values}
    for base, letter in _TEXT.items():
        if issubclass(kind, base):
            return {dtypes.find((letter, max(map(len, values))))}
    return {dtypes.object_}


def sized(dtype, values):
    """A dtype without a width or a unit with the one that values ask for."""
    return _opaque.family(dtype).sized(dtype, values) if dtype.names is None and dtype.subdtype is None else dtype


def sized_for_nothing(dtype):
    """A dtype without a width, of an array without elements."""
    if dtype.kind in 'SU' and dtype.itemsize == 0:
        return dtypes.find((dtype.kind, 1)).newbyteorder('=' if dtype.isnative else 'S')
    return dtype


def sized_for_array(dtype, a):
    """A dtype without a width or a unit, with the one that an array of another type asks for."""
    if dtype.kind in 'SU' and dtype.itemsize == 0:
        family = _opaque.family(dtype)
        if a.dtype.kind in 'SU' and a.dtype.itemsize:
            return family.of_length(_opaque.casts.text_length(a.dtype), dtype)
        return family.sized(dtype, [] if a.dtype.kind in 'biufcMm' else family.values_of(a), a.dtype)
    if dtype.kind in 'Mm' and dtype.unit[0] == 'generic':
        if a.dtype.kind == dtype.kind:
            return a.dtype
        if a.dtype.kind in 'OSU':
            return _opaque.family(dtype).sized(dtype, _opaque.family(dtype).values_of(a))
    if dtype.kind == 'V' and dtype.itemsize == 0 and dtype.names is None:
        return a.dtype if a.dtype.kind == 'V' else dtypes.find(('V', a.dtype.itemsize))
    return dtype


# ---- arrays

def array_of(obj, dtype, order):
    """An array of a given opaque type."""
    if dtype.subdtype:
        return _of_subarrays(obj, dtype, order)
    if dtype.char == 'c' and dtype.kind == 'S':
        obj = _characters(obj)
    is_leaf = _is_structure if dtype.names is not None else _is_text if dtype.kind != 'O' else _is_plain
    shape, values = flattened(obj, is_leaf, dtype.kind == 'O')
    return array_of_flat(values, dtype, shape, order)


def _characters(obj):
    """Strings as sequences of characters."""
    if isinstance(obj, str):
        return [each.encode('ascii') for each in obj]
    if isinstance(obj, bytes):
        return [obj[i:i + 1] for i in range(len(obj))]
    return [_characters(each) for each in obj] if isinstance(obj, (list, tuple)) else obj


def _of_subarrays(obj, dtype, order):
    base, shape = dtype.subdtype
    outer, leaves = flattened(obj, _is_structure, False)            # a tuple is one element
    result = host.new(base.word, (len(leaves),) + shape, ORDER_C, True)
    for i, each in enumerate(leaves):
        host.set(result, (i, Ellipsis), convert.asarray(each, base))
    return host.reshape(result, outer + shape, ORDER_C, 1)


def array_of_flat(values, dtype, shape, order):
    """An array of a shape of flat values."""
    if dtype.subdtype:
        return _of_subarrays(values, dtype, order)
    dtype = sized(dtype, values) if values else sized_for_nothing(dtype)
    if not values:
        return host.new(dtype.word, shape, order, True)
    made = _opaque.shaped(_opaque.family(dtype).encoded(values, dtype), shape)
    return host.astype(made, dtype.word, ORDER_F, 5, 2) if order == ORDER_F and len(shape) > 1 else made


def element_for(value, dtype):
    """A value as the array that `a[...] = value` assigns."""
    if dtype.kind == 'O' and not isinstance(value, (list, tuple)):
        if isinstance(value, generic) or not convert._is_sequence(value) and not hasattr(type(value), '__array__'):
            return _opaque.object_array([value], ())
    return convert.array(value, dtype=dtype.native if dtype.kind != 'V' else dtype, copy=None)


def _is_structure(obj):
    return isinstance(obj, tuple)


def _is_text(obj):
    return False


_is_plain = _is_text


def flattened(obj, is_leaf, ragged, most=MAXDIMS):
    """The shape of a nested sequence, and its leaves. What is `ragged` ends where the lengths differ; else that is an error."""
    shape, level = [], [obj]
    while level:
        lists = [None if is_leaf(each) else _listed(each) for each in level]
        lengths = {-1 if each is None else len(each) for each in lists}
        if lengths == {-1}:
            break
        if len(lengths) > 1:
            if ragged:
                break
            raise ValueError(convert._RAGGED.format(len(shape), tuple(shape)))
        if len(shape) == most:
            if ragged:
                break
            raise ValueError('setting an array element with a sequence. The requested array would exceed the maximum number of '
                             f'dimension of {MAXDIMS}.')
        shape.append(lengths.pop())
        level = [item for each in lists for item in each]
    return tuple(shape), [_unwrapped(each, ragged) for each in level]


def _listed(obj):
    """The items of a sequence or of anything that is an array, as a list or tuple; None for a leaf."""
    if isinstance(obj, (list, tuple)):
        return obj
    if isinstance(obj, (str, bytes, generic, datetime.date, datetime.timedelta, bool, int, float, complex, type(None))):
        return None
    found = obj if isinstance(obj, ndarray) else convert._from_protocols(obj, None, None)
    if found is None:
        return convert.sequence(obj)
    if found.ndim == 1 and found.dtype.names is None:
        return found.tolist() if found.dtype.kind not in 'Mm' else list(found)
    return [found[i] for i in range(len(found))] if found.ndim else None


def _unwrapped(leaf, ragged):
    """A leaf: an array of no dimensions as what it holds."""
    if ragged or isinstance(leaf, (str, bytes, generic, int, float, complex, tuple)):
        return leaf
    found = leaf if isinstance(leaf, ndarray) else convert._from_protocols(leaf, None, None)
    return found.item() if found is not None and found.ndim == 0 and found.dtype.kind != 'V' else leaf
