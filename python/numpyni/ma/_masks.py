"""Masks: what they are, how they are made and combined, and the values that stand for missing elements."""

import warnings

import numpyni as np

MaskType = np.bool
nomask = MaskType(0)


class MaskedArrayFutureWarning(FutureWarning):
    """What a call means will change."""


class MAError(Exception):
    """An error of masked arrays."""


class MaskError(MAError):
    """An error of a mask."""


# ---- fill values

_FILL = {'b': True, 'c': 1.e20 + 0.0j, 'f': 1.e20, 'i': 999999, 'O': '?', 'S': b'N/A', 'u': 999999, 'V': b'???', 'U': 'N/A',
         'T': 'N/A'}


def _recursive(dtype, leaf):
    """A value for a structured dtype, of one for each of its fields."""
    if dtype.names is not None:
        values = tuple([_recursive(dtype[name], leaf) for name in dtype.names])
        return np.array(values, dtype=dtype)[()]
    if dtype.subdtype:
        base, shape = dtype.subdtype
        return np.full(shape, _recursive(base, leaf))
    return leaf(dtype)


def _dtype_of(obj):
    if isinstance(obj, np.dtype):
        return obj
    if hasattr(obj, 'dtype') and not isinstance(obj, type):
        return obj.dtype
    if isinstance(obj, (type, str)) and not isinstance(obj, np.ndarray):
        try:
            return np.dtype(obj)
        except TypeError:
            pass
    return np.asanyarray(obj).dtype


def default_fill_value(obj):
    """The default fill value of a dtype, an array or a scalar."""
    def leaf(dtype):
        if dtype.kind in 'Mm':
            return np.array('NaT', dtype=dtype)[()]
        return _FILL.get(dtype.kind, '?')
    return _recursive(_dtype_of(obj), leaf)


def _extreme(obj, largest):
    def leaf(dtype):
        if dtype.kind in 'iu':
            info = np.iinfo(dtype)
            return info.max if largest else info.min
        if dtype.kind == 'b':
            return largest
        if dtype.kind in 'fc':
            value = np.inf if largest else -np.inf
            return value if dtype.kind == 'f' else complex(value, value)
        if dtype.kind in 'mM':
            info = np.iinfo(np.int64)
            return np.array([info.max if largest else info.min + 1], np.int64).view(dtype)[0]
        raise TypeError(f'Unsuitable type {dtype} for calculating {"minimum" if largest else "maximum"}.')
    dtype = _dtype_of(obj)
    return _recursive(dtype, leaf)


def minimum_fill_value(obj):
    """The largest value of a dtype: what missing elements are when a minimum is sought."""
    return _extreme(obj, True)


def maximum_fill_value(obj):
    """The smallest value of a dtype: what missing elements are when a maximum is sought."""
    return _extreme(obj, False)


def check_fill_value(fill_value, ndtype):
    """A 0-d array of a dtype holding a fill value, the default for None; TypeError where it does not fit."""
    ndtype = np.dtype(ndtype)
    if fill_value is None:
        fill_value = default_fill_value(ndtype)
        if ndtype.kind == 'u':              # of the same kind, so that `filled` may cast it
            fill_value = np.uint(fill_value)
    elif ndtype.names is not None:
        if isinstance(fill_value, (np.ndarray, np.void)):
            try:
                fill_value = np.asarray(fill_value).astype(ndtype)
            except ValueError as error:
                raise ValueError(f'Unable to transform {fill_value} to dtype {ndtype}') from error
        else:
            fill_value = _fill_fields(np.asarray(fill_value, dtype=object), ndtype)
    elif isinstance(fill_value, str) and ndtype.char not in 'OSTVU':
        raise TypeError(f'Cannot set fill value of string with array of dtype {ndtype}')
    else:
        try:
            fill_value = np.asarray(fill_value, dtype=ndtype)
        except (OverflowError, ValueError) as error:
            raise TypeError(f'Cannot convert fill_value {fill_value} to dtype {ndtype}') from error
    return np.array(fill_value) if not isinstance(fill_value, np.ndarray) else fill_value


def inherited_fill_value(fill_value, ndtype):
    """`check_fill_value` for the fill value of another array: the default where it does not fit."""
    try:
        with np.errstate(invalid='raise'):
            return check_fill_value(fill_value, ndtype)
    except (TypeError, FloatingPointError):
        return check_fill_value(None, ndtype)


def _fill_fields(values, ndtype):
    return np.array(_spread(values.tolist(), ndtype), dtype=ndtype)


def _spread(values, dtype):
    if dtype.names is None:
        return values if values is not None else default_fill_value(dtype)
    if not isinstance(values, (list, tuple)):
        values = [values] * len(dtype.names)
    return tuple([_spread(value, dtype[name]) for value, name in zip(values, dtype.names)])


_check_fill_value = check_fill_value


def get_fill_value(a):
    """The fill value of anything: its own, or the default of its dtype."""
    return a.fill_value if hasattr(a, 'fill_value') and hasattr(a, '_mask') else default_fill_value(a)


def set_fill_value(a, fill_value):
    """Sets the fill value of a masked array; does nothing to others."""
    if hasattr(a, 'set_fill_value'):
        a.set_fill_value(fill_value)


def common_fill_value(a, b):
    """The fill value of two masked arrays where they agree, else None."""
    first, second = get_fill_value(a), get_fill_value(b)
    return first if first == second else None


# ---- data and masks

def getdata(a, subok=True):
    """The data of a masked array as an array; anything else as an array."""
    data = getattr(a, '_data', None)
    if data is None or not isinstance(a, np.ndarray):
        data = np.array(a, copy=None, subok=subok) if not isinstance(a, np.ndarray) or not hasattr(a, '_data') else a._data
    return data if subok else data.view(np.ndarray)


get_data = getdata


def getmask(a):
    """The mask of a masked array; `nomask` of anything else."""
    return getattr(a, '_mask', nomask)


get_mask = getmask


def getmaskarray(arr):
    """The mask as an array of the shape of the argument, all false where there is none."""
    mask = getmask(arr)
    return make_mask_none(np.shape(arr), getattr(arr, 'dtype', None)) if mask is nomask else mask


def is_mask(m):
    """Whether the argument is an array of booleans."""
    try:
        return m.dtype.type is MaskType
    except AttributeError:
        return False


def _mask_dtype(dtype):
    if dtype.names is not None:
        rows = []
        for name in dtype.names:
            field = dtype.fields[name]
            rows.append(((field[2], name) if len(field) == 3 else name, _mask_dtype(field[0])))
        return np.dtype(rows)
    if dtype.subdtype:
        base, shape = dtype.subdtype
        return np.dtype((_mask_dtype(base), shape))
    return np.dtype(np.bool)


def make_mask_descr(ndtype):
    """The dtype of the mask of arrays of a dtype: a boolean for each field."""
    return _mask_dtype(np.dtype(ndtype))


def make_mask(m, copy=False, shrink=True, dtype=MaskType):
    """A mask from anything true or false; `nomask` where `shrink` and nothing is true."""
    if m is nomask:
        return nomask
    dtype = make_mask_descr(dtype)
    if isinstance(m, np.ndarray) and m.dtype.fields and dtype == np.dtype(np.bool):
        return np.ones(m.shape, dtype=dtype)
    result = np.array(filled(m, True), copy=True if copy else None, dtype=dtype, subok=True)
    return _shrink_mask(result) if shrink else result


def _shrink_mask(m):
    return nomask if m.dtype.names is None and not m.any() else m


def make_mask_none(newshape, dtype=None):
    """A mask that is false everywhere."""
    return np.zeros(newshape, dtype=MaskType if dtype is None else make_mask_descr(dtype))


def _or_fields(m1, m2, new):
    for name in new.dtype.names:
        if m1[name].dtype.names is not None:
            _or_fields(m1[name], m2[name], new[name])
        else:
            np.logical_or(m1[name], m2[name], new[name])


def mask_or(m1, m2, copy=False, shrink=True):
    """Two masks combined: true where either is."""
    if m1 is nomask or m1 is False:
        return make_mask(m2, copy=copy, shrink=shrink, dtype=getattr(m2, 'dtype', MaskType))
    if m2 is nomask or m2 is False:
        return make_mask(m1, copy=copy, shrink=shrink, dtype=getattr(m1, 'dtype', MaskType))
    if m1 is m2 and is_mask(m1):
        return _shrink_mask(m1) if shrink else m1
    first, second = getattr(m1, 'dtype', None), getattr(m2, 'dtype', None)
    if first != second:
        raise ValueError(f"Incompatible dtypes '{first}'<>'{second}'")
    if first.names is not None:
        new = np.empty(np.broadcast(m1, m2).shape, first)
        _or_fields(m1, m2, new)
        return new
    return make_mask(np.logical_or(m1, m2), copy=copy, shrink=shrink)


def flatten_mask(mask):
    """The mask of a structured array as one boolean a field, flat."""
    def pieces(value):
        if isinstance(value, np.ndarray) and value.dtype.names is not None:
            for row in (value if value.ndim else [value[()]]):
                yield from pieces(row)
        elif getattr(getattr(value, 'dtype', None), 'names', None) is not None:
            for name in value.dtype.names:
                yield from pieces(value[name])
        elif isinstance(value, np.ndarray) and value.ndim or isinstance(value, (list, tuple)):
            for each in value:
                yield from pieces(each)
        else:
            yield value
    return np.array([bool(x) for x in pieces(np.asarray(mask))], dtype=bool)


def isMaskedArray(x):
    """Whether the argument is a masked array."""
    from ._array import MaskedArray
    return isinstance(x, MaskedArray)


isarray = isMA = isMaskedArray


def filled(a, fill_value=None):
    """An array whose missing elements are replaced by a fill value."""
    if hasattr(a, 'filled'):
        return a.filled(fill_value)
    if isinstance(a, np.ndarray):
        return a
    return np.array(a, 'O') if isinstance(a, dict) else np.array(a)


def is_masked(x):
    """Whether some element is missing."""
    m = getmask(x)
    return m is not nomask and bool(m.any())


def get_masked_subclass(*arrays):
    """The most specific class of masked arrays among the arguments."""
    from ._array import MaskedArray, MaskedConstant
    found = MaskedArray
    for each in arrays:
        cls = type(each)
        if issubclass(cls, MaskedArray) and issubclass(cls, found):
            found = cls
    return MaskedArray if found is MaskedConstant else found


def argsort_axis(a):
    """The axis of an `argsort` that gives none; a warning where that will change."""
    if a.ndim <= 1:
        return -1
    warnings.warn('In the future the default for argsort will be axis=-1, not the current None, to match its documentation and '
                  'np.argsort. Explicitly pass -1 or None to silence this warning.', MaskedArrayFutureWarning, stacklevel=3)
    return None
