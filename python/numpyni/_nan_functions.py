"""Reductions that leave NaN out."""

import builtins

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _errstate
from . import _host as host
from . import _index
from . import _reductions as reductions
from . import _ufuncs as ufuncs
from ._errstate import errstate
from ._quantiles import nanmedian, nanpercentile, nanquantile       # noqa: F401  (their place in NumPy is here)
from ._words import NOVALUE

ndarray = host.ndarray
_u = ufuncs.by_name


def _holds(mask):
    """Whether any element of an array of booleans is true."""
    return host.reduce('any', mask, None, False, None, NOVALUE, None, None, 0)


def _filtered(a, value):
    """The array with a value in the place of NaN; itself where there is none."""
    if type(a) is not ndarray or a.dtype.kind not in 'fc' or a.ndim == 0:
        return _replaced(a, value)[0]
    nan = _u['isnan'](a)
    if not _holds(nan):
        return a
    return convert.asarray(host.ufunc_call(_u['_where']._id, (nan, value, a)))


def _left_out(name, a, axis, keepdims, ddof=0, *others):
    """The runtime's reduction without NaN of an array of floats; None for what else is asked for."""
    if type(a) is not ndarray or a.dtype.kind != 'f' or not a.size or keepdims not in (False, True):
        return None
    if not builtins.all(other is None or other is NOVALUE or other is True for other in others):
        return None
    return host.reduce(name, a, ufuncs.reduction_axes(axis, a.ndim), keepdims, None, NOVALUE, None, None, ddof)


def _left_of_some(name, a, axis, keepdims, ddof, *others):
    """The same where something is left of each part: what is NaN may have to warn."""
    with errstate(invalid='ignore'):
        result = _left_out(name, a, axis, keepdims, ddof, *others)
    if result is None:
        return None
    nan = _u['isnan'](result)
    return None if (_holds(nan) if isinstance(nan, ndarray) else nan) else result


def _replaced(a, value):
    """A copy with a value in the place of NaN, and where that was; the array and None where there can be none."""
    a = convert.asanyarray(a)
    if a.dtype.kind == 'O':
        nan = convert.asarray(a != a, dtypes.bool_)
    elif a.dtype.kind in 'fc':
        nan = _u['isnan'](a)
    else:
        return a, None
    a = convert.array(a, copy=True, subok=True)
    creation.copyto(a, value, where=nan)
    return a, nan


def _filled(a, value, where):
    """An array, or a scalar, with a value where a mask holds."""
    if isinstance(a, ndarray):
        creation.copyto(a, value, where=where, casting='unsafe')
        return a
    return a.dtype.type(value)


def _divided(a, count, out=None):
    """A sum over a count, in place where it is an array."""
    with errstate(invalid='ignore', divide='ignore'):
        if out is not None:
            return _u['divide'](a, count, out=out, casting='unsafe')
        if isinstance(a, ndarray):
            return _u['divide'](a, count, out=a, casting='unsafe')
        return a.dtype.type(a / count) if hasattr(a, 'dtype') else a / count


def _any(a):
    return bool(convert.asarray(a).any())


def _check_types(dtype, out):
    if dtype is not None and dtypes.find(dtype).kind not in 'fc':
        raise TypeError('If a is inexact, then dtype must be inexact')
    if out is not None and out.dtype.kind not in 'fc':
        raise TypeError('If a is inexact, then out must be inexact')


def nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The sum over axes, NaN as zero."""
    result = _left_out('nansum', a, axis, keepdims, 0, dtype, out, initial, where)
    return reductions.sum(_filtered(a, 0), axis, dtype, out, keepdims, initial, where) if result is None else result


def nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The product over axes, NaN as one."""
    result = _left_out('nanprod', a, axis, keepdims, 0, dtype, out, initial, where)
    return reductions.prod(_filtered(a, 1), axis, dtype, out, keepdims, initial, where) if result is None else result


def nancumsum(a, axis=None, dtype=None, out=None):
    """The running sum, NaN as zero."""
    return reductions.cumsum(_filtered(a, 0), axis, dtype, out)


def nancumprod(a, axis=None, dtype=None, out=None):
    """The running product, NaN as one."""
    return reductions.cumprod(_filtered(a, 1), axis, dtype, out)


def _extreme(plain, reduction, bound, a, axis, out, keepdims, initial, where):
    a = convert.asanyarray(a)
    if type(a) is ndarray and a.dtype.kind != 'O':
        result = _u[plain].reduce(a, axis, None, out, keepdims, initial, where)
        if a.dtype.kind in 'fc' and (_any(_u['isnan'](result)) if isinstance(result, ndarray) else result != result):
            _errstate.warn('All-NaN slice encountered', RuntimeWarning)
        return result
    a, nan = _replaced(a, bound)
    result = reduction(a, axis, out, keepdims, initial, where)
    if nan is None:
        return result
    nan = reductions.all(nan, axis, keepdims=keepdims)
    if _any(nan):
        result = _filled(result, float('nan'), nan)
        _errstate.warn('All-NaN axis encountered', RuntimeWarning)
    return result


def nanmax(a, axis=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The maximum over axes without NaN."""
    return _extreme('fmax', reductions.max, -float('inf'), a, axis, out, keepdims, initial, where)


def nanmin(a, axis=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The minimum over axes without NaN."""
    return _extreme('fmin', reductions.min, float('inf'), a, axis, out, keepdims, initial, where)


def _place(name, bound, a, axis, out, keepdims):
    if type(a) is ndarray and out is None and keepdims is False and a.dtype.kind == 'f' and a.size and (axis is None or a.ndim):
        return host.reduce('nan' + name, a, None if axis is None else (_index.normalize_axis(axis, a.ndim),), False, None, NOVALUE, None, None, 0)
    a, nan = _replaced(a, bound)
    if nan is not None and nan.size and _any(reductions.all(nan, axis)):
        raise ValueError('All-NaN slice encountered')
    return getattr(reductions, name)(a, axis, out, keepdims=keepdims)


def nanargmax(a, axis=None, out=None, *, keepdims=False):
    """The index of the maximum without NaN."""
    return _place('argmax', -float('inf'), a, axis, out, keepdims)


def nanargmin(a, axis=None, out=None, *, keepdims=False):
    """The index of the minimum without NaN."""
    return _place('argmin', float('inf'), a, axis, out, keepdims)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    """The mean over axes without NaN."""
    result = _left_of_some('nanmean', a, axis, keepdims, 0, dtype, out, where)
    if result is not None:
        return result
    a, nan = _replaced(a, 0)
    if nan is None:
        return reductions.mean(a, axis, dtype, out, keepdims, where=where)
    _check_types(dtype, out)
    count = reductions.sum(_u['logical_not'](nan), axis, dtypes.intp, None, keepdims, NOVALUE, where)
    result = _divided(reductions.sum(a, axis, dtype, out, keepdims, NOVALUE, where), count, out)
    if _any(count == 0):
        _errstate.warn('Mean of empty slice', RuntimeWarning)
    return result


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=NOVALUE, correction=NOVALUE):
    """The variance over axes without NaN."""
    if correction is not NOVALUE:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    result = _left_of_some('nanvar', a, axis, keepdims, ddof, dtype, out, where, mean)
    if result is not None:
        return result
    a, nan = _replaced(a, 0)
    if nan is None:
        return reductions.var(a, axis, dtype, out, ddof, keepdims, where=where, mean=mean)
    _check_types(dtype, out)
    count = reductions.sum(_u['logical_not'](nan), axis, dtypes.intp, None, True, NOVALUE, where)
    middle = _divided(reductions.sum(a, axis, dtype, None, True, NOVALUE, where), count) if mean is NOVALUE else mean
    _u['subtract'](a, middle, out=a, casting='unsafe', where=where)
    _filled(a, 0, nan)
    square = (a * a.conj()).real if a.dtype.kind == 'c' else _u['multiply'](a, a, out=a, where=where)
    result = reductions.sum(square, axis, dtype, out, keepdims, NOVALUE, where)
    degrees = (count if keepdims or not isinstance(result, ndarray) and not count.ndim else count.reshape(
        getattr(result, 'shape', ()))) - ddof
    result = _divided(result, degrees[()] if isinstance(degrees, ndarray) and degrees.ndim == 0 else degrees, out)
    low = degrees <= 0
    if _any(low):
        _errstate.warn('Degrees of freedom <= 0 for slice.', RuntimeWarning)
        result = _filled(result, float('nan'), low)
    return result


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=NOVALUE, correction=NOVALUE):
    """The standard deviation over axes without NaN."""
    result = nanvar(a, axis, dtype, out, ddof, keepdims, where=where, mean=mean, correction=correction)
    if isinstance(result, ndarray):
        return _u['sqrt'](result, out=result)
    root = _u['sqrt'](result)
    return result.dtype.type(root) if hasattr(result, 'dtype') else root
