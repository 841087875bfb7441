"""Reductions as functions: `sum`, `mean`, `cumsum`, ... and their versions that leave NaN out."""

import builtins
import math
import operator

from . import _convert as convert
from . import _dtypes as dtypes
from . import _errstate
from . import _host as host
from . import _index
from . import _ufuncs as ufuncs
from ._words import CASTING_UNSAFE, NOVALUE, ORDER_C, ORDER_F
from .exceptions import UFuncTypeError

ndarray = host.ndarray
_u = ufuncs.by_name


_UFUNCS = {'sum': 'add', 'prod': 'multiply', 'max': 'maximum', 'min': 'minimum', 'any': 'logical_or', 'all': 'logical_and'}


def _reduce(name, a, axis, dtype, out, keepdims, initial=NOVALUE, where=True, ddof=0):
    if type(a) is not ndarray and name in _UFUNCS and ufuncs.overridden(a):
        return _u[_UFUNCS[name]].reduce(a, axis, dtype, out, keepdims, initial, where)
    a = convert.asanyarray(a)
    out = ufuncs.output(out)
    axes = ufuncs.reduction_axes(axis, a.ndim)
    result = host.reduce(name, a, axes, bool(keepdims), dtypes.native_word(dtype), ufuncs.initial_value(initial),
                         ufuncs.mask(where), out, ddof)
    if out is not None:
        return out
    if type(a) is not ndarray and (isinstance(result, ndarray) or name[:3] != 'arg'):
        return a.__array_wrap__(result if isinstance(result, ndarray) else convert.asarray(result), None,
                                not isinstance(result, ndarray))
    return result


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The sum of the elements over axes (None: all)."""
    return _reduce('sum', a, axis, dtype, out, keepdims, initial, where)


def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The product of the elements over axes (None: all)."""
    return _reduce('prod', a, axis, dtype, out, keepdims, initial, where)


def max(a, axis=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The maximum over axes (None: all); NaN wins."""
    return _reduce('max', a, axis, None, out, keepdims, initial, where)


def min(a, axis=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The minimum over axes (None: all); NaN wins."""
    return _reduce('min', a, axis, None, out, keepdims, initial, where)


def any(a, axis=None, out=None, keepdims=False, *, where=True, dtype=None):
    """Whether some element is true, over axes (None: all)."""
    return _reduce('any', a, axis, dtype, out, keepdims, NOVALUE, where)


def all(a, axis=None, out=None, keepdims=False, *, where=True, dtype=None):
    """Whether every element is true, over axes (None: all)."""
    return _reduce('all', a, axis, dtype, out, keepdims, NOVALUE, where)


def _count_over(a, axis, where=True):
    """The smallest number of elements that one result is made of."""
    if where is not True:
        shown = host.broadcast_to(convert.asarray(where), a.shape)
        counts = _reduce('count_nonzero', shown, axis, None, None, False)
        return int(min(counts)) if isinstance(counts, ndarray) and counts.size else int(counts) if not isinstance(
            counts, ndarray) else 0
    axes = ufuncs.reduction_axes(axis, a.ndim)
    count = 1
    for i in range(a.ndim) if axes is None else axes:
        count *= a.shape[i]
    return count


def _check_axes(axis, a, where):
    """The moments take no axis of an array that has none, unless masked; sums and their kin take 0 and -1."""
    if axis is not None and a.ndim == 0 and where is True:
        _index.normalize_axes(axis, 0)


def mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    """The arithmetic mean over axes (None: all)."""
    a = convert.asanyarray(a)
    _check_axes(axis, a, where)
    if (where is not True or a.size == 0) and _count_over(a, axis, where) == 0:
        _errstate.warn('Mean of empty slice', RuntimeWarning)
    return _reduce('mean', a, axis, dtype, out, keepdims, NOVALUE, where)


def _spread(name, a, axis, dtype, out, ddof, keepdims, where, mean, correction):
    if correction is not NOVALUE:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    a = convert.asanyarray(a)
    _check_axes(axis, a, where)
    if _count_over(a, axis, where) <= ddof:
        _errstate.warn('Degrees of freedom <= 0 for slice', RuntimeWarning)
    return _reduce(name, a, axis, dtype, out, keepdims, NOVALUE, where, ddof)


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=NOVALUE, correction=NOVALUE):
    """The variance over axes (None: all); the divisor is N - ddof."""
    return _spread('var', a, axis, dtype, out, ddof, keepdims, where, mean, correction)


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=NOVALUE, correction=NOVALUE):
    """The standard deviation over axes (None: all); the divisor is N - ddof."""
    if out is not None:         # only a mean is cast to any type
        out = var(a, axis, dtype, out, ddof, keepdims, where=where, mean=mean, correction=correction)
        return _u['sqrt'](out, out=out)
    return _spread('std', a, axis, dtype, out, ddof, keepdims, where, mean, correction)


def _arg(name, a, axis, out, keepdims):
    a = convert.asanyarray(a)
    if axis is not None:
        axis = _index.normalize_axis(axis, builtins.max(a.ndim, 1) if axis in (0, -1) else a.ndim)
    result = _reduce(name, a, axis if a.ndim else None, None, None, keepdims)
    if out is None:
        return result
    out = ufuncs.output(out)
    if out.shape != getattr(result, 'shape', ()):
        raise ValueError(f'output array does not match result of np.{name}.')
    if not dtypes.can_cast(out.dtype, dtypes.intp):
        raise TypeError(f"Cannot cast array data from {out.dtype!r} to dtype('int64') according to the rule 'safe'")
    host.assign(out, result, CASTING_UNSAFE, None)
    return out


def argmax(a, axis=None, out=None, *, keepdims=False):
    """The index of the first maximum along an axis (None: of the flattened array)."""
    return _arg('argmax', a, axis, out, keepdims)


def argmin(a, axis=None, out=None, *, keepdims=False):
    """The index of the first minimum along an axis (None: of the flattened array)."""
    return _arg('argmin', a, axis, out, keepdims)


def count_nonzero(a, axis=None, *, keepdims=False):
    """The number of elements that are not zero, over axes (None: all)."""
    result = _reduce('count_nonzero', a, axis, None, None, keepdims)
    return result


def ptp(a, axis=None, out=None, keepdims=False):
    """The maximum minus the minimum over axes (None: all)."""
    if type(a) is ndarray and axis is out is None and keepdims is False:
        return _u['subtract'](a.max(), a.min())
    return _u['subtract'](max(a, axis, out, keepdims), min(a, axis, None, keepdims), out=out)


def _cumulative(name, a, axis, dtype, out):
    a = convert.asanyarray(a)
    if axis is not None:
        axis = _index.normalize_axis(axis, builtins.max(a.ndim, 1) if axis in (0, -1) else a.ndim)
        if a.ndim == 0:
            a, axis = a.reshape(1), 0
    result = _reduce(name, a, axis, dtype, out, False)
    return result


def cumsum(a, axis=None, dtype=None, out=None):
    """The running sum along an axis (None: of the flattened array)."""
    return _cumulative('cumsum', a, axis, dtype, out)


def cumprod(a, axis=None, dtype=None, out=None):
    """The running product along an axis (None: of the flattened array)."""
    return _cumulative('cumprod', a, axis, dtype, out)


def _cumulative_api(name, x, axis, dtype, out, include_initial):
    x = convert.asanyarray(x)
    if x.ndim == 0:
        raise ValueError("the input should be at least one dimensional")
    if axis is None:
        if x.ndim > 1:
            raise ValueError('For arrays which have more than one dimension ``axis`` argument is required.')
        axis = 0
    result = _cumulative(name, x, axis, dtype, None if include_initial else out)
    if not include_initial:
        return result
    from ._manipulation import concatenate
    shape = tuple([1 if i == axis % x.ndim else n for i, n in enumerate(x.shape)])
    first = host.new(result.dtype.word, shape, 1, True)
    if name == 'cumprod':
        first.fill(1)
    return concatenate([first, result], axis=axis, out=out)


def cumulative_sum(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    """The running sum along an axis; with `include_initial` it begins with zero."""
    return _cumulative_api('cumsum', x, axis, dtype, out, include_initial)


def cumulative_prod(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    """The running product along an axis; with `include_initial` it begins with one."""
    return _cumulative_api('cumprod', x, axis, dtype, out, include_initial)


_LIMITS = (int, float, dtypes.float64.type)


def clip(a, a_min=NOVALUE, a_max=NOVALUE, out=None, *, min=NOVALUE, max=NOVALUE, **kwargs):
    """Each element limited to an interval; None is no limit."""
    if a_min is NOVALUE and a_max is NOVALUE:
        a_min = None if min is NOVALUE else min
        a_max = None if max is NOVALUE else max
    elif min is not NOVALUE or max is not NOVALUE:
        if a_min is NOVALUE or a_max is NOVALUE:
            a_min = min if a_min is NOVALUE else a_min
            a_max = max if a_max is NOVALUE else a_max
        else:
            raise ValueError('Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.')
    a_min = None if a_min is NOVALUE else a_min
    a_max = None if a_max is NOVALUE else a_max
    kind = getattr(getattr(a, 'dtype', None), 'kind', None)
    if type(a) is ndarray and kind in 'iuf' and not kwargs and type(a_min) in _LIMITS and type(a_max) in _LIMITS and \
            (kind == 'f' or type(a_min) is type(a_max) is float):
        return _u['clip'](a, a_min, a_max, out=out)
    if kind is not None and kind in 'iu':                   # a Python integer beyond the type is no limit
        limits = dtypes.iinfo(a.dtype)
        a_min = None if type(a_min) is int and a_min <= limits.min else a_min
        a_max = None if type(a_max) is int and a_max >= limits.max else a_max
        if type(a) is ndarray and not kwargs and type(a_min) is type(a_max) is int and a_min <= limits.max and a_max >= limits.min:
            return _u['clip'](a, a_min, a_max, out=out)
    if a_min is None and a_max is None:
        return _u['positive'](a, out=out, **kwargs) if convert.asanyarray(a).dtype.kind != 'b' else \
            _u['logical_or'](a, False, out=out, **kwargs)
    if a_min is None:
        return _u['minimum'](a, a_max, out=out, **kwargs)
    if a_max is None:
        return _u['maximum'](a, a_min, out=out, **kwargs)
    return _u['minimum'](_u['maximum'](a, a_min), a_max, out=out, **kwargs)


def _decimals(number):
    """A number of decimals, which NumPy keeps in a C int."""
    number = operator.index(number)
    if not -1 << 31 <= number < 1 << 31:
        raise OverflowError(f"signed integer is {'greater than maximum' if number > 0 else 'less than minimum'}")
    return number


def round(a, decimals=0, out=None):
    """Each element rounded to a number of decimals, halves to even."""
    a, decimals = convert.asanyarray(a), _decimals(decimals)
    if a.dtype.kind == 'b' and decimals:
        name = 'multiply' if decimals > 0 else 'divide'
        raise UFuncTypeError(f"Cannot cast ufunc '{name}' output from dtype('float64') to dtype('bool') with casting rule 'same_kind'")
    if a.dtype.kind == 'c':
        out = a.copy('K') if out is None else out
        round(a.real, decimals, out.real)
        round(a.imag, decimals, out.imag)
        return out if out.ndim else out[()]
    if a.dtype.kind not in 'iu':
        if decimals == 0:
            return _u['rint'](a, out=out)
        scale = 10.0 ** builtins.abs(decimals) if builtins.abs(decimals) < 309 else math.inf
        up, down = (_u['multiply'], _u['divide']) if decimals > 0 else (_u['divide'], _u['multiply'])
        if out is None and a.ndim and type(a) is host.ndarray and a.dtype.kind == 'f':
            out = host.new(a.dtype.word, a.shape, ORDER_F if a.flags.fnc else ORDER_C, False)
        if out is None:
            return down(_u['rint'](up(a, scale)), scale)
        return down(_u['rint'](up(a, scale, out=out), out=out), scale, out=out)
    decimals = builtins.max(decimals, -308)     # a float's largest power of ten
    if decimals < 0 and out is not None:
        _u['rint'](_u['divide'](a, 10 ** -decimals, out=out), out=out)
        return _u['multiply'](out, 10 ** -decimals, out=out)
    result = a.copy('K') if decimals >= 0 else (_u['rint'](a / 10 ** -decimals) * 10 ** -decimals).astype(a.dtype)
    if out is not None:
        out[...] = result
        return out
    return result if result.ndim else result[()]


around = round
amax, amin = max, min


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    """The weighted mean over axes."""
    a = convert.asanyarray(a)
    if weights is None:
        result = mean(a, axis, keepdims=keepdims)
        if not returned:
            return result
        total = convert.asanyarray(result).dtype.type(a.size / builtins.max(getattr(result, 'size', 1), 1))
        if isinstance(result, ndarray):
            count, total = total, result.copy()
            total.fill(count)
    else:
        weights = convert.asanyarray(weights)
        if weights.shape != a.shape:
            if axis is None:
                raise TypeError('Axis must be specified when shapes of a and weights differ.')
            axes = _index.normalize_axes(axis, a.ndim)
            if weights.shape != tuple([a.shape[i] for i in axes]):
                raise ValueError('Shape of weights must be consistent with shape of a along specified axis.')
            order = sorted(range(len(axes)), key=axes.__getitem__)
            weights = weights.transpose(*order) if weights.ndim > 1 else weights
            weights = weights.reshape(tuple([n if i in axes else 1 for i, n in enumerate(a.shape)]))
        common = dtypes.result_type(a, weights, 'f8') if a.dtype.kind in 'iub' else dtypes.result_type(a, weights)
        weights = weights if weights.dtype is common else weights.astype(common)
        total = sum(weights if weights.shape == a.shape else host.broadcast_to(weights, a.shape), axis, keepdims=keepdims)
        if any(_u['equal'](total, 0)):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        result = sum(_u['multiply'](a, weights), axis, keepdims=keepdims) / total
    return (result, total) if returned else result
