"""Order statistics, differences, correlations, and reductions that leave NaN out."""

import warnings

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _products as products
from ._quantiles import _finish, median, nanmedian, nanpercentile, nanquantile, percentile, quantile
from . import _reductions as reductions
from . import _selection as selection
from . import _sorting as sorting
from . import _ufuncs as ufuncs
from ._errstate import errstate
from ._words import NOVALUE

ndarray = host.ndarray
_u = ufuncs.by_name


def diff(a, n=1, axis=-1, prepend=NOVALUE, append=NOVALUE):
    """The n-th differences along an axis."""
    if n < 0:
        raise ValueError(f'order must be non-negative but got {n}')
    a = convert.asanyarray(a)
    if n == 0:
        return a
    if a.ndim == 0:
        raise ValueError('diff requires input that is at least one dimensional')
    axis = _index.normalize_axis(axis, a.ndim)
    joined = []
    for each in (prepend, a, append):
        if each is not NOVALUE:
            each = convert.asanyarray(each)
            joined.append(manipulation.broadcast_to(each, a.shape[:axis] + (1,) + a.shape[axis + 1:]) if each.ndim == 0 else each)
    a = manipulation.concatenate(joined, axis) if len(joined) > 1 else a
    operation = _u['not_equal' if a.dtype.kind == 'b' else 'subtract']
    before = (slice(None),) * axis
    for _ in range(n):
        a = operation(a[before + (slice(1, None),)], a[before + (slice(None, -1),)])
    return a


def ediff1d(ary, to_end=None, to_begin=None):
    """The differences of the flattened array, with values before and after."""
    flat = convert.asanyarray(ary).ravel()
    pieces = [flat[1:] - flat[:-1]]
    if to_begin is not None:
        pieces.insert(0, convert.asarray(to_begin, flat.dtype).ravel())
    if to_end is not None:
        pieces.append(convert.asarray(to_end, flat.dtype).ravel())
    return manipulation.concatenate(pieces) if len(pieces) > 1 else pieces[0]


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The integral by the trapezoidal rule."""
    y = convert.asanyarray(y)
    if x is not None:
        x = convert.asanyarray(x)
        dx = diff(x) if x.ndim == 1 else diff(x, axis=axis)
        if x.ndim == 1:
            dx = dx.reshape((-1,) + (1,) * (y.ndim - 1 - axis % y.ndim))
    axis = _index.normalize_axis(axis, y.ndim)
    before = (slice(None),) * axis
    return (dx * (y[before + (slice(1, None),)] + y[before + (slice(None, -1),)]) / 2.0).sum(axis)


def _weights(name, weights, count, integral):
    weights = convert.asarray(weights, float)
    if integral and not bool(convert.asarray(weights == _u['rint'](weights)).all()):
        raise TypeError(f'{name} must be integer')
    if weights.ndim > 1:
        raise RuntimeError(f'cannot handle multidimensional {name}')
    if weights.shape[0] != count:
        raise RuntimeError(f'incompatible numbers of samples and {name}')
    if bool(convert.asarray(weights < 0).any()):
        raise ValueError(f'{name} cannot be negative')
    return weights


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    """The covariance matrix of variables in rows; `fweights` repeat observations, `aweights` weigh them."""
    if ddof is not None and ddof != int(ddof):
        raise ValueError('ddof must be integer')
    m = convert.asarray(m)
    if m.ndim > 2:
        raise ValueError('m has more than 2 dimensions')
    if y is not None:
        y = convert.asarray(y)
        if y.ndim > 2:
            raise ValueError('y has more than 2 dimensions')
    if dtype is None:
        dtype = dtypes.result_type(m, dtypes.float64) if y is None else dtypes.result_type(m, y, dtypes.float64)
    X = convert.array(m, ndmin=2, dtype=dtype)
    X = X.T if not rowvar and m.ndim != 1 else X
    if X.shape[0] == 0:
        return convert.array([]).reshape(0, 0)
    if y is not None:
        Y = convert.array(y, copy=None, ndmin=2, dtype=dtype)
        X = manipulation.concatenate((X, Y.T if not rowvar and Y.shape[0] != 1 else Y), axis=0)
    ddof = (0 if bias else 1) if ddof is None else ddof
    w, count = None, X.shape[1]
    if fweights is not None:
        w = _weights('fweights', fweights, count, True)
    if aweights is not None:
        aweights = _weights('aweights', aweights, count, False)
        w = aweights if w is None else w * aweights
    mean = X.mean(axis=1, keepdims=True) if w is None else convert.asarray(
        reductions.average(X, axis=1, weights=w)).reshape(-1, 1)
    total = count if w is None else w.sum()
    if w is None:
        divisor = count - ddof
    elif ddof == 0:
        divisor = total
    elif aweights is None:
        divisor = total - ddof
    else:
        divisor = total - ddof * (w * aweights).sum() / total
    if divisor <= 0:
        warnings.warn('Degrees of freedom <= 0 for slice', RuntimeWarning, stacklevel=2)
        divisor = 0.0
    X = X - mean
    weighted = X.T if w is None else (X * w).T
    with errstate(all='ignore') if divisor == 0.0 else errstate():
        result = products.dot(X, weighted.conj()) * _u['true_divide'](1, dtypes.float64.type(divisor))
    return manipulation.squeeze(result)


def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    """The correlation coefficients of variables in rows."""
    c = cov(x, y, rowvar, dtype=dtype)
    if not isinstance(c, ndarray) or c.ndim == 0:
        return c / c
    deviation = _u['sqrt'](c.diagonal().real)
    c = c / deviation[:, None]
    c = c / deviation[None, :]
    if c.dtype.kind == 'c':
        c.real, c.imag = reductions.clip(c.real, -1, 1), reductions.clip(c.imag, -1, 1)
        return c
    return reductions.clip(c, -1, 1)


# ---- NaN left out

def _masked(a):
    a = convert.asanyarray(a)
    return a, (_u['isnan'](a) if a.dtype.kind in 'fc' else None)


def _replaced(a, value):
    a, nan = _masked(a)
    return (a if nan is None else selection.where(nan, convert.array(value, dtype=a.dtype), a)), nan


def nansum(a, axis=None, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The sum over axes, NaN as zero."""
    return reductions.sum(_replaced(a, 0)[0], axis, dtype, out, keepdims, initial, where)


def nanprod(a, axis=None, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The product over axes, NaN as one."""
    return reductions.prod(_replaced(a, 1)[0], axis, dtype, out, keepdims, initial, where)


def nancumsum(a, axis=None, dtype=None, out=None):
    """The running sum, NaN as zero."""
    return reductions.cumsum(_replaced(a, 0)[0], axis, dtype, out)


def nancumprod(a, axis=None, dtype=None, out=None):
    """The running product, NaN as one."""
    return reductions.cumprod(_replaced(a, 1)[0], axis, dtype, out)


def _nan_extreme(ufunc, a, axis, out, keepdims, initial, where):
    result = _u[ufunc].reduce(convert.asanyarray(a), axis, None, out, keepdims, initial, where)
    nan = convert.asarray(_u['isnan'](result)) if getattr(result, 'dtype', None) is not None and result.dtype.kind in 'fc' else None
    if nan is not None and bool(nan.any()):
        warnings.warn('All-NaN slice encountered' if nan.ndim else 'All-NaN axis encountered', RuntimeWarning, stacklevel=3)
    return result


def nanmax(a, axis=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The maximum over axes without NaN."""
    return _nan_extreme('fmax', a, axis, out, keepdims, initial, where)


def nanmin(a, axis=None, out=None, keepdims=False, initial=NOVALUE, where=True):
    """The minimum over axes without NaN."""
    return _nan_extreme('fmin', a, axis, out, keepdims, initial, where)


def _nan_arg(function, a, axis, fill, out, keepdims):
    a, nan = _replaced(a, fill) if convert.asarray(a).dtype.kind in 'fc' else (convert.asanyarray(a), None)
    if nan is not None and bool(convert.asarray(reductions.all(nan, axis)).any()):
        raise ValueError('All-NaN slice encountered')
    return function(a, axis, out, keepdims=keepdims)


def nanargmax(a, axis=None, out=None, *, keepdims=False):
    """The index of the maximum without NaN."""
    return _nan_arg(reductions.argmax, a, axis, float('-inf'), out, keepdims)


def nanargmin(a, axis=None, out=None, *, keepdims=False):
    """The index of the minimum without NaN."""
    return _nan_arg(reductions.argmin, a, axis, float('inf'), out, keepdims)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    """The mean over axes without NaN."""
    zeroed, nan = _replaced(a, 0)
    if nan is None:
        return reductions.mean(zeroed, axis, dtype, out, keepdims, where=where)
    present = _u['logical_not'](nan)
    count = reductions.sum(present, axis, dtypes.intp, None, keepdims, NOVALUE, where)
    total = reductions.sum(zeroed, axis, dtype, None, keepdims, NOVALUE, where)
    if not bool(convert.asarray(count).all()):
        warnings.warn('Mean of empty slice', RuntimeWarning, stacklevel=2)
    with errstate(divide='ignore', invalid='ignore'):
        return _u['true_divide'](total, count, out=out, casting='unsafe', dtype=convert.asarray(total).dtype)


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=NOVALUE, correction=NOVALUE):
    """The variance over axes without NaN."""
    ddof = ddof if correction is NOVALUE else correction
    zeroed, nan = _replaced(a, 0)
    if nan is None:
        return reductions.var(zeroed, axis, dtype, out, ddof, keepdims, where=where)
    present = _u['logical_not'](nan)
    with errstate(divide='ignore', invalid='ignore'):
        count = reductions.sum(present, axis, dtypes.intp, None, True, NOVALUE, where)
        middle = reductions.sum(zeroed, axis, dtype, None, True, NOVALUE, where) / count
        distance = selection.where(nan, convert.array(0, dtype=zeroed.dtype), zeroed - middle)
        squares = (distance * distance.conjugate()).real
        total = reductions.sum(squares, axis, None, None, keepdims, NOVALUE, where)
        degrees = reductions.sum(present, axis, dtypes.intp, None, keepdims, NOVALUE, where) - ddof
        low = convert.asarray(degrees <= 0)
        if bool(low.any()):
            warnings.warn('Degrees of freedom <= 0 for slice.', RuntimeWarning, stacklevel=2)
        result = selection.where(low, float('nan'), total / _u['maximum'](degrees, 1))
        result = result.astype(squares.dtype, copy=False)
    return _finish(result, None, False, out)


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=NOVALUE, correction=NOVALUE):
    """The standard deviation over axes without NaN."""
    return _u['sqrt'](nanvar(a, axis, dtype, None, ddof, keepdims, where=where, correction=correction), out=out)
