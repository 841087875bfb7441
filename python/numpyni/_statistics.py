"""Order statistics, differences and correlations."""


from . import _convert as convert
from . import _dtypes as dtypes
from . import _errstate
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _products as products
from ._quantiles import median, percentile, quantile        # noqa: F401  (their place in NumPy is here)
from . import _reductions as reductions
from . import _ufuncs as ufuncs
from ._errstate import errstate
from ._words import NOVALUE

ndarray = host.ndarray
_u = ufuncs.by_name


def diff(a, n=1, axis=-1, prepend=NOVALUE, append=NOVALUE):
    """The n-th differences along an axis."""
    if n < 0:
        raise ValueError(f'order must be non-negative but got {n}')
    if n == 0:
        return a
    a = convert.asanyarray(a)
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
        _errstate.warn('Degrees of freedom <= 0 for slice', RuntimeWarning)
        divisor = 0.0
    X = X - mean
    weighted = X.T if w is None else (X * w).T
    with errstate(all='ignore') if divisor == 0.0 else errstate():
        result = convert.asarray(products.dot(X, weighted.conj()))
        result *= _u['true_divide'](1, dtypes.float64.type(divisor))
    return manipulation.squeeze(result)


def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    """The correlation coefficients of variables in rows."""
    c = cov(x, y, rowvar, dtype=dtype)
    if not isinstance(c, ndarray) or c.ndim == 0:
        return c / c
    deviation = _u['sqrt'](c.diagonal().real)
    c /= deviation[:, None]
    c /= deviation[None, :]
    if c.dtype.kind == 'c':
        c.real, c.imag = reductions.clip(c.real, -1, 1), reductions.clip(c.imag, -1, 1)
        return c
    return reductions.clip(c, -1, 1)
