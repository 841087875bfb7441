"""Order statistics, differences, correlations, and reductions that leave NaN out."""

import warnings

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _products as products
from . import _reductions as reductions
from . import _selection as selection
from . import _sorting as sorting
from . import _ufuncs as ufuncs
from ._errstate import errstate
from ._words import NOVALUE

ndarray = host.ndarray
_u = ufuncs.by_name


def _as_one_axis(a, axis):
    """The array with the axes of a reduction flattened into the last; and the shape that `keepdims` gives."""
    axes = tuple(range(a.ndim)) if axis is None else _index.normalize_axes(axis, a.ndim)
    kept = tuple([1 if i in axes else n for i, n in enumerate(a.shape)])
    rest = tuple([i for i in range(a.ndim) if i not in axes])
    count = 1
    for i in axes:
        count *= a.shape[i]
    return a.transpose(rest + axes).reshape(tuple([a.shape[i] for i in rest]) + (count,)), kept


def _finish(result, kept, keepdims, out):
    result = convert.asanyarray(result)
    if keepdims:
        result = result.reshape(kept)
    if out is not None:
        host.assign(out, result, 4, None)
        return out
    return result if result.ndim else result[()]


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle of the sorted elements over axes (None: all); the mean of the two in the middle of an even number."""
    flat, kept = _as_one_axis(convert.asanyarray(a), axis)
    n = flat.shape[-1]
    if n == 0:
        warnings.warn('Mean of empty slice.', RuntimeWarning, stacklevel=2)
        return _finish(flat.mean(-1), kept, keepdims, out)
    ordered = sorting.sort(flat, -1)
    middle = ordered[..., (n - 1) // 2:n // 2 + 1].mean(-1)
    if flat.dtype.kind in 'fc':
        middle = selection.where(_u['isnan'](ordered[..., -1]), ordered[..., -1], middle)
    return _finish(middle, kept, keepdims, out)


def quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None):
    """The q-th quantiles over axes (None: all), by linear interpolation or the nearest elements."""
    if method not in ('linear', 'lower', 'higher', 'midpoint') or weights is not None:
        raise NotImplementedError(f'numpyni: quantile with method {method!r} or weights')
    flat, kept = _as_one_axis(convert.asanyarray(a), axis)
    if flat.dtype.kind == 'c':
        raise TypeError('a must be an array of real numbers')
    q = convert.asarray(q)
    if q.size and not (q.min() >= 0 and q.max() <= 1):
        raise ValueError('Quantiles must be in the range [0, 1]')
    ordered = sorting.sort(flat, -1)
    n = ordered.shape[-1]
    results = []
    for each in q.ravel().tolist():
        if n == 0:
            results.append(flat.mean(-1))
            continue
        place = each * (n - 1)
        low = int(place)
        high = min(low + (place > low), n - 1)
        if method == 'lower':
            value = ordered[..., low]
        elif method == 'higher':
            value = ordered[..., high]
        else:
            weight = 0.5 if method == 'midpoint' and high != low else place - low
            a0, a1 = ordered[..., low], ordered[..., high]
            step = _u['subtract'](a1, a0)
            value = a0 + step * weight if weight < 0.5 else a1 - step * (1 - weight)
        if ordered.dtype.kind == 'f':
            value = selection.where(_u['isnan'](ordered[..., -1]), ordered[..., -1], value)
        results.append(value.reshape(kept) if keepdims and isinstance(value, ndarray) else value)
    if q.ndim == 0:
        return _finish(results[0], kept, keepdims, out)
    stacked = manipulation.stack([convert.asanyarray(r) for r in results])
    return _finish(stacked.reshape(q.shape + stacked.shape[1:]), None, False, out)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None):
    """The q-th percentiles over axes (None: all)."""
    q = _u['true_divide'](q, 100)
    if not bool(convert.asarray(_u['logical_and'](_u['greater_equal'](q, 0), _u['less_equal'](q, 1))).all()):
        raise ValueError('Percentiles must be in the range [0, 100]')
    return quantile(a, q, axis, out, overwrite_input, method, keepdims, weights=weights)


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


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    """The covariance matrix of variables in rows."""
    if fweights is not None or aweights is not None:
        raise NotImplementedError('numpyni: cov with weights')
    if ddof is not None and ddof != int(ddof):
        raise ValueError('ddof must be integer')
    X = convert.array(m, ndmin=2, dtype=dtype or dtypes.result_type(convert.asarray(m), 1.0, dtypes.float64))
    X = X.T if not rowvar and X.shape[0] != 1 else X
    if y is not None:
        Y = convert.array(y, ndmin=2, dtype=X.dtype)
        X = manipulation.concatenate([X, Y.T if not rowvar and Y.shape[0] != 1 else Y], 0)
    divisor = X.shape[1] - ((0 if bias else 1) if ddof is None else ddof)
    if divisor <= 0:
        warnings.warn('Degrees of freedom <= 0 for slice', RuntimeWarning, stacklevel=2)
        divisor = 0.0
    X = X - X.mean(1, keepdims=True)
    result = products.dot(X, X.T.conj()) * _u['true_divide'](1, dtypes.float64.type(divisor))
    return manipulation.squeeze(result) if result.size != 1 else result.ravel()[0]


def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    """The correlation coefficients of variables in rows."""
    c = cov(x, y, rowvar, dtype=dtype)
    if not isinstance(c, ndarray):
        return c / c
    deviation = _u['sqrt'](c.diagonal().real)
    c = c / deviation[:, None] / deviation[None, :]
    return reductions.clip(c, -1, 1) if c.dtype.kind == 'f' else c


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


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The median over axes without NaN."""
    flat, kept = _as_one_axis(convert.asanyarray(a), axis)
    rows = flat.reshape((-1, flat.shape[-1])) if flat.size else flat
    values = [median(row[_u['logical_not'](_u['isnan'](row))]) if flat.dtype.kind in 'fc' else median(row) for row in rows] \
        if flat.size else []
    if not flat.size:
        return median(flat, -1, out, False, keepdims)
    return _finish(convert.array([float(v) for v in values], dtype=dtypes.result_type(flat, 1.0)).reshape(flat.shape[:-1]), kept,
                   keepdims, out)
